//===- Examples.h - What several tests of MIL share --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_MIL_EXAMPLES_H
#define ANEMONE_TEST_UNIT_MIL_EXAMPLES_H

#include "gtest/gtest.h"
#include <string>

namespace anemone::mil {

/// Whether `part` stands in `text`; the failure shows both.
inline testing::AssertionResult contains(const std::string &text, const std::string &part) {
  if (text.find(part) != std::string::npos)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected '" << part << "' in:\n" << text;
}

namespace examples {

/// A 1x1 convolution with a bias and a softmax, in the form that we print: weights in one file (the bias' record at
/// 64 + 64 + 128 * 64 * 2 = 16512), constants named, both kinds of constants.
inline const std::string kConvolution = R"(program(1.3)
[buildInfo = dict<string, string>({{"coremlc-component-MIL", "3510.2.1"}, {"coremlc-version", "3505.4.1"}, {"coremltools-component-milinternal", ""}, {"coremltools-version", "9.0"}})]
{
    func main<ios18>(tensor<fp16, [1, 64, 1, 32]> i00) {
        string c0 = const()[name = string("c0"), val = string("valid")];
        tensor<int32, [2]> c1 = const()[name = string("c1"), val = tensor<int32, [2]>([1, 1])];
        tensor<int32, [4]> c2 = const()[name = string("c2"), val = tensor<int32, [4]>([0, 0, 0, 0])];
        int32 c3 = const()[name = string("c3"), val = int32(1)];
        int32 c4 = const()[name = string("c4"), val = int32(-1)];
        tensor<fp16, [128, 64, 1, 1]> w0 = const()[name = string("w0"), val = tensor<fp16, [128, 64, 1, 1]>(BLOBFILE(path = string("@model_path/weights/weight.bin"), offset = uint64(64)))];
        tensor<fp16, [1, 128, 1, 1]> w1 = const()[name = string("w1"), val = tensor<fp16, [1, 128, 1, 1]>(BLOBFILE(path = string("@model_path/weights/weight.bin"), offset = uint64(16512)))];
        tensor<fp16, [1, 128, 1, 32]> t0 = conv(dilations = c1, groups = c3, pad = c2, pad_type = c0, strides = c1, weight = w0, x = i00)[name = string("t0")];
        tensor<fp16, [1, 128, 1, 32]> t1 = add(x = t0, y = w1)[name = string("t1")];
        tensor<fp16, [1, 128, 1, 32]> o00 = softmax(axis = c4, x = t1)[name = string("o00")];
    } -> (o00);
}
)";

/// The older header: every scalar is a tensor of rank 0.
inline const std::string kOldDialect = R"(program(1.0)
[buildInfo = dict<tensor<string, []>, tensor<string, []>>({{"coremlc-version", "3505.4.1"}})]
{
    func main<ios16>(tensor<fp16, [1, 8, 1, 32]> x) {
        tensor<fp16, []> half = const()[name = tensor<string, []>("half"), val = tensor<fp16, []>(0x1p-1)];
        tensor<bool, []> keep = const()[name = tensor<string, []>("keep"), val = tensor<bool, []>(true)];
        tensor<fp16, [8]> w = const()[name = tensor<string, []>("w"), val = tensor<fp16, [8]>(BLOBFILE(path = tensor<string, []>("@model_path/w.bin"), offset = tensor<uint64, []>(64)))];
        tensor<fp16, [1, 8, 1, 32]> y = mul(x = x, y = half)[name = tensor<string, []>("cg")];
    } -> (y);
}
)";

/// A program of one function `main` with the inputs x and z and the given lines, which must define y.
inline std::string around(const std::string &lines) {
  return "program(1.3)\n{\n    func main<ios18>(tensor<fp16, [1, 4, 1, 32]> x, "
         "tensor<fp16, [1, 4, 1, 32]> z) {\n" +
         lines + "\n    } -> (y);\n}\n";
}

} // namespace examples
} // namespace anemone::mil

#endif // ANEMONE_TEST_UNIT_MIL_EXAMPLES_H
