//===- ANE.h - The dialect of engine programs --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole dialect: attributes, programs, and the operations of MIL. A unit
// that needs few of them includes the header of their area instead.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANE_H
#define DIALECTS_ANE_IR_ANE_H

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/ANEProgram.h"

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEElementwiseOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEUnaryOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEActivationOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANENetworkOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEReductionOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEShapeOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEIndexingOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEQuantizationOps.h.inc"

#endif // DIALECTS_ANE_IR_ANE_H
