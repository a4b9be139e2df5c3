//===- Forms.cpp - What Apple's compiler accepted and refused -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Forms.h"
#include <tuple>

namespace anemone::test {
namespace {

using Forms = std::vector<Form>;

const std::vector<std::string> kElementwise = {"add", "sub", "mul", "maximum", "minimum"};

std::string typeOf(const Shape &shape, const std::string &element = "fp16") {
  std::string text = "tensor<" + element + ", [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]>";
}

std::string line(const Shape &result, const std::string &operation, const std::string &name = "y",
                 const std::string &element = "fp16") {
  return typeOf(result, element) + " " + name + " = " + operation + "[name = string(\"" + name +
         "\")];\n";
}

std::string matmul(bool transposeX, bool transposeY, const std::string &x, const std::string &y) {
  auto spell = [](bool value) { return value ? "bool(true)" : "bool(false)"; };
  return std::string("matmul(transpose_x = ") + spell(transposeX) +
         ", transpose_y = " + spell(transposeY) + ", x = " + x + ", y = " + y + ")";
}

/// [columns, rows] where it is transposed.
Shape matrix(int64_t rows, int64_t columns, bool transposed = false, const Shape &batch = {}) {
  Shape shape = batch;
  shape.insert(shape.end(), {transposed ? columns : rows, transposed ? rows : columns});
  return shape;
}

//===----------------------------------------------------------------------===//
// Elementwise operations
//===----------------------------------------------------------------------===//

/// Equal shapes, and a second operand for each channel, each place, the whole and each sample.
Forms runtimeOperands() {
  Forms forms;
  for (const std::string &op : kElementwise)
    for (const Shape &s : {Shape{1, 64, 16, 16},
                           {2, 96, 8, 8},
                           {8, 200, 1, 32},
                           {1, 300, 4, 4},
                           {2, 1024, 1, 64},
                           {1, 16384, 1, 1}})
      for (const Shape &other : {s, Shape{1, s[1], 1, 1}, Shape{1, 1, s[2], s[3]},
                                 Shape{1, 1, 1, 1}, Shape{1, s[1], s[2], s[3]}})
        forms.push_back({{s, other}, {}, line(s, op + "(x = i0, y = i1)")});
  return forms;
}

const std::vector<Shape> kShapes = {{1, 64, 16, 16}, {1, 96, 8, 8}, {2, 200, 1, 32}};

Forms scalarConstants() {
  Forms forms;
  for (const Shape &shape : kShapes) {
    for (const std::string &op : kElementwise)
      forms.push_back({{shape}, {}, line(shape, op + "(x = i0, y = fp16(0x1p-1))")});
    forms.push_back({{shape}, {}, line(shape, "real_div(x = i0, y = fp16(0x1p+1))")});
  }
  return forms;
}

Forms constantsOfAFile() {
  Forms forms;
  for (const Shape &shape : kShapes)
    for (const Shape &weight : {Shape{1, shape[1], 1, 1}, Shape{1, shape[1], shape[2], shape[3]}})
      for (const std::string &op : kElementwise)
        forms.push_back({{shape}, {weight}, line(shape, op + "(x = i0, y = w0)")});
  return forms;
}

Forms divisionsByConstants() {
  Forms forms;
  for (const Shape &shape : kShapes)
    for (const char *operands : {"(x = i0, y = w0)", "(x = w0, y = i0)"})
      forms.push_back({{shape},
                       {{1, shape[1], 1, 1}},
                       line(shape, std::string("real_div") + operands),
                       "ANE-C59"});
  return forms;
}

std::string ones(const Shape &shape, int64_t count) {
  std::string numbers = "1";
  for (int64_t i = 1; i < count; ++i)
    numbers += ", 1";
  return typeOf(shape) + "([" + numbers + "])";
}

Forms tensorsInTheText() {
  Forms forms;
  for (int64_t channels : {1, 64, 96}) {
    Shape shape{1, channels, 8, 8};
    for (const std::string &op : kElementwise)
      forms.push_back(
          {{shape},
           {},
           line(shape, op + "(x = i0, y = " + ones({1, channels, 1, 1}, channels) + ")"),
           "ANE-C56"});
    forms.push_back({{shape},
                     {{channels, channels, 1, 1}},
                     line(shape, "conv(bias = " + ones({channels}, channels) +
                                     ", pad_type = string(\"same\"), weight = w0, x = i0)"),
                     "ANE-C56"});
  }
  return forms;
}

Forms activations() {
  Forms forms;
  for (const Shape &shape : {Shape{1, 64, 16, 16}, {1, 96, 8, 8}, {1, 3072, 1, 256}}) {
    for (const std::string mode : {"EXACT", "TANH_APPROXIMATION", "SIGMOID_APPROXIMATION"})
      forms.push_back({{shape}, {}, line(shape, "gelu(mode = string(\"" + mode + "\"), x = i0)")});
    forms.push_back({{shape}, {}, line(shape, "silu(x = i0)")});
  }
  return forms;
}

Forms selects(bool isBool) {
  Forms forms;
  for (const Shape &shape : {Shape{1, 64, 8, 8}, {1, 8, 1, 32}, {2, 96, 16, 16}})
    if (isBool)
      forms.push_back({{shape, shape},
                       {},
                       line(shape, "greater(x = i0, y = i1)", "c", "bool") +
                           line(shape, "select(a = i0, b = i1, cond = c)")});
    else
      forms.push_back(
          {{shape, shape}, {}, line(shape, "select(a = i0, b = i1, cond = i0)"), "ANE-C60"});
  return forms;
}

//===----------------------------------------------------------------------===//
// Convolutions and products
//===----------------------------------------------------------------------===//

Forms convolutionsWithABias() {
  Forms forms;
  for (int64_t groups : {1, 4, 64})
    for (int64_t kernel : {1, 3})
      for (int64_t stride : {1, 2})
        for (int64_t extent : {16, 32}) {
          std::string s = std::to_string(stride);
          forms.push_back({{{1, 64, extent, extent}},
                           {{64, 64 / groups, kernel, kernel}, {64}},
                           line({1, 64, extent / stride, extent / stride},
                                "conv(bias = w1, groups = int32(" + std::to_string(groups) +
                                    "), pad_type = string(\"same\"), strides = tensor<int32, "
                                    "[2]>([" +
                                    s + ", " + s + "]), weight = w0, x = i0)")});
        }
  return forms;
}

Forms runtimeProducts() {
  Forms forms;
  for (bool tx : {false, true})
    for (bool ty : {false, true})
      for (const Shape &batch : {Shape{}, Shape{4}})
        for (int64_t s : {64, 128, 256, 512})
          forms.push_back({{matrix(s, 32, tx, batch), matrix(32, 96, ty, batch)},
                           {},
                           line(matrix(s, 96, false, batch), matmul(tx, ty, "i0", "i1"))});
  return forms;
}

Forms attention() {
  Forms forms;
  for (int64_t s : {64, 128, 256, 512}) {
    Shape heads{1, 4, s, 64}, scores{1, 4, s, s};
    forms.push_back({{heads, heads}, {}, line(scores, matmul(false, true, "i0", "i1"))});
    forms.push_back({{scores, heads}, {}, line(heads, matmul(false, false, "i0", "i1"))});
  }
  return forms;
}

constexpr int64_t kReportedRows[] = {1, 16, 32, 128, 256, 512};

/// [M, K] by [N, K].
Form transposedConstant(int64_t m, int64_t k, int64_t n, const std::string &rule = {}) {
  return {{{m, k}}, {{n, k}}, line({m, n}, matmul(false, true, "i0", "w0")), rule};
}

Forms transposedConstants() {
  Forms forms;
  for (int64_t m : kReportedRows)
    for (auto [k, n] : {std::pair(2048, 2048), {2048, 8192}, {4096, 4096}, {8192, 2048}})
      if (m != 128 || k != 8192)
        forms.push_back(transposedConstant(m, k, n));
  return forms;
}

Forms rows128Of8192() {
  Forms forms;
  for (int64_t n : {32, 2048, 4096, 8192})
    forms.push_back(transposedConstant(128, 8192, n, "ANE-C58"));
  return forms;
}

Forms untransposedConstants() {
  Forms forms;
  for (int64_t m : kReportedRows)
    for (auto [k, n] : {std::pair(2048, 2048), {2048, 4096}, {4096, 2048}})
      forms.push_back(
          {{{m, k}}, {{k, n}}, line({m, n}, matmul(false, false, "i0", "w0")), "ANE-C57"});
  return forms;
}

Forms otherProductsWithAConstant() {
  Forms forms;
  for (int64_t m : {16, 64, 128})
    for (auto [k, n] : {std::pair(2048, 32), {64, 256}}) {
      forms.push_back({{{k, m}}, {{n, k}}, line({m, n}, matmul(true, true, "i0", "w0"))});
      for (bool ty : {false, true})
        forms.push_back(
            {{matrix(k, m, ty)}, {{n, k}}, line({n, m}, matmul(false, ty, "w0", "i0"))});
    }
  return forms;
}

Forms linears() {
  Forms forms;
  for (int64_t k : {64, 256, 2048}) {
    Shape y{16, 32};
    forms.push_back({{{16, k}}, {{32, k}}, line(y, "linear(weight = w0, x = i0)"), "ANE-C70"});
    forms.push_back(
        {{{16, k}}, {{32, k}, {32}}, line(y, "linear(bias = w1, weight = w0, x = i0)"), "ANE-C70"});
  }
  return forms;
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

Forms softmaxes() {
  Forms forms;
  for (int64_t heads : {1, 4, 12})
    for (int64_t s : {64, 128, 512}) {
      Shape scores{1, heads, s, s};
      forms.push_back({{scores}, {}, line(scores, "softmax(axis = int32(-1), x = i0)")});
    }
  return forms;
}

Forms productsAroundAnActivation() {
  Forms forms;
  for (int64_t s : {64, 128, 512}) {
    Shape heads{1, 4, s, 64}, scores{1, 4, s, s}, rows{1, 1, s, 64};
    forms.push_back({{heads, heads, heads},
                     {},
                     line(scores, matmul(false, true, "i0", "i1"), "a") +
                         line(scores, "softmax(axis = int32(-1), x = a)", "p") +
                         line(heads, matmul(false, false, "p", "i2"))});
    forms.push_back({{rows},
                     {{256, 64}, {64, 256}},
                     line({1, 1, s, 256}, matmul(false, true, "i0", "w0"), "a") +
                         line({1, 1, s, 256}, "gelu(mode = string(\"EXACT\"), x = a)", "g") +
                         line(rows, matmul(false, true, "g", "w1"))});
  }
  return forms;
}

Forms normalizedProducts() {
  Forms forms;
  for (auto [s, d, n] : {std::tuple(64, 256, 256), {128, 768, 3072}, {256, 2048, 2048}})
    for (const Shape &batch : {Shape{}, Shape{1}, Shape{1, 1}}) {
      Shape x = matrix(s, d, false, batch), y = matrix(s, n, false, batch);
      std::string norm = line(x,
                              "layer_norm(axes = tensor<int32, [1]>([-1]), beta = w1, epsilon = "
                              "fp16(0x1p-14), gamma = w0, x = i0)",
                              "z");
      forms.push_back({{x}, {{d}, {d}, {n, d}}, norm + line(y, matmul(false, true, "z", "w2"))});
      forms.push_back({{x, matrix(d, n, false, batch)},
                       {{d}, {d}},
                       norm + line(y, matmul(false, false, "z", "i1"))});
    }
  return forms;
}

std::string reduceChannels(const std::string &op, const std::string &x, const std::string &name) {
  return line({1, 1, 1, 1},
              op + "(axes = tensor<int32, [1]>([1]), keep_dims = bool(true), x = " + x + ")", name);
}

Forms loneReductions() {
  Forms forms;
  for (const std::string op : {"reduce_max", "reduce_mean"})
    for (int64_t channels : {64, 512, 2048, 4096})
      forms.push_back({{{1, channels, 1, 1}}, {}, reduceChannels(op, "i0", "y"), "ANE-C61"});
  return forms;
}

/// By the root of the mean square.
Forms reductionsInANormalization() {
  Forms forms;
  for (const std::string op : {"reduce_max", "reduce_mean"})
    for (int64_t channels : {64, 512, 2048, 4096}) {
      Shape x{1, channels, 1, 1};
      forms.push_back({{x},
                       {},
                       line(x, "mul(x = i0, y = i0)", "s") + reduceChannels(op, "s", "m") +
                           line({1, 1, 1, 1}, "rsqrt(epsilon = fp16(0x1p-14), x = m)", "r") +
                           line(x, "mul(x = i0, y = r)")});
    }
  return forms;
}

} // namespace

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

std::vector<FormRow> reportedVerdicts() {
  return {
      {"ElementwiseOnRuntimeOperands", runtimeOperands()},
      {"ScalarConstants", scalarConstants()},
      {"ConstantsOfAFile", constantsOfAFile()},
      {"C59DivisionsByConstants", divisionsByConstants()},
      {"C56TensorsInTheText", tensorsInTheText(), InTheDialect::NotEmitted},
      {"ConvolutionsWithABiasOfAFile", convolutionsWithABias()},
      {"GeluWithAModeAndSilu", activations()},
      {"ProductsOfRuntimeOperands", runtimeProducts()},
      {"ScoresAndContextOfAttention", attention()},
      {"ProductsWithATransposedConstant", transposedConstants()},
      {"C58Rows128Of8192", rows128Of8192()},
      {"C57UntransposedConstants", untransposedConstants()},
      {"TransposedXAndConstantX", otherProductsWithAConstant()},
      {"SoftmaxOnTheLastAxis", softmaxes()},
      {"ProductsAroundAnActivation", productsAroundAnActivation()},
      {"LayerNormThenProduct", normalizedProducts()},
      {"C61LoneReductions", loneReductions()},
      {"ReductionsInANormalization", reductionsInANormalization()},
      {"SelectByBool", selects(true)},
      {"C60SelectByHalf", selects(false), InTheDialect::NotParsed},
      {"C70Linear", linears()},
  };
}

} // namespace anemone::test
