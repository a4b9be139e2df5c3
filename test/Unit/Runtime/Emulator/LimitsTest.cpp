//===- LimitsTest.cpp - How large a program may be ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"

using namespace anemone;
using namespace anemone::runtime;

namespace {

TEST(EmulatorLimits, C16LimitsTheChannelsOfConvolutions) {
  auto conv = [](int in, int out) {
    return failure(programText("tensor<fp16, [1, " + std::to_string(in) + ", 1, 32]> x",
                               "tensor<fp16, [1, " + std::to_string(out) +
                                   ", 1, 32]> y = conv(weight = x, x = x)[name = string(\"y\")];",
                               "y"));
  };
  EXPECT_TRUE(contains(conv(32000, 8), "32000 input channels, expected at most 31999"));
  EXPECT_TRUE(contains(conv(8, 62081), "62081 output channels, expected at most 62080"));
  EXPECT_FALSE(contains(conv(31999, 62080), "ANE-C16"));
}

TEST(EmulatorLimits, C21LimitsTheWeightFiles) {
  std::string lines;
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  mil::WeightDictionary dictionary;
  for (int i = 0; i < 17; ++i) {
    std::string name = "w" + std::to_string(i), path = "@model_path/" + name + ".bin";
    std::string line = weightLine("tensor<fp16, [1, 4, 1, 1]>", name);
    lines += line.replace(line.find(kWeightPath), kWeightPath.size(), path);
    dictionary[path] = file;
    if (i == 15) {
      EXPECT_EQ(failure(around(lines + kTile + " y = relu(x = x);"), dictionary), "compiled");
    }
  }
  std::string message = failure(around(lines + kTile + " y = relu(x = x);"), dictionary);
  EXPECT_TRUE(contains(message, "17 weight files, expected at most 16"));
  EXPECT_TRUE(contains(message, "ANE-C21"));
}

TEST(EmulatorLimits, C21AndC22CountTensorsAndScalarsWhereTheyWereSaidTo) {
  EmulatorOptions options;
  options.maxWeightTensors = 2;
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  auto with = [&](const std::string &last) {
    std::string type = "tensor<fp16, [1, 4, 1, 1]>";
    return failure(around(weightLine(type, "w") + weightLine(type, "v") + kTile +
                          " t = add(x = x, y = w)[name = string(\"t\")];\n" + kTile +
                          " u = add(x = t, y = v)[name = string(\"u\")];\n" + kTile +
                          " y = " + last + "[name = string(\"y\")];"),
                   {{kWeightPath, file}}, options);
  };
  EXPECT_EQ(with("sigmoid(x = u)"), "compiled");
  EXPECT_TRUE(contains(with("mul(x = u, y = fp16(2))"), "[ANE-C22]"));
  EXPECT_EQ(with("sub(x = u, y = fp16(2))"), "compiled");
  options.maxWeightTensors = 1;
  EXPECT_TRUE(contains(with("sigmoid(x = u)"), "2 weights, expected at most 1 [ANE-C21]"));
}

TEST(EmulatorLimits, C38LimitsTheRank) {
  std::string six = "tensor<fp16, [1, 1, 1, 4, 1, 32]>";
  EXPECT_TRUE(contains(failure(around(six +
                                      " t = reshape(shape = tensor<int32, [6]>([1, 1, 1, 4, 1, "
                                      "32]), x = x);\n" +
                                      kTile +
                                      " y = reshape(shape = tensor<int32, [4]>([1, 4, 1, "
                                      "32]), x = t);")),
                       "rank 6"));
}

TEST(EmulatorLimits, C38LimitsTheExtents) {
  EXPECT_TRUE(contains(failure(around("tensor<fp16, [1, 1, 1, 16385]> y = relu(x = x);")),
                       "expected at most 16384 on axis 3"));
}

TEST(EmulatorLimits, C38LimitsKernels) {
  auto conv = [](const std::string &height, const std::string &width) {
    return failure(
        programText("tensor<fp16, [4, 4, " + height + ", " + width + "]> k, " + kTile + " x",
                    kTile + " y = conv(pad_type = string(\"same\"), weight = k, x = "
                            "x)[name = string(\"y\")];",
                    "y"));
  };
  EXPECT_FALSE(contains(conv("29", "13"), "ANE-C38"));
  EXPECT_TRUE(contains(conv("30", "13"), "a kernel of 30 x 13, expected at most 29 x 13"));
  EXPECT_TRUE(contains(conv("29", "14"), "[ANE-C38]"));
  auto pool = [](const std::string &extent) {
    return failure(oneOperation("max_pool(ceil_mode = bool(false), kernel_sizes = tensor<int32, "
                                "[2]>([1, " +
                                extent +
                                "]), pad = tensor<int32, [4]>([0, 0, 0, 0]), pad_type = "
                                "string(\"same\"), strides = tensor<int32, [2]>([1, 1]), x = x)"));
  };
  EXPECT_EQ(pool("29"), "compiled");
  EXPECT_TRUE(contains(pool("30"), "[ANE-C38]"));
}

// ANE-C41: a sum of pads is not as wide as a convolution may be.
TEST(EmulatorLimits, C41LimitsTheChannelsOfSumsOfPads) {
  auto sum = [](const std::string &before, const std::string &last) {
    std::string type = "tensor<fp16, [1, " + std::to_string(4 + std::stoi(before)) + ", 1, 32]>";
    std::string pad =
        "pad(constant_val = fp16(0), mode = string(\"constant\"), pad = tensor<int32, "
        "[8]>([0, 0, " +
        before + ", 0, 0, 0, 0, 0]), x = x)[name = string(\"";
    return failure(around(type + " a = " + pad + "a\")];\n" + type + " b = " + pad + "b\")];\n" +
                          type + " c = add(x = a, y = b)[name = string(\"c\")];\n" + type +
                          " y = " + last + "[name = string(\"y\")];"));
  };
  EXPECT_EQ(sum("9212", "add(x = c, y = a)"), "compiled");
  EXPECT_TRUE(contains(sum("9213", "relu(x = c)"),
                       "'add' of 'c' sums pads of 9217 channels, expected at most 9216"));
  EXPECT_TRUE(contains(sum("9213", "add(x = c, y = a)"), "'add' of 'y' sums pads"));
  EXPECT_TRUE(contains(sum("9213", "relu(x = c)"), "[ANE-C41]"));
  // Pads that meet in no sum may have more.
  std::string type = "tensor<fp16, [1, 9217, 1, 32]>";
  EXPECT_EQ(
      failure(around(type + " y = pad(constant_val = fp16(0), mode = string(\"constant\"), pad = "
                            "tensor<int32, [8]>([0, 0, 9213, 0, 0, 0, 0, 0]), x = x)[name = "
                            "string(\"y\")];")),
      "compiled");
}

TEST(EmulatorLimits, C55StridesAreProductsOf2And3) {
  auto conv = [](const std::string &stride) {
    return failure(programText(
        "tensor<fp16, [1, 4, 64, 32]> x",
        weightLine("tensor<fp16, [4, 4, 1, 1]>", "w") +
            "tensor<fp16, [1, 4, 1, 32]> y = conv(pad_type = string(\"valid\"), strides "
            "= tensor<int32, [2]>([" +
            stride + ", 1]), weight = w, x = x)[name = string(\"y\")];",
        "y"));
  };
  for (const char *stride : {"1", "2", "3", "4", "6", "27", "64"})
    EXPECT_FALSE(contains(conv(stride), "ANE-C55")) << stride;
  for (const char *stride : {"5", "7", "10", "11"})
    EXPECT_TRUE(contains(conv(stride), "[ANE-C55]")) << stride;
}

TEST(EmulatorLimits, C71TilesHaveFewFactors) {
  EmulatorOptions options;
  options.allowsTile = true;
  auto tile = [&](int factor) {
    std::string n = std::to_string(factor);
    return failure(around("tensor<fp16, [1, " + std::to_string(4 * factor) +
                          ", 1, 32]> y = tile(reps = tensor<int32, [4]>([1, " + n +
                          ", 1, 1]), x = x)[name = string(\"y\")];"),
                   {}, options);
  };
  for (int factor : {1, 2, 3, 4, 8})
    EXPECT_EQ(tile(factor), "compiled");
  for (int factor : {5, 6, 7, 9, 16})
    EXPECT_TRUE(contains(tile(factor), "[ANE-C71]"));
}

TEST(EmulatorLimits, C33SoftmaxRunsOverAPowerOfTwoOfChannels) {
  auto softmax = [](const std::string &channels, const std::string &axis) {
    std::string type = "tensor<fp16, [1, " + channels + ", 1, 32]>";
    return failure(programText(
        type + " x",
        type + " y = softmax(axis = int32(" + axis + "), x = x)[name = string(\"y\")];", "y"));
  };
  EXPECT_EQ(softmax("64", "1"), "compiled");
  EXPECT_EQ(softmax("96", "-1"), "compiled");
  EXPECT_TRUE(contains(softmax("96", "1"), "[ANE-C33]"));
  EXPECT_TRUE(contains(softmax("96", "-3"), "[ANE-C33]"));
}

TEST(EmulatorLimits, C65IntegersAreConstants) {
  std::string message = failure(
      around("tensor<int32, [1, 4, 1, 32]> t = cast(dtype = string(\"int32\"), x = x)[name = "
             "string(\"t\")];\n" +
             kTile + " y = cast(dtype = string(\"fp16\"), x = t)[name = string(\"y\")];"));
  EXPECT_TRUE(contains(message, "'cast' of 't' gives int32"));
  EXPECT_TRUE(contains(message, "[ANE-C65]"));
}

TEST(EmulatorLimits, C66ToC68QuantizedWeights) {
  std::string weight = "tensor<fp16, [4, 4, 1, 1]> w = ";
  auto conv = [&](const std::string &line) {
    return failure(around(weight + line + "[name = string(\"w\")];\n" + kTile +
                          " y = conv(pad_type = string(\"valid\"), weight = w, x = x)[name = "
                          "string(\"y\")];"));
  };
  auto scaled = [&](const std::string &type, const std::string &scales, const std::string &more) {
    std::string zeros = "0";
    for (int i = 1; i < 16; ++i)
      zeros += ", 0";
    return conv("constexpr_blockwise_shift_scale(data = tensor<" + type + ", [4, 4, 1, 1]>([" +
                zeros + "]), scale = tensor<fp16, " + scales + more + ")");
  };
  EXPECT_FALSE(contains(scaled("int8", "[4, 1, 1, 1]>([1, 1, 1, 1])", ""), "ANE-C6"));
  EXPECT_TRUE(contains(scaled("uint8", "[4, 1, 1, 1]>([1, 1, 1, 1])", ""), "[ANE-C66]"));
  EXPECT_TRUE(contains(scaled("int8", "[4, 2, 1, 1]>([1, 1, 1, 1, 1, 1, 1, 1])", ""), "[ANE-C68]"));
  EXPECT_TRUE(
      contains(scaled("int8", "[4, 1, 1, 1]>([1, 1, 1, 1])", ", offset = tensor<int8, [1]>([1])"),
               "has an offset"));
  EXPECT_TRUE(contains(conv("constexpr_affine_dequantize(axis = int32(0))"), "[ANE-C67]"));
}

TEST(EmulatorLimits, C25SomeWidthsFail) {
  for (int width : {14592, 14593, 14622, 14624}) {
    EmulatorOptions options;
    options.wholeRows = false;
    std::string type = "tensor<fp16, [1, 1, 1, " + std::to_string(width) + "]>";
    auto model = Emulator(options).model(
        programText(type + " x", type + " y = relu(x = x)[name = string(\"y\")];", "y"), {});
    Outcome run = compileAndRun(*model, {surface({})});
    bool fails = width > 14592 && width < 14624;
    EXPECT_EQ(run.status.ok(), !fails) << width;
    if (fails) {
      EXPECT_EQ(run.status.error().code, 0x1du);
      EXPECT_TRUE(contains(run.status.error().explanation, "[ANE-C25]"));
    }
  }
}

} // namespace
