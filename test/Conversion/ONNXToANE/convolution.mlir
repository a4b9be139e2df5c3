// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// A bias is a sum of its own (ANE-C13), and auto_pad becomes paddings: SAME_UPPER puts the odd one after.
// CHECK-LABEL: ane.program @samePadding_0
// CHECK:         %[[C:.*]] = ane.conv(
// CHECK-SAME:      pad = array<i32: 0, 1, 0, 1>, pad_type = "custom", strides = array<i32: 2, 2>
// CHECK:         %[[B:.*]] = ane.reshape({{.*}}) {shape = array<i32: 1, 8, 1, 1>}
// CHECK:         ane.add(%[[C]], %[[B]])
ml_program.global private @w(dense<1.0> : tensor<8x3x3x3xf32>) : tensor<8x3x3x3xf32>
ml_program.global private @b(dense<1.0> : tensor<8xf32>) : tensor<8xf32>
func.func @samePadding(%x: tensor<1x3x32x32xf32>) -> tensor<1x8x16x16xf32> {
  %w = ml_program.global_load_const @w : tensor<8x3x3x3xf32>
  %b = ml_program.global_load_const @b : tensor<8xf32>
  %y = onnx.Conv(%x, %w, %b) {auto_pad = "SAME_UPPER", strides = [2, 2]}
      : (tensor<1x3x32x32xf32>, tensor<8x3x3x3xf32>, tensor<8xf32>) -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}

// -----

// One spatial axis gets a companion of extent 1.
// CHECK-LABEL: ane.program @oneAxis_0
// CHECK:         ane.conv({{.*}}) {{.*}}pad = array<i32: 0, 0, 2, 1>{{.*}} : (tensor<1x4x1x16xf16>, tensor<6x4x1x4xf16>) -> tensor<1x6x1x16xf16>
ml_program.global private @w(dense<1.0> : tensor<6x4x4xf32>) : tensor<6x4x4xf32>
func.func @oneAxis(%x: tensor<1x4x16xf32>) -> tensor<1x6x16xf32> {
  %w = ml_program.global_load_const @w : tensor<6x4x4xf32>
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {pads = [2, 1]} : (tensor<1x4x16xf32>, tensor<6x4x4xf32>, none) -> tensor<1x6x16xf32>
  return %y : tensor<1x6x16xf32>
}

// -----

// Of three axes the first is walked: one convolution for each of the kernel's two positions, summed.
// CHECK-LABEL: ane.program @threeAxes_0
// CHECK-COUNT-2: ane.conv({{.*}} : (tensor<3x2x5x5xf16>, tensor<4x2x3x3xf16>) -> tensor<3x4x3x3xf16>
// CHECK-NOT:     ane.conv
ml_program.global private @w(dense<1.0> : tensor<4x2x2x3x3xf32>) : tensor<4x2x2x3x3xf32>
func.func @threeAxes(%x: tensor<1x2x4x5x5xf32>) -> tensor<1x4x3x3x3xf32> {
  %w = ml_program.global_load_const @w : tensor<4x2x2x3x3xf32>
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) : (tensor<1x2x4x5x5xf32>, tensor<4x2x2x3x3xf32>, none) -> tensor<1x4x3x3x3xf32>
  return %y : tensor<1x4x3x3x3xf32>
}

// -----

// A weight that is known at run time only works at a batch of 1 (ANE-C27): two samples become two groups.
// CHECK-LABEL: ane.program @runtimeWeight_0
// CHECK:         ane.conv({{.*}}groups = 2 : i32{{.*}} : (tensor<1x6x8x8xf16>, tensor<8x3x3x3xf16>) -> tensor<1x8x6x6xf16>
func.func @runtimeWeight(%x: tensor<2x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<2x4x6x6xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) : (tensor<2x3x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<2x4x6x6xf32>
  return %y : tensor<2x4x6x6xf32>
}

// -----

// output_padding takes from the padding after the input as long as there is any.
// CHECK-LABEL: ane.program @transposed_0
// CHECK:         ane.conv_transpose({{.*}}pad = array<i32: 1, 0, 1, 0>
// CHECK-NOT:     ane.pad
// CHECK:         ane.return
ml_program.global private @w(dense<1.0> : tensor<3x5x3x3xf32>) : tensor<3x5x3x3xf32>
func.func @transposed(%x: tensor<1x3x4x4xf32>) -> tensor<1x5x8x8xf32> {
  %w = ml_program.global_load_const @w : tensor<3x5x3x3xf32>
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%x, %w, %none) {strides = [2, 2], pads = [1, 1, 1, 1], output_padding = [1, 1]}
      : (tensor<1x3x4x4xf32>, tensor<3x5x3x3xf32>, none) -> tensor<1x5x8x8xf32>
  return %y : tensor<1x5x8x8xf32>
}

// -----

// More input channels than the engine takes (ANE-C16) are two convolutions.
// CHECK-LABEL: ane.program @manyChannels_0
// CHECK-COUNT-2: ane.conv
// CHECK:         ane.add
ml_program.global private @w(dense<1.0> : tensor<4x40000x1x1xf32>) : tensor<4x40000x1x1xf32>
func.func @manyChannels(%x: tensor<1x40000x1x1xf32>) -> tensor<1x4x1x1xf32> {
  %w = ml_program.global_load_const @w : tensor<4x40000x1x1xf32>
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) : (tensor<1x40000x1x1xf32>, tensor<4x40000x1x1xf32>, none) -> tensor<1x4x1x1xf32>
  return %y : tensor<1x4x1x1xf32>
}

// -----

// Strides are products of 2 and 3 on the engine (ANE-C55): of a stride of 5 every fifth column of stride 1 is kept.
// CHECK-LABEL: ane.program @stride_0
// CHECK:         %[[Y:.*]] = ane.conv({{.*}}strides = array<i32: 6, 1>{{.*}} -> tensor<1x4x2x16xf16>
// CHECK:         ane.slice_by_index(%[[Y]]) {{.*}}stride = array<i32: 1, 1, 1, 5>{{.*}} -> tensor<1x4x2x4xf16>
func.func @stride(%x: tensor<1x4x12x20xf32>) -> tensor<1x4x2x4xf32> {
  %w = onnx.Constant dense<0.5> : tensor<4x4x5x5xf32>
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {strides = [6, 5]} : (tensor<1x4x12x20xf32>, tensor<4x4x5x5xf32>, none) -> tensor<1x4x2x4xf32>
  return %y : tensor<1x4x2x4xf32>
}

// -----

// The gradient of a weight: the kernel is an image, which no window holds (ANE-C38), and the result is 1 x 2. Each of its
// two places is a product with the rows of all images and pixels, which strides of 2 leave apart.
// CHECK-LABEL: ane.program @ofWeight_0
// CHECK-NOT:     ane.conv
// CHECK-COUNT-2: ane.matmul({{.*}}transpose_y = true} : (tensor<1x3x8000xf16>, tensor<1x8x8000xf16>) -> tensor<1x3x8xf16>
// CHECK-NOT:     ane.matmul
func.func @ofWeight(%x: tensor<3x5x79x80xf32>, %dy: tensor<8x5x40x40xf32>) -> tensor<3x8x1x2xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %dy, %none) {dilations = [2, 2]}
      : (tensor<3x5x79x80xf32>, tensor<8x5x40x40xf32>, none) -> tensor<3x8x1x2xf32>
  return %y : tensor<3x8x1x2xf32>
}

// -----

// 2 x 100 x 100 products are more than an axis of the engine holds (ANE-C38): they are summed in two halves.
// CHECK-LABEL: ane.program @ofWeightInHalves_0
// CHECK:         ane.matmul({{.*}}transpose_y = true} : (tensor<1x3x10000xf16>, tensor<1x8x10000xf16>) -> tensor<1x3x8xf16>
// CHECK:         ane.matmul({{.*}}transpose_y = true} : (tensor<1x3x10000xf16>, tensor<1x8x10000xf16>) -> tensor<1x3x8xf16>
// CHECK:         ane.add(
func.func @ofWeightInHalves(%x: tensor<3x2x100x100xf32>, %dy: tensor<8x2x100x100xf32>) -> tensor<3x8x1x1xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %dy, %none) : (tensor<3x2x100x100xf32>, tensor<8x2x100x100xf32>, none) -> tensor<3x8x1x1xf32>
  return %y : tensor<3x8x1x1xf32>
}
