//===- CreateInferredTest.cpp - Building operations from a model ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// createInferred is what an importer builds with, so it gets whatever a model
// says: too few operands, attributes of another kind or none, shapes that do not
// fit. Each must be an error at the node, never a crash.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "mlir/IR/BuiltinOps.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace anemone;

namespace {

class CreateInferred : public testing::Test {
protected:
  CreateInferred() : builder(&context), module(ModuleOp::create(builder.getUnknownLoc())) {
    context.loadDialect<onnx::ONNXDialect>();
    builder.setInsertionPointToStart(module->getBody());
    handler.emplace(&context, [&](Diagnostic &diagnostic) {
      errors.push_back(diagnostic.str());
      return success();
    });
  }

  /// An operand of a type that no operation tells the value of.
  Value operand(ArrayRef<int64_t> shape, Type element = nullptr) {
    element = element ? element : builder.getF32Type();
    return UnrealizedConversionCastOp::create(builder, location(),
                                              RankedTensorType::get(shape, element), ValueRange())
        .getResult(0);
  }
  Value none() {
    return onnx::NoValueOp::create(builder, location(), builder.getNoneType(), UnitAttr());
  }
  Location location() { return NameLoc::get(builder.getStringAttr("node")); }

  FailureOr<Operation *> build(StringRef name, ValueRange operands,
                               ArrayRef<NamedAttribute> attributes = {}) {
    return onnx::createInferred(builder, location(), name, operands, attributes);
  }
  /// The one error of a build that must fail.
  std::string errorOf(StringRef name, ValueRange operands,
                      ArrayRef<NamedAttribute> attributes = {}) {
    EXPECT_TRUE(failed(build(name, operands, attributes)));
    EXPECT_EQ(errors.size(), 1u);
    return errors.empty() ? "" : errors.front();
  }
  NamedAttribute attribute(StringRef name, Attribute value) {
    return builder.getNamedAttr(name, value);
  }
  Attribute si64(int64_t value) {
    return builder.getIntegerAttr(builder.getIntegerType(64, /*isSigned=*/true), value);
  }

  MLIRContext context;
  OpBuilder builder;
  OwningOpRef<ModuleOp> module;
  std::vector<std::string> errors;
  std::optional<ScopedDiagnosticHandler> handler;
};

TEST_F(CreateInferred, TypesTheResult) {
  auto op = build("onnx.Conv", {operand({1, 3, 8, 8}), operand({4, 3, 3, 3}), none()},
                  {attribute("strides", builder.getI64ArrayAttr({2, 2}))});
  ASSERT_TRUE(succeeded(op));
  EXPECT_EQ((*op)->getResult(0).getType(),
            RankedTensorType::get({1, 4, 3, 3}, builder.getF32Type()));
  EXPECT_TRUE(errors.empty());
}

TEST_F(CreateInferred, CountsResultsByAttribute) {
  auto op = build("onnx.Split", {operand({6}), none()}, {attribute("num_outputs", si64(3))});
  ASSERT_TRUE(succeeded(op));
  EXPECT_EQ((*op)->getNumResults(), 3u);
}

TEST_F(CreateInferred, KeepsAttributesThatNobodyKnows) {
  auto op = build("onnx.Relu", {operand({4})}, {attribute("note", builder.getStringAttr("x"))});
  ASSERT_TRUE(succeeded(op));
  EXPECT_TRUE((*op)->hasAttr("note"));
}

TEST_F(CreateInferred, LocatesErrorsAtTheNode) {
  Location place = builder.getUnknownLoc();
  handler.reset();
  ScopedDiagnosticHandler locations(&context, [&](Diagnostic &diagnostic) {
    place = diagnostic.getLocation();
    return success();
  });
  EXPECT_TRUE(failed(build("onnx.Add", {operand({2}), operand({3})})));
  EXPECT_EQ(place, location());
}

TEST_F(CreateInferred, RefusesTooFewOperands) {
  EXPECT_EQ(errorOf("onnx.Conv", {operand({1, 3, 8, 8}), operand({4, 3, 3, 3})}),
            "'onnx.Conv' op expects 3 operands, got 2");
}

TEST_F(CreateInferred, RefusesTooManyOperands) {
  EXPECT_EQ(errorOf("onnx.Relu", {operand({4}), operand({4})}),
            "'onnx.Relu' op expects 1 operand, got 2");
}

TEST_F(CreateInferred, RefusesAnAbsentOperandThatMustBeThere) {
  EXPECT_EQ(errorOf("onnx.Add", {operand({4}), none()}),
            "'onnx.Add' op expects operand 1 to be a tensor, got 'none'");
}

TEST_F(CreateInferred, RefusesAnAbsentOperandAmongMany) {
  EXPECT_EQ(errorOf("onnx.Concat", {operand({4}), none()}, {attribute("axis", si64(0))}),
            "'onnx.Concat' op expects operand 1 to be a tensor, got 'none'");
}

TEST_F(CreateInferred, RefusesAMissingAttribute) {
  EXPECT_EQ(errorOf("onnx.Concat", {operand({4})}), "'onnx.Concat' op requires attribute 'axis'");
}

TEST_F(CreateInferred, RefusesAnAttributeOfAnotherKind) {
  EXPECT_NE(
      errorOf("onnx.Softmax", {operand({4})}, {attribute("axis", builder.getStringAttr("last"))})
          .find("attribute 'axis' failed to satisfy constraint"),
      std::string::npos);
}

TEST_F(CreateInferred, RefusesAnElementTypeThatTheOperationLacks) {
  EXPECT_NE(errorOf("onnx.Erf", {operand({4}, builder.getI32Type())}).find("operand #0 must be"),
            std::string::npos);
}

TEST_F(CreateInferred, RefusesAnOperationThatIsNotThere) {
  EXPECT_EQ(errorOf("onnx.Bogus", {}), "'onnx.Bogus' is not an operation whose types are inferred");
}

TEST_F(CreateInferred, LeavesNothingBehindWhereItFails) {
  EXPECT_TRUE(failed(build("onnx.Add", {operand({2}), operand({3})})));
  EXPECT_TRUE(module->getOps<onnx::AddOp>().empty());
}

} // namespace
