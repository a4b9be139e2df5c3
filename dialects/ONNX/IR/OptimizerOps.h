//===- OptimizerOps.h - What updates parameters -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_OPTIMIZEROPS_H
#define DIALECTS_ONNX_IR_OPTIMIZEROPS_H

#include "dialects/ONNX/IR/ONNXDialect.h"

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/OptimizerOps.h.inc"

#endif // DIALECTS_ONNX_IR_OPTIMIZEROPS_H
