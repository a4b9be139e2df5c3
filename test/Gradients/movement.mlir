// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// Everything in the backward functions runs on the engine.
// HOST: cases, 0 wrong

// Operations that move elements: every element of the gradient finds its way back.

func.func @identity(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Identity(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @reshape(%x: tensor<2x6xf32>) -> tensor<3x4xf32> {
  %c0 = onnx.Constant dense<[3, -1]> : tensor<2xi32>
  %y = onnx.Reshape(%x, %c0) : (tensor<2x6xf32>, tensor<2xi32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @flatten(%x: tensor<2x3x4xf32>) -> tensor<6x4xf32> {
  %y = onnx.Flatten(%x) {axis = -1 : si64} : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  return %y : tensor<6x4xf32>
}

func.func @squeeze(%x: tensor<2x1x3x1xf32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[-1, 1]> : tensor<2xi32>
  %y = onnx.Squeeze(%x, %c0) : (tensor<2x1x3x1xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @squeeze_all(%x: tensor<2x1x3x1xf32>) -> tensor<2x3xf32> {
  %c0 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Squeeze(%x, %c0) : (tensor<2x1x3x1xf32>, none) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @unsqueeze(%x: tensor<2x3xf32>) -> tensor<2x1x3x1xf32> {
  %c0 = onnx.Constant dense<[-1, 1]> : tensor<2xi32>
  %y = onnx.Unsqueeze(%x, %c0) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2x1x3x1xf32>
  return %y : tensor<2x1x3x1xf32>
}

// A permutation that is not its own inverse.
func.func @transpose(%x: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %y = onnx.Transpose(%x) {perm = [2, 0, 1]} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %y : tensor<4x2x3xf32>
}

func.func @transpose_reverses(%x: tensor<2x3x4xf32>) -> tensor<4x3x2xf32> {
  %y = onnx.Transpose(%x) : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  return %y : tensor<4x3x2xf32>
}

func.func @cast(%x: tensor<2x3xf32>) -> tensor<2x3xf16> {
  %y = onnx.Cast(%x) {to = f16} : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return %y : tensor<2x3xf16>
}

// What is computed from the integers has no gradient, what it is multiplied with has.
func.func @cast_of_integers(%i: tensor<2x3xi32> {test.range = [-3, 3]}, %x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %f = onnx.Cast(%i) {to = f32} : (tensor<2x3xi32>) -> tensor<2x3xf32>
  %y = onnx.Mul(%f, %x) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @cast_like(%x: tensor<2x3xf32>, %like: tensor<1xf16>) -> tensor<2x3xf16> {
  %y = onnx.CastLike(%x, %like) : (tensor<2x3xf32>, tensor<1xf16>) -> tensor<2x3xf16>
  return %y : tensor<2x3xf16>
}

func.func @concat(%a: tensor<2x1xf32>, %b: tensor<2x3xf32>, %c: tensor<2x2xf32>) -> tensor<2x6xf32> {
  %y = onnx.Concat(%a, %b, %c) {axis = -1 : si64} : (tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

func.func @concat_of_same(%x: tensor<2x3xf32>) -> tensor<4x3xf32> {
  %y = onnx.Concat(%x, %x) {axis = 0 : si64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

func.func @split(%x: tensor<2x6xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>) {
  %s = onnx.Constant dense<[1, 3, 2]> : tensor<3xi32>
  %a, %b, %c = onnx.Split(%x, %s) {axis = -1 : si64} : (tensor<2x6xf32>, tensor<3xi32>) -> (tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>)
  %d = onnx.Mul(%b, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %a, %d, %c : tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>
}

// A result that nothing reads has the gradient 0.
func.func @split_partly_used(%x: tensor<5x2xf32>) -> tensor<2x2xf32> {
  %none = "onnx.NoValue"() {value} : () -> none
  %a, %b, %c = onnx.Split(%x, %none) {axis = 0 : si64, num_outputs = 3 : si64} : (tensor<5x2xf32>, none) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<1x2xf32>)
  return %b : tensor<2x2xf32>
}

func.func @slice(%x: tensor<4x5xf32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[1, -4]> : tensor<2xi32>
  %c1 = onnx.Constant dense<[3, 4]> : tensor<2xi32>
  %c2 = "onnx.NoValue"() {value} : () -> none
  %c3 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<4x5xf32>, tensor<2xi32>, tensor<2xi32>, none, none) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @slice_negative_axis(%x: tensor<2x5xf32>) -> tensor<2x2xf32> {
  %c0 = onnx.Constant dense<[1]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[3]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[-1]> : tensor<1xi32>
  %c3 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<2x5xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, none) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Elements between those that are taken have the gradient 0.
func.func @slice_step(%x: tensor<7x2xf32>) -> tensor<3x2xf32> {
  %c0 = onnx.Constant dense<[1]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[7]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[0]> : tensor<1xi32>
  %c3 = onnx.Constant dense<[2]> : tensor<1xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<7x2xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

func.func @slice_step_beyond(%x: tensor<2x8xf32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[0]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[1000]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %c3 = onnx.Constant dense<[3]> : tensor<1xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<2x8xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @slice_backwards(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %c0 = onnx.Constant dense<[-1]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[-1000]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %c3 = onnx.Constant dense<[-1]> : tensor<1xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<2x5xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<2x5xf32>
  return %y : tensor<2x5xf32>
}

func.func @slice_backwards_step(%x: tensor<2x8xf32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[6]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[0]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[1]> : tensor<1xi32>
  %c3 = onnx.Constant dense<[-2]> : tensor<1xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<2x8xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @slice_two_steps(%x: tensor<5x6xf32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[3, 0]> : tensor<2xi32>
  %c1 = onnx.Constant dense<[0, 6]> : tensor<2xi32>
  %c2 = onnx.Constant dense<[0, 1]> : tensor<2xi32>
  %c3 = onnx.Constant dense<[-2, 2]> : tensor<2xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<5x6xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @slice_one(%x: tensor<3x4xf32>) -> tensor<1x4xf32> {
  %c0 = onnx.Constant dense<[-1]> : tensor<1xi32>
  %c1 = onnx.Constant dense<[-1000]> : tensor<1xi32>
  %c2 = onnx.Constant dense<[0]> : tensor<1xi32>
  %c3 = onnx.Constant dense<[-5]> : tensor<1xi32>
  %y = onnx.Slice(%x, %c0, %c1, %c2, %c3) : (tensor<3x4xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}

func.func @expand(%x: tensor<3x1xf32>) -> tensor<2x3x4xf32> {
  %c0 = onnx.Constant dense<[2, 1, 4]> : tensor<3xi32>
  %y = onnx.Expand(%x, %c0) : (tensor<3x1xf32>, tensor<3xi32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

func.func @expand_scalar(%x: tensor<f32>) -> tensor<2x3xf32> {
  %c0 = onnx.Constant dense<[2, 3]> : tensor<2xi32>
  %y = onnx.Expand(%x, %c0) : (tensor<f32>, tensor<2xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @tile(%x: tensor<2x3xf32>) -> tensor<4x9xf32> {
  %c0 = onnx.Constant dense<[2, 3]> : tensor<2xi32>
  %y = onnx.Tile(%x, %c0) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<4x9xf32>
  return %y : tensor<4x9xf32>
}

func.func @tile_one_axis(%x: tensor<2x1x3xf32>) -> tensor<2x4x3xf32> {
  %c0 = onnx.Constant dense<[1, 4, 1]> : tensor<3xi32>
  %y = onnx.Tile(%x, %c0) : (tensor<2x1x3xf32>, tensor<3xi32>) -> tensor<2x4x3xf32>
  return %y : tensor<2x4x3xf32>
}

func.func @depth_to_space_dcr(%x: tensor<1x8x2x3xf32>) -> tensor<1x2x4x6xf32> {
  %y = onnx.DepthToSpace(%x) {blocksize = 2 : si64, mode = "DCR"} : (tensor<1x8x2x3xf32>) -> tensor<1x2x4x6xf32>
  return %y : tensor<1x2x4x6xf32>
}

func.func @depth_to_space_crd(%x: tensor<1x8x2x3xf32>) -> tensor<1x2x4x6xf32> {
  %y = onnx.DepthToSpace(%x) {blocksize = 2 : si64, mode = "CRD"} : (tensor<1x8x2x3xf32>) -> tensor<1x2x4x6xf32>
  return %y : tensor<1x2x4x6xf32>
}

func.func @space_to_depth(%x: tensor<1x2x4x6xf32>) -> tensor<1x8x2x3xf32> {
  %y = onnx.SpaceToDepth(%x) {blocksize = 2 : si64} : (tensor<1x2x4x6xf32>) -> tensor<1x8x2x3xf32>
  return %y : tensor<1x8x2x3xf32>
}

func.func @trilu(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %c0 = "onnx.NoValue"() {value} : () -> none
  %y = onnx.Trilu(%x, %c0) {upper = 0 : si64} : (tensor<3x3xf32>, none) -> tensor<3x3xf32>
  return %y : tensor<3x3xf32>
}
