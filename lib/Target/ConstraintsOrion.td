//===- ConstraintsOrion.td - Constraints 1 to 20 -----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Orion's (arXiv 2603.06728), in its numbers.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_TARGET_CONSTRAINTSORION_TD
#define LIB_TARGET_CONSTRAINTSORION_TD

include "lib/Target/ConstraintBase.td"

def NoConcat : Constraint<1, "no concat">,
    DisputedBy<"maderix/ANE, ANEgpt, ane-prefill-bench and rustane compile it with axis and interleave as named "
               "constants, on M1 to M5; ane-guide has it as native; ane-train reports failure on an M1"> {
  let rule = "a program contains no concat";
  let remedy = "lower it to pad and add";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "Orion";
  let source = "Orion T064-T071: all seven training programs with a concat failed; q38 section 37 (and no stack)";
  let firstAnnouncement = 1;
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def UniformOutputs : Constraint<2, "uniform output sizes">,
    DisputedBy<"q38 sections 42 and 44 run outputs of 5120x32 and 16480x32 once they are bound by symbol; h3.c-ane"> {
  let rule = "all output surfaces of a program have one allocation size";
  let remedy = "run ane-pad-surfaces";
  let stage = Evaluate;
  let symptom = inferenceError;
  let finder = "Orion";
  let source = "Orion T072, before the order of outputs (ANE-C03) was known";
  let firstAnnouncement = 1;
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def SortedOutputs : Constraint<3, "outputs in byte order"> {
  let rule = "outputs are given in the byte order of their symbols";
  let remedy = "run ane-pad-surfaces, which names them in order";
  let stage = Silent;
  let symptom = "outputs are swapped; the symbol is NAME@output, so that y2 comes before y";
  let finder = "Orion";
  let source = "Orion T101; q38 section 42 ((y, y2) is reported as y2@output, y@output); coreai-models (the order of a "
               "dictionary of outputs is not deterministic)";
  let firstAnnouncement = 1;
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def MinimumSurface : Constraint<4, "minimum surface size">,
    DisputedBy<"an engine for SmolLM runs [1,576,1,1] in 36,864 bytes by using plane strides; 49,152 is 768 channels of "
               "one 64-byte row"> {
  let rule = "a surface has at least 49,152 bytes";
  let remedy = "run ane-pad-surfaces";
  let stage = Evaluate;
  let symptom = !strconcat(inferenceError, "; or zeros");
  let finder = "Orion";
  let source = "Orion T100: [768,16] of 4 bytes works, [768,1] does not";
  let firstAnnouncement = 1;
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def ResidentPrograms : Constraint<5, "resident programs"> {
  let rule = "at most 127 different programs are resident";
  let remedy = "unload programs first";
  let stage = Load;
  let symptom = loadFailure;
  let finder = "maderix/ANE";
  let source = "maderix/ANE (about 119 compilations a process); q38 section 41 (127 resident programs of any size; equal "
               "text and weights count once; unloading frees)";
  let dischargedBy = Runtime;
  let emulated = 1;
  let unverified = ofTheCall;
}

def AttentionMask : Constraint<6, "attention mask is ignored"> {
  let rule = "the mask of scaled_dot_product_attention has no effect";
  let remedy = "add the mask to the scores before a softmax";
  let stage = Silent;
  let symptom = "attention to every position";
  let finder = "maderix/ANE";
  let source = "maderix/ANE; reproduced by ane-prefill-bench";
  let dischargedBy = Decompose;
  let verified = 1;
  let emulated = 1;
}

def BakedWeights : Constraint<7, "weights are baked"> {
  let rule = "weights are those of the compilation: overwriting their files and loading again changes nothing";
  let remedy = "compile anew, or load under a new identity (text, options and weights) with a donor's net.plist";
  let stage = Silent;
  let symptom = "results of the old weights";
  let finder = "maderix/ANE";
  let source = "maderix/ANE (identical output after a reload on an M5); libane; Orion's delta test is exact with a new "
               "identity only";
  let dischargedBy = Runtime;
  let emulated = 1;
  let unverified = ofTheCall;
}

def BlobOffset : Constraint<8, "BLOBFILE offset"> {
  let rule = "BLOBFILE names the offset of a record's metadata";
  let remedy = "write weight files as docs/WeightFile.md says";
  let stage = Silent;
  let symptom = "garbage instead of weights (offset 128 or 0 where 64 is right)";
  let finder = "Orion";
  let source = "Orion T019-T023; coremltools StorageFormat.hpp";
  let firstAnnouncement = 1;
  let dischargedBy = WeightFiles;
  let emulated = 1;
  let unverified = emitted;
}

def TextIsData : Constraint<9, "text as bytes"> {
  let rule = "milText is given as NSData of UTF-8, not as NSString";
  let remedy = "run the bundle by the apple driver";
  let stage = Host;
  let symptom = "a crash, or a silent failure";
  let finder = "Orion";
  let source = "Orion T008";
  let firstAnnouncement = 1;
  let dischargedBy = AppleDriver;
  let emulated = 1;
  let unverified = ofTheCall;
}

def NoGelu : Constraint<10, "no gelu">,
    DisputedBy<"mil-hwx-compiler: accepted for M1 and M2 with mode EXACT, TANH_APPROXIMATION and SIGMOID_APPROXIMATION; "
               "ane-guide has it as native"> {
  let rule = "a program contains no gelu";
  let remedy = "decompose it into tanh or erf";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "Orion";
  let source = "Orion T021, without the argument mode";
  let firstAnnouncement = 1;
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def WeightDictionary : Constraint<11, "weight dictionary is not nil">,
    DisputedBy<"maderix/ANE passes nil; ane-train warns of an empty one"> {
  let rule = "the weight dictionary is not nil: it is empty where there are no weights";
  let remedy = "run the bundle by the apple driver";
  let stage = Host;
  let symptom = "a crash";
  let finder = "Orion";
  let source = "Orion T008";
  let firstAnnouncement = 1;
  let dischargedBy = AppleDriver;
  let emulated = 1;
  let unverified = ofTheCall;
}

def NamedConstants : Constraint<12, "typed constants"> {
  let rule = "the transpositions of a matmul are named bool constants";
  let remedy = "name every constant argument";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Orion";
  let source = "Orion; libane writes typed literals (bool(true)) with success, untyped ones do not parse";
  let firstAnnouncement = 1;
  let dischargedBy = MILText;
  let emulated = 1;
  let unverified = emitted;
}

def NoConvBias : Constraint<13, "no bias of a convolution">,
    DisputedBy<"mil-hwx-compiler: 12 of 12 accepted for M1 and M2 with a bias of rank 1 from a weight file; ane-guide"> {
  let rule = "conv has no bias";
  let remedy = "add the bias after the convolution";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "Orion";
  let source = "Orion T126, with a bias of shape [1,C,1,1]";
  let firstAnnouncement = 1;
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def LiveOutputs : Constraint<14, "outputs are computed"> {
  let rule = "a program returns values that it computes";
  let remedy = "return the result of an operation";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Orion";
  let source = "arXiv 2603.06728";
  let firstAnnouncement = 1;
  let dischargedBy = EliminateDeadCode;
  let emulated = 1;
  let unverified = emitted;
}

def RestartCost : Constraint<15, "cost of a restart"> {
  let rule = "a process that starts itself again for a new budget of compilations loses about 50 ms";
  let remedy = "unload programs instead";
  let stage = Cost;
  let symptom = "latency";
  let finder = "maderix/ANE";
  let source = "arXiv 2603.06728";
  let noRule = "the time that a process takes to start again is no property of a program";
}

def ConvChannels : Constraint<16, "channels of a convolution"> {
  let rule = "the channels of a convolution stay below the limits of the chip";
  let remedy = "split the convolution by channels";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ANEgpt";
  let source = "ANEgpt and maderix/ANE: 32,000 input channels are refused and 32,000 output channels are not; q38: 62,080 "
               "output channels work and 124,160 do not";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def ConvFasterThanMatmul : Constraint<17, "convolutions are faster"> {
  let rule = "a product with constant weights runs about three times as fast when it is a 1x1 convolution";
  let remedy = "let the compiler turn it into one";
  let stage = Cost;
  let symptom = "matmul at 0.5 to 6 TFLOPS where conv does 12 to 15";
  let finder = "maderix/ANE";
  let source = "maderix part 2; arXiv 2603.06728; q38. A weight that is sliced from an input gains nothing";
  let dischargedBy = ConvertONNXToANE;
  let noRule = "a matter of speed: both forms compute the same";
}

def UniformInputs : Constraint<18, "uniform input sizes">,
    DisputedBy<"h3.c-ane (a[1,K,1,S] and w[1,K,1,N]) and q38 run inputs of different sizes"> {
  let rule = "all input surfaces of a program have one allocation size";
  let remedy = "run ane-pad-surfaces";
  let stage = Evaluate;
  let symptom = inferenceError;
  let finder = "Orion";
  let source = "Orion T163; notes on maderix/ANE's pipeline see the same on an M3 Max";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def SortedInputs : Constraint<19, "inputs in byte order"> {
  let rule = "inputs are given in the byte order of their names";
  let remedy = "run ane-pad-surfaces, which names them in order";
  let stage = Silent;
  let symptom = "inputs are taken for each other";
  let finder = "Orion";
  let source = "Orion T163 (all six orders of three inputs); q38";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def PackedRows : Constraint<20, "packed rows">,
    DisputedBy<"h3.c-ane, q38 section 44 and the descriptors of mil-hwx-compiler: rows lie 64 bytes apart (ANE-C44)"> {
  let rule = "a surface is read packed: its rows carry no padding";
  let remedy = "run ane-pad-surfaces, which declares rows that are multiples of 64 bytes";
  let stage = Silent;
  let symptom = "values of the wrong elements, about 260 times too small in the report";
  let finder = "Orion";
  let source = "Orion T163; coreai-models (the runtime reads memory as contiguous)";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

#endif // LIB_TARGET_CONSTRAINTSORION_TD
