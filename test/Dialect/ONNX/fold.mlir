// RUN: ane-opt %s --canonicalize --split-input-file | FileCheck %s

// Shape arithmetic on constants folds; what could differ from the computed value
// does not.

// CHECK-LABEL: func.func @shape(
// CHECK-DAG:     %[[ALL:.*]] = onnx.Constant dense<[2, 3, 4]> : tensor<3xi32>
// CHECK-DAG:     %[[SOME:.*]] = onnx.Constant dense<[3, 4]> : tensor<2xi64>
// CHECK-DAG:     %[[SIZE:.*]] = onnx.Constant dense<24> : tensor<i32>
// CHECK:         return %[[ALL]], %[[SOME]], %[[SIZE]]
func.func @shape(%x: tensor<2x3x4xf32>) -> (tensor<3xi32>, tensor<2xi64>, tensor<i32>) {
  %a = onnx.Shape(%x) : (tensor<2x3x4xf32>) -> tensor<3xi32>
  %b = onnx.Shape(%x) {start = -2 : si64} : (tensor<2x3x4xf32>) -> tensor<2xi64>
  %c = onnx.Size(%x) : (tensor<2x3x4xf32>) -> tensor<i32>
  return %a, %b, %c : tensor<3xi32>, tensor<2xi64>, tensor<i32>
}

// -----

// The static extents of a shape that is known in part.
// CHECK-LABEL: func.func @shape_in_part(
// CHECK-DAG:     %[[A:.*]] = onnx.Constant dense<3> : tensor<i32>
// CHECK-DAG:     %[[B:.*]] = onnx.Constant dense<[3, 4]> : tensor<2xi32>
// CHECK-DAG:     %[[C:.*]] = onnx.Constant dense<4> : tensor<1xi32>
// CHECK:         return %[[A]], %[[B]], %[[C]]
func.func @shape_in_part(%x: tensor<?x3x4xf32>) -> (tensor<i32>, tensor<2xi32>, tensor<1xi32>) {
  %none = onnx.NoValue
  %one = onnx.Constant dense<1> : tensor<i32>
  %begin = onnx.Constant dense<1> : tensor<1xi32>
  %end = onnx.Constant dense<2147483647> : tensor<1xi32>
  %s = onnx.Shape(%x) : (tensor<?x3x4xf32>) -> tensor<3xi32>
  %a = onnx.Gather(%s, %one) : (tensor<3xi32>, tensor<i32>) -> tensor<i32>
  %b = onnx.Slice(%s, %begin, %end, %none, %none) : (tensor<3xi32>, tensor<1xi32>, tensor<1xi32>, none, none) -> tensor<2xi32>
  %c = onnx.Shape(%x) {start = 2 : si64} : (tensor<?x3x4xf32>) -> tensor<1xi32>
  return %a, %b, %c : tensor<i32>, tensor<2xi32>, tensor<1xi32>
}

// -----

// CHECK-LABEL: func.func @keeps_dynamic_extent(
// CHECK:         onnx.Shape
// CHECK:         onnx.Gather
func.func @keeps_dynamic_extent(%x: tensor<?x3xf32>) -> tensor<i32> {
  %zero = onnx.Constant dense<0> : tensor<i32>
  %s = onnx.Shape(%x) : (tensor<?x3xf32>) -> tensor<2xi32>
  %a = onnx.Gather(%s, %zero) : (tensor<2xi32>, tensor<i32>) -> tensor<i32>
  return %a : tensor<i32>
}

// -----

// Integer division truncates, also of negative numbers; Mod follows the divisor,
// with fmod the dividend.
// CHECK-LABEL: func.func @integers(
// CHECK-DAG:     %[[ADD:.*]] = onnx.Constant dense<[9, -5]> : tensor<2xi32>
// CHECK-DAG:     %[[SUB:.*]] = onnx.Constant dense<[5, -9]> : tensor<2xi32>
// CHECK-DAG:     %[[MUL:.*]] = onnx.Constant dense<[14, -14]> : tensor<2xi32>
// CHECK-DAG:     %[[DIV:.*]] = onnx.Constant dense<[3, -3]> : tensor<2xi32>
// CHECK-DAG:     %[[MOD:.*]] = onnx.Constant dense<1> : tensor<2xi32>
// CHECK-DAG:     %[[FMOD:.*]] = onnx.Constant dense<[1, -1]> : tensor<2xi32>
// CHECK-DAG:     %[[POW:.*]] = onnx.Constant dense<49> : tensor<2xi32>
// CHECK:         return %[[ADD]], %[[SUB]], %[[MUL]], %[[DIV]], %[[MOD]], %[[FMOD]], %[[POW]]
func.func @integers() -> (tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) {
  %a = onnx.Constant dense<[7, -7]> : tensor<2xi32>
  %b = onnx.Constant dense<2> : tensor<i32>
  %add = onnx.Add(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %sub = onnx.Sub(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %mul = onnx.Mul(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %div = onnx.Div(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %mod = onnx.Mod(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %fmod = onnx.Mod(%a, %b) {fmod = 1 : si64} : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %pow = onnx.Pow(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  return %add, %sub, %mul, %div, %mod, %fmod, %pow : tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>
}

// -----

// What overflows or has no result is left to whoever computes it.
// CHECK-LABEL: func.func @keeps_overflow(
// CHECK:         onnx.Mul
// CHECK:         onnx.Div
// CHECK:         onnx.Neg
// CHECK:         onnx.Cast
func.func @keeps_overflow() -> (tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) {
  %a = onnx.Constant dense<65536> : tensor<i32>
  %zero = onnx.Constant dense<0> : tensor<i32>
  %least = onnx.Constant dense<-2147483648> : tensor<i32>
  %big = onnx.Constant dense<3.0e9> : tensor<f32>
  %mul = onnx.Mul(%a, %a) : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %div = onnx.Div(%a, %zero) : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %neg = onnx.Neg(%least) : (tensor<i32>) -> tensor<i32>
  %cast = onnx.Cast(%big) {to = i32} : (tensor<f32>) -> tensor<i32>
  return %mul, %div, %neg, %cast : tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>
}

// -----

// Floats in their own type: f32 has no number between 2^24 and 2^24 + 2, and the tie
// goes to the even one.
// CHECK-LABEL: func.func @floats(
// CHECK-DAG:     %[[ADD:.*]] = onnx.Constant dense<0x4B800000> : tensor<f32>
// CHECK-DAG:     %[[EVEN:.*]] = onnx.Constant dense<[2.000000e+00, -2.000000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[CEIL:.*]] = onnx.Constant dense<[3.000000e+00, -1.000000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[SQRT:.*]] = onnx.Constant dense<1.41421354> : tensor<f32>
// CHECK:         return %[[ADD]], %[[EVEN]], %[[CEIL]], %[[EVEN]], %[[SQRT]]
func.func @floats() -> (tensor<f32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<f32>) {
  %a = onnx.Constant dense<16777216.0> : tensor<f32>
  %b = onnx.Constant dense<1.0> : tensor<f32>
  %c = onnx.Constant dense<[2.5, -1.5]> : tensor<2xf32>
  %two = onnx.Constant dense<2.0> : tensor<f32>
  %add = onnx.Add(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %round = onnx.Round(%c) : (tensor<2xf32>) -> tensor<2xf32>
  %ceil = onnx.Ceil(%c) : (tensor<2xf32>) -> tensor<2xf32>
  %floor = onnx.Floor(%c) : (tensor<2xf32>) -> tensor<2xf32>
  %sqrt = onnx.Sqrt(%two) : (tensor<f32>) -> tensor<f32>
  return %add, %round, %ceil, %floor, %sqrt : tensor<f32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<f32>
}

// -----

// The last bit of a library function differs between hosts.
// CHECK-LABEL: func.func @keeps_library_functions(
// CHECK:         onnx.Exp
// CHECK:         onnx.Pow
func.func @keeps_library_functions() -> (tensor<f32>, tensor<f32>) {
  %a = onnx.Constant dense<0.5> : tensor<f32>
  %exp = onnx.Exp(%a) : (tensor<f32>) -> tensor<f32>
  %pow = onnx.Pow(%a, %a) : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %exp, %pow : tensor<f32>, tensor<f32>
}

// -----

// CHECK-LABEL: func.func @logic(
// CHECK-DAG:     %[[LESS:.*]] = onnx.Constant dense<[true, false]> : tensor<2xi1>
// CHECK-DAG:     %[[CHOICE:.*]] = onnx.Constant dense<[1, 5]> : tensor<2xi32>
// CHECK-DAG:     %[[NUMBER:.*]] = onnx.Constant dense<[1, 0]> : tensor<2xi32>
// CHECK:         return %[[LESS]], %[[CHOICE]], %[[NUMBER]]
func.func @logic() -> (tensor<2xi1>, tensor<2xi32>, tensor<2xi32>) {
  %a = onnx.Constant dense<[1, 9]> : tensor<2xi32>
  %b = onnx.Constant dense<5> : tensor<i32>
  %less = onnx.Less(%a, %b) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi1>
  %min = onnx.Where(%less, %a, %b) : (tensor<2xi1>, tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %not = onnx.Not(%less) : (tensor<2xi1>) -> tensor<2xi1>
  %xor = onnx.Xor(%less, %not) : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  %and = onnx.And(%xor, %less) : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  %number = onnx.Cast(%and) {to = i32} : (tensor<2xi1>) -> tensor<2xi32>
  return %less, %min, %number : tensor<2xi1>, tensor<2xi32>, tensor<2xi32>
}

// -----

// Comparison with what is not a number never holds.
// CHECK-LABEL: func.func @not_a_number(
// CHECK:         %[[FALSE:.*]] = onnx.Constant dense<false> : tensor<i1>
// CHECK:         return %[[FALSE]], %[[FALSE]]
func.func @not_a_number() -> (tensor<i1>, tensor<i1>) {
  %nan = onnx.Constant dense<0x7FC00000> : tensor<f32>
  %equal = onnx.Equal(%nan, %nan) : (tensor<f32>, tensor<f32>) -> tensor<i1>
  %less = onnx.LessOrEqual(%nan, %nan) : (tensor<f32>, tensor<f32>) -> tensor<i1>
  return %equal, %less : tensor<i1>, tensor<i1>
}

// -----

// CHECK-LABEL: func.func @movement(
// CHECK-DAG:     %[[T:.*]] = onnx.Constant dense<{{\[\[}}1, 4], [2, 5], [3, 6]]> : tensor<3x2xi32>
// CHECK-DAG:     %[[S:.*]] = onnx.Constant dense<{{\[\[}}6, 5], [3, 2]]> : tensor<2x2xi32>
// CHECK-DAG:     %[[G:.*]] = onnx.Constant dense<{{\[\[}}3, 1], [6, 4]]> : tensor<2x2xi32>
// CHECK-DAG:     %[[C:.*]] = onnx.Constant dense<{{\[\[}}6, 5, 3, 1], [3, 2, 6, 4]]> : tensor<2x4xi32>
// CHECK-DAG:     %[[E:.*]] = onnx.Constant dense<{{\[\[}}7, 7], [8, 8]]> : tensor<2x2xi32>
// CHECK:         return %[[T]], %[[S]], %[[G]], %[[C]], %[[E]]
func.func @movement() -> (tensor<3x2xi32>, tensor<2x2xi32>, tensor<2x2xi32>, tensor<2x4xi32>, tensor<2x2xi32>) {
  %a = onnx.Constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %starts = onnx.Constant dense<[-1, -1]> : tensor<2xi32>
  %ends = onnx.Constant dense<[-100, 0]> : tensor<2xi32>
  %axes = onnx.Constant dense<[0, 1]> : tensor<2xi32>
  %steps = onnx.Constant dense<[-1, -1]> : tensor<2xi32>
  %indices = onnx.Constant dense<[2, -3]> : tensor<2xi32>
  %column = onnx.Constant dense<[[7], [8]]> : tensor<2x1xi32>
  %to = onnx.Constant dense<[1, 2]> : tensor<2xi32>
  %t = onnx.Transpose(%a) : (tensor<2x3xi32>) -> tensor<3x2xi32>
  %s = onnx.Slice(%a, %starts, %ends, %axes, %steps) : (tensor<2x3xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %g = onnx.Gather(%a, %indices) {axis = 1 : si64} : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %c = onnx.Concat(%s, %g) {axis = -1 : si64} : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x4xi32>
  %e = onnx.Expand(%column, %to) : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  return %t, %s, %g, %c, %e : tensor<3x2xi32>, tensor<2x2xi32>, tensor<2x2xi32>, tensor<2x4xi32>, tensor<2x2xi32>
}

// -----

// CHECK-LABEL: func.func @split(
// CHECK-DAG:     %[[A:.*]] = onnx.Constant dense<1> : tensor<1xi32>
// CHECK-DAG:     %[[B:.*]] = onnx.Constant dense<[2, 3]> : tensor<2xi32>
// CHECK:         return %[[A]], %[[B]]
func.func @split() -> (tensor<1xi32>, tensor<2xi32>) {
  %a = onnx.Constant dense<[1, 2, 3]> : tensor<3xi32>
  %lengths = onnx.Constant dense<[1, 2]> : tensor<2xi32>
  %y:2 = onnx.Split(%a, %lengths) : (tensor<3xi32>, tensor<2xi32>) -> (tensor<1xi32>, tensor<2xi32>)
  return %y#0, %y#1 : tensor<1xi32>, tensor<2xi32>
}

// -----

// CHECK-LABEL: func.func @made(
// CHECK-DAG:     %[[R:.*]] = onnx.Constant dense<[5, 3]> : tensor<2xi32>
// CHECK-DAG:     %[[F:.*]] = onnx.Constant dense<2> : tensor<2x2xi32>
// CHECK-DAG:     %[[P:.*]] = onnx.Constant dense<15> : tensor<1xi32>
// CHECK-DAG:     %[[M:.*]] = onnx.Constant dense<[4, 3]> : tensor<2xi32>
// CHECK:         return %[[R]], %[[F]], %[[P]], %[[M]]
func.func @made() -> (tensor<2xi32>, tensor<2x2xi32>, tensor<1xi32>, tensor<2xi32>) {
  %none = onnx.NoValue
  %start = onnx.Constant dense<5> : tensor<i32>
  %limit = onnx.Constant dense<1> : tensor<i32>
  %delta = onnx.Constant dense<-2> : tensor<i32>
  %four = onnx.Constant dense<4> : tensor<i32>
  %shape = onnx.Constant dense<2> : tensor<2xi32>
  %r = onnx.Range(%start, %limit, %delta) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2xi32>
  %f = onnx.ConstantOfShape(%shape) {value = dense<2> : tensor<1xi32>} : (tensor<2xi32>) -> tensor<2x2xi32>
  %p = onnx.ReduceProd(%r, %none) : (tensor<2xi32>, none) -> tensor<1xi32>
  %m = onnx.Min(%r, %four) : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  return %r, %f, %p, %m : tensor<2xi32>, tensor<2x2xi32>, tensor<1xi32>, tensor<2xi32>
}

// -----

// Larger constants are parameters, and stay what they are.
// CHECK-LABEL: func.func @keeps_large(
// CHECK:         onnx.Add
func.func @keeps_large() -> tensor<1025xi32> {
  %a = onnx.Constant dense<1> : tensor<1025xi32>
  %y = onnx.Add(%a, %a) : (tensor<1025xi32>, tensor<1025xi32>) -> tensor<1025xi32>
  return %y : tensor<1025xi32>
}
