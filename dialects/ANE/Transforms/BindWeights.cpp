//===- BindWeights.cpp - Weights that change, as constants ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An argument for which every call passes one loaded copy of a parameter may
// become a constant with the parameter's value. Who stores the parameter then
// reloads the program.
//
//   %w = global_load @w.half
//   %y = ane.call @p(%x, %w)                  %y = ane.call @p(%x)
//   global_store @w = %v                =>    global_store @w = %v
//   global_store @w.half = %h                 ane.reload @p {strategy = ...}
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/Blocks.h"
#include "dialects/ANE/Transforms/PackWeights.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/WeightKinds.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using ml_program::GlobalLoadOp;
using ml_program::GlobalOp;
using ml_program::GlobalStoreOp;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEBINDWEIGHTS
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

/// What a reload costs, a program and by the bytes of its weights, and what products of the two
/// kinds reach; published figures, see docs/Rationale/Weights.md.
constexpr double kReloadSeconds = 8.5e-3, kReloadSecondsPerByte = 2.9e-9;
constexpr double kStreamedFlops = 3e12, kConstantFlops = 12e12;

/// An argument that is a parameter, and the global that keeps its value in f32.
struct Candidate {
  BlockArgument argument;
  GlobalOp master;
};

class WeightBinder {
public:
  WeightBinder(ModuleOp module, const WeightKinds &kinds);

  LogicalResult run();
  unsigned bound = 0, packed = 0, reloads = 0;

private:
  GlobalOp masterOf(BlockArgument argument, ArrayRef<CallOp> calls);
  SmallVector<Candidate> candidatesOf(ProgramOp program, ArrayRef<CallOp> calls);
  LogicalResult packProgram(ProgramOp program, ArrayRef<CallOp> calls);
  LogicalResult bindProgram(ProgramOp program, ArrayRef<CallOp> calls);
  void bind(Candidate candidate);
  void dropCopies();
  void addReloads();
  LogicalResult checkChoices();
  bool isStored(GlobalOp master) { return stored.contains(master.getSymNameAttr()); }

  ModuleOp module;
  SymbolTable symbols;
  const WeightKinds &kinds;
  llvm::DenseSet<StringAttr> stored;
  llvm::DenseSet<StringAttr> changed; // parameters that some program gets in another way
  WeightPacker packer;
  /// How the programs with such constants get new ones.
  llvm::MapVector<ProgramOp, ReloadStrategy> strategies;
};

} // namespace

WeightBinder::WeightBinder(ModuleOp module, const WeightKinds &kinds)
    : module(module), symbols(module), kinds(kinds), packer(symbols) {
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isPrivate()) // @prepare computes while compiling
      for (auto store : function.getOps<GlobalStoreOp>())
        stored.insert(store.getGlobal().getLeafReference());
}

//===--- What can be bound ---===//

/// The parameter whose copy all calls pass; null where there is none, or where they differ.
GlobalOp WeightBinder::masterOf(BlockArgument argument, ArrayRef<CallOp> calls) {
  StringAttr name;
  for (CallOp call : calls) {
    auto load = call.getOperand(argument.getArgNumber()).getDefiningOp<GlobalLoadOp>();
    if (!load || (name && load.getGlobal().getLeafReference() != name))
      return nullptr;
    name = load.getGlobal().getLeafReference();
  }
  auto copy = name ? symbols.lookup<GlobalOp>(name) : GlobalOp();
  auto master = copy ? copy->getAttrOfType<FlatSymbolRefAttr>(kCopyOfAttr) : FlatSymbolRefAttr();
  return master ? symbols.lookup<GlobalOp>(master.getValue()) : GlobalOp();
}

/// Whether all that reads the argument can read a constant.
static bool canBeConstant(Value value) {
  int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
  return rank > 0 && llvm::all_of(value.getUses(), [&](OpOperand &use) {
           if (isa<ReshapeOp>(use.getOwner()))
             return canBeConstant(use.getOwner()->getResult(0));
           if (isa<RealDivOp, ReturnOp>(use.getOwner()))
             return false; // ANE-C60, ANE-C14
           auto matmul = dyn_cast<MatmulOp>(use.getOwner());
           bool isY = matmul && use.getOperandNumber() == 1;
           if (!isY || matmul.getTransposeY())
             return true;
           return cast<RankedTensorType>(matmul.getX().getType()).getRank() == rank && rank >= 2;
         });
}

/// The arguments that may become constants.
SmallVector<Candidate> WeightBinder::candidatesOf(ProgramOp program, ArrayRef<CallOp> calls) {
  SmallVector<Candidate> found;
  for (BlockArgument argument : program.getBody().getArguments())
    if (GlobalOp master = masterOf(argument, calls); master && canBeConstant(argument))
      found.push_back({argument, master});
  return found;
}

//===--- By cost ---===//

/// The products of one evaluation that read `value`, in floating-point operations.
static double flopsWith(Value value) {
  double flops = 0;
  for (Operation *user : value.getUsers()) {
    if (isa<ReshapeOp>(user))
      flops += flopsWith(user->getResult(0));
    else if (isProduct(user)) {
      auto result = cast<RankedTensorType>(user->getResult(0).getType());
      auto type = cast<RankedTensorType>(value.getType());
      auto matmul = dyn_cast<MatmulOp>(user);
      bool sumsOverFirst =
          matmul && type.getRank() >= 2 && (matmul.getY() == value) != bool(matmul.getTransposeY());
      int64_t outer = !matmul ? type.getShape().front()
                              : type.getDimSize(type.getRank() - (sumsOverFirst ? 1 : 2));
      flops += 2.0 * result.getNumElements() * (double(type.getNumElements()) / outer);
    }
  }
  return flops;
}

/// The kind that `auto` stands for in a program with these parameters.
static WeightKind kindByCost(ArrayRef<Candidate> updated) {
  double flops = 0, bytes = 0;
  for (const Candidate &candidate : updated) {
    auto type = cast<RankedTensorType>(candidate.argument.getType());
    flops += flopsWith(candidate.argument);
    bytes += double(type.getNumElements()) * type.getElementTypeBitWidth() / 8;
  }
  double gain = flops / kStreamedFlops - flops / kConstantFlops;
  return gain > std::max(kReloadSeconds, bytes * kReloadSecondsPerByte) ? WeightKind::Reloaded
                                                                        : WeightKind::Streamed;
}

//===--- Binding ---===//

/// A product with a constant y that is not its transpose, as one with a constant x.
static void turnProduct(MatmulOp matmul) {
  OpBuilder builder(matmul);
  Location loc = matmul.getLoc();
  auto turned = MatmulOp::create(builder, loc, matmul.getY(), matmul.getX(), /*transpose_x=*/true,
                                 /*transpose_y=*/!matmul.getTransposeX());
  int64_t rank = cast<RankedTensorType>(matmul.getType()).getRank();
  auto order = llvm::to_vector(llvm::seq<int32_t>(0, rank));
  std::swap(order[rank - 1], order[rank - 2]);
  Value result = TransposeOp::create(builder, loc, turned, order);
  matmul.getResult().replaceAllUsesWith(result);
  matmul.erase();
}

/// Replaces a view of the parameter, and the views of that, by constants.
static void replaceByConstant(Value value, GlobalOp master, OpBuilder &builder) {
  for (Operation *user : llvm::make_early_inc_range(value.getUsers()))
    if (auto view = dyn_cast<ReshapeOp>(user)) {
      replaceByConstant(view.getResult(), master, builder);
      view.erase();
    }
  if (value.use_empty())
    return;
  auto constant = ConstantOp::create(builder, value.getLoc(), value.getType(),
                                     FlatSymbolRefAttr::get(master.getSymNameAttr()));
  value.replaceAllUsesWith(constant);
  for (Operation *user : llvm::make_early_inc_range(constant->getUsers()))
    if (auto matmul = dyn_cast<MatmulOp>(user))
      if (matmul.getY() == constant.getResult() && !matmul.getTransposeY())
        turnProduct(matmul);
}

void WeightBinder::bind(Candidate candidate) {
  Block *body = candidate.argument.getOwner();
  OpBuilder builder = OpBuilder::atBlockBegin(body);
  replaceByConstant(candidate.argument, candidate.master, builder);
  changed.insert(candidate.master.getSymNameAttr());
  ++bound;
}

LogicalResult WeightBinder::packProgram(ProgramOp program, ArrayRef<CallOp> calls) {
  SmallVector<unsigned> weights;
  llvm::DenseMap<unsigned, StringAttr> names;
  for (BlockArgument argument : program.getBody().getArguments())
    if (GlobalOp master = masterOf(argument, calls);
        master && kinds.kindOf(master.getSymName()) == WeightKind::Packed) {
      weights.push_back(argument.getArgNumber());
      names[weights.back()] = master.getSymNameAttr();
    }
  auto done = packer.pack(program, calls, weights);
  if (failed(done))
    return failure();
  for (unsigned number : *done)
    changed.insert(names[number]);
  packed += done->size();
  return success();
}

LogicalResult WeightBinder::bindProgram(ProgramOp program, ArrayRef<CallOp> calls) {
  SmallVector<Candidate> all = candidatesOf(program, calls), updated;
  llvm::copy_if(all, std::back_inserter(updated),
                [&](Candidate candidate) { return isStored(candidate.master); });
  WeightKind byCost = kindByCost(updated);
  BitVector gone(program.getNumArguments());
  for (Candidate candidate : all) {
    WeightKind kind = kinds.kindOf(candidate.master.getSymName());
    bool isUpdated = isStored(candidate.master);
    if (kind == WeightKind::Auto) // what is written from outside comes at any time
      kind = isUpdated ? byCost : WeightKind::Streamed;
    if (kind == WeightKind::Streamed || kind == WeightKind::Packed)
      continue;
    bind(candidate);
    gone.set(candidate.argument.getArgNumber());
    ReloadStrategy strategy =
        kind == WeightKind::Reloaded ? ReloadStrategy::Reload : ReloadStrategy::Recompile;
    if (isUpdated) { // one that is compiled takes all of its constants
      auto [entry, isNew] = strategies.insert({program, strategy});
      entry->second = std::min(entry->second, strategy);
    }
  }
  if (gone.none())
    return success();
  for (CallOp call : calls)
    call->eraseOperands(gone);
  return program.eraseArguments(gone);
}

//===--- Entries ---===//

/// Copies that nobody loads any more, with the stores to them.
void WeightBinder::dropCopies() {
  llvm::DenseSet<StringAttr> loaded;
  for (auto function : module.getOps<func::FuncOp>())
    for (auto load : llvm::make_early_inc_range(function.getOps<GlobalLoadOp>())) {
      if (load->use_empty())
        load.erase();
      else
        loaded.insert(load.getGlobal().getLeafReference());
    }
  auto isGone = [&](StringAttr name) {
    auto global = symbols.lookup<GlobalOp>(name);
    return global && global->hasAttr(kCopyOfAttr) && !loaded.contains(name);
  };
  for (auto function : module.getOps<func::FuncOp>())
    for (auto store : llvm::make_early_inc_range(function.getOps<GlobalStoreOp>()))
      if (isGone(store.getGlobal().getLeafReference()))
        store.erase();
  for (auto global : llvm::make_early_inc_range(module.getOps<GlobalOp>()))
    if (isGone(global.getSymNameAttr()))
      symbols.erase(global);
}

/// Who stores a parameter ends with the programs that have it as a constant.
void WeightBinder::addReloads() {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isPrivate())
      continue;
    llvm::DenseSet<Attribute> storedHere;
    for (auto store : function.getOps<GlobalStoreOp>())
      storedHere.insert(store.getGlobal().getLeafReference());
    OpBuilder builder(function.front().getTerminator());
    for (auto [program, strategy] : strategies) {
      if (llvm::none_of(program.getBody().getOps<ConstantOp>(), [&](ConstantOp constant) {
            return constant.getGlobal() && storedHere.contains(constant.getGlobal().getAttr());
          }))
        continue;
      ReloadOp::create(builder, function.getLoc(), program.getSymName(), strategy, ArrayAttr());
      ++reloads;
    }
  }
}

/// What was asked for by name must have been done.
LogicalResult WeightBinder::checkChoices() {
  bool sound = true;
  for (StringRef name : kinds.named())
    if (auto global = symbols.lookup<GlobalOp>(name); !changed.contains(global.getSymNameAttr())) {
      bool toPack = kinds.kindOf(name) == WeightKind::Packed;
      global.emitError("parameter '")
          << name << "' is to be " << (toPack ? "packed" : "a constant")
          << (toPack ? ", but no program of the engine has activations in rows as long as its"
                     : ", but no program of the engine reads it where a constant may stand "
                       "(ANE-C14, ANE-C57, ANE-C60)")
          << ": let it be streamed";
      sound = false;
    }
  return success(sound);
}

LogicalResult WeightBinder::run() {
  for (auto &[program, callers] : findCalls(module, symbols))
    if (!program.isHost() && !program.getResultSurface(0) &&
        (failed(packProgram(program, callers)) || failed(bindProgram(program, callers))))
      return failure();
  if (failed(checkChoices()))
    return failure();
  if (bound == 0)
    return success();
  dropCopies();
  addReloads();
  return success();
}

namespace {

struct BindWeightsPass : impl::ANEBindWeightsBase<BindWeightsPass> {
  using ANEBindWeightsBase::ANEBindWeightsBase;

  void runOnOperation() override {
    FailureOr<WeightKinds> kinds = WeightKinds::parse(weights, getOperation());
    if (failed(kinds))
      return signalPassFailure();
    WeightBinder binder(getOperation(), *kinds);
    if (failed(binder.run()))
      return signalPassFailure();
    bound += binder.bound;
    packed += binder.packed;
    reloads += binder.reloads;
    if (binder.bound + binder.packed == 0)
      return markAllAnalysesPreserved();
    OpPassManager cleaning(ModuleOp::getOperationName()); // copies that nobody stores any more
    cleaning.addPass(createANEEliminateDeadCode());
    if (failed(runPipeline(cleaning, getOperation())))
      signalPassFailure();
  }
};

} // namespace
} // namespace anemone::ane
