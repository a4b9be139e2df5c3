// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// Everything in the backward functions runs on the engine.
// HOST: cases, 0 wrong

// Pad: a row of the operand has the gradients of all rows of the result that show it.

func.func @constant(%x: tensor<2x3xf32>) -> tensor<3x6xf32> {
  %c0 = onnx.Constant dense<[0, 1, 1, 2]> : tensor<4xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "constant"} : (tensor<2x3xf32>, tensor<4xi32>, none, none) -> tensor<3x6xf32>
  return %y : tensor<3x6xf32>
}

func.func @constant_negative_axis(%x: tensor<2x3xf32>) -> tensor<2x6xf32> {
  %c0 = onnx.Constant dense<[1, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[-1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "constant"} : (tensor<2x3xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// A negative amount removes elements; they have the gradient 0.
func.func @constant_removes(%x: tensor<4x5xf32>) -> tensor<2x5xf32> {
  %c0 = onnx.Constant dense<[-1, 2, -1, -2]> : tensor<4xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "constant"} : (tensor<4x5xf32>, tensor<4xi32>, none, none) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

func.func @constant_value(%x: tensor<2x3xf32>) -> tensor<2x5xf32> {
  %p = onnx.Constant dense<[0, 1, 0, 1]> : tensor<4xi32>
  %v = onnx.Constant dense<3.0> : tensor<f32>
  %none = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %p, %v, %none) : (tensor<2x3xf32>, tensor<4xi32>, tensor<f32>, none) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

func.func @reflect(%x: tensor<3x4xf32>) -> tensor<5x9xf32> {
  %c0 = onnx.Constant dense<[1, 2, 1, 3]> : tensor<4xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "reflect"} : (tensor<3x4xf32>, tensor<4xi32>, none, none) -> tensor<5x9xf32>
  return %y : tensor<5x9xf32>
}

func.func @reflect_one_side(%x: tensor<2x4xf32>) -> tensor<2x6xf32> {
  %c0 = onnx.Constant dense<[0, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "reflect"} : (tensor<2x4xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @reflect_removes(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %c0 = onnx.Constant dense<[-2, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "reflect"} : (tensor<2x5xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

func.func @edge(%x: tensor<3x4xf32>) -> tensor<5x9xf32> {
  %c0 = onnx.Constant dense<[1, 2, 1, 3]> : tensor<4xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "edge"} : (tensor<3x4xf32>, tensor<4xi32>, none, none) -> tensor<5x9xf32>
  return %y : tensor<5x9xf32>
}

func.func @edge_one_side(%x: tensor<2x4xf32>) -> tensor<2x6xf32> {
  %c0 = onnx.Constant dense<[0, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "edge"} : (tensor<2x4xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @edge_removes(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %c0 = onnx.Constant dense<[-2, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "edge"} : (tensor<2x5xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

func.func @wrap(%x: tensor<3x4xf32>) -> tensor<5x9xf32> {
  %c0 = onnx.Constant dense<[1, 2, 1, 3]> : tensor<4xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "wrap"} : (tensor<3x4xf32>, tensor<4xi32>, none, none) -> tensor<5x9xf32>
  return %y : tensor<5x9xf32>
}

func.func @wrap_one_side(%x: tensor<2x4xf32>) -> tensor<2x6xf32> {
  %c0 = onnx.Constant dense<[0, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "wrap"} : (tensor<2x4xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @wrap_removes(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %c0 = onnx.Constant dense<[-2, 2]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "wrap"} : (tensor<2x5xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

// More rows than the operand has: reflected again and again.
func.func @reflect_twice(%x: tensor<1x3xf32>) -> tensor<1x12xf32> {
  %c0 = onnx.Constant dense<[5, 4]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "reflect"} : (tensor<1x3xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<1x12xf32>
  return %y : tensor<1x12xf32>
}

func.func @wrap_twice(%x: tensor<1x3xf32>) -> tensor<1x12xf32> {
  %c0 = onnx.Constant dense<[5, 4]> : tensor<2xi32>
  %c1 = "onnx.NoValue"() {value} : () -> none
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.Pad(%x, %c0, %c1, %c2) {mode = "wrap"} : (tensor<1x3xf32>, tensor<2xi32>, none, tensor<1xi32>) -> tensor<1x12xf32>
  return %y : tensor<1x12xf32>
}
