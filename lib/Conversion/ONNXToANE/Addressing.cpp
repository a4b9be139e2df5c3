//===- Addressing.cpp - Elements and slices by their indices --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GatherElements, GatherND, ScatterElements and ScatterND run on the host: the
// engine has no gather and no scatter. A negative index counts from the end, in
// MIL as in ONNX.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

LogicalResult requireHost(EngineBuilder &engine) {
  if (engine.onHost())
    return success();
  return engine.refuse("it addresses elements by index, and the engine has no gather and no "
                       "scatter (ANE-C36)");
}

/// Extents before an axis, along it, and behind it. Any rank becomes 3.
Shape viewAbout(int64_t axis, ArrayRef<int64_t> shape) {
  return {numElements(shape.take_front(axis)), shape[axis],
          numElements(shape.drop_front(axis + 1))};
}

/// The elements of `data` that indices of shape `indices` along `axis` can reach: ONNX lets the
/// indices be fewer along any axis.
Value withinReach(Value data, ArrayRef<int64_t> indices, int64_t axis, EngineBuilder &engine) {
  for (int64_t other : llvm::seq<int64_t>(0, rankOf(data)))
    if (other != axis)
      data = engine.slice(data, other, 0, indices[other]);
  return data;
}

FailureOr<Value> lowerGatherElements(onnx::GatherElementsOp op, onnx::GatherElementsOp::Adaptor in,
                                     EngineBuilder &engine) {
  if (failed(requireHost(engine)))
    return failure();
  int64_t axis = positiveAxis(op.getAxis(), rankOf(in.getData()));
  ArrayRef<int64_t> shape = shapeOf(in.getIndices());
  Value data = withinReach(in.getData(), shape, axis, engine);
  data = engine.reshape(data, viewAbout(axis, shapeOf(data)));
  Value indices = engine.reshape(in.getIndices(), viewAbout(axis, shape));
  Value picked = ane::GatherAlongAxisOp::create(engine.getBuilder(), engine.getLoc(), data, indices,
                                                /*axis=*/1, /*validate_indices=*/false);
  return engine.reshape(picked, shape);
}

FailureOr<Value> lowerGatherND(onnx::GatherNDOp op, onnx::GatherNDOp::Adaptor in,
                               EngineBuilder &engine) {
  if (failed(requireHost(engine)))
    return failure();
  return Value(ane::GatherNdOp::create(engine.getBuilder(), engine.getLoc(), in.getData(),
                                       in.getIndices(), op.getBatchDims(),
                                       /*validate_indices=*/false));
}

/// MIL's word for a reduction; nothing where the elements cannot be combined.
FailureOr<StringRef> modeOf(StringRef reduction, Value data, EngineBuilder &engine) {
  if (reduction == "none")
    return StringRef("update");
  if (elementOf(data).isInteger(1))
    return LogicalResult(engine.refuse("it combines Booleans, expected numbers"));
  return reduction;
}

/// `inner`, which has replaced what `data` holds from the first element on, within the rest of it.
Value amidRest(Value inner, Value data, EngineBuilder &engine) {
  for (int64_t axis : llvm::seq<int64_t>(0, rankOf(data))) {
    int64_t have = shapeOf(inner)[axis], extent = shapeOf(data)[axis];
    if (have == extent)
      continue;
    Value rest = engine.slice(data, axis, have, extent - have);
    for (int64_t other : llvm::seq<int64_t>(axis + 1, rankOf(data)))
      rest = engine.slice(rest, other, 0, shapeOf(inner)[other]);
    inner = engine.concat({inner, rest}, axis);
  }
  return inner;
}

FailureOr<Value> lowerScatterElements(onnx::ScatterElementsOp op,
                                      onnx::ScatterElementsOp::Adaptor in, EngineBuilder &engine) {
  FailureOr<StringRef> mode = modeOf(op.getReduction(), in.getData(), engine);
  if (failed(requireHost(engine)) || failed(mode))
    return failure();
  int64_t axis = positiveAxis(op.getAxis(), rankOf(in.getData()));
  ArrayRef<int64_t> indices = shapeOf(in.getIndices());
  Value reached = withinReach(in.getData(), indices, axis, engine);
  Shape shape(shapeOf(reached)), view = viewAbout(axis, indices);
  Value scattered = ane::ScatterAlongAxisOp::create(
      engine.getBuilder(), engine.getLoc(), engine.reshape(reached, viewAbout(axis, shape)),
      engine.reshape(in.getIndices(), view), engine.reshape(in.getUpdates(), view), /*axis=*/1,
      *mode, /*validate_indices=*/false);
  return amidRest(engine.reshape(scattered, shape), in.getData(), engine);
}

FailureOr<Value> lowerScatterND(onnx::ScatterNDOp op, onnx::ScatterNDOp::Adaptor in,
                                EngineBuilder &engine) {
  FailureOr<StringRef> mode = modeOf(op.getReduction(), in.getData(), engine);
  if (failed(requireHost(engine)) || failed(mode))
    return failure();
  return Value(ane::ScatterNdOp::create(engine.getBuilder(), engine.getLoc(), in.getData(),
                                        in.getIndices(), in.getUpdates(), *mode,
                                        /*validate_indices=*/false));
}

} // namespace

void anemone::populateAddressingLowerings(Lowerings &set) {
  set.add<onnx::GatherElementsOp>(lowerGatherElements);
  set.add<onnx::GatherNDOp>(lowerGatherND);
  set.add<onnx::ScatterElementsOp>(lowerScatterElements);
  set.add<onnx::ScatterNDOp>(lowerScatterND);
}
