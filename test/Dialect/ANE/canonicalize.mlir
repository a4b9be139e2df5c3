// RUN: ane-opt %s --canonicalize="test-convergence=true" | FileCheck %s

// An identity is its operand.
// CHECK-LABEL: ane.program @identity(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
ane.program @identity(%x: tensor<4x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: ane.return %[[X]]
  %y = ane.identity(%x) : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// So is a reshape to the same shape.
// CHECK-LABEL: ane.program @reshape_to_same_shape(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
ane.program @reshape_to_same_shape(%x: tensor<4x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: ane.return %[[X]]
  %y = ane.reshape(%x) {shape = array<i32: -1, 6>} : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// Only the last of two reshapes counts; what it is told as -1 is written out.
// CHECK-LABEL: ane.program @reshape_of_reshape(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
ane.program @reshape_of_reshape(%x: tensor<4x6xf16>) -> tensor<8x3xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: %[[Y:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 8, 3>} : (tensor<4x6xf16>) -> tensor<8x3xf16>
  // CHECK-NEXT: ane.return %[[Y]]
  %a = ane.reshape(%x) {shape = array<i32: 24>} : (tensor<4x6xf16>) -> tensor<24xf16>
  %b = ane.reshape(%a) {shape = array<i32: 8, -1>} : (tensor<24xf16>) -> tensor<8x3xf16>
  ane.return %b : tensor<8x3xf16>
}

// A reshape with another user stays, and the second one no longer waits for it.
// CHECK-LABEL: ane.program @keeps_reshape_of_two_uses(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
ane.program @keeps_reshape_of_two_uses(%x: tensor<4x6xf16>) -> (tensor<24xf16>, tensor<8x3xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK-DAG: %[[A:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 24>}
  // CHECK-DAG: %[[B:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 8, 3>}
  // CHECK:     ane.return %[[A]], %[[B]]
  %a = ane.reshape(%x) {shape = array<i32: 24>} : (tensor<4x6xf16>) -> tensor<24xf16>
  %b = ane.reshape(%a) {shape = array<i32: 8, 3>} : (tensor<24xf16>) -> tensor<8x3xf16>
  ane.return %a, %b : tensor<24xf16>, tensor<8x3xf16>
}

// CHECK-LABEL: ane.program @transpose_of_nothing(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
ane.program @transpose_of_nothing(%x: tensor<4x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: ane.return %[[X]]
  %y = ane.transpose(%x) {perm = array<i32: 0, -1>} : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// The inverse order cancels.
// CHECK-LABEL: ane.program @transpose_and_back(
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x4xf16>)
ane.program @transpose_and_back(%x: tensor<2x3x4xf16>) -> tensor<2x3x4xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: ane.return %[[X]]
  %a = ane.transpose(%x) {perm = array<i32: 1, 2, 0>} : (tensor<2x3x4xf16>) -> tensor<3x4x2xf16>
  %b = ane.transpose(%a) {perm = array<i32: 2, 0, 1>} : (tensor<3x4x2xf16>) -> tensor<2x3x4xf16>
  ane.return %b : tensor<2x3x4xf16>
}

// Another order composes: axis i of the result is axis perm[i] of what it was given.
// CHECK-LABEL: ane.program @transpose_of_transpose(
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x4xf16>)
ane.program @transpose_of_transpose(%x: tensor<2x3x4xf16>) -> tensor<4x2x3xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: %[[Y:.*]] = ane.transpose(%[[X]]) {perm = array<i32: 2, 0, 1>} : (tensor<2x3x4xf16>) -> tensor<4x2x3xf16>
  // CHECK-NEXT: ane.return %[[Y]]
  %a = ane.transpose(%x) {perm = array<i32: 1, 2, 0>} : (tensor<2x3x4xf16>) -> tensor<3x4x2xf16>
  %b = ane.transpose(%a) {perm = array<i32: 1, 2, 0>} : (tensor<3x4x2xf16>) -> tensor<4x2x3xf16>
  ane.return %b : tensor<4x2x3xf16>
}

// Equal shapes do not make a transpose a reshape.
// CHECK-LABEL: ane.program @keeps_transpose_of_a_square(
// CHECK:         ane.transpose
ane.program @keeps_transpose_of_a_square(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.transpose(%x) {perm = array<i32: 1, 0>} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %y : tensor<4x4xf16>
}

// A cast to the type that is there already.
// CHECK-LABEL: ane.program @cast_to_same_type(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf16>)
ane.program @cast_to_same_type(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // CHECK-NEXT: ane.return %[[X]]
  %y = ane.cast(%x) {dtype = "fp16"} : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// There and back rounds: f32 to f16 to f32 is not what it was.
// CHECK-LABEL: ane.program @keeps_casts_that_round(
// CHECK-COUNT-2: ane.cast
ane.program @keeps_casts_that_round(%x: tensor<4xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  %b = ane.cast(%a) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  ane.return %b : tensor<4xf32>
}

// Nobody reads it, and no operation has effects.
// CHECK-LABEL: ane.program @drops_what_nobody_reads(
// CHECK-NEXT:    ane.return
ane.program @drops_what_nobody_reads(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.exp(%x) : (tensor<4xf16>) -> tensor<4xf16>
  %b = ane.constant dense<1.0> : tensor<4xf16>
  ane.return %x : tensor<4xf16>
}
