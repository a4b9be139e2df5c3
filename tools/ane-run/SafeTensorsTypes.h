//===- SafeTensorsTypes.h - Names of element types --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_SAFETENSORSTYPES_H
#define ANEMONE_TOOLS_ANE_RUN_SAFETENSORSTYPES_H

#include "anemone/MIL/Program.h"
#include <optional>
#include <string_view>
#include <utility>

namespace anemone::run {

inline constexpr std::pair<mil::DType, std::string_view> kStoredTypes[] = {
    {mil::DType::Bool, "BOOL"},  {mil::DType::Int8, "I8"},    {mil::DType::UInt8, "U8"},
    {mil::DType::Int16, "I16"},  {mil::DType::UInt16, "U16"}, {mil::DType::Int32, "I32"},
    {mil::DType::UInt32, "U32"}, {mil::DType::Int64, "I64"},  {mil::DType::UInt64, "U64"},
    {mil::DType::Fp16, "F16"},   {mil::DType::BF16, "BF16"},  {mil::DType::Fp32, "F32"},
    {mil::DType::Fp64, "F64"},
};

std::optional<mil::DType> parseStoredType(std::string_view name);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_SAFETENSORSTYPES_H
