//===- IndexOps.h - Elements picked and placed by index ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_INDEXOPS_H
#define DIALECTS_ONNX_IR_INDEXOPS_H

#include "dialects/ONNX/IR/ONNXDialect.h"

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/IndexOps.h.inc"

#endif // DIALECTS_ONNX_IR_INDEXOPS_H
