//===- RegistrationTest.cpp - Registration beside other stacks ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace anemone;

namespace {

/// Stands for onnx-mlir's dialect, which has the same name as ours.
class OtherONNX : public mlir::Dialect {
public:
  explicit OtherONNX(mlir::MLIRContext *context)
      : Dialect(getDialectNamespace(), context, mlir::TypeID::get<OtherONNX>()) {}
  static llvm::StringRef getDialectNamespace() { return "onnx"; }
};

} // namespace

// MLIR aborts on two dialects of one name; registration says so first, and leaves the registry
// alone.
TEST(Registration, RefusesASecondDialectOfTheName) {
  mlir::DialectRegistry registry;
  registry.insert<OtherONNX>();
  auto before = llvm::range_size(registry.getDialectNames());
  Status status = registerAllDialects(registry);
  EXPECT_FALSE(status.ok());
  EXPECT_NE(status.message().find("another dialect called 'onnx'"), std::string::npos);
  EXPECT_EQ(llvm::range_size(registry.getDialectNames()), before);
}

// An embedder may register twice.
TEST(Registration, MayBeRepeated) {
  mlir::DialectRegistry registry;
  EXPECT_TRUE(registerAllDialects(registry).ok());
  EXPECT_TRUE(registerAllDialects(registry).ok());
  mlir::MLIRContext context(registry);
  EXPECT_NE(context.getOrLoadDialect("onnx"), nullptr);
  EXPECT_NE(context.getOrLoadDialect("ane"), nullptr);
}
