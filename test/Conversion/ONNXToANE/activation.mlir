// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// softplus as written would overflow in exp from 11 on; of the negated magnitude it cannot.
// CHECK-LABEL: ane.program @softplus_0
// CHECK:         %[[MAGNITUDE:.*]] = ane.abs(
// CHECK:         %[[NEGATED:.*]] = ane.mul(%[[MAGNITUDE]],
// CHECK:         ane.exp(%[[NEGATED]])
func.func @softplus(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %y = onnx.Softplus(%x) : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}

// -----

// The engine's softmax works on the last of four axes (ANE-C33): another axis is brought there and back.
// CHECK-LABEL: ane.program @softmaxOfChannels_0
// CHECK:         %[[T:.*]] = ane.transpose({{.*}}) {perm = array<i32: 0, 1, 3, 2>}
// CHECK:         %[[S:.*]] = ane.softmax(%[[T]]) {axis = 3 : i32} : (tensor<1x2x20x3xf16>)
// CHECK:         ane.transpose(%[[S]])
func.func @softmaxOfChannels(%x: tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32> {
  %y = onnx.Softmax(%x) {axis = 1 : si64} : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  return %y : tensor<2x3x4x5xf32>
}

// -----

// The last axis needs no transpose.
// CHECK-LABEL: ane.program @softmaxOfRows_0
// CHECK-NOT:     ane.transpose
// CHECK:         ane.softmax
func.func @softmaxOfRows(%x: tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32> {
  %y = onnx.Softmax(%x) {axis = -1 : si64} : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  return %y : tensor<2x3x4x5xf32>
}

// -----

// The strict target refuses gelu (ANE-C10); its formula by erf serves.
// CHECK-LABEL: ane.program @gelu_0
// CHECK-NOT:     ane.gelu
// CHECK:         ane.erf
func.func @gelu(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %y = onnx.Gelu(%x) : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}

// -----

// A target that takes gelu gets it, with its mode named.
// CHECK-LABEL: ane.program @nativeGelu_0
// CHECK:         ane.gelu({{.*}}) {mode = "TANH_APPROXIMATION"}
module attributes {ane.target = #ane.target<"m4-max">} {
  func.func @nativeGelu(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
    %y = onnx.Gelu(%x) {approximate = "tanh"} : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
    return %y : tensor<1x1x4x8xf32>
  }
}

// -----

// One bound alone is a maximum, and zero a relu.
// CHECK-LABEL: ane.program @clipBelow_0
// CHECK-NOT:     ane.clip
// CHECK:         ane.relu
func.func @clipBelow(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %none = onnx.NoValue
  %y = onnx.Clip(%x, %zero, %none) : (tensor<1x1x4x8xf32>, tensor<f32>, none) -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}
