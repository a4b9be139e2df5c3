// RUN: ane-opt %s --split-input-file --ane-outline-prepare | FileCheck %s
// RUN: ane-opt %s --split-input-file --ane-outline-prepare -o %t && ane-opt %t --split-input-file --ane-outline-prepare | diff %t -
// The second run proves that nothing is left to move.

// What constants alone decide runs once and in f32: a host program of its own, whose result becomes a global.
// CHECK:       ml_program.global private mutable @w.prepared : tensor<4x8xf32>
// CHECK-LABEL: ane.program @p
// CHECK-NOT:     ane.transpose
// CHECK:         %[[W:.*]] = ane.constant @w.prepared : tensor<4x8xf16>
// CHECK:         ane.matmul(%{{.*}}, %[[W]])
// CHECK-LABEL: ane.program @prepare_0() -> tensor<4x8xf32>
// CHECK-SAME:    placement = #ane.placement<host>
// CHECK:         %[[T:.*]] = ane.transpose({{.*}} : (tensor<8x4xf32>) -> tensor<4x8xf32>
// CHECK:         ane.return %[[T]]
// CHECK-LABEL: func.func private @prepare()
// CHECK:         %[[R:.*]] = ane.call @prepare_0()
// CHECK:         ml_program.global_store @w.prepared = %[[R]] : tensor<4x8xf32>
ml_program.global private @w(dense<1.0> : tensor<8x4xf32>) : tensor<8x4xf32>
ane.program @p(%x: tensor<1x1x2x8xf16>) -> tensor<1x1x2x4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<8x4xf16>
  %t = ane.transpose(%w) {perm = array<i32: 1, 0>} : (tensor<8x4xf16>) -> tensor<4x8xf16>
  %y = ane.matmul(%x, %t) {transpose_x = false, transpose_y = true} : (tensor<1x1x2x8xf16>, tensor<4x8xf16>) -> tensor<1x1x2x4xf16>
  ane.return %y : tensor<1x1x2x4xf16>
}

// -----

// What the program returns stays: a result must come from an operation.
// CHECK-LABEL: ane.program @returned
// CHECK:         %[[Y:.*]] = ane.add(
// CHECK:         ane.return %[[Y]]
// CHECK-NOT:   @prepare
ane.program @returned() -> tensor<1x1x1x2xf16> attributes {placement = #ane.placement<engine>} {
  %c = ane.constant dense<1.0> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf16>
  %y = ane.add(%c, %c) : (tensor<1x1x1x2xf16>, tensor<1x1x1x2xf16>) -> tensor<1x1x1x2xf16>
  ane.return %y : tensor<1x1x1x2xf16>
}

// -----

// A cast among floats disappears in f32, and one from integers gives f32.
// CHECK-LABEL: ane.program @prepare_0
// CHECK:         %[[I:.*]] = ane.constant dense<{{.*}}> : tensor<1x1x1x2xi32>
// CHECK:         ane.cast(%[[I]]) {dtype = "fp32"} : (tensor<1x1x1x2xi32>) -> tensor<1x1x1x2xf32>
ane.program @casts(%x: tensor<1x1x1x2xf16>) -> tensor<1x1x1x2xf16> attributes {placement = #ane.placement<engine>} {
  %i = ane.constant dense<[[[[1, 2]]]]> : tensor<1x1x1x2xi32> -> tensor<1x1x1x2xi32>
  %f = ane.cast(%i) {dtype = "fp16"} : (tensor<1x1x1x2xi32>) -> tensor<1x1x1x2xf16>
  %y = ane.add(%x, %f) : (tensor<1x1x1x2xf16>, tensor<1x1x1x2xf16>) -> tensor<1x1x1x2xf16>
  ane.return %y : tensor<1x1x1x2xf16>
}

// -----

// What was prepared before can be prepared further: it is stored by then, and the new name is no longer than the old.
// CHECK:       ml_program.global private mutable @[[$NEW:w.prepared_[0-9]+]] : tensor<2x8xf32>
// CHECK-LABEL: ane.program @further
// CHECK:         ane.constant @[[$NEW]] : tensor<2x8xf16>
// CHECK-LABEL: func.func private @prepare()
// CHECK:         ml_program.global_store @w.prepared =
// CHECK:         %[[R:.*]] = ane.call @[[$SLICE:prepare_0_[0-9]+]]()
// CHECK:         ml_program.global_store @[[$NEW]] = %[[R]] : tensor<2x8xf32>
// CHECK:       ane.program @[[$SLICE]]()
// CHECK:         ane.constant @w.prepared : tensor<4x8xf32>
ml_program.global private mutable @w.prepared : tensor<4x8xf32>
ml_program.global private @w(dense<1.0> : tensor<8x4xf32>) : tensor<8x4xf32>
ane.program @further(%x: tensor<1x1x2x8xf16>) -> tensor<1x1x2x2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w.prepared : tensor<4x8xf16>
  %s = ane.slice_by_size(%w) {begin = array<i32: 2, 0>, size = array<i32: 2, 8>} : (tensor<4x8xf16>) -> tensor<2x8xf16>
  %y = ane.matmul(%x, %s) {transpose_x = false, transpose_y = true} : (tensor<1x1x2x8xf16>, tensor<2x8xf16>) -> tensor<1x1x2x2xf16>
  ane.return %y : tensor<1x1x2x2xf16>
}
ane.program @prepare_0() -> tensor<4x8xf32> attributes {placement = #ane.placement<host>} {
  %w = ane.constant @w : tensor<8x4xf32>
  %t = ane.transpose(%w) {perm = array<i32: 1, 0>} : (tensor<8x4xf32>) -> tensor<4x8xf32>
  ane.return %t : tensor<4x8xf32>
}
func.func private @prepare() {
  %0 = ane.call @prepare_0() : () -> tensor<4x8xf32>
  ml_program.global_store @w.prepared = %0 : tensor<4x8xf32>
  return
}
