// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// What addresses elements by index runs in programs of the host, marked here by hand.

// Indices that are as many as the elements beside the axis: three extents say all of any rank.
// CHECK-LABEL: ane.program @gather_elements_0(
// CHECK:         ane.gather_along_axis({{.*}}) {axis = 1 : i32, validate_indices = false} : (tensor<6x4x5xf32>, tensor<6x9x5xi32>) -> tensor<6x9x5xf32>
func.func @gather_elements(%x: tensor<2x3x4x5xf32>, %i: tensor<2x3x9x5xi32>) -> tensor<2x3x9x5xf32> {
  %y = onnx.GatherElements(%x, %i) {axis = 2 : si64, anemone.host = "told so"} : (tensor<2x3x4x5xf32>, tensor<2x3x9x5xi32>) -> tensor<2x3x9x5xf32>
  return %y : tensor<2x3x9x5xf32>
}

// -----

// Fewer indices reach into a part of the data, and what is around it stays.
// CHECK-LABEL: ane.program @scatter_elements_0(
// CHECK:         %[[X:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 4, 5>}
// CHECK:         %[[PART:.*]] = ane.slice_by_size(%[[X]]) {begin = array<i32: 0, 0>, size = array<i32: 3, 5>}
// CHECK:         %[[S:.*]] = ane.scatter_along_axis({{.*}}) {axis = 1 : i32, mode = "add", validate_indices = false} : (tensor<3x5x1xf32>, tensor<3x7x1xi32>, tensor<3x7x1xf32>) -> tensor<3x5x1xf32>
// CHECK:         %[[INNER:.*]] = ane.reshape(%[[S]]) {shape = array<i32: 3, 5>}
// CHECK:         %[[REST:.*]] = ane.slice_by_size(%[[X]]) {begin = array<i32: 3, 0>, size = array<i32: 1, 5>}
// CHECK:         ane.concat(%[[INNER]], %[[REST]]) {axis = 0 : i32
func.func @scatter_elements(%x: tensor<4x5xf32>, %i: tensor<3x7xi32>, %u: tensor<3x7xf32>) -> tensor<4x5xf32> {
  %y = onnx.ScatterElements(%x, %i, %u) {axis = 1 : si64, reduction = "add", anemone.host = "told so"} : (tensor<4x5xf32>, tensor<3x7xi32>, tensor<3x7xf32>) -> tensor<4x5xf32>
  return %y : tensor<4x5xf32>
}

// -----

// Tuples of indices are MIL's as they are; none is an update.
// CHECK-LABEL: ane.program @nd_0(
// CHECK:         ane.gather_nd({{.*}}) {batch_dims = 1 : i32, validate_indices = false} : (tensor<2x4x5xf32>, tensor<2x3x1xi32>) -> tensor<2x3x5xf32>
// CHECK:         ane.scatter_nd({{.*}}) {mode = "update", validate_indices = false} : (tensor<2x4x5xf32>, tensor<2x3x1xi32>, tensor<2x3x4x5xf32>) -> tensor<2x4x5xf32>
func.func @nd(%x: tensor<2x4x5xf32>, %i: tensor<2x3x1xi32>, %u: tensor<2x3x4x5xf32>) -> (tensor<2x3x5xf32>, tensor<2x4x5xf32>) {
  %y = onnx.GatherND(%x, %i) {batch_dims = 1 : si64, anemone.host = "told so"} : (tensor<2x4x5xf32>, tensor<2x3x1xi32>) -> tensor<2x3x5xf32>
  %z = onnx.ScatterND(%x, %i, %u) {anemone.host = "told so"} : (tensor<2x4x5xf32>, tensor<2x3x1xi32>, tensor<2x3x4x5xf32>) -> tensor<2x4x5xf32>
  return %y, %z : tensor<2x3x5xf32>, tensor<2x4x5xf32>
}
