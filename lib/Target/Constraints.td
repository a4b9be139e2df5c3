//===- Constraints.td - What makes the engine fail ---------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one source of what is publicly known to make a program, its artefact or a
// call fail on the engine. utils/update-constraints writes from it the table
// lib/Target/ConstraintTable.inc, the page docs/Constraints.md and the checklist
// that the tests are held against; a test compares what is committed.
//
// Numbers never change. 1 to 20 are Orion's (arXiv 2603.06728), 21 to 52 were
// gathered from later publications, the rest follow in the order of arrival.
// Nothing here was measured by this project. Who reported what:
//
//   Orion            mechramc/Orion, docs/ane_constraints.md (T... are its tasks)
//   maderix/ANE      the training programs and benchmarks of that name
//   ANEgpt           vipuldivyanshu92/ANEgpt
//   skyfallsin       the field guide of that name, and its fork of ANE-LM
//   ane-train        imperatormk/ane-train
//   ane-guide        Bryngelson, arXiv 2606.22283 (by way of Core ML's e5rt)
//   ANEForge         sbryngelson/ANEForge
//   h3.c-ane         maderix/h3.c-ane, reverse-engineering notes
//   q38              notes on mixtures of experts on an M5 Max
//   ane-prefill-bench, ane-infer, libane, rustane, Espresso, coremltools
//   mil-hwx-compiler joshuaswarren/mil-hwx-compiler: verdicts of Apple's compiler
//   coreai-models    apple/coreai-models, neural_engine_rules
//
//===----------------------------------------------------------------------===//

//===--- The form of a record ---===//

/// When a violation is noticed. Silent: never, and the data are wrong. Host: outside the engine. Cost: nothing fails,
/// and time is lost.
class Stage<string name> {
  string cppName = name;
}
def Parse : Stage<"Parse">;
def Compile : Stage<"Compile">;
def Load : Stage<"Load">;
def Evaluate : Stage<"Evaluate">;
def Silent : Stage<"Silent">;
def Host : Stage<"Host">;
def Cost : Stage<"Cost">;

/// How sure a rule is. Disputed and refuted ones say in `dispute` who reports otherwise. A profile may enforce or lift a
/// disputed one; a refuted one is kept because programs in the field still obey it.
class Certainty<string name> {
  string cppName = name;
}
def Established : Certainty<"Established">;
def Disputed : Certainty<"Disputed">;
def Refuted : Certainty<"Refuted">;

/// Who sees to it that what Anemone emits obeys a rule, and the folders in which the tests of that are.
class Discharge<string component, list<string> testFolders> {
  string name = component;
  list<string> folders = testFolders;
}
def ConvertONNXToANE : Discharge<"convert-onnx-to-ane", ["test/Conversion/ONNXToANE"]>;
def Decompose : Discharge<"onnx-decompose", ["test/Dialect/ONNX"]>;
def EliminateDeadCode : Discharge<"ane-eliminate-dead-code", ["test/Dialect/ANE"]>;
def DialectTypes : Discharge<"types of the ane dialect", ["test/Dialect/ANE"]>;
def PadSurfaces : Discharge<"ane-pad-surfaces", ["test/Dialect/ANE"]>;
def Emission : Discharge<"emission", ["test/Emission", "test/Unit/Emission"]>;
def MILText : Discharge<"MIL text", ["test/Unit/MIL", "test/MIL"]>;
def WeightFiles : Discharge<"weight file writer", ["test/Unit/MIL", "test/MIL"]>;
def Runtime : Discharge<"runtime", ["test/Unit/Runtime", "test/Runtime"]>;
/// The driver that speaks Apple's private interface.
def AppleDriver : Discharge<"apple driver", ["test/Unit/Runtime"]>;
/// Nothing that is emitted depends on it, or nothing can be done about it.
def Nobody : Discharge<"", []>;

class Constraint<int theNumber, string theName> {
  int number = theNumber;
  string name = theName;
  /// What a program, an artefact or a call must obey, with its numbers.
  string rule;
  /// What a user does about a violation.
  string remedy;
  Stage stage;
  /// What is seen, with the reported text of the error.
  string symptom;
  string finder;
  /// Where it was reported, and who confirmed it.
  string source;
  Certainty certainty = Established;
  string dispute = "";
  /// One of the eleven of Orion's first announcement.
  bit firstAnnouncement = 0;
  Discharge dischargedBy = Nobody;
  /// ane-verify-constraints rejects a violation; the emulator does.
  bit verified = 0;
  bit emulated = 0;
  /// Why a row that somebody discharges has no test of that.
  string excuse = "";
}

class DisputedBy<string who> {
  Certainty certainty = Disputed;
  string dispute = who;
}
class RefutedBy<string who> {
  Certainty certainty = Refuted;
  string dispute = who;
}

//===--- The reported texts of errors ---===//

defvar compileFailed = "ANECCompile() FAILED: err=() (com.apple.appleneuralengine.compiler, Code=1, "
                       "\"_ANECompiler : ANECCompile() FAILED\")";
defvar invalidProgram = "ANECCompile() FAILED: err=(InvalidMILProgram)";
defvar inferenceError = "ANEProgramProcessRequestDirect() Failed with status=0x1d : statusType=0x9: Program Inference "
                        "error (com.apple.appleneuralengine, Code=8)";
defvar loadFailure = "createProgramInstanceForModel:...memoryPoolID:...optOutOfModelMemoryUnwiring:error:: Program load "
                     "failure (0x50004)";

//===--- 1 to 20: Orion ---===//

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
}

def RestartCost : Constraint<15, "cost of a restart"> {
  let rule = "a process that starts itself again for a new budget of compilations loses about 50 ms";
  let remedy = "unload programs instead";
  let stage = Cost;
  let symptom = "latency";
  let finder = "maderix/ANE";
  let source = "arXiv 2603.06728";
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

//===--- 21 to 52: gathered later ---===//

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
}

def InlineScalarCount : Constraint<22, "scalars count as weights">,
    DisputedBy<"follows from counting tensors instead of files (ANE-C21); maderix/ANE compiles hundreds"> {
  let rule = "a scalar operand of add, mul or pow in the text costs one of the 16 weights";
  let remedy = "put the constants of a program into one file";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "tyrauber";
  let source = "newer Orion documents, number 16";
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
  let excuse = "a call of Apple's private interface";
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
}

def ReduceMean : Constraint<35, "no reduce_mean">,
    DisputedBy<"Orion and libane use it, and mil-hwx-compiler compiles it in chains"> {
  let rule = "a program contains no reduce_mean";
  let remedy = "use reduce_sum and a product, or a 1x1 convolution by 1/C";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "Espresso";
  let source = "Espresso (raw MIL text does not have it); q38 (over the channels before rsqrt)";
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
  let emulated = 1;
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
  let remedy = "use concat, or make the sum of convolutions";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "q38";
  let source = "q38 section 37 (M5 Max): 9,216 work and 11,264 do not, while convolutions reach 62,080";
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
}

def FanIn : Constraint<43, "many parallel branches"> {
  let rule = "12 or more parallel branches that meet again take up to 9 s to compile";
  let remedy = "split the program between the branches";
  let stage = Cost;
  let symptom = "a slow compilation";
  let finder = "ane-guide";
  let source = "Bryngelson, ane-guide";
}

def RowAlignment : Constraint<44, "aligned rows"> {
  let rule = "rows of a surface begin at multiples of 64 bytes";
  let remedy = "run ane-pad-surfaces";
  let stage = Evaluate;
  let symptom = inferenceError;
  let finder = "q38";
  let source = "q38 section 44 (a width of 131 compiles and fails, 160 works); h3.c-ane; coreai-models; the tensor "
               "descriptors of mil-hwx-compiler";
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
}

def CancelledRequests : Constraint<46, "cancelled requests"> {
  let rule = "a request may be cancelled when the power state changes";
  let remedy = "ask again, once";
  let stage = Evaluate;
  let symptom = "status=0x12 (Request cancelled); others seen are 0x1, 0x2, 0x15 and 0x16";
  let finder = "h3.c-ane";
  let source = "h3.c-ane (macOS 27.0); omlx issue 2940";
  let dischargedBy = AppleDriver;
  let excuse = "an event of the device";
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
}

def HalfArithmetic : Constraint<48, "arithmetic of products"> {
  let rule = "products below 6.1e-5 count as 0 inside a sum, and a partial sum of 32,768 or more gives 0 on some chips";
  let remedy = "scale operands by powers of two";
  let stage = Silent;
  let symptom = "vanishing gradients, zeros; ties go to even on M1 and M2 and up on M3 Ultra and M5";
  let finder = "h3.c-ane";
  let source = "h3.c-ane (M3 Ultra); ane-guide chapter 3 (M1 rounds sums of four first); ANEForge";
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
}

def CompileFolder : Constraint<51, "folder of a compilation"> {
  let rule = "the folder of a program holds model.mil and its weights, and nothing older, when it is compiled";
  let remedy = "run the bundle by the apple driver";
  let stage = Compile;
  let symptom = invalidProgram;
  let finder = "Orion";
  let source = "Orion, api reference; q38 section 11";
  let dischargedBy = AppleDriver;
  let excuse = "a call of Apple's private interface";
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
}

//===--- 53 and later: Apple's rules, and the verdicts of its compiler ---===//

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
}

def LoneReduction : Constraint<61, "a reduction alone"> {
  let rule = "reduce_max or reduce_mean over the channels of [1, C, 1, 1] is not a program of its own";
  let remedy = "keep what feeds or follows it in the program";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "mil-hwx-compiler";
  let source = "mil-hwx-compiler, M1 and M2: [1, 2048, 1, 1] is refused; inside an RMS normalization it is accepted";
  let verified = 1;
  let emulated = 1;
}

def WeightFileSize : Constraint<62, "size of a weight file"> {
  let rule = "a weight file has at most 2,147,483,648 bytes";
  let remedy = "split the program";
  let stage = Compile;
  let symptom = "ane: Weight file size (2525476480 bytes) exceeds the maximum (2147483648 bytes)";
  let finder = "coremltools";
  let source = "coremltools pull request 2593";
  let verified = 1;
}

def ProductCliff : Constraint<63, "range of a product"> {
  let rule = "results of matmul stay below about 32,759";
  let remedy = "scale an operand by a power of two, and clamp what follows";
  let stage = Silent;
  let symptom = "inf, although fp16 reaches 65,504";
  let finder = "ANEForge";
  let source = "ANEForge: K of 4 to 128 on M1, M1 Max, M2 Pro, M4, M5 and M5 Pro";
}

def ExactSums : Constraint<64, "exact sums"> {
  let rule = "sums of integers are exact up to 2,048";
  let remedy = "count on the host";
  let stage = Silent;
  let symptom = "2,049 gives 2,050";
  let finder = "ANEForge";
  let source = "ANEForge, all chips";
}

def ConstantIntegers : Constraint<65, "integers are constants"> {
  let rule = "integers inside a program are constants, or come from quantize";
  let remedy = "compute in fp16, or on the host";
  let stage = Compile;
  let symptom = compileFailed;
  let finder = "ane-guide";
  let source = "ane-guide chapter 8 (a cast to int32 is refused on M1); libane; q38";
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
