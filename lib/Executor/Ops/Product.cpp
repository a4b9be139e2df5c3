//===- Product.cpp - What convolutions and matrix products share ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Product.h"

namespace anemone::exec {

namespace {

void appendEltwise(dnnl::post_ops &ops, const TileOp &op) {
  using dnnl::algorithm;
  float alpha = static_cast<float>(op.alpha), beta = static_cast<float>(op.beta);
  switch (op.code) {
  case TileCode::Relu:
    return ops.append_eltwise(1.f, algorithm::eltwise_relu, 0.f, 0.f);
  case TileCode::LeakyRelu:
    return ops.append_eltwise(1.f, algorithm::eltwise_relu, alpha, 0.f);
  case TileCode::Relu6:
    return ops.append_eltwise(1.f, algorithm::eltwise_clip, 0.f, 6.f);
  case TileCode::Clip:
    return ops.append_eltwise(1.f, algorithm::eltwise_clip, alpha, beta);
  case TileCode::Elu:
    return ops.append_eltwise(1.f, algorithm::eltwise_elu, alpha, 0.f);
  case TileCode::Tanh:
    return ops.append_eltwise(1.f, algorithm::eltwise_tanh, 0.f, 0.f);
  case TileCode::Sigmoid:
    return ops.append_eltwise(1.f, algorithm::eltwise_logistic, 0.f, 0.f);
  case TileCode::GeluTanh:
    return ops.append_eltwise(1.f, algorithm::eltwise_gelu_tanh, 0.f, 0.f);
  case TileCode::GeluExact:
    return ops.append_eltwise(1.f, algorithm::eltwise_gelu_erf, 0.f, 0.f);
  case TileCode::Silu:
    return ops.append_eltwise(1.f, algorithm::eltwise_swish, 1.f, 0.f);
  default:
    throw ExecutorError("no oneDNN form of a fused operation");
  }
}

} // namespace

dnnl::primitive_attr postOpAttributes(const std::vector<PostOp> &post, const Desc &result) {
  dnnl::primitive_attr attributes;
  if (post.empty())
    return attributes;
  dnnl::post_ops ops;
  for (const PostOp &each : post)
    if (each.other)
      ops.append_binary(dnnl::algorithm::binary_add, result);
    else
      appendEltwise(ops, each.op);
  attributes.set_post_ops(ops);
  return attributes;
}

void bindPostOps(Lowering &lowering, const std::vector<PostOp> &post, const Desc &result,
                 std::vector<BufferId> &buffers, std::vector<std::pair<int, Desc>> &arguments) {
  for (size_t i = 0; i < post.size(); ++i) {
    if (!post[i].other)
      continue;
    Value &other = *post[i].other;
    buffers.push_back(lowering.as(other, unlessPlain(result, other.shape())).buffer);
    int argument = DNNL_ARG_ATTR_MULTIPLE_POST_OP(static_cast<int>(i)) | DNNL_ARG_SRC_1;
    arguments.push_back({argument, result});
  }
}

} // namespace anemone::exec
