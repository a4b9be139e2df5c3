// RUN: ane-opt %s --split-input-file --pass-pipeline='builtin.module(convert-onnx-to-ane,ane.program(ane-fold-affine))' | FileCheck %s

// A batch normalization after a convolution leaves a convolution with another weight, and one sum.
// CHECK-LABEL: ane.program @normalized_0
// CHECK:         %[[W:.*]] = ane.mul({{.*}} : (tensor<8x3x3x3xf16>, tensor<8x1x1x1xf16>) -> tensor<8x3x3x3xf16>
// CHECK:         %[[C:.*]] = ane.conv(%{{.*}}, %[[W]])
// CHECK:         %[[Y:.*]] = ane.add(%[[C]],
// CHECK:         ane.return %[[Y]]
ml_program.global private @w(dense<1.0> : tensor<8x3x3x3xf32>) : tensor<8x3x3x3xf32>
ml_program.global private @v(dense<1.0> : tensor<8xf32>) : tensor<8xf32>
func.func @normalized(%x: tensor<1x3x8x8xf32>) -> tensor<1x8x6x6xf32> {
  %w = ml_program.global_load_const @w : tensor<8x3x3x3xf32>
  %v = ml_program.global_load_const @v : tensor<8xf32>
  %c = onnx.Conv(%x, %w, %v) : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, tensor<8xf32>) -> tensor<1x8x6x6xf32>
  %y = onnx.BatchNormalization(%c, %v, %v, %v, %v)
      : (tensor<1x8x6x6xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<1x8x6x6xf32>
  return %y : tensor<1x8x6x6xf32>
}

// -----

// A convolution that is read elsewhere keeps its weight.
// CHECK-LABEL: ane.program @shared_0
// CHECK:         %[[W:.*]] = ane.constant @w
// CHECK:         ane.conv(%{{.*}}, %[[W]])
ml_program.global private @w(dense<1.0> : tensor<8x3x3x3xf32>) : tensor<8x3x3x3xf32>
ml_program.global private @s(dense<1.0> : tensor<1x8x1x1xf32>) : tensor<1x8x1x1xf32>
func.func @shared(%x: tensor<1x3x8x8xf32>) -> (tensor<1x8x6x6xf32>, tensor<1x8x6x6xf32>) {
  %w = ml_program.global_load_const @w : tensor<8x3x3x3xf32>
  %s = ml_program.global_load_const @s : tensor<1x8x1x1xf32>
  %none = onnx.NoValue
  %c = onnx.Conv(%x, %w, %none) : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, none) -> tensor<1x8x6x6xf32>
  %y = onnx.Mul(%c, %s) : (tensor<1x8x6x6xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x6x6xf32>
  return %c, %y : tensor<1x8x6x6xf32>, tensor<1x8x6x6xf32>
}

// -----

// A scale that is not one number a channel stays a product.
// CHECK-LABEL: ane.program @perPixel_0
// CHECK:         %[[C:.*]] = ane.conv(
// CHECK:         ane.mul(%[[C]],
ml_program.global private @w(dense<1.0> : tensor<8x3x3x3xf32>) : tensor<8x3x3x3xf32>
ml_program.global private @s(dense<1.0> : tensor<1x1x6x6xf32>) : tensor<1x1x6x6xf32>
func.func @perPixel(%x: tensor<1x3x8x8xf32>) -> tensor<1x8x6x6xf32> {
  %w = ml_program.global_load_const @w : tensor<8x3x3x3xf32>
  %s = ml_program.global_load_const @s : tensor<1x1x6x6xf32>
  %none = onnx.NoValue
  %c = onnx.Conv(%x, %w, %none) : (tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>, none) -> tensor<1x8x6x6xf32>
  %y = onnx.Mul(%c, %s) : (tensor<1x8x6x6xf32>, tensor<1x1x6x6xf32>) -> tensor<1x8x6x6xf32>
  return %y : tensor<1x8x6x6xf32>
}
