// RUN: ane-opt %s --convert-onnx-to-ane | FileCheck %s

// The host's select reads one number as it is: as a tensor of its own, zeros for the gradients of a large table would
// fill the bundle. The engine's was seen with operands of one shape only.

// CHECK: ane.program @on_host_0
// CHECK: ane.select({{.+}}) : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
func.func @on_host(%c: tensor<4x8xi1>, %x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %y = onnx.Where(%c, %x, %zero) {anemone.host = "to be looked at"} : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
// CHECK: ane.program @on_engine_0
// CHECK: ane.select({{.+}}) : (tensor<4x8xi1>, tensor<4x8xf16>, tensor<4x8xf16>) -> tensor<4x8xf16>
func.func @on_engine(%c: tensor<4x8xf32>, %x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %t = onnx.Greater(%c, %zero) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xi1>
  %y = onnx.Where(%t, %x, %zero) : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
