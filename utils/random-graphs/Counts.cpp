//===- Counts.cpp - What the graphs went through --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Counts.h"

#include "dialects/ONNX/IR/ONNXDialect.h"
#include "dialects/ONNX/Transforms/Decompose.h"
#include "lib/Conversion/ONNXToANE/Lowering.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

//===--- Operations ---===//

std::set<std::string> anemone::fuzz::lowerableOperations(MLIRContext &context) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
  SymbolTable symbols(*module);
  Lowerings lowerings(symbols, target::profiles().front(), ane::Placement::Host);
  std::set<std::string> names;
  for (OperationName name : lowerings.operations())
    if (isa_and_nonnull<onnx::ONNXDialect>(name.getDialect()) &&
        !name.hasTrait<OpTrait::ConstantLike>())
      names.insert(name.stripDialect().str());
  for (StringRef name : onnx::decomposedOperations())
    names.insert(name.split('.').second.str());
  return names;
}

void Counts::addGraph(ModuleOp graph) {
  std::set<StringRef> kinds;
  graph.walk([&](Operation *op) {
    if (!isa_and_nonnull<onnx::ONNXDialect>(op->getDialect()) ||
        op->hasTrait<OpTrait::ConstantLike>())
      return;
    kinds.insert(op->getName().stripDialect());
    ++operations;
  });
  for (StringRef kind : kinds)
    ++graphsWith[kind.str()];
  ++graphs;
}

//===--- Passes ---===//

namespace {

struct Observer : PassInstrumentation {
  explicit Observer(std::map<std::string, bool> &changed) : changed(changed) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    if (!pass->getArgument().empty())
      before.insert({{pass, op}, OperationFingerPrint(op)});
  }
  void runAfterPass(Pass *pass, Operation *op) override {
    auto found = before.find({pass, op});
    if (found == before.end())
      return;
    changed[pass->getArgument().str()] |= found->second != OperationFingerPrint(op);
    before.erase(found);
  }

  std::map<std::string, bool> &changed;
  std::map<std::pair<Pass *, Operation *>, OperationFingerPrint> before;
};

/// A pass that only looks says so in its name.
bool rewrites(StringRef pass) {
  return !pass.starts_with("ane-check-") && !pass.starts_with("ane-verify-");
}

} // namespace

void anemone::fuzz::observePasses(PassManager &manager, std::map<std::string, bool> &changed) {
  manager.addInstrumentation(std::make_unique<Observer>(changed));
}

//===--- Sums ---===//

static void addAll(std::map<std::string, unsigned> &to,
                   const std::map<std::string, unsigned> &from) {
  for (const auto &[name, count] : from)
    to[name] += count;
}

void Counts::add(const Counts &other) {
  graphs += other.graphs;
  backward += other.backward;
  operations += other.operations;
  outputs += other.outputs;
  failures += other.failures;
  addAll(graphsWith, other.graphsWith);
  addAll(graphsChangedBy, other.graphsChangedBy);
  addAll(targets, other.targets);
  addAll(onEngine, other.onEngine);
}

static void printTable(StringRef title, const std::map<std::string, unsigned> &table,
                       raw_ostream &out) {
  out << title << "\n";
  for (const auto &[name, count] : table)
    out << llvm::formatv("  {0,-32} {1,7}\n", name, count);
}

void Counts::print(raw_ostream &out) const {
  out << llvm::formatv("{0} graphs of {1} operations, {2} of them differentiated; {3} outputs "
                       "compared; {4} failures\n",
                       graphs, operations, backward, outputs, failures);
  printTable("graphs by target", targets, out);
  printTable("graphs with an operation", graphsWith, out);
  printTable("graphs that a pass changed", graphsChangedBy, out);
}

bool Counts::check(const std::set<std::string> &lowerable, unsigned least, raw_ostream &out) const {
  bool sound = true;
  auto require = [&](StringRef what, StringRef name, unsigned count) {
    if (count >= least)
      return;
    sound = false;
    out << "random-graphs: error: " << what << " '" << name << "' in " << count
        << " graphs, expected " << least << " at least\n";
  };
  for (const std::string &name : lowerable) {
    auto found = graphsWith.find(name);
    require("operation", name, found == graphsWith.end() ? 0 : found->second);
  }
  for (const auto &[name, count] : graphsChangedBy)
    if (rewrites(name))
      require("change by pass", name, count);
  return sound;
}
