// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// Everything in the backward functions runs on the engine.
// HOST: cases, 0 wrong

// Activations, on both sides of their kinks.

func.func @relu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.Relu(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @sigmoid(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Sigmoid(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @tanh(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Tanh(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @softplus(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Softplus(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @mish(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Mish(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @swish(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Swish(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @swish_alpha(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Swish(%x) {alpha = 1.7 : f32} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @softsign(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.Softsign(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @hard_swish(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [-3.0, 3.0]}) -> tensor<3x5xf32> {
  %y = onnx.HardSwish(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @leaky_relu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.LeakyRelu(%x) {alpha = 0.1 : f32} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @elu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.Elu(%x) {alpha = 0.7 : f32} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @celu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.Celu(%x) {alpha = 1.7 : f32} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @selu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.0]}) -> tensor<3x5xf32> {
  %y = onnx.Selu(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @hard_sigmoid(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [-2.5, 2.5]}) -> tensor<3x5xf32> {
  %y = onnx.HardSigmoid(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @thresholded_relu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0], test.kinks = [0.5]}) -> tensor<3x5xf32> {
  %y = onnx.ThresholdedRelu(%x) {alpha = 0.5 : f32} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @gelu(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Gelu(%x) : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

func.func @gelu_tanh(%x: tensor<3x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<3x5xf32> {
  %y = onnx.Gelu(%x) {approximate = "tanh"} : (tensor<3x5xf32>) -> tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

// Far out no exponential overflows and no product of 0 and infinity appears.
func.func @gelu_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Gelu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @gelu_tanh_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Gelu(%x) {approximate = "tanh"} : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @softplus_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Softplus(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @mish_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Mish(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @elu_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Elu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @sigmoid_far(%x: tensor<4xf32> {test.values = [-3000.0, -300.0, 300.0, 3000.0]}) -> tensor<4xf32> {
  %y = onnx.Sigmoid(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @prelu(%a: tensor<2x3x2xf32> {test.kinks = [0.0]}, %b: tensor<3x1xf32>) -> tensor<2x3x2xf32> {
  %y = onnx.PRelu(%a, %b) : (tensor<2x3x2xf32>, tensor<3x1xf32>) -> tensor<2x3x2xf32>
  return %y : tensor<2x3x2xf32>
}

func.func @prelu_same_shape(%a: tensor<2x3xf32> {test.kinks = [0.0]}, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.PRelu(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}
