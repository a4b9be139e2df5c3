// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// Everything in the backward functions runs on the engine.
// HOST: cases, 0 wrong

// Choices between operands. Inputs are never so close to each other that a difference changes the
// choice.

func.func @where(%c: tensor<2x3xi1>, %a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Where(%c, %a, %b) : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @where_broadcast(%c: tensor<2x1xi1> {test.values = [1, 0]}, %a: tensor<f32>, %b: tensor<1x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Where(%c, %a, %b) : (tensor<2x1xi1>, tensor<f32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// A condition that depends on the input has no gradient of its own.
func.func @where_compared(%x: tensor<2x3xf32> {test.kinks = [0.0]}) -> tensor<2x3xf32> {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %c = onnx.Less(%x, %zero) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xi1>
  %s = onnx.Mul(%x, %x) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %y = onnx.Where(%c, %s, %x) : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @min(%a: tensor<2x3xf32>, %b: tensor<3xf32>, %c: tensor<f32> {test.range = [-0.1, 0.1]}) -> tensor<2x3xf32> {
  %y = onnx.Min(%a, %b, %c) : (tensor<2x3xf32>, tensor<3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @max(%a: tensor<2x3xf32>, %b: tensor<3xf32>, %c: tensor<f32> {test.range = [-0.1, 0.1]}) -> tensor<2x3xf32> {
  %y = onnx.Max(%a, %b, %c) : (tensor<2x3xf32>, tensor<3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Equal operands do not count twice: max(x, x) changes as x does.
func.func @max_of_same(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Max(%x, %x, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @clip(%x: tensor<2x6xf32> {test.range = [-1.0, 1.0], test.kinks = [-0.4, 0.4]}, %low: tensor<f32> {test.values = [-0.4]}, %high: tensor<f32> {test.values = [0.4]}) -> tensor<2x6xf32> {
  %y = onnx.Clip(%x, %low, %high) : (tensor<2x6xf32>, tensor<f32>, tensor<f32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// With the lower bound above the upper one the result is the upper one.
func.func @clip_crossed(%x: tensor<2x6xf32> {test.kinks = [-0.4, 0.4]}, %low: tensor<f32> {test.values = [0.4]}, %high: tensor<f32> {test.values = [-0.4]}) -> tensor<2x6xf32> {
  %y = onnx.Clip(%x, %low, %high) : (tensor<2x6xf32>, tensor<f32>, tensor<f32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @clip_below(%x: tensor<2x6xf32> {test.kinks = [-0.25]}) -> tensor<2x6xf32> {
  %none = "onnx.NoValue"() {value} : () -> none
  %low = onnx.Constant dense<-0.25> : tensor<f32>
  %y = onnx.Clip(%x, %low, %none) : (tensor<2x6xf32>, tensor<f32>, none) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @clip_above(%x: tensor<2x6xf32> {test.kinks = [0.25]}) -> tensor<2x6xf32> {
  %none = "onnx.NoValue"() {value} : () -> none
  %high = onnx.Constant dense<0.25> : tensor<f32>
  %y = onnx.Clip(%x, %none, %high) : (tensor<2x6xf32>, none, tensor<f32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}
