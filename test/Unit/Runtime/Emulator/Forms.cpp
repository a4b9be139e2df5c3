//===- Forms.cpp - What Apple's compiler accepted and refused -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Forms.h"
#include <functional>
#include <numeric>
#include <tuple>

namespace anemone::test {
namespace {

using Forms = std::vector<Form>;

const std::vector<std::string> kElementwise = {"add", "sub", "mul", "maximum", "minimum"};

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

/// As Orion wrote it.
Forms gelusWithoutAMode() {
  Forms forms;
  for (const Shape &shape : {Shape{1, 64, 16, 16}, {1, 96, 8, 8}, {1, 3072, 1, 256}})
    forms.push_back({{shape}, {}, line(shape, "gelu(x = i0)"), "ANE-C10"});
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

/// The bias has the shape of what it is added to.
Forms convolutionsWithAShapedBias() {
  Forms forms;
  for (int64_t channels : {32, 64, 96})
    for (int64_t kernel : {1, 3})
      forms.push_back({{{1, channels, 16, 16}},
                       {{channels, channels, kernel, kernel}, {1, channels, 1, 1}},
                       line({1, channels, 16, 16},
                            "conv(bias = w1, pad_type = string(\"same\"), weight = w0, x = i0)"),
                       "ANE-C13"});
  return forms;
}

Forms strides(std::initializer_list<int64_t> strides, const std::string &rule) {
  Forms forms;
  for (int64_t stride : strides)
    for (int64_t channels : {32, 64}) {
      std::string s = std::to_string(stride);
      forms.push_back({{{1, channels, 8 * stride, 8 * stride}},
                       {{channels, channels, 1, 1}},
                       line({1, channels, 8, 8}, "conv(pad_type = string(\"same\"), strides = "
                                                 "tensor<int32, [2]>([" +
                                                     s + ", " + s + "]), weight = w0, x = i0)"),
                       rule});
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
  forms.push_back(transposedConstant(256, 8192, 8192)); // 134 MB, the largest that is reported
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

//===----------------------------------------------------------------------===//
// What other reports refuse on these chips
//===----------------------------------------------------------------------===//

Forms unaryWithoutEpsilon() {
  Forms forms;
  for (auto [op, rule] :
       {std::pair("rsqrt", "ANE-C23"), {"inverse", "ANE-C24"}, {"log", "ANE-C37"}})
    for (const Shape &shape : kShapes)
      forms.push_back({{shape}, {}, line(shape, std::string(op) + "(x = i0)"), rule});
  return forms;
}

Forms unaryWithEpsilon() {
  Forms forms;
  for (const std::string op : {"rsqrt", "inverse", "log"})
    for (const Shape &shape : kShapes)
      forms.push_back({{shape}, {}, line(shape, op + "(epsilon = fp16(0x1p-14), x = i0)")});
  return forms;
}

Forms unaryOfTheHost() {
  Forms forms;
  for (const std::string op : {"sin", "cos", "tan", "asin", "acos"})
    for (const Shape &shape : kShapes)
      forms.push_back({{shape}, {}, line(shape, op + "(x = i0)"), "ANE-C36"});
  return forms;
}

Forms softmaxesOverChannels(std::initializer_list<int64_t> extents, const std::string &rule) {
  Forms forms;
  for (int64_t channels : extents) {
    Shape shape{1, channels, 1, 32};
    forms.push_back({{shape}, {}, line(shape, "softmax(axis = int32(1), x = i0)"), rule});
  }
  return forms;
}

Forms reshapes(const std::vector<Shape> &shapes, const std::string &rule) {
  Forms forms;
  for (const Shape &shape : shapes) {
    int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
    Shape flat{1, count / 32, 1, 32};
    auto reshape = [](const Shape &to, const std::string &x, const std::string &name) {
      std::string extents;
      for (int64_t extent : to)
        extents += (extents.empty() ? "" : ", ") + std::to_string(extent);
      return line(to,
                  "reshape(shape = tensor<int32, [" + std::to_string(to.size()) + "]>([" + extents +
                      "]), x = " + x + ")",
                  name);
    };
    forms.push_back(
        {{flat},
         {},
         reshape(shape, "i0", "r") + line(shape, "relu(x = r)", "s") + reshape(flat, "s", "y"),
         rule});
  }
  return forms;
}

Forms chainsInFp32() {
  Forms forms;
  for (const Shape &shape : kShapes)
    for (const std::string op :
         {"relu(x = a)", "add(x = a, y = fp32(0x1p+0))", "mul(x = a, y = a)"})
      forms.push_back({{shape},
                       {},
                       line(shape, "cast(dtype = string(\"fp32\"), x = i0)", "a", "fp32") +
                           line(shape, op, "b", "fp32") +
                           line(shape, "cast(dtype = string(\"fp16\"), x = b)"),
                       "ANE-C53"});
  return forms;
}

Forms maskedSoftmaxes(const std::string &mask, const std::string &rule) {
  Forms forms;
  for (int64_t s : {64, 128, 256}) {
    Shape scores{1, 4, s, s};
    forms.push_back({{scores, scores},
                     {},
                     line(scores, "greater(x = i0, y = i1)", "c", "bool") +
                         line(scores, "select(a = i0, b = fp16(" + mask + "), cond = c)", "m") +
                         line(scores, "softmax(axis = int32(-1), x = m)"),
                     rule});
  }
  return forms;
}

Forms misplacedSizes() {
  Forms forms;
  for (Form form : constantsOfAFile()) {
    form.rule = "ANE-C47";
    form.misplacesSizes = true;
    forms.push_back(form);
  }
  return forms;
}

} // namespace

std::vector<FormRow> reportedVerdicts() {
  return {
      {"ElementwiseOnRuntimeOperands", runtimeOperands()},
      {"ScalarConstants", scalarConstants()},
      {"ConstantsOfAFile", constantsOfAFile()},
      {"C59DivisionsByConstants", divisionsByConstants()},
      {"C56TensorsInTheText", tensorsInTheText(), InTheDialect::NotEmitted, "BLOBFILE"},
      {"ConvolutionsWithABiasOfAFile", convolutionsWithABias()},
      {"C13ConvolutionsWithAShapedBias", convolutionsWithAShapedBias(), InTheDialect::NotParsed,
       "bias"},
      {"GeluWithAModeAndSilu", activations()},
      {"C10GeluWithoutAMode", gelusWithoutAMode(), InTheDialect::NotEmitted, "mode = "},
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
      {"C60SelectByHalf", selects(false), InTheDialect::NotParsed, "operand #0"},
      {"C70Linear", linears()},
      {"C47MisplacedSizes", misplacedSizes(), InTheDialect::NotParsed, "ANE-C47"},
      {"UnaryWithoutEpsilon", unaryWithoutEpsilon(), InTheDialect::NotEmitted, "epsilon = "},
      {"UnaryWithEpsilon", unaryWithEpsilon()},
      {"C36UnaryOfTheHost", unaryOfTheHost()},
      {"C33SoftmaxOverChannels", softmaxesOverChannels({96, 200, 768}, "ANE-C33")},
      {"SoftmaxOverAPowerOfTwo", softmaxesOverChannels({64, 256, 1024}, "")},
      {"C38RanksAboveFive",
       reshapes({{1, 8, 8, 8, 4, 8}, {2, 2, 2, 2, 2, 32}, {1, 1, 4, 4, 4, 4, 4}}, "ANE-C38")},
      {"RanksUpToFive", reshapes({{1, 8, 8, 8, 32}, {2, 2, 2, 2, 32}, {64, 32}, {16, 4, 32}}, "")},
      {"C55OtherStrides", strides({5, 7, 10}, "ANE-C55")},
      {"SmoothStrides", strides({1, 2, 3, 4, 6, 8, 9}, "")},
      {"C53ChainsInFp32", chainsInFp32()},
      {"C54InfiniteMasks", maskedSoftmaxes("-inf", "ANE-C54")},
      {"FiniteMasks", maskedSoftmaxes("-0x1.388p+15", "")},
  };
}

} // namespace anemone::test
