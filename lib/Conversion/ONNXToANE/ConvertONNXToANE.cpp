//===- ConvertONNXToANE.cpp - Functions become programs -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One pass, one story: the body of a function moves into programs, as few as
// the placement of its operations allows; their operations are converted by the
// lowerings of this folder, and the function is left with the calls. What
// resists is reported, all of it.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/SourceNodes.h"
#include "dialects/Weights/IR/Weights.h"
#include "lib/Conversion/ONNXToANE/Interface.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/ProgramLowering.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Threading.h"
#include "llvm/ADT/MapVector.h"
#include <atomic>
#include <deque>

namespace anemone {
#define GEN_PASS_DEF_CONVERTONNXTOANE
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

/// The operator of each node of the model.
using NodeOperators = llvm::DenseMap<StringAttr, StringAttr>;

/// Lowers one function. Touches nothing else of the module, so that several can be lowered at a
/// time.
class EntryLowering {
public:
  EntryLowering(func::FuncOp function, const Lowerings &forEngine, const Lowerings &forHost,
                const NodeOperators &operators)
      : function(function), forEngine(forEngine), forHost(forHost), operators(operators) {}

  LogicalResult run();
  /// Puts the programs in front of the function.
  void insertPrograms();
  unsigned lowered = 0;
  llvm::SetVector<Attribute> state; // the globals that it loads and stores

private:
  LogicalResult checkOperations();
  LogicalResult checkInterface(ArrayRef<Segment> segments);
  void eraseUnread();
  void findTypes(ArrayRef<Segment> segments);
  void takeStateTypes();
  void createProgram(const Segment &segment, const KnownOperations &known, unsigned number);
  void recordNodes(const Segment &segment, ane::ProgramOp program);
  LogicalResult convert();
  void finishEntry();
  void finishState();

  func::FuncOp function;
  const Lowerings &forEngine, &forHost;
  const NodeOperators &operators;
  SmallVector<ane::ProgramOp> created;
  std::deque<ProgramLowering> programs;
  llvm::DenseMap<Value, RankedTensorType> types; // of values between programs
  IRMapping entryValues;                         // what the entry has for a value of the body
};

} // namespace

LogicalResult EntryLowering::run() {
  bool isSound = succeeded(checkOperations());
  if (!hasKnownInterface(function)) {
    (void)checkInterface({});
    return failure();
  }
  if (!isSound)
    return failure();
  eraseUnread();
  KnownOperations known(function);
  SmallVector<Segment> segments = cutIntoSegments(function, known);
  // An interface that no surface can hold does not keep the operations from being looked at.
  bool fits = succeeded(checkInterface(segments));
  findTypes(segments);
  for (auto [number, segment] : llvm::enumerate(segments))
    createProgram(segment, known, number);
  finishEntry();
  return success(succeeded(convert()) && fits);
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

/// Names a value for a message: "@forward: input 0 'ids'".
static std::string describe(func::FuncOp function, StringRef kind, unsigned index,
                            StringAttr name) {
  std::string text = ("@" + function.getName() + ": " + kind + " " + Twine(index)).str();
  return name ? text + " '" + name.getValue().str() + "'" : text;
}

/// Reports every argument and result of the function that a program of the engine touches and no
/// surface can hold; all of them where there are no segments yet.
LogicalResult EntryLowering::checkInterface(ArrayRef<Segment> segments) {
  bool sound = true;
  auto isTouched = [&](Value value) {
    return segments.empty() || llvm::any_of(segments, [&](const Segment &segment) {
             return segment.placement == ane::Placement::Engine &&
                    (segment.inputs.contains(value) || segment.outputs.contains(value));
           });
  };
  auto check = [&](Value value, Location loc, StringRef kind, unsigned index, StringAttr name) {
    if (fitsEngineSurface(value.getType()) || !isTouched(value))
      return;
    sound = false;
    reportNoSurface(loc, describe(function, kind, index, name), value.getType());
  };
  for (BlockArgument argument : function.getArguments())
    check(argument, argument.getLoc(), "input", argument.getArgNumber(),
          function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "onnx.name"));
  for (auto [i, result] : llvm::enumerate(function.front().getTerminator()->getOperands()))
    check(result, function.getLoc(), "output", i,
          function.getResultAttrOfType<StringAttr>(i, "onnx.name"));
  return success(sound);
}

void EntryLowering::eraseUnread() {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

/// A value is an fp16 as soon as one program of the engine touches it.
void EntryLowering::findTypes(ArrayRef<Segment> segments) {
  llvm::DenseMap<Value, bool> onEngine;
  for (const Segment &segment : segments)
    for (Value value : llvm::concat<const Value>(segment.inputs, segment.outputs))
      onEngine[value] |= segment.placement == ane::Placement::Engine;
  for (auto [value, touched] : onEngine)
    types[value] = interfaceType(cast<RankedTensorType>(value.getType()), touched);
  takeStateTypes();
}

/// What is loaded and stored keeps the element type of its global; ane-copy-parameters has made
/// sure that the engine sees fp16 alone.
void EntryLowering::takeStateTypes() {
  auto take = [&](Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    types[value] = type.clone(interfaceShape(type.getShape()));
  };
  for (auto load : function.getOps<ml_program::GlobalLoadOp>())
    take(load.getResult());
  for (auto store : function.getOps<ml_program::GlobalStoreOp>())
    take(store.getValue());
}

/// Notes which nodes of the model went to the program. A node that was taken apart before counts
/// once, and has the operator that the module remembers.
void EntryLowering::recordNodes(const Segment &segment, ane::ProgramOp program) {
  llvm::MapVector<StringAttr, ane::SourceNode> nodes;
  for (Operation *op : segment.operations) {
    if (op->hasTrait<OpTrait::ConstantLike>())
      continue;
    auto asLowered = StringAttr::get(op->getContext(), op->getName().stripDialect());
    for (StringAttr name : ane::nodeNamesOf(op->getLoc())) {
      StringAttr known = operators.lookup(name);
      nodes.insert(
          {name, {name, known ? known : asLowered, op->getAttrOfType<StringAttr>(kHostAttr)}});
    }
  }
  ane::setNodes(program, llvm::map_to_vector(nodes, [](auto &entry) { return entry.second; }));
}

/// The program of one segment, and its call.
void EntryLowering::createProgram(const Segment &segment, const KnownOperations &known,
                                  unsigned number) {
  OpBuilder builder(function.getContext());
  auto typesOf = [&](const llvm::SetVector<Value> &values) {
    return llvm::map_to_vector(values, [&](Value value) -> Type { return types.lookup(value); });
  };
  std::string name = (function.getName() + "_" + Twine(number)).str();
  FunctionType type = builder.getFunctionType(typesOf(segment.inputs), typesOf(segment.outputs));
  auto program = ane::ProgramOp::create(builder, function.getLoc(), name, type, segment.placement);
  created.push_back(program);

  builder.setInsertionPoint(function.front().getTerminator());
  SmallVector<Value> operands;
  for (Value input : segment.inputs)
    operands.push_back(entryValues.lookupOrDefault(input));
  auto call = ane::CallOp::create(builder, function.getLoc(), program, operands);
  lowered += segment.operations.size();
  recordNodes(segment, program);
  programs.emplace_back(program, program.isHost() ? forHost : forEngine).fill(segment, known);
  for (auto [output, result] : llvm::zip_equal(segment.outputs, call.getResults()))
    entryValues.map(output, result);
}

/// Loads come before all calls, stores behind them, both with the types of what is passed.
void EntryLowering::finishState() {
  SmallVector<ml_program::GlobalLoadOp> loads(function.getOps<ml_program::GlobalLoadOp>());
  for (ml_program::GlobalLoadOp load : llvm::reverse(loads)) {
    state.insert(load.getGlobal().getLeafReference());
    load->moveBefore(&function.front(), function.front().begin());
    load.getResult().setType(types.lookup(load.getResult()));
  }
  SmallVector<ml_program::GlobalStoreOp> stores(function.getOps<ml_program::GlobalStoreOp>());
  for (ml_program::GlobalStoreOp store : stores) {
    state.insert(store.getGlobal().getLeafReference());
    store->moveBefore(function.front().getTerminator());
    store.getValueMutable().assign(entryValues.lookupOrDefault(store.getValue()));
  }
}

/// Leaves the function with the calls, and the model's types in `ane.source`.
void EntryLowering::finishEntry() {
  Builder builder(function.getContext());
  Operation *end = function.front().getTerminator();
  for (OpOperand &operand : end->getOpOperands())
    operand.set(entryValues.lookupOrDefault(operand.get()));
  finishState();
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
    if (!isa<ane::CallOp, func::ReturnOp>(op) && !isStateAccess(&op))
      op.erase(); // known operations: programs have copies
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    function.setArgAttr(i, ane::kSourceAttr, TypeAttr::get(type));
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    function.setResultAttr(i, ane::kSourceAttr, TypeAttr::get(type));
  for (BlockArgument argument : function.getArguments())
    argument.setType(types.contains(argument)
                         ? types.lookup(argument)
                         : interfaceType(cast<RankedTensorType>(argument.getType()), false));
  function.setFunctionType(
      builder.getFunctionType(function.front().getArgumentTypes(), end->getOperandTypes()));
  auto group = function->getAttrOfType<StringAttr>("onnx.entry");
  function->removeAttr("onnx.entry");
  function->setAttr(ane::kEntryAttr, group ? group : builder.getStringAttr(function.getName()));
}

LogicalResult EntryLowering::convert() {
  bool sound = true;
  for (ProgramLowering &program : programs) {
    program.convert();
    sound &= succeeded(program.reportRemaining());
  }
  if (!sound)
    return failure();
  for (ProgramLowering &program : programs)
    program.finishResults();
  return success();
}

void EntryLowering::insertPrograms() {
  for (ane::ProgramOp program : created)
    function->getBlock()->getOperations().insert(function->getIterator(), program);
}

namespace {

/// A value in another shape of as many elements.
Attribute reshaped(Attribute value, RankedTensorType type) {
  if (auto literal = dyn_cast<DenseElementsAttr>(value))
    return literal.reshape(type);
  if (auto file = dyn_cast<weights::FileAttr>(value))
    return weights::FileAttr::get(file.getPath(), file.getOffset(), file.getLength(), type);
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    return DenseResourceElementsAttr::get(type, resource.getRawHandle());
  return value;
}

/// What is loaded from a global is passed to programs, so it has the shape of their arguments.
void giveInterfaceShape(ml_program::GlobalOp global) {
  auto type = cast<RankedTensorType>(global.getType());
  auto passed = type.clone(interfaceShape(type.getShape()));
  global->setAttr(ane::kSourceAttr, TypeAttr::get(type));
  if (Attribute value = global.getValueAttr())
    global.setValueAttr(reshaped(value, passed));
  global.setTypeAttr(TypeAttr::get(passed));
}

struct ConvertONNXToANEPass : anemone::impl::ConvertONNXToANEBase<ConvertONNXToANEPass> {
  using ConvertONNXToANEBase::ConvertONNXToANEBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    const target::Profile &profile = ane::getTargetProfile(module);
    if (!module->hasAttr(ane::kTargetAttr))
      module->setAttr(ane::kTargetAttr, ane::TargetAttr::get(&getContext(), profile.name));
    SymbolTable symbols(module);
    Lowerings forEngine(symbols, profile, ane::Placement::Engine);
    Lowerings forHost(symbols, profile, ane::Placement::Host);
    NodeOperators operators;
    for (const ane::SourceNode &node : ane::getNodes(module))
      operators[node.name] = node.op;
    std::deque<EntryLowering> entries;
    for (auto function : module.getOps<func::FuncOp>())
      if (!function.isExternal() && function.isPublic() && !function->hasAttr(ane::kEntryAttr))
        entries.emplace_back(function, forEngine, forHost, operators);
    if (failed(lowerAll(entries)))
      return signalPassFailure();
    llvm::SetVector<Attribute> state;
    for (EntryLowering &entry : entries)
      state.insert_range(entry.state);
    for (Attribute name : state)
      giveInterfaceShape(symbols.lookup<ml_program::GlobalOp>(cast<StringAttr>(name)));
  }

private:
  LogicalResult lowerAll(std::deque<EntryLowering> &entries) {
    std::atomic<bool> sound = true;
    ParallelDiagnosticHandler diagnostics(&getContext()); // in the order of the functions
    parallelFor(&getContext(), 0, entries.size(), [&](size_t index) {
      diagnostics.setOrderIDForThread(index);
      if (failed(entries[index].run()))
        sound = false;
      diagnostics.eraseOrderIDForThread();
    });
    for (EntryLowering &entry : entries) {
      entry.insertPrograms();
      lowered += entry.lowered;
    }
    return success(sound);
  }
};

} // namespace
