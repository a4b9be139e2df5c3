// RUN: ane-opt %s --onnx-build-train-step="freeze=u,w no-decay=v" --split-input-file --verify-diagnostics

// Names that name nothing are all said.

ml_program.global private mutable @w(dense<0.1> : tensor<4x10xf32>) : tensor<4x10xf32>
// expected-error @+2 {{has no parameter 'u', which 'freeze' names}}
// expected-error @+1 {{has no parameter 'v', which 'no-decay' names}}
func.func @forward(%x: tensor<3x4xf32>) -> tensor<3x10xf32> {
  %w = ml_program.global_load @w : tensor<4x10xf32>
  %p = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x10xf32>) -> tensor<3x10xf32>
  return %p : tensor<3x10xf32>
}

// -----

// Classes lie along an axis of their own.

// expected-error @+1 {{softmax-cross-entropy expects scores of the classes along a last axis}}
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

// expected-error @+1 {{has no first result of floats, from which the loss is computed}}
func.func @forward(%x: tensor<4xi32>) -> tensor<4xi32> {
  return %x : tensor<4xi32>
}
