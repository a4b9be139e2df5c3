//===- OutlinePrepare.cpp - What constants alone decide runs once ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace anemone {
#define GEN_PASS_DEF_ANEOUTLINEPREPARE
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

constexpr StringLiteral kPrepare = "prepare";
/// What the name of a computed global ends with, but for a number that makes it unique.
constexpr StringLiteral kSuffix = ".prepared";

/// The type in which a host program holds what the engine holds as `type`.
Type hostType(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return tensor.getElementType().isF16() ? tensor.clone(Float32Type::get(type.getContext()))
                                         : tensor;
}

/// What of one engine program depends on constants alone.
struct ConstantPart {
  /// The operations that move, in order; constants are not among them.
  SetVector<Operation *> operations;
  /// The values that the rest of the program reads.
  SmallVector<Value> results;

  explicit ConstantPart(ane::ProgramOp program) {
    for (Operation &op : program.getBody().front())
      if (mayMove(op))
        operations.insert(&op);
    for (Operation *op : operations)
      for (Value result : op->getResults())
        if (llvm::any_of(result.getUsers(),
                         [&](Operation *user) { return !operations.contains(user); }))
          results.push_back(result);
  }

private:
  bool mayMove(Operation &op) const {
    if (isa<ane::ConstantOp, ane::ReturnOp>(op) || op.getNumOperands() == 0)
      return false;
    bool known = llvm::all_of(op.getOperands(), [&](Value operand) {
      Operation *source = operand.getDefiningOp();
      return source && (isa<ane::ConstantOp>(source) || operations.contains(source));
    });
    return known &&
           llvm::none_of(op.getUsers(), [](Operation *user) { return isa<ane::ReturnOp>(user); });
  }
};

/// Writes the host program for one part and makes the engine program read its results.
class Outliner {
public:
  Outliner(ModuleOp module) : module(module), symbols(module) {}

  void outline(ane::ProgramOp program, const ConstantPart &part);

private:
  ane::ProgramOp createProgram(Location loc, const ConstantPart &part);
  Value cloneOperand(OpBuilder &builder, IRMapping &values, Value operand);
  void cloneOperation(OpBuilder &builder, IRMapping &values, Operation *op);
  FlatSymbolRefAttr createGlobal(Value value);
  StringRef parameterOf(Value value);
  func::FuncOp prepareFunction();

  ModuleOp module;
  SymbolTable symbols;
};

void Outliner::outline(ane::ProgramOp program, const ConstantPart &part) {
  ane::ProgramOp host = createProgram(program.getLoc(), part);
  OpBuilder entry(prepareFunction().front().getTerminator());
  auto call = ane::CallOp::create(entry, program.getLoc(), host, ValueRange());
  for (auto pair : llvm::zip_equal(part.results, call.getResults())) {
    Value value = std::get<0>(pair), computed = std::get<1>(pair);
    FlatSymbolRefAttr global = createGlobal(value);
    ml_program::GlobalStoreOp::create(entry, value.getLoc(), SymbolRefAttr(global), computed);
    OpBuilder reader(value.getDefiningOp());
    Value read = ane::ConstantOp::create(reader, value.getLoc(), value.getType(), global);
    value.replaceUsesWithIf(
        read, [&](OpOperand &use) { return !part.operations.contains(use.getOwner()); });
  }
  for (Operation *op : llvm::reverse(part.operations))
    op->erase();
}

ane::ProgramOp Outliner::createProgram(Location loc, const ConstantPart &part) {
  OpBuilder builder(module.getContext());
  SmallVector<Type> types =
      llvm::map_to_vector(part.results, [](Value value) { return hostType(value.getType()); });
  auto host = ane::ProgramOp::create(builder, loc, "prepare_0", builder.getFunctionType({}, types),
                                     ane::Placement::Host);
  builder.setInsertionPointToStart(&host.getBody().front());
  IRMapping values;
  for (Operation *op : part.operations)
    cloneOperation(builder, values, op);
  SmallVector<Value> results =
      llvm::map_to_vector(part.results, [&](Value value) { return values.lookup(value); });
  ane::ReturnOp::create(builder, loc, results);
  symbols.insert(host);
  return host;
}

Value Outliner::cloneOperand(OpBuilder &builder, IRMapping &values, Value operand) {
  if (Value known = values.lookupOrNull(operand))
    return known;
  auto constant = operand.getDefiningOp<ane::ConstantOp>();
  Value copy = ane::ConstantOp::create(builder, constant.getLoc(), hostType(operand.getType()),
                                       constant.getValue());
  values.map(operand, copy);
  return copy;
}

/// The same operation in f32; a cast among floats disappears.
void Outliner::cloneOperation(OpBuilder &builder, IRMapping &values, Operation *op) {
  for (Value operand : op->getOperands())
    cloneOperand(builder, values, operand);
  auto cast = dyn_cast<ane::CastOp>(op);
  if (cast && values.lookup(cast.getX()).getType() == hostType(cast.getType())) {
    values.map(cast.getResult(), values.lookup(cast.getX()));
    return;
  }
  Operation *copy = builder.clone(*op, values);
  for (Value result : copy->getResults())
    result.setType(hostType(result.getType()));
  if (auto copied = dyn_cast<ane::CastOp>(copy))
    copied.setDtype(ane::getMILTypeName(getElementTypeOrSelf(copied.getType())));
}

/// The first parameter that a value is computed from; empty where there is none.
StringRef Outliner::parameterOf(Value value) {
  SetVector<Operation *> pending;
  pending.insert(value.getDefiningOp());
  for (size_t next = 0; next < pending.size(); ++next) {
    if (auto constant = dyn_cast<ane::ConstantOp>(pending[next]))
      if (auto global = constant.getGlobal())
        return global.getValue();
    for (Value operand : pending[next]->getOperands())
      pending.insert(operand.getDefiningOp());
  }
  return "";
}

FlatSymbolRefAttr Outliner::createGlobal(Value value) {
  StringRef parameter = parameterOf(value);
  // What was prepared before may be prepared further, without a longer name.
  StringRef source = parameter.empty() ? "literal" : parameter.split(kSuffix).first;
  std::string name = (source + kSuffix).str();
  OpBuilder builder(module.getContext());
  auto global = ml_program::GlobalOp::create(
      builder, value.getLoc(), name, hostType(value.getType()), /*is_mutable=*/true,
      /*value=*/Attribute(), /*sym_visibility=*/builder.getStringAttr("private"));
  symbols.insert(global, Block::iterator(module.getBody()->begin()));
  return FlatSymbolRefAttr::get(global.getSymNameAttr());
}

func::FuncOp Outliner::prepareFunction() {
  if (auto function = symbols.lookup<func::FuncOp>(kPrepare))
    return function;
  OpBuilder builder(module.getContext());
  auto function =
      func::FuncOp::create(builder, module.getLoc(), kPrepare, builder.getFunctionType({}, {}));
  function.setPrivate();
  builder.setInsertionPointToStart(function.addEntryBlock());
  func::ReturnOp::create(builder, module.getLoc());
  symbols.insert(function);
  return function;
}

struct ANEOutlinePreparePass : anemone::impl::ANEOutlinePrepareBase<ANEOutlinePreparePass> {
  using ANEOutlinePrepareBase::ANEOutlinePrepareBase;

  void runOnOperation() override {
    Outliner outliner(getOperation());
    SmallVector<ane::ProgramOp> programs(getOperation().getOps<ane::ProgramOp>());
    bool changed = false;
    for (ane::ProgramOp program : programs) {
      if (program.isHost())
        continue;
      ConstantPart part(program);
      if (part.results.empty())
        continue;
      changed = true;
      outlined += part.operations.size();
      outliner.outline(program, part);
    }
    if (!changed)
      markAllAnalysesPreserved();
  }
};

} // namespace
