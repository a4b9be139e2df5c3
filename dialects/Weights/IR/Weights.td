//===- Weights.td - Where the bytes of parameters lie -------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One attribute. It is a dialect of its own because the front dialect and the
// device dialect both use it and must not know each other.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_WEIGHTS_IR_WEIGHTS_TD
#define DIALECTS_WEIGHTS_IR_WEIGHTS_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/DialectBase.td"

def Weights_Dialect : Dialect {
  let name = "weights";
  let summary = "Where the bytes of parameters lie";
  let description = [{
    A parameter is an `ml_program.global`. Its value is either inline or an
    attribute of this dialect, which names a range of a file. The range is
    memory-mapped where its bytes are needed, so the IR of a large model stays
    small enough to read and to print.
  }];
  let cppNamespace = "::anemone::weights";
  let useDefaultAttributePrinterParser = 1;
}

def Weights_FileAttr : AttrDef<Weights_Dialect, "File", [TypedAttrInterface]> {
  let mnemonic = "file";
  let summary = "A range of a file that holds a tensor";
  let description = [{
    The elements of a tensor in row-major order, little-endian, without
    padding; a Boolean takes one byte. The path is relative to the folder that
    the compiler was given the model in, and it cannot leave that folder: the
    attribute may come from a model that nobody trusts.

    - (C1) `path` is not empty, not absolute, and has no component `..`.
    - (C2) `offset` and `length` are not negative, and their sum does not
      overflow.
    - (C3) the type is a ranked tensor of static shape whose elements take a
      whole number of bytes, or are `i1`.
    - (C4) `length` is the size of that tensor in bytes.

    Example:

    ```mlir
    ml_program.global private @w(#weights.file<"m.onnx", 64, 128> : tensor<4x8xf32>) : tensor<4x8xf32>
    ```
  }];
  let parameters = (ins StringRefParameter<"path relative to the folder of the model">:$path,
                        "int64_t":$offset, "int64_t":$length,
                        AttributeSelfTypeParameter<"the type of the tensor">:$type);
  let builders = [
    AttrBuilderWithInferredContext<(ins "::llvm::StringRef":$path, "int64_t":$offset,
                                        "int64_t":$length, "::mlir::Type":$type), [{
      return $_get(type.getContext(), path, offset, length, type);
    }]>,
  ];
  let assemblyFormat = "`<` $path `,` $offset `,` $length `>`";
  let genVerifyDecl = 1;
}

#endif // DIALECTS_WEIGHTS_IR_WEIGHTS_TD
