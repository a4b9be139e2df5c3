//===- Patterns.h - Lowerings from onnx to ane, by subject ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_PATTERNS_H
#define LIB_CONVERSION_ONNXTOANE_PATTERNS_H

#include "lib/Conversion/ONNXToANE/Lowering.h"

namespace anemone {

/// Constants, parameters and absent operands.
void populateConstantLowerings(Lowerings &set);
/// Arithmetic, comparisons, logic, choices, casts.
void populateElementwiseLowerings(Lowerings &set);
/// Activations and softmax.
void populateActivationLowerings(Lowerings &set);
/// Conv and ConvTranspose.
void populateConvolutionLowerings(Lowerings &set);
/// MaxPool, AveragePool and their global forms.
void populatePoolingLowerings(Lowerings &set);
/// Batch, instance and layer normalization.
void populateNormalizationLowerings(Lowerings &set);
/// MatMul and Gemm.
void populateMatmulLowerings(Lowerings &set);
/// Reshape and its kin, Transpose, Expand, Tile, blocks of pixels.
void populateMovementLowerings(Lowerings &set);
/// Slice, Split, Concat, Pad, Gather.
void populateIndexingLowerings(Lowerings &set);
/// GatherElements, GatherND, ScatterElements, ScatterND.
void populateAddressingLowerings(Lowerings &set);
/// Reductions.
void populateReductionLowerings(Lowerings &set);
/// Resize.
void populateResizeLowerings(Lowerings &set);

/// All of the above.
void populateLowerings(Lowerings &set);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_PATTERNS_H
