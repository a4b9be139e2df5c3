//===- PadSurfaces.cpp - How interface tensors lie in memory --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each program is changed on its own: its interface tensors take the layout
// that SurfaceLayout.h chooses from their types alone, with the reshape, slice
// or pad inside the program. Then the entries follow: a call takes the types of
// its program, and a function those of its calls.
//
// What a program then consists of is final, so a reduction that is still alone
// gets company here.
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/ConstraintNumbers.h"
#include "dialects/ANE/Transforms/LoneReduction.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/RuntimeWeights.h"
#include "dialects/ANE/Transforms/SurfaceLayout.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEPADSURFACES
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

/// "i00", "i01", ...: as many digits as the last one needs, at least two.
std::string symbolName(char prefix, size_t index, size_t count) {
  size_t digits = std::max<size_t>(2, std::to_string(count ? count - 1 : 0).size());
  std::string number = std::to_string(index);
  return prefix + std::string(digits - number.size(), '0') + number;
}

DenseI32ArrayAttr toI32s(OpBuilder &builder, ArrayRef<int64_t> values) {
  return builder.getDenseI32ArrayAttr(llvm::to_vector_of<int32_t>(values));
}

Value reshapeTo(OpBuilder &builder, Location loc, Value value, RankedTensorType type) {
  if (value.getType() == type)
    return value;
  return ReshapeOp::create(builder, loc, type, value, toI32s(builder, type.getShape()));
}

/// The data of an argument that is declared as `layout` says, in the type that the body reads.
Value readArgument(OpBuilder &builder, BlockArgument argument, const SurfaceLayout &layout,
                   RankedTensorType type) {
  Value value = argument;
  if (layout.isPadded())
    value = SliceBySizeOp::create(builder, argument.getLoc(), layout.validType(), value,
                                  toI32s(builder, SmallVector<int64_t>(layout.valid.size(), 0)),
                                  toI32s(builder, layout.valid));
  return reshapeTo(builder, argument.getLoc(), value, type);
}

/// A result in the type that `layout` declares.
Value writeResult(OpBuilder &builder, Location loc, Value value, const SurfaceLayout &layout) {
  value = reshapeTo(builder, loc, value, layout.validType());
  if (!layout.isPadded())
    return value;
  SmallVector<int64_t> amounts(2 * layout.valid.size(), 0);
  amounts.back() = layout.declared.getShape().back() - layout.valid.back();
  return PadOp::create(builder, loc, layout.declared, value, toI32s(builder, amounts),
                       builder.getStringAttr("constant"), builder.getF32FloatAttr(0));
}

struct PadSurfacesPass : impl::ANEPadSurfacesBase<PadSurfacesPass> {
  void runOnOperation() override;

private:
  LogicalResult decideProgram(ProgramOp program);
  SmallVector<SurfaceLayout> layoutsOf(ProgramOp program, TypeRange types);
  void relayArguments(ProgramOp program, ArrayRef<SurfaceLayout> layouts);
  void relayResults(ProgramOp program, ArrayRef<SurfaceLayout> layouts);
  SmallVector<SurfaceAttr> buildSurfaces(ProgramOp program, char prefix,
                                         ArrayRef<SurfaceLayout> layouts);
  LogicalResult followCalls(func::FuncOp function, const SymbolTable &symbols);
  LogicalResult followOperand(CallOp call, OpOperand &operand, Type wanted);
  LogicalResult followGlobals();

  const target::Profile *profile = nullptr;
};

} // namespace

SmallVector<SurfaceLayout> PadSurfacesPass::layoutsOf(ProgramOp program, TypeRange types) {
  return llvm::map_to_vector(types, [&](Type type) {
    auto tensor = cast<RankedTensorType>(type);
    // What the host holds as fp16 it shares with the engine.
    if (!program.isHost() || tensor.getElementType().isF16())
      return chooseLayout(tensor, *profile);
    return SurfaceLayout{tensor, llvm::to_vector<4>(tensor.getShape())};
  });
}

void PadSurfacesPass::relayArguments(ProgramOp program, ArrayRef<SurfaceLayout> layouts) {
  OpBuilder builder = OpBuilder::atBlockBegin(&program.getBody().front());
  for (auto [argument, layout] : llvm::zip_equal(program.getBody().getArguments(), layouts)) {
    auto type = cast<RankedTensorType>(argument.getType());
    if (type == layout.declared && !layout.isPadded())
      continue;
    ++relaid;
    argument.setType(layout.declared);
    Value value = readArgument(builder, argument, layout, type);
    Operation *reader = value.getDefiningOp();
    while (reader->getOperand(0) != argument)
      reader = reader->getOperand(0).getDefiningOp();
    argument.replaceAllUsesExcept(value, reader);
  }
}

void PadSurfacesPass::relayResults(ProgramOp program, ArrayRef<SurfaceLayout> layouts) {
  ReturnOp result = program.getReturn();
  OpBuilder builder(result);
  for (auto [operand, layout] : llvm::zip_equal(result->getOpOperands(), layouts)) {
    Value value = operand.get();
    relaid += value.getType() != layout.declared;
    operand.set(writeResult(builder, value.getLoc(), value, layout));
  }
}

SmallVector<SurfaceAttr> PadSurfacesPass::buildSurfaces(ProgramOp program, char prefix,
                                                        ArrayRef<SurfaceLayout> layouts) {
  int64_t uniform = 0;
  auto allocation = [&](const SurfaceLayout &layout) {
    int64_t bytes = extentBytes(layout.declared, *profile);
    return program.isHost() ? bytes : std::max(bytes, profile->minSurfaceBytes);
  };
  if (profile->uniformSurfaces && !program.isHost())
    for (const SurfaceLayout &layout : layouts)
      uniform = std::max(uniform, allocation(layout));

  SmallVector<SurfaceAttr> result;
  for (auto [index, layout] : llvm::enumerate(layouts)) {
    SurfaceStrides strides = stridesOf(layout.declared, *profile);
    int64_t bytes = std::max(uniform, allocation(layout));
    result.push_back(SurfaceAttr::get(&getContext(), symbolName(prefix, index, layouts.size()),
                                      layout.valid, strides.row, strides.plane, strides.batch,
                                      bytes));
    ++surfaces;
    paddingBytes += bytes - layout.validType().getNumElements() *
                                elementBytes(layout.declared.getElementType());
  }
  return result;
}

LogicalResult PadSurfacesPass::decideProgram(ProgramOp program) {
  for (Type type : llvm::concat<const Type>(program.getArgumentTypes(), program.getResultTypes()))
    if (int64_t rank = cast<RankedTensorType>(type).getRank(); rank < 1 || rank > 4)
      return program.emitOpError("has an interface tensor of type ")
             << type << ", and a surface has rank 1 to 4: reshape it inside the program";

  auto inputs = layoutsOf(program, program.getArgumentTypes());
  auto outputs = layoutsOf(program, program.getResultTypes());
  relayArguments(program, inputs);
  relayResults(program, outputs);
  program.setFunctionType(FunctionType::get(&getContext(), program.getBody().getArgumentTypes(),
                                            program.getReturn().getOperandTypes()));
  if (!program.isHost() && profile->enforces(target::rule::RuntimeConvWeight))
    turnRuntimeWeights(program);
  if (!program.isHost() && profile->enforces(target::rule::LoneReduction))
    accompanyLoneReduction(program);
  for (auto [index, surface] : llvm::enumerate(buildSurfaces(program, 'i', inputs)))
    program.setArgSurface(index, surface);
  for (auto [index, surface] : llvm::enumerate(buildSurfaces(program, 'o', outputs)))
    program.setResultSurface(index, surface);
  return success();
}

LogicalResult PadSurfacesPass::followOperand(CallOp call, OpOperand &operand, Type wanted) {
  Value value = operand.get();
  if (value.getType() == wanted)
    return success();
  if (!isa<BlockArgument>(value) && !isa<CallOp, ml_program::GlobalLoadOp>(value.getDefiningOp()))
    return call.emitOpError("operand ") << operand.getOperandNumber() << " has type "
                                        << value.getType() << " and the program takes " << wanted
                                        << ": only arguments of the entry, parameters and results "
                                           "of programs can be laid out anew";
  value.setType(wanted);
  return success();
}

LogicalResult PadSurfacesPass::followCalls(func::FuncOp function, const SymbolTable &symbols) {
  LogicalResult result = success();
  auto calls = llvm::to_vector(function.getOps<CallOp>());
  for (CallOp call : calls) {
    auto program = symbols.lookup<ProgramOp>(call.getCallee());
    for (auto [value, type] : llvm::zip_equal(call.getResults(), program.getResultTypes()))
      value.setType(type);
    for (auto [operand, type] : llvm::zip_equal(call->getOpOperands(), program.getArgumentTypes()))
      if (failed(followOperand(call, operand, type)))
        result = failure();
  }
  if (failed(result))
    return failure();
  // A value that two programs want in two layouts took the last one's.
  for (CallOp call : calls) {
    auto program = symbols.lookup<ProgramOp>(call.getCallee());
    if (call.getOperandTypes() != TypeRange(program.getArgumentTypes()) ||
        call.getResultTypes() != TypeRange(program.getResultTypes()))
      result = call.emitOpError("shares a value with a program that lays it out differently");
  }
  Operation *terminator = function.front().getTerminator();
  function.setFunctionType(FunctionType::get(&getContext(), function.front().getArgumentTypes(),
                                             terminator->getOperandTypes()));
  return result;
}

/// A global has the type of what is loaded from it and stored to it. Its value lies in the order of
/// the elements, so only one without a value of its own can be padded.
LogicalResult PadSurfacesPass::followGlobals() {
  SymbolTable symbols(getOperation());
  bool sound = true;
  auto follow = [&](Operation *op, SymbolRefAttr name, Type type) {
    auto global = symbols.lookup<ml_program::GlobalOp>(name.getLeafReference());
    if (!global || global.getType() == type)
      return;
    auto source = global->getAttrOfType<TypeAttr>(kSourceAttr);
    if (source && !global.getValueAttr())
      return global.setTypeAttr(TypeAttr::get(type));
    op->emitOpError("passes ") << name << ", which has a value of type " << global.getType()
                               << ", as " << type << ": give programs a copy (ane-copy-parameters)";
    sound = false;
  };
  for (auto function : getOperation().getOps<func::FuncOp>()) {
    if (function.isPrivate()) // run by the compiler, on no surface
      continue;
    for (auto load : function.getOps<ml_program::GlobalLoadOp>())
      follow(load, load.getGlobal(), load.getType());
    for (auto store : function.getOps<ml_program::GlobalStoreOp>())
      follow(store, store.getGlobal(), store.getValue().getType());
  }
  return success(sound);
}

void PadSurfacesPass::runOnOperation() {
  ModuleOp module = getOperation();
  profile = &getTargetProfile(module);
  SymbolTable symbols(module);
  SmallVector<func::FuncOp> entries;
  llvm::DenseSet<Operation *> privatePrograms; // run by the compiler, on no surface
  for (auto function : module.getOps<func::FuncOp>()) {
    if (!function.isPrivate())
      entries.push_back(function);
    else
      function.walk([&](CallOp call) { privatePrograms.insert(symbols.lookup(call.getCallee())); });
  }

  bool failedAny = false;
  for (auto program : module.getOps<ProgramOp>())
    if (!privatePrograms.contains(program) && !program.getResultSurface(0))
      failedAny |= failed(decideProgram(program));
  if (failedAny)
    return signalPassFailure();
  for (func::FuncOp function : entries)
    failedAny |= failed(followCalls(function, symbols));
  if (failedAny || failed(followGlobals()))
    signalPassFailure();
}

} // namespace anemone::ane
