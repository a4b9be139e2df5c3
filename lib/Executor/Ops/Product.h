//===- Product.h - What convolutions and matrix products share --*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_PRODUCT_H
#define ANEMONE_EXECUTOR_OPS_PRODUCT_H

#include "lib/Executor/Lowering.h"

namespace anemone::exec {

/// oneDNN's form of the operations that a node absorbed; second operands have the layout of the
/// result.
dnnl::primitive_attr postOpAttributes(const std::vector<PostOp> &post, const Desc &result);

/// Adds the second operands of `post` to a primitive's buffers and arguments.
void bindPostOps(Lowering &lowering, const std::vector<PostOp> &post, const Desc &result,
                 std::vector<BufferId> &buffers, std::vector<std::pair<int, Desc>> &arguments);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_PRODUCT_H
