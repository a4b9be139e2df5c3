//===- RegisterAdjoints.cpp - The adjoints of the dialect -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.cpp.inc"

using namespace mlir;

void anemone::onnx::registerAdjoints(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, ONNXDialect *) {
    addActivationAdjoints(context);
    addChoiceAdjoints(context);
    addConvolutionAdjoints(context);
    addIndexAdjoints(context);
    addMathAdjoints(context);
    addMovementAdjoints(context);
    addNormalizationAdjoints(context);
    addPadAdjoints(context);
    addPoolingAdjoints(context);
    addProductAdjoints(context);
    addReductionAdjoints(context);
    addResizeAdjoints(context);
  });
}
