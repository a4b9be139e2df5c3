//===- ConstraintBase.td - What a constraint says of itself *- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form of a record, who can discharge one, and the texts of errors that were
// reported more than once.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_TARGET_CONSTRAINTBASE_TD
#define LIB_TARGET_CONSTRAINTBASE_TD

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
def FormPrograms : Discharge<"ane-form-programs", ["test/Dialect/ANE"]>;
def PadSurfaces : Discharge<"ane-pad-surfaces", ["test/Dialect/ANE"]>;
def Emission : Discharge<"emission", ["test/Emission", "test/Unit/Emission"]>;
def MILText : Discharge<"MIL text", ["test/Unit/MIL", "test/MIL"]>;
def WeightFiles : Discharge<"weight file writer", ["test/Unit/MIL", "test/MIL"]>;
def Runtime : Discharge<"runtime", ["test/Unit/Runtime", "test/Runtime"]>;
/// The driver that speaks Apple's private interface.
def AppleDriver : Discharge<"apple driver", ["test/Unit/Runtime"]>;
/// It holds or not by numbers that are known when a program runs: the model's own business.
def Values : Discharge<"nobody: it depends on values", []>;
/// Only programs that are written as IR or as MIL text can break it: what they get is an error.
def Unused : Discharge<"nobody: no lowering makes what it is about", []>;
/// Nothing that is emitted depends on it.
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
  /// Why ane-verify-constraints has nothing to reject, of a row that has a case.
  string unverified = "";
  /// Why a rule for programs and calls has no case in the table of constraints (test/Target/table.test), and no test of who
  /// discharges it; eight rows at most.
  string excuse = "";
  /// Why a row has no case for another reason: it is no rule for programs and calls.
  string noRule = "";
}

class DisputedBy<string who> {
  Certainty certainty = Disputed;
  string dispute = who;
}
class RefutedBy<string who> {
  Certainty certainty = Refuted;
  string dispute = who;
  string noRule = "refuted";
}

//===--- Why a program cannot be verified ---===//

defvar emitted = "no IR breaks it, since emission writes what it asks for";
defvar atRunTime = "it depends on values, which are known at run time only";
defvar ofTheCall = "it is about a call, and nothing is wrong with the program";

//===--- The reported texts of errors ---===//

defvar compileFailed = "ANECCompile() FAILED: err=() (com.apple.appleneuralengine.compiler, Code=1, "
                       "\"_ANECompiler : ANECCompile() FAILED\")";
defvar invalidProgram = "ANECCompile() FAILED: err=(InvalidMILProgram)";
defvar inferenceError = "ANEProgramProcessRequestDirect() Failed with status=0x1d : statusType=0x9: Program Inference "
                        "error (com.apple.appleneuralengine, Code=8)";
defvar loadFailure = "createProgramInstanceForModel:...memoryPoolID:...optOutOfModelMemoryUnwiring:error:: Program load "
                     "failure (0x50004)";

#endif // LIB_TARGET_CONSTRAINTBASE_TD
