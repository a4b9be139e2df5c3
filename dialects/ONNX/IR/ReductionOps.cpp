//===- ReductionOps.cpp - Reductions --------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ReductionOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

// Defined below; the generated code calls them.
template <typename Adaptor>
static LogicalResult inferReduce(InferSite site, Adaptor adaptor, Types &types);
template <typename Adaptor>
static LogicalResult inferArgReduce(InferSite site, Adaptor adaptor, Types &types);

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/ReductionOps.cpp.inc"

void ONNXDialect::addReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/ReductionOps.cpp.inc"
      >();
}

static Shape dropAxes(const Shape &shape, ArrayRef<int64_t> axes, bool keep) {
  Shape result;
  for (auto [axis, extent] : llvm::enumerate(shape)) {
    bool reduced = llvm::is_contained(axes, static_cast<int64_t>(axis));
    if (!reduced || keep)
      result.push_back(reduced ? 1 : extent);
  }
  return result;
}

/// The axes that an operand names, from 0. No value inside: they are not constant.
static FailureOr<std::optional<Shape>> reducedAxes(InferSite site, Value axes, bool noop,
                                                   int64_t rank) {
  FailureOr<std::optional<Shape>> named =
      isAbsent(axes) ? std::optional(Shape()) : axesFromValue(site, axes, rank, "(C1)");
  if (failed(named) || !*named || !(*named)->empty() || noop)
    return named;
  return std::optional(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
}

template <typename Adaptor>
static LogicalResult inferReduce(InferSite site, Adaptor adaptor, Types &types) {
  MaybeShape shape = shapeOf(adaptor.getData());
  bool keep = adaptor.getKeepdims() != 0;
  if (shape) {
    FailureOr<std::optional<Shape>> axes =
        reducedAxes(site, adaptor.getAxes(), adaptor.getNoopWithEmptyAxes() != 0, shape->size());
    if (failed(axes))
      return failure();
    if (*axes)
      shape = dropAxes(*shape, **axes, keep);
    else if (keep)
      shape->assign(shape->size(), ShapedType::kDynamic);
    else
      shape = std::nullopt;
  }
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getData())));
  return success();
}

template <typename Adaptor>
static LogicalResult inferArgReduce(InferSite site, Adaptor adaptor, Types &types) {
  MaybeShape shape = shapeOf(adaptor.getData());
  if (shape) {
    FailureOr<int64_t> axis = normalizeAxis(site, adaptor.getAxis(), shape->size());
    if (failed(axis))
      return failure();
    shape = dropAxes(*shape, *axis, adaptor.getKeepdims() != 0);
  }
  types.push_back(tensorOf(shape, IntegerType::get(adaptor.getData().getContext(), 32)));
  return success();
}
