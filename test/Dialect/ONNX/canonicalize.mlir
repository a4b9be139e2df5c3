// RUN: ane-opt %s --canonicalize="test-convergence=true" | FileCheck %s

// CHECK-LABEL: func.func @identity(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @identity(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Identity(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// An Identity that hides an extent is the place where a type becomes less exact.
// CHECK-LABEL: func.func @keeps_identity_to_dynamic(
// CHECK:         onnx.Identity
func.func @keeps_identity_to_dynamic(%x: tensor<4xf32>) -> tensor<?xf32> {
  %y = onnx.Identity(%x) : (tensor<4xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: func.func @cast_to_same(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @cast_to_same(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Cast(%x) {to = f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// A round trip through a smaller type rounds.
// CHECK-LABEL: func.func @keeps_cast_round_trip(
// CHECK:         onnx.Cast
// CHECK:         onnx.Cast
func.func @keeps_cast_round_trip(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Cast(%x) {to = f16} : (tensor<4xf32>) -> tensor<4xf16>
  %z = onnx.Cast(%y) {to = f32} : (tensor<4xf16>) -> tensor<4xf32>
  return %z : tensor<4xf32>
}

// CHECK-LABEL: func.func @cast_like(
// CHECK:         onnx.Cast(%{{.*}}) {to = f16}
func.func @cast_like(%x: tensor<4xf32>, %t: tensor<1xf16>) -> tensor<4xf16> {
  %y = onnx.CastLike(%x, %t) : (tensor<4xf32>, tensor<1xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// Squeeze, Unsqueeze and Flatten are Reshapes, and these meet: one is left.
// CHECK-LABEL: func.func @views(
// CHECK-SAME:      %[[X:.*]]: tensor<2x1x3xf32>)
// CHECK-NEXT:    %[[S:.*]] = onnx.Constant dense<[2, 3]> : tensor<2xi32>
// CHECK-NEXT:    %[[Y:.*]] = onnx.Reshape(%[[X]], %[[S]]) : (tensor<2x1x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @views(%x: tensor<2x1x3xf32>) -> tensor<2x3xf32> {
  %axes = onnx.Constant dense<1> : tensor<1xi32>
  %a = onnx.Squeeze(%x, %axes) : (tensor<2x1x3xf32>, tensor<1xi32>) -> tensor<2x3xf32>
  %b = onnx.Unsqueeze(%a, %axes) : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2x1x3xf32>
  %c = onnx.Flatten(%b) : (tensor<2x1x3xf32>) -> tensor<2x3xf32>
  return %c : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @reshape_to_same(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>, %[[S:.*]]: tensor<2xi32>)
// CHECK-NEXT:    return %[[X]]
func.func @reshape_to_same(%x: tensor<2x3xf32>, %s: tensor<2xi32>) -> tensor<2x3xf32> {
  %y = onnx.Reshape(%x, %s) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// A 0 that is an extent must not copy one.
// CHECK-LABEL: func.func @reshape_empty(
// CHECK:         %[[S:.*]] = onnx.Constant dense<[3, 0]> : tensor<2xi32>
// CHECK:         onnx.Reshape(%{{.*}}, %[[S]]) {allowzero = 1 : si64}
func.func @reshape_empty(%x: tensor<0x4xf32>) -> tensor<3x0xf32> {
  %s = onnx.Constant dense<[3, -1]> : tensor<2xi32>
  %y = onnx.Reshape(%x, %s) : (tensor<0x4xf32>, tensor<2xi32>) -> tensor<3x0xf32>
  return %y : tensor<3x0xf32>
}

// Without a static shape the axes still say what happens.
// CHECK-LABEL: func.func @keeps_dynamic_squeeze(
// CHECK:         onnx.Squeeze
func.func @keeps_dynamic_squeeze(%x: tensor<?x1xf32>) -> tensor<?xf32> {
  %axes = onnx.Constant dense<1> : tensor<1xi32>
  %y = onnx.Squeeze(%x, %axes) : (tensor<?x1xf32>, tensor<1xi32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// Axis i of the result is axis first[second[i]].
// CHECK-LABEL: func.func @transpose_of_transpose(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3x4xf32>)
// CHECK-NEXT:    %[[Y:.*]] = onnx.Transpose(%[[X]]) {perm = [0, 2, 1]}
// CHECK-NEXT:    return %[[Y]]
func.func @transpose_of_transpose(%x: tensor<2x3x4xf32>) -> tensor<2x4x3xf32> {
  %a = onnx.Transpose(%x) {perm = [1, 2, 0]} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  %b = onnx.Transpose(%a) {perm = [2, 1, 0]} : (tensor<3x4x2xf32>) -> tensor<2x4x3xf32>
  return %b : tensor<2x4x3xf32>
}

// CHECK-LABEL: func.func @transpose_back(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @transpose_back(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %a = onnx.Transpose(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %b = onnx.Transpose(%a) {perm = [1, 0]} : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %b : tensor<2x3xf32>
}

// A square tensor has the same type transposed, but not the same elements.
// CHECK-LABEL: func.func @keeps_square_transpose(
// CHECK:         onnx.Transpose
func.func @keeps_square_transpose(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %y = onnx.Transpose(%x) : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %y : tensor<3x3xf32>
}

// Multiplying and dividing by one, and subtracting zero, are exact.
// CHECK-LABEL: func.func @neutral(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @neutral(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = onnx.Constant dense<1.0> : tensor<f32>
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %a = onnx.Mul(%x, %one) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %b = onnx.Div(%a, %one) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %c = onnx.Sub(%b, %zero) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %c : tensor<4xf32>
}

// Adding zero is not: -0 + 0 is +0.
// CHECK-LABEL: func.func @keeps_add_of_float_zero(
// CHECK:         onnx.Add
func.func @keeps_add_of_float_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %y = onnx.Add(%x, %zero) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// One that broadcasts is not neutral.
// CHECK-LABEL: func.func @keeps_mul_that_broadcasts(
// CHECK:         onnx.Mul
func.func @keeps_mul_that_broadcasts(%x: tensor<1xf32>) -> tensor<4xf32> {
  %one = onnx.Constant dense<1.0> : tensor<4xf32>
  %y = onnx.Mul(%x, %one) : (tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func.func @keeps_pow_of_two(
// CHECK:         onnx.Pow
func.func @keeps_pow_of_two(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = onnx.Constant dense<2.0> : tensor<f32>
  %y = onnx.Pow(%x, %two) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// What takes, adds or repeats nothing goes.
// CHECK-LABEL: func.func @whole(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @whole(%x: tensor<4xf32>) -> tensor<4xf32> {
  %none = onnx.NoValue
  %zero = onnx.Constant dense<0> : tensor<1xi32>
  %one = onnx.Constant dense<1> : tensor<1xi32>
  %four = onnx.Constant dense<4> : tensor<1xi32>
  %pads = onnx.Constant dense<0> : tensor<2xi32>
  %a = onnx.Slice(%x, %zero, %four, %none, %none) : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>, none, none) -> tensor<4xf32>
  %b = onnx.Pad(%a, %pads, %none, %none) : (tensor<4xf32>, tensor<2xi32>, none, none) -> tensor<4xf32>
  %c = onnx.Tile(%b, %one) : (tensor<4xf32>, tensor<1xi32>) -> tensor<4xf32>
  %d = onnx.Expand(%c, %four) : (tensor<4xf32>, tensor<1xi32>) -> tensor<4xf32>
  %e = onnx.Concat(%d) {axis = 0 : si64} : (tensor<4xf32>) -> tensor<4xf32>
  %f = onnx.Sum(%e) : (tensor<4xf32>) -> tensor<4xf32>
  return %f : tensor<4xf32>
}

// The whole backwards is not the whole, and pads that cancel shift.
// CHECK-LABEL: func.func @keeps_reversal_and_shift(
// CHECK:         onnx.Slice
// CHECK:         onnx.Pad
func.func @keeps_reversal_and_shift(%x: tensor<4xf32>) -> tensor<4xf32> {
  %none = onnx.NoValue
  %last = onnx.Constant dense<-1> : tensor<1xi32>
  %end = onnx.Constant dense<-5> : tensor<1xi32>
  %pads = onnx.Constant dense<[1, -1]> : tensor<2xi32>
  %a = onnx.Slice(%x, %last, %end, %none, %last) : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>, none, tensor<1xi32>) -> tensor<4xf32>
  %b = onnx.Pad(%a, %pads, %none, %none) : (tensor<4xf32>, tensor<2xi32>, none, none) -> tensor<4xf32>
  return %b : tensor<4xf32>
}

// CHECK-LABEL: func.func @where_constant(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %{{.*}}: tensor<4xf32>)
// CHECK-NEXT:    return %[[X]]
func.func @where_constant(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %true = onnx.Constant dense<true> : tensor<1xi1>
  %z = onnx.Where(%true, %x, %y) : (tensor<1xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %z : tensor<4xf32>
}
