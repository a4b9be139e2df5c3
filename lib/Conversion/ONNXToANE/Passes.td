//===- Passes.td - From the front dialect to the engine's --------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_PASSES_TD
#define LIB_CONVERSION_ONNXTOANE_PASSES_TD

include "mlir/Pass/PassBase.td"

def ANESplitProducts : Pass<"ane-split-products", "::mlir::ModuleOp"> {
  let summary = "Split products that no surface of the engine holds";
  let description = [{
    A matrix product with an operand or a result of more columns or rows than the target takes (ANE-C38), as of the
    logits of a large vocabulary, becomes several: of columns or rows, which are put together, or of parts of what it
    sums over, which are added. What holds the whole tensor is placed on the host. Tensors that only products and
    operations element by element share, as in a wide hidden layer, are left to ane-assign-layouts, which puts them into
    channels. Runs before ane-place-operations.

    ```mlir
    %y = onnx.MatMul(%x, %w) : (tensor<8x64xf32>, tensor<64x20000xf32>) -> tensor<8x20000xf32>
    // ==>
    %a = onnx.MatMul(%x, %w0) : (tensor<8x64xf32>, tensor<64x10016xf32>) -> tensor<8x10016xf32>
    %b = onnx.MatMul(%x, %w1) : (tensor<8x64xf32>, tensor<64x9984xf32>) -> tensor<8x9984xf32>
    %y = onnx.Concat(%a, %b) {axis = 1 : si64, anemone.host = "..."} : ... -> tensor<8x20000xf32>
    ```
  }];
  let statistics = [Statistic<"split", "split", "Products that became several">];
  let dependentDialects = ["::anemone::onnx::ONNXDialect"];
}

def ANEPlaceOperations : Pass<"ane-place-operations", "::mlir::ModuleOp"> {
  let summary = "Decide which operations of onnx run on the host";
  let description = [{
    Everything runs on the engine that has a lowering to it. What has none gets the attribute `anemone.host` with the
    reason; so do operations that share integers wider than 8 bits with it or with the caller, because surfaces of the
    engine hold fp16 (ANE-C40), and what the host waits for, where there is no product among it and fewer
    crossings are left then.

    ```mlir
    %t = onnx.Gather(%table, %ids) : (tensor<64x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    // ==>
    %t = onnx.Gather(%table, %ids) {anemone.host = "its indices are known only at run time, ..."} : ...
    ```

    With `no-host` nothing is placed but what `keep-on-host` names and the integers that it shares: lowering then
    reports what the engine cannot do.
  }];
  let options = [
    Option<"noHost", "no-host", "bool", /*default=*/"false", "Place nothing but what keep-on-host names">,
    ListOption<"keepOnHost", "keep-on-host", "std::string", "Nodes, or operators, that run on the host in any case">,
    Option<"explain", "explain", "bool", /*default=*/"false", "A remark for each operation on the host">,
  ];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
  let statistics = [
    Statistic<"placed", "placed", "Operations placed on the host">,
  ];
}

def ANECopyParameters : Pass<"ane-copy-parameters", "::mlir::ModuleOp"> {
  let summary = "Give the engine fp16 copies of the parameters that change";
  let description = [{
    A mutable global that operations on the engine read gets a twin in fp16, `NAME.half`, with the attribute
    `ane.copy_of`: they read it, and whoever stores to the global stores to the twin, so that a new value costs no
    conversion where it is read. What is stored comes from the host, in f32. Runs behind ane-place-operations.

    ```mlir
    %w = ml_program.global_load @w : tensor<4x2xf32>
    %y = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
    // ==>
    %h = ml_program.global_load @w.half : tensor<4x2xf16>
    %w = onnx.Cast(%h) {to = f32} : (tensor<4x2xf16>) -> tensor<4x2xf32>
    %y = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
    ```

    A global is read before it is stored to, and stored to once; anything else is an error.
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect", "::mlir::ml_program::MLProgramDialect"];
  let statistics = [
    Statistic<"copied", "copied", "Parameters that got a copy in fp16">,
  ];
}

def ConvertONNXToANE : Pass<"convert-onnx-to-ane", "::mlir::ModuleOp"> {
  let summary = "Lower every public function of onnx operations to programs";
  let description = [{
    The body of a function becomes `ane.program`s; what remains of the function is an entry that calls them. Operations
    with the attribute `anemone.host` (see ane-place-operations) go to programs of the host, which compute in f32, all
    others to programs of the engine, which compute in f16: one program where nothing is on the host, else as few as
    the order of the data allows. Arguments and results of programs have rank 4; their element type is f16 where a
    program of the engine touches them. The types that the model declares stay on the entry as `ane.source`. A function
    with `onnx.entry` is one of a group of entries, and keeps its name as `ane.entry`.

    Reads of mutable globals, and stores, stay in the entry: what is read is passed to the programs like an argument.
    Such a global takes the rank-4 type of what is passed, and keeps the model's as `ane.source`. Operations with
    different `anemone.group` do not share a program.

    The pass is total: an operation that cannot be lowered is an error that says why, and one run reports all of them.

    ```mlir
    func.func @forward(%x: tensor<2x3xf32> {onnx.name = "x"}) -> (tensor<2x3xf32> {onnx.name = "y"}) {
      %y = onnx.Relu(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
      return %y : tensor<2x3xf32>
    }
    // ==>
    ane.program @forward_0(%x: tensor<1x2x1x3xf16>) -> tensor<1x2x1x3xf16> ... {
      %r = ane.reshape(%x) {shape = array<i32: 2, 3>} : (tensor<1x2x1x3xf16>) -> tensor<2x3xf16>
      %y = ane.relu(%r) : (tensor<2x3xf16>) -> tensor<2x3xf16>
      ...
    ```
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect", "::mlir::func::FuncDialect"];
  let statistics = [
    Statistic<"lowered", "lowered", "Operations of onnx that were lowered">,
  ];
}

def ANEFoldAffine : Pass<"ane-fold-affine", "::anemone::ane::ProgramOp"> {
  let summary = "Fold constant scales and shifts of channels into the convolution before them";
  let description = [{
    A convolution whose constant weight is followed by a product with a constant for each channel takes the product
    into its weight, and constant summands are added up in advance. This is what becomes of a batch normalization
    after a convolution.

    ```mlir
    %c = ane.conv(%x, %w) ...
    %y = ane.mul(%c, %scale)      // %scale : tensor<1x8x1x1xf16>, constant
    // ==>
    %v = ane.mul(%w, %column)     // a constant, too
    %y = ane.conv(%x, %v) ...
    ```
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect"];
}

def ANEOutlinePrepare : Pass<"ane-outline-prepare", "::mlir::ModuleOp"> {
  let summary = "Move what engine programs compute from constants alone into @prepare";
  let description = [{
    Operations whose operands are all constants run once, when the bundle is written, and in f32: they become a host
    program without arguments, called by the function `@prepare`, which stores its results to new globals. The engine
    program reads those.

    ```mlir
    %w = ane.constant @w : tensor<8x4xf16>
    %t = ane.transpose(%w) {perm = array<i32: 1, 0>} : (tensor<8x4xf16>) -> tensor<4x8xf16>
    // ==> in the engine program
    %t = ane.constant @w.prepared : tensor<4x8xf16>
    // ==> beside it
    ml_program.global private mutable @w.prepared : tensor<4x8xf32>
    ane.program @prepare_0() -> tensor<4x8xf32> attributes {placement = #ane.placement<host>} { ... }
    func.func private @prepare() {
      %0 = ane.call @prepare_0() : () -> tensor<4x8xf32>
      ml_program.global_store @w.prepared = %0 : tensor<4x8xf32>
      return
    }
    ```

    What a program returns stays in it: a result must come from an operation (ANE-C14).
  }];
  let dependentDialects = ["::anemone::ane::ANEDialect", "::mlir::func::FuncDialect",
                           "::mlir::ml_program::MLProgramDialect"];
  let statistics = [
    Statistic<"outlined", "outlined", "Operations moved into host programs">,
  ];
}

#endif // LIB_CONVERSION_ONNXTOANE_PASSES_TD
