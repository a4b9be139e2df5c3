// RUN: ane-opt %s --ane-form-programs="memory=600 merge=false" | FileCheck %s --check-prefix=TWO
// RUN: ane-opt %s --ane-form-programs="memory=2000 merge=false" | FileCheck %s --check-prefix=ONE
// RUN: ane-opt %s --ane-form-programs | FileCheck %s --check-prefix=ONE

// Four products of 8 x 8, 128 bytes of weights each, with values of 128 bytes between them: three weights and what is
// alive fit into 600 bytes, so the fourth begins a program. What fits stays one, since each program costs a dispatch.
// TWO-COUNT-2: ane.program
// TWO-NOT:     ane.program
// ONE:         ane.program @p(
// ONE-NOT:     ane.program
ml_program.global private @w0(dense<1.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ml_program.global private @w1(dense<2.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ml_program.global private @w2(dense<3.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ml_program.global private @w3(dense<4.0> : tensor<8x8xf32>) : tensor<8x8xf32>
ane.program @p(%x: tensor<8x8xf16>) -> tensor<8x8xf16> attributes {placement = #ane.placement<engine>} {
  %w0 = ane.constant @w0 : tensor<8x8xf16>
  %w1 = ane.constant @w1 : tensor<8x8xf16>
  %w2 = ane.constant @w2 : tensor<8x8xf16>
  %w3 = ane.constant @w3 : tensor<8x8xf16>
  %a = ane.matmul(%x, %w0) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %b = ane.matmul(%a, %w1) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %c = ane.matmul(%b, %w2) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %d = ane.matmul(%c, %w3) {transpose_x = false, transpose_y = true} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  ane.return %d : tensor<8x8xf16>
}
func.func @f(%x: tensor<8x8xf16>) -> tensor<8x8xf16> {
  %y = ane.call @p(%x) : (tensor<8x8xf16>) -> tensor<8x8xf16>
  return %y : tensor<8x8xf16>
}
