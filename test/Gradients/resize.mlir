// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Neighbors that are repeated sum their gradients.
func.func @nearest(%x: tensor<1x2x3x2xf32>) -> tensor<1x2x6x4xf32> {
  %none = onnx.NoValue
  %scales = onnx.Constant dense<[1.0, 1.0, 2.0, 2.0]> : tensor<4xf32>
  %y = onnx.Resize(%x, %none, %scales, %none) {coordinate_transformation_mode = "asymmetric", nearest_mode = "floor"} : (tensor<1x2x3x2xf32>, none, tensor<4xf32>, none) -> tensor<1x2x6x4xf32>
  return %y : tensor<1x2x6x4xf32>
}

// Enlarged along one axis and reduced along the other; two axes that are named, one from the end.
func.func @linear(%x: tensor<2x1x4x5xf32>) -> tensor<2x1x7x3xf32> {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[7, 3]> : tensor<2xi32>
  %y = onnx.Resize(%x, %none, %none, %sizes) {mode = "linear", axes = [2, -1]} : (tensor<2x1x4x5xf32>, none, none, tensor<2xi32>) -> tensor<2x1x7x3xf32>
  return %y : tensor<2x1x7x3xf32>
}

// Weights below zero, and a kernel that is widened.
func.func @cubic(%x: tensor<1x1x6x5xf32>) -> tensor<1x1x4x5xf32> {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[1, 1, 4, 5]> : tensor<4xi32>
  %y = onnx.Resize(%x, %none, %none, %sizes) {mode = "cubic", antialias = 1 : si64} : (tensor<1x1x6x5xf32>, none, none, tensor<4xi32>) -> tensor<1x1x4x5xf32>
  return %y : tensor<1x1x4x5xf32>
}

// What shows nothing of the data has no gradient.
func.func @cropped(%x: tensor<1x1x4x4xf32>) -> tensor<1x1x3x3xf32> {
  %none = onnx.NoValue
  %roi = onnx.Constant dense<[0.0, 0.0, -0.4, 0.3, 1.0, 1.0, 0.7, 1.3]> : tensor<8xf32>
  %sizes = onnx.Constant dense<[1, 1, 3, 3]> : tensor<4xi32>
  %y = onnx.Resize(%x, %roi, %none, %sizes) {mode = "linear", coordinate_transformation_mode = "tf_crop_and_resize", extrapolation_value = 3.0 : f32} : (tensor<1x1x4x4xf32>, tensor<8xf32>, none, tensor<4xi32>) -> tensor<1x1x3x3xf32>
  return %y : tensor<1x1x3x3xf32>
}
