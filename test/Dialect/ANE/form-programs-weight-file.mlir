// RUN: ane-opt %s --ane-form-programs=merge=false | FileCheck %s

// Two weights of 1.1 GiB each are more than one weight file takes (ANE-C62). A program has one file, and its blocks with their
// weights fit into the memory of the target, which is smaller: a file is too large only where a single block is.
// CHECK:     ane.program
// CHECK-NOT: @w1
// CHECK:     ane.constant @w0
// CHECK-NOT: @w1
// CHECK:     ane.program
// CHECK:     ane.constant @w1
module attributes {ane.target = #ane.target<"m4">} {
  ml_program.global private @w0(dense<1.0> : tensor<24576x24576xf16>) : tensor<24576x24576xf16>
  ml_program.global private @w1(dense<2.0> : tensor<24576x24576xf16>) : tensor<24576x24576xf16>
  ane.program @p(%x: tensor<1x1x32x24576xf16>) -> tensor<1x1x32x24576xf16> attributes {placement = #ane.placement<engine>} {
    %w0 = ane.constant @w0 : tensor<24576x24576xf16>
    %w1 = ane.constant @w1 : tensor<24576x24576xf16>
    %a = ane.matmul(%x, %w0) {transpose_x = false, transpose_y = true} : (tensor<1x1x32x24576xf16>, tensor<24576x24576xf16>) -> tensor<1x1x32x24576xf16>
    %b = ane.matmul(%a, %w1) {transpose_x = false, transpose_y = true} : (tensor<1x1x32x24576xf16>, tensor<24576x24576xf16>) -> tensor<1x1x32x24576xf16>
    ane.return %b : tensor<1x1x32x24576xf16>
  }
  func.func @f(%x: tensor<1x1x32x24576xf16>) -> tensor<1x1x32x24576xf16> {
    %y = ane.call @p(%x) : (tensor<1x1x32x24576xf16>) -> tensor<1x1x32x24576xf16>
    return %y : tensor<1x1x32x24576xf16>
  }
}
