//===- Types.cpp - Element types of the C interface and our own -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Types.h"
#include "lib/Runtime/ElementTypes.h"

using namespace anemone;
using mil::DType;

DType run::fromC(anemone_dtype type) { return runtime::fromC(type).value_or(DType::String); }

anemone_dtype run::toC(DType type) { return runtime::toC(type).value_or(anemone_dtype(0)); }
