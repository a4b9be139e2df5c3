// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// Rows by a matrix of 0 and 1 from the left, columns from the right, transposed as constants must be.
// CHECK-LABEL: ane.program @nearest_0
// CHECK:         %[[ROWS:.*]] = ane.constant dense<{{\[\[}}[1.000000e+00, 0.000000e+00], [1.000000e+00, 0.000000e+00], [0.000000e+00, 1.000000e+00], [0.000000e+00, 1.000000e+00]]]> : tensor<1x4x2xf32>
// CHECK:         ane.matmul(%[[ROWS]],
// CHECK:         ane.matmul({{.*}}transpose_y = true
func.func @nearest(%x: tensor<1x1x2x2xf32>) -> tensor<1x1x4x4xf32> {
  %none = onnx.NoValue
  %scales = onnx.Constant dense<[1.0, 1.0, 2.0, 2.0]> : tensor<4xf32>
  %y = onnx.Resize(%x, %none, %scales, %none) {mode = "nearest", coordinate_transformation_mode = "asymmetric", nearest_mode = "floor"}
      : (tensor<1x1x2x2xf32>, none, tensor<4xf32>, none) -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

// Linear weights of half-pixel centers; an axis that keeps its extent is left alone.
// CHECK-LABEL: ane.program @linear_0
// CHECK:         ane.constant dense<{{\[\[}}1.000000e+00, 0.000000e+00], [7.500000e-01, 2.500000e-01], [2.500000e-01, 7.500000e-01], [0.000000e+00, 1.000000e+00]]> : tensor<4x2xf32>
// CHECK:         ane.matmul
// CHECK-NOT:     ane.matmul
// CHECK:         ane.return
func.func @linear(%x: tensor<1x1x2x2xf32>) -> tensor<1x1x2x4xf32> {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[1, 1, 2, 4]> : tensor<4xi32>
  %y = onnx.Resize(%x, %none, %none, %sizes) {mode = "linear"}
      : (tensor<1x1x2x2xf32>, none, none, tensor<4xi32>) -> tensor<1x1x2x4xf32>
  return %y : tensor<1x1x2x4xf32>
}
