//===- Patterns.h - Patterns from onnx to ane, by subject -------*- C++ -*-===//
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
void populateConstantPatterns(LoweringSet set);
/// Arithmetic, comparisons, logic, choices, casts.
void populateElementwisePatterns(LoweringSet set);
/// Activations and softmax.
void populateActivationPatterns(LoweringSet set);
/// Conv and ConvTranspose.
void populateConvolutionPatterns(LoweringSet set);
/// MaxPool, AveragePool and their global forms.
void populatePoolingPatterns(LoweringSet set);
/// Batch, instance and layer normalization.
void populateNormalizationPatterns(LoweringSet set);
/// MatMul and Gemm.
void populateMatmulPatterns(LoweringSet set);
/// Reshape and its kin, Transpose, Expand, Tile, blocks of pixels.
void populateMovementPatterns(LoweringSet set);
/// Slice, Split, Concat, Pad, Gather.
void populateIndexingPatterns(LoweringSet set);
/// GatherElements, GatherND, ScatterElements, ScatterND.
void populateAddressingPatterns(LoweringSet set);
/// Reductions.
void populateReductionPatterns(LoweringSet set);
/// Resize.
void populateResizePatterns(LoweringSet set);

/// All of the above.
void populateONNXToANEPatterns(LoweringSet set);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_PATTERNS_H
