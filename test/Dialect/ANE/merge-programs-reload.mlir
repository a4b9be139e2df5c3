// RUN: ane-opt %s --ane-form-programs="cut=false" | FileCheck %s

// Two programs become one with two instances; the reloads follow, one for each instance.
// CHECK:     ane.program @a(
// CHECK-NOT: ane.program @b(
// CHECK:     func.func @update
// CHECK:       ane.reload @a {strategy = #ane.strategy<reload>}
// CHECK-NEXT:  ane.reload @a {strategy = #ane.strategy<reload>, weights = [@v]}
// CHECK-NEXT:  return
ml_program.global private mutable @w(dense<1.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ml_program.global private mutable @v(dense<1.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ane.program @a(%x: tensor<8x8xf16>) -> tensor<8x8xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<8x8xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  ane.return %y : tensor<8x8xf16>
}
ane.program @b(%x: tensor<8x8xf16>) -> tensor<8x8xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @v : tensor<8x8xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  ane.return %y : tensor<8x8xf16>
}
ane.program @c(%x: tensor<8x8xf16>) -> tensor<8x8xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @v : tensor<8x8xf16>
  %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  ane.return %y : tensor<8x8xf16>
}
func.func @f(%x: tensor<8x8xf16>) -> (tensor<8x8xf16>, tensor<8x8xf16>) {
  %h = ane.call @a(%x) : (tensor<8x8xf16>) -> tensor<8x8xf16>
  %y = ane.call @b(%h) : (tensor<8x8xf16>) -> tensor<8x8xf16>
  %z = ane.call @c(%h) : (tensor<8x8xf16>) -> tensor<8x8xf16>
  return %y, %z : tensor<8x8xf16>, tensor<8x8xf16>
}
func.func @update(%g: tensor<8x8xf32>) {
  ml_program.global_store @w = %g : tensor<8x8xf32>
  ml_program.global_store @v = %g : tensor<8x8xf32>
  ane.reload @a {strategy = #ane.strategy<reload>}
  ane.reload @b {strategy = #ane.strategy<reload>}
  ane.reload @c {strategy = #ane.strategy<reload>}
  return
}
