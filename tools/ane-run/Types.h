//===- Types.h - Element types of the C interface and our own ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TYPES_H
#define ANEMONE_TOOLS_ANE_RUN_TYPES_H

#include "anemone/MIL/Program.h"
#include "anemone/Runtime/anemone.h"

namespace anemone::run {

// Both directions are total over what the runtime hands out and what files hold.
mil::DType fromC(anemone_dtype type);
anemone_dtype toC(mil::DType type);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TYPES_H
