//===- PostOps.cpp - What a product computes before it stores -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// oneDNN applies elementwise operations to the accumulators of a convolution
// or a matrix product for free. In fp32 that is always right. Where results
// are rounded to fp16 it is right for the operations that commute with the
// rounding: those that return their operand or a bound that fp16 can represent.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/Lowering.h"
#include <algorithm>

namespace anemone::exec {

namespace {

bool isHalf(double value) { return fromHalf(toHalf(static_cast<float>(value))) == value; }

bool commutesWithRounding(const TileOp &op) {
  return op.code == TileCode::Relu || op.code == TileCode::Relu6 ||
         (op.code == TileCode::Clip && isHalf(op.alpha) && isHalf(op.beta));
}

bool isPostOp(TileCode code) {
  static constexpr TileCode codes[] = {
      TileCode::Relu, TileCode::Relu6,   TileCode::Clip,     TileCode::LeakyRelu, TileCode::Elu,
      TileCode::Tanh, TileCode::Sigmoid, TileCode::GeluTanh, TileCode::GeluExact, TileCode::Silu};
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

/// The post-op that `user` is for the product that computes `value`, whose node stands at `index`.
std::optional<PostOp> asPostOp(const Node &user, const Value &value, int index, bool rounded) {
  if (!user.tile || user.folded || user.outputs[0]->shape() != value.shape() ||
      user.outputs[0]->carrier != Carrier::F32)
    return std::nullopt;
  if (user.inputs.size() == 1 && isPostOp(user.tile->code) &&
      (!rounded || commutesWithRounding(*user.tile)))
    return PostOp{*user.tile, nullptr};
  if (rounded || user.tile->code != TileCode::Add || user.inputs[0] == user.inputs[1])
    return std::nullopt;
  Value *other = user.inputs[user.inputs[0] == &value ? 1 : 0];
  bool ready = other->shape() == value.shape() && !other->isConst() && other->node < index;
  return ready ? std::optional(PostOp{*user.tile, other}) : std::nullopt;
}

} // namespace

void absorbPostOps(Graph &graph, const Options &options) {
  if (options.numerics == Numerics::F64 || options.numerics == Numerics::F16Mac)
    return;
  std::unordered_map<const Value *, std::vector<Node *>> users;
  for (Node &node : graph.nodes)
    for (Value *input : node.inputs)
      users[input].push_back(&node);
  for (Value *output : graph.outputs)
    users[output].push_back(nullptr);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    Node &node = graph.nodes[i];
    while (node.takesPostOps && node.post.size() < 4) {
      Value *value = node.outputs[0];
      const std::vector<Node *> &readers = users[value];
      if (readers.size() != 1 || !readers[0])
        break;
      Node &user = *readers[0];
      std::optional<PostOp> post = asPostOp(user, *value, static_cast<int>(i), value->half);
      if (!post)
        break;
      if (post->other)
        node.inputs.push_back(post->other);
      node.post.push_back(*post);
      node.outputs[0] = user.outputs[0];
      node.outputs[0]->node = static_cast<int>(i);
      user.absorbed = true;
    }
  }
}

} // namespace anemone::exec
