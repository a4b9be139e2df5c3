//===- Elements.h - The elements of a constant -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A constant's elements stay where they are, in a mapped file or in an
// attribute, until they are written in the type of the constant.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_ELEMENTS_H
#define ANEMONE_LIB_EMISSION_ELEMENTS_H

#include "anemone/MIL/Program.h"
#include "mlir/IR/BuiltinTypes.h"
#include <vector>

namespace anemone {

/// A view of a tensor's elements: row-major, little-endian, not aligned; a Boolean takes a byte, as
/// do the integers of four bits. `bytes` holds one element where all are the same.
struct Elements {
  mlir::Type type;
  int64_t count = 0;
  llvm::ArrayRef<char> bytes;
  bool isSplat = false;

  /// Bytes of one element.
  int64_t width() const;
};

/// What rounding to a narrower type did.
struct Rounding {
  bool isExact = true;
  int64_t overflows = 0;      // finite values that became infinite
  double firstOverflow = 0.0; // the first of them
};

/// IEEE half precision, to nearest with ties to even.
uint16_t roundToHalf(float value);
float halfToFloat(uint16_t bits);

/// The element at `index` as a number; exact for every type of the dialect.
double elementAsDouble(const Elements &elements, int64_t index);

/// The elements as they lie in a weight file, or as the executor takes them: in the type `to`,
/// integers of four bits packed. Floating-point elements become floating-point of any width; others
/// keep their type.
std::vector<uint8_t> convertElements(const Elements &elements, mil::DType to);

/// What convertElements would round, without keeping the result.
Rounding measureRounding(const Elements &elements, mil::DType to);

/// The element type of MIL; Bool for i1. Nothing when there is none.
std::optional<mil::DType> toDType(mlir::Type type);
/// The type of MIL: a scalar for rank 0.
mil::Type toMILType(mlir::RankedTensorType type);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_ELEMENTS_H
