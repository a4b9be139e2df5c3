//===- Reducer.cpp - Small graphs that still fail -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Greedy: each step makes a smaller graph, which is kept if it fails in the
// same way, until no step helps:
//
//   return one result only
//   a value becomes an operand of its operation of the same type, or an input
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Reducer.h"

#include "dialects/ONNX/IR/ONNX.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "utils/random-graphs/Graph.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

namespace {

using Module = OwningOpRef<ModuleOp>;

func::FuncOp functionOf(ModuleOp module) { return module.lookupSymbol<func::FuncOp>("forward"); }

/// Erases what nothing reads: operations, arguments, parameters.
void clean(ModuleOp module) {
  func::FuncOp function = functionOf(module);
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
    if (isOpTriviallyDead(&op))
      op.erase();
  llvm::BitVector unread(function.getNumArguments());
  for (BlockArgument argument : function.getArguments())
    if (argument.use_empty())
      unread.set(argument.getArgNumber());
  (void)function.eraseArguments(unread);
  for (auto global : llvm::make_early_inc_range(module.getOps<ml_program::GlobalOp>()))
    if (SymbolTable::symbolKnownUseEmpty(global, module))
      global.erase();
}

void keepResults(func::FuncOp function, function_ref<bool(unsigned)> keep) {
  llvm::BitVector dropped(function.getNumResults());
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    if (!keep(i))
      dropped.set(i);
  function.front().getTerminator()->eraseOperands(dropped);
  (void)function.eraseResults(dropped);
}

/// The operation at a place of the function; null for one that makes constants.
Operation *operationAt(func::FuncOp function, unsigned place) {
  Operation *op = &*std::next(function.front().begin(), place);
  bool isSource = op->hasTrait<OpTrait::ConstantLike>() ||
                  isa<onnx::NoValueOp, ml_program::GlobalLoadConstOp>(op) ||
                  op->hasTrait<OpTrait::IsTerminator>();
  return isSource ? nullptr : op;
}

/// Makes the results of an operation inputs.
void makeInputs(func::FuncOp function, Operation *op) {
  Builder builder(op->getContext());
  for (Value result : op->getResults()) {
    if (result.use_empty())
      continue;
    unsigned number = function.getNumArguments();
    std::string name = op->getName().stripDialect().lower();
    auto attributes = builder.getDictionaryAttr(
        {builder.getNamedAttr("onnx.name", builder.getStringAttr(name + Twine(number))),
         builder.getNamedAttr(kRangeAttr, builder.getF64ArrayAttr({0.25, 1.0}))});
    (void)function.insertArgument(number, result.getType(), attributes, op->getLoc());
    result.replaceAllUsesWith(function.getArgument(number));
  }
}

class Reducer {
public:
  Reducer(ModuleOp graph, const OracleOptions &options, const Verdict &verdict)
      : best(graph.clone()), options(options), verdict(verdict), kind(verdict.kind()) {}

  void reduce();
  void write(const std::string &path);

private:
  /// Keeps the graph that `change` makes if it fails in the same way.
  bool attempt(function_ref<bool(ModuleOp)> change);
  bool reduceResults();
  bool reduceOperations();

  Module best;
  const OracleOptions &options;
  Verdict verdict;
  std::string kind;
  unsigned budget = 400; // graphs that are tried
};

} // namespace

bool Reducer::attempt(function_ref<bool(ModuleOp)> change) {
  if (budget == 0)
    return false;
  Module candidate = best->clone();
  if (!change(*candidate))
    return false;
  clean(*candidate);
  --budget;
  Counts unused;
  bool isCrash = verdict.stage == "crash";
  Verdict result =
      isCrash ? checkInChild(*candidate, options) : checkGraph(*candidate, options, unused);
  if (result.kind() != kind)
    return false;
  best = std::move(candidate);
  verdict = result;
  return true;
}

bool Reducer::reduceResults() {
  bool changed = false;
  for (unsigned i = 0; i < functionOf(*best).getNumResults(); ++i)
    if (functionOf(*best).getNumResults() > 1 && attempt([&](ModuleOp module) {
          keepResults(functionOf(module), [&](unsigned each) { return each == i; });
          return true;
        }))
      return true;
  for (unsigned i = 0; i < functionOf(*best).getNumResults();) {
    bool dropped = functionOf(*best).getNumResults() > 1 && attempt([&](ModuleOp module) {
                     keepResults(functionOf(module), [&](unsigned each) { return each != i; });
                     return true;
                   });
    changed |= dropped;
    i += !dropped;
  }
  return changed;
}

bool Reducer::reduceOperations() {
  auto size = [&] { return unsigned(functionOf(*best).front().getOperations().size()); };
  bool changed = false;
  for (unsigned place = size(); place-- > 0;) {
    if (place >= size())
      continue;
    changed |=
        attempt([&](ModuleOp module) {
          Operation *op = operationAt(functionOf(module), place);
          if (!op || op->getNumResults() != 1)
            return false;
          for (Value operand : op->getOperands())
            if (operand.getType() == op->getResult(0).getType()) {
              op->getResult(0).replaceAllUsesWith(operand);
              return true;
            }
          return false;
        }) ||
        attempt([&](ModuleOp module) {
          Operation *op = operationAt(functionOf(module), place);
          if (!op || llvm::is_contained(op->getUsers(), functionOf(module).front().getTerminator()))
            return false;
          makeInputs(functionOf(module), op);
          return true;
        });
  }
  return changed;
}

void Reducer::reduce() {
  bool changed = true;
  while (changed && budget > 0)
    changed = reduceResults(), changed |= reduceOperations();
}

void Reducer::write(const std::string &path) {
  std::error_code error;
  llvm::ToolOutputFile file(path, error, llvm::sys::fs::OF_Text);
  if (error) {
    llvm::errs() << "random-graphs: error: '" << path << "' cannot be written: " << error.message()
                 << "\n";
    return;
  }
  file.os() << "// RUN: random-graphs %s " << options.commandLine() << " --quiet\n\n// "
            << verdict.stage << ": ";
  for (StringRef rest = StringRef(verdict.message).rtrim(); !rest.empty();) {
    auto [line, next] = rest.split('\n');
    file.os() << line << "\n" << (next.empty() ? "" : "// ");
    rest = next;
  }
  best->print(file.os());
  file.os() << "\n";
  file.keep();
}

void anemone::fuzz::reduceGraph(ModuleOp graph, const OracleOptions &options,
                                const Verdict &verdict, const std::string &path) {
  Reducer reducer(graph, options, verdict);
  reducer.reduce();
  reducer.write(path);
}
