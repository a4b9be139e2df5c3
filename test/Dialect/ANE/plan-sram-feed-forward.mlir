// RUN: ane-opt %s --ane-plan-sram=budget=40000 --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-plan-sram=budget=40000 --split-input-file -o %t && ane-opt %t --ane-plan-sram=budget=40000 --split-input-file | diff %t -
// The second run proves that what fits is left alone.

// A product, elementwise operations, a product. Whole, each product holds 53,248 bytes: x 4,096 or y 4,096, h 16,384, a
// weight of 32,768. In two chunks of 128 channels it holds 32,768: x, the sum so far, a chunk of h 8,192, a slice of a
// weight 16,384. The constants that have one value a channel are sliced with it, others are not.
// CHECK-LABEL: ane.program @convolutions
// CHECK-SAME:    (%[[X:.*]]: tensor<1x64x1x32xf16>)
// CHECK-SAME:    ane.peak = 32768 : i64
// CHECK-DAG:     %[[W1:.*]] = ane.constant @w1
// CHECK-DAG:     %[[B1:.*]] = ane.constant @b1
// CHECK-DAG:     %[[HALF:.*]] = ane.constant dense<5.0
// CHECK-DAG:     %[[W2:.*]] = ane.constant @w2
// CHECK:         %[[V0:.*]] = ane.slice_by_size(%[[W1]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 128, 64, 1, 1>}
// CHECK:         %[[H0:.*]] = ane.conv(%[[X]], %[[V0]])
// CHECK:         %[[C0:.*]] = ane.slice_by_size(%[[B1]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 128, 1, 1>}
// CHECK:         %[[A0:.*]] = ane.add(%[[H0]], %[[C0]])
// CHECK:         %[[T0:.*]] = ane.tanh(%[[A0]])
// CHECK:         %[[S0:.*]] = ane.mul(%[[A0]], %[[HALF]])
// CHECK:         %[[G0:.*]] = ane.mul(%[[S0]], %[[T0]])
// CHECK:         %[[U0:.*]] = ane.slice_by_size(%[[W2]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 64, 128, 1, 1>}
// CHECK:         %[[Y0:.*]] = ane.conv(%[[G0]], %[[U0]]) {{.*}} -> tensor<1x64x1x32xf16>
// CHECK:         %[[V1:.*]] = ane.slice_by_size(%[[W1]]) {begin = array<i32: 128, 0, 0, 0>
// CHECK:         %[[H1:.*]] = ane.conv(%[[X]], %[[V1]])
// CHECK:         ane.slice_by_size(%[[B1]]) {begin = array<i32: 0, 128, 0, 0>
// CHECK:         %[[U1:.*]] = ane.slice_by_size(%[[W2]]) {begin = array<i32: 0, 128, 0, 0>
// CHECK:         %[[Y1:.*]] = ane.conv(%{{.*}}, %[[U1]])
// CHECK:         %[[Y:.*]] = ane.add(%[[Y0]], %[[Y1]])
// CHECK-NOT:     ane.conv
// CHECK:         ane.return %[[Y]]
ml_program.global private @w1(dense<1.0> : tensor<256x64x1x1xf32>) : tensor<256x64x1x1xf32>
ml_program.global private @b1(dense<1.0> : tensor<1x256x1x1xf32>) : tensor<1x256x1x1xf32>
ml_program.global private @w2(dense<1.0> : tensor<64x256x1x1xf32>) : tensor<64x256x1x1xf32>
ane.program @convolutions(%x: tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w1 = ane.constant @w1 : tensor<256x64x1x1xf16>
  %b1 = ane.constant @b1 : tensor<1x256x1x1xf16>
  %half = ane.constant dense<0.5> : tensor<f32> -> tensor<f16>
  %w2 = ane.constant @w2 : tensor<64x256x1x1xf16>
  %h = ane.conv(%x, %w1) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x1x32xf16>, tensor<256x64x1x1xf16>) -> tensor<1x256x1x32xf16>
  %a = ane.add(%h, %b1) : (tensor<1x256x1x32xf16>, tensor<1x256x1x1xf16>) -> tensor<1x256x1x32xf16>
  %t = ane.tanh(%a) : (tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
  %s = ane.mul(%a, %half) : (tensor<1x256x1x32xf16>, tensor<f16>) -> tensor<1x256x1x32xf16>
  %g = ane.mul(%s, %t) : (tensor<1x256x1x32xf16>, tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
  %y = ane.conv(%g, %w2) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf16>, tensor<64x256x1x1xf16>) -> tensor<1x64x1x32xf16>
  ane.return %y : tensor<1x64x1x32xf16>
}

// -----

// As products of matrices, with a reshape on the way: channels are the last axis, and weights are transposed. In chunks
// of 128: x 32 x 64, the sum so far, a chunk of h 32 x 128, a slice of a weight 128 x 64, all times 2 bytes: 32,768.
// CHECK-LABEL: ane.program @matrices
// CHECK-SAME:    ane.peak = 32768 : i64
// CHECK-DAG:     %[[W1:.*]] = ane.constant @w1
// CHECK-DAG:     %[[W2:.*]] = ane.constant @w2
// CHECK:         ane.slice_by_size(%[[W1]]) {begin = array<i32: 0, 0>, size = array<i32: 128, 64>}
// CHECK:         ane.matmul({{.*}} -> tensor<32x128xf16>
// CHECK:         ane.reshape({{.*}}shape = array<i32: 1, 32, 128>
// CHECK:         ane.relu
// CHECK:         ane.reshape({{.*}}shape = array<i32: 32, 128>
// CHECK:         ane.slice_by_size(%[[W2]]) {begin = array<i32: 0, 0>, size = array<i32: 64, 128>}
// CHECK:         %[[Y0:.*]] = ane.matmul({{.*}} -> tensor<32x64xf16>
// CHECK:         ane.slice_by_size(%[[W1]]) {begin = array<i32: 128, 0>
// CHECK:         ane.slice_by_size(%[[W2]]) {begin = array<i32: 0, 128>
// CHECK:         %[[Y1:.*]] = ane.matmul({{.*}} -> tensor<32x64xf16>
// CHECK:         ane.add(%[[Y0]], %[[Y1]])
ml_program.global private @w1(dense<1.0> : tensor<256x64xf32>) : tensor<256x64xf32>
ml_program.global private @w2(dense<1.0> : tensor<64x256xf32>) : tensor<64x256xf32>
ane.program @matrices(%x: tensor<32x64xf16>) -> tensor<32x64xf16> attributes {placement = #ane.placement<engine>} {
  %w1 = ane.constant @w1 : tensor<256x64xf16>
  %w2 = ane.constant @w2 : tensor<64x256xf16>
  %h = ane.matmul(%x, %w1) {transpose_x = false, transpose_y = true} : (tensor<32x64xf16>, tensor<256x64xf16>) -> tensor<32x256xf16>
  %r = ane.reshape(%h) {shape = array<i32: 1, 32, 256>} : (tensor<32x256xf16>) -> tensor<1x32x256xf16>
  %a = ane.relu(%r) : (tensor<1x32x256xf16>) -> tensor<1x32x256xf16>
  %s = ane.reshape(%a) {shape = array<i32: 32, 256>} : (tensor<1x32x256xf16>) -> tensor<32x256xf16>
  %y = ane.matmul(%s, %w2) {transpose_x = false, transpose_y = true} : (tensor<32x256xf16>, tensor<64x256xf16>) -> tensor<32x64xf16>
  ane.return %y : tensor<32x64xf16>
}

// -----

// SwiGLU: two products are gated by one another. In chunks of 128 the second product of a chunk holds x 4,096, the sum
// 4,096, both halves of 8,192 and a slice of 16,384: 40,960 is too much, and three chunks of 96 + 96 + 64 would not be
// equal: there are four of 64, which hold 4,096 + 4,096 + 2 x 4,096 + 8,192 = 24,576.
// CHECK-LABEL: ane.program @gated
// CHECK-SAME:    ane.peak = 24576 : i64
// CHECK:         %[[A:.*]] = ane.conv({{.*}} -> tensor<1x64x1x32xf16>
// CHECK:         ane.sigmoid(%[[A]])
// CHECK-COUNT-10: ane.conv({{.*}} -> tensor<1x64x1x32xf16>
// CHECK-NOT:     ane.conv
ml_program.global private @w1(dense<1.0> : tensor<256x64x1x1xf32>) : tensor<256x64x1x1xf32>
ml_program.global private @v1(dense<1.0> : tensor<256x64x1x1xf32>) : tensor<256x64x1x1xf32>
ml_program.global private @w2(dense<1.0> : tensor<64x256x1x1xf32>) : tensor<64x256x1x1xf32>
ane.program @gated(%x: tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w1 = ane.constant @w1 : tensor<256x64x1x1xf16>
  %v1 = ane.constant @v1 : tensor<256x64x1x1xf16>
  %w2 = ane.constant @w2 : tensor<64x256x1x1xf16>
  %a = ane.conv(%x, %w1) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x1x32xf16>, tensor<256x64x1x1xf16>) -> tensor<1x256x1x32xf16>
  %b = ane.conv(%x, %v1) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x1x32xf16>, tensor<256x64x1x1xf16>) -> tensor<1x256x1x32xf16>
  %s = ane.sigmoid(%a) : (tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
  %m = ane.mul(%a, %s) : (tensor<1x256x1x32xf16>, tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
  %g = ane.mul(%m, %b) : (tensor<1x256x1x32xf16>, tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
  %y = ane.conv(%g, %w2) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf16>, tensor<64x256x1x1xf16>) -> tensor<1x64x1x32xf16>
  ane.return %y : tensor<1x64x1x32xf16>
}

// -----

// A bias of the second product is added once, and a bias of the first one is sliced.
// CHECK-LABEL: ane.program @biased
// CHECK-DAG:     %[[B1:.*]] = ane.constant @b1
// CHECK-DAG:     %[[B2:.*]] = ane.constant @b2
// CHECK:         %[[C0:.*]] = ane.slice_by_size(%[[B1]]) {begin = array<i32: 0>, size = array<i32: 128>}
// CHECK:         ane.conv(%{{.*}}, %{{.*}}, %[[C0]])
// CHECK:         ane.conv(%{{.*}}, %{{.*}}, %[[B2]])
// CHECK:         %[[C1:.*]] = ane.slice_by_size(%[[B1]]) {begin = array<i32: 128>, size = array<i32: 128>}
// CHECK:         ane.conv(%{{.*}}, %{{.*}}, %[[C1]])
// CHECK:         ane.conv(%{{[^,]*}}, %{{[^,]*}}) {
// CHECK-NOT:     ane.conv
module attributes {ane.target = #ane.target<"m4-max">} {
  ml_program.global private @w1(dense<1.0> : tensor<256x64x1x1xf32>) : tensor<256x64x1x1xf32>
  ml_program.global private @b1(dense<1.0> : tensor<256xf32>) : tensor<256xf32>
  ml_program.global private @w2(dense<1.0> : tensor<64x256x1x1xf32>) : tensor<64x256x1x1xf32>
  ml_program.global private @b2(dense<1.0> : tensor<64xf32>) : tensor<64xf32>
  ane.program @biased(%x: tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> attributes {placement = #ane.placement<engine>} {
    %w1 = ane.constant @w1 : tensor<256x64x1x1xf16>
    %b1 = ane.constant @b1 : tensor<256xf16>
    %w2 = ane.constant @w2 : tensor<64x256x1x1xf16>
    %b2 = ane.constant @b2 : tensor<64xf16>
    %h = ane.conv(%x, %w1, %b1) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x1x32xf16>, tensor<256x64x1x1xf16>, tensor<256xf16>) -> tensor<1x256x1x32xf16>
    %a = ane.gelu(%h) {mode = "EXACT"} : (tensor<1x256x1x32xf16>) -> tensor<1x256x1x32xf16>
    %y = ane.conv(%a, %w2, %b2) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x256x1x32xf16>, tensor<64x256x1x1xf16>, tensor<64xf16>) -> tensor<1x64x1x32xf16>
    ane.return %y : tensor<1x64x1x32xf16>
  }
}
