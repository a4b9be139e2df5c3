// RUN: ane-opt %s --ane-copy-parameters --split-input-file | FileCheck %s

// The engine reads a copy in fp16, and who stores the master stores the copy: an update leaves nothing to convert.

// CHECK: ml_program.global private mutable @w(
// CHECK: ml_program.global private mutable @w.half : tensor<4x2xf16> {ane.copy_of = @w}
ml_program.global private mutable @w(dense<1.5> : tensor<4x2xf32>) : tensor<4x2xf32>
// CHECK-LABEL: func.func @forward
func.func @forward(%x: tensor<3x4xf32>) -> tensor<3x2xf32> {
  // CHECK-NOT: global_load @w :
  // CHECK: %[[HALF:.+]] = ml_program.global_load @w.half : tensor<4x2xf16>
  // CHECK: %[[WIDE:.+]] = onnx.Cast(%[[HALF]]) {to = f32}
  // CHECK: onnx.MatMul(%{{.+}}, %[[WIDE]])
  %w = ml_program.global_load @w : tensor<4x2xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}
// CHECK-LABEL: func.func @update
func.func @update(%d: tensor<4x2xf32>) {
  // CHECK: %[[W:.+]] = ml_program.global_load @w : tensor<4x2xf32>
  // CHECK: %[[NEXT:.+]] = onnx.Sub(%[[W]]
  %w = ml_program.global_load @w : tensor<4x2xf32>
  %n = onnx.Sub(%w, %d) {anemone.host = "an update", anemone.group = "g"} : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  // CHECK: %[[COPY:.+]] = onnx.Cast(%[[NEXT]]) {anemone.group = "g", anemone.host = {{.+}}, to = f16}
  // CHECK: ml_program.global_store @w = %[[NEXT]]
  // CHECK: ml_program.global_store @w.half = %[[COPY]]
  ml_program.global_store @w = %n : tensor<4x2xf32>
  return
}

// -----

// What only the host reads needs no copy.

// CHECK-NOT: .half
ml_program.global private mutable @m(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
// CHECK-LABEL: func.func @update
func.func @update(%g: tensor<4xf32>) {
  %m = ml_program.global_load @m : tensor<4xf32>
  %n = onnx.Add(%m, %g) {anemone.host = "an update"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  ml_program.global_store @m = %n : tensor<4xf32>
  return
}

// -----

// The engine's results are fp16; what is stored passes through the host, which holds f32.

ml_program.global private mutable @last(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
// CHECK-LABEL: func.func @forward
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: %[[Y:.+]] = onnx.Relu
  %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: %[[HOST:.+]] = onnx.Identity(%[[Y]]) {anemone.host = {{.+}}}
  // CHECK: ml_program.global_store @last = %[[HOST]]
  ml_program.global_store @last = %y : tensor<4xf32>
  return %y : tensor<4xf32>
}
