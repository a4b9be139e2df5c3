//===- Passes.td - Between and after the phases ------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check states what holds after a phase, so that a broken pass is blamed at
// once. Checks change nothing.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_COMPILER_PASSES_TD
#define LIB_COMPILER_PASSES_TD

include "mlir/Pass/PassBase.td"

def SetTarget : Pass<"ane-set-target", "::mlir::ModuleOp"> {
  let summary = "Name the target that a module is compiled for";
  let description = [{
    Writes `ane.target`. A module that names another target already is an error: what was decided for one chip does
    not hold for another.
  }];
  let options = [Option<"target", "target", "std::string", /*default=*/"",
                        "Name of a target profile; empty keeps the module's, or takes the default">];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
}

def MarkPhase : Pass<"ane-mark-phase", "::mlir::ModuleOp"> {
  let summary = "Note in the module which phase it went through";
  let description = [{
    Writes `anemone.phase`, by which ane-compile knows where to go on. With `verify` the module is verified first, for
    pass managers that do not do it after each pass.
  }];
  let options = [Option<"phase", "phase", "std::string", /*default=*/"", "Name of the phase">,
                 Option<"verifyModule", "verify", "bool", /*default=*/"false", "Verify the module">];
}

def RecordNodes : Pass<"ane-record-nodes", "::mlir::ModuleOp"> {
  let summary = "Note all operations of the source model in the module";
  let description = [{
    Writes `ane.nodes`: name and operator of each node before anything is folded or taken apart. What no program turns
    out to run is then told from what was lost. Operations without a name, and constants, are not listed; a list that
    is there already stays.
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
}

def CleanUp : Pass<"ane-clean-up"> {
  let summary = "Bring operations into canonical form and compute nothing twice";
  let description = [{
    Canonicalization and common subexpression elimination of one function or program. A terminator is never looked at:
    the time does not grow with the results times the operations, as it would with `canonicalize`.
  }];
}

class CheckPass<string phase, string what> : Pass<"ane-check-" # phase, "::mlir::ModuleOp"> {
  let summary = "Check what holds after the phase " # phase # ": " # what;
}

def CheckImport : CheckPass<"import", "there is an entry, and its operations are those of the front dialect">;
def CheckShapes : CheckPass<"shapes", "every shape is static">;
def CheckGradients : CheckPass<"gradients", "entries are straight-line">;
def CheckPartition : CheckPass<"partition", "the module names its target">;
def CheckLower : CheckPass<"lower",
    "entries call programs and do nothing else, and no operation of onnx is left">;
def CheckLegalize : CheckPass<"legalize",
    "engine programs compute nothing that constants alone decide, but for their results">;
def CheckOptimize : CheckPass<"optimize", "every program that an entry calls has surfaces">;
def CheckBind : CheckPass<"bind", "every constant has a value, or @prepare computes it">;
def CheckPlacement : Pass<"ane-check-placement", "::mlir::ModuleOp"> {
  let summary = "Check that no entry calls a host program";
}

#endif // LIB_COMPILER_PASSES_TD
