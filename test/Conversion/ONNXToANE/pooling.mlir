// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// ceil_mode's last window reaches beyond the input: the padding after it grows.
// CHECK-LABEL: ane.program @ceiling_0
// CHECK:         ane.max_pool({{.*}}ceil_mode = false{{.*}}pad = array<i32: 0, 1, 0, 1>{{.*}} -> tensor<1x2x2x2xf16>
func.func @ceiling(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [3, 3], strides = [2, 2], ceil_mode = 1 : si64} : (tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A mean that does not count the padding is the mean of the whole window times 3 / 2 at the borders, for each axis.
// CHECK-LABEL: ane.program @bordersDoNotCount_0
// CHECK:         %[[MEAN:.*]] = ane.avg_pool({{.*}}exclude_padding_from_average = false
// CHECK:         %[[ROWS:.*]] = ane.constant dense<{{.*}}1.500000e+00{{.*}}1.000000e+00{{.*}}1.500000e+00{{.*}}> : tensor<1x1x4x1xf32>
// CHECK:         %[[HALF:.*]] = ane.mul(%[[MEAN]], %[[ROWS]])
// CHECK:         %[[COLUMNS:.*]] = ane.constant {{.*}} : tensor<1x1x1x4xf32>
// CHECK:         ane.mul(%[[HALF]], %[[COLUMNS]])
func.func @bordersDoNotCount(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [3, 3], pads = [1, 1, 1, 1]} : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// -----

// Where every window counts all it covers, nothing is corrected.
// CHECK-LABEL: ane.program @bordersCount_0
// CHECK:         ane.avg_pool
// CHECK-NOT:     ane.mul
// CHECK:         ane.return
func.func @bordersCount(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [3, 3], pads = [1, 1, 1, 1], count_include_pad = 1 : si64} : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// -----

// The engine's pool knows no dilation: the maximum of shifted slices, along each axis.
// CHECK-LABEL: ane.program @dilated_0
// CHECK-NOT:     ane.max_pool
// CHECK-COUNT-2: ane.maximum
func.func @dilated(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [2, 2], dilations = [2, 2]} : (tensor<1x2x4x4xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A box is pooled by its edges: the first axis alone, then the other two.
// CHECK-LABEL: ane.program @box_0
// CHECK:         ane.max_pool({{.*}}kernel_sizes = array<i32: 2, 1>
// CHECK:         ane.max_pool({{.*}}kernel_sizes = array<i32: 2, 2>
func.func @box(%x: tensor<1x2x4x4x4xf32>) -> tensor<1x2x3x3x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [2, 2, 2]} : (tensor<1x2x4x4x4xf32>) -> tensor<1x2x3x3x3xf32>
  return %y : tensor<1x2x3x3x3xf32>
}

// -----

// A window larger than the engine's (ANE-C38) is a maximum of slices, 30 along each axis.
// CHECK-LABEL: ane.program @large_0
// CHECK-NOT:     ane.max_pool
// CHECK-COUNT-58: ane.maximum
// CHECK-NOT:     ane.maximum
func.func @large(%x: tensor<1x4x32x32xf32>) -> tensor<1x4x3x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [30, 30]} : (tensor<1x4x32x32xf32>) -> tensor<1x4x3x3xf32>
  return %y : tensor<1x4x3x3xf32>
}
