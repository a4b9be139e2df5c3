//===- Entries.cpp - Functions as the steps of a bundle -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Entries.h"
#include "lib/Emission/Elements.h"
#include "lib/Emission/Prepare.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace anemone {
namespace {

/// Builds the entry of one function.
class EntryBuilder {
public:
  EntryBuilder(func::FuncOp function, SymbolTable &symbols, EntryTable &table)
      : function(function), symbols(symbols), table(table) {}

  LogicalResult build();

private:
  FailureOr<bundle::Tensor> tensor(Type type, DictionaryAttr attributes, const Twine &fallbackName);
  LogicalResult interface();
  LogicalResult step(Operation *op);
  LogicalResult addStep(Operation *op, bundle::StepKind kind,
                        llvm::MapVector<Operation *, uint32_t> &targets, Operation *target);
  std::vector<uint32_t> numbersOf(ValueRange range);

  func::FuncOp function;
  SymbolTable &symbols;
  EntryTable &table;
  bundle::Entry entry;
  llvm::DenseMap<Value, uint32_t> values;
};

} // namespace

/// A tensor of the entry as the source model knows it: its name, its type before it was fitted to a
/// surface.
FailureOr<bundle::Tensor> EntryBuilder::tensor(Type type, DictionaryAttr attributes,
                                               const Twine &fallbackName) {
  auto source = attributes ? attributes.getAs<TypeAttr>(ane::kSourceAttr) : TypeAttr();
  auto sourceType = dyn_cast<RankedTensorType>(source ? source.getValue() : type);
  auto name = attributes ? attributes.getAs<StringAttr>("onnx.name") : StringAttr();
  std::optional<mil::DType> dtype =
      sourceType ? toDType(sourceType.getElementType()) : std::nullopt;
  if (!dtype || !sourceType.hasStaticShape())
    return function.emitOpError("has ")
           << (sourceType ? Type(sourceType) : type)
           << " in its interface, expected a static tensor of MIL's element types";
  return bundle::Tensor{name ? name.str() : fallbackName.str(),
                        *dtype,
                        {sourceType.getShape().begin(), sourceType.getShape().end()}};
}

LogicalResult EntryBuilder::interface() {
  bool failedAny = false;
  auto add = [&](std::vector<bundle::Tensor> &tensors, FailureOr<bundle::Tensor> tensor) {
    failedAny |= failed(tensor);
    if (succeeded(tensor))
      tensors.push_back(std::move(*tensor));
  };
  for (auto [index, argument] : llvm::enumerate(function.getArguments())) {
    values[argument] = index;
    add(entry.inputs,
        tensor(argument.getType(), function.getArgAttrDict(index), "input" + Twine(index)));
  }
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    add(entry.outputs, tensor(type, function.getResultAttrDict(index), "output" + Twine(index)));
  return failure(failedAny);
}

std::vector<uint32_t> EntryBuilder::numbersOf(ValueRange range) {
  std::vector<uint32_t> numbers;
  for (Value value : range)
    numbers.push_back(values.lookup(value));
  return numbers;
}

LogicalResult EntryBuilder::addStep(Operation *op, bundle::StepKind kind,
                                    llvm::MapVector<Operation *, uint32_t> &targets,
                                    Operation *target) {
  if (!target)
    return op->emitOpError("refers to a symbol that the module does not have");
  uint32_t index = targets.insert({target, uint32_t(targets.size())}).first->second;
  for (Value result : op->getResults())
    values.insert({result, uint32_t(values.size())});
  entry.steps.push_back({kind, index, numbersOf(op->getOperands()), numbersOf(op->getResults())});
  return success();
}

LogicalResult EntryBuilder::step(Operation *op) {
  auto global = [&](SymbolRefAttr name) {
    return symbols.lookup<ml_program::GlobalOp>(name.getLeafReference());
  };
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](ane::CallOp call) {
        return addStep(op, bundle::StepKind::Call, table.programs,
                       symbols.lookup<ane::ProgramOp>(call.getCallee()));
      })
      .Case<ml_program::GlobalLoadOp, ml_program::GlobalLoadConstOp>([&](auto load) {
        return addStep(op, bundle::StepKind::LoadGlobal, table.globals, global(load.getGlobal()));
      })
      .Case([&](ml_program::GlobalStoreOp store) {
        return addStep(op, bundle::StepKind::StoreGlobal, table.globals, global(store.getGlobal()));
      })
      .Case([&](ane::ReloadOp reload) {
        LogicalResult added = addStep(op, bundle::StepKind::Reload, table.programs,
                                      symbols.lookup<ane::ProgramOp>(reload.getCallee()));
        if (succeeded(added))
          entry.steps.back().strategy = bundle::ReloadStrategy(reload.getStrategy());
        return added;
      })
      .Case([&](func::ReturnOp result) {
        entry.outputValues = numbersOf(result.getOperands());
        return success();
      })
      .Default([&](Operation *) {
        return op->emitOpError("stands in the entry @")
               << function.getSymName()
               << ", which calls and reloads programs and loads and stores globals: lower it first";
      });
}

LogicalResult EntryBuilder::build() {
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("is an entry, which has one block");
  auto group = function->getAttrOfType<StringAttr>(ane::kEntryAttr);
  entry.name = function.getSymName();
  entry.group = group ? group.str() : entry.name;
  bool failedAny = failed(interface());
  for (Operation &op : function.getBody().front())
    failedAny |= failed(step(&op));
  table.entries.push_back(std::move(entry));
  return failure(failedAny);
}

/// What a copy takes its value from is there, even where no step touches it.
static LogicalResult addMasters(SymbolTable &symbols, EntryTable &table) {
  bool failedAny = false;
  for (auto [global, index] : llvm::to_vector(table.globals)) {
    auto name = global->getAttrOfType<FlatSymbolRefAttr>(ane::kCopyOfAttr);
    if (!name)
      continue;
    Operation *master = symbols.lookup<ml_program::GlobalOp>(name.getValue());
    if (master)
      table.globals.insert({master, uint32_t(table.globals.size())});
    else
      failedAny |= failed(global->emitOpError("is a copy of ")
                          << name << ", which the module does not have");
  }
  return failure(failedAny);
}

FailureOr<EntryTable> collectEntries(ModuleOp module) {
  EntryTable table;
  SymbolTable symbols(module);
  bool failedAny = false;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.getSymName() != kPrepare)
      failedAny |= failed(EntryBuilder(function, symbols, table).build());
  failedAny |= failed(addMasters(symbols, table));
  if (failedAny)
    return failure();
  if (table.entries.empty())
    return module.emitOpError("has no function that could be an entry of a bundle");
  return table;
}

} // namespace anemone
