// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Gradients of data, weight and bias; the two last windows of the data leave a row over, which gets zeros.
func.func @strides(%x: tensor<2x3x6x5xf32>, %w: tensor<4x3x3x2xf32>, %b: tensor<4xf32>) -> tensor<2x4x2x4xf32> {
  %y = onnx.Conv(%x, %w, %b) {strides = [2, 1]} : (tensor<2x3x6x5xf32>, tensor<4x3x3x2xf32>, tensor<4xf32>) -> tensor<2x4x2x4xf32>
  return %y : tensor<2x4x2x4xf32>
}

// Paddings that differ at each side.
func.func @pads(%x: tensor<2x2x4x5xf32>, %w: tensor<3x2x3x3xf32>) -> tensor<2x3x3x3xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {pads = [0, 2, 1, 1], strides = [1, 2]} : (tensor<2x2x4x5xf32>, tensor<3x2x3x3xf32>, none) -> tensor<2x3x3x3xf32>
  return %y : tensor<2x3x3x3xf32>
}

// Both implicit paddings, of an odd total.
func.func @same_upper(%x: tensor<1x2x5x4xf32>, %w: tensor<2x2x2x3xf32>) -> tensor<1x2x3x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {auto_pad = "SAME_UPPER", strides = [2, 2]} : (tensor<1x2x5x4xf32>, tensor<2x2x2x3xf32>, none) -> tensor<1x2x3x2xf32>
  return %y : tensor<1x2x3x2xf32>
}
func.func @same_lower(%x: tensor<1x2x5x4xf32>, %w: tensor<2x2x2x3xf32>) -> tensor<1x2x3x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {auto_pad = "SAME_LOWER", strides = [2, 2]} : (tensor<1x2x5x4xf32>, tensor<2x2x2x3xf32>, none) -> tensor<1x2x3x2xf32>
  return %y : tensor<1x2x3x2xf32>
}
func.func @valid(%x: tensor<1x1x5x4xf32>, %w: tensor<2x1x2x3xf32>) -> tensor<1x2x2x1xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {auto_pad = "VALID", strides = [2, 2]} : (tensor<1x1x5x4xf32>, tensor<2x1x2x3xf32>, none) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// In the gradient of the weight dilations and strides have changed places.
func.func @dilations(%x: tensor<2x2x8x7xf32>, %w: tensor<2x2x3x2xf32>) -> tensor<2x2x2x4xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {dilations = [2, 3], strides = [3, 1]} : (tensor<2x2x8x7xf32>, tensor<2x2x3x2xf32>, none) -> tensor<2x2x2x4xf32>
  return %y : tensor<2x2x2x4xf32>
}

// Groups of several channels and filters, and one group for each channel with two filters.
func.func @groups(%x: tensor<2x4x4x4xf32>, %w: tensor<6x2x3x3xf32>, %b: tensor<6xf32>) -> tensor<2x6x2x2xf32> {
  %y = onnx.Conv(%x, %w, %b) {group = 2 : si64, pads = [1, 1, 0, 0], strides = [2, 2]} : (tensor<2x4x4x4xf32>, tensor<6x2x3x3xf32>, tensor<6xf32>) -> tensor<2x6x2x2xf32>
  return %y : tensor<2x6x2x2xf32>
}
func.func @depthwise(%x: tensor<2x3x4x4xf32>, %w: tensor<6x1x3x3xf32>) -> tensor<2x6x4x4xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {group = 3 : si64, pads = [1, 1, 1, 1]} : (tensor<2x3x4x4xf32>, tensor<6x1x3x3xf32>, none) -> tensor<2x6x4x4xf32>
  return %y : tensor<2x6x4x4xf32>
}

// One spatial axis, and three.
func.func @one_axis(%x: tensor<2x2x7xf32>, %w: tensor<3x2x3xf32>, %b: tensor<3xf32>) -> tensor<2x3x4xf32> {
  %y = onnx.Conv(%x, %w, %b) {pads = [1, 1], strides = [2]} : (tensor<2x2x7xf32>, tensor<3x2x3xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}
func.func @three_axes(%x: tensor<1x2x3x4x3xf32>, %w: tensor<2x2x2x2x2xf32>) -> tensor<1x2x2x2x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {strides = [1, 2, 1]} : (tensor<1x2x3x4x3xf32>, tensor<2x2x2x2x2xf32>, none) -> tensor<1x2x2x2x2xf32>
  return %y : tensor<1x2x2x2x2xf32>
}

// The second window starts beyond the data.
func.func @beyond(%x: tensor<1x1x2x2xf32>, %w: tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {pads = [0, 0, 2, 2], strides = [3, 3]} : (tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>, none) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// No window sees data: nothing depends on it.
func.func @padding_only(%x: tensor<1x1x1x1xf32>, %w: tensor<1x1x1x1xf32>, %b: tensor<1xf32>) -> tensor<1x1x1x1xf32> {
  %y = onnx.Conv(%x, %w, %b) {pads = [3, 0, 0, 0], strides = [5, 1]} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// Data and weight are one value.
func.func @twice(%x: tensor<2x2x3x3xf32>) -> tensor<2x2x3x3xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %x, %none) {pads = [1, 1, 1, 1]} : (tensor<2x2x3x3xf32>, tensor<2x2x3x3xf32>, none) -> tensor<2x2x3x3xf32>
  return %y : tensor<2x2x3x3xf32>
}

// A second convolution whose result is not used gives nothing.
func.func @unused(%x: tensor<1x1x3x3xf32>, %w: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) : (tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>, none) -> tensor<1x1x2x2xf32>
  %z = onnx.Conv(%y, %w, %none) : (tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, none) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x2x2xf32>
}

// Transposed: cut at both sides differently, and extended behind.
func.func @transposed(%x: tensor<2x3x3x4xf32>, %w: tensor<3x2x3x2xf32>, %b: tensor<2xf32>) -> tensor<2x2x6x7xf32> {
  %y = onnx.ConvTranspose(%x, %w, %b) {pads = [1, 0, 0, 1], strides = [2, 2]} : (tensor<2x3x3x4xf32>, tensor<3x2x3x2xf32>, tensor<2xf32>) -> tensor<2x2x6x7xf32>
  return %y : tensor<2x2x6x7xf32>
}
func.func @transposed_extended(%x: tensor<1x2x3x2xf32>, %w: tensor<2x2x2x2xf32>) -> tensor<1x2x9x6xf32> {
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%x, %w, %none) {output_padding = [1, 0], strides = [3, 4]} : (tensor<1x2x3x2xf32>, tensor<2x2x2x2xf32>, none) -> tensor<1x2x9x6xf32>
  return %y : tensor<1x2x9x6xf32>
}
func.func @transposed_shape(%x: tensor<1x2x3x3xf32>, %w: tensor<2x1x3x3xf32>) -> tensor<1x1x6x5xf32> {
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%x, %w, %none) {output_shape = [6, 5], strides = [2, 2], auto_pad = "SAME_UPPER"} : (tensor<1x2x3x3xf32>, tensor<2x1x3x3xf32>, none) -> tensor<1x1x6x5xf32>
  return %y : tensor<1x1x6x5xf32>
}
func.func @transposed_groups(%x: tensor<2x4x3x3xf32>, %w: tensor<4x3x2x2xf32>, %b: tensor<6xf32>) -> tensor<2x6x5x5xf32> {
  %y = onnx.ConvTranspose(%x, %w, %b) {group = 2 : si64, dilations = [2, 2]} : (tensor<2x4x3x3xf32>, tensor<4x3x2x2xf32>, tensor<6xf32>) -> tensor<2x6x5x5xf32>
  return %y : tensor<2x6x5x5xf32>
}
func.func @transposed_one_axis(%x: tensor<1x2x4xf32>, %w: tensor<2x1x3xf32>) -> tensor<1x1x9xf32> {
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%x, %w, %none) {strides = [2]} : (tensor<1x2x4xf32>, tensor<2x1x3xf32>, none) -> tensor<1x1x9xf32>
  return %y : tensor<1x1x9xf32>
}
