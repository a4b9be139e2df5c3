//===- Indexing.cpp - Slices, joins, pads and gathers ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

//===--- Slice, Split, Concat ---===//

/// The axes that a list of them names, or the first `count` where it is absent; nothing where it is
/// not constant.
std::optional<Shape> axesOr(Value axes, size_t count, int64_t rank) {
  if (isAbsent(axes))
    return Shape(llvm::seq<int64_t>(0, count).begin(), llvm::seq<int64_t>(0, count).end());
  auto given = constantInts(axes);
  if (given)
    for (int64_t &axis : *given)
      axis = positiveAxis(axis, rank);
  return given;
}

FailureOr<Value> lowerSlice(onnx::SliceOp op, onnx::SliceOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getData();
  auto starts = constantInts(op.getStarts()), ends = constantInts(op.getEnds());
  if (!starts || !ends)
    return engine.refuse("its bounds are known only at run time");
  auto axes = axesOr(op.getAxes(), starts->size(), rankOf(x));
  auto steps = isAbsent(op.getSteps()) ? Shape(starts->size(), 1) : constantInts(op.getSteps());
  if (!axes || !steps)
    return engine.refuse("its axes or steps are known only at run time");
  ArrayRef<int64_t> result = shapeOf(op.getOutput());
  Shape begins(rankOf(x), 0), sizes(shapeOf(x));
  for (auto [start, axis, step] : llvm::zip_equal(*starts, *axes, *steps)) {
    int64_t extent = shapeOf(x)[axis];
    int64_t begin = start < 0 ? start + extent : start;
    begin = step > 0 ? std::clamp<int64_t>(begin, 0, extent)
                     : std::clamp<int64_t>(begin, 0, extent - 1);
    if (step != 1) {
      x = engine.strided(x, axis, begin, step, result[axis]);
      begin = 0;
    }
    begins[axis] = begin;
    sizes[axis] = result[axis];
  }
  return engine.slice(x, begins, sizes);
}

FailureOr<Value> lowerConcat(onnx::ConcatOp op, onnx::ConcatOp::Adaptor in, EngineBuilder &engine) {
  SmallVector<Value> values(in.getInputs());
  int64_t axis = positiveAxis(op.getAxis(), rankOf(values.front()));
  if (failed(requireExactInHalf(values.front(), engine)) ||
      failed(engine.requireJoinable(shapeOf(op.getResult()), axis)))
    return failure();
  return engine.concat(values, axis);
}

/// The only operation of several results.
FailureOr<LoweredValues> lowerSplit(onnx::SplitOp op, onnx::SplitOp::Adaptor in,
                                    EngineBuilder &engine) {
  Value x = in.getInput();
  int64_t axis = positiveAxis(op.getAxis(), rankOf(x)), begin = 0;
  LoweredValues parts;
  for (Value output : op.getOutputs()) {
    int64_t size = shapeOf(output)[axis];
    parts.push_back(engine.slice(x, axis, begin, size));
    begin += size;
  }
  return parts;
}

//===--- Pad ---===//

/// The element that a padded axis shows at `position`, counted from the first element of the
/// operand.
int64_t mirrored(int64_t position, int64_t extent) {
  int64_t period = std::max<int64_t>(2 * (extent - 1), 1);
  position = ((position % period) + period) % period;
  return position < extent ? position : period - position;
}

/// MIL's gather takes negative indices as ONNX's does: they count from the end.
Value gatherOnHost(Value x, Value indices, int64_t axis, EngineBuilder &engine) {
  return ane::GatherOp::create(engine.getBuilder(), engine.getLoc(), x, indices, axis,
                               /*batch_dims=*/0, /*validate_indices=*/false);
}

/// The element of the operand that a padded axis shows at `position`.
int64_t sourceOf(int64_t position, int64_t extent, StringRef mode) {
  if (mode == "wrap")
    return ((position % extent) + extent) % extent;
  if (mode == "edge")
    return std::clamp<int64_t>(position, 0, extent - 1);
  return mirrored(position, extent);
}

/// Pads that the engine's pad cannot do, and those of integers, pick each element by its index.
Value padByPicking(Value x, int64_t axis, int64_t before, int64_t after, StringRef mode,
                   EngineBuilder &engine) {
  int64_t extent = shapeOf(x)[axis], rows = before + extent + after;
  SmallVector<int32_t> sources;
  for (int64_t row : llvm::seq(rows))
    sources.push_back(sourceOf(row - before, extent, mode));
  if (engine.onHost()) {
    Builder &builder = engine.getBuilder();
    auto type = RankedTensorType::get({rows}, builder.getI32Type());
    Value indices = ane::ConstantOp::create(engine.getBuilder(), engine.getLoc(), type,
                                            DenseElementsAttr::get(type, ArrayRef(sources)));
    return gatherOnHost(x, indices, axis, engine);
  }
  SmallVector<float> matrix(rows * extent, 0);
  for (auto [row, source] : llvm::enumerate(sources))
    matrix[row * extent + source] = 1;
  return engine.applyMatrix(x, axis, matrix, rows);
}

Value padAxis(Value x, int64_t axis, int64_t before, int64_t after, StringRef mode, double fill,
              EngineBuilder &engine) {
  // A negative amount removes elements, before anything is added.
  int64_t cutFront = std::max<int64_t>(-before, 0), cutBack = std::max<int64_t>(-after, 0);
  x = engine.slice(x, axis, cutFront, shapeOf(x)[axis] - cutFront - cutBack);
  before = std::max<int64_t>(before, 0);
  after = std::max<int64_t>(after, 0);
  int64_t extent = shapeOf(x)[axis];
  if (before == 0 && after == 0)
    return x;
  if (mode == "constant")
    return engine.pad(x, axis, before, after, fill);
  bool isFloat = isa<FloatType>(elementOf(x));
  if (mode == "edge" && isFloat)
    return engine.extend(x, axis, before, after, "replicate");
  if (mode == "reflect" && isFloat && before < extent && after < extent)
    return engine.extend(x, axis, before, after, "reflect");
  return padByPicking(x, axis, before, after, mode, engine);
}

FailureOr<Value> lowerPad(onnx::PadOp op, onnx::PadOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getData();
  if (failed(requireExactInHalf(x, engine)))
    return failure();
  auto pads = constantInts(op.getPads());
  if (!pads)
    return engine.refuse("its pads are known only at run time");
  auto axes = axesOr(op.getAxes(), pads->size() / 2, rankOf(x));
  if (!axes)
    return engine.refuse("its axes are known only at run time");
  double fill = 0;
  if (!isAbsent(op.getConstantValue()) && op.getMode() == "constant") {
    auto value = constantNumbers(op.getConstantValue(), engine);
    if (!value)
      return engine.refuse("its constant_value is known only at run time");
    fill = value->front();
  }
  if (!isa<FloatType>(elementOf(x)) && op.getMode() != "constant" && !engine.onHost())
    return engine.refuse("it repeats integers, and the engine computes in fp16");
  // A whole constant pad is one operation.
  Shape before(rankOf(x), 0), after(rankOf(x), 0);
  for (auto [i, axis] : llvm::enumerate(*axes)) {
    before[axis] = (*pads)[i];
    after[axis] = (*pads)[i + axes->size()];
  }
  bool onlyAdds = llvm::all_of(*pads, [](int64_t amount) { return amount >= 0; });
  if (op.getMode() == "constant" && onlyAdds)
    return engine.pad(x, before, after, fill);
  for (int64_t axis : llvm::seq<int64_t>(0, rankOf(x)))
    x = padAxis(x, axis, before[axis], after[axis], op.getMode(), fill, engine);
  return x;
}

//===--- Gather: on the engine by constant indices, as slices or as a product with a matrix ---===//

/// The common distance of the indices, where they have one.
std::optional<int64_t> commonStep(ArrayRef<int64_t> indices) {
  int64_t step = indices.size() > 1 ? indices[1] - indices[0] : 1;
  for (size_t i = 1; i < indices.size(); ++i)
    if (indices[i] - indices[i - 1] != step)
      return std::nullopt;
  return step == 0 ? std::nullopt : std::optional(step);
}

FailureOr<Value> lowerGather(onnx::GatherOp op, onnx::GatherOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getData();
  auto indices = constantInts(op.getIndices());
  int64_t axis = positiveAxis(op.getAxis(), rankOf(x)), extent = shapeOf(x)[axis];
  if (!indices && engine.onHost())
    return gatherOnHost(x, in.getIndices(), axis, engine);
  if (!indices)
    return engine.refuse("its indices are known only at run time, and the engine has no gather "
                         "(ANE-C36)");
  for (int64_t &index : *indices)
    index = positiveAxis(index, extent);
  ArrayRef<int64_t> result = shapeOf(op.getOutput());
  if (auto step = commonStep(*indices))
    return engine.reshape(engine.strided(x, axis, indices->front(), *step, indices->size()),
                          result);
  if (engine.onHost())
    return gatherOnHost(x, in.getIndices(), axis, engine);
  if (!isa<FloatType>(elementOf(x)))
    return engine.refuse("it picks integers in no regular order, and the engine computes in fp16");
  SmallVector<float> matrix(indices->size() * extent, 0);
  for (auto [row, index] : llvm::enumerate(*indices))
    matrix[row * extent + index] = 1;
  return engine.reshape(engine.applyMatrix(x, axis, matrix, indices->size()), result);
}

} // namespace

void anemone::populateIndexingLowerings(Lowerings &set) {
  set.add<onnx::SliceOp>(lowerSlice);
  set.add<onnx::ConcatOp>(lowerConcat);
  set.add<onnx::PadOp>(lowerPad);
  set.add<onnx::GatherOp>(lowerGather);
  set.addOfSeveral<onnx::SplitOp>(lowerSplit);
}
