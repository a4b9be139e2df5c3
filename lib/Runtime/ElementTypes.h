//===- ElementTypes.h - Element types of the C interface --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_ELEMENTTYPES_H
#define ANEMONE_LIB_RUNTIME_ELEMENTTYPES_H

#include "anemone/MIL/Program.h"
#include "anemone/Runtime/anemone.h"
#include <optional>
#include <utility>

namespace anemone::runtime {

inline constexpr std::pair<anemone_dtype, mil::DType> kElementTypes[] = {
    {ANEMONE_BOOL, mil::DType::Bool},     {ANEMONE_INT8, mil::DType::Int8},
    {ANEMONE_UINT8, mil::DType::UInt8},   {ANEMONE_INT16, mil::DType::Int16},
    {ANEMONE_UINT16, mil::DType::UInt16}, {ANEMONE_INT32, mil::DType::Int32},
    {ANEMONE_UINT32, mil::DType::UInt32}, {ANEMONE_INT64, mil::DType::Int64},
    {ANEMONE_UINT64, mil::DType::UInt64}, {ANEMONE_FLOAT16, mil::DType::Fp16},
    {ANEMONE_BFLOAT16, mil::DType::BF16}, {ANEMONE_FLOAT32, mil::DType::Fp32},
    {ANEMONE_FLOAT64, mil::DType::Fp64},
};

/// Nothing for a number that no type has.
inline std::optional<mil::DType> fromC(anemone_dtype type) {
  for (auto [c, ours] : kElementTypes)
    if (c == type)
      return ours;
  return std::nullopt;
}

/// Nothing for a type that does not cross the interface.
inline std::optional<anemone_dtype> toC(mil::DType type) {
  for (auto [c, ours] : kElementTypes)
    if (ours == type)
      return c;
  return std::nullopt;
}

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_ELEMENTTYPES_H
