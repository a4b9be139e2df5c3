//===- Constants.h - The constants of one MIL program ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MIL wants every argument that is not a value to be a named constant
// (constraint ANE-C12). Equal constants share one name. Scalars stand in the
// text; tensors lie in the weight file, as Apple's compiler refuses them
// inline, but for Booleans, for which that file has no code.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_CONSTANTS_H
#define ANEMONE_LIB_EMISSION_CONSTANTS_H

#include "lib/Emission/EmitProgram.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace anemone {

class ConstantTable {
public:
  /// `taken` are names that the program uses otherwise.
  ConstantTable(ane::ProgramOp program, Parameters &parameters, llvm::ArrayRef<std::string> taken);

  /// The name of the constant; it is defined when asked for first. Nothing when it was reported to
  /// have no value.
  std::optional<std::string> nameOf(ane::ConstantOp constant);
  std::string nameOf(const mil::Value &literal);
  /// The value of a constant: a scalar, or a record of the weight file.
  std::optional<mil::Value> valueOf(ane::ConstantOp constant);
  /// An attribute of `op` as the literal that MIL wants.
  std::optional<mil::Value> literalOf(ane::MILOpInterface op, const ane::MILArgument &argument,
                                      mlir::Attribute value);

  /// The next name `prefix`N that nothing has, N from `counter` on.
  std::string freshName(llvm::StringRef prefix, unsigned &counter);

  bool failed() const { return failedAny; }
  std::vector<EmittedWeight> takeWeights() { return std::move(weights); }
  /// Puts the definitions, in the order of first use, before the operations of `function`.
  void prependTo(mil::Function &function);

private:
  std::optional<mil::Value> inlineValue(ane::ConstantOp constant, const mil::Type &type);
  std::optional<mil::Value> recordOf(ane::ConstantOp constant, const mil::Type &type);
  std::optional<mil::Value> numberOf(ane::MILOpInterface op, llvm::StringRef name, double value);
  std::optional<Rounding> round(ane::ConstantOp constant, const Elements &elements, mil::DType to);
  std::string define(const mil::Value &value, llvm::StringRef prefix, unsigned &counter);

  Parameters &parameters;
  llvm::StringSet<> taken;
  std::map<std::string, std::string> literals; // printed value -> name
  std::map<std::pair<const void *, mil::DType>, mil::BlobFile> records;
  llvm::DenseMap<mlir::Operation *, std::string> named;
  std::vector<mil::Operation> definitions;
  std::vector<EmittedWeight> weights;
  uint64_t nextOffset = 64;
  unsigned scalarCount = 0, weightCount = 0;
  bool failedAny = false;
};

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_CONSTANTS_H
