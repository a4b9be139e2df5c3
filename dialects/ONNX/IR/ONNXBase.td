//===- ONNXBase.td - Dialect, types and op classes ----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all areas of the `onnx` dialect share. Each area is a .td file of its
// own with a generated header of its own, so that touching one operation does
// not rebuild everything.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ONNXBASE_TD
#define DIALECTS_ONNX_IR_ONNXBASE_TD

include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def ONNX_Dialect : Dialect {
  let name = "onnx";
  let summary = "What to compute: the operations of ONNX in one canonical form";
  let description = [{
    Operations, operand names, attribute names and semantics are those of ONNX,
    in the form of its newest operator set: what older sets wrote as attributes
    (axes, pads, starts, shapes) and newer ones as inputs is an operand. An
    absent optional operand is the value of `onnx.NoValue`, so operands never
    shift.

    The textual conventions are those of onnx-mlir, whose generic output parses
    here: `axis = 1 : si64`, lists of integers as arrays (`kernel_shape = [3, 3]`),
    `"onnx.NoValue"() {value} : () -> none`.

    A result may be typed less exactly than it could be (an unknown extent, or
    no rank at all), but never contradict what its operation infers.
    Indices and shapes are i32 from import on; i64 is accepted, and
    `onnx-normalize` narrows it.

    The constraints of an operation are numbered; its errors name the number.
  }];
  let cppNamespace = "::anemone::onnx";
  let hasConstantMaterializer = 1;
  let extraClassDeclaration = [{
    /// One for each area of the operator set.
    void addMathOps();
    void addActivationOps();
    void addNNOps();
    void addReductionOps();
    void addFusedOps();
    void addIndexOps();
    void addLossOps();
    void addOptimizerOps();
    void addTensorOps();
    void addShapeOps();
    void addMiscOps();
  }];
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

defvar ONNX_Integers = [I8, I16, I32, I64, UI8, UI16, UI32, UI64];
defvar ONNX_Floats = [F16, BF16, F32, F64];

class ONNX_TensorOf<list<Type> elements, string what> : TensorOf<elements> {
  let summary = "tensor of " # what;
}

def ONNX_Tensor : ONNX_TensorOf<!listconcat([I1], ONNX_Integers, ONNX_Floats),
                                "integers, floats or Booleans">;
def ONNX_FloatTensor : ONNX_TensorOf<ONNX_Floats, "floats">;
def ONNX_NumericTensor : ONNX_TensorOf<!listconcat(ONNX_Integers, ONNX_Floats),
                                       "integers or floats">;
def ONNX_BoolTensor : ONNX_TensorOf<[I1], "Booleans (i1)">;
/// Shapes, axes and indices: i32 in canonical form, i64 in foreign IR.
def ONNX_IndexTensor : ONNX_TensorOf<[I32, I64], "i32 or i64">;

/// An operand that `onnx.NoValue` may stand for.
class ONNX_Optional<Type type> : AnyTypeOf<[type, NoneType], type.summary # " or none">;

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

class ONNX_IntAttr<int value> : DefaultValuedAttr<SI64Attr, "" # value>;
class ONNX_FloatAttr<string value> : DefaultValuedAttr<F32Attr, value>;
class ONNX_StrAttr<string value> : DefaultValuedStrAttr<StrAttr, value>;
def ONNX_OptionalInts : OptionalAttr<I64ArrayAttr>;

//===----------------------------------------------------------------------===//
// Op classes
//===----------------------------------------------------------------------===//

/// One letter for each operand: `r` a tensor, `o` a tensor or none, `v` any
/// number of tensors.
class ONNX_OperandKinds<dag arguments> {
  string kinds = !foldl("", !range(!size(arguments)), letters, index, !strconcat(letters, !cond(
    !isa<AttrConstraint>(!getdagarg<Constraint>(arguments, index)): "",
    !isa<Variadic>(!getdagarg<Constraint>(arguments, index)): "v",
    !isa<ONNX_Optional>(!getdagarg<Constraint>(arguments, index)): "o",
    true: "r")));
}

class ONNX_BareOp<string mnemonic, list<Trait> traits = []>
    : Op<ONNX_Dialect, mnemonic, traits> {
  let assemblyFormat = "`(` operands `)` attr-dict `:` functional-type(operands, results)";
}

/// The inference that each operation defines sees its operands and attributes
/// through its adaptor. Before that the number of operands, which of them are
/// there, and the attributes are checked: an importer infers before it builds.
def ONNX_InferredType : TraitList<[
  DeclareOpInterfaceMethods<InferTypeOpInterface>,
  NativeOpTrait<"InferTypeOpAdaptor", [], [{
    static ::llvm::LogicalResult inferReturnTypes(
        ::mlir::MLIRContext *context, std::optional<::mlir::Location> location, Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &types);
  }], [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *context, std::optional<::mlir::Location> location,
        ::mlir::ValueRange operands, ::mlir::DictionaryAttr attributes,
        ::mlir::OpaqueProperties properties, ::mlir::RegionRange regions,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      Adaptor adaptor(operands, attributes, properties, regions);
      ::mlir::Location place =
          location.value_or(::mlir::Location(::mlir::UnknownLoc::get(context)));
      if (::mlir::failed(::anemone::onnx::checkOperands(place, getOperationName(), operandKinds,
                                                        operands)) ||
          ::mlir::failed(adaptor.verify(place)))
        return ::mlir::failure();
      return inferReturnTypes(context, location, adaptor, types);
    }
  }]>
]>;

/// Results agree with what is inferred, and a broken constraint is reported once.
def ONNX_VerifyInferred : NativeOpTrait<"VerifyInferred"> {
  let cppNamespace = "::anemone::onnx";
}

/// An operation whose result types follow from its operands and attributes. The
/// numbered constraints are checked by the inference, so that an importer meets
/// them before it builds the operation.
class ONNX_Op<string mnemonic, list<Trait> traits = []>
    : ONNX_BareOp<mnemonic, !listconcat(traits, [Pure, ONNX_InferredType, ONNX_VerifyInferred])> {
  /// What says that results typed otherwise than inferred do not contradict it.
  string agreement = "agree";
  let extraClassDeclaration = [{
    /// One letter for each operand: `r` a tensor, `o` a tensor or none, `v` any
    /// number of tensors.
    static constexpr ::llvm::StringLiteral operandKinds = "}] #
    ONNX_OperandKinds<arguments>.kinds # [{";

    static bool isCompatibleReturnTypes(::mlir::TypeRange inferred, ::mlir::TypeRange actual) {
      return ::anemone::onnx::}] # agreement # [{(inferred, actual);
    }

    /// Always succeeds. The verifier of InferTypeOpInterface calls it and would
    /// add to each broken constraint that types could not be inferred; the trait
    /// VerifyInferred verifies in its place.
    static ::llvm::LogicalResult refineReturnTypes(
        ::mlir::MLIRContext *, std::optional<::mlir::Location>, ::mlir::ValueRange,
        ::mlir::DictionaryAttr, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &) {
      return ::mlir::success();
    }
  }];
}

/// Inference that needs the operands alone, by a function of InferUtils.h.
class ONNX_InferredBy<string function, string mnemonic, list<Trait> traits = []>
    : ONNX_Op<mnemonic, traits> {
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *, std::optional<::mlir::Location> location, Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return ::anemone::onnx::}] # function # [{({location, getOperationName()},
                                                adaptor.getOperands(), types);
    }
  }];
}

/// Inference that needs attributes too, by a function template of the area's own
/// source file.
class ONNX_InferredFromAdaptor<string function, string mnemonic, list<Trait> traits = []>
    : ONNX_Op<mnemonic, traits> {
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *, std::optional<::mlir::Location> location, Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return ::}] # function # [{({location, getOperationName()}, adaptor, types);
    }
  }];
}

#endif // DIALECTS_ONNX_IR_ONNXBASE_TD
