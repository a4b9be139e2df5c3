//===- TensorChecks.h - Whether data fits a tensor --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_TENSORCHECKS_H
#define ANEMONE_LIB_RUNTIME_TENSORCHECKS_H

#include "anemone/Bundle/Bundle.h"
#include <string_view>

namespace anemone::runtime {

size_t countElements(const bundle::Tensor &tensor);

/// "fp32 [1, 3, 32, 32]": for messages.
std::string typeText(mil::DType dtype, std::span<const int64_t> shape);

/// "'x' (fp32 [1, 4]), 'y' (int32 [2])"
std::string listTensors(const std::vector<bundle::Tensor> &tensors);

/// Whether `bytes` bytes of `dtype` in `shape` can become `tensor`, which `what` ("input 'x'")
/// names and `owner` has ("the entry takes").
Status checkData(const bundle::Tensor &tensor, mil::DType dtype, std::span<const int64_t> shape,
                 size_t bytes, const std::string &what, const std::string &owner);

/// Whether a buffer has exactly the bytes of `tensor`.
Status checkBuffer(const bundle::Tensor &tensor, size_t bytes, const std::string &what);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_TENSORCHECKS_H
