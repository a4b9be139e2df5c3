// RUN: check-gradients %s | FileCheck %s
// RUN: not check-gradients %s --scale-gradient=w=1.00001 | FileCheck %s --check-prefix=WRONG
// RUN: not check-gradients %s --only=there_is_none | FileCheck %s --check-prefix=NONE

// What the other cases of this folder rely on: gradients of inputs and of mutable parameters are
// compared, and one that is wrong by a hundred thousandth is noticed.

ml_program.global private mutable @w(dense<[[0.5, -1.0], [2.0, 0.25], [1.0, 1.5]]> : tensor<3x2xf32>) : tensor<3x2xf32>

// CHECK-LABEL: @products
// CHECK-NEXT:    x: agrees, differs by {{.*}}e-1
// CHECK-NEXT:    w: agrees, differs by {{.*}}e-1
// CHECK-NEXT:  1 cases, 0 wrong
// WRONG-LABEL: @products
// WRONG-NEXT:    x: agrees
// WRONG-NEXT:    w: DIFFERS by {{.*}}e-0
// WRONG-NEXT:  1 cases, 1 wrong
func.func @products(%x: tensor<2x3xf32> {onnx.name = "x"}) -> tensor<2x2xf32> {
  %w = ml_program.global_load @w : tensor<3x2xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %z = onnx.Mul(%y, %y) : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %z : tensor<2x2xf32>
}

// A run that checks nothing fails.
// NONE: 0 cases
