// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Two matrices.
func.func @matrices(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// A weight that all batches share: its gradient sums over them.
func.func @shared_weight(%a: tensor<2x3x2x3xf32>, %b: tensor<3x4xf32>) -> tensor<2x3x2x4xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x3x2x3xf32>, tensor<3x4xf32>) -> tensor<2x3x2x4xf32>
  return %y : tensor<2x3x2x4xf32>
}

// A matrix on the left that all batches share.
func.func @shared_left(%a: tensor<2x3xf32>, %b: tensor<2x3x4xf32>) -> tensor<2x2x4xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x3xf32>, tensor<2x3x4xf32>) -> tensor<2x2x4xf32>
  return %y : tensor<2x2x4xf32>
}

// Batches that broadcast both ways.
func.func @broadcast(%a: tensor<2x1x2x3xf32>, %b: tensor<3x3x2xf32>) -> tensor<2x3x2x2xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x1x2x3xf32>, tensor<3x3x2xf32>) -> tensor<2x3x2x2xf32>
  return %y : tensor<2x3x2x2xf32>
}

// Vectors stand for a row and a column.
func.func @row(%a: tensor<3xf32>, %b: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<3xf32>, tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}
func.func @column(%a: tensor<2x2x3xf32>, %b: tensor<3xf32>) -> tensor<2x2xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x2x3xf32>, tensor<3xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}
func.func @dot(%a: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<f32> {
  %y = onnx.MatMul(%a, %b) : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return %y : tensor<f32>
}

// One operand twice: both of its gradients count.
func.func @square(%a: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %y = onnx.MatMul(%a, %a) : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  return %y : tensor<3x3xf32>
}

// Gemm in its plain form has no bias.
func.func @gemm(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %none = onnx.NoValue
  %y = onnx.Gemm(%a, %b, %none) : (tensor<2x3xf32>, tensor<3x4xf32>, none) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// Each combination of transposes puts the gradients on other sides; C broadcasts in four ways.
func.func @gemm_left(%a: tensor<3x2xf32>, %b: tensor<3x4xf32>, %c: tensor<4xf32>) -> tensor<2x4xf32> {
  %y = onnx.Gemm(%a, %b, %c) {transA = 1 : si64, alpha = 0.5 : f32, beta = 2.0 : f32} : (tensor<3x2xf32>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}
func.func @gemm_right(%a: tensor<2x3xf32>, %b: tensor<4x3xf32>, %c: tensor<2x1xf32>) -> tensor<2x4xf32> {
  %y = onnx.Gemm(%a, %b, %c) {transB = 1 : si64, alpha = -1.5 : f32} : (tensor<2x3xf32>, tensor<4x3xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}
func.func @gemm_both(%a: tensor<3x2xf32>, %b: tensor<4x3xf32>, %c: tensor<f32>) -> tensor<2x4xf32> {
  %y = onnx.Gemm(%a, %b, %c) {transA = 1 : si64, transB = 1 : si64, beta = 0.25 : f32} : (tensor<3x2xf32>, tensor<4x3xf32>, tensor<f32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}
func.func @gemm_full(%a: tensor<2x3xf32>, %c: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %y = onnx.Gemm(%a, %a, %c) {transA = 1 : si64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  return %y : tensor<3x3xf32>
}

// onnx-decompose leaves of Einsum, CumSum and Trilu what has derivatives; a contraction that sums and moves axes.
func.func @einsum(%a: tensor<2x3x4xf32>, %b: tensor<4x2x5xf32>) -> tensor<5x3xf32> {
  %y = onnx.Einsum(%a, %b) {equation = "bik,kbj->ji"} : (tensor<2x3x4xf32>, tensor<4x2x5xf32>) -> tensor<5x3xf32>
  return %y : tensor<5x3xf32>
}
func.func @running_sums(%x: tensor<2x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>) {
  %axis = onnx.Constant dense<-1> : tensor<i32>
  %y = onnx.CumSum(%x, %axis) {exclusive = 1 : si64} : (tensor<2x4xf32>, tensor<i32>) -> tensor<2x4xf32>
  %z = onnx.CumSum(%x, %axis) {reverse = 1 : si64} : (tensor<2x4xf32>, tensor<i32>) -> tensor<2x4xf32>
  return %y, %z : tensor<2x4xf32>, tensor<2x4xf32>
}
func.func @triangle(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %k = onnx.Constant dense<1> : tensor<i32>
  %y = onnx.Trilu(%x, %k) : (tensor<2x3x4xf32>, tensor<i32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}
