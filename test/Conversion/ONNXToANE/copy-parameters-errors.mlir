// RUN: ane-opt %s --ane-copy-parameters --split-input-file --verify-diagnostics

// An entry reads its state, computes, and writes it; any other order is said, all of it in one run.

ml_program.global private mutable @m(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
func.func @update(%g: tensor<4xf32>) -> tensor<4xf32> {
  ml_program.global_store @m = %g : tensor<4xf32>
  // expected-error @+1 {{reads @m after the entry stored to it: use the stored value}}
  %m = ml_program.global_load @m : tensor<4xf32>
  // expected-error @+1 {{stores to @m a second time in one entry}}
  ml_program.global_store @m = %m : tensor<4xf32>
  return %m : tensor<4xf32>
}
