//===- DecomposeAttention.cpp - Attention in plain operations -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

/// [batch, sequence, heads * size] as [batch, heads, sequence, size].
static Value splitHeads(Value x, int64_t heads, PlainBuilder &build) {
  if (rankOf(x) == 4)
    return x;
  ArrayRef<int64_t> shape = extentsOf(x);
  Value split = build.reshape(x, {shape[0], shape[1], heads, shape[2] / heads});
  return build.transpose(split, {0, 2, 1, 3});
}

/// The inverse, for a result of rank 3.
static Value joinHeads(Value x, ArrayRef<int64_t> result, PlainBuilder &build) {
  return result.size() == 4 ? x : build.reshape(build.transpose(x, {0, 2, 1, 3}), result);
}

static Value appendTo(Value past, Value x, PlainBuilder &build) {
  return isAbsent(past) ? x : build.concat({past, x}, 2);
}

/// What is added to the scores; null where nothing is masked. A query sees the
/// `past` and the keys up to its own place. An infinity never enters: a row of
/// nothing else has no softmax.
static Value makeBias(AttentionOp op, int64_t past, Value scores, PlainBuilder &build) {
  Value mask = op.getAttnMask();
  int64_t rows = extentsOf(scores)[2], columns = extentsOf(scores)[3];
  auto isSeen = [&](int64_t row, int64_t column) { return column <= row + past; };
  bool causal = op.getIsCausal() != 0;
  if (isAbsent(mask))
    return causal ? build.choiceMatrix(rows, columns, isSeen, 0, kMasked, scores) : Value();
  Value masked = build.scalar(kMasked, scores);
  Value seen = causal ? build.truthMatrix(rows, columns, isSeen) : Value();
  if (elementOf(mask).isInteger(1))
    return build.where(causal ? build.conjunction(mask, seen) : mask, build.scalar(0, scores),
                       masked);
  Value bias = build.max(mask, kMasked);
  return causal ? build.where(seen, bias, masked) : bias;
}

/// Each head of keys or values serves several heads of rows: those of all of them
/// are the rows of one product, so that nothing has to be repeated.
static Value multiplyByHead(Value rows, Value shared, PlainBuilder &build) {
  ArrayRef<int64_t> a = extentsOf(rows), b = extentsOf(shared);
  Extents result = {a[0], a[1], a[2], b[3]};
  Value grouped = build.reshape(rows, {a[0], b[1], a[1] / b[1] * a[2], a[3]});
  return build.reshape(build.matmul(grouped, shared), result);
}

Replacements anemone::onnx::decompose(AttentionOp op, PlainBuilder &build) {
  if (!isAbsent(op.getNonpadKvSeqlen()))
    return op.emitOpError("has nonpad_kv_seqlen, lengths that are known only at run time: export "
                          "the model with attn_mask in its place");
  ArrayRef<int64_t> grid = extentsOf(op.getQkMatmulOutput()).take_back(2);
  if (op.getIsCausal() && failed(checkConstant(op, grid[0], grid[1])))
    return failure();
  int64_t queryHeads = extentsOf(op.getQkMatmulOutput())[1];
  int64_t keyHeads = extentsOf(op.getPresentKey())[1];
  Value q = splitHeads(op.getQ(), queryHeads, build);
  Value key = appendTo(op.getPastKey(), splitHeads(op.getK(), keyHeads, build), build);
  Value value = appendTo(op.getPastValue(), splitHeads(op.getV(), keyHeads, build), build);
  double scale = op.getScale() ? op.getScale()->convertToDouble()
                               : 1 / std::sqrt(static_cast<double>(extentsOf(q)[3]));
  // Scaled before the product, whose sums are then as small as the scores.
  Value scores = multiplyByHead(build.mul(q, scale), build.transpose(key, {0, 1, 3, 2}), build);
  SmallVector<Value, 4> stages = {scores};
  if (double cap = op.getSoftcap().convertToDouble(); cap != 0)
    scores = build.mul(build.tanh(build.mul(scores, 1 / cap)), cap);
  stages.push_back(scores);
  int64_t past = isAbsent(op.getPastKey()) ? 0 : extentsOf(op.getPastKey())[2];
  if (Value bias = makeBias(op, past, scores, build))
    scores = build.add(scores, bias);
  stages.push_back(scores);
  Value weights = build.softmax(scores);
  stages.push_back(weights);
  Value y = multiplyByHead(weights, value, build);
  return SmallVector<Value>{joinHeads(y, extentsOf(op.getY()), build), key, value,
                            stages[op.getQkMatmulOutputMode()]};
}

//===----------------------------------------------------------------------===//
// Rotary embedding
//===----------------------------------------------------------------------===//

/// A cache as [batch, 1, sequence, columns] for heads before the sequence, or
/// [batch, sequence, 1, columns] for heads after it.
static Value alignCache(Value cache, Value positions, bool headsFirst, PlainBuilder &build) {
  if (!isAbsent(positions))
    cache = build.gather(cache, positions, 0);
  ArrayRef<int64_t> shape = extentsOf(cache);
  return headsFirst ? build.reshape(cache, {shape[0], 1, shape[1], shape[2]})
                    : build.reshape(cache, {shape[0], shape[1], 1, shape[2]});
}

/// Two halves as one tensor: neighbors in turn, or one half after the other.
static Value joinPairs(Value first, Value second, bool interleaved, PlainBuilder &build) {
  if (!interleaved)
    return build.concat({first, second}, 3);
  Extents pairs(extentsOf(first)), joined(extentsOf(first));
  pairs.push_back(1);
  joined.back() *= 2;
  Value both = build.concat({build.reshape(first, pairs), build.reshape(second, pairs)}, 4);
  return build.reshape(both, joined);
}

/// `x` of rank 4 with the pairs of its first `count` elements rotated.
static Value rotate(Value x, int64_t count, Value cosine, Value sine, bool interleaved,
                    PlainBuilder &build) {
  int64_t half = count / 2, size = extentsOf(x)[3];
  Value a = interleaved ? build.slice(x, 3, 0, count, 2) : build.slice(x, 3, 0, half);
  Value b = interleaved ? build.slice(x, 3, 1, count, 2) : build.slice(x, 3, half, count);
  Value first = build.sub(build.mul(a, cosine), build.mul(b, sine));
  Value second = build.add(build.mul(a, sine), build.mul(b, cosine));
  Value rotated = joinPairs(first, second, interleaved, build);
  return count == size ? rotated : build.concat({rotated, build.slice(x, 3, count, size)}, 3);
}

Replacements anemone::onnx::decompose(RotaryEmbeddingOp op, PlainBuilder &build) {
  Value x = op.getX();
  Extents result(extentsOf(x));
  bool headsFirst = result.size() == 4;
  if (!headsFirst)
    x = build.reshape(
        x, {result[0], result[1], op.getNumHeads(), result[2] / int64_t(op.getNumHeads())});
  int64_t asked = op.getRotaryEmbeddingDim(), count = asked == 0 ? extentsOf(x)[3] : asked;
  Value cosine = alignCache(op.getCosCache(), op.getPositionIds(), headsFirst, build);
  Value sine = alignCache(op.getSinCache(), op.getPositionIds(), headsFirst, build);
  Value rotated = rotate(x, count, cosine, sine, op.getInterleaved() != 0, build);
  return SmallVector<Value>{build.reshape(rotated, result)};
}
