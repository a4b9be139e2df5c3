// RUN: ane-opt %s --split-input-file --verify-diagnostics

// One case for each numbered constraint of the fused operators, named for its
// operation and its number; see invalid.mlir.

func.func @attention_c1(%q: tensor<1x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C1) expects Q, K and V of rank 4, or of rank 3 with q_num_heads and kv_num_heads, got 1x4x8, 1x4x8 and 1x4x8}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %none) {q_num_heads = 2 : si64}
      : (tensor<1x4x8xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c2_positive(%q: tensor<1x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C2) expects a positive number of heads, got 0}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %none) {q_num_heads = 2 : si64, kv_num_heads = 0 : si64}
      : (tensor<1x4x8xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c2_extent(%q: tensor<1x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C2) cannot divide the last extent of 1x4x8 into 3 heads}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %none) {q_num_heads = 3 : si64, kv_num_heads = 3 : si64}
      : (tensor<1x4x8xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c2_repeats(%q: tensor<1x2x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C2) expects 4 heads at axis 1 of 1x2x4x8}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %none) {q_num_heads = 4 : si64}
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c2_shared(%q: tensor<1x3x4x8xf32>, %k: tensor<1x2x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C2) cannot share 2 heads of keys among 3 heads of queries}}
  %y:4 = onnx.Attention(%q, %k, %k, %none, %none, %none, %none)
      : (tensor<1x3x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c3(%q: tensor<1x2x4x8xf32>, %k: tensor<1x2x4x6xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C3) cannot attend with queries 1x2x4x8, keys 1x2x4x6 and values 1x2x4x6}}
  %y:4 = onnx.Attention(%q, %k, %k, %none, %none, %none, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x6xf32>, tensor<1x2x4x6xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c4(%q: tensor<1x2x4x8xf32>, %m: tensor<4x4xf16>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C4) expects operands of one element type, got 'f32' and 'f16'}}
  %y:4 = onnx.Attention(%q, %q, %q, %m, %none, %none, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<4x4xf16>, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c5(%q: tensor<1x2x4x8xf32>, %m: tensor<4x5xi1>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C5) cannot broadcast the mask 4x5 to the scores 1x2x4x4}}
  %y:4 = onnx.Attention(%q, %q, %q, %m, %none, %none, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<4x5xi1>, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c6_both(%q: tensor<1x2x4x8xf32>, %p: tensor<1x2x3x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C6) expects past_key and past_value, or neither}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %p, %none, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, tensor<1x2x3x8xf32>, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c6_shape(%q: tensor<1x2x4x8xf32>, %p: tensor<1x1x3x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C6) cannot put a past of 1x1x3x8 before 1x2x4x8}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %p, %p, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, tensor<1x1x3x8xf32>, tensor<1x1x3x8xf32>, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c6_length(%q: tensor<1x2x4x8xf32>, %k: tensor<1x2x3x8xf32>, %v: tensor<1x2x2x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C6) expects pasts of one length, got 7 keys and 6 values}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %k, %v, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, tensor<1x2x3x8xf32>, tensor<1x2x2x8xf32>, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @attention_c7(%q: tensor<1x2x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Attention' op (C7) expects qk_matmul_output_mode in [0, 3], got 4}}
  %y:4 = onnx.Attention(%q, %q, %q, %none, %none, %none, %none) {qk_matmul_output_mode = 4 : si64}
      : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @cum_sum_c1(%x: tensor<4xf32>, %axis: tensor<2xi32>) {
  // expected-error @+1 {{'onnx.CumSum' op (C1) expects an axis of one element, got 2}}
  %y = onnx.CumSum(%x, %axis) : (tensor<4xf32>, tensor<2xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @cum_sum_c2(%x: tensor<4xf32>) {
  %axis = onnx.Constant dense<1> : tensor<i32>
  // expected-error @+1 {{'onnx.CumSum' op (C2) expects an axis in [-1, 1), got 1}}
  %y = onnx.CumSum(%x, %axis) : (tensor<4xf32>, tensor<i32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c1(%x: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C1) expects one or two operands, got 3; write longer products as several}}
  %y = onnx.Einsum(%x, %x, %x) {equation = "i,i,i->i"} : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c1_type(%x: tensor<4xf32>, %i: tensor<4xi32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C1) expects operands of one element type, got 'f32' and 'i32'}}
  %y = onnx.Einsum(%x, %i) {equation = "i,i->i"} : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c2_count(%x: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C2) expects one term for each of 2 operands, got 'i->i'}}
  %y = onnx.Einsum(%x, %x) {equation = "i->i"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c2_letters(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C2) expects terms of letters and at most one '...', got 'i1'}}
  %y = onnx.Einsum(%x) {equation = "i1->i"} : (tensor<4x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c2_result(%x: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C2) expects the letters of the result 'j' to occur in a term of 'i->j'}}
  %y = onnx.Einsum(%x) {equation = "i->j"} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c2_dots(%x: tensor<4x3xf32>, %y: tensor<1x3xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C2) expects the result to have the '...' of the terms, got '...a,...a->a'}}
  %z = onnx.Einsum(%x, %y) {equation = "...a,...a->a"} : (tensor<4x3xf32>, tensor<1x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @einsum_c3(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C3) expects no letter twice in the term 'ii'}}
  %y = onnx.Einsum(%x) {equation = "ii->i"} : (tensor<4x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c4(%x: tensor<4x4xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C4) expects one letter for each of 2 axes in the term 'i'}}
  %y = onnx.Einsum(%x) {equation = "i->i"} : (tensor<4x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @einsum_c5(%x: tensor<4x3xf32>, %y: tensor<4x2xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C5) expects one extent for the letter 'j', got 3 and 4}}
  %z = onnx.Einsum(%x, %y) {equation = "ij,jk->ik"} : (tensor<4x3xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @einsum_c5_ellipsis(%x: tensor<4x3xf32>, %y: tensor<5x3xf32>) {
  // expected-error @+1 {{'onnx.Einsum' op (C5) expects one extent for an axis under '...', got 4 and 5}}
  %z = onnx.Einsum(%x, %y) {equation = "...j,...j->..."} : (tensor<4x3xf32>, tensor<5x3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @group_normalization_c1(%x: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.GroupNormalization' op (C1) expects X of rank 2 at least, got 4}}
  %y = onnx.GroupNormalization(%x, %x, %x) {num_groups = 2 : si64} : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @group_normalization_c2(%x: tensor<1x4x8xf32>, %w: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.GroupNormalization' op (C2) expects a positive num_groups that divides the channels of 1x4x8, got 3}}
  %y = onnx.GroupNormalization(%x, %w, %w) {num_groups = 3 : si64} : (tensor<1x4x8xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

// The form before opset 21, which the importer rewrites.
func.func @group_normalization_c3(%x: tensor<1x4x8xf32>, %w: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.GroupNormalization' op (C3) expects one element for each channel of 1x4x8, got 2}}
  %y = onnx.GroupNormalization(%x, %w, %w) {num_groups = 2 : si64} : (tensor<1x4x8xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @mean_variance_normalization_c1(%x: tensor<1x4x8xf32>) {
  // expected-error @+1 {{'onnx.MeanVarianceNormalization' op (C1) expects axes of 1x4x8 without repetition, got [0, 2, 3]}}
  %y = onnx.MeanVarianceNormalization(%x) : (tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @rms_normalization_c1(%x: tensor<2x4xf32>, %w: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.RMSNormalization' op (C1) expects an axis in [-2, 2), got 2}}
  %y = onnx.RMSNormalization(%x, %w) {axis = 2 : si64} : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @rms_normalization_c2(%x: tensor<2x4xf32>, %w: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.RMSNormalization' op (C2) cannot broadcast 3 to 2x4}}
  %y = onnx.RMSNormalization(%x, %w) : (tensor<2x4xf32>, tensor<3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @rotary_embedding_c1(%x: tensor<1x4x8xf32>, %c: tensor<1x4x2xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C1) expects X of rank 4, or of rank 3 with a positive num_heads that divides its last extent, got 1x4x8 and 0}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %none) : (tensor<1x4x8xf32>, tensor<1x4x2xf32>, tensor<1x4x2xf32>, none) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @rotary_embedding_c2(%x: tensor<1x2x4x8xf32>, %c: tensor<1x4x2xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C2) expects to rotate an even number of at most 8 elements, got 10}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %none) {rotary_embedding_dim = 10 : si64}
      : (tensor<1x2x4x8xf32>, tensor<1x4x2xf32>, tensor<1x4x2xf32>, none) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @rotary_embedding_c3(%x: tensor<1x2x4x8xf32>, %c: tensor<1x4x8xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C3) expects caches of shape 1x4x4, got 1x4x8}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x4x8xf32>, tensor<1x4x8xf32>, none) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @rotary_embedding_c4(%x: tensor<1x2x4x8xf32>, %c: tensor<9x4xf32>, %p: tensor<1x5xi32>) {
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C4) expects position_ids of the shape of batch and sequence, got 1x5}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %p)
      : (tensor<1x2x4x8xf32>, tensor<9x4xf32>, tensor<9x4xf32>, tensor<1x5xi32>) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @rotary_embedding_c5(%x: tensor<1x2x4x8xf32>, %c: tensor<1x4x4xf16>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C5) expects operands of one element type, got 'f32' and 'f16'}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %none)
      : (tensor<1x2x4x8xf32>, tensor<1x4x4xf16>, tensor<1x4x4xf16>, none) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @rotary_embedding_c6(%x: tensor<1x2x4x8xf32>, %c: tensor<9x4xf32>) {
  %ids = onnx.Constant dense<[[0, 8, 9, 1]]> : tensor<1x4xi32>
  // expected-error @+1 {{'onnx.RotaryEmbedding' op (C6) expects position_ids in [0, 9), got 9}}
  %y = onnx.RotaryEmbedding(%x, %c, %c, %ids)
      : (tensor<1x2x4x8xf32>, tensor<9x4xf32>, tensor<9x4xf32>, tensor<1x4xi32>) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @trilu_c1(%x: tensor<4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Trilu' op (C1) expects a tensor of rank 2 at least, got 4}}
  %y = onnx.Trilu(%x, %none) : (tensor<4xf32>, none) -> tensor<4xf32>
  return
}

// -----

func.func @trilu_c2(%x: tensor<4x4xf32>, %k: tensor<2xi32>) {
  // expected-error @+1 {{'onnx.Trilu' op (C2) expects k of one element, got 2}}
  %y = onnx.Trilu(%x, %k) : (tensor<4x4xf32>, tensor<2xi32>) -> tensor<4x4xf32>
  return
}
