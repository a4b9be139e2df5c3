//===- Samples.h - Bundles that the unit tests run --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_RUNTIME_SAMPLES_H
#define ANEMONE_TEST_UNIT_RUNTIME_SAMPLES_H

#include "TestBundle.h"
#include "lib/Runtime/Session.h"
#include "lib/Runtime/TensorChecks.h"
#include <gtest/gtest.h>
#include <map>
#include <unistd.h>

namespace anemone::test {

/// MIL texts by the names that descriptions use.
inline std::map<std::string, std::string> sampleTexts() {
  const char *x = "tensor<fp16, [1, 3, 2, 32]> ";
  std::string t = x;
  return {
      // y = relu(x + x)
      {"twice", milText(t + "x",
                        t + "s = add(x = x, y = x)[name = string(\"s\")];\n" + t +
                            "y = relu(x = s)[name = string(\"y\")];",
                        "y")},
      // Outputs whose declared order is not the order of their decorated symbols: "y2@output" <
      // "y@output".
      {"order", milText(t + "b, " + t + "a",
                        t + "y = add(x = b, y = b)[name = string(\"y\")];\n" + t +
                            "y2 = mul(x = a, y = b)[name = string(\"y2\")];",
                        "y, y2")},
      // y = x * w
      {"scaled",
       milText(t + "x",
               t +
                   "w = const()[name = string(\"w\"), val = tensor<fp16, [1, 3, 2, 32]>(BLOBFILE("
                   "path = string(\"@model_path/weights/weight.bin\"), offset = uint64(64)))];\n" +
                   t + "y = mul(x = x, y = w)[name = string(\"y\")];",
               "y")},
      // y = x, five times over
      {"tile", milText(t + "x",
                       "tensor<fp16, [1, 15, 2, 32]> y = tile(reps = tensor<int32, [4]>([1, 5, 1, "
                       "1]), x = x)[name = string(\"y\")];",
                       "y")},
      {"unknown", milText(t + "x", t + "y = frobnicate(x = x)[name = string(\"y\")];", "y")},
      {"copy32",
       milText("tensor<int32, [1, 1, 1, 16]> x",
               "tensor<int32, [1, 1, 1, 16]> y = add(x = x, y = x)[name = string(\"y\")];", "y")},
  };
}

/// Writes a bundle from a description whose texts are the samples, opens it and removes the file's
/// name.
inline std::shared_ptr<const bundle::File> openSample(const std::string &description) {
  static const std::map<std::string, std::string> texts = sampleTexts();
  std::string path = testing::TempDir() + "anemone-runtime-" + std::to_string(getpid()) + ".anebin";
  Status status = makeTestBundle(
      description, [](const std::string &file) -> Result<std::string> { return texts.at(file); },
      path);
  EXPECT_TRUE(status.ok()) << status.message();
  auto file = bundle::File::open(path);
  EXPECT_TRUE(file.ok()) << file.status().message();
  unlink(path.c_str());
  return file.ok() ? std::move(*file) : nullptr;
}

template <typename T> std::span<const uint8_t> bytesOf(const std::vector<T> &values) {
  return {reinterpret_cast<const uint8_t *>(values.data()), values.size() * sizeof(T)};
}
template <typename T> std::span<uint8_t> bytesOf(std::vector<T> &values) {
  return {reinterpret_cast<uint8_t *>(values.data()), values.size() * sizeof(T)};
}

} // namespace anemone::test

#endif // ANEMONE_TEST_UNIT_RUNTIME_SAMPLES_H
