// RUN: ane-opt %s --ane-plan-sram=budget=60000 --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-plan-sram=budget=60000 --split-input-file -o %t && ane-opt %t --ane-plan-sram=budget=60000 --split-input-file | diff %t -
// RUN: ane-opt %s --ane-plan-sram="budget=60000 tile=false" --split-input-file 2>&1 | FileCheck %s --check-prefix=LEFT
// RUN: ane-opt %s --ane-plan-sram="budget=60000 record-only" --split-input-file 2>&1 | FileCheck %s --check-prefix=RECORD
// The second run proves that the pass leaves alone what it has decided.

// Output channels in tiles. Whole, the convolution holds x 16,384, y 8,192 and a weight of 65,536. Two tiles would hold
// x, the first one padded 8,192, the second one 4,096 and a slice 32,768: 61,440. Three would not be equal; four hold
// 16,384 + 8,192 + 2,048 + 16,384 = 43,008. Without concat (ANE-C01) the tiles are padded to y and added.
// CHECK-LABEL: ane.program @outputs
// CHECK-SAME:    ane.peak = 43008 : i64
// CHECK:         %[[W:.*]] = ane.constant @w
// CHECK:         %[[W0:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 32, 256, 1, 1>}
// CHECK:         %[[Y0:.*]] = ane.conv(%{{.*}}, %[[W0]])
// CHECK:         %[[P0:.*]] = ane.pad(%[[Y0]]) {{.*}}pad = array<i32: 0, 0, 0, 96, 0, 0, 0, 0>
// CHECK:         %[[W1:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 32, 0, 0, 0>
// CHECK:         %[[Y1:.*]] = ane.conv(%{{.*}}, %[[W1]])
// CHECK:         %[[P1:.*]] = ane.pad(%[[Y1]]) {{.*}}pad = array<i32: 0, 0, 32, 64, 0, 0, 0, 0>
// CHECK:         %[[S1:.*]] = ane.add(%[[P0]], %[[P1]])
// CHECK-COUNT-2: ane.conv
// CHECK:         %[[P3:.*]] = ane.pad({{.*}}pad = array<i32: 0, 0, 96, 0, 0, 0, 0, 0>
// CHECK:         ane.add(%{{.*}}, %[[P3]])
// With tile=false nothing changes, and the warning tells where the peak is.
// LEFT:          [[@LINE+6]]:8: warning: 'ane.conv' needs 90112 bytes of memory at once, and the budget is 60000 bytes
// RECORD-NOT:    warning
// RECORD:        ane.peak = 90112 : i64
ml_program.global private @w(dense<1.0> : tensor<128x256x1x1xf32>) : tensor<128x256x1x1xf32>
ane.program @outputs(%x: tensor<1x256x1x32xf16>) -> tensor<1x128x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<128x256x1x1xf16>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf16>, tensor<128x256x1x1xf16>) -> tensor<1x128x1x32xf16>
  ane.return %y : tensor<1x128x1x32xf16>
}
// On the host the same is left alone, whatever it holds.
// CHECK-LABEL: ane.program @on_host
// CHECK-NOT:     ane.slice_by_size
ane.program @on_host(%x: tensor<1x256x1x32xf32>) -> tensor<1x128x1x32xf32> attributes {placement = #ane.placement<host>} {
  %w = ane.constant @w : tensor<128x256x1x1xf32>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf32>, tensor<128x256x1x1xf32>) -> tensor<1x128x1x32xf32>
  ane.return %y : tensor<1x128x1x32xf32>
}

// -----

// Where the target has concat, tiles are joined by it. A window of 3 x 3 keeps its padding: only channels are cut.
module attributes {ane.target = #ane.target<"m4-max">} {
  // CHECK-LABEL: ane.program @window
  // CHECK:         %[[Y0:.*]] = ane.conv({{.*}}pad = array<i32: 1, 1, 1, 1>, pad_type = "custom"
  // CHECK:         %[[Y1:.*]] = ane.conv({{.*}}pad = array<i32: 1, 1, 1, 1>, pad_type = "custom"
  // CHECK:         ane.concat(%[[Y0]], %[[Y1]]) {axis = 1 : i32, interleave = false}
  ml_program.global private @w(dense<1.0> : tensor<64x64x3x3xf32>) : tensor<64x64x3x3xf32>
  ane.program @window(%x: tensor<1x64x2x32xf16>) -> tensor<1x64x2x32xf16> attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @w : tensor<64x64x3x3xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "custom", pad = array<i32: 1, 1, 1, 1>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x2x32xf16>, tensor<64x64x3x3xf16>) -> tensor<1x64x2x32xf16>
    ane.return %y : tensor<1x64x2x32xf16>
  }
}

// -----

// A product after another one with fewer channels between them is no feed-forward block: sums over its 256 input
// channels would cost more than tiles of its 288 output channels. Nine tiles are the fewest equal ones that fit.
module attributes {ane.target = #ane.target<"m4-max">} {
  // CHECK-LABEL: ane.program @head
  // CHECK:         %[[H:.*]] = ane.conv(%arg0, %{{.*}} -> tensor<1x256x1x32xf16>
  // CHECK-COUNT-9: ane.conv(%[[H]], %{{.*}} -> tensor<1x32x1x32xf16>
  // CHECK:         ane.concat
  ml_program.global private @v(dense<1.0> : tensor<256x32x1x1xf32>) : tensor<256x32x1x1xf32>
  ml_program.global private @w(dense<1.0> : tensor<288x256x1x1xf32>) : tensor<288x256x1x1xf32>
  ane.program @head(%x: tensor<1x32x1x32xf16>) -> tensor<1x288x1x32xf16> attributes {placement = #ane.placement<engine>} {
    %v = ane.constant @v : tensor<256x32x1x1xf16>
    %w = ane.constant @w : tensor<288x256x1x1xf16>
    %h = ane.conv(%x, %v) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x32x1x32xf16>, tensor<256x32x1x1xf16>) -> tensor<1x256x1x32xf16>
    %y = ane.conv(%h, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf16>, tensor<288x256x1x1xf16>) -> tensor<1x288x1x32xf16>
    ane.return %y : tensor<1x288x1x32xf16>
  }
}

// -----

// With one output channel, only the input channels can be cut: x 40,000, and for each of five chunks of it 8,000 and as
// much of the weight, two sums of 64: 56,128. (Two and three chunks would hold more, and four would not be equal.)
// CHECK-LABEL: ane.program @inputs
// CHECK-SAME:    ane.peak = 56128 : i64
// CHECK:         %[[X0:.*]] = ane.slice_by_size(%arg0) {begin = array<i32: 0, 0>, size = array<i32: 1, 4000>}
// CHECK:         %[[W0:.*]] = ane.slice_by_size(%{{.*}}) {begin = array<i32: 0, 0>, size = array<i32: 1, 4000>}
// CHECK:         %[[Y0:.*]] = ane.matmul(%[[X0]], %[[W0]])
// CHECK:         %[[Y1:.*]] = ane.matmul
// CHECK:         ane.add(%[[Y0]], %[[Y1]])
// CHECK-COUNT-3: ane.matmul
// CHECK-NOT:     ane.matmul
// LEFT:          warning: 'ane.matmul' needs 80064 bytes
ml_program.global private @w(dense<1.0> : tensor<1x20000xf32>) : tensor<1x20000xf32>
ane.program @inputs(%x: tensor<1x20000xf16>) -> tensor<1x1xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<1x20000xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<1x20000xf16>, tensor<1x20000xf16>) -> tensor<1x1xf16>
  ane.return %y : tensor<1x1xf16>
}

// -----

// Attention has no constant weight; its rows are independent. Whole, the softmax holds v 8,192 and twice the scores,
// 32,768. In two tiles of 64 rows, the first softmax holds q, k, v, and 2 x 16,384: 57,344.
// CHECK-LABEL: ane.program @attention
// CHECK-SAME:    (%[[Q:.*]]: tensor<1x128x32xf16>, %[[K:.*]]: tensor<1x128x32xf16>, %[[V:.*]]: tensor<1x128x32xf16>)
// CHECK-SAME:    ane.peak = 57344 : i64
// CHECK:         %[[Q0:.*]] = ane.slice_by_size(%[[Q]]) {begin = array<i32: 0, 0, 0>, size = array<i32: 1, 64, 32>}
// CHECK:         %[[S0:.*]] = ane.matmul(%[[Q0]], %[[K]])
// CHECK:         %[[P0:.*]] = ane.softmax(%[[S0]]) {axis = 2 : i32}
// CHECK:         %[[Y0:.*]] = ane.matmul(%[[P0]], %[[V]])
// CHECK:         ane.pad(%[[Y0]]) {{.*}}pad = array<i32: 0, 0, 0, 64, 0, 0>
// CHECK:         ane.slice_by_size(%[[Q]]) {begin = array<i32: 0, 64, 0>
// LEFT:          warning: 'ane.softmax' needs 73728 bytes
ane.program @attention(%q: tensor<1x128x32xf16>, %k: tensor<1x128x32xf16>, %v: tensor<1x128x32xf16>) -> tensor<1x128x32xf16> attributes {placement = #ane.placement<engine>} {
  %s = ane.matmul(%q, %k) {transpose_x = false, transpose_y = true} : (tensor<1x128x32xf16>, tensor<1x128x32xf16>) -> tensor<1x128x128xf16>
  %p = ane.softmax(%s) {axis = 2 : i32} : (tensor<1x128x128xf16>) -> tensor<1x128x128xf16>
  %y = ane.matmul(%p, %v) {transpose_x = false, transpose_y = false} : (tensor<1x128x128xf16>, tensor<1x128x32xf16>) -> tensor<1x128x32xf16>
  ane.return %y : tensor<1x128x32xf16>
}

// -----

// A pointwise chain in tiles along the last axis: whole, tanh holds x and three values of 16,384; the first of two
// tiles holds x and four of 8,192. The normalization is over channels, so that it does not mix the tiles.
module attributes {ane.target = #ane.target<"m4-max">} {
  // CHECK-LABEL: ane.program @pointwise
  // CHECK-SAME:    ane.peak = 49152 : i64
  // CHECK:         %[[X0:.*]] = ane.slice_by_size(%arg0) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 32, 1, 128>}
  // CHECK:         ane.exp(%[[X0]])
  // CHECK:         %[[M0:.*]] = ane.reduce_max
  // CHECK:         ane.sub(%{{.*}}, %[[M0]])
  // CHECK:         ane.slice_by_size(%arg0) {begin = array<i32: 0, 0, 0, 128>
  // CHECK:         ane.concat(%{{.*}}, %{{.*}}) {axis = 3 : i32
  // LEFT:          warning: 'ane.tanh' needs 65536 bytes
  ane.program @pointwise(%x: tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16> attributes {placement = #ane.placement<engine>} {
    %a = ane.exp(%x) : (tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16>
    %b = ane.square(%x) : (tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16>
    %c = ane.tanh(%x) : (tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16>
    %d = ane.add(%a, %b) : (tensor<1x32x1x256xf16>, tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16>
    %e = ane.add(%c, %d) : (tensor<1x32x1x256xf16>, tensor<1x32x1x256xf16>) -> tensor<1x32x1x256xf16>
    %m = ane.reduce_max(%e) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x32x1x256xf16>) -> tensor<1x1x1x256xf16>
    %f = ane.sub(%e, %m) : (tensor<1x32x1x256xf16>, tensor<1x1x1x256xf16>) -> tensor<1x32x1x256xf16>
    ane.return %f : tensor<1x32x1x256xf16>
  }
}

// -----

// Another order is enough: each large value, 32,768, is reduced before the next one is computed. The second product
// holds x and the first maximum, 64 each, the constant 1,024, and its result: 33,920.
// CHECK-LABEL: ane.program @reordered
// CHECK-SAME:    ane.peak = 33920 : i64
// CHECK:         %[[A:.*]] = ane.mul
// CHECK-NEXT:    %[[M:.*]] = ane.reduce_max(%[[A]])
// CHECK-NEXT:    %[[B:.*]] = ane.mul
// CHECK-NEXT:    %[[N:.*]] = ane.reduce_max(%[[B]])
// CHECK-NEXT:    ane.add(%[[M]], %[[N]])
// LEFT:          warning: 'ane.mul' needs 66624 bytes
ml_program.global private @c(dense<1.0> : tensor<1x512x1x1xf32>) : tensor<1x512x1x1xf32>
ane.program @reordered(%x: tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %c = ane.constant @c : tensor<1x512x1x1xf16>
  %a = ane.mul(%x, %c) : (tensor<1x1x1x32xf16>, tensor<1x512x1x1xf16>) -> tensor<1x512x1x32xf16>
  %b = ane.mul(%c, %x) : (tensor<1x512x1x1xf16>, tensor<1x1x1x32xf16>) -> tensor<1x512x1x32xf16>
  %m = ane.reduce_max(%a) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x512x1x32xf16>) -> tensor<1x1x1x32xf16>
  %n = ane.reduce_max(%b) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x512x1x32xf16>) -> tensor<1x1x1x32xf16>
  %y = ane.add(%m, %n) : (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  ane.return %y : tensor<1x1x1x32xf16>
}

// -----

// Within the budget nothing is changed, although another order would hold less still: 2 x 24,576, 64 for x, 768
// for the constant.
// CHECK-LABEL: ane.program @fits
// CHECK-SAME:    ane.peak = 49984 : i64
// CHECK:         ane.mul
// CHECK-NEXT:    ane.mul
// CHECK-NEXT:    ane.reduce_max
ml_program.global private @c(dense<1.0> : tensor<1x384x1x1xf32>) : tensor<1x384x1x1xf32>
ane.program @fits(%x: tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %c = ane.constant @c : tensor<1x384x1x1xf16>
  %a = ane.mul(%x, %c) : (tensor<1x1x1x32xf16>, tensor<1x384x1x1xf16>) -> tensor<1x384x1x32xf16>
  %b = ane.mul(%c, %x) : (tensor<1x384x1x1xf16>, tensor<1x1x1x32xf16>) -> tensor<1x384x1x32xf16>
  %m = ane.reduce_max(%a) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x384x1x32xf16>) -> tensor<1x1x1x32xf16>
  %n = ane.reduce_max(%b) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x384x1x32xf16>) -> tensor<1x1x1x32xf16>
  %y = ane.add(%m, %n) : (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  ane.return %y : tensor<1x1x1x32xf16>
}
