//===- Window.cpp - The geometry of a sliding window ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/WindowInference.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone::onnx;

/// Attributes come from models: extents beyond this cannot be meant, and keeping
/// below it keeps the arithmetic here from overflowing.
static constexpr int64_t kLargest = int64_t(1) << 31;

static LogicalResult checkEntries(InferSite site, StringRef rule, StringRef name,
                                  ArrayRef<int64_t> entries, size_t count, int64_t least) {
  if (entries.size() != count)
    return site.fail(rule + " expects " + Twine(count) + " entries in " + name + ", got " +
                     listOf(entries));
  if (llvm::any_of(entries, [&](int64_t entry) { return entry < least || entry > kLargest; }))
    return site.fail(rule + " expects entries of " + name + " in [" + Twine(least) +
                     ", 2^31], got " + listOf(entries));
  return success();
}

static LogicalResult readAttributes(InferSite site, const WindowAttributes &attributes,
                                    ArrayRef<int64_t> kernel, Window &window) {
  StringRef rule = attributes.ruleOfAttributes;
  size_t rank = kernel.size();
  window.kernel.assign(kernel.begin(), kernel.end());
  window.strides = intsOr(attributes.strides, rank, 1);
  window.dilations = intsOr(attributes.dilations, rank, 1);
  Shape pads = intsOr(attributes.pads, 2 * rank, 0);
  if (failed(checkEntries(site, rule, "strides", window.strides, rank, 1)) ||
      failed(checkEntries(site, rule, "dilations", window.dilations, rank, 1)) ||
      failed(checkEntries(site, rule, "pads", pads, 2 * rank, 0)))
    return failure();
  StringRef known[] = {"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"};
  if (!llvm::is_contained(known, attributes.autoPad))
    return site.fail(rule + " expects auto_pad to be NOTSET, VALID, SAME_UPPER or SAME_LOWER, got " +
                     attributes.autoPad);
  if (attributes.autoPad != "NOTSET")
    pads.assign(2 * rank, 0);
  window.padBegin.assign(pads.begin(), pads.begin() + rank);
  window.padEnd.assign(pads.begin() + rank, pads.end());
  return success();
}

/// Divides the padding of an axis; the odd element goes where `auto_pad` says.
static void splitPadding(Window &window, size_t axis, int64_t total, bool oddAtEnd) {
  window.padBegin[axis] = oddAtEnd ? total / 2 : total - total / 2;
  window.padEnd[axis] = total - window.padBegin[axis];
}

static int64_t reachOf(const Window &window, size_t axis) {
  if (isDynamic(window.kernel[axis]))
    return ShapedType::kDynamic;
  return (window.kernel[axis] - 1) * window.dilations[axis] + 1;
}

/// SAME: the input's extent divided by the stride, rounded up.
static void computeSame(Window &window, size_t axis, int64_t input, int64_t reach, bool upper) {
  int64_t &output = window.output.emplace_back(ShapedType::kDynamic);
  window.padBegin[axis] = window.padEnd[axis] = ShapedType::kDynamic;
  if (isDynamic(input))
    return;
  output = llvm::divideCeil(static_cast<uint64_t>(input),
                            static_cast<uint64_t>(window.strides[axis]));
  if (isDynamic(reach))
    return;
  int64_t total = std::max<int64_t>(0, (output - 1) * window.strides[axis] + reach - input);
  splitPadding(window, axis, total, upper);
}

static LogicalResult computeExplicit(InferSite site, const WindowAttributes &attributes,
                                     Window &window, size_t axis, int64_t input, int64_t reach) {
  int64_t &output = window.output.emplace_back(ShapedType::kDynamic);
  if (isDynamic(input) || isDynamic(reach))
    return success();
  int64_t stride = window.strides[axis], begin = window.padBegin[axis];
  int64_t room = input + begin + window.padEnd[axis] - reach;
  if (room < 0)
    return site.fail(attributes.ruleOfFit + " the window reaches over " + Twine(reach) +
                     " elements of spatial axis " + Twine(axis) + ", but its padded input has " +
                     Twine(room + reach));
  output = room / stride + 1;
  // A rounded-up last window counts only if it starts before the trailing pads.
  if (attributes.ceilMode && room % stride != 0 && output * stride < input + begin)
    ++output;
  return success();
}

FailureOr<Window> anemone::onnx::computeWindow(InferSite site, const WindowAttributes &attributes,
                                               ArrayRef<int64_t> input, ArrayRef<int64_t> kernel) {
  Window window;
  if (failed(readAttributes(site, attributes, kernel, window)))
    return failure();
  bool same = attributes.autoPad.starts_with("SAME");
  for (auto [axis, extent] : llvm::enumerate(input)) {
    int64_t reach = reachOf(window, axis);
    if (same)
      computeSame(window, axis, extent, reach, attributes.autoPad == "SAME_UPPER");
    else if (failed(computeExplicit(site, attributes, window, axis, extent, reach)))
      return failure();
  }
  return window;
}

/// The pads that leave `output` elements of the `natural` ones.
static void padToOutput(Window &window, size_t axis, int64_t natural, bool oddAtEnd) {
  int64_t output = window.output[axis];
  if (isDynamic(natural) || isDynamic(output)) {
    window.padBegin[axis] = window.padEnd[axis] = ShapedType::kDynamic;
    return;
  }
  splitPadding(window, axis, std::max<int64_t>(0, natural - output), oddAtEnd);
  if (natural < output)
    window.padEnd[axis] = natural - output;
}

FailureOr<Window> anemone::onnx::computeTransposedWindow(
    InferSite site, const WindowAttributes &attributes, std::optional<ArrayAttr> outputPadding,
    std::optional<ArrayAttr> outputShape, ArrayRef<int64_t> input, ArrayRef<int64_t> kernel) {
  Window window;
  if (failed(readAttributes(site, attributes, kernel, window)))
    return failure();
  size_t rank = kernel.size();
  window.outputPadding = intsOr(outputPadding, rank, 0);
  Shape asked = intsOr(outputShape, rank, 0);
  if (failed(checkEntries(site, attributes.ruleOfAttributes, "output_padding",
                          window.outputPadding, rank, 0)) ||
      failed(checkEntries(site, attributes.ruleOfFit, "output_shape", asked, rank,
                          outputShape ? 1 : 0)))
    return failure();
  bool same = attributes.autoPad.starts_with("SAME");
  for (auto [axis, extent] : llvm::enumerate(input)) {
    int64_t reach = reachOf(window, axis), stride = window.strides[axis];
    int64_t natural = isDynamic(extent) || isDynamic(reach)
                          ? ShapedType::kDynamic
                          : stride * (extent - 1) + reach + window.outputPadding[axis];
    int64_t &output = window.output.emplace_back(natural);
    if (outputShape || same) {
      output = outputShape ? asked[axis] : isDynamic(extent) ? extent : extent * stride;
      padToOutput(window, axis, natural, attributes.autoPad == "SAME_UPPER");
    } else if (!isDynamic(natural)) {
      output = natural - window.padBegin[axis] - window.padEnd[axis];
    }
    if (!isDynamic(output) && output < 1)
      return site.fail(attributes.ruleOfFit + " leaves " + Twine(output) +
                       " elements of spatial axis " + Twine(axis));
  }
  return window;
}

//===----------------------------------------------------------------------===//
// Windows of operations
//===----------------------------------------------------------------------===//

static ArrayRef<int64_t> spatial(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape().drop_front(2);
}

static bool isRanked(Value value) { return isa<RankedTensorType>(value.getType()); }

FailureOr<Window> anemone::onnx::windowOf(ConvOp op) {
  if (!isRanked(op.getX()) || !isRanked(op.getW()))
    return failure();
  return computeWindow({std::nullopt, op.getOperationName()},
                       {op.getAutoPad(), op.getStrides(), op.getDilations(), op.getPads(), false,
                        "(C5)", "(C6)"},
                       spatial(op.getX()), spatial(op.getW()));
}

FailureOr<Window> anemone::onnx::windowOf(ConvTransposeOp op) {
  if (!isRanked(op.getX()) || !isRanked(op.getW()))
    return failure();
  return computeTransposedWindow({std::nullopt, op.getOperationName()},
                                 {op.getAutoPad(), op.getStrides(), op.getDilations(), op.getPads(),
                                  false, "(C5)", "(C6)"},
                                 op.getOutputPadding(), op.getOutputShape(), spatial(op.getX()),
                                 spatial(op.getW()));
}

template <typename PoolOp>
static FailureOr<Window> windowOfPool(PoolOp op) {
  if (!isRanked(op.getX()))
    return failure();
  return computeWindow({std::nullopt, op.getOperationName()},
                       {op.getAutoPad(), op.getStrides(), op.getDilations(), op.getPads(),
                        op.getCeilMode() != 0, "(C2)", "(C3)"},
                       spatial(op.getX()), intsOf(op.getKernelShape()));
}

FailureOr<Window> anemone::onnx::windowOf(MaxPoolOp op) { return windowOfPool(op); }
FailureOr<Window> anemone::onnx::windowOf(AveragePoolOp op) { return windowOfPool(op); }
