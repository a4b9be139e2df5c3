// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Windows that overlap, with paddings that win nothing.
func.func @maximum(%x: tensor<2x2x5x6xf32>) -> tensor<2x2x3x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [3, 3], pads = [1, 1, 1, 0], strides = [2, 2]} : (tensor<2x2x5x6xf32>) -> tensor<2x2x3x3xf32>
  return %y : tensor<2x2x3x3xf32>
}

// Gaps between the windows get zeros.
func.func @maximum_gaps(%x: tensor<1x2x7x8xf32>) -> tensor<1x2x2x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [2, 1], strides = [4, 3]} : (tensor<1x2x7x8xf32>) -> tensor<1x2x2x3xf32>
  return %y : tensor<1x2x2x3xf32>
}

// A last window that reaches beyond the data and its padding.
func.func @maximum_ceil(%x: tensor<1x2x6x5xf32>) -> tensor<1x2x3x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [3, 2], strides = [2, 2], ceil_mode = 1 : si64} : (tensor<1x2x6x5xf32>) -> tensor<1x2x3x3xf32>
  return %y : tensor<1x2x3x3xf32>
}

// Dilation and stride share a factor, so some remainders of the stride are never seen.
func.func @maximum_dilated(%x: tensor<1x1x9x8xf32>) -> tensor<1x1x3x5xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [3, 2], dilations = [2, 3], strides = [2, 1], pads = [0, 0, 1, 0]} : (tensor<1x1x9x8xf32>) -> tensor<1x1x3x5xf32>
  return %y : tensor<1x1x3x5xf32>
}

// One spatial axis with implicit padding, and three.
func.func @maximum_one_axis(%x: tensor<2x2x7xf32>) -> tensor<2x2x4xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [3], strides = [2], auto_pad = "SAME_LOWER"} : (tensor<2x2x7xf32>) -> tensor<2x2x4xf32>
  return %y : tensor<2x2x4xf32>
}
func.func @maximum_three_axes(%x: tensor<1x1x3x4x3xf32>) -> tensor<1x1x2x2x2xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [2, 2, 2], strides = [1, 2, 1]} : (tensor<1x1x3x4x3xf32>) -> tensor<1x1x2x2x2xf32>
  return %y : tensor<1x1x2x2x2xf32>
}

// Means: with padding that counts, and that does not.
func.func @mean(%x: tensor<2x3x5x6xf32>) -> tensor<2x3x3x3xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [3, 3], pads = [1, 1, 1, 0], strides = [2, 2], count_include_pad = 1 : si64} : (tensor<2x3x5x6xf32>) -> tensor<2x3x3x3xf32>
  return %y : tensor<2x3x3x3xf32>
}
func.func @mean_without_padding(%x: tensor<2x3x5x6xf32>) -> tensor<2x3x3x3xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [3, 3], pads = [1, 1, 1, 0], strides = [2, 2]} : (tensor<2x3x5x6xf32>) -> tensor<2x3x3x3xf32>
  return %y : tensor<2x3x3x3xf32>
}

// What ceil_mode adds does not count even where padding does.
func.func @mean_ceil(%x: tensor<1x2x6x4xf32>) -> tensor<1x2x4x2xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [3, 2], pads = [1, 0, 1, 1], strides = [2, 2], ceil_mode = 1 : si64, count_include_pad = 1 : si64} : (tensor<1x2x6x4xf32>) -> tensor<1x2x4x2xf32>
  return %y : tensor<1x2x4x2xf32>
}
func.func @mean_one_axis(%x: tensor<1x2x7xf32>) -> tensor<1x2x3xf32> {
  %y = onnx.AveragePool(%x) {kernel_shape = [2], dilations = [2], strides = [2]} : (tensor<1x2x7xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// Over all spatial axes.
func.func @global(%x: tensor<2x3x2x4xf32>) -> (tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>) {
  %y = onnx.GlobalAveragePool(%x) : (tensor<2x3x2x4xf32>) -> tensor<2x3x1x1xf32>
  %z = onnx.GlobalMaxPool(%x) : (tensor<2x3x2x4xf32>) -> tensor<2x3x1x1xf32>
  return %y, %z : tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>
}

// Equal maxima: one of each window gets the gradient, so that all of them together count once.
func.func @maximum_ties(%x: tensor<1x2x3x4xf32>) -> (tensor<1x2x2x3xf32>, tensor<1x2x1x1xf32>) {
  %twice = onnx.Concat(%x, %x) {axis = 2 : si64} : (tensor<1x2x3x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x6x4xf32>
  %y = onnx.MaxPool(%twice) {kernel_shape = [4, 2], strides = [2, 1]} : (tensor<1x2x6x4xf32>) -> tensor<1x2x2x3xf32>
  %z = onnx.GlobalMaxPool(%twice) : (tensor<1x2x6x4xf32>) -> tensor<1x2x1x1xf32>
  return %y, %z : tensor<1x2x2x3xf32>, tensor<1x2x1x1xf32>
}

// A maximum of 0 between paddings: the data gets the gradients of all windows, not what looks like it.
func.func @maximum_like_padding(%x: tensor<1x1x1x2xf32> {test.values = [0.0, -1.0]}) -> tensor<1x1x2x3xf32> {
  %y = onnx.MaxPool(%x) {kernel_shape = [2, 2], pads = [1, 1, 1, 1]} : (tensor<1x1x1x2xf32>) -> tensor<1x1x2x3xf32>
  return %y : tensor<1x1x2x3xf32>
}
