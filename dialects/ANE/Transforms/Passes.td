//===- Passes.td - Passes of the ane dialect ---------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_PASSES_TD
#define DIALECTS_ANE_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ANEPadSurfaces : Pass<"ane-pad-surfaces", "::mlir::ModuleOp"> {
  let summary = "Decide how the arguments and results of each program lie in memory";
  let description = [{
    Gives every argument and result of a program that an entry calls an `ane.surface`. The interface tensors of engine
    programs get rank 4 and, where the target reads surfaces packed (ANE-C20), rows that are multiples of its row
    alignment (ANE-C44): of the tensor as it is, with H and W in one row, and with everything in one row, the form
    with the smallest surface is taken, and what is still missing is padding at the end of the rows. The program
    slices the padding off before it reads an argument and appends it to a result, so that it never enters a
    computation. Allocations obey the smallest size (ANE-C04) and, where the target wants it, are equal among the
    inputs and among the outputs (ANE-C18, ANE-C02). Symbols have equal length, so that the byte order in which the
    engine binds them is the order of the signature (ANE-C03, ANE-C19).

    Surface rules bind engine programs only. Host programs keep their types but for those of fp16, which they share with
    the engine: a layout follows from the type alone, so both sides agree. Programs that have surfaces are left alone.

    ```mlir
    ane.program @p(%x: tensor<1x2x3x5xf16>) -> tensor<1x2x3x5xf16> ... {
      %y = ane.relu(%x) : ...
    // ==>
    ane.program @p(%i: tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 30],
                                             row = 64, plane = 64, batch = 64, alloc = 49152>}) -> ... {
      %s = ane.slice_by_size(%i) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 1, 1, 30>} : ...
      %x = ane.reshape(%s) {shape = array<i32: 1, 2, 3, 5>} : ...
      %y = ane.relu(%x) : ...
    ```
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
  let statistics = [
    Statistic<"surfaces", "surfaces", "Surfaces decided">,
    Statistic<"relaid", "relaid", "Interface tensors that changed their type">,
    Statistic<"paddingBytes", "padding-bytes", "Bytes of allocations that carry no data">,
  ];
}

def ANEVerifyConstraints : Pass<"ane-verify-constraints", "::mlir::ModuleOp"> {
  let summary = "Check every engine program against the constraints of the target";
  let description = [{
    Reports all violations of a module at once, each with the number of the constraint, what was found, the limit and
    the remedy, at the location of the operation of the source model. Changes nothing.
  }];
}

#endif // DIALECTS_ANE_TRANSFORMS_PASSES_TD
