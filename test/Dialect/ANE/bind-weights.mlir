// RUN: ane-opt %s --split-input-file --ane-bind-weights=weights=reloaded | FileCheck %s
// RUN: ane-opt %s --split-input-file --ane-bind-weights=weights=reloaded,w=baked | FileCheck %s --check-prefix=BAKED
// RUN: ane-opt %s --split-input-file --ane-bind-weights=weights=streamed | FileCheck %s --check-prefix=STREAMED
// RUN: ane-opt %s --split-input-file --ane-bind-weights=weights=auto | FileCheck %s --check-prefix=AUTO

// The constant rounds the master, the copy that nobody reads is gone, and who stores the master reloads the program.
// A product that would have a constant y not transposed becomes the transpose of one with a constant x (ANE-C57).
// By cost, what is updated would have to gain 8.5 ms; @fixed, which no entry stores, may be written by whoever embeds the bundle.

// CHECK-NOT:     @w.half
// CHECK:         ane.program @p(%[[X:[a-z0-9]*]]: tensor<8x32xf16>)
// CHECK-DAG:       %[[W:.*]] = ane.constant @w : tensor<32x16xf16>
// CHECK-DAG:       %[[V:.*]] = ane.constant @fixed : tensor<64x16xf16>
// CHECK:           %[[T:.*]] = ane.matmul(%[[W]], %[[X]]) {transpose_x = true, transpose_y = true}
// CHECK:           %[[H:.*]] = ane.transpose(%[[T]]) {perm = array<i32: 1, 0>}
// CHECK:           ane.matmul(%[[H]], %[[V]]) {transpose_x = false, transpose_y = true}
// CHECK:         func.func @forward
// CHECK-NOT:       global_load
// CHECK:           ane.call @p(%{{.*}}) : (tensor<8x32xf16>) -> tensor<8x64xf16>
// CHECK:         func.func @update
// CHECK:           ml_program.global_store @w = %{{.*}} : tensor<1x32x1x16xf32>
// CHECK-NEXT:      ane.reload @p {strategy = #ane.strategy<reload>}
// CHECK-NEXT:      return

// BAKED:         ane.constant @w
// BAKED:         ane.reload @p {strategy = #ane.strategy<recompile>}

// STREAMED:      ml_program.global private mutable @w.half
// STREAMED:      ane.call @p(%{{.*}}, %{{.*}}, %{{.*}})
// STREAMED-NOT:  ane.reload

// AUTO:          ml_program.global private mutable @w.half
// AUTO:          ml_program.global private mutable @fixed.half
// AUTO:          ane.call @p(%{{.*}}, %{{.*}}, %{{.*}}) :
// AUTO-NOT:      ane.reload
ml_program.global private mutable @w(dense<1.0> : tensor<1x32x1x16xf32>) : tensor<1x32x1x16xf32>
ml_program.global private mutable @w.half : tensor<1x32x1x16xf16> {ane.copy_of = @w}
ml_program.global private mutable @fixed(dense<1.0> : tensor<1x64x1x16xf32>) : tensor<1x64x1x16xf32>
ml_program.global private mutable @fixed.half : tensor<1x64x1x16xf16> {ane.copy_of = @fixed}
ane.program @p(%x: tensor<8x32xf16>, %w: tensor<1x32x1x16xf16>, %v: tensor<1x64x1x16xf16>) -> tensor<8x64xf16> attributes {placement = #ane.placement<engine>} {
  %m = ane.reshape(%w) {shape = array<i32: 32, 16>} : (tensor<1x32x1x16xf16>) -> tensor<32x16xf16>
  %n = ane.reshape(%v) {shape = array<i32: 64, 16>} : (tensor<1x64x1x16xf16>) -> tensor<64x16xf16>
  %h = ane.matmul(%x, %m) {transpose_x = false, transpose_y = false} : (tensor<8x32xf16>, tensor<32x16xf16>) -> tensor<8x16xf16>
  %y = ane.matmul(%h, %n) {transpose_x = false, transpose_y = true} : (tensor<8x16xf16>, tensor<64x16xf16>) -> tensor<8x64xf16>
  ane.return %y : tensor<8x64xf16>
}
ane.program @q(%g: tensor<1x32x1x16xf32>) -> (tensor<1x32x1x16xf32>, tensor<1x32x1x16xf16>) attributes {placement = #ane.placement<host>} {
  %w = ane.add(%g, %g) : (tensor<1x32x1x16xf32>, tensor<1x32x1x16xf32>) -> tensor<1x32x1x16xf32>
  %h = ane.cast(%w) {dtype = "fp16"} : (tensor<1x32x1x16xf32>) -> tensor<1x32x1x16xf16>
  ane.return %w, %h : tensor<1x32x1x16xf32>, tensor<1x32x1x16xf16>
}
func.func @forward(%x: tensor<8x32xf16>) -> tensor<8x64xf16> {
  %w = ml_program.global_load @w.half : tensor<1x32x1x16xf16>
  %v = ml_program.global_load @fixed.half : tensor<1x64x1x16xf16>
  %y = ane.call @p(%x, %w, %v) : (tensor<8x32xf16>, tensor<1x32x1x16xf16>, tensor<1x64x1x16xf16>) -> tensor<8x64xf16>
  return %y : tensor<8x64xf16>
}
func.func @update(%g: tensor<1x32x1x16xf32>) {
  %w:2 = ane.call @q(%g) : (tensor<1x32x1x16xf32>) -> (tensor<1x32x1x16xf32>, tensor<1x32x1x16xf16>)
  ml_program.global_store @w = %w#0 : tensor<1x32x1x16xf32>
  ml_program.global_store @w.half = %w#1 : tensor<1x32x1x16xf16>
  return
}
