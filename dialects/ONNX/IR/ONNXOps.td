//===- ONNXOps.td - All areas of the operator set -----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The source of docs/Dialects/ONNX.md and of whatever wants every operation.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ONNXOPS_TD
#define DIALECTS_ONNX_IR_ONNXOPS_TD

include "dialects/ONNX/IR/ActivationOps.td"
include "dialects/ONNX/IR/FusedOps.td"
include "dialects/ONNX/IR/IndexOps.td"
include "dialects/ONNX/IR/LossOps.td"
include "dialects/ONNX/IR/MathOps.td"
include "dialects/ONNX/IR/MiscOps.td"
include "dialects/ONNX/IR/NNOps.td"
include "dialects/ONNX/IR/OptimizerOps.td"
include "dialects/ONNX/IR/ReductionOps.td"
include "dialects/ONNX/IR/ShapeOps.td"
include "dialects/ONNX/IR/TensorOps.td"

#endif // DIALECTS_ONNX_IR_ONNXOPS_TD
