// RUN: ane-opt %s --ane-plan-sram=budget=8589934592 --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-plan-sram=budget=8589934592 --split-input-file -o %t && ane-opt %t --ane-plan-sram=budget=8589934592 --split-input-file | diff %t -
// RUN: ane-opt %s --ane-plan-sram=tile=false --split-input-file | FileCheck %s --check-prefix=LEFT
// Products of more channels than a convolution may have (ANE-C16), whatever memory they take (the budget is 8 GB).

// 124,160 output channels are refused where 62,080 are accepted: two convolutions, joined. Where the target has no concat
// (ANE-C01) they stay: a sum of pads has fewer channels still (ANE-C41).
// CHECK-LABEL: ane.program @outputs
// CHECK-DAG:     %[[W:.*]] = ane.constant @w
// CHECK:         %[[W0:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 62080, 1, 1, 1>}
// CHECK:         %[[Y0:.*]] = ane.conv(%arg0, %[[W0]])
// CHECK:         %[[W1:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 62080, 0, 0, 0>, size = array<i32: 62080, 1, 1, 1>}
// CHECK:         %[[Y1:.*]] = ane.conv(%arg0, %[[W1]])
// CHECK:         ane.concat(%[[Y0]], %[[Y1]]) {axis = 1 : i32, interleave = false}
// LEFT-LABEL:  ane.program @outputs
// LEFT-NOT:      ane.slice_by_size
// LEFT-LABEL:  ane.program @inputs
module attributes {ane.target = #ane.target<"m4-max">} {
  ml_program.global private @w(dense<1.0> : tensor<124160x1x1x1xf32>) : tensor<124160x1x1x1xf32>
  ane.program @outputs(%x: tensor<1x1x1x1xf16>) -> tensor<1x124160x1x1xf16> attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @w : tensor<124160x1x1x1xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x1x1x1xf16>, tensor<124160x1x1x1xf16>) -> tensor<1x124160x1x1xf16>
    ane.return %y : tensor<1x124160x1x1xf16>
  }
}

// -----

// CHECK-LABEL: ane.program @noConcat
// CHECK-NOT:     ane.pad
// CHECK-LABEL: ane.program @inputs
ml_program.global private @w(dense<1.0> : tensor<124160x1x1x1xf32>) : tensor<124160x1x1x1xf32>
ane.program @noConcat(%x: tensor<1x1x1x1xf16>) -> tensor<1x124160x1x1xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<124160x1x1x1xf16>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x1x1x1xf16>, tensor<124160x1x1x1xf16>) -> tensor<1x124160x1x1xf16>
  ane.return %y : tensor<1x124160x1x1xf16>
}

// -----

// 32,000 input channels are refused: two sums of 16,000.
// CHECK-DAG:     %[[W:.*]] = ane.constant @w
// CHECK:         %[[X0:.*]] = ane.slice_by_size(%arg0) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 16000, 1, 1>}
// CHECK:         %[[W0:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 4, 16000, 1, 1>}
// CHECK:         %[[Y0:.*]] = ane.conv(%[[X0]], %[[W0]])
// CHECK:         %[[X1:.*]] = ane.slice_by_size(%arg0) {begin = array<i32: 0, 16000, 0, 0>, size = array<i32: 1, 16000, 1, 1>}
// CHECK:         %[[W1:.*]] = ane.slice_by_size(%[[W]]) {begin = array<i32: 0, 16000, 0, 0>, size = array<i32: 4, 16000, 1, 1>}
// CHECK:         %[[Y1:.*]] = ane.conv(%[[X1]], %[[W1]])
// CHECK:         ane.add(%[[Y0]], %[[Y1]])
ml_program.global private @w(dense<1.0> : tensor<4x32000x1x1xf32>) : tensor<4x32000x1x1xf32>
ane.program @inputs(%x: tensor<1x32000x1x1xf16>) -> tensor<1x4x1x1xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<4x32000x1x1xf16>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x32000x1x1xf16>, tensor<4x32000x1x1xf16>) -> tensor<1x4x1x1xf16>
  ane.return %y : tensor<1x4x1x1xf16>
}

// -----

// Both at once, as a product of matrices with the weight as it is: first two tiles of 33,600 output channels, then each
// of them as a sum of two.
// CHECK-LABEL: ane.program @both
// CHECK:         ane.slice_by_size(%{{.*}}) {begin = array<i32: 0, 0>, size = array<i32: 32000, 33600>}
// CHECK:         ane.slice_by_size(%arg0) {begin = array<i32: 0, 0>, size = array<i32: 2, 16000>}
// CHECK:         ane.slice_by_size(%{{.*}}) {begin = array<i32: 0, 0>, size = array<i32: 16000, 33600>}
// CHECK:         ane.matmul({{.*}} -> tensor<2x33600xf16>
// CHECK-COUNT-3: ane.matmul
// CHECK-NOT:     ane.matmul
ml_program.global private @w(dense<1.0> : tensor<32000x67200xf32>) : tensor<32000x67200xf32>
ane.program @both(%x: tensor<2x32000xf16>) -> tensor<2x67200xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<32000x67200xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = false} : (tensor<2x32000xf16>, tensor<32000x67200xf16>) -> tensor<2x67200xf16>
  ane.return %y : tensor<2x67200xf16>
}

// -----

// At the limit nothing is split, and neither are groups, whose channels are not summed up together.
// CHECK-LABEL: ane.program @limit
// CHECK-NOT:     ane.slice_by_size
// CHECK-LABEL: ane.program @groups
// CHECK-NOT:     ane.slice_by_size
ml_program.global private @w(dense<1.0> : tensor<62080x1x1x1xf32>) : tensor<62080x1x1x1xf32>
ml_program.global private @d(dense<1.0> : tensor<64000x1x1x1xf32>) : tensor<64000x1x1x1xf32>
ane.program @limit(%x: tensor<1x1x1x1xf16>) -> tensor<1x62080x1x1xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<62080x1x1x1xf16>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x1x1x1xf16>, tensor<62080x1x1x1xf16>) -> tensor<1x62080x1x1xf16>
  ane.return %y : tensor<1x62080x1x1xf16>
}
ane.program @groups(%x: tensor<1x64000x1x1xf16>) -> tensor<1x64000x1x1xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @d : tensor<64000x1x1x1xf16>
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 64000 : i32} : (tensor<1x64000x1x1xf16>, tensor<64000x1x1x1xf16>) -> tensor<1x64000x1x1xf16>
  ane.return %y : tensor<1x64000x1x1xf16>
}
