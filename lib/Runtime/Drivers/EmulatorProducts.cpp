//===- EmulatorProducts.cpp - Forms of convolutions and products ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorQuirks.h"
#include "lib/Runtime/Drivers/EmulatorRules.h"

namespace anemone::runtime {
namespace {

bool isSmooth(int64_t stride) {
  while (stride > 0 && stride % 2 == 0)
    stride /= 2;
  while (stride > 0 && stride % 3 == 0)
    stride /= 3;
  return stride == 1;
}

class ProductChecker {
public:
  ProductChecker(const FunctionView &view, const mil::Operation &operation,
                 const EmulatorOptions &options, Violations &found)
      : view(view), operation(operation), options(options), found(found) {}

  void run() {
    if (operation.op == "conv" || operation.op == "conv_transpose")
      checkConvolution();
    else if (operation.op == "matmul")
      checkMatmul();
  }

private:
  void refuse(const std::string &problem, unsigned rule) { found.refuse(operation, problem, rule); }

  void checkConvolution() {
    const mil::Type *weight = view.typeOf(operation, "weight");
    checkBias();
    checkChannels(view.typeOf(operation, "x"), "input", options.maxConvInputChannels);
    checkChannels(&operation.results[0].type, "output", options.maxConvOutputChannels);
    if (weight && weight->shape.size() == 4)
      checkWindow(operation, {weight->shape[2], weight->shape[3]}, options.maxKernelHeight,
                  options.maxKernelWidth, found);
    for (int64_t stride : view.integers(operation, "strides"))
      if (!options.allowsAnyConvStride && !isSmooth(stride))
        refuse("has a stride of " + std::to_string(stride) + ", expected a product of 2 and 3", 55);
    if (!options.allowsRuntimeConvWeights && hasRuntimeWeight(view, operation))
      checkRuntimeWeight();
  }

  /// Where one is accepted it has rank 1.
  void checkBias() {
    if (!operation.argument("bias"))
      return;
    const mil::Type *bias = view.typeOf(operation, "bias");
    if (!options.allowsConvBias)
      refuse("has a bias", 13);
    else if (bias && bias->shape.size() != 1)
      refuse("has a bias of " + spell(*bias) + ", expected rank 1", 13);
  }

  void checkRuntimeWeight() {
    const mil::Type *x = view.typeOf(operation, "x");
    if (x && !x->shape.empty() && x->shape[0] >= 2)
      refuse("has a weight that is no constant and a batch of " + std::to_string(x->shape[0]) +
                 ", which was reported to crash the compiler's service",
             27);
    else if (options.ignoresRuntimeConvWeights)
      found.silent(operation, "has a weight that is no constant, which the engine ignores", 27);
    else if (!isMovedBefore(view, operation, "weight"))
      found.silent(operation,
                   "has a weight that is no constant and comes from no reshape or slice, which the "
                   "engine ignores",
                   27);
  }

  void checkChannels(const mil::Type *type, const std::string &kind, int64_t limit) {
    if (!type || type->shape.size() < 2 || type->shape[1] <= limit)
      return;
    refuse("has " + std::to_string(type->shape[1]) + " " + kind + " channels, expected at most " +
               std::to_string(limit),
           16);
  }

  void checkMatmul() {
    const mil::Type *x = view.typeOf(operation, "x");
    if (!x || !view.isConstant(operation, "y"))
      return;
    bool transposed = view.flag(operation, "transpose_y");
    if (!transposed && !options.allowsUntransposedConstants)
      refuse("has a constant y that is not transposed (\"Metadata data type does not match "
             "requested type\")",
             57);
    size_t rank = x->shape.size();
    if (!transposed || rank < 2 || options.allowsMatmulOf8192)
      return;
    int64_t rows = x->shape[rank - 2], inner = x->shape[rank - 1];
    if (view.flag(operation, "transpose_x"))
      std::swap(rows, inner);
    if (rows == 128 && inner == 8192)
      refuse("multiplies 128 rows of 8192 by a constant", 58);
  }

  const FunctionView &view;
  const mil::Operation &operation;
  const EmulatorOptions &options;
  Violations &found;
};

} // namespace

void checkProduct(const FunctionView &view, const mil::Operation &operation,
                  const EmulatorOptions &options, Violations &found) {
  ProductChecker(view, operation, options, found).run();
}

void checkWindow(const mil::Operation &operation, const std::vector<int64_t> &extents,
                 int64_t maxHeight, int64_t maxWidth, Violations &found) {
  if (extents.size() == 2 && (extents[0] > maxHeight || extents[1] > maxWidth))
    found.refuse(operation,
                 "has a kernel of " + std::to_string(extents[0]) + " x " +
                     std::to_string(extents[1]) + ", expected at most " +
                     std::to_string(maxHeight) + " x " + std::to_string(maxWidth),
                 38);
}

} // namespace anemone::runtime
