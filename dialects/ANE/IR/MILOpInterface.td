//===- MILOpInterface.td - What ODS knows of a MIL operation -----*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Emission and its way back know no operation: they read the table that this
// interface gives, which TableGen derives from an operation's `arguments`.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_MILOPINTERFACE_TD
#define DIALECTS_ANE_IR_MILOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def MILOpInterface : OpInterface<"MILOpInterface"> {
  let description = [{
    An operation of the `ane` dialect that is one operation of MIL. Its operands and its attributes are the arguments
    of that operation under MIL's names.
  }];
  let cppNamespace = "::anemone::ane";
  let methods = [
    StaticInterfaceMethod<[{
        The name of the operation in MIL text ("conv").
      }],
      "::llvm::StringRef", "getMILName", (ins), [{
        return ConcreteOp::getOperationName().drop_front(4); // "ane."
      }]>,
    StaticInterfaceMethod<[{
        Its arguments, in the order in which ODS declares them.
      }],
      "::llvm::ArrayRef<::anemone::ane::MILArgument>", "getMILArguments">,
    StaticInterfaceMethod<[{
        Whether MIL writes the arguments in the brackets of attributes, as it does for the older `constexpr_` operations.
      }],
      "bool", "writesArgumentsAsAttributes", (ins), [{ return false; }]>,
    InterfaceMethod<[{
        The operands of the `index`-th of those arguments that are operands: one, none or several.
      }],
      "::mlir::OperandRange", "getMILOperands", (ins "unsigned":$index), [{
        return $_op.getODSOperands(index);
      }]>,
  ];
}

#endif // DIALECTS_ANE_IR_MILOPINTERFACE_TD
