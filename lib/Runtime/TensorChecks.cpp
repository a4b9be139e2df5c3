//===- TensorChecks.cpp - Whether data fits a tensor ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/TensorChecks.h"
#include "lib/Runtime/Elements.h"
#include <algorithm>

using namespace anemone;
using bundle::Tensor;

size_t anemone::runtime::countElements(const Tensor &tensor) {
  size_t count = 1;
  for (int64_t extent : tensor.shape)
    count *= size_t(extent);
  return count;
}

std::string anemone::runtime::typeText(mil::DType dtype, std::span<const int64_t> shape) {
  std::string text = std::string(mil::spelling(dtype)) + " [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

std::string anemone::runtime::listTensors(const std::vector<Tensor> &tensors) {
  std::string text;
  for (const Tensor &tensor : tensors)
    text += (text.empty() ? "'" : ", '") + tensor.name + "' (" +
            typeText(tensor.dtype, tensor.shape) + ")";
  return text.empty() ? "none" : text;
}

/// Floating-point types stand for each other, and so do integer types; whether the values fit is
/// seen when they are converted.
static bool compatible(mil::DType a, mil::DType b) {
  return a == b || (mil::isFloat(a) && mil::isFloat(b)) || (mil::isInteger(a) && mil::isInteger(b));
}

Status anemone::runtime::checkData(const Tensor &tensor, mil::DType dtype,
                                   std::span<const int64_t> shape, size_t bytes,
                                   const std::string &what, const std::string &owner) {
  if (!std::equal(shape.begin(), shape.end(), tensor.shape.begin(), tensor.shape.end()) ||
      !compatible(dtype, tensor.dtype))
    return Status::failure(what + " is " + typeText(dtype, shape) + ", but " + owner + " " +
                           typeText(tensor.dtype, tensor.shape));
  size_t expected = elementSize(dtype) * countElements(tensor);
  if (bytes != expected || expected == 0)
    return Status::failure(what + " has " + std::to_string(bytes) + " bytes of data, but " +
                           typeText(dtype, shape) + " needs " + std::to_string(expected));
  return Status::success();
}

Status anemone::runtime::checkBuffer(const Tensor &tensor, size_t bytes, const std::string &what) {
  size_t expected = elementSize(tensor.dtype) * countElements(tensor);
  if (bytes == expected && expected != 0)
    return Status::success();
  return Status::failure(what + " needs a buffer of " + std::to_string(expected) +
                         " bytes and got one of " + std::to_string(bytes));
}
