//===- Parameters.h - The values behind globals and literals -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files named by `#weights.file` are memory-mapped when their first parameter
// is asked for. The values that `@prepare` computes are kept in memory.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_PARAMETERS_H
#define ANEMONE_LIB_EMISSION_PARAMETERS_H

#include "dialects/ANE/IR/ANEProgram.h"
#include "lib/Emission/Elements.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <deque>
#include <memory>
#include <string>

namespace anemone::weights {
class FileAttr;
}

namespace anemone {

class Parameters {
public:
  /// `folder` is what paths in the module are relative to.
  Parameters(mlir::ModuleOp module, llvm::StringRef folder);

  /// The elements of a constant's source, before any rounding. They live as long as this object. A
  /// failure has been reported at the constant.
  mlir::FailureOr<Elements> elementsOf(ane::ConstantOp constant);
  /// The elements of a global's value; a failure has been reported at the global.
  mlir::FailureOr<Elements> elementsOf(mlir::ml_program::GlobalOp global);

  /// What identifies the source of a constant: equal sources have equal values.
  mlir::Attribute sourceOf(ane::ConstantOp constant);
  /// Whether the value is known; it is not for an external global, and for one that only steps
  /// store to.
  bool hasValue(mlir::ml_program::GlobalOp global) const;
  bool hasValue(ane::ConstantOp constant) const;

  /// Whether steps or users may store to it: its value is only the first one.
  bool changes(mlir::ml_program::GlobalOp global) const {
    return global.getIsMutable() && !prepared.contains(global.getSymName());
  }

  mlir::ml_program::GlobalOp global(llvm::StringRef name) const;

  /// Gives a global the value that was computed for it: elements of its type, row-major.
  void setPrepared(llvm::StringRef global, std::vector<char> bytes);

private:
  mlir::FailureOr<Elements> elementsOf(mlir::Attribute value, mlir::RankedTensorType type,
                                       mlir::Operation *user);
  mlir::FailureOr<Elements> mapFile(weights::FileAttr file, mlir::Operation *user);
  mlir::FailureOr<llvm::MemoryBufferRef> openFile(llvm::StringRef path, mlir::Operation *user);
  mlir::FailureOr<Elements> expand(mlir::DenseElementsAttr literal);

  mlir::SymbolTable symbols;
  std::string folder;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> files;
  llvm::StringMap<std::vector<char>> prepared;
  llvm::DenseMap<mlir::Attribute, std::vector<char>> expanded;
};

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_PARAMETERS_H
