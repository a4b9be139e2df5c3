//===- ConvertONNXToANE.cpp - Functions become engine programs ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass, one story: the body of a function moves into a program, its
// operations are converted by the patterns of this folder, and the function is
// left with a call. What resists is reported, all of it.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ONNX/IR/MiscOps.h"
#include "lib/Conversion/ONNXToANE/Interface.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CONVERTONNXTOANE
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

/// Every float is an fp16 on the engine; Booleans and integers stay what they are.
class EngineTypes : public TypeConverter {
public:
  EngineTypes() {
    addConversion([](Type type) { return type; });
    addConversion([](RankedTensorType type) -> Type {
      if (!isa<FloatType>(type.getElementType()))
        return type;
      return type.clone(Float16Type::get(type.getContext()));
    });
  }
};

/// A value of another type in place of `value`, until conversion has changed its definition or its
/// uses.
Value bridge(OpBuilder &builder, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return UnrealizedConversionCastOp::create(builder, value.getLoc(), type, value).getResult(0);
}

/// Lowers one function.
class EntryLowering {
public:
  EntryLowering(func::FuncOp function, const target::Profile &profile)
      : function(function), profile(profile) {}

  LogicalResult run();
  unsigned lowered = 0;

private:
  LogicalResult checkOperations();
  void moveBody();
  LogicalResult convertBody();
  void mergeReshapes();
  void eraseDead();
  LogicalResult reportRemaining();
  void finishResults();
  void finishEntry();

  func::FuncOp function;
  const target::Profile &profile;
  ane::ProgramOp program;
  EngineTypes types;
  Refusals refusals;
};

LogicalResult EntryLowering::run() {
  // An interface that no surface can hold does not keep the operations from being looked at, as
  // long as the shapes are known.
  bool fits = succeeded(checkInterface(function));
  if (failed(checkOperations()) || !hasKnownInterface(function))
    return failure();
  moveBody();
  if (failed(convertBody()) || !fits)
    return failure();
  finishResults();
  finishEntry();
  return success();
}

/// Shapes that are not known, or hold nothing, have no lowering whatever the operation.
LogicalResult EntryLowering::checkOperations() {
  bool sound = true;
  for (Operation &op : function.front().without_terminator()) {
    if (op.hasTrait<OpTrait::ConstantLike>())
      continue;
    for (Type type : op.getResultTypes()) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      if (tensor && tensor.hasStaticShape() && tensor.getNumElements() > 0)
        continue;
      sound = false;
      op.emitOpError("has no lowering to the engine: its result ")
          << type
          << (tensor && tensor.hasStaticShape() ? " is empty"
                                                : " has extents that are known only at run time; "
                                                  "give them with --dim NAME=VALUE");
    }
  }
  return success(sound);
}

/// Moves the body into a new program between bridges from and to the types that conversion will
/// give.
void EntryLowering::moveBody() {
  OpBuilder builder(function);
  SmallVector<Type> inputs, outputs;
  for (Type type : function.getArgumentTypes())
    inputs.push_back(interfaceType(cast<RankedTensorType>(type)));
  for (Type type : function.getResultTypes())
    outputs.push_back(interfaceType(cast<RankedTensorType>(type)));
  program =
      ane::ProgramOp::create(builder, function.getLoc(), (function.getName() + "_0").str(),
                             builder.getFunctionType(inputs, outputs), ane::Placement::Engine);
  Block *body = &program.getBody().front();
  builder.setInsertionPointToStart(body);
  EngineBuilder engine(builder, function, profile, refusals);
  for (auto [source, target] : llvm::zip_equal(function.getArguments(), body->getArguments())) {
    target.setLoc(source.getLoc());
    auto type = cast<RankedTensorType>(source.getType());
    source.replaceAllUsesWith(bridge(builder, readArgument(target, type, engine), type));
  }
  body->getOperations().splice(body->end(), function.front().getOperations());
  Operation *end = body->getTerminator();
  builder.setInsertionPoint(end);
  SmallVector<Value> results;
  for (Value result : end->getOperands())
    results.push_back(bridge(builder, result, types.convertType(result.getType())));
  ane::ReturnOp::create(builder, end->getLoc(), results);
  end->erase();
}

LogicalResult EntryLowering::convertBody() {
  MLIRContext *context = function.getContext();
  unsigned before = llvm::range_size(program.getBody().front().without_terminator());
  ConversionTarget target(*context);
  target.addLegalDialect<ane::ANEDialect>();
  target.addLegalOp<onnx::NoValueOp, UnrealizedConversionCastOp>();

  LoweringContext lowering{profile, refusals};
  RewritePatternSet patterns(context);
  populateONNXToANEPatterns({patterns, types, lowering});

  // Nothing is declared illegal: conversion then goes on after an operation that resists, and all
  // are found.
  ConversionConfig config;
  config.buildMaterializations = false;
  config.foldingMode = DialectConversionFoldingMode::Never;
  if (failed(applyPartialConversion(program, target, std::move(patterns), config)))
    return failure();

  SmallVector<UnrealizedConversionCastOp> bridges;
  program.walk([&](UnrealizedConversionCastOp op) { bridges.push_back(op); });
  reconcileUnrealizedCasts(bridges);
  mergeReshapes();
  eraseDead();
  lowered += before;
  return reportRemaining();
}

/// Reads through reshapes that a bridge hid from the builder, so that no value of a rank beyond the
/// engine's is left that is only passed on.
void EntryLowering::mergeReshapes() {
  program.walk([](ane::ReshapeOp op) {
    while (auto before = op.getX().getDefiningOp<ane::ReshapeOp>())
      op.getXMutable().assign(before.getX());
    if (op.getX().getType() == op.getType())
      op.replaceAllUsesWith(op.getX());
  });
}

void EntryLowering::eraseDead() {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(program.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

LogicalResult EntryLowering::reportRemaining() {
  bool sound = true;
  for (Operation &op : program.getBody().front()) {
    if (isa<ane::ANEDialect>(op.getDialect()) ||
        isa<onnx::NoValueOp, UnrealizedConversionCastOp>(op))
      continue;
    sound = false;
    auto reason = refusals.find(&op);
    op.emitOpError("has no lowering to the engine: ")
        << (reason != refusals.end() ? StringRef(reason->second)
                                     : StringRef("no lowering is known for this operation"));
  }
  return success(sound);
}

void EntryLowering::finishResults() {
  ane::ReturnOp end = program.getReturn();
  OpBuilder builder(end);
  EngineBuilder engine(builder, end, profile, refusals);
  for (OpOperand &operand : end->getOpOperands())
    operand.set(writeResult(operand.get(), engine));
  eraseDead();
}

/// Leaves the function with a call, and the model's types in `ane.source`.
void EntryLowering::finishEntry() {
  OpBuilder builder(function.getContext());
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    function.setArgAttr(i, ane::kSourceAttr, TypeAttr::get(type));
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    function.setResultAttr(i, ane::kSourceAttr, TypeAttr::get(type));
  function.setFunctionType(program.getFunctionType());
  for (auto [argument, type] : llvm::zip_equal(function.getArguments(), program.getArgumentTypes()))
    argument.setType(type);
  function->setAttr(ane::kEntryAttr, builder.getStringAttr(function.getName()));
  builder.setInsertionPointToEnd(&function.front());
  auto call = ane::CallOp::create(builder, function.getLoc(), program, function.getArguments());
  func::ReturnOp::create(builder, function.getLoc(), call.getResults());
}

struct ConvertONNXToANEPass : anemone::impl::ConvertONNXToANEBase<ConvertONNXToANEPass> {
  using ConvertONNXToANEBase::ConvertONNXToANEBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    const target::Profile &profile = ane::getTargetProfile(module);
    if (!module->hasAttr(ane::kTargetAttr))
      module->setAttr(ane::kTargetAttr, ane::TargetAttr::get(&getContext(), profile.name));
    bool sound = true;
    for (auto function : llvm::make_early_inc_range(module.getOps<func::FuncOp>())) {
      if (function.isExternal() || !function.isPublic() || function->hasAttr(ane::kEntryAttr))
        continue;
      EntryLowering entry(function, profile);
      sound &= succeeded(entry.run());
      lowered += entry.lowered;
    }
    if (!sound)
      signalPassFailure();
  }
};

} // namespace
