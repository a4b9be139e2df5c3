//===- ANEBase.td - The dialect, its types and its classes -------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The classes here make an operation of MIL from the list of its arguments:
// its syntax, its verifier, its type inference and the table by which it is
// emitted and read back.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEBASE_TD
#define DIALECTS_ANE_IR_ANEBASE_TD

include "dialects/ANE/IR/MILOpInterface.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def ANE_Dialect : Dialect {
  let name = "ane";
  let summary = "Programs of Apple's Neural Engine";
  let description = [{
    An `ane.program` is one unit that Apple's compiler compiles: isolated, static, one block. Its operations are those
    of MIL, under MIL's names and with MIL's names for their arguments, every argument written out: MIL text knows no
    default values. Arguments that MIL takes as constants are attributes here.

    A verifier says what makes an operation meaningless on any chip; what a chip refuses is said by
    `ane-verify-constraints`, with the numbers of the constraint catalogue.

    In the rules below, (T) stands for this: the result has the type that the operands and attributes imply, and the
    verifier names it. Every operation of MIL is checked for it.
  }];
  let cppNamespace = "::anemone::ane";
  let useDefaultAttributePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  let hasRegionResultAttrVerify = 1;
  let extraClassDeclaration = [{
  private:
    void registerAttributes();
    void registerProgramOps();
    void registerElementwiseOps();
    void registerUnaryOps();
    void registerActivationOps();
    void registerNetworkOps();
    void registerReductionOps();
    void registerShapeOps();
    void registerIndexingOps();
    void registerQuantizationOps();
  }];
}

//===--- Types ---===//

def ANE_Tensor : StaticShapeTensorOf<[F16, F32, I1, I<4>, UI<4>, I8, UI8, I16, UI16, I32, UI32]>;
def ANE_FloatTensor : StaticShapeTensorOf<[F16, F32]>;
def ANE_NumericTensor : StaticShapeTensorOf<[F16, F32, I8, UI8, I16, UI16, I32, UI32]>;
def ANE_IntTensor : StaticShapeTensorOf<[I8, UI8, I16, UI16, I32, UI32]>;
def ANE_BoolTensor : StaticShapeTensorOf<[I1]>;
def ANE_QuantizedTensor : StaticShapeTensorOf<[I<4>, UI<4>, I8, UI8]>;

//===--- Arguments that are constants in MIL ---===//

/// An attribute that is a constant argument of MIL. `fallback` is what MIL takes where a text omits it, in the
/// notation of anemone::ane::MILArgument; empty where MIL demands it.
class ANE_MILAttr<Attr base, string milKind, string milFallback = "">
    : Attr<base.predicate, base.summary> {
  let storageType = base.storageType;
  let returnType = base.returnType;
  let convertFromStorage = base.convertFromStorage;
  let constBuilderCall = base.constBuilderCall;
  string kind = milKind;
  string fallback = milFallback;
}
/// One that may be absent, as it may in MIL.
class ANE_OptionalMILAttr<Attr base, string milKind> : ANE_MILAttr<base, milKind> {
  let returnType = "::std::optional<" # base.returnType # ">";
  let convertFromStorage =
      "$_self ? ::std::optional<" # base.returnType # ">(" # base.convertFromStorage # ") : (::std::nullopt)";
  let constBuilderCall = ?;
  let isOptional = 1;
}
class ANE_I32<string fallback = ""> : ANE_MILAttr<I32Attr, "Int32", fallback>;
class ANE_I32s<string fallback = ""> : ANE_MILAttr<DenseI32ArrayAttr, "Int32List", fallback>;
class ANE_Bool<string fallback = ""> : ANE_MILAttr<BoolAttr, "Bool", fallback>;
class ANE_Bools<string fallback = ""> : ANE_MILAttr<DenseBoolArrayAttr, "BoolList", fallback>;
/// A number of the element type of the operation's first floating-point operand.
class ANE_Float<string fallback = ""> : ANE_MILAttr<F32Attr, "Float", fallback>;
/// A number that MIL wants in fp32 whatever the operands are.
class ANE_Fp32<string fallback = ""> : ANE_MILAttr<F32Attr, "Fp32", fallback>;
class ANE_Str<string fallback = ""> : ANE_MILAttr<StrAttr, "String", fallback>;
def ANE_OptionalI32 : ANE_OptionalMILAttr<I32Attr, "Int32">;
def ANE_OptionalI32s : ANE_OptionalMILAttr<DenseI32ArrayAttr, "Int32List">;
def ANE_OptionalStr : ANE_OptionalMILAttr<StrAttr, "String">;

/// One row of the table of arguments: `{"strides", MILArgument::Int32List, false, "ones"}`.
class ANE_ArgumentRow<dag arguments, int index> {
  defvar constraint = !getdagarg<Constraint>(arguments, index);
  string kind = !cond(!isa<Optional>(constraint): "OptionalOperand",
                      !isa<Variadic>(constraint): "VariadicOperand",
                      !isa<TypeConstraint>(constraint): "Operand",
                      true: !cast<ANE_MILAttr>(constraint).kind);
  string optional = !cond(!isa<Optional>(constraint): "true",
                          !isa<TypeConstraint>(constraint): "false",
                          !cast<ANE_MILAttr>(constraint).isOptional: "true",
                          true: "false");
  string fallback = !if(!isa<TypeConstraint>(constraint), "", !cast<ANE_MILAttr>(constraint).fallback);
  string row = "{\"" # !getdagname(arguments, index) # "\", MILArgument::" # kind # ", " # optional # ", \"" #
               fallback # "\"}";
}

//===--- Operations ---===//

class ANE_Op<string mnemonic, list<Trait> traits = []> : Op<ANE_Dialect, mnemonic, traits>;

/// An operation of MIL with the arguments `args`. `inference` names the C++ function that checks an operation and
/// gives its result types: LogicalResult inference(Adaptor, const Reporter &, SmallVectorImpl<Type> &).
class ANE_MILOp<string mnemonic, dag args, dag outs, string inference, list<Trait> traits = []>
    : ANE_Op<mnemonic, [Pure, DeclareOpInterfaceMethods<MILOpInterface>, InferTypeOpAdaptor] # traits> {
  let arguments = args;
  let results = outs;
  let hasVerifier = 1;
  let assemblyFormat = "`(` operands `)` attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = [{
    /// Always succeeds. The verifier of InferTypeOpInterface calls it, and would infer once more what verify() has
    /// inferred and compared with the results.
    static ::llvm::LogicalResult refineReturnTypes(
        ::mlir::MLIRContext *, ::std::optional<::mlir::Location>, ::mlir::ValueRange, ::mlir::DictionaryAttr,
        ::mlir::OpaqueProperties, ::mlir::RegionRange, ::llvm::SmallVectorImpl<::mlir::Type> &) {
      return ::mlir::success();
    }
  }];
  let extraClassDefinition = [{
    ::llvm::ArrayRef<::anemone::ane::MILArgument> $cppClass::getMILArguments() {
      static constexpr ::anemone::ane::MILArgument table[] = {
        }] # !interleave(!foreach(i, !range(!size(args)), ANE_ArgumentRow<args, i>.row), ", ") # [{};
      return table;
    }
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *, ::std::optional<::mlir::Location> location, $cppClass::Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return }] # inference # [{(adaptor, Reporter(location, getOperationName()), types);
    }
    ::llvm::LogicalResult $cppClass::verify() {
      ::llvm::SmallVector<::mlir::Type> types;
      if (failed(}] # inference # [{(Adaptor(*this), Reporter(getLoc(), getOperationName()), types)))
        return ::mlir::failure();
      return verifyResultTypes(getOperation(), types);
    }
  }];
}

/// `parameters` are numbers beside the operand.
class ANE_UnaryOp<string mnemonic, string what, Type operand = ANE_FloatTensor, dag parameters = (ins)>
    : ANE_MILOp<mnemonic, !con((ins operand:$x), parameters), (outs operand:$result), "inferSame"> {
  let summary = what;
}

#endif // DIALECTS_ANE_IR_ANEBASE_TD
