//===- ANEAttrs.td - Attributes of the ane dialect ---------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEATTRS_TD
#define DIALECTS_ANE_IR_ANEATTRS_TD

include "dialects/ANE/IR/ANEBase.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class ANE_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<ANE_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

def ANE_TargetAttr : ANE_Attr<"Target", "target"> {
  let summary = "The target that a module is compiled for";
  let description = [{
    Names a target profile. The profile's numbers are code (`anemone/Target/Profile.h`), never IR.

    - (C1) the name is that of a profile.

    Example:

    ```mlir
    module attributes {ane.target = #ane.target<"strict">} {}
    ```
  }];
  let parameters = (ins StringRefParameter<"name of a profile">:$name);
  let assemblyFormat = "`<` $name `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The profile; there always is one, by (C1).
    const ::anemone::target::Profile &getProfile() const;
  }];
}

def ANE_Placement : I32EnumAttr<"Placement", "where a program runs", [
      I32EnumAttrCase<"Engine", 0, "engine">,
      I32EnumAttrCase<"Host", 1, "host">,
    ]> {
  let cppNamespace = "::anemone::ane";
  let genSpecializedAttr = 0;
}

def ANE_PlacementAttr : EnumAttr<ANE_Dialect, ANE_Placement, "placement"> {
  let description = [{
    `engine`: compiled for the engine, computes in fp16. `host`: computes in f32 on the CPU of the machine that
    executes the bundle.
  }];
  let assemblyFormat = "`<` $value `>`";
}

def ANE_ReloadStrategy : I32EnumAttr<"ReloadStrategy", "how a program gets new weights", [
      I32EnumAttrCase<"Recompile", 0, "recompile">,
      I32EnumAttrCase<"Reload", 1, "reload">,
    ]> {
  let cppNamespace = "::anemone::ane";
  let genSpecializedAttr = 0;
}

def ANE_ReloadStrategyAttr : EnumAttr<ANE_Dialect, ANE_ReloadStrategy, "strategy"> {
  let description = [{
    `recompile`: the program is compiled anew. `reload`: it takes the compiled form of the program that it replaces,
    with its own weights; where that is seen to have no effect, it is compiled.
  }];
  let assemblyFormat = "`<` $value `>`";
}

def ANE_SurfaceAttr : ANE_Attr<"Surface", "surface"> {
  let summary = "How an argument or a result of a program lies in memory";
  let description = [{
    `symbol` is the name by which the surface is bound. `valid` are the extents that carry data; what the declared
    shape has beyond them is padding. `row`, `plane` and `batch` are the distances in bytes of neighbours along the
    axes before the last, in the order H, C, N; `alloc` is the size of the allocation in bytes.

    - (C1) the symbol is an identifier of MIL: `[A-Za-z_][A-Za-z0-9_@]*`.
    - (C2) the valid extents are at least 1 and there are one to four of them.
    - (C3) row, plane, batch and alloc are at least 1, each no smaller than the one before.

    Example:

    ```mlir
    #ane.surface<symbol = "i00", valid = [1, 3, 32, 32], row = 64, plane = 2048, batch = 6144, alloc = 49152>
    ```
  }];
  let parameters = (ins StringRefParameter<"name in MIL text">:$symbol,
                        ArrayRefParameter<"int64_t", "extents that carry data">:$valid,
                        "int64_t":$row, "int64_t":$plane, "int64_t":$batch, "int64_t":$alloc);
  let assemblyFormat = [{
    `<` `symbol` `=` $symbol `,` `valid` `=` `[` $valid `]` `,` `row` `=` $row `,` `plane` `=` $plane `,`
    `batch` `=` $batch `,` `alloc` `=` $alloc `>`
  }];
  let genVerifyDecl = 1;
}

#endif // DIALECTS_ANE_IR_ANEATTRS_TD
