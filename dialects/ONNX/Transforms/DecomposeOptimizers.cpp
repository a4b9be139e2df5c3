//===- DecomposeOptimizers.cpp - Optimizers in plain operations -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each formula is computed in the order in which ONNX writes it. What a
// coefficient of 0 or a decay of 0 leaves as it is, is not computed.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"

using namespace mlir;
using namespace anemone::onnx;

static constexpr StringLiteral kUpdateOnHost =
    "it updates a parameter or what an optimizer keeps of it, in f32 (fp16 drops small steps)";

namespace {

/// The lists of tensors that the inputs of an optimizer are.
struct Lists {
  ValueRange inputs;
  size_t parameters;

  Lists(ValueRange inputs, size_t lists) : inputs(inputs), parameters(inputs.size() / lists) {}
  Value get(size_t list, size_t parameter) const { return inputs[list * parameters + parameter]; }
};

} // namespace

/// `updates` of each parameter, as one list after the other.
static SmallVector<Value> listAfterList(ArrayRef<SmallVector<Value>> updates) {
  SmallVector<Value> values;
  for (size_t list = 0; list != updates.front().size(); ++list)
    for (const SmallVector<Value> &update : updates)
      values.push_back(update[list]);
  return values;
}

/// The gradient of a parameter with that of `coefficient / 2` times its square.
static Value regularize(Value gradient, Value parameter, const APFloat &coefficient,
                        PlainBuilder &build) {
  if (coefficient.isZero())
    return gradient;
  return build.add(build.mul(parameter, coefficient.convertToDouble()), gradient);
}

/// A scalar of one element, whatever its rank.
static Value scalarOf(Value one, PlainBuilder &build) { return build.reshape(one, {}); }

/// `ifLater` after the first update, which has the count 0, else `ifFirst`.
static Value afterFirst(Value count, Value ifLater, Value ifFirst, PlainBuilder &build) {
  Value later = build.create<GreaterOp>(count, build.scalar(0, count));
  return build.where(later, ifLater, ifFirst);
}

/// `count` as a number of the type of `like`.
static Value asNumber(Value count, Value like, PlainBuilder &build) {
  return build.create<CastOp>(count, int64_t(1), elementOf(like));
}

//===----------------------------------------------------------------------===//
// Adagrad
//===----------------------------------------------------------------------===//

Replacements anemone::onnx::decompose(AdagradOp op, PlainBuilder &build) {
  build.keepOnHost(kUpdateOnHost);
  Value rate = scalarOf(op.getR(), build);
  if (!op.getDecayFactor().isZero()) {
    Value count = asNumber(scalarOf(op.getT(), build), rate, build);
    Value decay = build.mul(count, op.getDecayFactor().convertToDouble());
    rate = build.div(rate, build.add(decay, 1));
  }
  Lists lists(op.getInputs(), 3);
  SmallVector<SmallVector<Value>> updates;
  for (size_t i = 0; i != lists.parameters; ++i) {
    Value x = lists.get(0, i);
    Value gradient = regularize(lists.get(1, i), x, op.getNormCoefficient(), build);
    Value squares = build.add(lists.get(2, i), build.mul(gradient, gradient));
    Value divisor = build.add(build.sqrt(squares), op.getEpsilon().convertToDouble());
    Value step = build.div(build.mul(gradient, rate), divisor);
    updates.push_back({build.sub(x, step), squares});
  }
  return listAfterList(updates);
}

//===----------------------------------------------------------------------===//
// Adam
//===----------------------------------------------------------------------===//

/// 1 - base ^ count.
static Value unbias(const APFloat &base, Value count, PlainBuilder &build) {
  Value power = build.create<PowOp>(build.scalar(base.convertToDouble(), count), count);
  return build.sub(build.scalar(1, count), power);
}

static Value adamRate(AdamOp op, PlainBuilder &build) {
  Value rate = scalarOf(op.getR(), build), count = scalarOf(op.getT(), build);
  Value number = asNumber(count, rate, build);
  Value scaled = build.mul(rate, build.sqrt(unbias(op.getBeta(), number, build)));
  Value unbiased = build.div(scaled, unbias(op.getAlpha(), number, build));
  return afterFirst(count, unbiased, rate, build);
}

/// `share` of the old mean and the rest of the new value.
static Value runningMean(Value mean, Value value, double share, PlainBuilder &build) {
  return build.add(build.mul(mean, share), build.mul(value, 1 - share));
}

Replacements anemone::onnx::decompose(AdamOp op, PlainBuilder &build) {
  build.keepOnHost(kUpdateOnHost);
  Value rate = adamRate(op, build);
  double alpha = op.getAlpha().convertToDouble(), beta = op.getBeta().convertToDouble();
  double decay = op.getNormCoefficientPost().convertToDouble();
  Lists lists(op.getInputs(), 4);
  SmallVector<SmallVector<Value>> updates;
  for (size_t i = 0; i != lists.parameters; ++i) {
    Value x = lists.get(0, i);
    Value gradient = regularize(lists.get(1, i), x, op.getNormCoefficient(), build);
    Value mean = runningMean(lists.get(2, i), gradient, alpha, build);
    Value square = runningMean(lists.get(3, i), build.mul(gradient, gradient), beta, build);
    Value divisor = build.add(build.sqrt(square), op.getEpsilon().convertToDouble());
    x = build.sub(x, build.div(build.mul(mean, rate), divisor));
    updates.push_back({decay == 0 ? x : build.mul(x, 1 - decay), mean, square});
  }
  return listAfterList(updates);
}

//===----------------------------------------------------------------------===//
// Momentum
//===----------------------------------------------------------------------===//

Replacements anemone::onnx::decompose(MomentumOp op, PlainBuilder &build) {
  build.keepOnHost(kUpdateOnHost);
  Value rate = scalarOf(op.getR(), build);
  double alpha = op.getAlpha().convertToDouble(), beta = op.getBeta().convertToDouble();
  Value share; // of the gradient; null where it is 1
  if (beta != 1)
    share = afterFirst(scalarOf(op.getT(), build), build.scalar(beta, rate), build.scalar(1, rate),
                       build);
  Lists lists(op.getInputs(), 3);
  SmallVector<SmallVector<Value>> updates;
  for (size_t i = 0; i != lists.parameters; ++i) {
    Value x = lists.get(0, i);
    Value gradient = regularize(lists.get(1, i), x, op.getNormCoefficient(), build);
    Value added = share ? build.mul(gradient, share) : gradient;
    Value momentum = build.add(build.mul(lists.get(2, i), alpha), added);
    Value direction =
        op.getMode() == "nesterov" ? build.add(gradient, build.mul(momentum, alpha)) : momentum;
    updates.push_back({build.sub(x, build.mul(direction, rate)), momentum});
  }
  return listAfterList(updates);
}
