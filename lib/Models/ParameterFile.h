//===- ParameterFile.h - Initial values in a file ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What lies where in the file of a model's parameters, and how it comes there:
// the places are known first, the values are written one piece after the other,
// so that a large model needs little memory.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_PARAMETERFILE_H
#define ANEMONE_LIB_MODELS_PARAMETERFILE_H

#include "dialects/Weights/IR/Weights.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <variant>
#include <vector>

namespace anemone {

/// Drawn from a normal distribution of mean 0.
struct Normal {
  double deviation;
};
/// All the same.
struct Filled {
  float value;
};
/// The value of each element, by its index in row-major order.
using Table = std::function<float(int64_t)>;
using Initial = std::variant<Normal, Filled, Table>;

class ParameterFile {
public:
  /// `name` is that of the file, without its folder.
  ParameterFile(llvm::StringRef name, uint64_t seed) : name(name), seed(seed) {}

  /// Gives the tensor of f32 a place behind those before it.
  weights::FileAttr add(llvm::StringRef parameter, mlir::RankedTensorType type, Initial initial);

  /// Bytes of the whole file.
  int64_t size() const { return end; }
  void write(llvm::raw_ostream &out) const;

private:
  struct Entry {
    std::string parameter;
    int64_t offset, count;
    Initial initial;
  };

  std::string name;
  uint64_t seed;
  std::vector<Entry> entries;
  int64_t end = 0;
};

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_PARAMETERFILE_H
