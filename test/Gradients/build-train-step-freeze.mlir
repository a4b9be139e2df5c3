// RUN: ane-opt %s --onnx-build-train-step=freeze=v | FileCheck %s

// A parameter that is frozen does not change: it becomes a constant, which can be baked into programs, and has no gradient.

// CHECK-DAG: global private mutable @w(
// CHECK-DAG: global private @v(
// CHECK-NOT: @v.
// CHECK: func.func @train_step
// CHECK: global_load_const @v
// CHECK: func.func @forward
// CHECK: global_load @w
// CHECK: global_load_const @v
ml_program.global private mutable @w(dense<0.1> : tensor<4x10xf32>) : tensor<4x10xf32>
ml_program.global private mutable @v(dense<0.1> : tensor<10x5xf32>) : tensor<10x5xf32>
func.func @forward(%x: tensor<3x4xf32>) -> tensor<3x5xf32> {
  %w = ml_program.global_load @w : tensor<4x10xf32>
  %v = ml_program.global_load @v : tensor<10x5xf32>
  %p = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x10xf32>) -> tensor<3x10xf32>
  %q = onnx.MatMul(%p, %v) : (tensor<3x10xf32>, tensor<10x5xf32>) -> tensor<3x5xf32>
  return %q : tensor<3x5xf32>
}
