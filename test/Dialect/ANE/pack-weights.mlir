// RUN: ane-opt %s --ane-bind-weights=weights=packed | FileCheck %s
// RUN: not ane-opt %s --ane-bind-weights=weights=narrow=packed 2>&1 | FileCheck %s --check-prefix=NAMED

// A weight lies behind the rows of an argument with rows of its length; @narrow has shorter ones and stays an argument.
// One program of the host makes the surface for both calls.
// NAMED: error: parameter 'narrow' is to be packed, but no program of the engine has activations in rows as long as its: let it be streamed
// CHECK:       ane.program @p(%[[N:[a-z0-9]+]]: tensor<1x32x1x16xf16>, %[[S:[a-z0-9]+]]: tensor<1x1x40x64xf16>) -> tensor<1x1x8x32xf16>
// CHECK-DAG:     %[[X:.*]] = ane.slice_by_size(%[[S]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 1, 8, 64>}
// CHECK-DAG:     %[[R:.*]] = ane.slice_by_size(%[[S]]) {begin = array<i32: 0, 0, 8, 0>, size = array<i32: 1, 1, 32, 64>}
// CHECK-DAG:     %[[W:.*]] = ane.reshape(%[[R]]) {shape = array<i32: 1, 32, 1, 64>}
// CHECK:       func.func @forward(%[[A:.*]]: tensor<1x1x8x64xf16>)
// CHECK-DAG:     %[[WV:.*]] = ml_program.global_load @w.half
// CHECK-DAG:     %[[NV:.*]] = ml_program.global_load @narrow.half
// CHECK:         %[[P:.*]] = ane.call @pack(%[[A]], %[[WV]])
// CHECK:         ane.call @p(%[[NV]], %[[P]])
// CHECK:       func.func @again
// CHECK:         ane.call @pack(
// CHECK:       ane.program @pack(%[[I:[a-z0-9]+]]: tensor<1x1x8x64xf16>, %[[J:[a-z0-9]+]]: tensor<1x32x1x64xf16>) -> tensor<1x1x40x64xf16> attributes {placement = #ane.placement<host>}
// CHECK:         ane.concat
ml_program.global private mutable @w(dense<1.0> : tensor<1x32x1x64xf32>) : tensor<1x32x1x64xf32>
ml_program.global private mutable @w.half : tensor<1x32x1x64xf16> {ane.copy_of = @w}
ml_program.global private mutable @narrow(dense<1.0> : tensor<1x32x1x16xf32>) : tensor<1x32x1x16xf32>
ml_program.global private mutable @narrow.half : tensor<1x32x1x16xf16> {ane.copy_of = @narrow}
ane.program @p(%x: tensor<1x1x8x64xf16>, %w: tensor<1x32x1x64xf16>, %n: tensor<1x32x1x16xf16>) -> tensor<1x1x8x32xf16> attributes {placement = #ane.placement<engine>} {
  %m = ane.reshape(%w) {shape = array<i32: 1, 1, 32, 64>} : (tensor<1x32x1x64xf16>) -> tensor<1x1x32x64xf16>
  %h = ane.matmul(%x, %m) {transpose_x = false, transpose_y = true} : (tensor<1x1x8x64xf16>, tensor<1x1x32x64xf16>) -> tensor<1x1x8x32xf16>
  %k = ane.reshape(%n) {shape = array<i32: 1, 1, 32, 16>} : (tensor<1x32x1x16xf16>) -> tensor<1x1x32x16xf16>
  %s = ane.matmul(%k, %k) {transpose_x = false, transpose_y = true} : (tensor<1x1x32x16xf16>, tensor<1x1x32x16xf16>) -> tensor<1x1x32x32xf16>
  %y = ane.matmul(%h, %s) {transpose_x = false, transpose_y = false} : (tensor<1x1x8x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x1x8x32xf16>
  ane.return %y : tensor<1x1x8x32xf16>
}
func.func @forward(%x: tensor<1x1x8x64xf16>) -> tensor<1x1x8x32xf16> {
  %w = ml_program.global_load @w.half : tensor<1x32x1x64xf16>
  %n = ml_program.global_load @narrow.half : tensor<1x32x1x16xf16>
  %y = ane.call @p(%x, %w, %n) : (tensor<1x1x8x64xf16>, tensor<1x32x1x64xf16>, tensor<1x32x1x16xf16>) -> tensor<1x1x8x32xf16>
  return %y : tensor<1x1x8x32xf16>
}
func.func @again(%x: tensor<1x1x8x64xf16>) -> tensor<1x1x8x32xf16> {
  %w = ml_program.global_load @w.half : tensor<1x32x1x64xf16>
  %n = ml_program.global_load @narrow.half : tensor<1x32x1x16xf16>
  %y = ane.call @p(%x, %w, %n) : (tensor<1x1x8x64xf16>, tensor<1x32x1x64xf16>, tensor<1x32x1x16xf16>) -> tensor<1x1x8x32xf16>
  return %y : tensor<1x1x8x32xf16>
}
