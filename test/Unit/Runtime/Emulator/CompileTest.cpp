//===- CompileTest.cpp - What the engine's compiler refuses ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"

using namespace anemone;
using namespace anemone::runtime;

namespace {

TEST(EmulatorCompiler, C01RefusesConcat) {
  std::string text = around("tensor<fp16, [1, 8, 1, 32]> y = concat(axis = int32(1), interleave = "
                            "bool(false), values = (x, x))[name = string(\"y\")];");
  EXPECT_TRUE(contains(failure(text), "ANE-C01"));
  EXPECT_TRUE(contains(failure(text), "FAILED\", err=()"));
  EmulatorOptions options;
  options.allowsConcat = true;
  EXPECT_EQ(failure(text, {}, options), "compiled");
}

// Whoever could not compile the one could not compile the other.
TEST(EmulatorCompiler, C01RefusesStack) {
  std::string text = around("tensor<fp16, [1, 2, 4, 1, 32]> y = stack(axis = int32(1), values = "
                            "(x, x))[name = string(\"y\")];");
  EXPECT_TRUE(contains(failure(text), "'stack' of 'y' is not compiled"));
  EmulatorOptions options;
  options.allowsConcat = true;
  EXPECT_EQ(failure(text, {}, options), "compiled");
}

TEST(EmulatorCompiler, C01NeedsInterleave) {
  EmulatorOptions options;
  options.allowsConcat = true;
  EXPECT_TRUE(contains(failure(around("tensor<fp16, [1, 8, 1, 32]> y = concat(axis = int32(1), "
                                      "values = (x, x))[name = string(\"y\")];"),
                               {}, options),
                       "lacks the argument 'interleave'"));
}

TEST(EmulatorCompiler, C06RefusesMasksThatTheEngineIgnores) {
  std::string text =
      oneOperation("scaled_dot_product_attention(attn_mask = x, key = x, query = x, value = x)");
  EXPECT_TRUE(contains(failure(text), "ANE-C06"));
}

TEST(EmulatorCompiler, C08OffsetsNameMetadata) {
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  auto at = [&](uint64_t offset) {
    return failure(around(weightLine("tensor<fp16, [1, 4, 1, 1]>", "w", offset) + kTile +
                          " y = add(x = x, y = w)[name = string(\"y\")];"),
                   {{kWeightPath, file}});
  };
  EXPECT_EQ(at(64), "compiled");
  EXPECT_TRUE(contains(at(0), "ANE-C08"));
  EXPECT_TRUE(contains(at(128), "record at offset 128"));
}

TEST(EmulatorCompiler, C10RefusesGelu) {
  std::string text = oneOperation("gelu(mode = string(\"EXACT\"), x = x)");
  EXPECT_TRUE(contains(failure(text), "ANE-C10"));
  EmulatorOptions options;
  options.allowsGelu = true;
  EXPECT_EQ(failure(text, {}, options), "compiled");
  EXPECT_TRUE(
      contains(failure(oneOperation("gelu(x = x)"), {}, options), "lacks the argument 'mode'"));
}

TEST(EmulatorCompiler, C12RefusesBooleansWithoutAType) {
  EXPECT_TRUE(contains(
      failure(oneOperation("matmul(transpose_x = false, transpose_y = true, x = x, y = x)")),
      "ANE-C12"));
}

TEST(EmulatorCompiler, C13RefusesABiasOfAConvolution) {
  std::string text = oneOperation("conv(bias = x, weight = x, x = x)");
  EXPECT_TRUE(contains(failure(text), "'conv' of 'y' has a bias"));
  EXPECT_TRUE(contains(failure(text), "ANE-C13"));
}

TEST(EmulatorCompiler, C14OutputsMustBeDefined) {
  std::string message = failure(programText(kTile + " x", kTile + " y = relu(x = x);", "gone"));
  EXPECT_TRUE(contains(message, "the output 'gone' is not defined"));
  EXPECT_TRUE(contains(message, "InvalidMILProgram"));
  EXPECT_TRUE(contains(failure(programText(kTile + " x", "", "")), "ANE-C14"));
  EXPECT_TRUE(contains(failure(programText(kTile + " x", "", "x")),
                       "the output 'x' is an input: no operation computes it [ANE-C14]"));
  EXPECT_TRUE(contains(failure(programText(kTile + " x",
                                           "fp16 c = const()[name = string(\"c\"), "
                                           "val = fp16(0x1p+0)];",
                                           "c")),
                       "the output 'c' is a constant: no operation computes it [ANE-C14]"));
  EXPECT_TRUE(contains(failure(programText(kTile + " x", kTile + " y = relu(x = x);", "y, y")),
                       "'y' is given twice"));
}

TEST(EmulatorCompiler, C23NeedsEpsilon) {
  EXPECT_TRUE(contains(failure(oneOperation("rsqrt(x = x)")), "ANE-C23"));
  EXPECT_TRUE(contains(failure(oneOperation("inverse(x = x)")), "ANE-C24"));
  EXPECT_TRUE(contains(failure(oneOperation("log(x = x)")), "ANE-C37"));
  EXPECT_EQ(failure(oneOperation("rsqrt(epsilon = fp16(0x1p-10), x = x)")), "compiled");
}

TEST(EmulatorCompiler, C28RefusesTile) {
  EXPECT_TRUE(
      contains(failure(around("tensor<fp16, [1, 8, 1, 32]> y = tile(reps = tensor<int32, [4]>"
                              "([1, 2, 1, 1]), x = x)[name = string(\"y\")];")),
               "ANE-C28"));
}

TEST(EmulatorCompiler, C40RefusesInterfacesOfOtherTypes) {
  for (const char *type : {"bf16", "int32", "int64", "bool", "int4", "string"})
    EXPECT_TRUE(contains(
        failure(programText("tensor<" + std::string(type) + ", [1, 4, 1, 32]> x", "", "x")),
        "ANE-C40"))
        << type;
  EXPECT_TRUE(contains(failure(programText("tensor<fp16, [1, 0]> x", "", "x")), "ANE-C40"));
}

// Apple's rules allow rank 5; limits hold for inputs that only a reduction reads, too.
TEST(EmulatorCompiler, C38LimitsRanksAndExtentsOfInputs) {
  auto reduced = [](const std::string &type) {
    return failure(programText(type + " x",
                               "tensor<fp16, []> y = reduce_sum(keep_dims = bool(false), x = x)"
                               "[name = string(\"y\")];",
                               "y"));
  };
  EXPECT_EQ(reduced("tensor<fp16, [1, 2, 4, 1, 32]>"), "compiled");
  EXPECT_TRUE(contains(reduced("tensor<fp16, [1, 2, 4, 1, 1, 32]>"),
                       "the input 'x' has rank 6, expected at most 5 [ANE-C38]"));
  EXPECT_TRUE(contains(reduced("tensor<fp16, [1, 1, 1, 16416]>"),
                       "expected at most 16384 on axis 3 [ANE-C38]"));
}

TEST(EmulatorCompiler, C45TakesOneFunctionCalledMain) {
  std::string text = around(kTile + " y = relu(x = x);");
  text.replace(text.find("main"), 4, "step");
  EXPECT_TRUE(contains(failure(text), "ANE-C45"));
}

TEST(EmulatorCompiler, C52NeedsBuildInfo) {
  std::string text = around(kTile + " y = relu(x = x)[name = string(\"y\")];");
  text.erase(text.find('['), text.find('\n', text.find('[')) - text.find('['));
  EXPECT_TRUE(contains(failure(text), "ANE-C52"));
}

TEST(EmulatorCompiler, C36RefusesWhatTheEngineDoesNotHave) {
  for (const char *op : {"gather", "scatter_nd", "scatter_along_axis", "mod", "cumsum",
                         "logical_and", "logical_not", "reduce_prod", "tan", "one_hot"})
    EXPECT_TRUE(contains(failure(oneOperation(std::string(op) + "(x = x)")), "[ANE-C36]")) << op;
  // Some chips have some of them.
  EmulatorOptions later = EmulatorOptions::of(*target::findProfile("m4-max"));
  EXPECT_TRUE(contains(failure(oneOperation("sin(x = x)")), "[ANE-C36]"));
  EXPECT_EQ(failure(oneOperation("sin(x = x)"), {}, later), "compiled");
  EXPECT_TRUE(contains(failure(oneOperation("tan(x = x)"), {}, later), "[ANE-C36]"));
}

// ANE-C53: fp32 comes in or goes out through a cast only.
TEST(EmulatorCompiler, C53ComputesInFp16) {
  std::string wide = "tensor<fp32, [1, 4, 1, 32]>";
  std::string text =
      programText(wide + " x", wide + " y = add(x = x, y = x)[name = string(\"y\")];", "y");
  EXPECT_TRUE(contains(failure(text), "'add' of 'y' computes in fp32"));
  EXPECT_TRUE(contains(failure(text), "[ANE-C53]"));
  EmulatorOptions options;
  options.allowsFp32 = true;
  EXPECT_EQ(failure(text, {}, options), "compiled");
}

TEST(EmulatorCompiler, RefusesTensorsWrittenIntoTheText) {
  std::string text = around("tensor<fp16, [1, 4, 1, 1]> w = const()[name = string(\"w\"), val = "
                            "tensor<fp16, [1, 4, 1, 1]>([1, 2, 3, 4])];\n" +
                            kTile + " y = add(x = x, y = w)[name = string(\"y\")];");
  EXPECT_TRUE(contains(failure(text), "write it into a weight file"));
  EmulatorOptions options;
  options.allowsInlineTensors = true;
  EXPECT_EQ(failure(text, {}, options), "compiled");
  // Scalars and integers belong into the text.
  EXPECT_EQ(failure(oneOperation("add(x = x, y = fp16(0x1p+0))")), "compiled");
}

TEST(EmulatorCompiler, ChecksTheWeightsAgainstTheText) {
  auto with = [](const mil::WeightDictionary &weights) {
    return failure(around(weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + kTile +
                          " y = add(x = x, y = w)[name = string(\"y\")];"),
                   weights);
  };
  EXPECT_TRUE(contains(with({}), "the weight dictionary has no '" + kWeightPath + "'"));
  std::vector<uint8_t> integers = weightFile(halves(ramp(4, 1)), 6);
  EXPECT_TRUE(contains(with({{kWeightPath, integers}}),
                       "Metadata data type does not match requested type"));
  std::vector<uint8_t> three = weightFile(halves(ramp(3, 1)));
  EXPECT_TRUE(contains(with({{kWeightPath, three}}), "has 6 bytes, expected 8"));
  std::vector<uint8_t> cut = weightFile(halves(ramp(4, 1)));
  cut.pop_back();
  EXPECT_TRUE(contains(with({{kWeightPath, cut}}), "Cannot retrieve file blob properties"));
}

// The table of constraints has the limit itself, of 2 GiB.
TEST(EmulatorCompiler, C62LimitsTheSizeOfAWeightFile) {
  std::string text = around(weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + kTile +
                            " y = add(x = x, y = w)[name = string(\"y\")];");
  std::vector<uint8_t> whole = weightFile(halves(ramp(4, 1)));
  EmulatorOptions options;
  options.maxWeightFileBytes = 136;
  EXPECT_EQ(failure(text, {{kWeightPath, whole}}, options), "compiled");
  options.maxWeightFileBytes = 135;
  std::string message = failure(text, {{kWeightPath, whole}}, options);
  EXPECT_TRUE(
      contains(message, "Weight file size (136 bytes) exceeds the maximum (135 bytes) [ANE-C62]"));
}

TEST(EmulatorCompiler, ReportsEveryViolation) {
  std::string message = failure(
      around("tensor<fp16, [1, 4, 1, 32]> t = gelu(x = x);\n" + kTile + " y = tile(x = t);"));
  EXPECT_TRUE(contains(message, "line 5: 'gelu' of 't' is not compiled"));
  EXPECT_TRUE(contains(message, "lacks the argument 'mode'"));
  EXPECT_TRUE(contains(message, "line 6: 'tile' of 'y'"));
}

TEST(EmulatorCompiler, RefusesOperationsThatNobodyKnows) {
  EXPECT_TRUE(contains(failure(oneOperation("frobnicate(x = x)")), "frobnicate"));
}

TEST(EmulatorCompiler, TakesItsRulesFromTheProfile) {
  EmulatorOptions options = EmulatorOptions::of(*target::findProfile("m4-max"));
  EXPECT_TRUE(options.allowsConcat && options.allowsGelu && options.allowsConvBias);
  EXPECT_FALSE(options.uniformInputs || options.uniformOutputs || options.wholeRows);
  EXPECT_EQ(options.maxExtent, 65536);
  EmulatorOptions strict = EmulatorOptions::of(*target::findProfile("strict"));
  EXPECT_FALSE(strict.allowsConcat || strict.allowsGelu || strict.allowsConvBias);
  EXPECT_TRUE(strict.uniformInputs && strict.uniformOutputs && strict.wholeRows);
  EXPECT_EQ(strict.minSurfaceBytes, 49152);
}

} // namespace
