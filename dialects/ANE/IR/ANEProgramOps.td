//===- ANEProgramOps.td - Programs, calls and constants ----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEPROGRAMOPS_TD
#define DIALECTS_ANE_IR_ANEPROGRAMOPS_TD

include "dialects/ANE/IR/ANEAttrs.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/FunctionInterfaces.td"

def ANE_ProgramOp : ANE_Op<"program", [
    FunctionOpInterface, IsolatedFromAbove, HasParent<"::mlir::ModuleOp">,
    SingleBlock
  ]> {
  let summary = "One unit that Apple's compiler compiles";
  let description = [{
    - (C1) arguments and results are tensors of static shape with an element type of the dialect.
    - (C2) there is at least one result.
    - (C3) the body holds operations of the `ane` dialect only.
    - (C4) arguments and results carry `ane.surface` all or none, and the symbols differ.
    - (C5) an `ane.surface` has as many valid extents as its tensor has axes, each within the tensor's.

    Example:

    ```mlir
    ane.program @twice(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
        attributes {placement = #ane.placement<engine>} {
      %y = ane.add(%x, %x) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
      ane.return %y : tensor<1x8x1x32xf16>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type,
                       ANE_PlacementAttr:$placement, OptionalAttr<StrAttr>:$sym_visibility,
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let regions = (region SizedRegion<1>:$body);
  let builders = [
    /// A program with an entry block of the type's arguments and no operation in it.
    OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::FunctionType":$type, "Placement":$placement)>
  ];
  let skipDefaultBuilders = 1;
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// FunctionOpInterface.
    ::llvm::ArrayRef<::mlir::Type> getArgumentTypes() { return getFunctionType().getInputs(); }
    ::llvm::ArrayRef<::mlir::Type> getResultTypes() { return getFunctionType().getResults(); }
    ::mlir::Region *getCallableRegion() { return &getBody(); }
    ::llvm::LogicalResult verifyType();

    /// The surface of an argument or of a result; null where passes have not decided it yet.
    SurfaceAttr getArgSurface(unsigned index);
    SurfaceAttr getResultSurface(unsigned index);
    void setArgSurface(unsigned index, SurfaceAttr surface);
    void setResultSurface(unsigned index, SurfaceAttr surface);
    /// The operation that gives the results.
    ReturnOp getReturn();
    bool isHost() { return getPlacement() == Placement::Host; }

    /// The name under which a surface is kept among the attributes of an argument or a result.
    static constexpr ::llvm::StringLiteral kSurfaceAttr = "ane.surface";
  }];
}

def ANE_ReturnOp : ANE_Op<"return", [Pure, Terminator, HasParent<"ProgramOp">]> {
  let summary = "The results of a program";
  let description = [{
    - (C1) the operands have the types of the program's results.
  }];
  let arguments = (ins Variadic<ANE_Tensor>:$operands);
  let assemblyFormat = "attr-dict ($operands^ `:` type($operands))?";
  let hasVerifier = 1;
}

def ANE_CallOp : ANE_Op<"call", [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "Runs a program";
  let description = [{
    Stands in an entry function. A program reads nothing but its arguments and constants, so a call has no side effect.
    With `weights` the call runs the same program with other weights: one global for each constant of the program that
    names one, in the order of the body.

    - (C1) the callee is a program of the module.
    - (C2) operands and results have the types of its signature.
    - (C3) `weights` names a global for each constant of the callee that names one, of the same type.

    Example:

    ```mlir
    %y = ane.call @forward_0(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    %z = ane.call @forward_0(%y) {weights = [@layer1.weight]} : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<ANE_Tensor>:$operands,
                       OptionalAttr<TypedArrayAttrBase<FlatSymbolRefAttr, "globals">>:$weights);
  let results = (outs Variadic<ANE_Tensor>:$results);
  let assemblyFormat = "$callee `(` $operands `)` attr-dict `:` functional-type($operands, $results)";
  let builders = [
    OpBuilder<(ins "ProgramOp":$callee, "::mlir::ValueRange":$operands), [{
      build($_builder, $_state, callee.getResultTypes(), callee.getSymName(), operands, ::mlir::ArrayAttr());
    }]>
  ];
}

def ANE_ReloadOp : ANE_Op<"reload", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "Gives a program the present values of its weights";
  let description = [{
    Stands in an entry function, behind the stores to the globals that constants of the program name. Until it runs, the
    program computes with the values that it was compiled with. With `weights` it is the instance that calls with the
    same `weights` run.

    - (C1) the callee is a program of the module.
    - (C2) `weights` names a global for each constant of the callee that names one, of the same type.
    - (C3) the program has a constant that names a mutable global.

    Example:

    ```mlir
    ml_program.global_store @w = %w : tensor<32x32xf32>
    ane.reload @forward_0 {strategy = #ane.strategy<reload>}
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, ANE_ReloadStrategyAttr:$strategy,
                       OptionalAttr<TypedArrayAttrBase<FlatSymbolRefAttr, "globals">>:$weights);
  let assemblyFormat = "$callee attr-dict";
}

def ANE_ConstantOp : ANE_Op<"constant", [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "A constant of a program";
  let description = [{
    Either the value of an `ml_program.global` or a literal. The constant keeps the precision of its source: a
    global of f32 may be a constant of f16, and whoever emits or evaluates it rounds, to nearest, ties to even.

    - (C1) a global that it names exists and has a tensor type.
    - (C2) a literal and the result have the same shape; a global, whose elements lie in their order, as many elements.
    - (C3) their element types are equal, or both floating-point.

    Example:

    ```mlir
    %w = ane.constant @conv1.weight : tensor<8x3x3x3xf16>
    %s = ane.constant dense<0.1> : tensor<f32> -> tensor<f16>
    ```
  }];
  let arguments = (ins AnyAttrOf<[FlatSymbolRefAttr, ElementsAttr]>:$value);
  let results = (outs ANE_Tensor:$result);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The global that it names; null for a literal.
    ::mlir::FlatSymbolRefAttr getGlobal() { return ::llvm::dyn_cast<::mlir::FlatSymbolRefAttr>(getValue()); }
    /// The literal; null for a global.
    ::mlir::ElementsAttr getLiteral() { return ::llvm::dyn_cast<::mlir::ElementsAttr>(getValue()); }
  }];
}

#endif // DIALECTS_ANE_IR_ANEPROGRAMOPS_TD
