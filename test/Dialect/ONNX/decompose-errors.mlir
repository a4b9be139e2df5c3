// RUN: ane-opt %s --onnx-decompose --split-input-file --verify-diagnostics

// What cannot be decomposed is an error that says what the model should have instead.

func.func @attention_lengths(%q: tensor<1x1x2x4xf32>, %n: tensor<1xi32>) -> tensor<1x1x2x4xf32> {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op has nonpad_kv_seqlen, lengths that are known only at run time: export the model with attn_mask in its place}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %n)
      : (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, none, none, none, tensor<1xi32>)
        -> (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x2xf32>)
  return %y#0 : tensor<1x1x2x4xf32>
}

// -----

func.func @cum_sum_axis(%x: tensor<4x4xf32>, %axis: tensor<i32>) -> tensor<4x4xf32> {
  // expected-error @+1 {{'onnx.CumSum' op has an axis that is known only at run time: export the model with a constant one}}
  %y = onnx.CumSum(%x, %axis) : (tensor<4x4xf32>, tensor<i32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

func.func @trilu_k(%x: tensor<4x4xf32>, %k: tensor<i32>) -> tensor<4x4xf32> {
  // expected-error @+1 {{'onnx.Trilu' op has a diagonal k that is known only at run time: export the model with a constant one}}
  %y = onnx.Trilu(%x, %k) : (tensor<4x4xf32>, tensor<i32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

// Few bytes of a model must not ask for all memory.
func.func @too_large(%x: tensor<1x1000000xf32>, %t: tensor<40000x40000xf32>) -> (tensor<1x1000000xf32>, tensor<40000x40000xf32>, tensor<40000x40000xf32>) {
  %none = onnx.NoValue
  %axis = onnx.Constant dense<1> : tensor<i32>
  %shape = onnx.Constant dense<40000> : tensor<2xi32>
  // expected-error @+1 {{'onnx.CumSum' op needs a constant of 1000000 x 1000000 elements, expected 67108864 at most: export the model with a shorter sequence}}
  %0 = onnx.CumSum(%x, %axis) : (tensor<1x1000000xf32>, tensor<i32>) -> tensor<1x1000000xf32>
  // expected-error @+1 {{'onnx.Trilu' op needs a constant of 40000 x 40000 elements}}
  %1 = onnx.Trilu(%t, %none) : (tensor<40000x40000xf32>, none) -> tensor<40000x40000xf32>
  // expected-error @+1 {{'onnx.ConstantOfShape' op needs a constant of 40000 x 40000 elements}}
  %2 = onnx.ConstantOfShape(%shape) : (tensor<2xi32>) -> tensor<40000x40000xf32>
  return %0, %1, %2 : tensor<1x1000000xf32>, tensor<40000x40000xf32>, tensor<40000x40000xf32>
}

// -----

// The two last axes would become one of 10^10 elements.
func.func @too_long(%x: tensor<1x100000x100000xf32>, %y: tensor<1xf32>) -> tensor<100000x100000xf32> {
  // expected-error @+1 {{'onnx.Einsum' op cannot be decomposed: 'tensor<1x100000x100000xf32>' has more than 2147483647 elements}}
  %0 = onnx.Einsum(%x, %y) {equation = "abc,a->bc"} : (tensor<1x100000x100000xf32>, tensor<1xf32>) -> tensor<100000x100000xf32>
  return %0 : tensor<100000x100000xf32>
}
