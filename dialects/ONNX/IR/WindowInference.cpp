//===- WindowInference.cpp - What sliding windows leave -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/WindowInference.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone::onnx;

/// Attributes come from models: entries beyond this cannot be meant, and keeping
/// below it keeps the arithmetic here from overflowing.
static constexpr int64_t kLargest = INT32_MAX;

namespace {
/// The attributes with their defaults, one entry for each spatial axis.
struct Geometry {
  Shape reach, strides, pads; // pads: the sum of both ends
  Shape padBegin;
};
} // namespace

static LogicalResult checkEntries(InferSite site, StringRef rule, StringRef name,
                                  ArrayRef<int64_t> entries, size_t count, int64_t least) {
  if (entries.size() != count)
    return site.fail(rule + " expects " + Twine(count) + " entries in " + name + ", got " +
                     listOf(entries));
  if (llvm::any_of(entries, [&](int64_t entry) { return entry < least || entry > kLargest; }))
    return site.fail(rule + " expects entries of " + name + " in [" + Twine(least) + ", " +
                     Twine(kLargest) + "], got " + listOf(entries));
  return success();
}

static LogicalResult checkAutoPad(InferSite site, const WindowAttributes &attributes) {
  if (llvm::is_contained({"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}, attributes.autoPad))
    return success();
  return site.fail(attributes.ruleOfAttributes +
                   " expects auto_pad to be NOTSET, VALID, SAME_UPPER or SAME_LOWER, got " +
                   attributes.autoPad);
}

static FailureOr<Geometry> readGeometry(InferSite site, const WindowAttributes &attributes,
                                        ArrayRef<int64_t> kernel) {
  StringRef rule = attributes.ruleOfAttributes;
  size_t rank = kernel.size();
  Geometry geometry;
  geometry.strides = intsOr(attributes.strides, rank, 1);
  Shape dilations = intsOr(attributes.dilations, rank, 1);
  Shape pads = intsOr(attributes.pads, 2 * rank, 0);
  if (failed(checkAutoPad(site, attributes)) ||
      failed(checkEntries(site, rule, "strides", geometry.strides, rank, 1)) ||
      failed(checkEntries(site, rule, "dilations", dilations, rank, 1)) ||
      failed(checkEntries(site, rule, "pads", pads, 2 * rank, 0)))
    return failure();
  if (attributes.autoPad != "NOTSET")
    pads.assign(2 * rank, 0);
  for (size_t axis = 0; axis != rank; ++axis) {
    geometry.reach.push_back(isDynamic(kernel[axis]) ? kernel[axis]
                                                     : (kernel[axis] - 1) * dilations[axis] + 1);
    geometry.padBegin.push_back(pads[axis]);
    geometry.pads.push_back(pads[axis] + pads[axis + rank]);
  }
  return geometry;
}

/// The number of places that a window has on one axis.
static FailureOr<int64_t> countPlaces(InferSite site, const WindowAttributes &attributes,
                                      const Geometry &geometry, size_t axis, int64_t input) {
  int64_t reach = geometry.reach[axis], stride = geometry.strides[axis];
  int64_t padded = input + geometry.pads[axis], room = padded - reach;
  if (room < 0) {
    return site.fail(attributes.ruleOfFit + " the window reaches over " + Twine(reach) +
                     " elements of spatial axis " + Twine(axis) + ", but its padded input has " +
                     Twine(padded));
  }
  int64_t places = room / stride + 1;
  // A rounded-up last window counts only if it starts before the trailing pads.
  if (attributes.ceilMode && room % stride != 0 &&
      places * stride < input + geometry.padBegin[axis])
    ++places;
  return places;
}

FailureOr<Shape> anemone::onnx::inferWindow(InferSite site, const WindowAttributes &attributes,
                                            ArrayRef<int64_t> input, ArrayRef<int64_t> kernel) {
  FailureOr<Geometry> geometry = readGeometry(site, attributes, kernel);
  if (failed(geometry))
    return failure();
  Shape output(input.size(), ShapedType::kDynamic);
  for (auto [axis, extent] : llvm::enumerate(input)) {
    if (isDynamic(extent))
      continue;
    if (attributes.autoPad.starts_with("SAME")) {
      output[axis] = llvm::divideCeil(uint64_t(extent), uint64_t(geometry->strides[axis]));
    } else if (!isDynamic(geometry->reach[axis])) {
      FailureOr<int64_t> places = countPlaces(site, attributes, *geometry, axis, extent);
      if (failed(places))
        return failure();
      output[axis] = *places;
    }
  }
  return output;
}

FailureOr<Shape> anemone::onnx::inferTransposedWindow(
    InferSite site, const WindowAttributes &attributes, std::optional<ArrayAttr> outputPadding,
    std::optional<ArrayAttr> outputShape, ArrayRef<int64_t> input, ArrayRef<int64_t> kernel) {
  FailureOr<Geometry> geometry = readGeometry(site, attributes, kernel);
  size_t rank = kernel.size();
  Shape extra = intsOr(outputPadding, rank, 0), output = intsOr(outputShape, rank, 1);
  if (failed(geometry) ||
      failed(checkEntries(site, attributes.ruleOfAttributes, "output_padding", extra, rank, 0)) ||
      failed(checkEntries(site, attributes.ruleOfFit, "output_shape", output, rank, 1)))
    return failure();
  if (outputShape)
    return output;
  for (auto [axis, extent] : llvm::enumerate(input)) {
    int64_t stride = geometry->strides[axis], reach = geometry->reach[axis];
    bool same = attributes.autoPad.starts_with("SAME");
    if (isDynamic(extent) || (isDynamic(reach) && !same))
      output[axis] = ShapedType::kDynamic;
    else if (same)
      output[axis] = extent * stride;
    else
      output[axis] = stride * (extent - 1) + reach + extra[axis] - geometry->pads[axis];
    if (!isDynamic(output[axis]) && output[axis] < 1)
      return site.fail(attributes.ruleOfFit + " leaves " + Twine(output[axis]) +
                       " elements of spatial axis " + Twine(axis));
  }
  return output;
}
