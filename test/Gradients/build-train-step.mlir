// RUN: ane-opt %s --onnx-build-train-step --canonicalize --cse --split-input-file | FileCheck %s
// RUN: ane-opt %s --onnx-build-train-step="optimizer=sgd momentum=0.9 loss-scale=8 clamp=false" --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=SGD

// The entries of a training bundle, with one accumulator and the optimizer's state for each parameter.

// CHECK-DAG: global private mutable @w.grad(dense<0.000000e+00>
// CHECK-DAG: global private mutable @w.m(dense<0.000000e+00>
// CHECK-DAG: global private mutable @w.v(dense<0.000000e+00>
// CHECK-DAG: global private mutable @train.loss_scale(dense<1.024000e+03>
// SGD-DAG: global private mutable @w.momentum(dense<0.000000e+00>
// SGD-DAG: global private mutable @train.loss_scale(dense<8.000000e+00>
ml_program.global private mutable @w(dense<0.1> : tensor<4x10xf32>) : tensor<4x10xf32>

// CHECK: func.func @evaluate(%{{.+}}: tensor<3x4xf32> {onnx.name = "x"}, %{{.+}}: tensor<3xi32> {onnx.name = "targets"}) -> (tensor<f32> {onnx.name = "loss"})
// CHECK-NOT: global_store

// CHECK: func.func @train_step
// CHECK-SAME: {onnx.name = "targets"}) -> (tensor<f32> {onnx.name = "loss"}, tensor<f32> {onnx.name = "sanitized"}, tensor<f32> {onnx.name = "clamped"})
// CHECK: %[[P:.+]] = onnx.MatMul
// The range is that of fp16, and only what the backward pass reads as well is clamped.
// CHECK: %[[IN:.+]] = onnx.Clip(%[[P]],
// CHECK: %[[SQUARE:.+]] = onnx.Mul(%[[IN]], %[[IN]])
// A square leaves it long before.
// CHECK: onnx.Clip(%[[SQUARE]],
// The products of the gradient stay on the engine; what is added up runs on the host, in a program of its own.
// CHECK: %[[DW:.+]] = onnx.{{MatMul|Gemm}}
// CHECK-NOT: anemone.host
// CHECK: onnx.Abs(%[[DW]]) {anemone.group = "w.accumulate", anemone.host = "gradients are added up in f32"}
// CHECK: global_store @w.grad
// SGD: func.func @train_step
// SGD-NOT: onnx.Clip

// CHECK: func.func @update(%{{.+}}: tensor<f32> {onnx.name = "learning_rate"}, %{{.+}}: tensor<f32> {onnx.name = "microbatches"})
// CHECK-SAME: "grad_norm"{{.+}}"skipped"{{.+}}"loss_scale"
// CHECK: %[[APPLIES:.+]] = onnx.And({{.+}}anemone.group = "state"
// A step that is skipped keeps every old value.
// CHECK: %[[NEW:.+]] = onnx.Where(%[[APPLIES]], {{.+}}anemone.group = "w.update"
// CHECK: global_store @w = %[[NEW]]
// SGD: func.func @update
// A static scale does not change.
// SGD-NOT: global_store @train.loss_scale

// CHECK: func.func @forward
// CHECK-NOT: onnx.Clip
func.func @forward(%x: tensor<3x4xf32> {onnx.name = "x"}) -> (tensor<3x10xf32> {onnx.name = "scores"}) {
  %w = ml_program.global_load @w : tensor<4x10xf32>
  %p = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x10xf32>) -> tensor<3x10xf32>
  %q = onnx.Mul(%p, %p) : (tensor<3x10xf32>, tensor<3x10xf32>) -> tensor<3x10xf32>
  return %q : tensor<3x10xf32>
}

// -----

// A model that was imported has parameters that do not change: they become mutable.

// CHECK: global private mutable @w(
// CHECK: func.func @forward
// CHECK: ml_program.global_load @w
ml_program.global private @w(dense<0.1> : tensor<4x10xf32>) : tensor<4x10xf32>
func.func @forward(%x: tensor<3x4xf32>) -> tensor<3x10xf32> {
  %w = ml_program.global_load_const @w : tensor<4x10xf32>
  %p = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x10xf32>) -> tensor<3x10xf32>
  return %p : tensor<3x10xf32>
}
