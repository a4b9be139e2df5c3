// RUN: ane-opt %s --pass-pipeline="builtin.module(ane.program(ane-eliminate-identities))" | FileCheck %s
// RUN: ane-opt %s --pass-pipeline="builtin.module(ane.program(ane-eliminate-identities))" -o %t
// RUN: ane-opt %t --pass-pipeline="builtin.module(ane.program(ane-eliminate-identities))" | diff %t -
// The last run proves that the first one left nothing to do. Most programs end in an operation, so that what stands
// before it may go.

//===--- What must stay at the end of a program ---===//

// The sole operation before a return stays: a program that returns its argument was reported to give NaN.
// CHECK-LABEL: ane.program @keeps_returned_identity(
// CHECK-NEXT:    ane.identity
ane.program @keeps_returned_identity(%x: tensor<4x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.identity(%x) : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// So does the product by 1 that lowering writes for it, with reshapes on either side.
// CHECK-LABEL: ane.program @keeps_returned_view(
// CHECK:         ane.reshape
// CHECK:         ane.mul
// CHECK:         ane.reshape
ane.program @keeps_returned_view(%x: tensor<4x6xf16>) -> tensor<24xf16> attributes {placement = #ane.placement<engine>} {
  %one = ane.constant dense<1.0> : tensor<f16>
  %a = ane.reshape(%x) {shape = array<i32: 6, 4>} : (tensor<4x6xf16>) -> tensor<6x4xf16>
  %b = ane.mul(%a, %one) : (tensor<6x4xf16>, tensor<f16>) -> tensor<6x4xf16>
  %c = ane.reshape(%b) {shape = array<i32: 24>} : (tensor<6x4xf16>) -> tensor<24xf16>
  ane.return %c : tensor<24xf16>
}

// A constant is no better than an argument, nor a transpose that would become a reshape of one.
// CHECK-LABEL: ane.program @keeps_returned_constant(
// CHECK:         %[[A:.*]] = ane.identity
// CHECK:         %[[B:.*]] = ane.transpose
// CHECK:         ane.return %[[A]], %[[B]]
ane.program @keeps_returned_constant(%x: tensor<4x1xf16>) -> (tensor<2xf16>, tensor<1x4xf16>) attributes {placement = #ane.placement<engine>} {
  %c = ane.constant dense<1.0> : tensor<2xf16>
  %a = ane.identity(%c) : (tensor<2xf16>) -> tensor<2xf16>
  %b = ane.transpose(%x) {perm = array<i32: 1, 0>} : (tensor<4x1xf16>) -> tensor<1x4xf16>
  ane.return %a, %b : tensor<2xf16>, tensor<1x4xf16>
}

// Of what an operation computes, the identity goes; the result keeps its surface, and so its name.
// CHECK-LABEL: ane.program @returned_result(
// CHECK-SAME:    -> (tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "out"
// CHECK-NEXT:    %[[Y:.*]] = ane.relu
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @returned_result(%x: tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "in", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>})
    -> (tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "out", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>})
    attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  %z = ane.identity(%y) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  ane.return %z : tensor<1x1x1x32xf16>
}

//===--- Movements that move nothing ---===//

// CHECK-LABEL: ane.program @movements(
// CHECK-SAME:    %[[X:.*]]: tensor<1x4x6xf16>)
// CHECK-NEXT:    %[[Y:.*]] = ane.relu(%[[X]])
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @movements(%x: tensor<1x4x6xf16>) -> tensor<1x4x6xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.identity(%x) : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %b = ane.cast(%a) {dtype = "fp16"} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %c = ane.reshape(%b) {shape = array<i32: 1, 4, -1>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %d = ane.transpose(%c) {perm = array<i32: 0, 1, -1>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %e = ane.slice_by_size(%d) {begin = array<i32: 0, 0, 0>, size = array<i32: 1, -1, 6>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %f = ane.slice_by_index(%e) {begin = array<i32: 0, 0, 0>, end = array<i32: 1, 4, 0>, stride = array<i32: 1, 1, 1>, begin_mask = array<i1: false, false, true>, end_mask = array<i1: false, false, true>, squeeze_mask = array<i1: false, false, false>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %g = ane.pad(%f) {pad = array<i32: 0, 0, 0, 0>, mode = "reflect", constant_val = 0.0 : f32} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %h = ane.tile(%g) {reps = array<i32: 1, 1, 1>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %i = ane.concat(%h) {axis = 1 : i32, interleave = false} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %j = ane.split(%i) {num_splits = 1 : i32, axis = 2 : i32} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %k = ane.reverse(%j) {axes = array<i32: 0>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %l = ane.crop(%k) {crop_height = array<i32: 0, 0>, crop_width = array<i32: 0, 0>} : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %y = ane.relu(%l) : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  ane.return %y : tensor<1x4x6xf16>
}

// Equal types are not enough: a transpose of a square, a slice that runs backwards, and a reverse move elements.
// CHECK-LABEL: ane.program @keeps_movements(
// CHECK:         ane.transpose
// CHECK:         ane.slice_by_index
// CHECK:         ane.reverse
ane.program @keeps_movements(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.transpose(%x) {perm = array<i32: 1, 0>} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  %b = ane.slice_by_index(%a) {begin = array<i32: 0, 0>, end = array<i32: 4, 0>, stride = array<i32: 1, -1>, begin_mask = array<i1: false, true>, end_mask = array<i1: false, true>, squeeze_mask = array<i1: false, false>} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  %c = ane.reverse(%b) {axes = array<i32: 0>} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  %y = ane.relu(%c) : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %y : tensor<4x4xf16>
}

//===--- Arithmetic that changes nothing ---===//

// CHECK-LABEL: ane.program @arithmetic(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>, %[[C:.*]]: tensor<4x6xi1>)
// CHECK-NEXT:    %[[Y:.*]] = ane.exp(%[[X]])
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @arithmetic(%x: tensor<4x6xf16>, %c: tensor<4x6xi1>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  %negative_zero = ane.constant dense<-0.0> : tensor<6xf32> -> tensor<6xf16>
  %zero = ane.constant dense<0.0> : tensor<f16>
  %one = ane.constant dense<1.0> : tensor<1x1xf16>
  %lowest = ane.constant dense<0xFC00> : tensor<f16>
  %highest = ane.constant dense<0x7C00> : tensor<f16>
  %a = ane.add(%negative_zero, %x) : (tensor<6xf16>, tensor<4x6xf16>) -> tensor<4x6xf16>
  %b = ane.sub(%a, %zero) : (tensor<4x6xf16>, tensor<f16>) -> tensor<4x6xf16>
  %d = ane.mul(%one, %b) : (tensor<1x1xf16>, tensor<4x6xf16>) -> tensor<4x6xf16>
  %e = ane.real_div(%d, %one) : (tensor<4x6xf16>, tensor<1x1xf16>) -> tensor<4x6xf16>
  %f = ane.pow(%e, %one) : (tensor<4x6xf16>, tensor<1x1xf16>) -> tensor<4x6xf16>
  %g = ane.maximum(%f, %lowest) : (tensor<4x6xf16>, tensor<f16>) -> tensor<4x6xf16>
  %h = ane.minimum(%highest, %g) : (tensor<f16>, tensor<4x6xf16>) -> tensor<4x6xf16>
  %i = ane.clip(%h) {alpha = 0xFF800000 : f32, beta = 0x7F800000 : f32} : (tensor<4x6xf16>) -> tensor<4x6xf16>
  %j = ane.select(%c, %i, %i) : (tensor<4x6xi1>, tensor<4x6xf16>, tensor<4x6xf16>) -> tensor<4x6xf16>
  %y = ane.exp(%j) : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// x + 0 is +0 where x is -0, and so is x - (-0); 1 / x and 1 ^ x are not x; 65504 is not the largest value.
// CHECK-LABEL: ane.program @keeps_arithmetic(
// CHECK:         ane.add
// CHECK:         ane.sub
// CHECK:         ane.sub
// CHECK:         ane.real_div
// CHECK:         ane.pow
// CHECK:         ane.minimum
// CHECK:         ane.clip
ane.program @keeps_arithmetic(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %zero = ane.constant dense<0.0> : tensor<f16>
  %negative_zero = ane.constant dense<-0.0> : tensor<f16>
  %one = ane.constant dense<1.0> : tensor<f16>
  %largest = ane.constant dense<65504.0> : tensor<f16>
  %a = ane.add(%x, %zero) : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %b = ane.sub(%a, %negative_zero) : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %c = ane.sub(%zero, %b) : (tensor<f16>, tensor<4xf16>) -> tensor<4xf16>
  %d = ane.real_div(%one, %c) : (tensor<f16>, tensor<4xf16>) -> tensor<4xf16>
  %e = ane.pow(%one, %d) : (tensor<f16>, tensor<4xf16>) -> tensor<4xf16>
  %f = ane.minimum(%e, %largest) : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %y = ane.clip(%f) {alpha = -65504.0 : f32, beta = 0x7F800000 : f32} : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// Neither an operand that the product enlarges nor a constant of different elements.
// CHECK-LABEL: ane.program @keeps_broadcast(
// CHECK-COUNT-2: ane.mul
ane.program @keeps_broadcast(%x: tensor<1x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  %ones = ane.constant dense<1.0> : tensor<4x1xf16>
  %mixed = ane.constant dense<[1.0, 1.0, 1.0, 1.0, 1.0, 2.0]> : tensor<6xf16>
  %a = ane.mul(%x, %ones) : (tensor<1x6xf16>, tensor<4x1xf16>) -> tensor<4x6xf16>
  %y = ane.mul(%a, %mixed) : (tensor<4x6xf16>, tensor<6xf16>) -> tensor<4x6xf16>
  ane.return %y : tensor<4x6xf16>
}

// Integers have one zero.
// CHECK-LABEL: ane.program @integers(
// CHECK-NEXT:    %[[Y:.*]] = ane.abs
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @integers(%x: tensor<4xi32>) -> tensor<4xi32> attributes {placement = #ane.placement<host>} {
  %zero = ane.constant dense<0> : tensor<i32>
  %a = ane.abs(%x) : (tensor<4xi32>) -> tensor<4xi32>
  %y = ane.add(%a, %zero) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
  ane.return %y : tensor<4xi32>
}

// Doing it twice is doing it once; two clips are one where their bounds are.
// CHECK-LABEL: ane.program @idempotent(
// CHECK-NEXT:    %[[A:.*]] = ane.relu(%{{.*}})
// CHECK-NEXT:    %[[B:.*]] = ane.abs(%[[A]])
// CHECK-NEXT:    %[[C:.*]] = ane.clip(%[[B]]) {alpha = 0.{{.*}}, beta = 6.
// CHECK-NEXT:    %[[D:.*]] = ane.clip(%[[C]]) {alpha = 0.{{.*}}, beta = 5.
// CHECK-NEXT:    ane.return %[[D]]
ane.program @idempotent(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.relu(%x) : (tensor<4xf16>) -> tensor<4xf16>
  %b = ane.relu(%a) : (tensor<4xf16>) -> tensor<4xf16>
  %c = ane.abs(%b) : (tensor<4xf16>) -> tensor<4xf16>
  %d = ane.abs(%c) : (tensor<4xf16>) -> tensor<4xf16>
  %e = ane.clip(%d) {alpha = 0.0 : f32, beta = 6.0 : f32} : (tensor<4xf16>) -> tensor<4xf16>
  %f = ane.clip(%e) {alpha = 0.0 : f32, beta = 6.0 : f32} : (tensor<4xf16>) -> tensor<4xf16>
  %y = ane.clip(%f) {alpha = 0.0 : f32, beta = 5.0 : f32} : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// The sum of one number is that number; its square is not, nor is a sum that drops the axis, nor one of two numbers.
// CHECK-LABEL: ane.program @reductions(
// CHECK-SAME:    %[[X:.*]]: tensor<4x1xf16>
// CHECK-NEXT:    %[[A:.*]] = ane.reduce_sum_square(%[[X]])
// CHECK-NEXT:    %[[B:.*]] = ane.reduce_sum(%[[A]]) {axes = array<i32: 1>, keep_dims = false}
// CHECK-NEXT:    %[[C:.*]] = ane.reduce_sum(%[[B]]) {axes = array<i32: 0>
// CHECK-NEXT:    ane.return %[[C]]
ane.program @reductions(%x: tensor<4x1xf16>) -> tensor<1xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.reduce_sum(%x) {axes = array<i32: 1>, keep_dims = true} : (tensor<4x1xf16>) -> tensor<4x1xf16>
  %b = ane.reduce_mean(%a) {axes = array<i32: -1>, keep_dims = true} : (tensor<4x1xf16>) -> tensor<4x1xf16>
  %c = ane.reduce_max(%b) {axes = array<i32: 1>, keep_dims = true} : (tensor<4x1xf16>) -> tensor<4x1xf16>
  %d = ane.reduce_min(%c) {axes = array<i32: 1>, keep_dims = true} : (tensor<4x1xf16>) -> tensor<4x1xf16>
  %e = ane.reduce_sum_square(%d) {axes = array<i32: 1>, keep_dims = true} : (tensor<4x1xf16>) -> tensor<4x1xf16>
  %f = ane.reduce_sum(%e) {axes = array<i32: 1>, keep_dims = false} : (tensor<4x1xf16>) -> tensor<4xf16>
  %y = ane.reduce_sum(%f) {axes = array<i32: 0>, keep_dims = true} : (tensor<4xf16>) -> tensor<1xf16>
  ane.return %y : tensor<1xf16>
}

//===--- Chains of reshapes and transposes ---===//

// Views of views are one reshape; one that another operation reads stays beside it.
// CHECK-LABEL: ane.program @views(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>)
// CHECK-DAG:     %[[A:.*]] = ane.expand_dims(%[[X]])
// CHECK-DAG:     %[[B:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 8, 3>}
// CHECK-DAG:     %[[C:.*]] = ane.relu(%[[A]])
// CHECK-DAG:     %[[D:.*]] = ane.relu(%[[B]])
// CHECK-DAG:     %[[E:.*]] = ane.exp(%[[X]])
// CHECK:         ane.return %[[C]], %[[D]], %[[E]]
ane.program @views(%x: tensor<4x6xf16>) -> (tensor<1x4x6xf16>, tensor<8x3xf16>, tensor<4x6xf16>) attributes {placement = #ane.placement<engine>} {
  %a = ane.expand_dims(%x) {axes = array<i32: 0>} : (tensor<4x6xf16>) -> tensor<1x4x6xf16>
  %b = ane.reshape(%a) {shape = array<i32: 1, 8, 3>} : (tensor<1x4x6xf16>) -> tensor<1x8x3xf16>
  %c = ane.squeeze(%b) {axes = array<i32: 0>} : (tensor<1x8x3xf16>) -> tensor<8x3xf16>
  %d = ane.squeeze(%a) {axes = array<i32: 0>} : (tensor<1x4x6xf16>) -> tensor<4x6xf16>
  %p = ane.relu(%a) : (tensor<1x4x6xf16>) -> tensor<1x4x6xf16>
  %q = ane.relu(%c) : (tensor<8x3xf16>) -> tensor<8x3xf16>
  %r = ane.exp(%d) : (tensor<4x6xf16>) -> tensor<4x6xf16>
  ane.return %p, %q, %r : tensor<1x4x6xf16>, tensor<8x3xf16>, tensor<4x6xf16>
}

// Two transposes that undo each other cancel, others compose.
// CHECK-LABEL: ane.program @transposes(
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x4xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.relu(%[[X]])
// CHECK-NEXT:    %[[B:.*]] = ane.transpose(%[[A]]) {perm = array<i32: 2, 0, 1>}
// CHECK-NEXT:    %[[C:.*]] = ane.relu(%[[B]])
// CHECK-NEXT:    ane.return %[[C]]
ane.program @transposes(%x: tensor<2x3x4xf16>) -> tensor<4x2x3xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.transpose(%x) {perm = array<i32: 1, 2, 0>} : (tensor<2x3x4xf16>) -> tensor<3x4x2xf16>
  %b = ane.transpose(%a) {perm = array<i32: 2, 0, 1>} : (tensor<3x4x2xf16>) -> tensor<2x3x4xf16>
  %c = ane.relu(%b) : (tensor<2x3x4xf16>) -> tensor<2x3x4xf16>
  %d = ane.transpose(%c) {perm = array<i32: 1, 2, 0>} : (tensor<2x3x4xf16>) -> tensor<3x4x2xf16>
  %e = ane.transpose(%d) {perm = array<i32: 1, 2, 0>} : (tensor<3x4x2xf16>) -> tensor<4x2x3xf16>
  %y = ane.relu(%e) : (tensor<4x2x3xf16>) -> tensor<4x2x3xf16>
  ane.return %y : tensor<4x2x3xf16>
}

// A transpose that moves only axes of one element is a reshape, and melts into its neighbors.
// CHECK-LABEL: ane.program @unit_axes(
// CHECK-SAME:    %[[X:.*]]: tensor<1x8x1x4xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 32>}
// CHECK-NEXT:    %[[B:.*]] = ane.relu(%[[A]])
// CHECK-NEXT:    ane.return %[[B]]
ane.program @unit_axes(%x: tensor<1x8x1x4xf16>) -> tensor<32xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.reshape(%x) {shape = array<i32: 8, 1, 4>} : (tensor<1x8x1x4xf16>) -> tensor<8x1x4xf16>
  %b = ane.transpose(%a) {perm = array<i32: 1, 0, 2>} : (tensor<8x1x4xf16>) -> tensor<1x8x4xf16>
  %c = ane.reshape(%b) {shape = array<i32: 32>} : (tensor<1x8x4xf16>) -> tensor<32xf16>
  %y = ane.relu(%c) : (tensor<32xf16>) -> tensor<32xf16>
  ane.return %y : tensor<32xf16>
}

// To the channels last, into a matrix, and back: a reshape, though the middle merges axes.
// CHECK-LABEL: ane.program @inverses(
// CHECK-SAME:    %[[X:.*]]: tensor<1x8x4x4xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 1, 8, 16>} : (tensor<1x8x4x4xf16>) -> tensor<1x8x16xf16>
// CHECK-NEXT:    %[[B:.*]] = ane.relu(%[[A]])
// CHECK-NEXT:    ane.return %[[B]]
ane.program @inverses(%x: tensor<1x8x4x4xf16>) -> tensor<1x8x16xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.transpose(%x) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x4xf16>) -> tensor<1x4x4x8xf16>
  %b = ane.reshape(%a) {shape = array<i32: 1, 16, 8>} : (tensor<1x4x4x8xf16>) -> tensor<1x16x8xf16>
  %c = ane.transpose(%b) {perm = array<i32: 0, 2, 1>} : (tensor<1x16x8xf16>) -> tensor<1x8x16xf16>
  %y = ane.relu(%c) : (tensor<1x8x16xf16>) -> tensor<1x8x16xf16>
  ane.return %y : tensor<1x8x16xf16>
}

// A shuffle of channels moves, and so does a middle that cuts through the axes: neither is a reshape.
// CHECK-LABEL: ane.program @keeps_shuffles(
// CHECK:         ane.transpose
// CHECK:         ane.reshape
// CHECK:         ane.transpose
// CHECK:         ane.relu
// CHECK:         ane.transpose
// CHECK:         ane.reshape
// CHECK:         ane.transpose
ane.program @keeps_shuffles(%x: tensor<4x6xf16>) -> tensor<3x8xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.transpose(%x) {perm = array<i32: 1, 0>} : (tensor<4x6xf16>) -> tensor<6x4xf16>
  %b = ane.reshape(%a) {shape = array<i32: 2, 3, 4>} : (tensor<6x4xf16>) -> tensor<2x3x4xf16>
  %c = ane.transpose(%b) {perm = array<i32: 1, 0, 2>} : (tensor<2x3x4xf16>) -> tensor<3x2x4xf16>
  %r = ane.relu(%c) : (tensor<3x2x4xf16>) -> tensor<3x2x4xf16>
  %d = ane.transpose(%r) {perm = array<i32: 2, 1, 0>} : (tensor<3x2x4xf16>) -> tensor<4x2x3xf16>
  %e = ane.reshape(%d) {shape = array<i32: 8, 3>} : (tensor<4x2x3xf16>) -> tensor<8x3xf16>
  %f = ane.transpose(%e) {perm = array<i32: 1, 0>} : (tensor<8x3xf16>) -> tensor<3x8xf16>
  %y = ane.relu(%f) : (tensor<3x8xf16>) -> tensor<3x8xf16>
  ane.return %y : tensor<3x8xf16>
}

//===--- Slices ---===//

// CHECK-LABEL: ane.program @slice_of_slice(
// CHECK-SAME:    %[[X:.*]]: tensor<8x8xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.slice_by_size(%[[X]]) {begin = array<i32: 3, 4>, size = array<i32: 2, 2>} : (tensor<8x8xf16>) -> tensor<2x2xf16>
// CHECK-NEXT:    ane.return %[[A]]
ane.program @slice_of_slice(%x: tensor<8x8xf16>) -> tensor<2x2xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.slice_by_size(%x) {begin = array<i32: 2, -6>, size = array<i32: 6, 6>} : (tensor<8x8xf16>) -> tensor<6x6xf16>
  %b = ane.slice_by_size(%a) {begin = array<i32: 1, 2>, size = array<i32: 2, 2>} : (tensor<6x6xf16>) -> tensor<2x2xf16>
  ane.return %b : tensor<2x2xf16>
}

// What a pad added, a slice takes off: here all of it, there a part; the third takes some of the padding.
// CHECK-LABEL: ane.program @slice_of_pad(
// CHECK-SAME:    %[[X:.*]]: tensor<2x8xf16>)
// CHECK-DAG:     %[[P:.*]] = ane.pad(%[[X]])
// CHECK-DAG:     %[[A:.*]] = ane.relu(%[[X]])
// CHECK-DAG:     %[[B:.*]] = ane.slice_by_size(%[[X]]) {begin = array<i32: 0, 3>, size = array<i32: 2, 4>}
// CHECK-DAG:     %[[C:.*]] = ane.slice_by_size(%[[P]]) {begin = array<i32: 0, 0>, size = array<i32: 2, 4>}
// CHECK:         ane.return %[[A]], %[[B]], %[[C]]
ane.program @slice_of_pad(%x: tensor<2x8xf16>) -> (tensor<2x8xf16>, tensor<2x4xf16>, tensor<2x4xf16>) attributes {placement = #ane.placement<engine>} {
  %p = ane.pad(%x) {pad = array<i32: 1, 7>, mode = "constant", constant_val = 0.0 : f32} : (tensor<2x8xf16>) -> tensor<2x16xf16>
  %a = ane.slice_by_size(%p) {begin = array<i32: 0, 1>, size = array<i32: 2, 8>} : (tensor<2x16xf16>) -> tensor<2x8xf16>
  %r = ane.relu(%a) : (tensor<2x8xf16>) -> tensor<2x8xf16>
  %b = ane.slice_by_size(%p) {begin = array<i32: 0, 4>, size = array<i32: 2, 4>} : (tensor<2x16xf16>) -> tensor<2x4xf16>
  %c = ane.slice_by_size(%p) {begin = array<i32: 0, 0>, size = array<i32: 2, 4>} : (tensor<2x16xf16>) -> tensor<2x4xf16>
  ane.return %r, %b, %c : tensor<2x8xf16>, tensor<2x4xf16>, tensor<2x4xf16>
}

// A slice that lies in one operand of a concat reads that operand; one that takes of two reads the concat, and so does
// any slice of interleaved ones.
// CHECK-LABEL: ane.program @slice_of_concat(
// CHECK-SAME:    %[[X:.*]]: tensor<2x8xf16>, %[[Y:.*]]: tensor<3x8xf16>, %[[Z:.*]]: tensor<2x8xf16>)
// CHECK-DAG:     %[[C:.*]] = ane.concat(%[[X]], %[[Y]])
// CHECK-DAG:     %[[I:.*]] = ane.concat(%[[X]], %[[Z]])
// CHECK-DAG:     %[[A:.*]] = ane.slice_by_size(%[[Y]]) {begin = array<i32: 1, 2>, size = array<i32: 2, 4>}
// CHECK-DAG:     %[[B:.*]] = ane.slice_by_size(%[[C]]) {begin = array<i32: 1, 2>
// CHECK-DAG:     %[[D:.*]] = ane.slice_by_size(%[[I]])
// CHECK:         ane.return %[[A]], %[[B]], %[[D]]
ane.program @slice_of_concat(%x: tensor<2x8xf16>, %y: tensor<3x8xf16>, %z: tensor<2x8xf16>) -> (tensor<2x4xf16>, tensor<2x4xf16>, tensor<2x4xf16>) attributes {placement = #ane.placement<engine>} {
  %c = ane.concat(%x, %y) {axis = -2 : i32, interleave = false} : (tensor<2x8xf16>, tensor<3x8xf16>) -> tensor<5x8xf16>
  %i = ane.concat(%x, %z) {axis = 0 : i32, interleave = true} : (tensor<2x8xf16>, tensor<2x8xf16>) -> tensor<4x8xf16>
  %a = ane.slice_by_size(%c) {begin = array<i32: -2, 2>, size = array<i32: 2, 4>} : (tensor<5x8xf16>) -> tensor<2x4xf16>
  %b = ane.slice_by_size(%c) {begin = array<i32: 1, 2>, size = array<i32: 2, 4>} : (tensor<5x8xf16>) -> tensor<2x4xf16>
  %d = ane.slice_by_size(%i) {begin = array<i32: 0, 0>, size = array<i32: 2, 4>} : (tensor<4x8xf16>) -> tensor<2x4xf16>
  ane.return %a, %b, %d : tensor<2x4xf16>, tensor<2x4xf16>, tensor<2x4xf16>
}
