//===- ActivationOps.h - Activations and softmax ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ACTIVATIONOPS_H
#define DIALECTS_ONNX_IR_ACTIVATIONOPS_H

#include "dialects/ONNX/IR/ONNXDialect.h"

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/ActivationOps.h.inc"

#endif // DIALECTS_ONNX_IR_ACTIVATIONOPS_H
