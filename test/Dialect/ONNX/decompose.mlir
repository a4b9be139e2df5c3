// RUN: ane-opt %s --onnx-decompose | FileCheck %s
// RUN: ane-opt %s --onnx-decompose --onnx-decompose | FileCheck %s

// Nothing is repeated, reshaped or masked that need not be; the scale is that of the head size.
// CHECK-LABEL: func.func @attention(
// CHECK-SAME:      %[[Q:[^:]*]]: tensor<1x2x4x16xf32>, %[[K:[^:]*]]: tensor<1x2x6x16xf32>, %[[V:[^:]*]]: tensor<1x2x6x8xf32>
// CHECK-NOT:     onnx.Reshape
// CHECK:         %[[SCALE:.*]] = onnx.Constant dense<2.500000e-01> : tensor<f32>
// CHECK:         %[[ROWS:.*]] = onnx.Mul(%[[Q]], %[[SCALE]])
// CHECK:         %[[COLUMNS:.*]] = onnx.Transpose(%[[K]]) {perm = [0, 1, 3, 2]}
// CHECK:         %[[SCORES:.*]] = onnx.MatMul(%[[ROWS]], %[[COLUMNS]])
// CHECK:         %[[WEIGHTS:.*]] = onnx.Softmax(%[[SCORES]]) : (tensor<1x2x4x6xf32>)
// CHECK:         %[[Y:.*]] = onnx.MatMul(%[[WEIGHTS]], %[[V]])
// CHECK-NOT:     onnx.Reshape
// The keys are a result as they came.
// CHECK:         return %[[Y]], %[[K]] :
func.func @attention(%q: tensor<1x2x4x16xf32>, %k: tensor<1x2x6x16xf32>, %v: tensor<1x2x6x8xf32>)
    -> (tensor<1x2x4x8xf32>, tensor<1x2x6x16xf32>) {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %k, %v, %none, %none, %none, %none)
      : (tensor<1x2x4x16xf32>, tensor<1x2x6x16xf32>, tensor<1x2x6x8xf32>, none, none, none, none)
        -> (tensor<1x2x4x8xf32>, tensor<1x2x6x16xf32>, tensor<1x2x6x8xf32>, tensor<1x2x4x6xf32>)
  return %y#0, %y#1 : tensor<1x2x4x8xf32>, tensor<1x2x6x16xf32>
}

// Four heads of queries share two of keys: two heads of eight rows. A causal mask is a constant that is added,
// after the cap; a past moves its diagonal.
// CHECK-LABEL: func.func @attention_grouped(
// CHECK-SAME:      %[[Q:[^:]*]]: tensor<1x4x32xf32>, %[[K:[^:]*]]: tensor<1x4x16xf32>, %[[P:[^:]*]]: tensor<1x2x1x8xf32>
// CHECK:         %[[SPLIT:.*]] = onnx.Reshape(%[[Q]], %{{.*}}) : {{.*}} -> tensor<1x4x4x8xf32>
// CHECK:         %[[HEADS:.*]] = onnx.Transpose(%[[SPLIT]]) {perm = [0, 2, 1, 3]}
// CHECK:         %[[KEYS:.*]] = onnx.Concat(%[[P]], %{{.*}}) {axis = 2 : si64} : {{.*}} -> tensor<1x2x5x8xf32>
// CHECK:         %[[SCALED:.*]] = onnx.Mul(%[[HEADS]],
// CHECK:         %[[ROWS:.*]] = onnx.Reshape(%[[SCALED]], %{{.*}}) : {{.*}} -> tensor<1x2x8x8xf32>
// CHECK:         %[[PRODUCT:.*]] = onnx.MatMul(%[[ROWS]], %{{.*}}) : (tensor<1x2x8x8xf32>, tensor<1x2x8x5xf32>)
// CHECK:         %[[SCORES:.*]] = onnx.Reshape(%[[PRODUCT]], %{{.*}}) : {{.*}} -> tensor<1x4x4x5xf32>
// CHECK:         %[[TANH:.*]] = onnx.Tanh(
// CHECK:         %[[CAPPED:.*]] = onnx.Mul(%[[TANH]],
// CHECK:         %[[MASK:.*]] = onnx.Constant dense<{{\[\[}}0.000000e+00, 0.000000e+00, -4.000000e+04, -4.000000e+04, -4.000000e+04], [0.000000e+00, 0.000000e+00, 0.000000e+00, -4.000000e+04, -4.000000e+04],
// CHECK:         %[[MASKED:.*]] = onnx.Add(%[[CAPPED]], %[[MASK]])
// CHECK:         onnx.Softmax(%[[MASKED]])
// CHECK:         %[[BACK:.*]] = onnx.Transpose(%{{.*}}) {perm = [0, 2, 1, 3]} : (tensor<1x4x4x8xf32>)
// CHECK:         %[[Y:.*]] = onnx.Reshape(%[[BACK]], %{{.*}}) : {{.*}} -> tensor<1x4x32xf32>
// Mode 1 gives the capped scores.
// CHECK:         return %[[Y]], %[[CAPPED]] :
func.func @attention_grouped(%q: tensor<1x4x32xf32>, %k: tensor<1x4x16xf32>, %p: tensor<1x2x1x8xf32>)
    -> (tensor<1x4x32xf32>, tensor<1x4x4x5xf32>) {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %k, %k, %none, %p, %p, %none)
      {is_causal = 1 : si64, kv_num_heads = 2 : si64, q_num_heads = 4 : si64, qk_matmul_output_mode = 1 : si64, softcap = 20.0 : f32}
      : (tensor<1x4x32xf32>, tensor<1x4x16xf32>, tensor<1x4x16xf32>, none, tensor<1x2x1x8xf32>, tensor<1x2x1x8xf32>, none)
        -> (tensor<1x4x32xf32>, tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>, tensor<1x4x4x5xf32>)
  return %y#0, %y#3 : tensor<1x4x32xf32>, tensor<1x4x4x5xf32>
}

// A mask of Booleans chooses what is added to the scores (ANE-C06), after it has met the causal one: two sums could be infinite in fp16.
// CHECK-LABEL: func.func @attention_boolean(
// CHECK-SAME:      %[[M:[^:]*]]: tensor<1x1x1x2xi1>
// CHECK-DAG:     %[[LOW:.*]] = onnx.Constant dense<-4.000000e+04> : tensor<f32>
// CHECK-DAG:     %[[SEEN:.*]] = onnx.Constant dense<{{\[\[}}true, false], [true, true]]> : tensor<2x2xi1>
// CHECK:         %[[BOTH:.*]] = onnx.And(%[[M]], %[[SEEN]])
// CHECK:         %[[ZERO:.*]] = onnx.Constant dense<0.000000e+00> : tensor<f32>
// CHECK:         %[[BIAS:.*]] = onnx.Where(%[[BOTH]], %[[ZERO]], %[[LOW]])
// CHECK:         onnx.Add(%{{.*}}, %[[BIAS]])
func.func @attention_boolean(%q: tensor<1x1x2x4xf32>, %m: tensor<1x1x1x2xi1>) -> tensor<1x1x2x4xf32> {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %q, %q, %m, %none, %none, %none) {is_causal = 1 : si64}
      : (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x1x2xi1>, none, none, none)
        -> (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x2xf32>)
  return %y#0 : tensor<1x1x2x4xf32>
}

// A mask of floats may hold infinities.
// CHECK-LABEL: func.func @attention_floats(
// CHECK-SAME:      %[[M:[^:]*]]: tensor<2x2xf32>
// CHECK:         %[[FINITE:.*]] = onnx.Max(%[[M]], %{{.*}}) : (tensor<2x2xf32>, tensor<f32>)
// CHECK:         %[[BIAS:.*]] = onnx.Where(%{{.*}}, %[[FINITE]], %{{.*}})
// CHECK:         onnx.Add(%{{.*}}, %[[BIAS]])
func.func @attention_floats(%q: tensor<1x1x2x4xf32>, %m: tensor<2x2xf32>) -> tensor<1x1x2x4xf32> {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %q, %q, %m, %none, %none, %none) {is_causal = 1 : si64}
      : (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<2x2xf32>, none, none, none)
        -> (tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x4xf32>, tensor<1x1x2x2xf32>)
  return %y#0 : tensor<1x1x2x4xf32>
}

// Halves of the first four of six elements turn; the other two stay. Positions pick rows of the caches.
// CHECK-LABEL: func.func @rotary(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<1x2x3x6xf32>, %[[COS:[^:]*]]: tensor<9x2xf32>, %[[SIN:[^:]*]]: tensor<9x2xf32>, %[[IDS:[^:]*]]: tensor<1x3xi32>
// CHECK:         %[[PICKED:.*]] = onnx.Gather(%[[COS]], %[[IDS]]) : {{.*}} -> tensor<1x3x2xf32>
// CHECK:         %[[C:.*]] = onnx.Reshape(%[[PICKED]], %{{.*}}) : {{.*}} -> tensor<1x1x3x2xf32>
// CHECK:         onnx.Gather(%[[SIN]], %[[IDS]])
// CHECK:         %[[S:.*]] = onnx.Reshape(
// CHECK:         %[[A:.*]] = onnx.Slice(%[[X]],
// CHECK:         %[[B:.*]] = onnx.Slice(%[[X]],
// CHECK:         %[[AC:.*]] = onnx.Mul(%[[A]], %[[C]])
// CHECK:         %[[BS:.*]] = onnx.Mul(%[[B]], %[[S]])
// CHECK:         %[[FIRST:.*]] = onnx.Sub(%[[AC]], %[[BS]])
// CHECK:         %[[AS:.*]] = onnx.Mul(%[[A]], %[[S]])
// CHECK:         %[[BC:.*]] = onnx.Mul(%[[B]], %[[C]])
// CHECK:         %[[SECOND:.*]] = onnx.Add(%[[AS]], %[[BC]])
// CHECK:         %[[TURNED:.*]] = onnx.Concat(%[[FIRST]], %[[SECOND]]) {axis = 3 : si64} : {{.*}} -> tensor<1x2x3x4xf32>
// CHECK:         %[[REST:.*]] = onnx.Slice(%[[X]], {{.*}} -> tensor<1x2x3x2xf32>
// CHECK:         %[[Y:.*]] = onnx.Concat(%[[TURNED]], %[[REST]])
// CHECK-NEXT:    return %[[Y]]
func.func @rotary(%x: tensor<1x2x3x6xf32>, %c: tensor<9x2xf32>, %s: tensor<9x2xf32>, %i: tensor<1x3xi32>) -> tensor<1x2x3x6xf32> {
  %y = onnx.RotaryEmbedding(%x, %c, %s, %i) {rotary_embedding_dim = 4 : si64}
      : (tensor<1x2x3x6xf32>, tensor<9x2xf32>, tensor<9x2xf32>, tensor<1x3xi32>) -> tensor<1x2x3x6xf32>
  return %y : tensor<1x2x3x6xf32>
}

// Neighbors are every second element, and alternate again in the result. Heads behind the sequence need no transpose.
// CHECK-LABEL: func.func @rotary_pairs(
// CHECK-NOT:     onnx.Transpose
// CHECK-DAG:     %[[TWO:.*]] = onnx.Constant dense<2> : tensor<1xi32>
// CHECK:         onnx.Slice(%{{.*}}, %[[TWO]]) : (tensor<1x3x2x4xf32>, {{.*}} -> tensor<1x3x2x2xf32>
// CHECK:         onnx.Concat(%{{.*}}) {axis = 4 : si64} : (tensor<1x3x2x2x1xf32>, tensor<1x3x2x2x1xf32>) -> tensor<1x3x2x2x2xf32>
// CHECK:         onnx.Reshape({{.*}} -> tensor<1x3x8xf32>
// CHECK-NEXT:    return
func.func @rotary_pairs(%x: tensor<1x3x8xf32>, %c: tensor<1x3x2xf32>, %s: tensor<1x3x2xf32>) -> tensor<1x3x8xf32> {
  %none = onnx.NoValue
  %y = onnx.RotaryEmbedding(%x, %c, %s, %none) {interleaved = 1 : si64, num_heads = 2 : si64}
      : (tensor<1x3x8xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>, none) -> tensor<1x3x8xf32>
  return %y : tensor<1x3x8xf32>
}

// CHECK-LABEL: func.func @rms(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<2x3x8xf32>, %[[W:[^:]*]]: tensor<8xf32>
// CHECK:         %[[SQUARE:.*]] = onnx.Mul(%[[X]], %[[X]])
// CHECK:         %[[AXES:.*]] = onnx.Constant dense<2> : tensor<1xi32>
// CHECK:         %[[MEAN:.*]] = onnx.ReduceMean(%[[SQUARE]], %[[AXES]]) : {{.*}} -> tensor<2x3x1xf32>
// CHECK:         %[[EPSILON:.*]] = onnx.Constant dense<9.99999974E-6> : tensor<f32>
// CHECK:         %[[SAFE:.*]] = onnx.Add(%[[MEAN]], %[[EPSILON]])
// CHECK:         %[[ROOT:.*]] = onnx.Sqrt(%[[SAFE]])
// CHECK:         %[[NORMAL:.*]] = onnx.Div(%[[X]], %[[ROOT]])
// CHECK:         %[[Y:.*]] = onnx.Mul(%[[NORMAL]], %[[W]])
// CHECK-NEXT:    return %[[Y]]
func.func @rms(%x: tensor<2x3x8xf32>, %w: tensor<8xf32>) -> tensor<2x3x8xf32> {
  %y = onnx.RMSNormalization(%x, %w) : (tensor<2x3x8xf32>, tensor<8xf32>) -> tensor<2x3x8xf32>
  return %y : tensor<2x3x8xf32>
}

// The channels of a group are rows; the last axis stays as it is.
// CHECK-LABEL: func.func @group(
// CHECK:         %[[GROUPED:.*]] = onnx.Reshape(%{{.*}}) : {{.*}} -> tensor<2x3x16x5xf32>
// CHECK:         onnx.ReduceMean(%[[GROUPED]], %{{.*}}) : {{.*}} -> tensor<2x3x1x1xf32>
// CHECK:         onnx.Sqrt(
// CHECK:         %[[NORMAL:.*]] = onnx.Reshape(%{{.*}}) : {{.*}} -> tensor<2x12x4x5xf32>
// CHECK:         %[[SCALED:.*]] = onnx.Mul(%[[NORMAL]], %{{.*}}) : (tensor<2x12x4x5xf32>, tensor<1x12x1x1xf32>)
// CHECK:         onnx.Add(%[[SCALED]], %{{.*}}) : (tensor<2x12x4x5xf32>, tensor<1x12x1x1xf32>)
func.func @group(%x: tensor<2x12x4x5xf32>, %w: tensor<12xf32>) -> tensor<2x12x4x5xf32> {
  %y = onnx.GroupNormalization(%x, %w, %w) {num_groups = 3 : si64} : (tensor<2x12x4x5xf32>, tensor<12xf32>, tensor<12xf32>) -> tensor<2x12x4x5xf32>
  return %y : tensor<2x12x4x5xf32>
}

// The deviation has a floor that fp16 holds, so that a constant input gives 0 and not 0 / 0.
// CHECK-LABEL: func.func @mean_variance(
// CHECK:         %[[ROOT:.*]] = onnx.Sqrt(
// CHECK:         %[[FLOOR:.*]] = onnx.Constant dense<6.10351563E-5> : tensor<f32>
// CHECK:         %[[DEVIATION:.*]] = onnx.Max(%[[ROOT]], %[[FLOOR]])
// CHECK:         onnx.Div(%{{.*}}, %[[DEVIATION]])
func.func @mean_variance(%x: tensor<2x3x4x4xf32>) -> tensor<2x3x4x4xf32> {
  %y = onnx.MeanVarianceNormalization(%x) : (tensor<2x3x4x4xf32>) -> tensor<2x3x4x4xf32>
  return %y : tensor<2x3x4x4xf32>
}

// CHECK-LABEL: func.func @swish(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<4xf32>
// CHECK-NEXT:    %[[GATE:.*]] = onnx.Sigmoid(%[[X]])
// CHECK-NEXT:    %[[Y:.*]] = onnx.Mul(%[[X]], %[[GATE]])
// CHECK-NEXT:    return %[[Y]]
func.func @swish(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Swish(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// What is in the order of a matrix product needs nothing but the transpose of the second factor.
// CHECK-LABEL: func.func @einsum(
// CHECK-NEXT:    %[[K:.*]] = onnx.Transpose(%{{.*}}) {perm = [0, 1, 3, 2]}
// CHECK-NEXT:    %[[Y:.*]] = onnx.MatMul(%{{.*}}, %[[K]])
// CHECK-NEXT:    return %[[Y]]
func.func @einsum(%a: tensor<2x3x4x5xf32>, %b: tensor<2x3x6x5xf32>) -> tensor<2x3x4x6xf32> {
  %y = onnx.Einsum(%a, %b) {equation = "bhid,bhjd->bhij"} : (tensor<2x3x4x5xf32>, tensor<2x3x6x5xf32>) -> tensor<2x3x4x6xf32>
  return %y : tensor<2x3x4x6xf32>
}

// A letter of one factor alone is summed before the product; without a common letter to sum there is none, but a
// broadcast.
// CHECK-LABEL: func.func @einsum_broadcast(
// CHECK-NOT:     onnx.MatMul
// CHECK:         %[[SUM:.*]] = onnx.ReduceSum(%{{.*}}) {keepdims = 0 : si64} : {{.*}} -> tensor<3xf32>
// CHECK:         %[[COLUMN:.*]] = onnx.Reshape(%[[SUM]], %{{.*}}) : {{.*}} -> tensor<3x1xf32>
// CHECK:         %[[ROW:.*]] = onnx.Reshape(%{{.*}}) : {{.*}} -> tensor<1x4xf32>
// CHECK:         onnx.Mul(%[[COLUMN]], %[[ROW]])
// CHECK-NOT:     onnx.MatMul
// CHECK:         return
func.func @einsum_broadcast(%a: tensor<3x2xf32>, %b: tensor<4xf32>) -> tensor<3x4xf32> {
  %y = onnx.Einsum(%a, %b) {equation = "ij,k->ik"} : (tensor<3x2xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// Along the last axis the triangle of ones stands on the right, along others on the left.
// CHECK-LABEL: func.func @cum_sum(
// CHECK:         %[[UPPER:.*]] = onnx.Constant dense<{{\[\[}}1.000000e+00, 1.000000e+00, 1.000000e+00], [0.000000e+00, 1.000000e+00, 1.000000e+00], [0.000000e+00, 0.000000e+00, 1.000000e+00]]>
// CHECK:         onnx.MatMul(%{{.*}}, %[[UPPER]])
// CHECK:         %[[BEFORE:.*]] = onnx.Constant dense<{{\[\[}}0.000000e+00, 1.000000e+00], [0.000000e+00, 0.000000e+00]]>
// CHECK:         onnx.MatMul(%[[BEFORE]], %{{.*}}) : (tensor<2x2xf32>, tensor<1x2x3xf32>)
func.func @cum_sum(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %last = onnx.Constant dense<1> : tensor<i32>
  %first = onnx.Constant dense<-2> : tensor<i32>
  %0 = onnx.CumSum(%x, %last) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  %1 = onnx.CumSum(%x, %first) {exclusive = 1 : si64, reverse = 1 : si64} : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}

// A choice, since 0 times an infinity is none; Booleans are joined.
// CHECK-LABEL: func.func @trilu(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<1x2x3xf32>, %[[B:[^:]*]]: tensor<2x2xi1>
// CHECK:         %[[STAYS:.*]] = onnx.Constant dense<{{\[\[}}true, true, true], [false, true, true]]> : tensor<2x3xi1>
// CHECK:         onnx.Where(%[[STAYS]], %[[X]], %{{.*}}) : (tensor<2x3xi1>, tensor<1x2x3xf32>, tensor<f32>)
// CHECK:         onnx.And(%[[B]], %{{.*}})
func.func @trilu(%x: tensor<1x2x3xf32>, %b: tensor<2x2xi1>) -> (tensor<1x2x3xf32>, tensor<2x2xi1>) {
  %none = onnx.NoValue
  %0 = onnx.Trilu(%x, %none) : (tensor<1x2x3xf32>, none) -> tensor<1x2x3xf32>
  %1 = onnx.Trilu(%b, %none) {upper = 0 : si64} : (tensor<2x2xi1>, none) -> tensor<2x2xi1>
  return %0, %1 : tensor<1x2x3xf32>, tensor<2x2xi1>
}

// The places of the new axis, and the same counted from the end, for indices that are negative.
// CHECK-LABEL: func.func @one_hot(
// CHECK-SAME:      %[[I:[^:]*]]: tensor<4xi32>
// CHECK:         %[[COLUMN:.*]] = onnx.Reshape(%[[I]], %{{.*}}) : {{.*}} -> tensor<4x1xi32>
// CHECK-DAG:     onnx.Constant dense<[0, 1, 2]> : tensor<3xi32>
// CHECK-DAG:     onnx.Constant dense<[-3, -2, -1]> : tensor<3xi32>
// CHECK:         %[[START:.*]] = onnx.Equal(%[[COLUMN]],
// CHECK:         %[[END:.*]] = onnx.Equal(%[[COLUMN]],
// CHECK:         %[[ON:.*]] = onnx.Or(%[[START]], %[[END]])
// CHECK:         onnx.Where(%[[ON]], %{{.*}}) : (tensor<4x3xi1>, tensor<f32>, tensor<f32>)
func.func @one_hot(%i: tensor<4xi32>, %v: tensor<2xf32>) -> tensor<4x3xf32> {
  %depth = onnx.Constant dense<3> : tensor<i32>
  %y = onnx.OneHot(%i, %depth, %v) : (tensor<4xi32>, tensor<i32>, tensor<2xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// A triangle of constant integers is one: the engine would move them as fp16.
// CHECK-LABEL: func.func @trilu_constant(
// CHECK:         %[[Y:.*]] = onnx.Constant dense<{{\[\[}}0, 7, 7], [0, 0, 7]]> : tensor<2x3xi32>
// CHECK:         return %[[Y]]
func.func @trilu_constant() -> tensor<2x3xi32> {
  %one = onnx.Constant dense<1> : tensor<i32>
  %x = onnx.Constant dense<7> : tensor<2x3xi32>
  %y = onnx.Trilu(%x, %one) : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}

// What is too long to fold, or a float, becomes a constant here.
// CHECK-LABEL: func.func @constants(
// CHECK-DAG:     %[[RANGE:.*]] = onnx.Constant dense<[1.000000e+00, 1.500000e+00, 2.000000e+00]> : tensor<3xf32>
// CHECK-DAG:     %[[ONES:.*]] = onnx.Constant dense<1> : tensor<64x64xi32>
// CHECK:         return %[[RANGE]], %[[ONES]]
func.func @constants() -> (tensor<3xf32>, tensor<64x64xi32>) {
  %start = onnx.Constant dense<1.0> : tensor<f32>
  %limit = onnx.Constant dense<2.25> : tensor<f32>
  %delta = onnx.Constant dense<0.5> : tensor<f32>
  %shape = onnx.Constant dense<64> : tensor<2xi32>
  %0 = onnx.Range(%start, %limit, %delta) : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<3xf32>
  %1 = onnx.ConstantOfShape(%shape) {value = dense<1> : tensor<1xi32>} : (tensor<2xi32>) -> tensor<64x64xi32>
  return %0, %1 : tensor<3xf32>, tensor<64x64xi32>
}

// Lowering knows these as they are.
// CHECK-LABEL: func.func @keeps(
// CHECK-NEXT:    %[[N:.*]] = onnx.LayerNormalization(
// CHECK-NEXT:    %[[I:.*]] = onnx.InstanceNormalization(%[[N]],
// CHECK-NEXT:    %[[G:.*]] = onnx.Gelu(%[[I]])
// CHECK-NEXT:    return %[[G]]
func.func @keeps(%x: tensor<2x3x8xf32>, %w: tensor<8xf32>, %c: tensor<3xf32>) -> tensor<2x3x8xf32> {
  %0 = onnx.LayerNormalization(%x, %w, %w) : (tensor<2x3x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<2x3x8xf32>
  %1 = onnx.InstanceNormalization(%0, %c, %c) : (tensor<2x3x8xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x8xf32>
  %2 = onnx.Gelu(%1) : (tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
  return %2 : tensor<2x3x8xf32>
}

// A product would round sums of integers.
// CHECK-LABEL: func.func @keeps_integers(
// CHECK:         onnx.CumSum
func.func @keeps_integers(%x: tensor<2x3xi32>) -> tensor<2x3xi32> {
  %axis = onnx.Constant dense<1> : tensor<i32>
  %y = onnx.CumSum(%x, %axis) : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}

// Shapes have to be static first.
// CHECK-LABEL: func.func @keeps_dynamic(
// CHECK-NEXT:    onnx.RMSNormalization
func.func @keeps_dynamic(%x: tensor<?x8xf32>, %w: tensor<8xf32>) -> tensor<?x8xf32> {
  %y = onnx.RMSNormalization(%x, %w) : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
