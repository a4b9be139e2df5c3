//===- NNOps.cpp - Windows, normalization, products -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/NNOps.h"
#include "dialects/ONNX/IR/WindowInference.h"

using namespace mlir;
using namespace anemone::onnx;

// Defined below; the generated code calls it.
template <typename Adaptor>
static LogicalResult inferPool(InferSite site, Adaptor adaptor, Types &types);

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/NNOps.cpp.inc"

void ONNXDialect::addNNOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/NNOps.cpp.inc"
      >();
}

static bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

static LogicalResult checkConvRanks(InferSite site, const Shape &x, const Shape &w) {
  if (x.size() == w.size() && x.size() >= 3)
    return success();
  return site.fail("(C1) expects X and W of one rank, at least 3, got " + toString(MaybeShape(x)) +
                   " and " + toString(MaybeShape(w)));
}

static LogicalResult checkBias(InferSite site, Value bias, int64_t filters) {
  MaybeShape shape = isAbsent(bias) ? std::nullopt : shapeOf(bias);
  if (!shape || (shape->size() == 1 && !differ(shape->front(), filters)))
    return success();
  return site.fail("(C3) expects a bias of shape " +
                   (isDynamic(filters) ? Twine("?") : Twine(filters)) + ", got " + toString(shape));
}

static LogicalResult checkKernel(InferSite site, std::optional<ArrayAttr> named,
                                 ArrayRef<int64_t> kernel) {
  Shape shape = named ? intsOf(*named) : Shape(kernel);
  if (shape.size() != kernel.size() || llvm::any_of(llvm::zip(shape, kernel), [](auto pair) {
        return differ(std::get<0>(pair), std::get<1>(pair));
      }))
    return site.fail("(C4) expects kernel_shape to repeat the kernel " +
                     toString(MaybeShape(Shape(kernel))) + " of W, got " + listOf(shape));
  return success();
}

/// What a convolution needs of its operands apart from the channels. True where
/// the ranks of X and W are known.
static FailureOr<bool> checkConvOperands(InferSite site, ValueRange operands,
                                         std::optional<ArrayAttr> kernelShape) {
  if (failed(checkElementTypes(site, operands, "(C7)")))
    return failure();
  MaybeShape x = shapeOf(operands[0]), w = shapeOf(operands[1]);
  if (!x || !w)
    return false;
  if (failed(checkConvRanks(site, *x, *w)) ||
      failed(checkKernel(site, kernelShape, ArrayRef(*w).drop_front(2))))
    return failure();
  return true;
}

LogicalResult ConvOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                       Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  FailureOr<bool> known = checkConvOperands(site, adaptor.getOperands(), adaptor.getKernelShape());
  if (failed(known))
    return failure();
  Type element = elementTypeOf(adaptor.getX());
  if (!*known) {
    types.push_back(tensorOf(std::nullopt, element));
    return success();
  }
  Shape x = *shapeOf(adaptor.getX()), w = *shapeOf(adaptor.getW());
  int64_t group = adaptor.getGroup();
  if (group < 1 || (!isDynamic(w[1]) && differ(x[1], w[1] * group)) ||
      (!isDynamic(w[0]) && w[0] % group != 0))
    return site.fail("(C2) expects " + Twine(group) + " groups of the channels of W " +
                     toString(MaybeShape(w)) + " to make those of X " + toString(MaybeShape(x)) +
                     " and to divide its filters");
  if (failed(checkBias(site, adaptor.getB(), w[0])))
    return failure();
  FailureOr<Shape> window =
      inferWindow(site,
                  {adaptor.getAutoPad(), adaptor.getStrides(), adaptor.getDilations(),
                   adaptor.getPads(), false, "(C5)", "(C6)"},
                  ArrayRef(x).drop_front(2), ArrayRef(w).drop_front(2));
  if (failed(window))
    return failure();
  Shape result = {x[0], w[0]};
  llvm::append_range(result, *window);
  types.push_back(tensorOf(result, element));
  return success();
}

LogicalResult ConvTransposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                                Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  FailureOr<bool> known = checkConvOperands(site, adaptor.getOperands(), adaptor.getKernelShape());
  if (failed(known))
    return failure();
  Type element = elementTypeOf(adaptor.getX());
  if (!*known) {
    types.push_back(tensorOf(std::nullopt, element));
    return success();
  }
  Shape x = *shapeOf(adaptor.getX()), w = *shapeOf(adaptor.getW());
  int64_t group = adaptor.getGroup();
  if (group < 1 || differ(x[1], w[0]) || (!isDynamic(w[0]) && w[0] % group != 0))
    return site.fail("(C2) expects " + Twine(group) + " groups of the first extent of W " +
                     toString(MaybeShape(w)) + ", which is the channels of X " +
                     toString(MaybeShape(x)));
  int64_t filters = isDynamic(w[1]) ? w[1] : w[1] * group;
  if (failed(checkBias(site, adaptor.getB(), filters)))
    return failure();
  FailureOr<Shape> window =
      inferTransposedWindow(site,
                            {adaptor.getAutoPad(), adaptor.getStrides(), adaptor.getDilations(),
                             adaptor.getPads(), false, "(C5)", "(C6)"},
                            adaptor.getOutputPadding(), adaptor.getOutputShape(),
                            ArrayRef(x).drop_front(2), ArrayRef(w).drop_front(2));
  if (failed(window))
    return failure();
  Shape result = {x[0], filters};
  llvm::append_range(result, *window);
  types.push_back(tensorOf(result, element));
  return success();
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

template <typename Adaptor>
static LogicalResult inferPool(InferSite site, Adaptor adaptor, Types &types) {
  Type element = elementTypeOf(adaptor.getX());
  MaybeShape shape = shapeOf(adaptor.getX());
  Shape kernel = intsOf(adaptor.getKernelShape());
  if (shape && (shape->size() < 3 || kernel.size() != shape->size() - 2))
    return site.fail("(C1) expects X of rank 3 at least and kernel_shape with one entry for each "
                     "spatial axis, got " +
                     toString(shape) + " and " + listOf(kernel));
  if (llvm::any_of(kernel, [](int64_t extent) { return extent < 1 || extent > INT32_MAX; }))
    return site.fail("(C1) expects positive entries in kernel_shape that fit an i32, got " +
                     listOf(kernel));
  ArrayRef<int64_t> input = shape ? ArrayRef(*shape).drop_front(2) : ArrayRef<int64_t>();
  FailureOr<Shape> window =
      inferWindow(site,
                  {adaptor.getAutoPad(), adaptor.getStrides(), adaptor.getDilations(),
                   adaptor.getPads(), adaptor.getCeilMode() != 0, "(C2)", "(C3)"},
                  input, kernel);
  if (failed(window))
    return failure();
  if (shape)
    llvm::copy(*window, shape->begin() + 2);
  types.push_back(tensorOf(shape, element));
  return success();
}

LogicalResult anemone::onnx::inferGlobalPool(InferSite site, ValueRange operands, Types &types) {
  MaybeShape shape = shapeOf(operands[0]);
  if (shape && shape->size() < 3)
    return site.fail("(C1) expects X of rank 3 at least, got " + toString(shape));
  if (shape)
    std::fill(shape->begin() + 2, shape->end(), 1);
  types.push_back(tensorOf(shape, elementTypeOf(operands[0])));
  return success();
}

//===----------------------------------------------------------------------===//
// Normalization
//===----------------------------------------------------------------------===//

static LogicalResult inferPerChannel(InferSite site, ValueRange operands, size_t leastRank,
                                     Types &types) {
  MaybeShape shape = shapeOf(operands[0]);
  if (shape && shape->size() < leastRank)
    return site.fail("(C1) expects a tensor of rank " + Twine(leastRank) + " at least, got " +
                     toString(shape));
  int64_t channels = !shape ? ShapedType::kDynamic : shape->size() == 1 ? 1 : (*shape)[1];
  for (Value operand : operands.drop_front()) {
    MaybeShape vector = shapeOf(operand);
    if (vector && (vector->size() != 1 || differ(vector->front(), channels)))
      return site.fail("(C1) expects one element for each channel of " + toString(shape) +
                       ", got " + toString(vector));
  }
  types.push_back(operands[0].getType());
  return success();
}

LogicalResult anemone::onnx::inferBatchNorm(InferSite site, ValueRange operands, Types &types) {
  return inferPerChannel(site, operands, 1, types);
}

LogicalResult anemone::onnx::inferInstanceNorm(InferSite site, ValueRange operands, Types &types) {
  return inferPerChannel(site, operands, 3, types);
}

LogicalResult BatchNormalizationOp::verify() {
  if (getTrainingMode() != 0)
    return emitOpError("(C2) expects training_mode = 0: a training step is derived by the "
                       "compiler, not imported");
  return success();
}

LogicalResult LayerNormalizationOp::inferReturnTypes(MLIRContext *,
                                                     std::optional<Location> location,
                                                     Adaptor adaptor,
                                                     SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getX());
  if (shape && failed(normalizeAxis(site, adaptor.getAxis(), shape->size())))
    return failure();
  for (Value operand : {adaptor.getScale(), adaptor.getB()})
    if (!isAbsent(operand) && !broadcastsTo(shapeOf(operand), shape))
      return site.fail("(C2) cannot broadcast " + toString(shapeOf(operand)) + " to " +
                       toString(shape));
  types.push_back(adaptor.getX().getType());
  return success();
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

LogicalResult GemmOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                       Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkElementTypes(site, adaptor.getOperands(), "(C4)")))
    return failure();
  MaybeShape a = shapeOf(adaptor.getA()), b = shapeOf(adaptor.getB());
  if ((a && a->size() != 2) || (b && b->size() != 2))
    return site.fail("(C1) expects matrices, got " + toString(a) + " and " + toString(b));
  bool transA = adaptor.getTransA() != 0, transB = adaptor.getTransB() != 0;
  if (a && b && differ((*a)[!transA], (*b)[transB]))
    return site.fail("(C2) contracts " + Twine((*a)[!transA]) + " elements of A with " +
                     Twine((*b)[transB]) + " of B");
  Shape result = {a ? (*a)[transA] : ShapedType::kDynamic,
                  b ? (*b)[!transB] : ShapedType::kDynamic};
  if (!isAbsent(adaptor.getC()) && !broadcastsTo(shapeOf(adaptor.getC()), result))
    return site.fail("(C3) cannot broadcast C " + toString(shapeOf(adaptor.getC())) +
                     " to the product " + toString(MaybeShape(result)));
  types.push_back(tensorOf(result, elementTypeOf(adaptor.getA())));
  return success();
}

/// The shape of a matrix product of two tensors that are not scalars.
static FailureOr<MaybeShape> matMulShape(InferSite site, Shape a, Shape b) {
  bool row = a.size() == 1, column = b.size() == 1;
  if (row)
    a.insert(a.begin(), 1);
  if (column)
    b.push_back(1);
  if (differ(a.back(), b[b.size() - 2])) {
    return site.fail("(C2) contracts " + Twine(a.back()) + " elements of A with " +
                     Twine(b[b.size() - 2]) + " of B");
  }
  FailureOr<MaybeShape> result =
      broadcast(site, Shape(ArrayRef(a).drop_back(2)), Shape(ArrayRef(b).drop_back(2)), "(C3)");
  if (failed(result))
    return failure();
  if (!row)
    (*result)->push_back(a[a.size() - 2]);
  if (!column)
    (*result)->push_back(b.back());
  return result;
}

LogicalResult anemone::onnx::inferMatMul(InferSite site, ValueRange operands, Types &types) {
  if (failed(checkElementTypes(site, operands, "(C4)")))
    return failure();
  MaybeShape a = shapeOf(operands[0]), b = shapeOf(operands[1]), result;
  if ((a && a->empty()) || (b && b->empty()))
    return site.fail("(C1) expects tensors of rank 1 at least, got " + toString(a) + " and " +
                     toString(b));
  if (a && b) {
    FailureOr<MaybeShape> shape = matMulShape(site, *a, *b);
    if (failed(shape))
      return failure();
    result = *shape;
  }
  types.push_back(tensorOf(result, elementTypeOf(operands[0])));
  return success();
}
