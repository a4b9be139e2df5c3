//===- FormTest.cpp - What Apple's compiler accepted and refused ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The verdicts on M1 and M2 that mil-hwx-compiler reports, form by form, each
// on several shapes. Accepted means compiled: nothing is evaluated here.
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"
#include <numeric>

using namespace anemone;
using namespace anemone::runtime;

namespace {

using Shape = std::vector<int64_t>;

/// The rules for which the verdicts stand: defaults are the strict ones, which differ where older
/// reports do.
EmulatorOptions apple() {
  EmulatorOptions options;
  options.allowsGelu = options.allowsConvBias = true;
  return options;
}

std::string typeOf(const Shape &shape) {
  std::string text = "tensor<fp16, [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]>";
}

int64_t countOf(const Shape &shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
}

/// A program on inputs i0, i1, ... with a weight w in a file, unless its shape is empty.
std::string verdict(const std::vector<Shape> &inputs, const Shape &weight, const std::string &lines,
                    const EmulatorOptions &options = apple()) {
  std::string parameters;
  for (size_t i = 0; i < inputs.size(); ++i)
    parameters += (i ? ", " : "") + typeOf(inputs[i]) + " i" + std::to_string(i);
  std::vector<uint8_t> file =
      weightFile(std::vector<uint16_t>(weight.empty() ? 0 : countOf(weight)));
  std::string text =
      programText(parameters, (weight.empty() ? "" : weightLine(typeOf(weight), "w")) + lines, "y");
  EmulatorStatus status = Emulator(options).model(text, {{kWeightPath, file}})->compile();
  return status.ok() ? "accepted" : status.error().message();
}

std::string line(const Shape &result, const std::string &operation, const std::string &name = "y") {
  return typeOf(result) + " " + name + " = " + operation + "[name = string(\"" + name + "\")];\n";
}

std::string booleans(bool x, bool y) {
  auto spell = [](bool value) { return value ? "bool(true)" : "bool(false)"; };
  return std::string("transpose_x = ") + spell(x) + ", transpose_y = " + spell(y);
}

TEST(EmulatorForms, ElementwiseOperationsOnRuntimeOperandsAreAccepted) {
  for (const char *op : {"add", "sub", "mul", "maximum", "minimum"}) {
    std::string operation = std::string(op) + "(x = i0, y = i1)";
    for (const Shape &shape :
         {Shape{1, 64, 16, 16}, {2, 96, 8, 8}, {8, 200, 1, 32}, {1, 300, 4, 4}, {1, 16384, 1, 1}}) {
      for (Shape other : {shape, Shape{1, shape[1], 1, 1}, Shape{1, 1, shape[2], shape[3]},
                          Shape{1, 1, 1, 1}, Shape{1, shape[1], shape[2], shape[3]}})
        EXPECT_EQ(verdict({shape, other}, {}, line(shape, operation)), "accepted") << operation;
    }
  }
}

TEST(EmulatorForms, ScalarAndFileConstantsAreAccepted) {
  for (const Shape &shape : {Shape{1, 64, 16, 16}, {1, 96, 8, 8}, {2, 200, 1, 32}})
    for (const char *op : {"add", "sub", "mul", "maximum", "minimum"}) {
      std::string name = op;
      EXPECT_EQ(verdict({shape}, {}, line(shape, name + "(x = i0, y = fp16(0x1p-1))")), "accepted");
      EXPECT_EQ(verdict({shape}, {1, shape[1], 1, 1}, line(shape, name + "(x = i0, y = w)")),
                "accepted");
      EXPECT_EQ(verdict({shape}, shape, line(shape, name + "(x = i0, y = w)")), "accepted");
    }
}

TEST(EmulatorForms, C59DivisionByAConstantTensorIsRefused) {
  for (const Shape &shape : {Shape{1, 64, 16, 16}, {1, 96, 8, 8}, {2, 200, 1, 32}}) {
    EXPECT_TRUE(
        contains(verdict({shape}, {1, shape[1], 1, 1}, line(shape, "real_div(x = i0, y = w)")),
                 "[ANE-C59]"));
    EXPECT_TRUE(
        contains(verdict({shape}, {1, shape[1], 1, 1}, line(shape, "real_div(x = w, y = i0)")),
                 "has a constant tensor as x"));
    EXPECT_EQ(verdict({shape}, {}, line(shape, "real_div(x = i0, y = fp16(0x1p+1))")), "accepted");
    EXPECT_EQ(verdict({shape, shape}, {}, line(shape, "real_div(x = i0, y = i1)")), "accepted");
  }
}

TEST(EmulatorForms, C56TensorsInTheTextAreRefused) {
  auto inlined = [](int64_t count) {
    std::string numbers = "1";
    for (int64_t i = 1; i < count; ++i)
      numbers += ", 1";
    return "([" + numbers + "])";
  };
  for (int64_t channels : {1, 64, 96}) {
    Shape shape{1, channels, 8, 8};
    std::string tensor = typeOf({1, channels, 1, 1}) + inlined(channels);
    EXPECT_TRUE(contains(verdict({shape}, {}, line(shape, "add(x = i0, y = " + tensor + ")")),
                         "[ANE-C56]"));
    std::string bias = typeOf({channels}) + inlined(channels);
    EXPECT_TRUE(contains(verdict({shape}, {channels, channels, 1, 1},
                                 line(shape, "conv(bias = " + bias +
                                                 ", pad_type = string(\"same\"), weight = w, x = "
                                                 "i0)")),
                         "[ANE-C56]"));
  }
}

TEST(EmulatorForms, ConvolutionsWithABiasFromAFileAreAccepted) {
  for (int64_t groups : {1, 4, 64})
    for (int64_t kernel : {1, 3})
      for (int64_t stride : {1, 2}) {
        int64_t size = 16 / stride;
        std::string s = std::to_string(stride);
        std::string conv = "conv(bias = b, groups = int32(" + std::to_string(groups) +
                           "), pad_type = string(\"same\"), strides = tensor<int32, [2]>([" + s +
                           ", " + s + "]), weight = k, x = i0)";
        std::vector<uint8_t> bias = weightFile(std::vector<uint16_t>(64));
        Shape weight{64, 64 / groups, kernel, kernel};
        std::vector<uint8_t> file = weightFile(std::vector<uint16_t>(countOf(weight)));
        std::string other = weightLine(typeOf({64}), "b");
        other.replace(other.find(kWeightPath), kWeightPath.size(), "@model_path/bias.bin");
        std::string text = programText(
            typeOf({1, 64, 16, 16}) + " i0",
            weightLine(typeOf(weight), "k") + other + line({1, 64, size, size}, conv), "y");
        EmulatorStatus status =
            Emulator(apple())
                .model(text, {{kWeightPath, file}, {"@model_path/bias.bin", bias}})
                ->compile();
        EXPECT_TRUE(status.ok()) << status.error().message();
      }
}

TEST(EmulatorForms, GeluWithAModeIsAccepted) {
  for (const Shape &shape : {Shape{1, 64, 16, 16}, {1, 96, 8, 8}, {1, 3072, 1, 256}}) {
    for (const char *mode : {"EXACT", "TANH_APPROXIMATION", "SIGMOID_APPROXIMATION"})
      EXPECT_EQ(verdict({shape}, {},
                        line(shape, "gelu(mode = string(\"" + std::string(mode) + "\"), x = i0)")),
                "accepted");
    EXPECT_TRUE(contains(verdict({shape}, {}, line(shape, "gelu(x = i0)")), "[ANE-C10]"));
    EXPECT_EQ(verdict({shape}, {}, line(shape, "silu(x = i0)")), "accepted");
  }
}

TEST(EmulatorForms, MatmulOfRuntimeOperandsIsAcceptedInEveryForm) {
  for (bool tx : {false, true})
    for (bool ty : {false, true})
      for (Shape batch : {Shape{}, Shape{4}}) {
        auto with = [&](int64_t rows, int64_t columns) {
          Shape shape = batch;
          shape.insert(shape.end(), {rows, columns});
          return shape;
        };
        for (int64_t s : {64, 128, 512}) {
          Shape x = tx ? with(32, s) : with(s, 32), y = ty ? with(96, 32) : with(32, 96);
          EXPECT_EQ(verdict({x, y}, {},
                            line(with(s, 96), "matmul(" + booleans(tx, ty) + ", x = i0, y = i1)")),
                    "accepted");
        }
      }
}

TEST(EmulatorForms, C57AConstantWeightHasToBeTransposed) {
  for (int64_t m : {1, 16, 32, 128, 256, 512})
    for (int64_t k : {2048, 4096}) {
      auto form = [&](bool ty) {
        return line({m, 32}, "matmul(" + booleans(false, ty) + ", x = i0, y = w)");
      };
      EXPECT_EQ(verdict({{m, k}}, {32, k}, form(true)), "accepted") << m << " x " << k;
      std::string refused = verdict({{m, k}}, {k, 32}, form(false));
      EXPECT_TRUE(contains(refused, "[ANE-C57]"));
      EXPECT_TRUE(contains(refused, "Metadata data type does not match requested type"));
    }
  // With transpose_x, and where the constant is x.
  EXPECT_EQ(verdict({{2048, 16}}, {32, 2048},
                    line({16, 32}, "matmul(" + booleans(true, true) + ", x = i0, y = w)")),
            "accepted");
  EXPECT_EQ(verdict({{2048, 16}}, {32, 2048},
                    line({32, 16}, "matmul(" + booleans(false, false) + ", x = w, y = i0)")),
            "accepted");
}

TEST(EmulatorForms, C58M128OfK8192IsRefusedForEveryN) {
  auto form = [](int64_t m, int64_t n) {
    return verdict({{m, 8192}}, {n, 8192},
                   line({m, n}, "matmul(" + booleans(false, true) + ", x = i0, y = w)"));
  };
  for (int64_t n : {16, 32, 256})
    EXPECT_TRUE(contains(form(128, n), "[ANE-C58]")) << n;
  for (int64_t m : {1, 16, 32, 256, 512})
    EXPECT_EQ(form(m, 32), "accepted") << m;
}

TEST(EmulatorForms, AttentionAndChainsAreAccepted) {
  for (int64_t s : {64, 128, 512}) {
    std::string soft = line({1, 4, s, s}, "softmax(axis = int32(-1), x = i0)", "p");
    EXPECT_EQ(verdict({{1, 4, s, s}, {1, 4, s, 64}}, {},
                      soft + line({1, 4, s, 64},
                                  "matmul(" + booleans(false, false) + ", x = p, y = i1)")),
              "accepted");
    EXPECT_EQ(
        verdict({{1, 1, s, 64}}, {64, 64},
                line({1, 1, s, 64}, "matmul(" + booleans(false, true) + ", x = i0, y = w)", "a") +
                    line({1, 1, s, 64}, "gelu(mode = string(\"EXACT\"), x = a)", "g") +
                    line({1, 1, s, 64}, "matmul(" + booleans(false, true) + ", x = g, y = w)")),
        "accepted");
  }
}

TEST(EmulatorForms, C61AReductionOfChannelsAloneIsRefused) {
  for (const char *op : {"reduce_max", "reduce_mean"}) {
    std::string reduce =
        std::string(op) + "(axes = tensor<int32, [1]>([1]), keep_dims = bool(true), x = ";
    for (int64_t channels : {64, 2048}) {
      Shape shape{1, channels, 1, 1};
      EXPECT_TRUE(contains(verdict({shape}, {}, line({1, 1, 1, 1}, reduce + "i0)")), "[ANE-C61]"));
      // As in a normalisation by the root of the mean square.
      EXPECT_EQ(verdict({shape}, {},
                        line(shape, "mul(x = i0, y = i0)", "s") +
                            line({1, 1, 1, 1}, reduce + "s)", "m") +
                            line({1, 1, 1, 1}, "rsqrt(epsilon = fp16(0x1p-14), x = m)", "r") +
                            line(shape, "mul(x = i0, y = r)")),
                "accepted");
    }
  }
}

TEST(EmulatorForms, C60SelectTakesABoolean) {
  for (const Shape &shape : {Shape{1, 64, 8, 8}, {1, 8, 1, 32}}) {
    std::string condition = typeOf(shape);
    condition.replace(condition.find("fp16"), 4, "bool");
    std::string compare = condition + " c = greater(x = i0, y = i1)[name = string(\"c\")];\n";
    EXPECT_EQ(
        verdict({shape, shape}, {}, compare + line(shape, "select(a = i0, b = i1, cond = c)")),
        "accepted");
    EXPECT_TRUE(
        contains(verdict({shape, shape}, {}, line(shape, "select(a = i0, b = i1, cond = i0)")),
                 "[ANE-C60]"));
  }
}

TEST(EmulatorForms, C70LinearIsRefused) {
  for (int64_t k : {64, 256})
    EXPECT_TRUE(contains(verdict({{16, k}}, {32, k}, line({16, 32}, "linear(weight = w, x = i0)")),
                         "[ANE-C70]"));
}

// ANE-C47: sizes and offsets of records are looked at.
TEST(EmulatorForms, C47ARecordWithAMisplacedSizeIsRefused) {
  // 524,288 lies in the field's upper half: benchmarks in the field wrote it so.
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  file[72] = 0;
  file[74] = 8;
  file[80] = 0;
  for (Fidelity fidelity : {Fidelity::Strict, Fidelity::Silicon}) {
    EmulatorOptions options;
    options.fidelity = fidelity;
    std::string text = programText(kTile + " x",
                                   weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + kTile +
                                       " y = add(x = x, y = w)[name = string(\"y\")];",
                                   "y");
    EmulatorStatus status = Emulator(options).model(text, {{kWeightPath, file}})->compile();
    ASSERT_FALSE(status.ok());
    EXPECT_TRUE(contains(status.error().explanation, "Cannot retrieve file blob properties"));
  }
}

} // namespace
