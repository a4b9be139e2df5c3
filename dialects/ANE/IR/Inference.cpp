//===- Inference.cpp - Checking operations and their types ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/Inference.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace anemone::ane {

LogicalResult verifyResultTypes(Operation *op, ArrayRef<Type> expected) {
  if (op->getNumResults() != expected.size())
    return op->emitOpError("(T) has ")
           << op->getNumResults() << " results, but its operands and attributes give "
           << expected.size();
  for (auto [index, found, wanted] : llvm::enumerate(op->getResultTypes(), expected))
    if (found != wanted)
      return op->emitOpError("(T) has result ")
             << index << " of type " << found << ", but its operands and attributes give "
             << wanted;
  return success();
}

std::string describe(ArrayRef<int64_t> shape) {
  if (shape.empty())
    return "a scalar";
  std::string text;
  llvm::raw_string_ostream out(text);
  llvm::interleave(shape, out, "x");
  return text;
}

LogicalResult broadcastInto(ArrayRef<int64_t> shape, Shape &result) {
  if (shape.size() > result.size())
    result.insert(result.begin(), shape.size() - result.size(), 1);
  size_t offset = result.size() - shape.size();
  for (auto [index, extent] : llvm::enumerate(shape)) {
    int64_t &combined = result[offset + index];
    if (combined != extent && combined != 1 && extent != 1)
      return failure();
    if (combined == 1)
      combined = extent;
  }
  return success();
}

std::optional<int64_t> normalizeAxis(int64_t axis, int64_t rank) {
  if (axis < -rank || axis >= rank)
    return std::nullopt;
  return axis < 0 ? axis + rank : axis;
}

std::optional<Shape> normalizeAxes(ArrayRef<int32_t> axes, int64_t rank) {
  Shape normalized;
  for (int32_t axis : axes) {
    std::optional<int64_t> one = normalizeAxis(axis, rank);
    if (!one || llvm::is_contained(normalized, *one))
      return std::nullopt;
    normalized.push_back(*one);
  }
  return normalized;
}

bool isPadType(StringRef type) {
  return llvm::StringSwitch<bool>(type)
      .Cases({"valid", "custom", "same", "same_lower"}, true)
      .Default(false);
}

int64_t Window::count(StringRef padType, bool ceilMode) const {
  if (padType.starts_with("same"))
    return llvm::divideCeil(input, stride);
  int64_t padding = padType == "custom" ? before + after : 0;
  int64_t first = padType == "custom" ? before : 0;
  int64_t room = input + padding - span();
  if (room < 0)
    return 0;
  int64_t windows = room / stride + 1;
  // The last window may be cut off at the end, but not begin there.
  if (ceilMode && room % stride != 0 && windows * stride < input + first)
    ++windows;
  return windows;
}

int64_t Window::adjointCount(StringRef padType) const {
  if (padType.starts_with("same"))
    return input * stride;
  int64_t padding = padType == "custom" ? before + after : 0;
  return (input - 1) * stride + span() - padding;
}

} // namespace anemone::ane
