// RUN: ane-opt %s --split-input-file --onnx-differentiate="recompute" | FileCheck %s
// RUN: ane-opt %s --split-input-file --onnx-differentiate | FileCheck %s --check-prefix=KEPT

// An elementwise value whose operand is read anyway is computed again.
// KEPT-LABEL:  func.func @backward(
// KEPT-SAME:     "output0.grad"{{.*}}"input0"{{.*}}"residual0"
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    -> tensor<8xf32> {
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    "output0.grad"}, %[[X:[^:]*]]: tensor<8xf32> {onnx.name = "input0"})
// CHECK-DAG:     onnx.Exp(%[[X]])
func.func @forward(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = onnx.Exp(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %y = onnx.Mul(%e, %x) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

// A product of matrices is not cheap: its value is kept, and what is elementwise after it is not.
// CHECK-LABEL: func.func @forward(
// CHECK:         %[[P:.*]] = onnx.MatMul
// CHECK:         return %{{.*}}, %[[P]] :
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    %[[P:[^:]*]]: tensor<4x4xf32> {onnx.name = "residual0"})
// CHECK-NOT:     onnx.MatMul(%{{.*}}, %{{.*}}) : (tensor<4x9xf32>
// CHECK:         onnx.Exp(%[[P]])
func.func @forward(%a: tensor<4x9xf32>, %b: tensor<9x4xf32>) -> tensor<4x4xf32> {
  %p = onnx.MatMul(%a, %b) : (tensor<4x9xf32>, tensor<9x4xf32>) -> tensor<4x4xf32>
  %e = onnx.Exp(%p) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = onnx.Tanh(%e) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %z = onnx.Mul(%y, %e) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}

// -----

// Two operands of its size would take its place, so the sum is kept.
// CHECK-LABEL: func.func @forward(
// CHECK:         %[[S:.*]] = onnx.Add
// CHECK:         return %{{.*}}, %[[S]] :
// CHECK-LABEL: func.func @backward(
// CHECK-SAME:    tensor<4x4xf32> {onnx.name = "residual0"})
func.func @forward(%a: tensor<4x4xf32>, %b: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %q = onnx.Softsign(%a) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %r = onnx.Softsign(%b) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %s = onnx.Add(%q, %r) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = onnx.Mul(%s, %s) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}
