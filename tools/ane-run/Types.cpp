//===- Types.cpp - Element types of the C interface and our own -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Types.h"
#include <utility>

using namespace anemone;
using mil::DType;

static constexpr std::pair<anemone_dtype, DType> kTypes[] = {
    {ANEMONE_BOOL, DType::Bool},     {ANEMONE_INT8, DType::Int8},
    {ANEMONE_UINT8, DType::UInt8},   {ANEMONE_INT16, DType::Int16},
    {ANEMONE_UINT16, DType::UInt16}, {ANEMONE_INT32, DType::Int32},
    {ANEMONE_UINT32, DType::UInt32}, {ANEMONE_INT64, DType::Int64},
    {ANEMONE_UINT64, DType::UInt64}, {ANEMONE_FLOAT16, DType::Fp16},
    {ANEMONE_BFLOAT16, DType::BF16}, {ANEMONE_FLOAT32, DType::Fp32},
    {ANEMONE_FLOAT64, DType::Fp64},
};

DType run::fromC(anemone_dtype type) {
  for (auto [c, ours] : kTypes)
    if (c == type)
      return ours;
  return DType::String;
}

anemone_dtype run::toC(DType type) {
  for (auto [c, ours] : kTypes)
    if (ours == type)
      return c;
  return anemone_dtype(0);
}
