//===- CopyParameters.cpp - The engine's copies of changing parameters ----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs of the host compute in f32, those of the engine read fp16. So a
// parameter that changes and that the engine reads has two globals: the master,
// and a copy in fp16 that is stored whenever the master is.
//
//   %w = global_load @w                      %h = global_load @w.half
//   %y = onnx.MatMul(%x, %w)           =>    %w = onnx.Cast(%h) {to = f32}
//                                            %y = onnx.MatMul(%x, %w)
//   %n = onnx.Sub(%w, %d) on the host        %n = onnx.Sub(%w, %d) on the host
//   global_store @w = %n                     %c = onnx.Cast(%n) {to = f16} on the host
//                                            global_store @w = %n
//                                            global_store @w.half = %c
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/Segments.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone {
#define GEN_PASS_DEF_ANECOPYPARAMETERS
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;
using ml_program::GlobalLoadOp;
using ml_program::GlobalOp;
using ml_program::GlobalStoreOp;

namespace {

constexpr StringLiteral kStored = "a parameter that changes is stored by the host, in f32";
constexpr StringLiteral kSuffix = ".half";

class ParameterCopier {
public:
  explicit ParameterCopier(ModuleOp module) : module(module), symbols(module) {}

  LogicalResult run(ArrayRef<func::FuncOp> functions);
  unsigned copied = 0;

private:
  LogicalResult checkOrder(func::FuncOp function);
  void splitLoad(GlobalLoadOp load);
  void bringToHost(GlobalStoreOp store);
  void storeCopy(GlobalStoreOp store);
  FlatSymbolRefAttr copyOf(StringAttr master);
  GlobalOp globalOf(SymbolRefAttr name) {
    return symbols.lookup<GlobalOp>(name.getLeafReference());
  }

  ModuleOp module;
  SymbolTable symbols;
  llvm::DenseMap<StringAttr, FlatSymbolRefAttr> copies;
};

bool isOnEngine(Operation *op) {
  return !isPlacedOnHost(op) && !isStateAccess(op) && !op->hasTrait<OpTrait::IsTerminator>();
}

} // namespace

/// An entry reads its state, computes, and writes it: what is read after it was written would need
/// another order.
LogicalResult ParameterCopier::checkOrder(func::FuncOp function) {
  llvm::DenseSet<Attribute> stored;
  bool sound = true;
  for (Operation &op : function.front()) {
    if (auto store = dyn_cast<GlobalStoreOp>(op))
      if (!stored.insert(store.getGlobal()).second)
        sound = (op.emitOpError("stores to ") << store.getGlobal() << " a second time in one entry",
                 false);
    auto load = dyn_cast<GlobalLoadOp>(op);
    if (load && stored.contains(load.getGlobal()))
      sound = (op.emitOpError("reads ")
                   << load.getGlobal() << " after the entry stored to it: use the stored value",
               false);
  }
  return success(sound);
}

FlatSymbolRefAttr ParameterCopier::copyOf(StringAttr master) {
  FlatSymbolRefAttr &copy = copies[master];
  if (copy)
    return copy;
  GlobalOp global = symbols.lookup<GlobalOp>(master);
  OpBuilder builder(module.getContext());
  builder.setInsertionPointAfter(global);
  auto type = cast<RankedTensorType>(global.getType()).clone(builder.getF16Type());
  auto half = GlobalOp::create(builder, global.getLoc(), (master.getValue() + kSuffix).str(), type,
                               /*is_mutable=*/true, /*value=*/Attribute(),
                               builder.getStringAttr("private"));
  half->setAttr(ane::kCopyOfAttr, FlatSymbolRefAttr::get(master));
  symbols.insert(half);
  ++copied;
  return copy = FlatSymbolRefAttr::get(half.getSymNameAttr());
}

/// Gives the operations on the engine the copy.
void ParameterCopier::splitLoad(GlobalLoadOp load) {
  auto type = dyn_cast<RankedTensorType>(load.getType());
  if (!type || !isa<FloatType>(type.getElementType()) ||
      globalOf(load.getGlobal())->hasAttr(ane::kCopyOfAttr) ||
      llvm::none_of(load->getUsers(), isOnEngine))
    return;
  OpBuilder builder(load);
  FlatSymbolRefAttr name = copyOf(load.getGlobal().getLeafReference());
  Type half = type.clone(builder.getF16Type());
  Value copy = GlobalLoadOp::create(builder, load.getLoc(), half, SymbolRefAttr(name));
  // A cast for each use, so that programs read the global, not what another one made of it.
  for (OpOperand &use : llvm::make_early_inc_range(load.getResult().getUses()))
    if (isOnEngine(use.getOwner()))
      use.set(onnx::CastOp::create(builder, load.getLoc(), type, copy, int64_t(1),
                                   type.getElementType()));
  if (load->use_empty())
    load.erase();
}

/// What is stored is the result of an operation of the host that nothing on the engine reads.
void ParameterCopier::bringToHost(GlobalStoreOp store) {
  Operation *source = store.getValue().getDefiningOp();
  bool isFine =
      source && isPlacedOnHost(source) && llvm::none_of(store.getValue().getUsers(), isOnEngine);
  if (isFine)
    return;
  OpBuilder builder(store);
  auto copy = onnx::IdentityOp::create(builder, store.getLoc(), store.getValue());
  copy->setAttr(kHostAttr, builder.getStringAttr(kStored));
  if (auto group = store->getAttr(kGroupAttr))
    copy->setAttr(kGroupAttr, group);
  store.getValueMutable().assign(copy);
}

void ParameterCopier::storeCopy(GlobalStoreOp store) {
  FlatSymbolRefAttr name = copies.lookup(store.getGlobal().getLeafReference());
  if (!name)
    return;
  OpBuilder builder(store);
  Value value = store.getValue();
  Type type = globalOf(name).getType();
  auto half =
      onnx::CastOp::create(builder, store.getLoc(), type, value, int64_t(1), builder.getF16Type());
  half->setAttr(kHostAttr, builder.getStringAttr(kStored));
  if (Attribute group = value.getDefiningOp()->getAttr(kGroupAttr))
    half->setAttr(kGroupAttr, group);
  builder.setInsertionPointAfter(store);
  GlobalStoreOp::create(builder, store.getLoc(), SymbolRefAttr(name), half);
}

LogicalResult ParameterCopier::run(ArrayRef<func::FuncOp> functions) {
  bool sound = true;
  for (func::FuncOp function : functions)
    sound &= succeeded(checkOrder(function));
  if (!sound)
    return failure();
  for (func::FuncOp function : functions)
    for (auto load : llvm::make_early_inc_range(function.getOps<GlobalLoadOp>()))
      splitLoad(load);
  for (func::FuncOp function : functions)
    for (auto store : llvm::make_early_inc_range(function.getOps<GlobalStoreOp>())) {
      bringToHost(store);
      storeCopy(store);
    }
  return success();
}

namespace {

struct ANECopyParametersPass : anemone::impl::ANECopyParametersBase<ANECopyParametersPass> {
  using ANECopyParametersBase::ANECopyParametersBase;

  void runOnOperation() override {
    auto isEntry = [](func::FuncOp function) {
      return !function.isExternal() && function.isPublic() && !function->hasAttr(ane::kEntryAttr);
    };
    SmallVector<func::FuncOp> functions(
        llvm::make_filter_range(getOperation().getOps<func::FuncOp>(), isEntry));
    ParameterCopier copier(getOperation());
    if (failed(copier.run(functions)))
      return signalPassFailure();
    copied += copier.copied;
    if (copier.copied == 0 && llvm::all_of(functions, [](func::FuncOp function) {
          return function.getOps<GlobalStoreOp>().empty();
        }))
      markAllAnalysesPreserved();
  }
};

} // namespace
