//===- ConstraintsGathered.td - Constraints 21 to 52 -------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gathered from later publications.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_TARGET_CONSTRAINTSGATHERED_TD
#define LIB_TARGET_CONSTRAINTSGATHERED_TD

include "lib/Target/ConstraintBase.td"

def WeightFilesOfAProgram : Constraint<21, "weight files of a program"> {
  let rule = "a program has at most 16 weight files";
  let remedy = "put its constants into one file";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "tyrauber";
  let source = "newer Orion documents (17 fail on an M4 Max, reproduced on an M4); q38 (24 fail). maderix/ANE compiles 256 "
               "constants of one file, so files are counted and not tensors";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def InlineScalarCount : Constraint<22, "scalars count as weights">,
    DisputedBy<"follows from counting tensors instead of files (ANE-C21); maderix/ANE compiles hundreds"> {
  let rule = "a scalar operand of add, mul or pow in the text costs one of the 16 weights";
  let remedy = "put the constants of a program into one file";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "tyrauber";
  let source = "newer Orion documents, number 16";
  let excuse = "every target lifts it; test/Unit/Runtime/Emulator/LimitsTest.cpp has the emulator's rule";
}

def RsqrtEpsilon : Constraint<23, "rsqrt has an epsilon">,
    DisputedBy<"libane: accepted with epsilon; ane-guide has it as native"> {
  let rule = "rsqrt has its epsilon argument";
  let remedy = "write epsilon, 0 if need be";
  let stage = Compile;
  let symptom = !strconcat(compileFailed, "; or a crash of the compiler");
  let finder = "tyrauber";
  let source = "newer Orion documents, number 17; ane-prefill-bench; ane-train: it fails (without the argument)";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def InverseEpsilon : Constraint<24, "inverse has an epsilon">,
    DisputedBy<"libane: accepted with epsilon; ane-guide has it as native"> {
  let rule = "inverse has its epsilon argument";
  let remedy = "write epsilon, 0 if need be";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-prefill-bench";
  let source = "ane-prefill-bench: it fails (without the argument)";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def WidthGap : Constraint<25, "widths that are no multiple of 32">,
    DisputedBy<"the reported widths are those between two multiples of 32, so this may be ANE-C44 once more"> {
  let rule = "an input is not between 14,593 and 14,623 wide";
  let remedy = "pad its width to 14,624";
  let stage = Evaluate;
  let symptom = inferenceError;
  let finder = "ane-prefill-bench";
  let source = "ane-prefill-bench on an M4: 14,592 and 14,624 work, 14,593 to 14,622 fail in large programs";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def WeightsBuffer : Constraint<26, "weightsBuffer is ignored"> {
  let rule = "the weightsBuffer of a request has no effect";
  let remedy = "pass weights as inputs, or bake them";
  let stage = Silent;
  let symptom = "results of the baked weights";
  let finder = "maderix/ANE";
  let source = "maderix/ANE; ane-prefill-bench; h3.c-ane (an entitlement of Apple's own guards it)";
  let dischargedBy = AppleDriver;
  let excuse = "it is a field of a request, which the runtime has no use for";
}

def RuntimeConvWeight : Constraint<27, "convolution by a runtime weight">,
    DisputedBy<"skyfallsin (M3 Max): the weight is ignored without a word; q38 section 12 and rustane run it"> {
  let rule = "a convolution by a weight that is known at run time only reads it through a reshape, at a batch of 1";
  let remedy = "reshape the weight in the program, split the batch into groups, or use matmul";
  let stage = Silent;
  let symptom = "a convolution by nothing; a batch of 2 crashes the compiler service";
  let finder = "skyfallsin";
  let source = "q38 section 12, rustane (through a reshape to [O,I,1,1]); ane-guide chapter 19 (a batch of 1 only)";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def NoTile : Constraint<28, "no tile">,
    DisputedBy<"ane-guide: native, with factors 2, 3, 4 and 8 only"> {
  let rule = "a program contains no tile";
  let remedy = "broadcast by an addition or a product instead";
  let stage = Evaluate;
  let symptom = !strconcat(inferenceError, ", for every later request of the process");
  let finder = "skyfallsin";
  let source = "skyfallsin field guide (M3 Max)";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def BatchBroadcast : Constraint<29, "broadcast over the batch">,
    RefutedBy<"its finder blamed it on tile (ANE-C28) later; mil-hwx-compiler: broadcasts over the batch are accepted"> {
  let rule = "mul does not broadcast over the batch in a program of several operations";
  let remedy = "none is needed";
  let stage = Silent;
  let symptom = "wrong values";
  let finder = "skyfallsin";
  let source = "skyfallsin field guide";
}

def SlotOrder : Constraint<30, "descending slots of outputs">,
    RefutedBy<"the byte order of symbols (ANE-C03, ANE-C19) explains what was seen"> {
  let rule = "outputs are bound in descending byte order";
  let remedy = "none is needed";
  let stage = Silent;
  let symptom = "zeros";
  let finder = "ane-train";
  let source = "ane-train on an M1";
}

def MatmulInner : Constraint<31, "inner extent of a product">,
    DisputedBy<"maderix/ANE, Orion and h3.c-ane run other extents and rank 4; mil-hwx-compiler compiles ranks 2 and 3"> {
  let rule = "the inner extent of a matmul is a multiple of 32 and its operands have rank 3; no name is that of an operation";
  let remedy = "pad the inner extent with zeros";
  let stage = Silent;
  let symptom = "zeros";
  let finder = "ane-train";
  let source = "ane-train on an M1";
  let excuse = "every target lifts it, so no program breaks it";
}

def NoRank3Movement : Constraint<32, "no movements">,
    RefutedBy<"everybody else runs them on tensors of rank 4, on an M1 too"> {
  let rule = "a program contains no reshape, transpose, slice, reduction, concat or pow";
  let remedy = "none is needed";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-train";
  let source = "ane-train on an M1, for tensors of rank 3";
}

def SoftmaxAxis : Constraint<33, "softmax over the channels">,
    DisputedBy<"maderix/ANE runs a softmax over 32,000 channels"> {
  let rule = "a softmax over axis 1 has a power of two of channels";
  let remedy = "transpose, so that it runs over the last axis";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Espresso";
  let source = "Espresso, constraint 7; hollance/neural-engine issue 44";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def SliceOfInput : Constraint<34, "slice_by_index of an input">,
    DisputedBy<"Orion slices inputs by index in all its backward programs"> {
  let rule = "inputs are not sliced by slice_by_index in a program with a normalization and convolutions";
  let remedy = "use slice_by_size";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Espresso";
  let source = "Espresso; slice_by_size is what maderix/ANE, ane-prefill-bench, skyfallsin and rustane use";
  let excuse = "every target lifts it, so no program breaks it";
}

def ReduceMean : Constraint<35, "no reduce_mean">,
    DisputedBy<"Orion and libane use it, and mil-hwx-compiler compiles it in chains"> {
  let rule = "a program contains no reduce_mean";
  let remedy = "use reduce_sum and a product, or a 1x1 convolution by 1/C";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "Espresso";
  let source = "Espresso (raw MIL text does not have it); q38 (over the channels before rsqrt)";
  let excuse = "every target lifts it, so no program breaks it";
}

def HostOperations : Constraint<36, "operations of the host"> {
  let rule = "gather, scatter, cumsum, band_part, reduce_prod, mod, tan and the logical operations do not run on the engine, nor "
             "sin and cos before the M3";
  let remedy = "compute it with other operations or on the host";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide, appendix A (also one_hot, shape, non_zero, the recurrent layers, the inverse "
               "functions; topk before the M2); q38 (gather)";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def LogEpsilon : Constraint<37, "log has an epsilon"> {
  let rule = "log has its epsilon argument";
  let remedy = "write epsilon, 0 if need be";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "libane";
  let source = "libane; Zenn. It is a table on the engine";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def Extents : Constraint<38, "ranks and extents"> {
  let rule = "rank, extents and windows stay within the limits of the chip";
  let remedy = "collapse axes by a reshape, or split the tensor or the kernel";
  let stage = Compile;
  let symptom = !strconcat(compileFailed, "; older: 'anec.add' op Invalid configuration ... The dim (=8192) at axis N "
                           "exceeds the upper_bound 4096 (Code=22)");
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide, appendix A and chapter 17 (also the kernels of convolutions and pools); "
               "coreai-models (rank 5)";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def SliceSaturates : Constraint<39, "slices saturate"> {
  let rule = "on M1 and M2, a slice of the last axis that does not begin at 0 holds values up to 4,094";
  let remedy = "slice along the channels, or keep such values at offset 0";
  let stage = Silent;
  let symptom = "larger values become infinite";
  let finder = "ane-guide";
  let source = "ane-guide chapter 19 (the crop goes through a unit that multiplies by 16); ANEForge: M1, M1 Max and M2 Pro "
               "do, M4, M5 and M5 Pro do not";
  let dischargedBy = Values;
  let emulated = 1;
  let unverified = atRunTime;
}

def InterfaceTypes : Constraint<40, "interface types"> {
  let rule = "interface tensors are static and of fp16, fp32 or small integers";
  let remedy = "cast inside the program";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide, chapter 8 (no bf16, no dynamic shape); coreai-models";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def PaddedSum : Constraint<41, "channels of a sum of pads"> {
  let rule = "a sum of padded tensors has at most 9,216 channels";
  let remedy = "use concat, or reshape, so that the channels are another axis";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "q38";
  let source = "q38 section 37 (M5 Max): 9,216 work and 11,264 do not, while convolutions reach 62,080";
  let dischargedBy = ConvertONNXToANE;
  let verified = 1;
  let emulated = 1;
}

def CompilerRestart : Constraint<42, "failed compilations"> {
  let rule = "after a failed compilation the compiler service starts again, for about 15 s";
  let remedy = "verify before compiling, and wait after a failure";
  let stage = Host;
  let symptom = "later compilations fail or are slow; layer_norm may fail by the values of its weights";
  let finder = "ane-guide";
  let source = "ane-guide chapter 19; ANEForge issues 149 and 201";
  let noRule = "an event of Apple's compiler service";
}

def FanIn : Constraint<43, "many parallel branches"> {
  let rule = "12 or more parallel branches that meet again take up to 9 s to compile";
  let remedy = "split the program between the branches";
  let stage = Cost;
  let symptom = "a slow compilation";
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide";
  let noRule = "a matter of the speed of Apple's compiler";
}

def RowAlignment : Constraint<44, "aligned rows"> {
  let rule = "rows of a surface begin at multiples of 64 bytes";
  let remedy = "run ane-pad-surfaces";
  let stage = Evaluate;
  let symptom = inferenceError;
  let finder = "q38";
  let source = "q38 section 44 (a width of 131 compiles and fails, 160 works); h3.c-ane; coreai-models (a last axis "
               "of one element takes 32 times its memory); the tensor descriptors of mil-hwx-compiler";
  let dischargedBy = PadSurfaces;
  let verified = 1;
  let emulated = 1;
}

def OneFunction : Constraint<45, "one function">,
    DisputedBy<"ane-infer runs several on an M5"> {
  let rule = "a program has one function";
  let remedy = "make each function a program of its own";
  let stage = Silent;
  let symptom = "the first function runs whatever index is given; a wrong index is status 0x2";
  let finder = "q38";
  let source = "q38 section 30 (M5 Max)";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

def CancelledRequests : Constraint<46, "cancelled requests"> {
  let rule = "a request may be cancelled when the power state changes";
  let remedy = "ask again, once";
  let stage = Evaluate;
  let symptom = "status=0x12 (Request cancelled); others seen are 0x1, 0x2, 0x15 and 0x16";
  let finder = "h3.c-ane";
  let source = "h3.c-ane (macOS 27.0); omlx issue 2940";
  let dischargedBy = AppleDriver;
  let excuse = "it is an event of the device, which no program and no call brings about";
}

def BlobRecord : Constraint<47, "fields of a weight record"> {
  let rule = "the record of a weight has its size and its data offset in place";
  let remedy = "write weight files as docs/WeightFile.md says";
  let stage = Compile;
  let symptom = "Cannot retrieve file blob properties; or only 512 channels compile";
  let finder = "maderix/ANE";
  let source = "maderix/ANE issues 3 and 42 (a constant size of 524,288 bytes fits 512 x 512 only); mil-hwx-compiler";
  let dischargedBy = WeightFiles;
  let emulated = 1;
  let unverified = "no IR has the fields of a record, which emission writes and readers of weight files check";
}

def HalfArithmetic : Constraint<48, "arithmetic of products"> {
  let rule = "products below 6.1e-5 count as 0 inside a sum, and a partial sum of 32,768 or more gives 0 on some chips";
  let remedy = "scale operands by powers of two";
  let stage = Silent;
  let symptom = "vanishing gradients, zeros; ties go to even on M1 and M2 and up on M3 Ultra and M5";
  let finder = "h3.c-ane";
  let source = "h3.c-ane (M3 Ultra); ane-guide chapter 3 (M1 rounds sums of four first); ANEForge";
  let dischargedBy = Values;
  let unverified = atRunTime;
}

def ShortSequences : Constraint<49, "decoding one position">,
    RefutedBy<"Orion and skyfallsin decode single positions on the private route"> {
  let rule = "a decoding function has four positions or more";
  let remedy = "none is needed on this route";
  let stage = Evaluate;
  let symptom = "0xe00002c2";
  let finder = "cadamcat";
  let source = "cadamcat/llms-on-apple-neural-engine, by way of Core AI";
}

def CompilerKeepsInputs : Constraint<50, "inputs of compilations stay"> {
  let rule = "the compiler service keeps deleted inputs of compilations open";
  let remedy = "compile each program once, and restart the service when the disk fills";
  let stage = Host;
  let symptom = "178 GiB of disk that no file names";
  let finder = "cadamcat";
  let source = "cadamcat/llms-on-apple-neural-engine";
  let noRule = "about the disk space of Apple's compiler service";
}

def CompileFolder : Constraint<51, "folder of a compilation"> {
  let rule = "the folder of a program holds model.mil and its weights, and nothing older, when it is compiled";
  let remedy = "run the bundle by the apple driver";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Orion";
  let source = "Orion, api reference; q38 section 11";
  let dischargedBy = AppleDriver;
  let excuse = "it is about the folder of a call of Apple's private interface";
}

def BuildInfo : Constraint<52, "build information"> {
  let rule = "the text has build information with coremlc-version";
  let remedy = "print it as ane-translate does";
  let stage = Parse;
  let symptom = "the descriptor is nil, or the text does not parse";
  let finder = "skyfallsin";
  let source = "skyfallsin field guide; libane";
  let dischargedBy = Emission;
  let emulated = 1;
  let unverified = emitted;
}

#endif // LIB_TARGET_CONSTRAINTSGATHERED_TD
