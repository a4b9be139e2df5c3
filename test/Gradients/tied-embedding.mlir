// RUN: ane-opt %s --onnx-differentiate | FileCheck %s

// A table of rows that is the weight of a product too: the gradients of the look-up are added to that of the product at
// their rows, and no table of zeros is made for them.

// CHECK-LABEL: func.func @backward
// CHECK:       %[[HEAD:.*]] = onnx.Gemm({{.*}} -> tensor<5x3xf32>
// CHECK-NOT:   onnx.Add
// CHECK-NOT:   dense<0.0
// CHECK:       %[[SUM:.*]] = onnx.ScatterND(%[[HEAD]], {{.*}}) {reduction = "add"}
// CHECK-NOT:   onnx.Add
// CHECK:       return %[[SUM]]
ml_program.global private mutable @table(dense<1.0> : tensor<5x3xf32>) : tensor<5x3xf32>
func.func @forward(%ids: tensor<2x4xi32>) -> tensor<2x4x5xf32> {
  %table = ml_program.global_load @table : tensor<5x3xf32>
  %x = onnx.Gather(%table, %ids) : (tensor<5x3xf32>, tensor<2x4xi32>) -> tensor<2x4x3xf32>
  %t = onnx.Transpose(%table) {perm = [1, 0]} : (tensor<5x3xf32>) -> tensor<3x5xf32>
  %y = onnx.MatMul(%x, %t) : (tensor<2x4x3xf32>, tensor<3x5xf32>) -> tensor<2x4x5xf32>
  return %y : tensor<2x4x5xf32>
}
