//===- Reference.cpp - A graph in f64 -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Reference.h"

#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Utils.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "utils/random-graphs/Graph.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

static constexpr StringLiteral kName = "onnx.name";

//===--- Inputs ---===//

/// Elements within the bounds that an argument states; [-1, 1] where it states none.
static Numbers draw(StringRef name, RankedTensorType type, DictionaryAttr attributes) {
  Random random(llvm::xxh3_64bits(name));
  double low = -1, high = 1, step = kStep;
  if (auto range = attributes ? attributes.getAs<ArrayAttr>(kRangeAttr) : ArrayAttr()) {
    low = cast<FloatAttr>(range[0]).getValueAsDouble();
    high = cast<FloatAttr>(range[1]).getValueAsDouble();
  }
  if (!isa<FloatType>(type.getElementType()))
    step = 1, low = std::max(low, 0.0);
  Numbers numbers;
  int64_t first = int64_t(std::ceil(low / step)), last = int64_t(std::floor(high / step));
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    numbers.push_back(double(random.between(first, std::max(first, last))) * step);
  return numbers;
}

Named anemone::fuzz::drawInputs(ModuleOp module) {
  Named values;
  for (auto function : module.getOps<func::FuncOp>())
    for (auto [index, argument] : llvm::enumerate(function.getArguments()))
      if (auto name = function.getArgAttrOfType<StringAttr>(unsigned(index), kName))
        values.insert({name.str(), draw(name, cast<RankedTensorType>(argument.getType()),
                                        function.getArgAttrDict(unsigned(index)))});
  return values;
}

//===--- Running ---===//

/// What is computed from an argument runs on the host, where no optimization touches it.
static void placeOnHost(func::FuncOp function) {
  auto reason = StringAttr::get(function.getContext(), "it is the reference");
  for (Operation &op : function.front().without_terminator())
    if (!op.hasTrait<OpTrait::ConstantLike>() &&
        !isa<onnx::NoValueOp, ml_program::GlobalLoadConstOp>(op))
      op.setAttr(onnx::kHostAttr, reason);
}

/// What steps may change has the value that it begins with.
static void freezeState(ModuleOp module) {
  for (auto global : module.getOps<ml_program::GlobalOp>())
    global.setIsMutable(false);
  module.walk([](ml_program::GlobalLoadOp load) {
    OpBuilder builder(load);
    Value value = ml_program::GlobalLoadConstOp::create(builder, load.getLoc(), load.getType(),
                                                        load.getGlobalAttr());
    load.replaceAllUsesWith(value);
    load.erase();
  });
}

LogicalResult Reference::prepare() {
  freezeState(*module);
  for (auto function : module->getOps<func::FuncOp>())
    placeOnHost(function);
  PassManager lowering(module->getContext());
  lowering.addPass(createConvertONNXToANE());
  return lowering.run(*module);
}

FailureOr<Named> Reference::run(StringRef name, const Named &values) {
  auto function = module->lookupSymbol<func::FuncOp>(name);
  EntryRunner runner(function, parameters);
  if (failed(runner.plan()))
    return failure();
  std::vector<Numbers> arguments;
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    arguments.push_back(values.at(function.getArgAttrOfType<StringAttr>(i, kName).str()));
  FailureOr<std::vector<Numbers>> results = runner.run(arguments);
  if (failed(results))
    return failure();
  Named named;
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    named[function.getResultAttrOfType<StringAttr>(i, kName).str()] = (*results)[i];
  return named;
}
