//===- WeightKinds.h - How parameters reach programs ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_WEIGHTKINDS_H
#define DIALECTS_ANE_TRANSFORMS_WEIGHTKINDS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace anemone::ane {

enum class WeightKind : uint8_t {
  Streamed, // an argument
  Packed,   // rows of an argument that brings activations as well
  Baked,    // a constant; a program is compiled for new values
  Reloaded, // a constant; the compiled program takes new values
  Auto,     // by cost
};

/// What the user chose for each parameter.
class WeightKinds {
public:
  /// Reads "KIND" for all and "NAME=KIND" for one. All problems are reported at `module`: kinds
  /// that do not exist, and names that no mutable global has.
  static mlir::FailureOr<WeightKinds> parse(llvm::ArrayRef<std::string> texts,
                                            mlir::ModuleOp module);

  WeightKind kindOf(llvm::StringRef parameter) const;
  /// The parameters that are named for more than to stay arguments, in the order of their names.
  std::vector<llvm::StringRef> named() const;

private:
  WeightKind otherwise = WeightKind::Auto;
  llvm::StringMap<WeightKind> chosen;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_WEIGHTKINDS_H
