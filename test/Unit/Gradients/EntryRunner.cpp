//===- EntryRunner.cpp - A lowered function in fp64 -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Gradients/EntryRunner.h"

#include "lib/Emission/EmitProgram.h"
#include "lib/Emission/Prepare.h"

using namespace mlir;
using namespace anemone;

/// Calls `body` with a null pointer to the type of the elements; false for one that is not expected
/// here.
template <typename Body> static bool withElement(mil::DType dtype, Body body) {
  switch (dtype) {
  case mil::DType::Fp64:
    body(static_cast<double *>(nullptr));
    return true;
  case mil::DType::Int32:
    body(static_cast<int32_t *>(nullptr));
    return true;
  case mil::DType::Bool:
  case mil::DType::UInt8:
    body(static_cast<uint8_t *>(nullptr));
    return true;
  case mil::DType::Int8:
    body(static_cast<int8_t *>(nullptr));
    return true;
  default:
    return false;
  }
}

static std::vector<uint8_t> toBytes(const Numbers &numbers, mil::DType dtype) {
  std::vector<uint8_t> bytes;
  withElement(dtype, [&](auto *type) {
    using T = std::remove_pointer_t<decltype(type)>;
    bytes.resize(numbers.size() * sizeof(T));
    for (auto [index, number] : llvm::enumerate(numbers))
      reinterpret_cast<T *>(bytes.data())[index] = static_cast<T>(number);
  });
  return bytes;
}

static Numbers toNumbers(const std::vector<uint8_t> &bytes, mil::DType dtype) {
  Numbers numbers;
  withElement(dtype, [&](auto *type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T *elements = reinterpret_cast<const T *>(bytes.data());
    numbers.assign(elements, elements + bytes.size() / sizeof(T));
  });
  return numbers;
}

LogicalResult EntryRunner::plan() {
  SymbolTable symbols(entry->getParentOfType<ModuleOp>());
  for (auto call : entry.getOps<ane::CallOp>()) {
    FailureOr<EmittedProgram> emitted =
        emitProgram(symbols.lookup<ane::ProgramOp>(call.getCallee()), parameters);
    if (failed(emitted))
      return failure();
    exec::Options options;
    options.numerics = exec::Numerics::F64;
    options.threads = 1;
    auto planned = exec::Executable::plan(emitted->function(),
                                          executorWeights(*emitted, parameters, weights), options);
    if (!planned.ok())
      return call.emitOpError("cannot be planned: ") << planned.message();
    auto interface =
        llvm::concat<const exec::TensorSpec>((*planned)->inputs(), (*planned)->outputs());
    for (const exec::TensorSpec &spec : interface)
      if (!withElement(spec.storage, [](auto *) {}))
        return call.emitOpError("passes elements of type ") << mil::spelling(spec.storage);
    executables[call] = std::move(*planned);
  }
  return success();
}

LogicalResult EntryRunner::call(ane::CallOp op) {
  exec::Executable &executable = *executables[op];
  std::vector<std::vector<uint8_t>> inputs, outputs;
  for (auto [operand, spec] : llvm::zip_equal(op.getOperands(), executable.inputs()))
    inputs.push_back(toBytes(values[operand], spec.storage));
  for (const exec::TensorSpec &spec : executable.outputs())
    outputs.emplace_back(mil::Type{spec.storage, spec.type.isTensor, spec.type.shape}.byteSize());
  std::vector<const void *> from;
  std::vector<void *> to;
  for (auto &input : inputs)
    from.push_back(input.data());
  for (auto &output : outputs)
    to.push_back(output.data());
  if (Status ran = executable.run(from, to); !ran.ok())
    return op.emitOpError("cannot run: ") << ran.message();
  for (auto [result, output, spec] :
       llvm::zip_equal(op.getResults(), outputs, executable.outputs()))
    values[result] = toNumbers(output, spec.storage);
  return success();
}

FailureOr<std::vector<Numbers>> EntryRunner::run(ArrayRef<Numbers> arguments) {
  for (auto [argument, numbers] : llvm::zip_equal(entry.getArguments(), arguments))
    values[argument] = numbers;
  for (auto op : entry.getOps<ane::CallOp>())
    if (failed(call(op)))
      return failure();
  std::vector<Numbers> results;
  for (Value result : entry.front().getTerminator()->getOperands())
    results.push_back(values[result]);
  return results;
}
