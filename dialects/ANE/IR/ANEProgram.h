//===- ANEProgram.h - Programs, calls and constants --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What passes and emission need to walk programs without knowing any
// operation of MIL by name.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEPROGRAM_H
#define DIALECTS_ANE_IR_ANEPROGRAM_H

#include "dialects/ANE/IR/ANEDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEProgramOps.h.inc"

#endif // DIALECTS_ANE_IR_ANEPROGRAM_H
