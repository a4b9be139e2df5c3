// RUN: ane-opt %s --onnx-infer-shapes=allow-dynamic | FileCheck %s

// The types that the fused operators infer, at the end of their functions.

// Keys of fewer heads than the queries, and values of another size.
// CHECK-LABEL: func.func @attention_4d(
// CHECK:         return {{.*}} : tensor<2x8x5x6xf32>, tensor<2x2x7x16xf32>, tensor<2x2x7x6xf32>, tensor<2x8x5x7xf32>
func.func @attention_4d(%q: tensor<2x8x5x16xf32>, %k: tensor<2x2x7x16xf32>, %v: tensor<2x2x7x6xf32>)
    -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %k, %v, %none, %none, %none, %none)
      : (tensor<2x8x5x16xf32>, tensor<2x2x7x16xf32>, tensor<2x2x7x6xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return %y#0, %y#1, %y#2, %y#3 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// Of rank 3 with a past, which counts among the keys; the result has the heads side by side.
// CHECK-LABEL: func.func @attention_3d_past(
// CHECK:         return {{.*}} : tensor<2x5x24xf32>, tensor<2x2x10x4xf32>, tensor<2x2x10x6xf32>, tensor<2x4x5x10xf32>
func.func @attention_3d_past(%q: tensor<2x5x16xf32>, %k: tensor<2x7x8xf32>, %v: tensor<2x7x12xf32>,
                             %pk: tensor<2x2x3x4xf32>, %pv: tensor<2x2x3x6xf32>)
    -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %k, %v, %none, %pk, %pv, %none) {q_num_heads = 4 : si64, kv_num_heads = 2 : si64}
      : (tensor<2x5x16xf32>, tensor<2x7x8xf32>, tensor<2x7x12xf32>, none, tensor<2x2x3x4xf32>, tensor<2x2x3x6xf32>, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return %y#0, %y#1, %y#2, %y#3 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// Unknown extents stay unknown, and only those.
// CHECK-LABEL: func.func @attention_dynamic(
// CHECK:         return {{.*}} : tensor<?x8x?x6xf32>, tensor<?x8x?x16xf32>, tensor<?x8x?x6xf32>, tensor<?x8x?x?xf32>
func.func @attention_dynamic(%q: tensor<?x8x?x16xf32>, %v: tensor<?x8x?x6xf32>)
    -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %y:4 = onnx.Attention(%q, %q, %v, %none, %none, %none, %none)
      : (tensor<?x8x?x16xf32>, tensor<?x8x?x16xf32>, tensor<?x8x?x6xf32>, none, none, none, none)
        -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return %y#0, %y#1, %y#2, %y#3 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// CHECK-LABEL: func.func @same_type(
// CHECK:         return {{.*}} : tensor<1x4x?x6xf32>, tensor<1x4x?x6xf32>, tensor<1x4x?x6xf32>
func.func @same_type(%x: tensor<1x4x?x6xf32>, %w: tensor<4xf32>, %v: tensor<6xf32>)
    -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %axis = onnx.Constant dense<1> : tensor<1xi32>
  %0 = onnx.RMSNormalization(%x, %v) : (tensor<1x4x?x6xf32>, tensor<6xf32>) -> tensor<*xf32>
  %1 = onnx.GroupNormalization(%0, %w, %w) {num_groups = 2 : si64} : (tensor<*xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<*xf32>
  %2 = onnx.Swish(%1) : (tensor<*xf32>) -> tensor<*xf32>
  %3 = onnx.MeanVarianceNormalization(%2) : (tensor<*xf32>) -> tensor<*xf32>
  %4 = onnx.CumSum(%3, %axis) : (tensor<*xf32>, tensor<1xi32>) -> tensor<*xf32>
  %5 = onnx.Trilu(%4, %none) : (tensor<*xf32>, none) -> tensor<*xf32>
  return %1, %3, %5 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// The result of an equation is that of numpy.einsum: stated, or the letters that occur
// once, upper case first, behind what the dots stand for.
// CHECK-LABEL: func.func @einsum(
// CHECK:         return {{.*}} : tensor<4x2xf32>, tensor<7x2x4xf32>, tensor<7x2x5xf32>, tensor<5x3xf32>
func.func @einsum(%x: tensor<2x3x4xf32>, %m: tensor<3x5xf32>, %n: tensor<7x1x4x3xf32>)
    -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %0 = onnx.Einsum(%x) {equation = "bca -> ab"} : (tensor<2x3x4xf32>) -> tensor<*xf32>
  %1 = onnx.Einsum(%x, %n) {equation = "...ca,...ac->...a"} : (tensor<2x3x4xf32>, tensor<7x1x4x3xf32>) -> tensor<*xf32>
  %2 = onnx.Einsum(%n, %x) {equation = "...ac,...ca"} : (tensor<7x1x4x3xf32>, tensor<2x3x4xf32>) -> tensor<*xf32>
  %3 = onnx.Einsum(%2, %m) {equation = "...,cA->...A"} : (tensor<*xf32>, tensor<3x5xf32>) -> tensor<*xf32>
  %4 = onnx.Einsum(%m) {equation = "aB"} : (tensor<3x5xf32>) -> tensor<*xf32>
  return %0, %1, %3, %4 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// Integers fold, so that the masks and positions that exporters compute become constants:
// running sums of [[1, 2], [3, 4]] along each axis, from both ends, with and without the element.
// CHECK-LABEL: func.func @fold_cum_sum(
// CHECK-DAG:     %[[ROWS:.*]] = onnx.Constant dense<{{\[\[}}1, 3], [3, 7]]> : tensor<2x2xi32>
// CHECK-DAG:     %[[COLUMNS:.*]] = onnx.Constant dense<{{\[\[}}3, 4], [0, 0]]> : tensor<2x2xi32>
// CHECK:         return %[[ROWS]], %[[COLUMNS]]
func.func @fold_cum_sum() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
  %x = onnx.Constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %last = onnx.Constant dense<-1> : tensor<i32>
  %first = onnx.Constant dense<0> : tensor<i32>
  %0 = onnx.CumSum(%x, %last) : (tensor<2x2xi32>, tensor<i32>) -> tensor<2x2xi32>
  %1 = onnx.CumSum(%x, %first) {exclusive = 1 : si64, reverse = 1 : si64} : (tensor<2x2xi32>, tensor<i32>) -> tensor<2x2xi32>
  return %0, %1 : tensor<2x2xi32>, tensor<2x2xi32>
}

// A sum that does not fit i32 is not folded, nor are sums of floats.
// CHECK-LABEL: func.func @keeps_cum_sum(
// CHECK:         onnx.CumSum
// CHECK:         onnx.CumSum
func.func @keeps_cum_sum() -> (tensor<2xi32>, tensor<2xf32>) {
  %x = onnx.Constant dense<[2147483647, 1]> : tensor<2xi32>
  %f = onnx.Constant dense<[0.1, 0.2]> : tensor<2xf32>
  %axis = onnx.Constant dense<0> : tensor<i32>
  %0 = onnx.CumSum(%x, %axis) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %1 = onnx.CumSum(%f, %axis) : (tensor<2xf32>, tensor<i32>) -> tensor<2xf32>
  return %0, %1 : tensor<2xi32>, tensor<2xf32>
}

// Triangles of constants of every type, with the diagonal moved both ways.
// CHECK-LABEL: func.func @fold_trilu(
// CHECK-DAG:     %[[UPPER:.*]] = onnx.Constant dense<{{\[\[}}0, 2, 3], [0, 0, 6]]> : tensor<2x3xi32>
// CHECK-DAG:     %[[LOWER:.*]] = onnx.Constant dense<{{\[\[}}false, false, false], [true, false, false]]> : tensor<2x3xi1>
// CHECK-DAG:     %[[FLOATS:.*]] = onnx.Constant dense<{{\[\[}}0.000000e+00, 0xFF800000], [0.000000e+00, 0.000000e+00]]> : tensor<2x2xf32>
// CHECK:         return %[[UPPER]], %[[LOWER]], %[[FLOATS]]
func.func @fold_trilu() -> (tensor<2x3xi32>, tensor<2x3xi1>, tensor<2x2xf32>) {
  %one = onnx.Constant dense<1> : tensor<i32>
  %minus = onnx.Constant dense<-1> : tensor<1xi32>
  %x = onnx.Constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %b = onnx.Constant dense<true> : tensor<2x3xi1>
  %f = onnx.Constant dense<0xFF800000> : tensor<2x2xf32>
  %0 = onnx.Trilu(%x, %one) : (tensor<2x3xi32>, tensor<i32>) -> tensor<2x3xi32>
  %1 = onnx.Trilu(%b, %minus) {upper = 0 : si64} : (tensor<2x3xi1>, tensor<1xi32>) -> tensor<2x3xi1>
  %2 = onnx.Trilu(%f, %one) : (tensor<2x2xf32>, tensor<i32>) -> tensor<2x2xf32>
  return %0, %1, %2 : tensor<2x3xi32>, tensor<2x3xi1>, tensor<2x2xf32>
}
