//===- PlaceOperations.cpp - What runs on the host ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who knows what the engine can do are the lowerings. So a copy of each
// function is lowered to the engine, and what resists goes to the host, with
// the reason that its lowering gave. Integers follow, because no surface of the
// engine holds them, and small groups of operations that stand between two host
// programs, because that saves crossings.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Interface.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/ProgramLowering.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Threading.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"

namespace anemone {
#define GEN_PASS_DEF_ANEPLACEOPERATIONS
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

constexpr StringLiteral kSharesIntegers =
    "it shares integers with the host, and surfaces of the engine hold fp16 (ANE-C40)";
constexpr StringLiteral kFeedsHost =
    "it feeds operations of the host, and on the engine would cost another crossing";
constexpr StringLiteral kKept = "it was to be kept on the host";

/// Tensors of integers that no surface of the engine holds.
bool isWideInteger(Value value) {
  auto tensor = dyn_cast<RankedTensorType>(value.getType());
  return tensor && isa<IntegerType>(tensor.getElementType()) && tensor.getElementTypeBitWidth() > 8;
}

/// Whether an operation sums products, which is what the engine is for. A product of matrices with
/// one column and one row, as of positions and frequencies, sums nothing.
bool isProduct(Operation *op) {
  if (auto matmul = dyn_cast<onnx::MatMulOp>(op))
    return shapeOf(matmul.getA()).back() > 1;
  return isa<onnx::ConvOp, onnx::ConvTransposeOp, onnx::GemmOp>(op);
}

/// The operations of a program that the host waits for; the others can run in a later one.
SmallVector<Operation *> operationsFeedingHost(const Segment &segment) {
  llvm::SetVector<Operation *> feeding;
  for (Operation *op : llvm::reverse(segment.operations))
    if (llvm::any_of(op->getUsers(), [&](Operation *user) {
          return isPlacedOnHost(user) || feeding.contains(user);
        }))
      feeding.insert(op);
  return feeding.takeVector();
}

/// Lowers a copy of `function` to one program of the engine; gives the operations that resisted,
/// with their reasons.
llvm::MapVector<Operation *, std::string> findRefusals(func::FuncOp function,
                                                       const Lowerings &lowerings) {
  IRMapping mapping;
  OwningOpRef<func::FuncOp> copy = cast<func::FuncOp>(function->clone(mapping));
  llvm::DenseMap<Operation *, Operation *> originals;
  for (auto [original, cloned] : mapping.getOperationMap())
    originals[cloned] = original;

  copy->walk([](Operation *op) { // one program, whatever was placed before
    op->removeAttr(kHostAttr);
    op->removeAttr(kGroupAttr);
  });
  KnownOperations known(*copy);
  Segment segment = std::move(cutIntoSegments(*copy, known).front());
  auto typesOf = [](const llvm::SetVector<Value> &values) {
    return llvm::map_to_vector(values, [](Value value) -> Type {
      return interfaceType(cast<RankedTensorType>(value.getType()), /*onEngine=*/true);
    });
  };
  OpBuilder builder(function.getContext());
  OwningOpRef<ane::ProgramOp> program = ane::ProgramOp::create(
      builder, function.getLoc(), "trial",
      builder.getFunctionType(typesOf(segment.inputs), typesOf(segment.outputs)),
      ane::Placement::Engine);
  ProgramLowering lowering(*program, lowerings);
  lowering.fill(segment, known);

  llvm::MapVector<Operation *, std::string> refused;
  lowering.convert();
  for (Operation *op : lowering.remaining())
    refused[originals.lookup(lowering.originalOf(op))] = lowering.reasonFor(op);
  (*program)->dropAllReferences(); // they read values of each other
  (*copy)->dropAllReferences();
  return refused;
}

/// Places the operations of one function.
class Placer {
public:
  Placer(func::FuncOp function, const Lowerings &lowerings)
      : function(function), lowerings(lowerings), known(function) {}

  /// Places what `names` name, and adds to `found` those that name something.
  void keep(ArrayRef<std::string> names, llvm::StringSet<> &found);
  void placeRefused();
  void followIntegers(bool fromInterface);
  void joinSmallGroups();

private:
  void place(Operation *op, StringRef reason);
  bool followIntegers(Value value, bool fromInterface);
  bool joinOneGroup();

  func::FuncOp function;
  const Lowerings &lowerings;
  KnownOperations known;
};

void Placer::place(Operation *op, StringRef reason) {
  if (!isPlacedOnHost(op) && op != function.front().getTerminator())
    op->setAttr(kHostAttr, StringAttr::get(op->getContext(), reason));
}

/// Names are those of nodes, or of operators.
void Placer::keep(ArrayRef<std::string> names, llvm::StringSet<> &found) {
  for (Operation &op : function.front().without_terminator()) {
    bool named = false;
    auto match = [&](StringRef name) {
      if (!llvm::is_contained(names, name.str()))
        return;
      named = true;
      found.insert(name);
    };
    match(op.getName().stripDialect());
    op.getLoc()->walk([&](Location part) {
      if (auto name = dyn_cast<NameLoc>(part))
        match(name.getName());
      return WalkResult::advance();
    });
    if (named && !known.contains(&op))
      place(&op, kKept);
  }
}

/// What was placed before needs no trial.
void Placer::placeRefused() {
  if (llvm::all_of(function.front().without_terminator(), [&](Operation &op) {
        return isPlacedOnHost(&op) || isStateAccess(&op) || known.contains(&op);
      }))
    return;
  for (auto &[op, reason] : findRefusals(function, lowerings))
    place(op, reason);
  known = KnownOperations(function);
}

/// Whether the value put another operation on the host.
bool Placer::followIntegers(Value value, bool fromInterface) {
  Operation *source = value.getDefiningOp();
  if (!isWideInteger(value) || (source && known.contains(source)))
    return false;
  Operation *end = function.front().getTerminator();
  bool onHost = (source ? isPlacedOnHost(source) : fromInterface) ||
                llvm::any_of(value.getUsers(), [&](Operation *user) {
                  return user == end ? fromInterface : isPlacedOnHost(user);
                });
  if (!onHost)
    return false;
  bool changed = false;
  auto follow = [&](Operation *op) {
    changed |= op != end && !isPlacedOnHost(op);
    place(op, kSharesIntegers);
  };
  if (source)
    follow(source);
  for (Operation *user : value.getUsers())
    follow(user);
  return changed;
}

/// Where an integer crosses to the host or from it, both of its sides are there.
void Placer::followIntegers(bool fromInterface) {
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockArgument argument : function.getArguments())
      changed |= followIntegers(argument, fromInterface);
    for (Operation &op : function.front())
      for (Value result : op.getResults())
        changed |= followIntegers(result, fromInterface);
    for (Operation &op : llvm::reverse(function.front()))
      for (Value result : op.getResults())
        changed |= followIntegers(result, fromInterface);
  }
}

/// What the host waits for joins it where no product is among it, and where fewer programs are left
/// then.
bool Placer::joinOneGroup() {
  SmallVector<Segment> segments = cutIntoSegments(function, known);
  for (Segment &segment : segments) {
    if (segment.placement == ane::Placement::Host)
      continue;
    SmallVector<Operation *> feeding = operationsFeedingHost(segment);
    if (feeding.empty() || llvm::any_of(feeding, isProduct))
      continue;
    for (Operation *op : feeding)
      place(op, kFeedsHost);
    if (cutIntoSegments(function, known).size() < segments.size())
      return true;
    for (Operation *op : feeding)
      op->removeAttr(kHostAttr);
  }
  return false;
}

void Placer::joinSmallGroups() {
  while (joinOneGroup())
    ;
}

struct ANEPlaceOperationsPass : anemone::impl::ANEPlaceOperationsBase<ANEPlaceOperationsPass> {
  using ANEPlaceOperationsBase::ANEPlaceOperationsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    Lowerings lowerings(symbols, ane::getTargetProfile(module), ane::Placement::Engine);
    SmallVector<func::FuncOp> functions(
        llvm::make_filter_range(module.getOps<func::FuncOp>(), isToBeLowered));
    std::vector<llvm::StringSet<>> found(functions.size());
    ParallelDiagnosticHandler diagnostics(&getContext()); // in the order of the functions
    parallelFor(&getContext(), 0, functions.size(), [&](size_t index) {
      diagnostics.setOrderIDForThread(index);
      placeOperations(functions[index], lowerings, found[index]);
      diagnostics.eraseOrderIDForThread();
    });
    if (!functions.empty() && failed(checkNames(found)))
      signalPassFailure();
    markAllAnalysesPreserved(); // but for attributes
  }

private:
  static bool isToBeLowered(func::FuncOp function) {
    return !function.isExternal() && function.isPublic() && !function->hasAttr(ane::kEntryAttr) &&
           hasKnownInterface(function) &&
           llvm::all_of(function.front().without_terminator(), [](Operation &op) {
             // The shape of a scalar is an empty constant.
             return op.hasTrait<OpTrait::ConstantLike>() ||
                    llvm::all_of(op.getResultTypes(), [](Type type) {
                      auto tensor = dyn_cast<RankedTensorType>(type);
                      return !tensor || (tensor.hasStaticShape() && tensor.getNumElements() > 0);
                    });
           });
  }

  /// A name that is misspelled would keep nothing.
  LogicalResult checkNames(ArrayRef<llvm::StringSet<>> found) {
    bool sound = true;
    for (const std::string &name : keepOnHost) {
      if (llvm::any_of(found, [&](const auto &names) { return names.contains(name); }))
        continue;
      sound = false;
      getOperation().emitError("keep-on-host names '")
          << name
          << "', and the model has no node and no operator of that name, or it was folded "
             "when shapes were inferred; --why-host lists what runs on the host";
    }
    return success(sound);
  }

  void placeOperations(func::FuncOp function, const Lowerings &lowerings,
                       llvm::StringSet<> &found) {
    Placer placer(function, lowerings);
    placer.keep(keepOnHost, found);
    if (!noHost)
      placer.placeRefused();
    placer.followIntegers(/*fromInterface=*/!noHost);
    if (!noHost)
      placer.joinSmallGroups();
    for (Operation &op : function.front().without_terminator())
      if (auto reason = op.getAttrOfType<StringAttr>(kHostAttr)) {
        ++placed;
        if (explain)
          op.emitRemark() << op.getName().stripDialect()
                          << " runs on the host: " << reason.getValue();
      }
  }
};

} // namespace
