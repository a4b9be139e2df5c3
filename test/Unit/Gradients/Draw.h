//===- Draw.h - Seeded inputs of a case --------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an argument says about its values:
//
//   test.range = [0.5, 2.0]   drawn from between the two, which integers include;
//                             floats from -1 to 1 and integers 0 without it
//   test.kinks = [0.0]        floats stay 0.01 away from each of these
//   test.values = [3, -1]     these values
//
//===----------------------------------------------------------------------===//

#ifndef TEST_UNIT_GRADIENTS_DRAW_H
#define TEST_UNIT_GRADIENTS_DRAW_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include <random>

namespace anemone {

class Draw {
public:
  explicit Draw(uint64_t seed) : engine(seed) {}

  /// Elements for a tensor of `type`, by the attributes of its argument; Booleans are 0 or 1.
  std::vector<double> tensor(mlir::RankedTensorType type, mlir::DictionaryAttr attributes);

private:
  /// The same on every machine, which distributions of the library are not.
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(engine() >> 11) * 0x1p-53;
  }
  double element(mlir::Type type, llvm::ArrayRef<double> range, llvm::ArrayRef<double> kinks);

  std::mt19937_64 engine;
};

} // namespace anemone

#endif // TEST_UNIT_GRADIENTS_DRAW_H
