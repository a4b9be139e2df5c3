// RUN: ane-opt %s --onnx-infer-shapes=allow-dynamic --mlir-print-op-generic | ane-opt | FileCheck %s

// Losses and optimizers: the types that are inferred, and that the printed form parses back.

// A loss is a scalar, or one for each target; the logarithms have the type of the scores.
// CHECK-LABEL: func.func @losses(
// CHECK:         onnx.SoftmaxCrossEntropyLoss(%{{.*}}) : (tensor<2x5x3xf32>, tensor<2x3xi32>, none) -> (tensor<f32>, tensor<2x5x3xf32>)
// CHECK:         onnx.NegativeLogLikelihoodLoss(%{{.*}}) {ignore_index = -1 : si64, reduction = "none"} : (tensor<2x5x3xf32>, tensor<2x3xi32>, tensor<5xf32>) -> tensor<2x3xf32>
func.func @losses(%x: tensor<2x5x3xf32>, %t: tensor<2x3xi32>, %w: tensor<5xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %0:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) : (tensor<2x5x3xf32>, tensor<2x3xi32>, none) -> (tensor<*xf32>, tensor<*xf32>)
  %1 = onnx.NegativeLogLikelihoodLoss(%0#1, %t, %w) {ignore_index = -1 : si64, reduction = "none"} : (tensor<*xf32>, tensor<2x3xi32>, tensor<5xf32>) -> tensor<*xf32>
  return %0#0, %0#1, %1 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// What replaces the parameters, then what the optimizer keeps of each; no gradients.
// CHECK-LABEL: func.func @optimizers(
// CHECK:         onnx.Adam(%{{.*}}) : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>)
// CHECK:         onnx.Adagrad(%{{.*}}) {decay_factor = 1.000000e-01 : f32} : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
// CHECK:         onnx.Momentum(%{{.*}}) {alpha = 0.899999976 : f32, beta = 1.000000e+00 : f32, mode = "nesterov", norm_coefficient = 0.000000e+00 : f32} : (tensor<f32>, tensor<i32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
func.func @optimizers(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>, %b: tensor<3xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %0:6 = onnx.Adam(%r, %n, %a, %b, %a, %b, %a, %b, %a, %b)
      : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  %1:2 = onnx.Adagrad(%r, %n, %a, %a, %a) {decay_factor = 0.1 : f32} : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<*xf32>, tensor<*xf32>)
  %2:2 = onnx.Momentum(%r, %n, %b, %b, %b) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "nesterov", norm_coefficient = 0.0 : f32}
      : (tensor<f32>, tensor<i32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<*xf32>, tensor<*xf32>)
  return %0#5, %1#1, %2#0 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// What a guard asks of each number.
// CHECK-LABEL: func.func @tests(
// CHECK:         onnx.IsNaN(%{{.*}}) : (tensor<2x?xf16>) -> tensor<2x?xi1>
// CHECK:         onnx.IsInf(%{{.*}}) {detect_negative = 0 : si64} : (tensor<2x?xf16>) -> tensor<2x?xi1>
func.func @tests(%x: tensor<2x?xf16>) -> (tensor<*xi1>, tensor<*xi1>) {
  %0 = onnx.IsNaN(%x) : (tensor<2x?xf16>) -> tensor<*xi1>
  %1 = onnx.IsInf(%x) {detect_negative = 0 : si64} : (tensor<2x?xf16>) -> tensor<*xi1>
  return %0, %1 : tensor<*xi1>, tensor<*xi1>
}
