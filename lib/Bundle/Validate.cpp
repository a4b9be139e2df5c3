//===- Validate.cpp - Whether a bundle makes sense ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader and the writer both call this, so that what the runtime relies
// on is checked in one place and a bundle that nobody could read is never
// written. Sums and products are computed with overflow checks: every number
// may be an attacker's.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Layout.h"
#include "lib/Bundle/Table.h"
#include <algorithm>
#include <functional>
#include <set>

using namespace anemone;
using namespace anemone::bundle;

/// No tensor of a model comes near; below it, element counts can be multiplied by an element size
/// safely.
static constexpr uint64_t kMaxElements = uint64_t(1) << 58;

std::optional<uint64_t> anemone::bundle::countElements(std::span<const int64_t> shape) {
  uint64_t count = 1;
  for (int64_t extent : shape)
    if (extent <= 0 || __builtin_mul_overflow(count, uint64_t(extent), &count) ||
        count > kMaxElements)
      return std::nullopt;
  return count;
}

unsigned anemone::bundle::elementBytes(mil::DType dtype) {
  unsigned bits = dtype == mil::DType::Bool ? 8 : mil::bitWidth(dtype);
  return bits % 8 == 0 ? bits / 8 : 0;
}

static std::string quoted(const std::string &name) { return "'" + name + "'"; }

/// The names of a list must be there and differ.
template <typename T, typename Name>
static Status checkNames(const std::vector<T> &list, const std::string &what, Name name) {
  std::set<std::string> seen;
  for (const T &element : list) {
    if (name(element).empty())
      return Status::failure("there is a nameless " + what);
    if (!seen.insert(name(element)).second)
      return Status::failure("there is more than one " + what + " called " + quoted(name(element)));
  }
  return Status::success();
}

static Status checkRange(const Range &range, uint64_t weightBytes, const std::string &what) {
  if (range.offset % kAlignment == 0 && range.offset <= weightBytes &&
      range.size <= weightBytes - range.offset)
    return Status::success();
  return Status::failure(what + " lies at " + std::to_string(range.offset) + " with " +
                         std::to_string(range.size) + " bytes, which is not inside the " +
                         std::to_string(weightBytes) + " bytes of weights or not aligned to " +
                         std::to_string(kAlignment));
}

/// Whether each stride holds what lies within it, and the allocation all of it.
static bool stridesHold(const Surface &surface, uint64_t element) {
  uint64_t row, plane, batch, all;
  return !__builtin_mul_overflow(uint64_t(surface.shape[3]), element, &row) &&
         surface.rowStride >= row && surface.rowStride % element == 0 &&
         !__builtin_mul_overflow(uint64_t(surface.shape[2]), surface.rowStride, &plane) &&
         surface.planeStride >= plane && surface.planeStride % element == 0 &&
         !__builtin_mul_overflow(uint64_t(surface.shape[1]), surface.planeStride, &batch) &&
         surface.batchStride >= batch && surface.batchStride % element == 0 &&
         !__builtin_mul_overflow(uint64_t(surface.shape[0]), surface.batchStride, &all) &&
         surface.allocation >= all;
}

static Status checkSurface(const Surface &surface) {
  std::string what = "surface " + quoted(surface.symbol);
  if (elementBytes(surface.dtype) == 0)
    return Status::failure(what + " has elements of type " +
                           std::string(mil::spelling(surface.dtype)) + ", which fill no byte");
  if (surface.shape.size() != 4 || surface.valid.size() != 4)
    return Status::failure(what + " does not have rank 4");
  if (!countElements(surface.shape) || !countElements(surface.valid))
    return Status::failure(what + " has an extent that is not positive, or too many elements");
  for (size_t axis = 0; axis < 4; ++axis)
    if (surface.valid[axis] > surface.shape[axis])
      return Status::failure(what + " declares fewer elements than are valid on axis " +
                             std::to_string(axis));
  if (!stridesHold(surface, elementBytes(surface.dtype)))
    return Status::failure(what + " has strides or an allocation that do not hold its elements");
  return Status::success();
}

static Status checkWeight(const Program &program, const Weight &weight, uint64_t weightBytes) {
  std::string what =
      "weight at " + std::to_string(weight.metadataOffset) + " of " + quoted(weight.path);
  const WeightFile *file = nullptr;
  for (const WeightFile &candidate : program.weightFiles)
    if (candidate.path == weight.path)
      file = &candidate;
  if (!file)
    return Status::failure(what + " names a weight file that the program does not have");
  if (weight.metadataOffset >= file->bytes.size)
    return Status::failure(what + " lies outside the file's " + std::to_string(file->bytes.size) +
                           " bytes");
  std::optional<uint64_t> elements = countElements(weight.shape);
  if (!elements)
    return Status::failure(what + " has an extent that is not positive, or too many elements");
  if (weight.reference.size != 0 && weight.reference.size != *elements * sizeof(float))
    return Status::failure("the reference copy of the " + what + " has " +
                           std::to_string(weight.reference.size) + " bytes, not 4 for each of " +
                           std::to_string(*elements) + " elements");
  return checkRange(weight.reference, weightBytes, "the reference copy of the " + what);
}

/// What runs on the host says why, and nothing else does.
static Status checkNodes(const std::vector<Node> &nodes, bool onHost) {
  for (const Node &node : nodes) {
    if (node.name.empty() || node.op.empty())
      return Status::failure("there is a node without a name or without an operator");
    if (node.why.empty() == onHost)
      return Status::failure("node " + quoted(node.name) +
                             (onHost ? " does not say why it runs on the host"
                                     : " says why it runs on the host, and it does not"));
  }
  return Status::success();
}

static Status checkProgram(const Program &program, uint64_t weightBytes) {
  auto symbol = [](const Surface &surface) { return surface.symbol; };
  auto path = [](const WeightFile &file) { return file.path; };
  if (Status status = checkNames(program.inputs, "input surface", symbol); !status.ok())
    return status;
  if (Status status = checkNames(program.outputs, "output surface", symbol); !status.ok())
    return status;
  if (Status status = checkNames(program.weightFiles, "weight file", path); !status.ok())
    return status;
  for (const std::vector<Surface> *list : {&program.inputs, &program.outputs})
    for (const Surface &surface : *list)
      if (Status status = checkSurface(surface); !status.ok())
        return status;
  for (const WeightFile &file : program.weightFiles)
    if (Status status = checkRange(file.bytes, weightBytes, "weight file " + quoted(file.path));
        !status.ok())
      return status;
  for (const Weight &weight : program.weights)
    if (Status status = checkWeight(program, weight, weightBytes); !status.ok())
      return status;
  return checkNodes(program.nodes, program.placement == Placement::Host);
}

static Status checkGlobal(const Global &global, uint64_t weightBytes) {
  const Tensor &tensor = global.tensor;
  std::optional<uint64_t> elements = countElements(tensor.shape);
  if (!elements || elementBytes(tensor.dtype) == 0)
    return Status::failure("has an extent that is not positive, too many elements, or elements "
                           "that fill no byte");
  uint64_t expected = *elements * elementBytes(tensor.dtype);
  if (global.initial.size != 0 && global.initial.size != expected)
    return Status::failure("has an initial value of " + std::to_string(global.initial.size) +
                           " bytes, and its type needs " + std::to_string(expected));
  return checkRange(global.initial, weightBytes, "its initial value");
}

/// A copy holds in fp16 what its master holds: as many floats, and no value of its own.
static Status checkCopy(const Global &copy, const std::vector<Global> &globals) {
  if (*copy.copyOf >= globals.size())
    return Status::failure("is a copy of global " + std::to_string(*copy.copyOf) + " of " +
                           std::to_string(globals.size()));
  const Global &master = globals[*copy.copyOf];
  if (master.copyOf || !master.isMutable || !copy.isMutable || copy.initial.size != 0 ||
      copy.tensor.dtype != mil::DType::Fp16 || !mil::isFloat(master.tensor.dtype) ||
      copy.tensor.shape != master.tensor.shape)
    return Status::failure("cannot be a copy of global " + quoted(master.tensor.name) +
                           ": expected an fp16 of the same shape without an initial value, and a "
                           "mutable global of floats that is no copy");
  return Status::success();
}

static Status within(const std::string &what, const std::string &name, const Status &status) {
  return Status::failure(what + " " + quoted(name) + ": " + status.message());
}

Status anemone::bundle::validate(const Bundle &bundle, uint64_t weightBytes) {
  auto ofName = [](const auto &element) { return element.name; };
  auto ofTensor = [](const Global &global) { return global.tensor.name; };
  if (Status status = checkNames(bundle.programs, "program", ofName); !status.ok())
    return status;
  if (Status status = checkNames(bundle.entries, "entry", ofName); !status.ok())
    return status;
  if (Status status = checkNames(bundle.globals, "global", ofTensor); !status.ok())
    return status;
  if (std::adjacent_find(bundle.audit.begin(), bundle.audit.end(), std::greater_equal<>()) !=
      bundle.audit.end())
    return Status::failure("the numbers of its constraints do not ascend");
  if (Status status = checkNodes(bundle.folded, /*onHost=*/false); !status.ok())
    return status;
  for (const Program &program : bundle.programs)
    if (Status status = checkProgram(program, weightBytes); !status.ok())
      return within("program", program.name, status);
  for (const Global &global : bundle.globals)
    if (Status status = checkGlobal(global, weightBytes); !status.ok())
      return within("global", global.tensor.name, status);
  for (const Global &global : bundle.globals)
    if (Status status = global.copyOf ? checkCopy(global, bundle.globals) : Status::success();
        !status.ok())
      return within("global", global.tensor.name, status);
  for (const Entry &entry : bundle.entries)
    if (Status status = validateEntry(bundle, entry); !status.ok())
      return within("entry", entry.name, status);
  return Status::success();
}
