//===- Passes.td - Passes of the ane dialect ---------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_PASSES_TD
#define DIALECTS_ANE_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ANEFormPrograms : Pass<"ane-form-programs", "::mlir::ModuleOp"> {
  let summary = "Cut programs of the engine into blocks, and let equal ones be one";
  let description = [{
    A block ends where, between two products, the fewest bytes are alive and neighboring such places are no narrower:
    at the additions to the residual stream of a transformer. With `cut`, each program gets as many blocks as the
    memory of the target holds with their weights; what crosses a border is fp16 of rank 1 to 4, and views are made
    anew where they are read. A network that fits stays one program, since every program costs a dispatch. Where weights
    are arguments, because they change, a program gets one block: then equal blocks are one program, compiled once.

    ```mlir
    %y = ane.call @forward_0(%x) : ...
    // ==>
    %h = ane.call @forward_0_0(%x) : ...
    %y = ane.call @forward_0_1(%h) : ...
    ```

    With `merge`, programs that are equal but for the globals that their constants name become one, and the calls carry
    the weights of their own. Nothing that changes the constants of a program may run behind that.

    ```mlir
    %h = ane.call @forward_0_0(%x) : ...
    %y = ane.call @forward_0_1(%h) : ...
    // ==>
    %h = ane.call @forward_0_0(%x) : ...
    %y = ane.call @forward_0_0(%h) {weights = [@layer1.fc.weight]} : ...
    ```
  }];
  let options = [
    Option<"cut", "cut", "bool", /*default=*/"true", "Cut programs into blocks">,
    Option<"merge", "merge", "bool", /*default=*/"true", "Let programs that differ in weights only be one">,
    Option<"blocksPerProgram", "blocks-per-program", "unsigned", /*default=*/"0",
           "How many blocks a program gets; 0: as many as fit">,
    Option<"memory", "memory", "int64_t", /*default=*/"0", "Bytes that a program may need; 0: the target's memory">,
  ];
  let statistics = [
    Statistic<"found", "blocks", "Blocks found">,
    Statistic<"formed", "formed", "Programs made of blocks">,
    Statistic<"merged", "merged", "Programs that became calls of another one">,
  ];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
}

def ANEBindWeights : Pass<"ane-bind-weights", "::mlir::ModuleOp"> {
  let summary = "Decide whether weights that change are constants of the programs or arguments";
  let description = [{
    A parameter of a model to train is loaded by the entries and passed to the programs: it is *streamed*, and an update
    costs no more than to write it. Here such an argument may become a constant of the programs of the engine instead,
    which compute faster with it but have to be told of an update: *baked*, they are compiled anew; *reloaded*, they take
    the compiled form that they have, with other weights. The entry that stores the parameter ends with an `ane.reload`
    of each program then. A copy in fp16 that no entry reads any more goes.

    ```mlir
    %w = global_load @w.half
    %y = ane.call @forward_0(%x, %w)          %y = ane.call @forward_0(%x)
    ...                                 =>    ...
    global_store @w = %v                      global_store @w = %v
    global_store @w.half = %h                 ane.reload @forward_0 {strategy = #ane.strategy<reload>}
    ```

    *Packed*, it stays a value that is passed, behind the rows of activations in one surface, which a program of the host
    fills: for engines and programs that take few inputs. Each call copies the weight then.

    `auto` decides by program. What is updated is reloaded where the products with it would be faster, as constants, by
    more than a reload takes (8.5 ms for a program, or 2.9 ms a megabyte if that is more; 3 against 12 TFLOP/s), else
    streamed. What no entry stores is streamed: whoever embeds the bundle may write it at any time. To compile takes 11
    to 70 ms a program, more than to reload, so `auto` never chooses it (docs/Rationale/Weights.md has the sources).

    A product with a constant y has to be one with its transpose (ANE-C57): `x W` becomes the transpose of `W' x'`, with
    the constant as the first factor. A parameter that cannot be a constant there stays streamed; one that was named is
    an error.
  }];
  let options = [
    ListOption<"weights", "weights", "std::string",
               "streamed, packed, baked, reloaded or auto; and NAME=KIND for a parameter of its own">,
  ];
  let statistics = [
    Statistic<"bound", "bound", "Arguments that became constants">,
    Statistic<"packed", "packed", "Weights that came behind the rows of activations">,
    Statistic<"reloads", "reloads", "Programs that an entry reloads">,
  ];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
}

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
    engine binds them is the order of the signature (ANE-C03, ANE-C19). Where all of a program is a reduction of the
    channels of [1, C, 1, 1] even so, it reads a product with one (ANE-C61). A weight of a convolution that is known at
    run time only, and that no movement brings any more, has its height and width trade places (ANE-C27).

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

def ANEEliminateDeadCode : Pass<"ane-eliminate-dead-code", "::mlir::ModuleOp"> {
  let summary = "Remove what nobody reads, across the programs of a module";
  let description = [{
    An operation of a program goes when no result of the program needs it. Beyond that the module is looked at as a
    whole: a result that no call reads, an argument that no result needs, a call none of whose results is read, a program
    that nobody calls, a global that nobody reads and the stores into it, and the private functions that this leaves
    without a purpose. Programs, their attributes of arguments and results, and all calls change together, so that each
    result that a program declares is one that it computes (ANE-C14).

    What a module offers stays: public functions with their signatures, and public globals that can change. `@prepare`
    stays where it stores something that is read. In a module without a public function, programs that nobody calls are
    what it offers.

    ```mlir
    ane.program @p(%x: tensor<8xf16>, %u: tensor<8xf16>) -> (tensor<8xf16>, tensor<8xf16>) ... {
      %y = ane.relu(%x) : ...
      %z = ane.exp(%u) : ...
      ane.return %y, %z : ...
    }
    func.func @forward(%a: tensor<8xf16>) -> tensor<8xf16> {
      %b:2 = ane.call @p(%a, %a) : ...
      return %b#0 : ...
    // ==>
    ane.program @p(%x: tensor<8xf16>) -> tensor<8xf16> ... {
      %y = ane.relu(%x) : ...
      ane.return %y : ...
    }
    func.func @forward(%a: tensor<8xf16>) -> tensor<8xf16> {
      %b = ane.call @p(%a) : ...
      return %b : ...
    ```
  }];
  let options = [
    Option<"keepGlobals", "keep-globals", "bool", "false", "Every global, and what is stored into it, stays">,
  ];
  let statistics = [
    Statistic<"operationsRemoved", "operations", "Operations removed from programs and functions that stay">,
    Statistic<"resultsRemoved", "results", "Results of programs removed">,
    Statistic<"argumentsRemoved", "arguments", "Arguments of programs removed">,
    Statistic<"callsRemoved", "calls", "Calls removed">,
    Statistic<"programsRemoved", "programs", "Programs removed">,
    Statistic<"globalsRemoved", "globals", "Globals removed">,
    Statistic<"functionsRemoved", "functions", "Private functions removed">,
  ];
}

def ANEEliminateIdentities : Pass<"ane-eliminate-identities", "::anemone::ane::ProgramOp"> {
  let summary = "Remove operations that change nothing, and shorten chains of movements";
  let description = [{
    - Movements that move nothing: an identity, a cast, reshape, expand_dims, squeeze, slice, pad, tile or crop to the type
      that is there, a transpose of nothing, a concat of one, a split into one.
    - Arithmetic that is exact for every operand: `x + -0`, `x - 0`, `x * 1`, `x / 1`, `x ^ 1`, the maximum with -inf, the
      minimum with +inf, a clip of everything, a select of equal values, `relu(relu(x))` and its like, and sums, means and
      extremes over axes of one element. `x + 0` stays: it makes +0 of -0.
    - Compositions: views of views and transposes of transposes are one; a transpose that moves axes of one element only
      is a reshape, and so are two transposes that undo each other with a reshape between.
    - Slices of slices, of a pad where they take no padding, of a concat where they lie in one operand.

    A program is never left to return an argument, a constant or a view of one, which was reported to give NaN on the
    engine: there the last operation stays. Results keep their order, their types and their `ane.surface`.

    ```mlir
    %a = ane.transpose(%x) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x4xf16>) -> tensor<1x4x4x8xf16>
    %b = ane.reshape(%a) {shape = array<i32: 1, 16, 8>} : (tensor<1x4x4x8xf16>) -> tensor<1x16x8xf16>
    %c = ane.transpose(%b) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x8xf16>) -> tensor<1x8x16xf16>
    // ==>
    %c = ane.reshape(%x) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x4x4xf16>) -> tensor<1x8x16xf16>
    ```
  }];
  let options = [
    Option<"maxIterations", "max-iterations", "int64_t", "10", "How often to go over a program that still changes">,
  ];
  let statistics = [
    Statistic<"movements", "movements", "Movements that moved nothing">,
    Statistic<"arithmetic", "arithmetic", "Arithmetic that changed nothing">,
    Statistic<"compositions", "compositions", "Chains of reshapes and transposes shortened">,
    Statistic<"slices", "slices", "Slices that now read what their operand was made of">,
  ];
}

def ANEFuseCasts : Pass<"ane-fuse-casts", "::mlir::ModuleOp"> {
  let summary = "Fold casts that cancel, and move the others to where few bytes pass";
  let description = [{
    - A cast and its way back are nothing where the type between holds every value: fp16 to fp32 to fp16. The other way
      round the rounding may be meant, so fp32 to fp16 to fp32 stays unless `allow-narrowing` is given.
    - A cast of a cast is one cast where the type between holds every value.
    - A narrowing cast moves up past reshapes, transposes, slices and pads, a widening one down, past a concat of casts
      too, where fewer bytes are read and written then or where it meets another cast or the boundary. On the engine that
      is done among floats only.
    - An f32 argument of a program that is only read as fp16 becomes fp16, and so does a result that is a cast of an fp16
      or that is only read as fp16, where all programs and entries that pass the value on agree. The entry keeps the type
      of the model in `ane.source`, and the runtime converts. Programs that have surfaces keep their types, and no program
      is left to return its argument.

    The first of two programs below computes on the host, in f32; what passes between them is fp16.

    ```mlir
    ane.program @host(%x: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<host>} {
      %y = ane.exp(%x) : (tensor<8xf32>) -> tensor<8xf32>
      ane.return %y : tensor<8xf32>
    }
    ane.program @engine(%x: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<engine>} {
      %h = ane.cast(%x) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
      %y = ane.relu(%h) : (tensor<8xf16>) -> tensor<8xf16>
      %z = ane.cast(%y) {dtype = "fp32"} : (tensor<8xf16>) -> tensor<8xf32>
      ane.return %z : tensor<8xf32>
    }
    // ==>
    ane.program @host(%x: tensor<8xf32>) -> tensor<8xf16> attributes {placement = #ane.placement<host>} {
      %y = ane.exp(%x) : (tensor<8xf32>) -> tensor<8xf32>
      %h = ane.cast(%y) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
      ane.return %h : tensor<8xf16>
    }
    ane.program @engine(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
      %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
      ane.return %y : tensor<8xf16>
    }
    ```
  }];
  let options = [
    Option<"allowNarrowing", "allow-narrowing", "bool", "false", "Also fold fp32 to fp16 to fp32, which rounds">,
  ];
  let statistics = [
    Statistic<"roundTrips", "round-trips", "Casts and their way back folded">,
    Statistic<"composed", "composed", "Casts of casts made one">,
    Statistic<"moved", "moved", "Casts moved past movements">,
    Statistic<"narrowed", "narrowed", "Arguments and results of programs that became fp16">,
  ];
}

def ANEAssignLayouts : Pass<"ane-assign-layouts", "::anemone::ane::ProgramOp"> {
  let summary = "Choose the order of axes across a program so that the fewest bytes are transposed";
  let description = [{
    Most operations do not care in which order the axes of a tensor lie, as long as operands and results agree.
    For an engine program the pass chooses that order for all values together, so that the bytes that transposes move
    are as few as it finds, and of equal ones the number of transposes; then it rewrites the program.

    - Operations on elements, reductions, slices, paddings, sums, parts and reshapes that merge or split neighboring
      axes connect values to classes, and each class has one order of axes. Attributes follow it.
    - A product of two runtime matrices takes each operand, and gives its result, with the last two axes either way: the
      flags of `ane.matmul` and the order of the operands express it.
    - Constants are free: their transposes are evaluated when the program is compiled.
    - A softmax over the last axis keeps it last (ANE-C33).
    - Every other operation, the arguments and the results keep the order that their types say.

    Classes start in the order of their types and take, one after the other, the order that lowers the cost most, until
    nothing changes. What moves gets the shape that the engine likes best, channels on axis 1 and the sequence on the
    last of four. A program whose cost would not become lower stays as it is, except that transposes that only move axes
    of extent 1 become reshapes.

    ```mlir
    %a = ane.conv(%x, %v) ... : ... -> tensor<1x24x1x16xf16>
    %b = ane.transpose(%a) {perm = array<i32: 0, 3, 2, 1>} : ... -> tensor<1x16x1x24xf16>
    %m = ane.reduce_mean(%b) {axes = array<i32: 3>, keep_dims = true} : ... -> tensor<1x16x1x1xf16>
    %c = ane.sub(%b, %m) : ... -> tensor<1x16x1x24xf16>
    %d = ane.transpose(%c) {perm = array<i32: 0, 3, 2, 1>} : ... -> tensor<1x24x1x16xf16>
    %y = ane.conv(%d, %w) ...
    // ==>
    %a = ane.conv(%x, %v) ... : ... -> tensor<1x24x1x16xf16>
    %m = ane.reduce_mean(%a) {axes = array<i32: 1>, keep_dims = true} : ... -> tensor<1x1x1x16xf16>
    %c = ane.sub(%a, %m) : ... -> tensor<1x24x1x16xf16>
    %y = ane.conv(%c, %w) ...
    ```

    With `report`, remarks count the transposes that remain and name each one's place.
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
  let options = [
    Option<"report", "report", "bool", /*default=*/"false", "Remark on the transposes that remain">,
  ];
  let statistics = [
    Statistic<"transposesBefore", "transposes-before", "Transposes at run time before">,
    Statistic<"transposesAfter", "transposes-after", "Transposes at run time afterwards">,
    Statistic<"bytesBefore", "bytes-before", "Bytes that they moved before">,
    Statistic<"bytesAfter", "bytes-after", "Bytes that they move afterwards">,
  ];
}

def ANELinearToConv : Pass<"ane-linear-to-conv", "::anemone::ane::ProgramOp"> {
  let summary = "Turn products with constant matrices into convolutions of one pixel";
  let description = [{
    The engine computes a convolution with a kernel of one pixel about three times as fast as the product of matrices
    that it equals (ANE-C17). `ane.matmul` and `ane.linear` of an engine program, with a second factor of rank 2 that
    constants alone decide, become `ane.conv`: columns are channels, rows lie along the last axis. A bias of
    `ane.linear` is added to the convolution (ANE-C13).

    ```mlir
    %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true}
        : (tensor<16x24xf16>, tensor<48x24xf16>) -> tensor<16x48xf16>
    // ==>
    %0 = ane.reshape(%x) : ... -> tensor<1x16x24xf16>
    %1 = ane.transpose(%0) {perm = array<i32: 0, 2, 1>} : ... -> tensor<1x24x16xf16>
    %2 = ane.reshape(%1) : ... -> tensor<1x24x1x16xf16>
    %k = ane.reshape(%w) : ... -> tensor<48x24x1x1xf16>
    %3 = ane.conv(%2, %k) ... : ... -> tensor<1x48x1x16xf16>
    %4 = ane.reshape(%3) : ... -> tensor<1x48x16xf16>
    %5 = ane.transpose(%4) {perm = array<i32: 0, 2, 1>} : ... -> tensor<1x16x48xf16>
    %y = ane.reshape(%5) : ... -> tensor<16x48xf16>
    ```

    Before, a reshape that distributes the rows of a matrix to a batch moves in front of the operations on elements that
    precede it, so that a bias is added to the batch.

    The transposes are there to be cancelled by `ane-assign-layouts`. Rows that a reshape had gathered from a batch of
    matrices, or that one distributes to them afterwards, stay apart: the batch is the batch of the convolution. The
    pixels of an image whose channels a transpose had brought to the last axis are one matrix again.

    A product stays as it is where a convolution is not worth it or not allowed:
    - it has one row (the lowering has made it a convolution where the target can),
    - it has more channels than a convolution may have (ANE-C16), or more rows than an axis (ANE-C38),
    - its rows are those of an image (what a convolution or a pooling gives, and operations on elements carry), or have
      three extents and more that are not 1: bringing the width to the channels moves more than the product gains.
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
  let statistics = [
    Statistic<"converted", "converted", "Products that became convolutions">,
    Statistic<"left", "left", "Products with a constant matrix that stay products">,
  ];
}

def ANEVerifyConstraints : Pass<"ane-verify-constraints", "::mlir::ModuleOp"> {
  let summary = "Check every engine program against the constraints of the target";
  let description = [{
    Reports all violations of a module at once, each with the number of the constraint, what was found, the limit and
    the remedy, at the location of the operation of the source model. Where there are none,
    records as `ane.audit` the numbers of the constraints that were checked; changes nothing else.

    A program that was read from MIL text (`ane-translate --mil-to-ane`) names the symbols of its interface and has no
    surfaces: those are its caller's, and the constraints about them are neither checked nor recorded.
  }];
}

def ANEPlanSram : Pass<"ane-plan-sram", "::anemone::ane::ProgramOp"> {
  let summary = "Fit each program into the engine's memory, and record its peak";
  let description = [{
    Records as `ane.peak` the most bytes that the program holds at once, by the liveness of its values and with the
    constants that an operation reads (dialects/ANE/Analysis/MemoryPlan.h has the rules). Of engine programs whose peak
    is above the budget it changes, until they fit:

    - the order of the operations, where another one has a lower peak;
    - feed-forward blocks, which are computed in chunks of their hidden channels, so that the hidden value never exists
      as a whole: a product with a constant weight that reads, through elementwise operations, other products with
      constant weights (one with a GELU between, or the two of a SwiGLU) becomes a sum over chunks;
    - other products with constant weights: tiles of their output channels are joined, or partial sums over their input
      channels added;
    - anything that can be computed in tiles along the last axis, or the axis before it.

    Chunks and tiles are equal and multiples of 32 where they can be, and the fewest that fit are taken. What still does
    not fit stays as it is, with a warning: the engine then keeps it in DRAM. Apart from memory, products with constant
    weights are split where they have more input or output channels than a convolution of the target may have (ANE-C16).
    Slices of weights are operations on constants, which `ane-outline-prepare` moves out of the program. Programs that
    fit are left alone, and so are those of the host.

    ```mlir
    %h = ane.conv(%x, %w1) ... : (tensor<1x768x1x64xf16>, tensor<3072x768x1x1xf16>) -> tensor<1x3072x1x64xf16>
    %a = ane.relu(%h) : ...
    %y = ane.conv(%a, %w2) ... : (tensor<1x3072x1x64xf16>, tensor<768x3072x1x1xf16>) -> tensor<1x768x1x64xf16>
    // ==> with budget=2097152: three times, from channel 0, 1024 and 2048
    %v1 = ane.slice_by_size(%w1) {begin = array<i32: 1024, 0, 0, 0>, size = array<i32: 1024, 768, 1, 1>} : ...
    %h1 = ane.conv(%x, %v1) ... -> tensor<1x1024x1x64xf16>
    %a1 = ane.relu(%h1) : ...
    %u1 = ane.slice_by_size(%w2) {begin = array<i32: 0, 1024, 0, 0>, size = array<i32: 768, 1024, 1, 1>} : ...
    %y1 = ane.conv(%a1, %u1) ... -> tensor<1x768x1x64xf16>
    %s1 = ane.add(%y0, %y1) : ...
    ```
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
  let options = [
    Option<"budget", "budget", "int64_t", "0", "Bytes that a program may hold at once; 0 for the target's memory">,
    Option<"tile", "tile", "bool", "true", "Change programs; without it only their peaks are recorded and judged">,
    Option<"recordOnly", "record-only", "bool", "false", "Record the peaks, and neither change nor judge anything">,
    Option<"printMap", "print-map", "bool", "false", "Tell what is held at the peak of each engine program, as a remark">,
  ];
  let statistics = [
    Statistic<"splitProducts", "split-products", "Products split for their number of channels">,
    Statistic<"reordered", "reordered", "Programs whose operations were put into another order">,
    Statistic<"tiled", "tiled", "Chains of operations that were tiled">,
  ];
}

#endif // DIALECTS_ANE_TRANSFORMS_PASSES_TD
