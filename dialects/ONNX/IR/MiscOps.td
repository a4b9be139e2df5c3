//===- MiscOps.td - Constants and foreign module structure --*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_MISCOPS_TD
#define DIALECTS_ONNX_IR_MISCOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

def ONNX_ConstantOp : ONNX_BareOp<"Constant", [ConstantLike, Pure, AllTypesMatch<["value", "output"]>]> {
  let summary = "A tensor that the IR holds";
  let description = [{
    Integers, Booleans and single floats, so that they fold; a larger tensor of
    floats is a parameter, an `ml_program.global`.

    Example:

    ```mlir
    %axes = onnx.Constant dense<[0, 2]> : tensor<2xi32>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs ONNX_Tensor:$output);
  let assemblyFormat = "attr-dict $value";
  let builders = [
    OpBuilder<(ins "::mlir::ElementsAttr":$value), [{
      build($_builder, $_state, value.getType(), value);
    }]>,
  ];
  let skipDefaultBuilders = 0;
  let hasFolder = 1;
}

def ONNX_NoValueOp : ONNX_BareOp<"NoValue", [ConstantLike, Pure]> {
  let summary = "Stands for an absent optional operand";
  let description = [{
    The attribute `value` has no meaning; onnx-mlir writes it.

    Example:

    ```mlir
    %none = onnx.NoValue
    ```
  }];
  let arguments = (ins UnitAttr:$value);
  let results = (outs NoneType:$none_val);
  let assemblyFormat = "(`value` $value^)? attr-dict";
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// What onnx-mlir writes around the operations
//===----------------------------------------------------------------------===//

def ONNX_ReturnOp : ONNX_BareOp<"Return", [Pure, Terminator]> {
  let summary = "Ends a function in foreign IR; `onnx-normalize` makes it `func.return`";
  let arguments = (ins Variadic<AnyType>:$operands);
  let assemblyFormat = "attr-dict ($operands^ `:` type($operands))?";
}

def ONNX_EntryPointOp : ONNX_BareOp<"EntryPoint"> {
  let summary = "Names the entry function in foreign IR; `onnx-normalize` drops it";
  let arguments = (ins SymbolRefAttr:$func);
  let assemblyFormat = "$func attr-dict";
}

#endif // DIALECTS_ONNX_IR_MISCOPS_TD
