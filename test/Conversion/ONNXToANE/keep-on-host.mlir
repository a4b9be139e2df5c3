// RUN: ane-opt %s --ane-place-operations="no-host keep-on-host=Gather,last" | FileCheck %s
// RUN: ane-opt %s --ane-place-operations=explain 2>&1 | FileCheck %s --check-prefix=WHY

// Under no-host only what is named is placed, by its operator or by its node; the integers it shares follow it, others
// do not.
// CHECK-LABEL: func.func @forward
// CHECK:         onnx.Neg({{.*}}) {anemone.host = "it shares integers
// CHECK:         onnx.Gather({{.*}}) {anemone.host = "it was to be kept on the host"}
// CHECK:         onnx.Cast(%{{[^)]*}}) {to = f32}
// CHECK:         onnx.Mul(%{{[^)]*}}) :
// CHECK:         onnx.Relu({{.*}}) {anemone.host = "it was to be kept on the host"}

// Each operation on the host says why, at its node.
// WHY: remark: Neg runs on the host: it gives integers, and those of the engine are constants
// WHY: remark: Gather runs on the host: its indices are known only at run time
// WHY: remark: Cast runs on the host: it shares integers with the host
func.func @forward(%table: tensor<8x4xf32>, %ids: tensor<3xi32>, %m: tensor<4xi32>) -> tensor<3x4xf32> {
  %n = onnx.Neg(%ids) : (tensor<3xi32>) -> tensor<3xi32>
  %g = onnx.Gather(%table, %n) : (tensor<8x4xf32>, tensor<3xi32>) -> tensor<3x4xf32>
  %f = onnx.Cast(%m) {to = f32} : (tensor<4xi32>) -> tensor<4xf32>
  %p = onnx.Mul(%g, %f) : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  %y = onnx.Relu(%p) : (tensor<3x4xf32>) -> tensor<3x4xf32> loc("last")
  return %y : tensor<3x4xf32>
}
