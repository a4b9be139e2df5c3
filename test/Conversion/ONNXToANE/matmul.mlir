// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// One row by a constant is a convolution of one pixel (ANE-C17), and never a linear (ANE-C70).
// CHECK-LABEL: ane.program @oneRow_0
// CHECK-NOT:     ane.linear
// CHECK:         ane.conv({{.*}} : (tensor<1x8x1x1xf16>, tensor<4x8x1x1xf16>) -> tensor<1x4x1x1xf16>
ml_program.global private @w(dense<1.0> : tensor<4x8xf32>) : tensor<4x8xf32>
func.func @oneRow(%x: tensor<1x8xf32>) -> tensor<1x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x8xf32>
  %none = onnx.NoValue
  %y = onnx.Gemm(%x, %w, %none) {transB = 1 : si64} : (tensor<1x8xf32>, tensor<4x8xf32>, none) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}

// -----

// Rows of all batches times a constant: the factor is transposed in advance, the form that was accepted (ANE-C57).
// CHECK-LABEL: ane.program @rows_0
// CHECK:         %[[T:.*]] = ane.transpose({{.*}}) {perm = array<i32: 1, 0>} : (tensor<8x4xf16>)
// CHECK:         ane.matmul({{.*}}, %[[T]]) {transpose_x = false, transpose_y = true} : (tensor<6x8xf16>, tensor<4x8xf16>)
ml_program.global private @w(dense<1.0> : tensor<8x4xf32>) : tensor<8x4xf32>
func.func @rows(%x: tensor<2x3x8xf32>) -> tensor<2x3x4xf32> {
  %w = ml_program.global_load_const @w : tensor<8x4xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<2x3x8xf32>, tensor<8x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// -----

// Two operands of run time are multiplied as they are, with one rank.
// CHECK-LABEL: ane.program @runtime_0
// CHECK:         ane.matmul({{.*}}) {transpose_x = false, transpose_y = false} : (tensor<2x3x4x8xf16>, tensor<1x1x8x5xf16>) -> tensor<2x3x4x5xf16>
func.func @runtime(%x: tensor<2x3x4x8xf32>, %y: tensor<8x5xf32>) -> tensor<2x3x4x5xf32> {
  %z = onnx.MatMul(%x, %y) : (tensor<2x3x4x8xf32>, tensor<8x5xf32>) -> tensor<2x3x4x5xf32>
  return %z : tensor<2x3x4x5xf32>
}

// -----

// A vector is a row on the left and a column on the right.
// CHECK-LABEL: ane.program @vectors_0
// CHECK:         ane.matmul({{.*}} : (tensor<1x8xf16>, tensor<8x1xf16>) -> tensor<1x1xf16>
func.func @vectors(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<f32> {
  %z = onnx.MatMul(%x, %y) : (tensor<8xf32>, tensor<8xf32>) -> tensor<f32>
  return %z : tensor<f32>
}

// -----

// 128 rows of 8192 by a constant are refused (ANE-C58), two halves are not.
// CHECK-LABEL: ane.program @halves_0
// CHECK:         %[[A:.*]] = ane.matmul({{.*}}transpose_y = true} : (tensor<128x4096xf16>, tensor<32x4096xf16>) -> tensor<128x32xf16>
// CHECK:         %[[B:.*]] = ane.matmul({{.*}}transpose_y = true} : (tensor<128x4096xf16>, tensor<32x4096xf16>) -> tensor<128x32xf16>
// CHECK:         ane.add(%[[A]], %[[B]])
func.func @halves(%x: tensor<128x8192xf32>) -> tensor<128x32xf32> {
  %w = onnx.Constant dense<0.5> : tensor<8192x32xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<128x8192xf32>, tensor<8192x32xf32>) -> tensor<128x32xf32>
  return %y : tensor<128x32xf32>
}
