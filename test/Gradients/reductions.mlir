// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// Everything in the backward functions runs on the engine.
// HOST: cases, 0 wrong

// Reductions: axes kept and dropped, negative, absent.

func.func @sum(%x: tensor<2x3x4xf32>) -> tensor<2x1x4xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceSum(%x, %axes) {keepdims = 1 : si64} : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<2x1x4xf32>
  return %y : tensor<2x1x4xf32>
}

func.func @sum_drops_axes(%x: tensor<2x3x4xf32>) -> tensor<3xf32> {
  %axes = onnx.Constant dense<[0, 2]> : tensor<2xi32>
  %y = onnx.ReduceSum(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @sum_of_all(%x: tensor<2x3xf32>) -> tensor<f32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceSum(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, none) -> tensor<f32>
  return %y : tensor<f32>
}

func.func @sum_negative_axis(%x: tensor<2x3x4xf32>) -> tensor<2x3xf32> {
  %axes = onnx.Constant dense<[-1]> : tensor<1xi32>
  %y = onnx.ReduceSum(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Without axes and with noop_with_empty_axes nothing is reduced.
func.func @sum_of_none(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceSum(%x, %axes) {keepdims = 1 : si64, noop_with_empty_axes = 1 : si64} : (tensor<2x3xf32>, none) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @mean(%x: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %axes = onnx.Constant dense<[-1, 0]> : tensor<2xi32>
  %y = onnx.ReduceMean(%x, %axes) {keepdims = 1 : si64} : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<1x3x1xf32>
  return %y : tensor<1x3x1xf32>
}

func.func @mean_of_all(%x: tensor<2x3xf32>) -> tensor<1x1xf32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceMean(%x, %axes) {keepdims = 1 : si64} : (tensor<2x3xf32>, none) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

func.func @max(%x: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceMax(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

func.func @max_of_all(%x: tensor<2x3xf32>) -> tensor<f32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceMax(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, none) -> tensor<f32>
  return %y : tensor<f32>
}

func.func @min(%x: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceMin(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

func.func @min_of_all(%x: tensor<2x3xf32>) -> tensor<f32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceMin(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, none) -> tensor<f32>
  return %y : tensor<f32>
}

func.func @prod(%x: tensor<2x5xf32>) -> tensor<2x1xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceProd(%x, %axes) {keepdims = 1 : si64} : (tensor<2x5xf32>, tensor<1xi32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

func.func @prod_two_axes(%x: tensor<2x3x2xf32>) -> tensor<3xf32> {
  %axes = onnx.Constant dense<[-1, 0]> : tensor<2xi32>
  %y = onnx.ReduceProd(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3x2xf32>, tensor<2xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @prod_of_all(%x: tensor<2x3xf32>) -> tensor<f32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceProd(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, none) -> tensor<f32>
  return %y : tensor<f32>
}

func.func @prod_of_one(%x: tensor<2x1xf32>) -> tensor<2xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceProd(%x, %axes) {keepdims = 0 : si64} : (tensor<2x1xf32>, tensor<1xi32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// One element that is 0 has a gradient, and where two are none has.
func.func @prod_of_zeros(%x: tensor<3x3xf32> {test.values = [0.0, 2.0, 3.0, 0.0, 0.0, 2.0, 1.0, 2.0, 0.0]}) -> tensor<3xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceProd(%x, %axes) {keepdims = 0 : si64} : (tensor<3x3xf32>, tensor<1xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @l1(%x: tensor<2x3xf32> {test.kinks = [0.0]}) -> tensor<2x1xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceL1(%x, %axes) {keepdims = 1 : si64} : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

func.func @l2(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceL2(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

func.func @l2_of_each(%x: tensor<2x3xf32> {test.kinks = [0.0]}) -> tensor<2x3xf32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceL2(%x, %axes) {keepdims = 1 : si64, noop_with_empty_axes = 1 : si64} : (tensor<2x3xf32>, none) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @sum_square(%x: tensor<2x3xf32>) -> tensor<3xf32> {
  %axes = onnx.Constant dense<[0]> : tensor<1xi32>
  %y = onnx.ReduceSumSquare(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @log_sum(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<3xf32> {
  %axes = onnx.Constant dense<[-2]> : tensor<1xi32>
  %y = onnx.ReduceLogSum(%x, %axes) {keepdims = 0 : si64} : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @log_sum_exp(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x1xf32> {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  %y = onnx.ReduceLogSumExp(%x, %axes) {keepdims = 1 : si64} : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

// No exponential overflows.
func.func @log_sum_exp_far(%x: tensor<3xf32> {test.values = [3000.0, 2999.0, -3000.0]}) -> tensor<f32> {
  %axes = "onnx.NoValue"() {value} : () -> none
  %y = onnx.ReduceLogSumExp(%x, %axes) {keepdims = 0 : si64} : (tensor<3xf32>, none) -> tensor<f32>
  return %y : tensor<f32>
}
