// RUN: ane-opt %s --convert-onnx-to-ane --split-input-file | FileCheck %s

// Parameters that change are loaded and stored by the entry, which passes them like arguments; the global takes the
// type of what is passed, and remembers the model's.

// CHECK: ml_program.global private mutable @w(dense<1.500000e+00> : tensor<1x4x1x2xf32>) : tensor<1x4x1x2xf32> {ane.source = tensor<4x2xf32>}
ml_program.global private mutable @w(dense<1.5> : tensor<4x2xf32>) : tensor<4x2xf32>
// CHECK: func.func @update(%[[D:.+]]: tensor<1x1x1x1xf32>
func.func @update(%d: tensor<f32>) -> tensor<f32> {
  // CHECK: %[[W:.+]] = ml_program.global_load @w : tensor<1x4x1x2xf32>
  // CHECK: %[[NEXT:.+]]:2 = ane.call @update_0(%[[D]], %[[W]])
  // CHECK: ml_program.global_store @w = %[[NEXT]]#0
  // CHECK: return %[[NEXT]]#1
  %w = ml_program.global_load @w : tensor<4x2xf32>
  %n = onnx.Sub(%w, %d) {anemone.host = "an update"} : (tensor<4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
  %e = onnx.Neg(%d) {anemone.host = "an update"} : (tensor<f32>) -> tensor<f32>
  ml_program.global_store @w = %n : tensor<4x2xf32>
  return %e : tensor<f32>
}

// -----

// Groups do not share a program, and an operation waits for the program of its group rather than running early in one
// of its own.

// CHECK-LABEL: func.func @steps
func.func @steps(%a: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-COUNT-2: ane.call
  // CHECK-NOT: ane.call
  %early = onnx.Neg(%b) {anemone.host = "an update", anemone.group = "second"} : (tensor<4xf32>) -> tensor<4xf32>
  %first = onnx.Exp(%a) {anemone.host = "an update", anemone.group = "first"} : (tensor<4xf32>) -> tensor<4xf32>
  %second = onnx.Add(%first, %early) {anemone.host = "an update", anemone.group = "second"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %first, %second : tensor<4xf32>, tensor<4xf32>
}
