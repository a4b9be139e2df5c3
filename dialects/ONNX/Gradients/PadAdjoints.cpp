//===- PadAdjoints.cpp - The derivative of Pad ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each row of a padded axis shows a row of the operand, or nothing of it. Rows
// that follow each other show a range, a range from behind, or one row again and
// again; each such run is a slice, reversed or summed, and put in its place.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

namespace {

/// One axis of a Pad: what is removed from the operand, then what is added.
struct PaddedAxis {
  int64_t axis, extent, before, after;
  StringRef mode;

  /// For each row of the result the row of the operand that it shows; -1: none.
  SmallVector<int64_t> sources() const;
};

/// Rows that show first, first + step, ... ; the step is -1, 0 or 1.
struct Run {
  int64_t begin, count, first, step;
};

} // namespace

/// Where `position` lies after reflection at both ends.
static int64_t reflected(int64_t position, int64_t extent) {
  int64_t period = std::max<int64_t>(2 * (extent - 1), 1);
  position = ((position % period) + period) % period;
  return position < extent ? position : period - position;
}

static int64_t sourceOf(int64_t position, int64_t extent, StringRef mode) {
  if (position >= 0 && position < extent)
    return position;
  if (mode == "wrap")
    return ((position % extent) + extent) % extent;
  if (mode == "edge")
    return std::clamp<int64_t>(position, 0, extent - 1);
  return mode == "reflect" ? reflected(position, extent) : -1;
}

SmallVector<int64_t> PaddedAxis::sources() const {
  int64_t cut = std::max<int64_t>(-before, 0), added = std::max<int64_t>(before, 0);
  int64_t left = extent - cut - std::max<int64_t>(-after, 0);
  SmallVector<int64_t> rows;
  for (int64_t row : llvm::seq(extent + before + after)) {
    int64_t source = left > 0 ? sourceOf(row - added, left, mode) : -1;
    rows.push_back(source < 0 ? source : source + cut);
  }
  return rows;
}

static SmallVector<Run> runsOf(ArrayRef<int64_t> sources) {
  SmallVector<Run> runs;
  int64_t rows = sources.size(), next = 0;
  for (int64_t begin = 0; begin < rows; begin = next) {
    next = begin + 1;
    if (sources[begin] < 0)
      continue;
    int64_t step = next < rows && sources[next] >= 0 ? sources[next] - sources[begin] : 1;
    step = std::abs(step) <= 1 ? step : 1;
    while (next < rows && sources[next] >= 0 && sources[next] - sources[next - 1] == step)
      ++next;
    runs.push_back({begin, next - begin, sources[begin], step});
  }
  return runs;
}

/// The gradient of the operand along one axis; null where none of it is shown.
static Value gather(Value grad, const PaddedAxis &padded, AdjointBuilder &build) {
  Value sum;
  int64_t axis = padded.axis;
  for (const Run &run : runsOf(padded.sources())) {
    Value part = build.slice(grad, axis, run.begin, run.begin + run.count);
    int64_t first = run.first;
    if (run.step == 0 && run.count > 1)
      part = build.sumAlong(part, {axis});
    if (run.step < 0) {
      part = build.reverse(part, axis);
      first -= run.count - 1;
    }
    part = build.pad(part, axis, first, padded.extent - first - extentsOf(part)[axis]);
    sum = sum ? build.add(sum, part) : part;
  }
  return sum;
}

/// What is added has the gradient of the whole but that of the rows that are shown.
static void giveToConstant(PadOp op, Value total, Value shown, AdjointBuilder &build) {
  if (op.getMode() != "constant" || isAbsent(op.getConstantValue()))
    return;
  if (shown)
    total = build.sub(total, build.sum(shown, llvm::to_vector(llvm::seq(rankOf(shown)))));
  build.give(2, build.reshape(total, extentsOf(op.getConstantValue())));
}

static LogicalResult adjoint(PadOp op, AdjointBuilder &build) {
  int64_t rank = rankOf(op.getData());
  auto pads = constantInts(op.getPads()), axes = constantInts(op.getAxes());
  if (isAbsent(op.getAxes()))
    axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  if (!pads || !axes)
    return op.emitOpError("has pads or axes that are known only at run time, and then no "
                          "derivative; make them constants");
  Value grad = build.grad(), total = build.sum(grad, llvm::to_vector(llvm::seq(rank)));
  for (auto [i, axis] : llvm::enumerate(*axes)) {
    int64_t place = axis < 0 ? axis + rank : axis;
    grad = gather(grad,
                  {place, extentsOf(op.getData())[place], (*pads)[i], (*pads)[i + axes->size()],
                   op.getMode()},
                  build);
    if (!grad)
      break;
  }
  giveToConstant(op, total, grad, build);
  if (grad)
    build.give(0, grad);
  return success();
}

void anemone::onnx::addPadAdjoints(MLIRContext *context) { addAdjoint<PadOp, adjoint>(context); }
