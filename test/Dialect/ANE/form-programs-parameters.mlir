// RUN: ane-opt %s --ane-form-programs | FileCheck %s

// Three equal layers whose weights are loaded and passed: a program gets one layer, and one program serves them all. The
// weights do not count as alive, nor does what is returned for another program: the stream alone crosses.
// CHECK:         ane.program @p_0(%[[X:.*]]: tensor<8x32xf16>, %{{.*}}: tensor<32x64xf16>, %{{.*}}: tensor<64x32xf16>) -> (tensor<8x64xf16>, tensor<8x32xf16>)
// CHECK-COUNT-2:   ane.matmul
// CHECK:           ane.add(%[[X]], %{{.*}})
// CHECK-NEXT:      ane.return
// CHECK-NOT:     ane.program
// CHECK:         func.func @f
// CHECK:         %[[A:.*]]:2 = ane.call @p_0(%{{.*}}, %[[U0:.*]], %[[D0:.*]])
// CHECK-NEXT:    %[[B:.*]]:2 = ane.call @p_0(%[[A]]#1, %[[U1:.*]], %[[D1:.*]])
// CHECK-NEXT:    %[[C:.*]]:2 = ane.call @p_0(%[[B]]#1, %{{.*}}, %{{.*}})
// CHECK-NEXT:    return %[[A]]#0, %[[B]]#0, %[[C]]#0, %[[C]]#1
ml_program.global private mutable @u0 : tensor<32x64xf16>
ml_program.global private mutable @u1 : tensor<32x64xf16>
ml_program.global private mutable @u2 : tensor<32x64xf16>
ml_program.global private mutable @d0 : tensor<64x32xf16>
ml_program.global private mutable @d1 : tensor<64x32xf16>
ml_program.global private mutable @d2 : tensor<64x32xf16>
ane.program @p(%u0: tensor<32x64xf16>, %u1: tensor<32x64xf16>, %u2: tensor<32x64xf16>, %x: tensor<8x32xf16>, %d0: tensor<64x32xf16>, %d1: tensor<64x32xf16>, %d2: tensor<64x32xf16>)
    -> (tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x32xf16>) attributes {placement = #ane.placement<engine>} {
  %h0 = ane.matmul(%x, %u0) {transpose_x = false, transpose_y = false} : (tensor<8x32xf16>, tensor<32x64xf16>) -> tensor<8x64xf16>
  %r0 = ane.relu(%h0) : (tensor<8x64xf16>) -> tensor<8x64xf16>
  %o0 = ane.matmul(%r0, %d0) {transpose_x = false, transpose_y = false} : (tensor<8x64xf16>, tensor<64x32xf16>) -> tensor<8x32xf16>
  %x1 = ane.add(%x, %o0) : (tensor<8x32xf16>, tensor<8x32xf16>) -> tensor<8x32xf16>
  %h1 = ane.matmul(%x1, %u1) {transpose_x = false, transpose_y = false} : (tensor<8x32xf16>, tensor<32x64xf16>) -> tensor<8x64xf16>
  %r1 = ane.relu(%h1) : (tensor<8x64xf16>) -> tensor<8x64xf16>
  %o1 = ane.matmul(%r1, %d1) {transpose_x = false, transpose_y = false} : (tensor<8x64xf16>, tensor<64x32xf16>) -> tensor<8x32xf16>
  %x2 = ane.add(%x1, %o1) : (tensor<8x32xf16>, tensor<8x32xf16>) -> tensor<8x32xf16>
  %h2 = ane.matmul(%x2, %u2) {transpose_x = false, transpose_y = false} : (tensor<8x32xf16>, tensor<32x64xf16>) -> tensor<8x64xf16>
  %r2 = ane.relu(%h2) : (tensor<8x64xf16>) -> tensor<8x64xf16>
  %o2 = ane.matmul(%r2, %d2) {transpose_x = false, transpose_y = false} : (tensor<8x64xf16>, tensor<64x32xf16>) -> tensor<8x32xf16>
  %x3 = ane.add(%x2, %o2) : (tensor<8x32xf16>, tensor<8x32xf16>) -> tensor<8x32xf16>
  ane.return %r0, %r1, %r2, %x3 : tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x32xf16>
}
func.func @f(%x: tensor<8x32xf16>) -> (tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x32xf16>) {
  %u0 = ml_program.global_load @u0 : tensor<32x64xf16>
  %u1 = ml_program.global_load @u1 : tensor<32x64xf16>
  %u2 = ml_program.global_load @u2 : tensor<32x64xf16>
  %d0 = ml_program.global_load @d0 : tensor<64x32xf16>
  %d1 = ml_program.global_load @d1 : tensor<64x32xf16>
  %d2 = ml_program.global_load @d2 : tensor<64x32xf16>
  %y:4 = ane.call @p(%u0, %u1, %u2, %x, %d0, %d1, %d2) : (tensor<32x64xf16>, tensor<32x64xf16>, tensor<32x64xf16>, tensor<8x32xf16>, tensor<64x32xf16>, tensor<64x32xf16>, tensor<64x32xf16>) -> (tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x32xf16>)
  return %y#0, %y#1, %y#2, %y#3 : tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x32xf16>
}
