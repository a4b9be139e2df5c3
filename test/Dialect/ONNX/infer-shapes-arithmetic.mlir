// RUN: ane-opt %s --onnx-infer-shapes --split-input-file | FileCheck %s

// What exporters write around shapes turns into static extents in one visit.

// PyTorch's x.view(x.size(0), -1).
// CHECK-LABEL: func.func @view(
// CHECK-SAME:      -> tensor<2x60xf32>
// CHECK-NOT:     onnx.Shape
// CHECK:         onnx.Reshape({{.*}}) : (tensor<2x3x4x5xf32>, tensor<2xi32>) -> tensor<2x60xf32>
func.func @view(%x: tensor<2x3x4x5xf32>) -> tensor<?x?xf32> {
  %none = onnx.NoValue
  %index = onnx.Constant dense<0> : tensor<i32>
  %axes = onnx.Constant dense<0> : tensor<1xi32>
  %rest = onnx.Constant dense<-1> : tensor<1xi32>
  %shape = onnx.Shape(%x) : (tensor<2x3x4x5xf32>) -> tensor<?xi32>
  %batch = onnx.Gather(%shape, %index) : (tensor<?xi32>, tensor<i32>) -> tensor<i32>
  %first = onnx.Unsqueeze(%batch, %axes) : (tensor<i32>, tensor<1xi32>) -> tensor<1xi32>
  %to = onnx.Concat(%first, %rest) {axis = 0 : si64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
  %y = onnx.Reshape(%x, %to) : (tensor<2x3x4x5xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

// Upsampling by two as PyTorch exports it: extents as floats, multiplied, rounded
// down and cast back, beside the first two extents.
// CHECK-LABEL: func.func @upsample(
// CHECK-SAME:      -> tensor<1x2x10x14xf32>
func.func @upsample(%x: tensor<1x2x5x7xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %zero = onnx.Constant dense<0> : tensor<1xi32>
  %two = onnx.Constant dense<2> : tensor<1xi32>
  %four = onnx.Constant dense<4> : tensor<1xi32>
  %factor = onnx.Constant dense<2.0> : tensor<f32>
  %shape = onnx.Shape(%x) : (tensor<1x2x5x7xf32>) -> tensor<4xi32>
  %outer = onnx.Slice(%shape, %zero, %two, %zero, %none) : (tensor<4xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, none) -> tensor<*xi32>
  %inner = onnx.Slice(%shape, %two, %four, %zero, %none) : (tensor<4xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, none) -> tensor<*xi32>
  %f = onnx.Cast(%inner) {to = f32} : (tensor<*xi32>) -> tensor<*xf32>
  %scaled = onnx.Mul(%f, %factor) : (tensor<*xf32>, tensor<f32>) -> tensor<*xf32>
  %floor = onnx.Floor(%scaled) : (tensor<*xf32>) -> tensor<*xf32>
  %back = onnx.Cast(%floor) {to = i32} : (tensor<*xf32>) -> tensor<*xi32>
  %sizes = onnx.Concat(%outer, %back) {axis = 0 : si64} : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
  %y = onnx.Resize(%x, %none, %none, %sizes) : (tensor<1x2x5x7xf32>, none, none, tensor<*xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// -----

// A mask as TensorFlow exports it: a shape filled with ones, positions by Range,
// compared and chosen.
// CHECK-LABEL: func.func @expand(
// CHECK-SAME:      -> tensor<2x3xf32>
// CHECK:         %[[SHAPE:.*]] = onnx.Constant dense<[2, 3]> : tensor<2xi32>
// CHECK:         onnx.Expand(%{{.*}}, %[[SHAPE]])
func.func @expand(%x: tensor<1x3xf32>, %like: tensor<2x5xf32>) -> tensor<?x?xf32> {
  %rank = onnx.Constant dense<2> : tensor<1xi32>
  %minus = onnx.Constant dense<-1> : tensor<i32>
  %given = onnx.Constant dense<[2, -1]> : tensor<2xi32>
  %ones = onnx.ConstantOfShape(%rank) {value = dense<1> : tensor<1xi32>} : (tensor<1xi32>) -> tensor<?xi32>
  %inverse = onnx.Mul(%ones, %minus) : (tensor<?xi32>, tensor<i32>) -> tensor<?xi32>
  %unknown = onnx.Equal(%given, %inverse) : (tensor<2xi32>, tensor<?xi32>) -> tensor<?xi1>
  %own = onnx.Shape(%x) : (tensor<1x3xf32>) -> tensor<2xi32>
  %to = onnx.Where(%unknown, %own, %given) : (tensor<?xi1>, tensor<2xi32>, tensor<2xi32>) -> tensor<?xi32>
  %y = onnx.Expand(%x, %to) : (tensor<1x3xf32>, tensor<?xi32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

// One static extent of a shape is known although the others are not.
// CHECK-LABEL: func.func @partial(
// CHECK:         %[[C:.*]] = onnx.Constant dense<7> : tensor<1xi32>
// CHECK:         return %[[C]]
func.func @partial(%a: tensor<3x7xf32>, %s: tensor<2xi32>) -> tensor<?xi32> {
  %none = onnx.NoValue
  %one = onnx.Constant dense<1> : tensor<1xi32>
  %two = onnx.Constant dense<2> : tensor<1xi32>
  %shape = onnx.Shape(%a) : (tensor<3x7xf32>) -> tensor<?xi32>
  %y = onnx.Slice(%shape, %one, %two, %none, %none) : (tensor<?xi32>, tensor<1xi32>, tensor<1xi32>, none, none) -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// -----

// The aspect ratio is kept: 2.0 along one axis and 1.5 along the other make 1.5
// where the result must not be larger, and 2.0 where it must not be smaller.
// CHECK-LABEL: func.func @aspect(
// CHECK-SAME:      -> (tensor<1x6x9xf32>, tensor<1x8x12xf32>)
func.func @aspect(%x: tensor<1x4x6xf32>) -> (tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8, 9]> : tensor<2xi32>
  %a = onnx.Resize(%x, %none, %none, %sizes) {axes = [-2, -1], keep_aspect_ratio_policy = "not_larger"}
      : (tensor<1x4x6xf32>, none, none, tensor<2xi32>) -> tensor<*xf32>
  %b = onnx.Resize(%x, %none, %none, %sizes) {axes = [1, 2], keep_aspect_ratio_policy = "not_smaller"}
      : (tensor<1x4x6xf32>, none, none, tensor<2xi32>) -> tensor<*xf32>
  return %a, %b : tensor<*xf32>, tensor<*xf32>
}

// -----

// The last of unequal parts is shorter.
// CHECK-LABEL: func.func @split_unequal(
// CHECK-SAME:      -> (tensor<3xf32>, tensor<3xf32>, tensor<1xf32>)
func.func @split_unequal(%x: tensor<7xf32>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %none = onnx.NoValue
  %y:3 = onnx.Split(%x, %none) {num_outputs = 3 : si64} : (tensor<7xf32>, none) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>)
  return %y#0, %y#1, %y#2 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}

// -----

// Foreign IR keeps its i64 indices.
// CHECK-LABEL: func.func @i64(
// CHECK-SAME:      -> tensor<6x2xf32>
func.func @i64(%x: tensor<3x4xf32>) -> tensor<*xf32> {
  %m = onnx.Constant dense<[6, -1]> : tensor<2xi64>
  %y = onnx.Reshape(%x, %m) : (tensor<3x4xf32>, tensor<2xi64>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}
