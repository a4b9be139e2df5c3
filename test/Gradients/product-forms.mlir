// RUN: ane-opt %s -split-input-file --onnx-differentiate | FileCheck %s

// The gradient of a weight that all batches share is one product over the rows of all of them, and no sum follows.

// CHECK-LABEL: func.func @backward
// CHECK-SAME:    %[[GRAD:.*]]: tensor<2x8x4xf32> {onnx.name = "output0.grad"}, %[[X:.*]]: tensor<2x8x3xf32>
// CHECK-DAG:   %[[DY:.*]] = onnx.Reshape(%[[GRAD]], {{.*}} -> tensor<16x4xf32>
// CHECK-DAG:   %[[ROWS:.*]] = onnx.Reshape(%[[X]], {{.*}} -> tensor<16x3xf32>
// CHECK:       %[[DW:.*]] = onnx.Gemm(%[[ROWS]], %[[DY]], %{{.*}}) {transA = 1 : si64}
// CHECK-NEXT:  return %[[DW]]
ml_program.global private mutable @w(dense<1.0> : tensor<3x4xf32>) : tensor<3x4xf32>
func.func @forward(%x: tensor<2x8x3xf32>) -> tensor<2x8x4xf32> {
  %w = ml_program.global_load @w : tensor<3x4xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<2x8x3xf32>, tensor<3x4xf32>) -> tensor<2x8x4xf32>
  return %y : tensor<2x8x4xf32>
}

// -----

// PyTorch stores weights transposed. The gradient comes out in the stored form: of the transposes that the rule of the
// product and the rule of the transpose build none is left, and the data's gradient reads the weight as it lies.

// CHECK-LABEL: func.func @backward
// CHECK-SAME:    %[[GRAD:.*]]: tensor<2x8x4xf32> {onnx.name = "output0.grad"}, %[[X:.*]]: tensor<2x8x3xf32>
// CHECK-NOT:   onnx.Transpose
// CHECK-DAG:   %[[DY:.*]] = onnx.Reshape(%[[GRAD]], {{.*}} -> tensor<16x4xf32>
// CHECK-DAG:   %[[ROWS:.*]] = onnx.Reshape(%[[X]], {{.*}} -> tensor<16x3xf32>
// CHECK-DAG:   %[[W:.*]] = ml_program.global_load @w
// CHECK-DAG:   onnx.MatMul(%[[DY]], %[[W]]) : {{.*}} -> tensor<16x3xf32>
// CHECK-DAG:   %[[DW:.*]] = onnx.Gemm(%[[DY]], %[[ROWS]], %{{.*}}) {transA = 1 : si64}
// CHECK-NOT:   onnx.Transpose
// CHECK:       return %{{.*}}, %[[DW]]
ml_program.global private mutable @w(dense<1.0> : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private mutable @b(dense<1.0> : tensor<3xf32>) : tensor<3xf32>
func.func @forward(%x: tensor<2x8x3xf32>) -> tensor<2x8x4xf32> {
  %b = ml_program.global_load @b : tensor<3xf32>
  %z = onnx.Add(%x, %b) : (tensor<2x8x3xf32>, tensor<3xf32>) -> tensor<2x8x3xf32>
  %w = ml_program.global_load @w : tensor<4x3xf32>
  %t = onnx.Transpose(%w) {perm = [1, 0]} : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %y = onnx.MatMul(%z, %t) : (tensor<2x8x3xf32>, tensor<3x4xf32>) -> tensor<2x8x4xf32>
  return %y : tensor<2x8x4xf32>
}
