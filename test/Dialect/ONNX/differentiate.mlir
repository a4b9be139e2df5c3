// RUN: ane-opt %s --split-input-file --onnx-differentiate | FileCheck %s

// The gradient of each parameter, in the order in which they are read first. The residuals are
// exactly what is read: the hidden layer, whose sign relu's slope needs too, and the input. The
// parameter @w1 is read again, and the products that only feed a relu are not kept.
ml_program.global private mutable @w0(dense<1.0> : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private mutable @w1(dense<1.0> : tensor<3x2xf32>) : tensor<3x2xf32>

// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    -> (tensor<5x2xf32> {onnx.name = "y"}, tensor<5x3xf32> {onnx.name = "residual0"})
// CHECK:         %[[H:.*]] = onnx.Relu
// CHECK:         %[[Y:.*]] = onnx.MatMul(%[[H]],
// CHECK:         return %[[Y]], %[[H]] :

// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    %[[DY:[^:]*]]: tensor<5x2xf32> {onnx.name = "y.grad"},
// CHECK-SAME:    %[[X:[^:]*]]: tensor<5x4xf32> {onnx.name = "x"},
// CHECK-SAME:    %[[H:[^:]*]]: tensor<5x3xf32> {onnx.name = "residual0"})
// CHECK-SAME:    -> (tensor<4x3xf32> {onnx.name = "w0.grad"}, tensor<3x2xf32> {onnx.name = "w1.grad"})
// CHECK:         %[[W1:.*]] = ml_program.global_load @w1
// CHECK:         %[[DH:.*]] = onnx.Gemm(%[[DY]], %[[W1]], {{.*}}) {transB = 1 : si64}
// CHECK:         %[[DW1:.*]] = onnx.Gemm(%[[H]], %[[DY]], {{.*}}) {transA = 1 : si64}
// CHECK:         %[[ON:.*]] = onnx.Greater(%[[H]],
// CHECK:         %[[MASK:.*]] = onnx.Cast(%[[ON]])
// CHECK:         %[[DP:.*]] = onnx.Mul(%[[DH]], %[[MASK]])
// CHECK:         %[[DW0:.*]] = onnx.Gemm(%[[X]], %[[DP]], {{.*}}) {transA = 1 : si64}
// CHECK-NEXT:    return %[[DW0]], %[[DW1]]
func.func @forward(%x: tensor<5x4xf32> {onnx.name = "x"}) -> (tensor<5x2xf32> {onnx.name = "y"}) {
  %w0 = ml_program.global_load @w0 : tensor<4x3xf32>
  %p = onnx.MatMul(%x, %w0) : (tensor<5x4xf32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  %h = onnx.Relu(%p) : (tensor<5x3xf32>) -> tensor<5x3xf32>
  %w1 = ml_program.global_load @w1 : tensor<3x2xf32>
  %y = onnx.MatMul(%h, %w1) : (tensor<5x3xf32>, tensor<3x2xf32>) -> tensor<5x2xf32>
  return %y : tensor<5x2xf32>
}

// -----

// A residual that is a result already is passed under its name and returned once.
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "y"}) {
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    tensor<3xf32> {onnx.name = "y.grad"}, %{{.*}}: tensor<3xf32> {onnx.name = "y"})
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "x.grad"})
func.func @forward(%x: tensor<3xf32> {onnx.name = "x"}) -> (tensor<3xf32> {onnx.name = "y"}) {
  %y = onnx.Sigmoid(%x) : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// -----

// A fixed parameter and a constant are read again, not kept; neither has a gradient.
ml_program.global private @fixed(dense<2.0> : tensor<3xf32>) : tensor<3xf32>

// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    %[[DY:[^:]*]]: tensor<3xf32> {onnx.name = "output0.grad"})
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "input0.grad"})
// CHECK-DAG:     %[[C:.*]] = onnx.Constant dense<{{.*}}5{{.*}}>
// CHECK-DAG:     %[[W:.*]] = ml_program.global_load_const @fixed
// CHECK:         %[[D:.*]] = onnx.Mul(%[[DY]], %[[C]])
// CHECK-NEXT:    %[[DX:.*]] = onnx.Mul(%[[D]], %[[W]])
// CHECK-NEXT:    return %[[DX]]
func.func @forward(%x: tensor<3xf32>) -> tensor<3xf32> {
  %w = ml_program.global_load_const @fixed : tensor<3xf32>
  %c = onnx.Constant dense<5.0> : tensor<3xf32>
  %y = onnx.Mul(%x, %w) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %z = onnx.Mul(%y, %c) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %z : tensor<3xf32>
}

// -----

// What no result depends on has the gradient 0, and an input of integers has none.
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "used.grad"}, tensor<2xf32> {onnx.name = "unused.grad"})
// CHECK:         %[[ZERO:.*]] = onnx.Constant dense<0.000000e+00> : tensor<2xf32>
// CHECK:         return %{{.*}}, %[[ZERO]]
func.func @forward(%x: tensor<3xf32> {onnx.name = "used"}, %u: tensor<2xf32> {onnx.name = "unused"},
                   %i: tensor<3xi32> {onnx.name = "integers"}) -> tensor<3xf32> {
  %f = onnx.Cast(%i) {to = f32} : (tensor<3xi32>) -> tensor<3xf32>
  %y = onnx.Mul(%x, %f) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// -----

// An argument that is returned keeps its two names apart: the gradient that comes in and the one
// that goes out.
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    %[[DY:[^:]*]]: tensor<3xf32> {onnx.name = "y.grad"})
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "x.grad"})
// CHECK-NEXT:    return %[[DY]]
func.func @forward(%x: tensor<3xf32> {onnx.name = "x"}) -> (tensor<3xf32> {onnx.name = "y"}) {
  return %x : tensor<3xf32>
}

// -----

// A parameter that is read twice has one gradient, the sum.
ml_program.global private mutable @w(dense<1.0> : tensor<3xf32>) : tensor<3xf32>

// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    -> (tensor<3xf32> {onnx.name = "w.grad"})
// CHECK:         %[[SUM:.*]] = onnx.Add(
// CHECK-NEXT:    return %[[SUM]]
func.func @forward(%x: tensor<3xf32>) -> tensor<3xf32> {
  %a = ml_program.global_load @w : tensor<3xf32>
  %y = onnx.Mul(%x, %a) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %b = ml_program.global_load @w : tensor<3xf32>
  %z = onnx.Add(%y, %b) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %z : tensor<3xf32>
}

// -----

// What Pad adds has the gradient of the whole result but that of the rows that the operand shows.
// (Lowering wants the value to be constant, so finite differences do not see this.)
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    %[[DY:[^:]*]]: tensor<5xf32>
// CHECK:         %[[ALL:.*]] = onnx.ReduceSum(%[[DY]],
// CHECK:         %[[DX:.*]] = onnx.Slice(%[[DY]],
// CHECK:         %[[SHOWN:.*]] = onnx.ReduceSum(%[[DX]],
// CHECK:         %[[DV:.*]] = onnx.Sub(%[[ALL]], %[[SHOWN]])
// CHECK-NEXT:    return %[[DX]], %[[DV]] : tensor<2xf32>, tensor<f32>
func.func @forward(%x: tensor<2xf32>, %v: tensor<f32>) -> tensor<5xf32> {
  %p = onnx.Constant dense<[1, 2]> : tensor<2xi32>
  %none = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Pad(%x, %p, %v, %none) : (tensor<2xf32>, tensor<2xi32>, tensor<f32>, none) -> tensor<5xf32>
  return %y : tensor<5xf32>
}
