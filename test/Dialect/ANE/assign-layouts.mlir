// RUN: ane-opt %s --pass-pipeline='builtin.module(ane.program(ane-assign-layouts))' --split-input-file | FileCheck %s
// RUN: ane-opt %s --pass-pipeline='builtin.module(ane.program(ane-assign-layouts))' --split-input-file -o %t
// RUN: ane-opt %t --pass-pipeline='builtin.module(ane.program(ane-assign-layouts))' --split-input-file | diff %t -
// The last run proves that the pass leaves alone what it has decided.

// What stands between two convolutions takes their order of axes, with broadcasting constants and scalars.
// CHECK-LABEL: ane.program @between
// CHECK-NOT:     ane.transpose(%{{.*}} : (tensor<1x8x4x6xf16>)
// CHECK:         %[[A:.*]] = ane.conv(%arg0
// CHECK:         %[[B:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 1, 8, 1, 1>} : (tensor<8xf16>)
// CHECK:         %[[C:.*]] = ane.add(%[[A]], %[[B]]) : (tensor<1x8x4x6xf16>, tensor<1x8x1x1xf16>)
// CHECK:         %[[D:.*]] = ane.mul(%{{.*}}, %[[C]]) : (tensor<f16>, tensor<1x8x4x6xf16>)
// CHECK:         %[[E:.*]] = ane.clip(%[[D]])
// CHECK:         ane.conv(%[[E]],
ane.program @between(%x: tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %b = ane.constant dense<1.0> : tensor<8xf16> -> tensor<8xf16>
  %s = ane.constant dense<2.0> : tensor<f16> -> tensor<f16>
  %0 = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x4x6xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %1 = ane.transpose(%0) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x4x6x8xf16>
  %2 = ane.add(%1, %b) : (tensor<1x4x6x8xf16>, tensor<8xf16>) -> tensor<1x4x6x8xf16>
  %3 = ane.mul(%s, %2) : (tensor<f16>, tensor<1x4x6x8xf16>) -> tensor<1x4x6x8xf16>
  %4 = ane.clip(%3) {alpha = 0.0 : f32, beta = 6.0 : f32} : (tensor<1x4x6x8xf16>) -> tensor<1x4x6x8xf16>
  %5 = ane.transpose(%4) {perm = array<i32: 0, -1, 1, 2>} : (tensor<1x4x6x8xf16>) -> tensor<1x8x4x6xf16>
  %6 = ane.conv(%5, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x4x6xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x4x6xf16>
  ane.return %6 : tensor<1x8x4x6xf16>
}

// -----

// A residual: the value that forks is brought to channels once, and back once. Rank 3 becomes [1, C, 1, S].
// CHECK-LABEL: ane.program @residual
// CHECK:         %[[X:.*]] = ane.transpose(%arg0) {perm = array<i32: 0, 3, 1, 2>} : (tensor<1x1x16x8xf16>) -> tensor<1x8x1x16xf16>
// CHECK:         ane.conv(
// CHECK:         %[[Y:.*]] = ane.relu({{.*}} : (tensor<1x8x1x16xf16>)
// CHECK:         %[[Z:.*]] = ane.add(%[[X]], %[[Y]])
// CHECK:         ane.conv(
// CHECK:         ane.add(%[[Z]], %{{.*}}) : (tensor<1x8x1x16xf16>, tensor<1x8x1x16xf16>)
// CHECK:         ane.transpose(
// CHECK-NOT:     ane.transpose(
ane.program @residual(%arg0: tensor<1x1x16x8xf16>) -> tensor<1x1x16x8xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %x = ane.reshape(%arg0) {shape = array<i32: 1, 16, 8>} : (tensor<1x1x16x8xf16>) -> tensor<1x16x8xf16>
  %0 = ane.transpose(%x) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x8xf16>) -> tensor<1x8x16xf16>
  %1 = ane.reshape(%0) {shape = array<i32: 1, 8, 1, 16>} : (tensor<1x8x16xf16>) -> tensor<1x8x1x16xf16>
  %2 = ane.conv(%1, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %3 = ane.reshape(%2) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x1x16xf16>) -> tensor<1x8x16xf16>
  %4 = ane.transpose(%3) {perm = array<i32: 0, 2, 1>} : (tensor<1x8x16xf16>) -> tensor<1x16x8xf16>
  %5 = ane.relu(%4) : (tensor<1x16x8xf16>) -> tensor<1x16x8xf16>
  %6 = ane.add(%x, %5) : (tensor<1x16x8xf16>, tensor<1x16x8xf16>) -> tensor<1x16x8xf16>
  %7 = ane.transpose(%6) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x8xf16>) -> tensor<1x8x16xf16>
  %8 = ane.reshape(%7) {shape = array<i32: 1, 8, 1, 16>} : (tensor<1x8x16xf16>) -> tensor<1x8x1x16xf16>
  %9 = ane.conv(%8, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %10 = ane.reshape(%9) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x1x16xf16>) -> tensor<1x8x16xf16>
  %11 = ane.transpose(%10) {perm = array<i32: 0, 2, 1>} : (tensor<1x8x16xf16>) -> tensor<1x16x8xf16>
  %12 = ane.add(%6, %11) : (tensor<1x16x8xf16>, tensor<1x16x8xf16>) -> tensor<1x16x8xf16>
  %13 = ane.reshape(%12) {shape = array<i32: 1, 1, 16, 8>} : (tensor<1x16x8xf16>) -> tensor<1x1x16x8xf16>
  ane.return %13 : tensor<1x1x16x8xf16>
}

// -----

// A normalization between convolutions reduces over the axis where its axis went, counted from the end or not, and
// without keeping it as well.
// CHECK-LABEL: ane.program @norm
// CHECK-NOT:     ane.transpose(%{{.*}}x16x
// CHECK:         %[[X:.*]] = ane.conv(%arg0
// CHECK:         %[[M:.*]] = ane.reduce_mean(%[[X]]) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x8x1x16xf16>) -> tensor<1x1x1x16xf16>
// CHECK:         %[[C:.*]] = ane.sub(%[[X]], %[[M]])
// CHECK:         %[[Q:.*]] = ane.mul(%[[C]], %[[C]])
// CHECK:         %[[V:.*]] = ane.reduce_mean(%[[Q]]) {axes = array<i32: 1>, keep_dims = true}
// CHECK:         %[[R:.*]] = ane.rsqrt({{.*}} : (tensor<1x1x1x16xf16>)
// CHECK:         %[[N:.*]] = ane.mul(%[[C]], %[[R]])
// CHECK:         %[[G:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 1, 8, 1, 1>} : (tensor<8xf16>)
// CHECK:         %[[Y:.*]] = ane.mul(%[[N]], %[[G]])
// CHECK:         ane.conv(%[[Y]],
ane.program @norm(%arg0: tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %g = ane.constant dense<1.0> : tensor<8xf16> -> tensor<8xf16>
  %0 = ane.conv(%arg0, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %1 = ane.transpose(%0) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x1x16xf16>) -> tensor<1x1x16x8xf16>
  %2 = ane.reduce_mean(%1) {axes = array<i32: -1>, keep_dims = true} : (tensor<1x1x16x8xf16>) -> tensor<1x1x16x1xf16>
  %3 = ane.sub(%1, %2) : (tensor<1x1x16x8xf16>, tensor<1x1x16x1xf16>) -> tensor<1x1x16x8xf16>
  %4 = ane.mul(%3, %3) : (tensor<1x1x16x8xf16>, tensor<1x1x16x8xf16>) -> tensor<1x1x16x8xf16>
  %5 = ane.reduce_mean(%4) {axes = array<i32: 3>, keep_dims = false} : (tensor<1x1x16x8xf16>) -> tensor<1x1x16xf16>
  %6 = ane.reshape(%5) {shape = array<i32: 1, 1, 16, 1>} : (tensor<1x1x16xf16>) -> tensor<1x1x16x1xf16>
  %7 = ane.rsqrt(%6) {epsilon = 1.0e-5 : f32} : (tensor<1x1x16x1xf16>) -> tensor<1x1x16x1xf16>
  %8 = ane.mul(%3, %7) : (tensor<1x1x16x8xf16>, tensor<1x1x16x1xf16>) -> tensor<1x1x16x8xf16>
  %9 = ane.mul(%8, %g) : (tensor<1x1x16x8xf16>, tensor<8xf16>) -> tensor<1x1x16x8xf16>
  %10 = ane.transpose(%9) {perm = array<i32: 0, 3, 1, 2>} : (tensor<1x1x16x8xf16>) -> tensor<1x8x1x16xf16>
  %11 = ane.conv(%10, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  ane.return %11 : tensor<1x8x1x16xf16>
}

// -----

// Attention between convolutions: heads are split off the channels by a reshape, and the products read and write the
// matrices as they lie. No transpose is left.
// CHECK-LABEL: ane.program @attention
// CHECK-NOT:     ane.transpose(%{{.*}}f16>) -> tensor<1x
// CHECK:         %[[Q:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 1, 2, 4, 16>} : ({{.*}}) -> tensor<1x2x4x16xf16>
// CHECK:         %[[S:.*]] = ane.matmul(%[[Q]], %[[Q]]) {transpose_x = true, transpose_y = false} : (tensor<1x2x4x16xf16>, tensor<1x2x4x16xf16>) -> tensor<1x2x16x16xf16>
// CHECK:         %[[P:.*]] = ane.softmax(%[[S]]) {axis = -1 : i32}
// CHECK:         %[[C:.*]] = ane.matmul(%[[Q]], %[[P]]) {transpose_x = false, transpose_y = true} : (tensor<1x2x4x16xf16>, tensor<1x2x16x16xf16>) -> tensor<1x2x4x16xf16>
// CHECK:         ane.conv(
ane.program @attention(%arg0: tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %0 = ane.conv(%arg0, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %1 = ane.reshape(%0) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x1x16xf16>) -> tensor<1x8x16xf16>
  %2 = ane.transpose(%1) {perm = array<i32: 0, 2, 1>} : (tensor<1x8x16xf16>) -> tensor<1x16x8xf16>
  %3 = ane.reshape(%2) {shape = array<i32: 1, 16, 2, 4>} : (tensor<1x16x8xf16>) -> tensor<1x16x2x4xf16>
  %4 = ane.transpose(%3) {perm = array<i32: 0, 2, 1, 3>} : (tensor<1x16x2x4xf16>) -> tensor<1x2x16x4xf16>
  %5 = ane.transpose(%4) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x2x16x4xf16>) -> tensor<1x2x4x16xf16>
  %6 = ane.matmul(%4, %5) {transpose_x = false, transpose_y = false} : (tensor<1x2x16x4xf16>, tensor<1x2x4x16xf16>) -> tensor<1x2x16x16xf16>
  %7 = ane.softmax(%6) {axis = -1 : i32} : (tensor<1x2x16x16xf16>) -> tensor<1x2x16x16xf16>
  %8 = ane.matmul(%7, %4) {transpose_x = false, transpose_y = false} : (tensor<1x2x16x16xf16>, tensor<1x2x16x4xf16>) -> tensor<1x2x16x4xf16>
  %9 = ane.transpose(%8) {perm = array<i32: 0, 2, 1, 3>} : (tensor<1x2x16x4xf16>) -> tensor<1x16x2x4xf16>
  %10 = ane.reshape(%9) {shape = array<i32: 1, 16, 8>} : (tensor<1x16x2x4xf16>) -> tensor<1x16x8xf16>
  %11 = ane.transpose(%10) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x8xf16>) -> tensor<1x8x16xf16>
  %12 = ane.reshape(%11) {shape = array<i32: 1, 8, 1, 16>} : (tensor<1x8x16xf16>) -> tensor<1x8x1x16xf16>
  %13 = ane.conv(%12, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  ane.return %13 : tensor<1x8x1x16xf16>
}

// -----

// Slices, paddings, sums side by side, reversals, running sums and parts follow their axes.
// CHECK-LABEL: ane.program @moved
// CHECK-NOT:     ane.transpose
// CHECK:         ane.slice_by_size(%{{.*}}) {begin = array<i32: 0, 2, 0, 1>, size = array<i32: 1, 4, 1, -1>} : (tensor<1x8x1x16xf16>) -> tensor<1x4x1x15xf16>
// CHECK:         ane.pad(%{{.*}}) {{.*}}pad = array<i32: 0, 0, 3, 1, 0, 0, 0, 0>} : (tensor<1x4x1x15xf16>) -> tensor<1x8x1x15xf16>
// CHECK:         ane.slice_by_index(%{{.*}}) {begin = array<i32: 0, 1, 0, 0>, begin_mask = array<i1: false, true, false, false>, end = array<i32: 1, 8, 1, 15>, {{.*}}, stride = array<i32: 1, 2, 1, 1>} : {{.*}} -> tensor<1x4x1x15xf16>
// CHECK:         ane.reverse(%{{.*}}) {axes = array<i32: 1>}
// CHECK:         ane.cumsum(%{{.*}}) {axis = 3 : i32
// CHECK:         ane.concat({{.*}}axis = 1 : i32{{.*}} -> tensor<1x8x1x15xf16>
// CHECK:         ane.split({{.*}}axis = 1 : i32{{.*}} -> (tensor<1x3x1x15xf16>, tensor<1x5x1x15xf16>)
// CHECK:         ane.tile({{.*}}reps = array<i32: 1, 2, 1, 1>
// CHECK:         ane.conv
// CHECK-NOT:     ane.transpose
ane.program @moved(%arg0: tensor<1x8x1x16xf16>) -> tensor<1x8x1x15xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %v = ane.constant dense<1.0> : tensor<8x10x1x1xf16> -> tensor<8x10x1x1xf16>
  %0 = ane.conv(%arg0, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %1 = ane.reshape(%0) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x1x16xf16>) -> tensor<1x8x16xf16>
  %2 = ane.transpose(%1) {perm = array<i32: 0, 2, 1>} : (tensor<1x8x16xf16>) -> tensor<1x16x8xf16>
  %3 = ane.slice_by_size(%2) {begin = array<i32: 0, 1, 2>, size = array<i32: 1, -1, 4>} : (tensor<1x16x8xf16>) -> tensor<1x15x4xf16>
  %4 = ane.pad(%3) {pad = array<i32: 3, 1>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x15x4xf16>) -> tensor<1x15x8xf16>
  %5 = ane.slice_by_index(%4) {begin = array<i32: 0, 0, 1>, end = array<i32: 1, 15, 8>, stride = array<i32: 1, 1, 2>, begin_mask = array<i1: false, false, true>, end_mask = array<i1: false, false, false>, squeeze_mask = array<i1: false, false, false>} : (tensor<1x15x8xf16>) -> tensor<1x15x4xf16>
  %6 = ane.reverse(%5) {axes = array<i32: -1>} : (tensor<1x15x4xf16>) -> tensor<1x15x4xf16>
  %7 = ane.cumsum(%6) {axis = 1 : i32, exclusive = false, reverse = false} : (tensor<1x15x4xf16>) -> tensor<1x15x4xf16>
  %8 = ane.concat(%6, %7) {axis = 2 : i32, interleave = false} : (tensor<1x15x4xf16>, tensor<1x15x4xf16>) -> tensor<1x15x8xf16>
  %9, %10 = ane.split(%8) {split_sizes = array<i32: 3, 5>, axis = -1 : i32} : (tensor<1x15x8xf16>) -> (tensor<1x15x3xf16>, tensor<1x15x5xf16>)
  %11 = ane.tile(%10) {reps = array<i32: 1, 1, 2>} : (tensor<1x15x5xf16>) -> tensor<1x15x10xf16>
  %12 = ane.transpose(%11) {perm = array<i32: 0, 2, 1>} : (tensor<1x15x10xf16>) -> tensor<1x10x15xf16>
  %13 = ane.reshape(%12) {shape = array<i32: 1, 10, 1, 15>} : (tensor<1x10x15xf16>) -> tensor<1x10x1x15xf16>
  %14 = ane.conv(%13, %v) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x10x1x15xf16>, tensor<8x10x1x1xf16>) -> tensor<1x8x1x15xf16>
  ane.return %14 : tensor<1x8x1x15xf16>
}

// -----

// A softmax over the last axis keeps it last (ANE-C33): between these convolutions it would run over the channels, so
// the transposes stay.
// CHECK-LABEL: ane.program @softmax
// CHECK:         ane.transpose
// CHECK:         ane.softmax(%{{.*}}) {axis = 3 : i32} : (tensor<1x1x16x8xf16>)
// CHECK:         ane.transpose
ane.program @softmax(%arg0: tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<8x8x1x1xf16> -> tensor<8x8x1x1xf16>
  %0 = ane.conv(%arg0, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  %1 = ane.transpose(%0) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x1x16xf16>) -> tensor<1x1x16x8xf16>
  %2 = ane.softmax(%1) {axis = 3 : i32} : (tensor<1x1x16x8xf16>) -> tensor<1x1x16x8xf16>
  %3 = ane.transpose(%2) {perm = array<i32: 0, 3, 1, 2>} : (tensor<1x1x16x8xf16>) -> tensor<1x8x1x16xf16>
  %4 = ane.conv(%3, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x16xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x1x16xf16>
  ane.return %4 : tensor<1x8x1x16xf16>
}

// -----

// One over another axis may move, to the last one too.
// CHECK-LABEL: ane.program @softmaxElsewhere
// CHECK-NOT:     ane.transpose
// CHECK:         ane.softmax(%{{.*}}) {axis = 3 : i32} : (tensor<1x8x1x16xf16>)
// CHECK-NOT:     ane.transpose
ane.program @softmaxElsewhere(%arg0: tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x1x16xf16>) -> tensor<1x1x16x8xf16>
  %1 = ane.softmax(%0) {axis = 2 : i32} : (tensor<1x1x16x8xf16>) -> tensor<1x1x16x8xf16>
  %2 = ane.transpose(%1) {perm = array<i32: 0, 3, 1, 2>} : (tensor<1x1x16x8xf16>) -> tensor<1x8x1x16xf16>
  ane.return %2 : tensor<1x8x1x16xf16>
}

// -----

// A transpose that only moves axes of extent 1 is a reshape.
// CHECK-LABEL: ane.program @units
// CHECK:         ane.reshape(%arg0) {shape = array<i32: 1, 16, 1, 8>} : (tensor<1x1x16x8xf16>)
// CHECK-NOT:     ane.transpose
ane.program @units(%arg0: tensor<1x1x16x8xf16>) -> tensor<1x16x1x8xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 2, 1, 3>} : (tensor<1x1x16x8xf16>) -> tensor<1x16x1x8xf16>
  %1 = ane.relu(%0) : (tensor<1x16x1x8xf16>) -> tensor<1x16x1x8xf16>
  ane.return %1 : tensor<1x16x1x8xf16>
}

// -----

// Nothing is gained: argument and result are one transpose apart. The operation stays where it was.
// CHECK-LABEL: ane.program @nothing
// CHECK-NEXT:    %[[T:.*]] = ane.transpose(%arg0) {perm = array<i32: 0, 1, 3, 2>}
// CHECK-NEXT:    %[[Y:.*]] = ane.relu(%[[T]])
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @nothing(%arg0: tensor<1x1x16x8xf16>) -> tensor<1x1x8x16xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x1x16x8xf16>) -> tensor<1x1x8x16xf16>
  %1 = ane.relu(%0) : (tensor<1x1x8x16xf16>) -> tensor<1x1x8x16xf16>
  ane.return %1 : tensor<1x1x8x16xf16>
}

// -----

// Operations that are bound to an order keep it: an instance normalization to channels on axis 1, a gather, a layer
// normalization of its own and a reflecting pad to what their types say.
// CHECK-LABEL: ane.program @fixed
// CHECK:         ane.transpose
// CHECK:         ane.instance_norm
// CHECK:         ane.gather
// CHECK:         ane.layer_norm({{.*}}axes = array<i32: 3>
// CHECK:         ane.pad({{.*}}pad = array<i32: 0, 0, 1, 1>
// CHECK:         ane.transpose
ane.program @fixed(%arg0: tensor<1x8x4x16xf16>, %i: tensor<4xi32>) -> tensor<1x18x4x4xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x16xf16>) -> tensor<1x4x16x8xf16>
  %1 = ane.instance_norm(%0) {epsilon = 1.0e-5 : f32} : (tensor<1x4x16x8xf16>) -> tensor<1x4x16x8xf16>
  %2 = ane.gather(%1, %i) {axis = 1 : i32, batch_dims = 0 : i32, validate_indices = false} : (tensor<1x4x16x8xf16>, tensor<4xi32>) -> tensor<1x4x16x8xf16>
  %3 = ane.layer_norm(%2) {axes = array<i32: 3>, epsilon = 1.0e-5 : f32} : (tensor<1x4x16x8xf16>) -> tensor<1x4x16x8xf16>
  %4 = ane.slice_by_size(%3) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 4, 16, 4>} : (tensor<1x4x16x8xf16>) -> tensor<1x4x16x4xf16>
  %5 = ane.transpose(%4) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x4x16x4xf16>) -> tensor<1x4x4x16xf16>
  %6 = ane.pad(%5) {pad = array<i32: 0, 0, 1, 1>, mode = "reflect", constant_val = 0.0 : f32} : (tensor<1x4x4x16xf16>) -> tensor<1x4x4x18xf16>
  %7 = ane.transpose(%6) {perm = array<i32: 0, 3, 1, 2>} : (tensor<1x4x4x18xf16>) -> tensor<1x18x4x4xf16>
  ane.return %7 : tensor<1x18x4x4xf16>
}

// -----

// A reshape that cuts across axes wants its operand as the type says.
// CHECK-LABEL: ane.program @across
// CHECK:         ane.transpose(%arg0) {perm = array<i32: 0, 3, 2, 1>}
// CHECK:         ane.reshape({{.*}} : (tensor<1x6x1x4xf16>) -> tensor<1x3x1x8xf16>
// CHECK:         ane.transpose({{.*}} {perm = array<i32: 0, 3, 2, 1>}
ane.program @across(%arg0: tensor<1x4x1x6xf16>) -> tensor<1x8x1x3xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x4x1x6xf16>) -> tensor<1x6x1x4xf16>
  %1 = ane.reshape(%0) {shape = array<i32: 1, 3, 1, 8>} : (tensor<1x6x1x4xf16>) -> tensor<1x3x1x8xf16>
  %2 = ane.relu(%1) : (tensor<1x3x1x8xf16>) -> tensor<1x3x1x8xf16>
  %3 = ane.transpose(%2) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x3x1x8xf16>) -> tensor<1x8x1x3xf16>
  ane.return %3 : tensor<1x8x1x3xf16>
}

// -----

// Both factors of a product can be had either way, but its batch cannot go behind its rows.
// CHECK-LABEL: ane.program @product
// CHECK:         ane.matmul(%arg1, %arg0) {transpose_x = true, transpose_y = true} : (tensor<2x6x5xf16>, tensor<2x4x6xf16>) -> tensor<2x5x4xf16>
// CHECK:         %[[T:.*]] = ane.transpose(%arg2) {perm = array<i32: 1, 0, 2>}
// CHECK:         ane.matmul(%[[T]], %arg1) {transpose_x = false, transpose_y = false}
ane.program @product(%arg0: tensor<2x4x6xf16>, %arg1: tensor<2x6x5xf16>, %arg2: tensor<4x2x6xf16>) -> (tensor<2x5x4xf16>, tensor<2x4x5xf16>) attributes {placement = #ane.placement<engine>} {
  %0 = ane.matmul(%arg0, %arg1) {transpose_x = false, transpose_y = false} : (tensor<2x4x6xf16>, tensor<2x6x5xf16>) -> tensor<2x4x5xf16>
  %1 = ane.transpose(%0) {perm = array<i32: 0, 2, 1>} : (tensor<2x4x5xf16>) -> tensor<2x5x4xf16>
  %2 = ane.relu(%1) : (tensor<2x5x4xf16>) -> tensor<2x5x4xf16>
  %3 = ane.transpose(%arg2) {perm = array<i32: 1, 0, 2>} : (tensor<4x2x6xf16>) -> tensor<2x4x6xf16>
  %4 = ane.matmul(%3, %arg1) {transpose_x = false, transpose_y = false} : (tensor<2x4x6xf16>, tensor<2x6x5xf16>) -> tensor<2x4x5xf16>
  ane.return %2, %4 : tensor<2x5x4xf16>, tensor<2x4x5xf16>
}

// -----

// A constant matrix stays the second factor, transposed: the engine takes no other form.
// CHECK-LABEL: ane.program @constantFactor
// CHECK:         ane.matmul(%{{.*}}, %{{.*}}) {transpose_x = false, transpose_y = true} : (tensor<2x4x6xf16>, tensor<5x6xf16>) -> tensor<2x4x5xf16>
ane.program @constantFactor(%arg0: tensor<2x6x4xf16>) -> tensor<2x5x4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<1.0> : tensor<5x6xf16> -> tensor<5x6xf16>
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 2, 1>} : (tensor<2x6x4xf16>) -> tensor<2x4x6xf16>
  %1 = ane.matmul(%0, %w) {transpose_x = false, transpose_y = true} : (tensor<2x4x6xf16>, tensor<5x6xf16>) -> tensor<2x4x5xf16>
  %2 = ane.transpose(%1) {perm = array<i32: 0, 2, 1>} : (tensor<2x4x5xf16>) -> tensor<2x5x4xf16>
  ane.return %2 : tensor<2x5x4xf16>
}

// -----

// A value that is added to its own transpose has no order that suits both: one transpose remains.
// CHECK-LABEL: ane.program @itself
// CHECK:         %[[X:.*]] = ane.relu(%arg0)
// CHECK:         %[[T:.*]] = ane.transpose(%[[X]])
// CHECK:         ane.add(%[[X]], %[[T]])
ane.program @itself(%arg0: tensor<1x1x8x8xf16>) -> tensor<1x1x8x8xf16> attributes {placement = #ane.placement<engine>} {
  %0 = ane.relu(%arg0) : (tensor<1x1x8x8xf16>) -> tensor<1x1x8x8xf16>
  %1 = ane.transpose(%0) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x1x8x8xf16>) -> tensor<1x1x8x8xf16>
  %2 = ane.add(%0, %1) : (tensor<1x1x8x8xf16>, tensor<1x1x8x8xf16>) -> tensor<1x1x8x8xf16>
  ane.return %2 : tensor<1x1x8x8xf16>
}

// -----

// The host transposes as the model says.
// CHECK-LABEL: ane.program @host
// CHECK-COUNT-2: ane.transpose
ane.program @host(%arg0: tensor<1x1x16x8xf32>) -> tensor<1x1x16x8xf32> attributes {placement = #ane.placement<host>} {
  %0 = ane.transpose(%arg0) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x1x16x8xf32>) -> tensor<1x1x8x16xf32>
  %1 = ane.relu(%0) : (tensor<1x1x8x16xf32>) -> tensor<1x1x8x16xf32>
  %2 = ane.transpose(%1) {perm = array<i32: 0, 1, 3, 2>} : (tensor<1x1x8x16xf32>) -> tensor<1x1x16x8xf32>
  ane.return %2 : tensor<1x1x16x8xf32>
}
