//===- FormPrograms.cpp - One program becomes several ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cuts a program of the engine at the ends of its blocks (Blocks.h), so that
// each new program has as many blocks as the memory of the target holds, and
// rewrites the calls. Views are not passed on: who reads one reshapes what it
// is a view of.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/SourceNodes.h"
#include "dialects/ANE/Transforms/Blocks.h"
#include "dialects/ANE/Transforms/MergePrograms.h"
#include "dialects/ANE/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEFORMPROGRAMS
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

/// A new program: operations [begin, end), and the values of the old one that cross its border.
struct Part {
  size_t begin, end;
  llvm::SetVector<Value> inputs, outputs;
  ProgramOp program;
};

/// Cuts one program.
class Cutter {
public:
  Cutter(ProgramOp program, const LiveRanges &ranges, ArrayRef<std::pair<size_t, size_t>> runs);

  /// Creates the programs in front of the old one.
  void createPrograms(SymbolTable &symbols);
  void replaceCall(CallOp call);

private:
  size_t partOf(Value value) const;
  void distributeNodes();
  void findInterface();
  void noteRead(Value value, size_t reader);
  ProgramOp createProgram(Part &part, SymbolTable &symbols, unsigned number);
  Value copyInto(Value value, const Part &part, IRMapping &values, OpBuilder &builder);

  ProgramOp old;
  const LiveRanges &ranges;
  SmallVector<Part> parts;
  SmallVector<size_t> homes; // the part of each operation
};

Cutter::Cutter(ProgramOp program, const LiveRanges &ranges,
               ArrayRef<std::pair<size_t, size_t>> runs)
    : old(program), ranges(ranges) {
  for (auto [number, run] : llvm::enumerate(runs)) {
    parts.push_back({run.first, run.second, {}, {}, {}});
    homes.append(run.second - run.first, number);
  }
  findInterface();
}

/// The part that computes a value, which is no argument and no constant.
size_t Cutter::partOf(Value value) const { return homes[ranges.indexOf(value.getDefiningOp())]; }

void Cutter::noteRead(Value value, size_t reader) {
  Value root = rootOf(value);
  if (root.getDefiningOp<ConstantOp>())
    return;
  bool isArgument = isa<BlockArgument>(root);
  if (!isArgument && partOf(root) == reader)
    return;
  parts[reader].inputs.insert(root);
  if (!isArgument)
    parts[partOf(root)].outputs.insert(root);
}

/// Outputs are in the order of the operations, so that equal parts have equal interfaces wherever
/// their results go.
void Cutter::findInterface() {
  for (Value result : old.getReturn().getOperands()) {
    Operation *source = rootOf(result).getDefiningOp();
    bool isOperation = source && !isa<ConstantOp>(source);
    size_t home = isOperation ? homes[ranges.indexOf(source)] : parts.size() - 1;
    parts[home].outputs.insert(result);
    if (!isOperation)
      noteRead(result, home);
  }
  for (auto [at, op] : llvm::enumerate(ranges.operations()))
    if (!isa<ReshapeOp>(op))
      for (Value operand : op->getOperands())
        noteRead(operand, homes[at]);
  for (Part &part : parts) {
    SmallVector<Value> outputs = part.outputs.takeVector();
    auto position = [&](Value value) {
      return std::pair(ranges.indexOf(rootOf(value).getDefiningOp()),
                       ranges.indexOf(value.getDefiningOp()));
    };
    llvm::sort(outputs, [&](Value lhs, Value rhs) { return position(lhs) < position(rhs); });
    part.outputs.insert_range(outputs);
  }
}

/// The value inside of a part: an input, a copy of a constant or of a view, or what was copied in
/// order.
Value Cutter::copyInto(Value value, const Part &part, IRMapping &values, OpBuilder &builder) {
  if (Value known = values.lookupOrNull(value))
    return known;
  Operation *source = value.getDefiningOp(); // a constant or a view
  for (Value operand : source->getOperands())
    copyInto(operand, part, values, builder);
  builder.clone(*source, values);
  return values.lookup(value);
}

ProgramOp Cutter::createProgram(Part &part, SymbolTable &symbols, unsigned number) {
  OpBuilder builder(old);
  auto typesOf = [](const llvm::SetVector<Value> &values) {
    return llvm::map_to_vector(values, [](Value value) { return value.getType(); });
  };
  auto program = ProgramOp::create(
      builder, old.getLoc(), (old.getSymName() + "_" + Twine(number)).str(),
      builder.getFunctionType(typesOf(part.inputs), typesOf(part.outputs)), Placement::Engine);
  Block *body = &program.getBody().front();
  builder.setInsertionPointToEnd(body);
  IRMapping values;
  for (auto [input, argument] : llvm::zip_equal(part.inputs, body->getArguments())) {
    argument.setLoc(input.getLoc());
    values.map(input, argument);
  }
  for (size_t at = part.begin; at < part.end; ++at) {
    if (isa<ReshapeOp>(ranges.operations()[at]))
      continue; // where it is read
    for (Value operand : ranges.operations()[at]->getOperands())
      copyInto(operand, part, values, builder);
    builder.clone(*ranges.operations()[at], values);
  }
  SmallVector<Value> results;
  for (Value output : part.outputs)
    results.push_back(copyInto(output, part, values, builder));
  ReturnOp::create(builder, old.getLoc(), results);
  // A view that only others read was copied here for nothing.
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(*body)))
    if (isOpTriviallyDead(&op))
      op.erase();
  symbols.insert(program, Block::iterator(old));
  return program;
}

/// A node of the model belongs to each part that has an operation of it; one that left no
/// operation, to the first.
void Cutter::distributeNodes() {
  llvm::DenseMap<StringAttr, llvm::SmallSetVector<size_t, 2>> found;
  for (auto [at, op] : llvm::enumerate(ranges.operations()))
    for (StringAttr name : nodeNamesOf(op->getLoc()))
      found[name].insert(homes[at]);
  SmallVector<SmallVector<SourceNode>> lists(parts.size());
  for (const SourceNode &node : getNodes(old)) {
    auto places = found.find(node.name);
    if (places == found.end())
      lists.front().push_back(node);
    else
      for (size_t part : places->second)
        lists[part].push_back(node);
  }
  for (auto [part, nodes] : llvm::zip_equal(parts, lists))
    setNodes(part.program, nodes);
}

void Cutter::createPrograms(SymbolTable &symbols) {
  for (auto [number, part] : llvm::enumerate(parts))
    part.program = createProgram(part, symbols, number);
  distributeNodes();
}

void Cutter::replaceCall(CallOp call) {
  OpBuilder builder(call);
  IRMapping values;
  values.map(old.getBody().getArguments(), call.getOperands());
  for (Part &part : parts) {
    SmallVector<Value> operands;
    for (Value input : part.inputs)
      operands.push_back(values.lookup(input));
    auto made = CallOp::create(builder, call.getLoc(), part.program, operands);
    for (auto [output, result] : llvm::zip_equal(part.outputs, made.getResults()))
      values.map(output, result);
  }
  for (auto [result, value] : llvm::zip_equal(call.getResults(), old.getReturn().getOperands()))
    result.replaceAllUsesWith(values.lookup(value));
  call.erase();
}

struct FormProgramsPass : impl::ANEFormProgramsBase<FormProgramsPass> {
  using ANEFormProgramsBase::ANEFormProgramsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    profile = &getTargetProfile(module);
    unsigned made = cut ? cutPrograms(module) : 0, gone = merge ? mergePrograms(module) : 0;
    formed += made;
    merged += gone;
    if (made + gone == 0)
      markAllAnalysesPreserved();
  }

private:
  SmallVector<std::pair<size_t, size_t>> groupBlocks(ArrayRef<ProgramBlock> blocks,
                                                     unsigned blocksPerProgram) const;
  unsigned cutPrograms(ModuleOp module);
  unsigned cutProgram(ProgramOp program, ArrayRef<CallOp> calls, SymbolTable &symbols);

  const target::Profile *profile = nullptr;
};

/// The arguments for which every call passes a global that is loaded: weights that change.
llvm::DenseSet<Value> findParameters(ProgramOp program, ArrayRef<CallOp> calls) {
  llvm::DenseSet<Value> parameters;
  for (BlockArgument argument : program.getBody().getArguments())
    if (!calls.empty() && llvm::all_of(calls, [&](CallOp call) {
          Value operand = call.getOperand(argument.getArgNumber());
          return operand.getDefiningOp<ml_program::GlobalLoadOp>() != nullptr;
        }))
      parameters.insert(argument);
  return parameters;
}

/// As many blocks in a program as its memory holds, or as many as the option says.
SmallVector<std::pair<size_t, size_t>>
FormProgramsPass::groupBlocks(ArrayRef<ProgramBlock> blocks, unsigned blocksPerProgram) const {
  int64_t limit = memory ? int64_t(memory) : profile->memoryBytes;
  SmallVector<std::pair<size_t, size_t>> runs;
  int64_t weights = 0, peak = 0;
  unsigned count = 0;
  for (const ProgramBlock &block : blocks) {
    weights += block.weightBytes;
    peak = std::max(peak, block.peakBytes);
    bool fits = blocksPerProgram ? count < blocksPerProgram : weights + peak <= limit;
    if (!runs.empty() && fits) {
      runs.back().second = block.end;
      ++count;
      continue;
    }
    runs.push_back({block.begin, block.end});
    weights = block.weightBytes;
    peak = block.peakBytes;
    count = 1;
  }
  return runs;
}

/// Returns how many programs there are instead of one; 0 where it stays.
unsigned FormProgramsPass::cutProgram(ProgramOp program, ArrayRef<CallOp> calls,
                                      SymbolTable &symbols) {
  llvm::DenseSet<Value> parameters = findParameters(program, calls);
  LiveRanges ranges(program, parameters);
  SmallVector<ProgramBlock> blocks = findBlocks(ranges, /*whole=*/!parameters.empty());
  found += blocks.size();
  auto runs = groupBlocks(blocks, parameters.empty() ? blocksPerProgram
                                                     : std::max(1u, unsigned(blocksPerProgram)));
  if (runs.size() < 2)
    return 0;
  Cutter cutter(program, ranges, runs);
  cutter.createPrograms(symbols);
  for (CallOp call : calls)
    cutter.replaceCall(call);
  symbols.erase(program);
  return runs.size();
}

/// Programs that have surfaces, or that only the compiler calls, stay as they are.
unsigned FormProgramsPass::cutPrograms(ModuleOp module) {
  SymbolTable symbols(module);
  unsigned made = 0;
  for (auto &[program, callers] : findCalls(module, symbols))
    if (!program.isHost() && !program.getResultSurface(0))
      made += cutProgram(program, callers, symbols);
  return made;
}

} // namespace
} // namespace anemone::ane
