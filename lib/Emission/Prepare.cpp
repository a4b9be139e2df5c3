//===- Prepare.cpp - Runs @prepare at compile time ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Prepare.h"
#include "lib/Emission/EmitProgram.h"
#include "lib/Executor/Executor.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace anemone {
namespace {

/// A value of @prepare that a program computed.
struct Computed {
  Type element;
  std::vector<char> bytes;
};

/// Interprets the straight-line function, one operation after the other.
class PrepareRunner {
public:
  PrepareRunner(ModuleOp module, Parameters &parameters)
      : symbols(module), parameters(parameters) {}

  LogicalResult run(func::FuncOp prepare);

private:
  LogicalResult load(Operation *op, SymbolRefAttr name);
  LogicalResult store(ml_program::GlobalStoreOp op);
  LogicalResult call(ane::CallOp op);
  LogicalResult execute(ane::CallOp op, exec::Executable &executable);

  SymbolTable symbols;
  Parameters &parameters;
  llvm::DenseMap<Value, Elements> values;
  std::deque<Computed> computed;
};

} // namespace

exec::WeightResolver executorWeights(const EmittedProgram &program, Parameters &parameters,
                                     std::deque<std::vector<uint8_t>> &kept) {
  return [&program, &parameters, &kept](const mil::BlobFile &blob) -> Result<exec::WeightView> {
    for (const EmittedWeight &weight : program.weights) {
      if (weight.metadataOffset != blob.offset)
        continue;
      FailureOr<Elements> elements = parameters.elementsOf(weight.constant);
      if (failed(elements))
        break;
      mil::DType dtype = mil::isFloat(weight.type.dtype) ? mil::DType::Fp32 : weight.type.dtype;
      kept.push_back(convertElements(*elements, dtype));
      return exec::WeightView{dtype, kept.back()};
    }
    return Status::failure("there is no constant at offset " + std::to_string(blob.offset));
  };
}

static mil::DType storageOf(Type element) { return *toDType(element); }

LogicalResult PrepareRunner::load(Operation *op, SymbolRefAttr name) {
  ml_program::GlobalOp global = parameters.global(name.getLeafReference());
  if (!global)
    return op->emitOpError("loads ") << name << ", which the module does not have";
  FailureOr<Elements> elements = parameters.elementsOf(global);
  if (succeeded(elements))
    values[op->getResult(0)] = *elements;
  return elements;
}

LogicalResult PrepareRunner::store(ml_program::GlobalStoreOp op) {
  auto type = cast<RankedTensorType>(op.getValue().getType());
  std::vector<uint8_t> bytes =
      convertElements(values[op.getValue()], storageOf(type.getElementType()));
  parameters.setPrepared(op.getGlobal().getLeafReference(), {bytes.begin(), bytes.end()});
  return success();
}

LogicalResult PrepareRunner::call(ane::CallOp op) {
  auto program = symbols.lookup<ane::ProgramOp>(op.getCallee());
  FailureOr<EmittedProgram> emitted = emitProgram(program, parameters);
  if (failed(emitted))
    return failure();
  std::deque<std::vector<uint8_t>> kept;
  Result<std::unique_ptr<exec::Executable>> planned =
      exec::Executable::plan(emitted->function(), executorWeights(*emitted, parameters, kept), {});
  if (!planned.ok())
    return op.emitOpError("cannot evaluate @") << op.getCallee() << ": " << planned.message();
  return execute(op, **planned);
}

LogicalResult PrepareRunner::execute(ane::CallOp op, exec::Executable &executable) {
  std::vector<std::vector<uint8_t>> inputs;
  std::vector<const void *> inputPointers;
  for (auto [operand, spec] : llvm::zip_equal(op.getOperands(), executable.inputs()))
    inputs.push_back(convertElements(values[operand], spec.storage));
  for (std::vector<uint8_t> &input : inputs)
    inputPointers.push_back(input.data());
  std::vector<void *> outputPointers;
  for (auto [result, spec] : llvm::zip_equal(op.getResults(), executable.outputs())) {
    Type element = cast<RankedTensorType>(result.getType()).getElementType();
    if (spec.storage == mil::DType::Fp32)
      element = Float32Type::get(op.getContext());
    mil::Type stored{spec.storage, spec.type.isTensor, spec.type.shape};
    computed.push_back({element, std::vector<char>(stored.byteSize())});
    outputPointers.push_back(computed.back().bytes.data());
    values[result] = {element, stored.numElements(), computed.back().bytes, false};
  }
  Status ran = executable.run(inputPointers, outputPointers);
  return ran.ok() ? success()
                  : op.emitOpError("cannot evaluate @") << op.getCallee() << ": " << ran.message();
}

LogicalResult PrepareRunner::run(func::FuncOp prepare) {
  if (prepare.getNumArguments() != 0 || prepare.getNumResults() != 0 ||
      !prepare.getBody().hasOneBlock())
    return prepare.emitOpError(
        "runs at compile time, so it has one block and neither arguments nor results");
  for (Operation &op : prepare.getBody().front()) {
    LogicalResult done =
        llvm::TypeSwitch<Operation *, LogicalResult>(&op)
            .Case<ml_program::GlobalLoadOp, ml_program::GlobalLoadConstOp>(
                [&](auto loadOp) { return load(loadOp, loadOp.getGlobal()); })
            .Case([&](ml_program::GlobalStoreOp storeOp) { return store(storeOp); })
            .Case([&](ane::CallOp callOp) { return call(callOp); })
            .Case([](func::ReturnOp) { return success(); })
            .Default([](Operation *other) {
              return other->emitOpError(
                  "stands in @prepare, which loads and stores globals and calls programs");
            });
    if (failed(done))
      return failure();
  }
  return success();
}

LogicalResult runPrepare(ModuleOp module, Parameters &parameters) {
  auto prepare = module.lookupSymbol<func::FuncOp>(kPrepare);
  return prepare ? PrepareRunner(module, parameters).run(prepare) : success();
}

} // namespace anemone
