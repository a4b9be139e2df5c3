// RUN: ane-opt %s --pass-pipeline='builtin.module(ane.program(ane-linear-to-conv))' --split-input-file | FileCheck %s

// Rows become pixels along the last axis, columns channels; the weight only changes its shape (ANE-C17).
// CHECK-LABEL: ane.program @matrix
// CHECK-SAME:    (%[[X:.*]]: tensor<16x24xf16>)
// CHECK:         %[[W:.*]] = ane.constant
// CHECK:         %[[B:.*]] = ane.constant
// CHECK:         %[[ROWS:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 1, 16, 24>}
// CHECK:         %[[T:.*]] = ane.transpose(%[[ROWS]]) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x24xf16>) -> tensor<1x24x16xf16>
// CHECK:         %[[P:.*]] = ane.reshape(%[[T]]) {shape = array<i32: 1, 24, 1, 16>}
// CHECK:         %[[K:.*]] = ane.reshape(%[[W]]) {shape = array<i32: 48, 24, 1, 1>}
// CHECK:         %[[C:.*]] = ane.conv(%[[P]], %[[K]]) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>}
// CHECK-SAME:      -> tensor<1x48x1x16xf16>
// CHECK:         %[[F:.*]] = ane.reshape(%[[C]]) {shape = array<i32: 1, 48, 16>}
// CHECK:         %[[U:.*]] = ane.transpose(%[[F]]) {perm = array<i32: 0, 2, 1>}
// CHECK:         %[[Y:.*]] = ane.reshape(%[[U]]) {shape = array<i32: 16, 48>}
// A sum with a bias stays a sum (ANE-C13).
// CHECK:         ane.add(%[[Y]], %[[B]])
// CHECK-NOT:     ane.matmul
ane.program @matrix(%x: tensor<16x24xf16>) -> tensor<16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %b = ane.constant dense<1.0> : tensor<48xf16> -> tensor<48xf16>
  %p = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<16x24xf16>, tensor<48x24xf16>) -> tensor<16x48xf16>
  %y = ane.add(%p, %b) : (tensor<16x48xf16>, tensor<48xf16>) -> tensor<16x48xf16>
  ane.return %y : tensor<16x48xf16>
}

// -----

// A weight that is computed from constants is one, whichever way it lies.
// CHECK-LABEL: ane.program @computed
// CHECK:         %[[W:.*]] = ane.mul(
// CHECK:         %[[T:.*]] = ane.transpose(%[[W]]) {perm = array<i32: 1, 0>} : (tensor<24x48xf16>) -> tensor<48x24xf16>
// CHECK:         %[[K:.*]] = ane.reshape(%[[T]]) {shape = array<i32: 48, 24, 1, 1>}
// CHECK:         ane.conv(%{{.*}}, %[[K]])
ane.program @computed(%x: tensor<16x24xf16>) -> tensor<16x48xf16> attributes {placement = #ane.placement<engine>} {
  %c = ane.constant dense<1.0> : tensor<24x48xf16> -> tensor<24x48xf16>
  %w = ane.mul(%c, %c) : (tensor<24x48xf16>, tensor<24x48xf16>) -> tensor<24x48xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = false} : (tensor<16x24xf16>, tensor<24x48xf16>) -> tensor<16x48xf16>
  ane.return %y : tensor<16x48xf16>
}

// -----

// Rows of two matrices that a reshape has gathered stay apart: the batch of the matrices is that of the convolution.
// CHECK-LABEL: ane.program @batch
// CHECK:         ane.conv({{.*}} : (tensor<2x24x1x16xf16>, tensor<48x24x1x1xf16>) -> tensor<2x48x1x16xf16>
ane.program @batch(%x: tensor<1x2x16x24xf16>) -> tensor<32x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %r = ane.reshape(%x) {shape = array<i32: 32, 24>} : (tensor<1x2x16x24xf16>) -> tensor<32x24xf16>
  %y = ane.matmul(%r, %w) {transpose_x = false, transpose_y = true} : (tensor<32x24xf16>, tensor<48x24xf16>) -> tensor<32x48xf16>
  ane.return %y : tensor<32x48xf16>
}

// -----

// So do rows that a reshape distributes to two matrices afterwards.
// CHECK-LABEL: ane.program @distributed
// CHECK:         ane.conv({{.*}} : (tensor<2x24x1x16xf16>, tensor<48x24x1x1xf16>) -> tensor<2x48x1x16xf16>
ane.program @distributed(%x: tensor<2x16x4x6xf16>) -> tensor<2x16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %r = ane.reshape(%x) {shape = array<i32: 32, 24>} : (tensor<2x16x4x6xf16>) -> tensor<32x24xf16>
  %p = ane.matmul(%r, %w) {transpose_x = false, transpose_y = true} : (tensor<32x24xf16>, tensor<48x24xf16>) -> tensor<32x48xf16>
  %y = ane.reshape(%p) {shape = array<i32: 2, 16, 48>} : (tensor<32x48xf16>) -> tensor<2x16x48xf16>
  ane.return %y : tensor<2x16x48xf16>
}

// -----

// What is transposed already is not transposed twice.
// CHECK-LABEL: ane.program @columns
// CHECK-SAME:    (%[[X:.*]]: tensor<24x16xf16>)
// CHECK-NOT:     ane.transpose
// CHECK:         ane.reshape(%[[X]]) {shape = array<i32: 1, 24, 1, 16>}
// CHECK:         ane.conv
ane.program @columns(%x: tensor<24x16xf16>) -> tensor<16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %y = ane.matmul(%x, %w) {transpose_x = true, transpose_y = true} : (tensor<24x16xf16>, tensor<48x24xf16>) -> tensor<16x48xf16>
  ane.return %y : tensor<16x48xf16>
}

// -----

// ane.linear of rank 3, whose bias is added to the channels.
// CHECK-LABEL: ane.program @linear
// CHECK:         %[[C:.*]] = ane.conv({{.*}} : (tensor<1x24x1x16xf16>, tensor<48x24x1x1xf16>) -> tensor<1x48x1x16xf16>
// CHECK:         %[[B:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 1, 48, 1, 1>} : (tensor<48xf16>)
// CHECK:         ane.add(%[[C]], %[[B]])
// CHECK-NOT:     ane.linear
ane.program @linear(%x: tensor<1x16x24xf16>) -> tensor<1x16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %b = ane.constant dense<1.0> : tensor<48xf16> -> tensor<48xf16>
  %y = ane.linear(%x, %w, %b) : (tensor<1x16x24xf16>, tensor<48x24xf16>, tensor<48xf16>) -> tensor<1x16x48xf16>
  ane.return %y : tensor<1x16x48xf16>
}

// -----

// One row: the lowering makes it a convolution, and where it did not, the channels were too many.
// CHECK-LABEL: ane.program @row
// CHECK-NOT:     ane.conv
ane.program @row(%x: tensor<1x24xf16>) -> tensor<1x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<1x24xf16>, tensor<48x24xf16>) -> tensor<1x48xf16>
  ane.return %y : tensor<1x48xf16>
}

// -----

// The largest number of channels that a convolution may have, and one more (ANE-C16).
// CHECK-LABEL: ane.program @limits
// CHECK:         ane.conv({{.*}} : (tensor<1x31999x1x2xf16>,
// CHECK:         ane.matmul({{.*}} : (tensor<2x32000xf16>,
// CHECK:         ane.conv({{.*}} -> tensor<1x62080x1x2xf16>
// CHECK:         ane.matmul({{.*}} -> tensor<2x62081xf16>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @limits(%a: tensor<2x31999xf16>, %b: tensor<2x32000xf16>, %c: tensor<2x2xf16>)
      -> (tensor<2x2xf16>, tensor<2x2xf16>, tensor<2x62080xf16>, tensor<2x62081xf16>) attributes {placement = #ane.placement<engine>} {
    %u = ane.constant dense<1.0> : tensor<2x31999xf16> -> tensor<2x31999xf16>
    %v = ane.constant dense<1.0> : tensor<2x32000xf16> -> tensor<2x32000xf16>
    %s = ane.constant dense<1.0> : tensor<62080x2xf16> -> tensor<62080x2xf16>
    %t = ane.constant dense<1.0> : tensor<62081x2xf16> -> tensor<62081x2xf16>
    %0 = ane.matmul(%a, %u) {transpose_x = false, transpose_y = true} : (tensor<2x31999xf16>, tensor<2x31999xf16>) -> tensor<2x2xf16>
    %1 = ane.matmul(%b, %v) {transpose_x = false, transpose_y = true} : (tensor<2x32000xf16>, tensor<2x32000xf16>) -> tensor<2x2xf16>
    %2 = ane.matmul(%c, %s) {transpose_x = false, transpose_y = true} : (tensor<2x2xf16>, tensor<62080x2xf16>) -> tensor<2x62080xf16>
    %3 = ane.matmul(%c, %t) {transpose_x = false, transpose_y = true} : (tensor<2x2xf16>, tensor<62081x2xf16>) -> tensor<2x62081xf16>
    ane.return %0, %1, %2, %3 : tensor<2x2xf16>, tensor<2x2xf16>, tensor<2x62080xf16>, tensor<2x62081xf16>
  }
}

// -----

// So for rows, which lie along the last axis (ANE-C38).
// CHECK-LABEL: ane.program @rows
// CHECK:         ane.conv({{.*}} : (tensor<1x2x1x16384xf16>,
// CHECK:         ane.matmul({{.*}} : (tensor<16385x2xf16>,
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @rows(%a: tensor<16384x2xf16>, %b: tensor<16385x2xf16>) -> (tensor<16384x2xf16>, tensor<16385x2xf16>) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<1.0> : tensor<2x2xf16> -> tensor<2x2xf16>
    %0 = ane.matmul(%a, %w) {transpose_x = false, transpose_y = true} : (tensor<16384x2xf16>, tensor<2x2xf16>) -> tensor<16384x2xf16>
    %1 = ane.matmul(%b, %w) {transpose_x = false, transpose_y = true} : (tensor<16385x2xf16>, tensor<2x2xf16>) -> tensor<16385x2xf16>
    ane.return %0, %1 : tensor<16384x2xf16>, tensor<16385x2xf16>
  }
}

// -----

// A factor that is known only at run time would be a runtime weight; a constant first factor has no rows to move.
// CHECK-LABEL: ane.program @runtime
// CHECK-NOT:     ane.conv
ane.program @runtime(%x: tensor<16x24xf16>, %w: tensor<48x24xf16>) -> (tensor<16x48xf16>, tensor<16x48xf16>) attributes {placement = #ane.placement<engine>} {
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<16x24xf16>, tensor<48x24xf16>) -> tensor<16x48xf16>
  %c = ane.constant dense<1.0> : tensor<16x24xf16> -> tensor<16x24xf16>
  %z = ane.matmul(%c, %w) {transpose_x = false, transpose_y = true} : (tensor<16x24xf16>, tensor<48x24xf16>) -> tensor<16x48xf16>
  ane.return %y, %z : tensor<16x48xf16>, tensor<16x48xf16>
}

// -----

// A product along the width of an image, as a resize makes them: the image would have to move twice. An image is what
// a convolution gives, and what operations on elements make of it.
// CHECK-LABEL: ane.program @image
// CHECK:         ane.matmul
// CHECK-NOT:     ane.conv
ane.program @image(%x: tensor<1x3x16x24xf16>) -> tensor<1x3x16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf16> -> tensor<48x24xf16>
  %a = ane.max_pool(%x) {kernel_sizes = array<i32: 1, 1>, strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x3x16x24xf16>) -> tensor<1x3x16x24xf16>
  %b = ane.relu(%a) : (tensor<1x3x16x24xf16>) -> tensor<1x3x16x24xf16>
  %r = ane.reshape(%b) {shape = array<i32: 48, 24>} : (tensor<1x3x16x24xf16>) -> tensor<48x24xf16>
  %p = ane.matmul(%r, %w) {transpose_x = false, transpose_y = true} : (tensor<48x24xf16>, tensor<48x24xf16>) -> tensor<48x48xf16>
  %y = ane.reshape(%p) {shape = array<i32: 1, 3, 16, 48>} : (tensor<48x48xf16>) -> tensor<1x3x16x48xf16>
  ane.return %y : tensor<1x3x16x48xf16>
}

// -----

// The pixels of an image whose channels were brought to the last axis are one matrix, of each image of a batch.
// CHECK-LABEL: ane.program @pixels
// CHECK:         ane.conv({{.*}} : (tensor<2x8x1x30xf16>, tensor<4x8x1x1xf16>) -> tensor<2x4x1x30xf16>
ane.program @pixels(%x: tensor<2x8x5x6xf16>) -> tensor<2x5x6x4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<4x8xf16> -> tensor<4x8xf16>
  %a = ane.avg_pool(%x) {kernel_sizes = array<i32: 1, 1>, strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, exclude_padding_from_average = false, ceil_mode = false} : (tensor<2x8x5x6xf16>) -> tensor<2x8x5x6xf16>
  %t = ane.transpose(%a) {perm = array<i32: 0, 2, 3, 1>} : (tensor<2x8x5x6xf16>) -> tensor<2x5x6x8xf16>
  %r = ane.reshape(%t) {shape = array<i32: 60, 8>} : (tensor<2x5x6x8xf16>) -> tensor<60x8xf16>
  %p = ane.matmul(%r, %w) {transpose_x = false, transpose_y = true} : (tensor<60x8xf16>, tensor<4x8xf16>) -> tensor<60x4xf16>
  %y = ane.reshape(%p) {shape = array<i32: 2, 5, 6, 4>} : (tensor<60x4xf16>) -> tensor<2x5x6x4xf16>
  ane.return %y : tensor<2x5x6x4xf16>
}

// -----

// Integers are no convolution, and a batch of matrices is no matrix.
// CHECK-LABEL: ane.program @others
// CHECK-NOT:     ane.conv
ane.program @others(%x: tensor<16x24xi32>, %v: tensor<2x16x24xf16>) -> (tensor<16x48xi32>, tensor<2x16x48xf16>) attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1> : tensor<48x24xi32> -> tensor<48x24xi32>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<16x24xi32>, tensor<48x24xi32>) -> tensor<16x48xi32>
  %b = ane.constant dense<1.0> : tensor<2x48x24xf16> -> tensor<2x48x24xf16>
  %z = ane.matmul(%v, %b) {transpose_x = false, transpose_y = true} : (tensor<2x16x24xf16>, tensor<2x48x24xf16>) -> tensor<2x16x48xf16>
  ane.return %y, %z : tensor<16x48xi32>, tensor<2x16x48xf16>
}

// -----

// The host computes products as they are.
// CHECK-LABEL: ane.program @host
// CHECK-NOT:     ane.conv
ane.program @host(%x: tensor<16x24xf32>) -> tensor<16x48xf32> attributes {placement = #ane.placement<host>} {
  %w = ane.constant dense<1.0> : tensor<48x24xf32> -> tensor<48x24xf32>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<16x24xf32>, tensor<48x24xf32>) -> tensor<16x48xf32>
  ane.return %y : tensor<16x48xf32>
}

// -----

// A bias is added to the batch, not to all rows: the reshape moves in front of the sum, and the rows stay those of two
// matrices.
// CHECK-LABEL: ane.program @bias_before_the_batch
// CHECK:         %[[C:.*]] = ane.conv({{.*}} -> tensor<2x48x1x16xf16>
// CHECK:         %[[B:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 1, 1, 48>}
// CHECK:         ane.add(%{{.*}}, %[[B]]) : (tensor<2x16x48xf16>, tensor<1x1x48xf16>) -> tensor<2x16x48xf16>
ane.program @bias_before_the_batch(%x: tensor<2x16x24xf16>) -> tensor<2x16x48xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<0.5> : tensor<48x24xf16>
  %b = ane.constant dense<0.25> : tensor<1x48xf16>
  %rows = ane.reshape(%x) {shape = array<i32: 32, 24>} : (tensor<2x16x24xf16>) -> tensor<32x24xf16>
  %p = ane.matmul(%rows, %w) {transpose_x = false, transpose_y = true} : (tensor<32x24xf16>, tensor<48x24xf16>) -> tensor<32x48xf16>
  %s = ane.add(%p, %b) : (tensor<32x48xf16>, tensor<1x48xf16>) -> tensor<32x48xf16>
  %y = ane.reshape(%s) {shape = array<i32: 2, 16, 48>} : (tensor<32x48xf16>) -> tensor<2x16x48xf16>
  ane.return %y : tensor<2x16x48xf16>
}

// -----

// The sum is needed as a matrix, too: it stays one.
// CHECK-LABEL: ane.program @sum_of_two_uses
// CHECK:         ane.add({{.*}} -> tensor<32x48xf16>
ane.program @sum_of_two_uses(%x: tensor<32x48xf16>, %b: tensor<1x48xf16>) -> (tensor<2x16x48xf16>, tensor<32x48xf16>) attributes {placement = #ane.placement<engine>} {
  %s = ane.add(%x, %b) : (tensor<32x48xf16>, tensor<1x48xf16>) -> tensor<32x48xf16>
  %y = ane.reshape(%s) {shape = array<i32: 2, 16, 48>} : (tensor<32x48xf16>) -> tensor<2x16x48xf16>
  %z = ane.relu(%s) : (tensor<32x48xf16>) -> tensor<32x48xf16>
  ane.return %y, %z : tensor<2x16x48xf16>, tensor<32x48xf16>
}
