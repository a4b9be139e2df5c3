// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// Axes stay as extents of 1 and are dropped by a reshape.
// CHECK-LABEL: ane.program @mean_0
// CHECK:         ane.reduce_mean({{.*}}) {axes = array<i32: 2, 3>, keep_dims = true}
func.func @mean(%x: tensor<1x2x4x8xf32>) -> tensor<1x2xf32> {
  %axes = onnx.Constant dense<[-1, 2]> : tensor<2xi32>
  %y = onnx.ReduceMean(%x, %axes) {keepdims = 0 : si64} : (tensor<1x2x4x8xf32>, tensor<2xi32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// No square may leave the range of fp16: the largest magnitude divides first.
// CHECK-LABEL: ane.program @norm_0
// CHECK:         %[[MAX:.*]] = ane.reduce_max(
// CHECK:         %[[UNIT:.*]] = ane.maximum(%[[MAX]],
// CHECK:         ane.real_div({{.*}}, %[[UNIT]])
func.func @norm(%x: tensor<1x2x4x8xf32>) -> tensor<1x2x4x1xf32> {
  %axes = onnx.Constant dense<[3]> : tensor<1xi32>
  %y = onnx.ReduceL2(%x, %axes) : (tensor<1x2x4x8xf32>, tensor<1xi32>) -> tensor<1x2x4x1xf32>
  return %y : tensor<1x2x4x1xf32>
}

// -----

// The engine has no reduce_prod (ANE-C36): four factors are two products.
// CHECK-LABEL: ane.program @product_0
// CHECK-NOT:     ane.reduce_prod
// CHECK-COUNT-2: ane.mul
func.func @product(%x: tensor<1x2x3x4xf32>) -> tensor<1x2x3x1xf32> {
  %axes = onnx.Constant dense<[3]> : tensor<1xi32>
  %y = onnx.ReduceProd(%x, %axes) : (tensor<1x2x3x4xf32>, tensor<1xi32>) -> tensor<1x2x3x1xf32>
  return %y : tensor<1x2x3x1xf32>
}

// -----

// Integers have exact running sums on the host.
// CHECK-LABEL: ane.program @cumSum_0
// CHECK:         ane.cumsum(%{{.*}}) {axis = 1 : i32, exclusive = true, reverse = false} : (tensor<2x5xi32>) -> tensor<2x5xi32>
func.func @cumSum(%x: tensor<2x5xi32>) -> tensor<2x5xi32> {
  %axis = onnx.Constant dense<-1> : tensor<i32>
  %y = onnx.CumSum(%x, %axis) {exclusive = 1 : si64, anemone.host = "told so"} : (tensor<2x5xi32>, tensor<i32>) -> tensor<2x5xi32>
  return %y : tensor<2x5xi32>
}
