//===- ConstraintsApple.td - Constraints from 53 on --------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Apple's own published rules, the verdicts of its compiler, and what came after.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_TARGET_CONSTRAINTSAPPLE_TD
#define LIB_TARGET_CONSTRAINTSAPPLE_TD

include "lib/Target/ConstraintBase.td"

def ComputesInHalf : Constraint<53, "computes in fp16"> {
  let rule = "a program computes in fp16: fp32 only comes in or goes out through a cast";
  let remedy = "cast at the boundary of the program";
  let stage = Compile;
  let symptom = "the operation leaves the engine; an fp32 literal does the same";
  let finder = "coreai-models";
  let source = "apple/coreai-models, neural_engine_rules; coremltools";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def FiniteMasks : Constraint<54, "no infinity into softmax"> {
  let rule = "no -inf enters a softmax";
  let remedy = "mask with -40000, which exp takes to 0";
  let stage = Silent;
  let symptom = "NaN where a whole row is masked";
  let finder = "coreai-models";
  let source = "apple/coreai-models, neural_engine_rules";
  let dischargedBy = Decompose;
  let verified = 1;
  let emulated = 1;
}

def SmoothStrides : Constraint<55, "strides of a convolution"> {
  let rule = "strides of a convolution are products of 2 and 3";
  let remedy = "convolve with stride 1 and slice, or compute it on the host";
  let stage = Compile;
  let symptom = "the operation leaves the engine";
  let finder = "coreai-models";
  let source = "apple/coreai-models, neural_engine_rules";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def NoInlineTensors : Constraint<56, "tensors in the text"> {
  let rule = "tensors of fp16 stand in a weight file, not in the text";
  let remedy = "write it to the weight file as ane-translate does";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: refused in every elementwise operation and as a bias; scalars are accepted";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def ConstantMatmul : Constraint<57, "product with a constant"> {
  let rule = "a matmul whose y is constant has transpose_y = true";
  let remedy = "store the weight transposed, or use a 1x1 convolution";
  let stage = Compile;
  let symptom = "Metadata data type does not match requested type";
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: accepted with transpose_y = true, refused without";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def ConstantMatmul8192 : Constraint<58, "128 rows of 8,192 by a constant"> {
  let rule = "a matmul of [128, 8192] has no constant y";
  let remedy = "split its inner extent, or use a 1x1 convolution";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: refused for every N, while 1, 16, 32, 256 and 512 rows are accepted";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def DivisionByConstant : Constraint<59, "division by a constant tensor"> {
  let rule = "real_div has no constant tensor as an operand";
  let remedy = "multiply by the inverse";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: refused, while add, sub, mul, maximum and minimum take one";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def BooleanCondition : Constraint<60, "condition of a select"> {
  let rule = "the condition of select is a tensor of bool";
  let remedy = "compare with 0";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: an fp16 condition is refused";
  let dischargedBy = DialectTypes;
  let emulated = 1;
  let unverified = "no IR breaks it, since the types of the ane dialect do not allow it";
}

def LoneReduction : Constraint<61, "a reduction alone"> {
  let rule = "reduce_max or reduce_mean over the channels of [1, C, 1, 1] is not a program of its own";
  let remedy = "run ane-pad-surfaces, or keep what feeds or follows it in the program";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: [1, 2048, 1, 1] is refused; inside an RMS normalization it is accepted";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def WeightFileSize : Constraint<62, "size of a weight file"> {
  let rule = "a weight file has at most 2,147,483,648 bytes";
  let remedy = "run ane-form-programs, or split the weight";
  let stage = Compile;
  let symptom = "ane: Weight file size (2525476480 bytes) exceeds the maximum (2147483648 bytes)";
  let finder = "coremltools";
  let source = "coremltools pull request 2593";
  let dischargedBy = FormPrograms;
  let verified = 1;
  let emulated = 1;
}

def ProductCliff : Constraint<63, "range of a product"> {
  let rule = "results of matmul stay below about 32,759";
  let remedy = "scale an operand by a power of two, and clamp what follows";
  let stage = Silent;
  let symptom = "inf, although fp16 reaches 65,504";
  let finder = "ANEForge";
  let source = "ANEForge: K of 4 to 128 on M1, M1 Max, M2 Pro, M4, M5 and M5 Pro";
  let dischargedBy = Values;
  let unverified = atRunTime;
}

def ExactSums : Constraint<64, "exact sums"> {
  let rule = "sums of integers are exact up to 2,048";
  let remedy = "count on the host";
  let stage = Silent;
  let symptom = "2,049 gives 2,050";
  let finder = "ANEForge";
  let source = "ANEForge, all chips";
  let dischargedBy = Values;
  let unverified = atRunTime;
}

def ConstantIntegers : Constraint<65, "integers are constants"> {
  let rule = "integers inside a program are constants, or come from quantize";
  let remedy = "compute in fp16, or on the host";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-guide";
  let source = "ane-guide chapter 8 (a cast to int32 is refused on M1); libane; q38";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def QuantizedTypes : Constraint<66, "types of quantized weights"> {
  let rule = "quantized weights are int8, or packed int4";
  let remedy = "quantize to int8";
  let stage = Silent;
  let symptom = "uint8 compiles and is wrong; 2, 3, 5 and 6 bits are refused";
  let finder = "q38";
  let source = "q38";
  let dischargedBy = Unused;
  let verified = 1;
  let emulated = 1;
}

def AffineDequantize : Constraint<67, "no constexpr_affine_dequantize">,
    DisputedBy<"maderix/ANE compiles it on an M4"> {
  let rule = "a program contains no constexpr_affine_dequantize";
  let remedy = "use constexpr_blockwise_shift_scale with a scale of [O,1,1,1]";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "q38";
  let source = "two reports from macOS 26.3";
  let dischargedBy = Unused;
  let verified = 1;
  let emulated = 1;
}

def ScalePerChannel : Constraint<68, "one scale an output channel"> {
  let rule = "constexpr_blockwise_shift_scale has one scale an output channel and no offset";
  let remedy = "quantize each output channel by itself, symmetrically";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "q38";
  let source = "q38 (blocks and offsets are refused); oMLX";
  let dischargedBy = Unused;
  let verified = 1;
  let emulated = 1;
}

def LoneIdentity : Constraint<69, "an identity alone">,
    DisputedBy<"one report, that calls for an identity where an output is also read inside the program"> {
  let rule = "identity does not give the only output of a program";
  let remedy = "compute something in the program, or leave it out";
  let stage = Silent;
  let symptom = "NaN";
  let finder = "q38";
  let source = "q38";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def NoLinear : Constraint<70, "no linear"> {
  let rule = "a program contains no linear";
  let remedy = "use matmul or a 1x1 convolution";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: refused";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def TileFactors : Constraint<71, "factors of a tile"> {
  let rule = "a tile repeats each axis 1, 2, 3, 4 or 8 times";
  let remedy = "broadcast by an addition or a product instead";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

#endif // LIB_TARGET_CONSTRAINTSAPPLE_TD
