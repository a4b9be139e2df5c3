// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Along the last axis, another one, and one counted from the end.
func.func @softmax(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %y = onnx.Softmax(%x) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
func.func @softmax_axes(%x: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %y = onnx.Softmax(%x) {axis = 1 : si64} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %z = onnx.Softmax(%x) {axis = -3 : si64} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y, %z : tensor<2x3x4xf32>, tensor<2x3x4xf32>
}
func.func @log_softmax(%x: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %y = onnx.LogSoftmax(%x) : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %z = onnx.LogSoftmax(%x) {axis = -2 : si64} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y, %z : tensor<2x3x4xf32>, tensor<2x3x4xf32>
}

// Statistics of the data over one axis and over two, with parameters that broadcast and without a shift.
func.func @layer(%x: tensor<2x3x4xf32>, %scale: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %y = onnx.LayerNormalization(%x, %scale, %b) : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}
func.func @layer_axes(%x: tensor<2x3x4xf32>, %scale: tensor<3x1xf32>) -> tensor<2x3x4xf32> {
  %none = onnx.NoValue
  %y = onnx.LayerNormalization(%x, %scale, %none) {axis = -2 : si64, epsilon = 0.1 : f32} : (tensor<2x3x4xf32>, tensor<3x1xf32>, none) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// The data is its own scale.
func.func @layer_twice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %none = onnx.NoValue
  %y = onnx.LayerNormalization(%x, %x, %none) : (tensor<2x3xf32>, tensor<2x3xf32>, none) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}
func.func @instance(%x: tensor<2x3x2x4xf32>, %scale: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<2x3x2x4xf32> {
  %y = onnx.InstanceNormalization(%x, %scale, %b) {epsilon = 0.01 : f32} : (tensor<2x3x2x4xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x2x4xf32>
  return %y : tensor<2x3x2x4xf32>
}

// Statistics that are given are operands like the others; a vector is one channel.
func.func @batch(%x: tensor<2x3x2x2xf32>, %scale: tensor<3xf32>, %b: tensor<3xf32>, %mean: tensor<3xf32>, %var: tensor<3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3x2x2xf32> {
  %y = onnx.BatchNormalization(%x, %scale, %b, %mean, %var) : (tensor<2x3x2x2xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x2x2xf32>
  return %y : tensor<2x3x2x2xf32>
}
func.func @batch_of_numbers(%x: tensor<4xf32>, %scale: tensor<1xf32>, %b: tensor<1xf32>, %mean: tensor<1xf32>, %var: tensor<1xf32> {test.range = [0.5, 2.0]}) -> tensor<4xf32> {
  %y = onnx.BatchNormalization(%x, %scale, %b, %mean, %var) : (tensor<4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// onnx-decompose leaves of these what has derivatives.
func.func @root_mean_square(%x: tensor<2x3x4xf32>, %scale: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %y = onnx.RMSNormalization(%x, %scale) : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}
func.func @group(%x: tensor<2x4x3xf32>, %scale: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x4x3xf32> {
  %y = onnx.GroupNormalization(%x, %scale, %b) {num_groups = 2 : si64} : (tensor<2x4x3xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x3xf32>
  return %y : tensor<2x4x3xf32>
}
func.func @mean_variance(%x: tensor<2x2x2x3xf32>) -> tensor<2x2x2x3xf32> {
  %y = onnx.MeanVarianceNormalization(%x) : (tensor<2x2x2x3xf32>) -> tensor<2x2x2x3xf32>
  return %y : tensor<2x2x2x3xf32>
}
func.func @attention(%q: tensor<1x4x3x2xf32>, %k: tensor<1x2x3x2xf32>, %v: tensor<1x2x3x2xf32>) -> tensor<1x4x3x2xf32> {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %k, %v, %none, %none, %none, %none) {is_causal = 1 : si64} : (tensor<1x4x3x2xf32>, tensor<1x2x3x2xf32>, tensor<1x2x3x2xf32>, none, none, none, none) -> (tensor<1x4x3x2xf32>, tensor<1x2x3x2xf32>, tensor<1x2x3x2xf32>, tensor<1x4x3x3xf32>)
  return %y#0 : tensor<1x4x3x2xf32>
}
func.func @rotary(%x: tensor<1x2x3x4xf32>, %cos: tensor<1x3x2xf32>, %sin: tensor<1x3x2xf32>) -> tensor<1x2x3x4xf32> {
  %none = onnx.NoValue
  %y = onnx.RotaryEmbedding(%x, %cos, %sin, %none) : (tensor<1x2x3x4xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>, none) -> tensor<1x2x3x4xf32>
  return %y : tensor<1x2x3x4xf32>
}
