//===- Form.cpp - A form as a program -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Forms.h"
#include "anemone/MIL/WeightFile.h"
#include <functional>
#include <numeric>

namespace anemone::test {

std::string typeOf(const Shape &shape, const std::string &element) {
  std::string text = "tensor<" + element + ", [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]>";
}

std::vector<uint8_t> Form::weightFile(size_t index) const {
  const Shape &shape = weights[index];
  int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
  std::vector<uint8_t> file;
  auto append = [&](const void *data, size_t size) {
    const auto *bytes = static_cast<const uint8_t *>(data);
    file.insert(file.end(), bytes, bytes + size);
    return Status::success();
  };
  mil::WeightFileWriter writer(append, 1);
  std::vector<uint8_t> zeros(2 * size_t(count));
  if (!writer.add(mil::DType::Fp16, zeros).ok() || !writer.finish().ok())
    return {};
  if (!misplacesSizes)
    return file;
  // Benchmarks in the field write it so: the byte 8 at 74 makes it 524,288.
  constexpr size_t kSize = 72, kDataOffset = 80;
  std::fill_n(file.begin() + kSize, 16, uint8_t(0));
  file[kSize + 2] = 8;
  file[kDataOffset] = 0;
  return file;
}

std::string Form::weightPath(size_t index) {
  return "@model_path/weights/w" + std::to_string(index) + ".bin";
}

std::string Form::text() const {
  std::string parameters, constants;
  for (size_t i = 0; i < inputs.size(); ++i)
    parameters += (i ? ", " : "") + typeOf(inputs[i]) + " i" + std::to_string(i);
  for (size_t i = 0; i < weights.size(); ++i)
    constants += typeOf(weights[i]) + " w" + std::to_string(i) + " = const()[name = string(\"w" +
                 std::to_string(i) + "\"), val = " + typeOf(weights[i]) +
                 "(BLOBFILE(path = string(\"" + weightPath(i) + "\"), offset = uint64(64)))];\n";
  return "program(1.3)\n[buildInfo = dict<string, string>({{\"coremlc-version\", \"3505.4.1\"}})]\n"
         "{\n  func main<ios18>(" +
         parameters + ") {\n" + constants + lines + "  } -> (y);\n}\n";
}

} // namespace anemone::test
