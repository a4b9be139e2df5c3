// RUN: ane-opt %s --pass-pipeline="builtin.module(any(ane-clean-up))" | FileCheck %s

// Rewrites begin at operations that only a return reads, too: reshapes become one, and what is computed twice, or for
// nothing, goes.
// CHECK-LABEL: ane.program @cleaned
// CHECK-SAME:    (%[[X:.*]]: tensor<2x8xf32>)
// CHECK-NEXT:    %[[R:.*]] = ane.reshape(%[[X]]) {{.*}} -> tensor<16xf32>
// CHECK-NEXT:    ane.return %[[R]], %[[R]]
ane.program @cleaned(%x: tensor<2x8xf32>) -> (tensor<16xf32>, tensor<16xf32>) attributes {placement = #ane.placement<host>} {
  %0 = ane.reshape(%x) {shape = array<i32: 4, 4>} : (tensor<2x8xf32>) -> tensor<4x4xf32>
  %1 = ane.reshape(%0) {shape = array<i32: 16>} : (tensor<4x4xf32>) -> tensor<16xf32>
  %2 = ane.reshape(%x) {shape = array<i32: 16>} : (tensor<2x8xf32>) -> tensor<16xf32>
  %3 = ane.relu(%x) : (tensor<2x8xf32>) -> tensor<2x8xf32>
  ane.return %1, %2 : tensor<16xf32>, tensor<16xf32>
}

// Constants come first, one of each, as the canonicalizer leaves them.
// CHECK-LABEL: func.func @constants
// CHECK-NEXT:    %[[C:.*]] = onnx.Constant
// CHECK-NEXT:    onnx.Relu
// CHECK-NEXT:    return %{{.*}}, %[[C]], %[[C]]
func.func @constants(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = onnx.Constant dense<1.0> : tensor<4xf32>
  %2 = onnx.Constant dense<1.0> : tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
