//===- AttentionInference.cpp - Types of attention ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything is brought to rank 4, [batch, heads, sequence, head size], and
// compared there.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FusedOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

static bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

/// What is known of one extent that two tensors share.
static int64_t known(int64_t a, int64_t b) { return isDynamic(a) ? b : a; }

/// A tensor as of rank 4, checking (C2).
static FailureOr<Shape> splitHeads(InferSite site, const Shape &shape,
                                   std::optional<int64_t> heads) {
  if (heads && *heads < 1)
    return site.fail("(C2) expects a positive number of heads, got " + Twine(*heads));
  if (shape.size() == 4) {
    if (heads && differ(shape[1], *heads))
      return site.fail("(C2) expects " + Twine(*heads) + " heads at axis 1 of " +
                       toString(MaybeShape(shape)));
    return shape;
  }
  if (!isDynamic(shape[2]) && shape[2] % *heads != 0)
    return site.fail("(C2) cannot divide the last extent of " + toString(MaybeShape(shape)) +
                     " into " + Twine(*heads) + " heads");
  return Shape{shape[0], *heads, shape[1], isDynamic(shape[2]) ? shape[2] : shape[2] / *heads};
}

/// Checks (C3) and that the heads of the keys divide those of the queries.
static LogicalResult checkHeads(InferSite site, const Shape &q, const Shape &k, const Shape &v) {
  if (differ(q[0], k[0]) || differ(k[0], v[0]) || differ(q[3], k[3]) || differ(k[2], v[2]) ||
      differ(k[1], v[1]))
    return site.fail("(C3) cannot attend with queries " + toString(MaybeShape(q)) + ", keys " +
                     toString(MaybeShape(k)) + " and values " + toString(MaybeShape(v)));
  if (!isDynamic(q[1]) && !isDynamic(k[1]) && (k[1] == 0 || q[1] % k[1] != 0))
    return site.fail("(C2) cannot share " + Twine(k[1]) + " heads of keys among " + Twine(q[1]) +
                     " heads of queries");
  return success();
}

/// The keys or values with their past, checking (C6).
static FailureOr<Shape> appendPast(InferSite site, Value past, Shape present) {
  if (isAbsent(past))
    return present;
  MaybeShape shape = shapeOf(past);
  if (!shape) {
    present[2] = ShapedType::kDynamic;
    return present;
  }
  if (shape->size() != 4 || differ((*shape)[0], present[0]) || differ((*shape)[1], present[1]) ||
      differ((*shape)[3], present[3]))
    return site.fail("(C6) cannot put a past of " + toString(shape) + " before " +
                     toString(MaybeShape(present)));
  bool counts = !isDynamic((*shape)[2]) && !isDynamic(present[2]);
  present[2] = counts ? (*shape)[2] + present[2] : ShapedType::kDynamic;
  return present;
}

static LogicalResult checkAttributes(InferSite site, AttentionOp::Adaptor adaptor) {
  int64_t mode = adaptor.getQkMatmulOutputMode();
  if (mode < 0 || mode > 3)
    return site.fail("(C7) expects qk_matmul_output_mode in [0, 3], got " + Twine(mode));
  if (isAbsent(adaptor.getPastKey()) != isAbsent(adaptor.getPastValue()))
    return site.fail("(C6) expects past_key and past_value, or neither");
  SmallVector<Value> floats = {adaptor.getQ(), adaptor.getK(), adaptor.getV(), adaptor.getPastKey(),
                               adaptor.getPastValue()};
  Value mask = adaptor.getAttnMask();
  if (!isAbsent(mask) && !elementTypeOf(mask).isInteger(1))
    floats.push_back(mask);
  return checkElementTypes(site, floats, "(C4)");
}

/// The shapes of the four results of operands whose ranks are known.
static FailureOr<SmallVector<Shape>> attentionShapes(InferSite site, AttentionOp::Adaptor adaptor) {
  Shape shape = *shapeOf(adaptor.getQ());
  auto q = splitHeads(site, shape, adaptor.getQNumHeads());
  auto k = splitHeads(site, *shapeOf(adaptor.getK()), adaptor.getKvNumHeads());
  auto v = splitHeads(site, *shapeOf(adaptor.getV()), adaptor.getKvNumHeads());
  if (failed(q) || failed(k) || failed(v) || failed(checkHeads(site, *q, *k, *v)))
    return failure();
  k = appendPast(site, adaptor.getPastKey(), *k);
  v = appendPast(site, adaptor.getPastValue(), *v);
  if (failed(k) || failed(v))
    return failure();
  int64_t total = known((*k)[2], (*v)[2]);
  if (differ((*k)[2], (*v)[2]))
    return site.fail("(C6) expects pasts of one length, got " + Twine((*k)[2]) + " keys and " +
                     Twine((*v)[2]) + " values");
  Shape scores = {(*q)[0], (*q)[1], (*q)[2], total};
  Value mask = adaptor.getAttnMask();
  if (!isAbsent(mask) && !broadcastsTo(shapeOf(mask), scores))
    return site.fail("(C5) cannot broadcast the mask " + toString(shapeOf(mask)) +
                     " to the scores " + toString(MaybeShape(scores)));
  Shape y = {(*q)[0], (*q)[1], (*q)[2], (*v)[3]};
  if (shape.size() == 3)
    y = {y[0], y[2], isDynamic(y[3]) ? y[3] : y[1] * y[3]};
  return SmallVector<Shape>{y, *k, *v, scores};
}

LogicalResult AttentionOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                            Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkAttributes(site, adaptor)))
    return failure();
  Type element = elementTypeOf(adaptor.getQ());
  MaybeShape q = shapeOf(adaptor.getQ()), k = shapeOf(adaptor.getK()), v = shapeOf(adaptor.getV());
  if (!q || !k || !v) {
    types.append(4, tensorOf(std::nullopt, element));
    return success();
  }
  bool split = q->size() == 3 && adaptor.getQNumHeads() && adaptor.getKvNumHeads();
  if (q->size() != k->size() || k->size() != v->size() || (q->size() != 4 && !split))
    return site.fail("(C1) expects Q, K and V of rank 4, or of rank 3 with q_num_heads and "
                     "kv_num_heads, got " +
                     toString(q) + ", " + toString(k) + " and " + toString(v));
  FailureOr<SmallVector<Shape>> shapes = attentionShapes(site, adaptor);
  if (failed(shapes))
    return failure();
  for (const Shape &shape : *shapes)
    types.push_back(tensorOf(shape, element));
  return success();
}
