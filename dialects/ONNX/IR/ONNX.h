//===- ONNX.h - The front dialect --------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `onnx` dialect: what to compute. Operations, operands and attributes have
// the names and the meaning that ONNX gives them; docs/Dialects/ONNX.md lists
// them, docs/Rationale/ONNX.md tells why they look as they do.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ONNX_H
#define DIALECTS_ONNX_IR_ONNX_H

#include "dialects/ONNX/IR/ActivationOps.h"
#include "dialects/ONNX/IR/FusedOps.h"
#include "dialects/ONNX/IR/IndexOps.h"
#include "dialects/ONNX/IR/LossOps.h"
#include "dialects/ONNX/IR/MathOps.h"
#include "dialects/ONNX/IR/MiscOps.h"
#include "dialects/ONNX/IR/NNOps.h"
#include "dialects/ONNX/IR/ONNXDialect.h"
#include "dialects/ONNX/IR/OptimizerOps.h"
#include "dialects/ONNX/IR/ReductionOps.h"
#include "dialects/ONNX/IR/ShapeOps.h"
#include "dialects/ONNX/IR/TensorOps.h"
#include "dialects/ONNX/IR/Utils.h"

#endif // DIALECTS_ONNX_IR_ONNX_H
