// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// The strict target has no concat (ANE-C01): padded operands are summed.
// CHECK-LABEL: ane.program @concat_0
// CHECK-NOT:     ane.concat
// CHECK:         %[[A:.*]] = ane.pad({{.*}}pad = array<i32: 0, 0, 0, 3, 0, 0, 0, 0>
// CHECK:         %[[B:.*]] = ane.pad({{.*}}pad = array<i32: 0, 0, 2, 0, 0, 0, 0, 0>
// CHECK:         ane.add(%[[A]], %[[B]])
func.func @concat(%a: tensor<1x2x4x8xf32>, %b: tensor<1x3x4x8xf32>) -> tensor<1x5x4x8xf32> {
  %y = onnx.Concat(%a, %b) {axis = 1 : si64} : (tensor<1x2x4x8xf32>, tensor<1x3x4x8xf32>) -> tensor<1x5x4x8xf32>
  return %y : tensor<1x5x4x8xf32>
}

// -----

// A sum of pads has few channels (ANE-C41): the channels are seen as rows...
// CHECK-LABEL: ane.program @manyChannels_0
// CHECK:         ane.pad({{.*}} : (tensor<1x1x6000x32xf16>) -> tensor<1x1x10000x32xf16>
// CHECK:         ane.pad({{.*}} : (tensor<1x1x4000x32xf16>) -> tensor<1x1x10000x32xf16>
// CHECK:         ane.add
// CHECK:         ane.reshape({{.*}} -> tensor<1x10000x1x32xf16>
func.func @manyChannels(%a: tensor<1x6000x1x32xf32>, %b: tensor<1x4000x1x32xf32>) -> tensor<1x10000x1x32xf32> {
  %y = onnx.Concat(%a, %b) {axis = 1 : si64} : (tensor<1x6000x1x32xf32>, tensor<1x4000x1x32xf32>) -> tensor<1x10000x1x32xf32>
  return %y : tensor<1x10000x1x32xf32>
}

// -----

// ... and where the last axis is joined, as parts of both: 9,000 of them and not 18,000.
// CHECK-LABEL: ane.program @wide_0
// CHECK:         ane.pad({{.*}} : (tensor<1x9000x2x4xf16>) -> tensor<1x9000x2x12xf16>
// CHECK:         ane.pad({{.*}} : (tensor<1x9000x2x8xf16>) -> tensor<1x9000x2x12xf16>
// CHECK:         ane.reshape({{.*}} -> tensor<1x18000x1x12xf16>
func.func @wide(%a: tensor<1x18000x1x4xf32>, %b: tensor<1x18000x1x8xf32>) -> tensor<1x18000x1x12xf32> {
  %y = onnx.Concat(%a, %b) {axis = 3 : si64} : (tensor<1x18000x1x4xf32>, tensor<1x18000x1x8xf32>) -> tensor<1x18000x1x12xf32>
  return %y : tensor<1x18000x1x12xf32>
}

// -----

// A target that takes concat gets it.
// CHECK-LABEL: ane.program @nativeConcat_0
// CHECK:         ane.concat
module attributes {ane.target = #ane.target<"m4-max">} {
  func.func @nativeConcat(%a: tensor<1x2x4x8xf32>, %b: tensor<1x3x4x8xf32>) -> tensor<1x5x4x8xf32> {
    %y = onnx.Concat(%a, %b) {axis = 1 : si64} : (tensor<1x2x4x8xf32>, tensor<1x3x4x8xf32>) -> tensor<1x5x4x8xf32>
    return %y : tensor<1x5x4x8xf32>
  }
}

// -----

// tile is never used, whatever its factors (ANE-C28, ANE-C71): a product with ones repeats, and keeps -0 and NaN.
// CHECK-LABEL: ane.program @tile_0
// CHECK-NOT:     ane.tile
// CHECK:         %[[ONES:.*]] = ane.constant dense<1.000000e+00> : tensor<1x3x1xf32> -> tensor<1x3x1xf16>
// CHECK:         ane.mul({{.*}}, %[[ONES]]) : (tensor<2x1x8xf16>, tensor<1x3x1xf16>) -> tensor<2x3x8xf16>
func.func @tile(%x: tensor<2x8xf32>) -> tensor<2x24xf32> {
  %r = onnx.Constant dense<[1, 3]> : tensor<2xi32>
  %y = onnx.Tile(%x, %r) : (tensor<2x8xf32>, tensor<2xi32>) -> tensor<2x24xf32>
  return %y : tensor<2x24xf32>
}

// -----

// Six axes of which no two stay neighbors: a batch of 2 leaves no axis of extent 1, so axes move one at a time, and no
// value of rank 6 is left.
// CHECK-LABEL: ane.program @depthToSpace_0
// CHECK-NOT:     tensor<2x2x2x2x2x3xf16>
// CHECK:         ane.transpose
// CHECK:         ane.return
func.func @depthToSpace(%x: tensor<2x8x2x3xf32>) -> tensor<2x2x4x6xf32> {
  %y = onnx.DepthToSpace(%x) {blocksize = 2 : si64} : (tensor<2x8x2x3xf32>) -> tensor<2x2x4x6xf32>
  return %y : tensor<2x2x4x6xf32>
}

// -----

// A transpose that only moves axes of extent 1 is a reshape.
// CHECK-LABEL: ane.program @unitAxes_0
// CHECK-NOT:     ane.transpose
// CHECK:         ane.return
func.func @unitAxes(%x: tensor<1x1x4x8xf32>) -> tensor<4x1x1x8xf32> {
  %y = onnx.Transpose(%x) {perm = [2, 0, 1, 3]} : (tensor<1x1x4x8xf32>) -> tensor<4x1x1x8xf32>
  return %y : tensor<4x1x1x8xf32>
}

// -----

// A negative step is a slice, turned.
// CHECK-LABEL: ane.program @backwards_0
// CHECK:         %[[S:.*]] = ane.slice_by_size({{.*}}begin = array<i32: 0, 0, 0, 1>, size = array<i32: 1, 1, 4, 5>
// CHECK:         %[[R:.*]] = ane.reverse(%[[S]]) {axes = array<i32: 3>}
// CHECK:         ane.slice_by_index(%[[R]]) {{.*}}stride = array<i32: 1, 1, 1, 2>
func.func @backwards(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x3xf32> {
  %start = onnx.Constant dense<5> : tensor<1xi32>
  %end = onnx.Constant dense<0> : tensor<1xi32>
  %axis = onnx.Constant dense<3> : tensor<1xi32>
  %step = onnx.Constant dense<-2> : tensor<1xi32>
  %y = onnx.Slice(%x, %start, %end, %axis, %step)
      : (tensor<1x1x4x8xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<1x1x4x3xf32>
  return %y : tensor<1x1x4x3xf32>
}

// -----

// Constant indices in no regular order pick by a matrix of 0 and 1; regular ones are slices.
// CHECK-LABEL: ane.program @gather_0
// CHECK-NOT:     ane.gather
// CHECK:         ane.constant dense<{{.*}}[1.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00]
// CHECK:         ane.matmul
func.func @gather(%x: tensor<1x1x8x4xf32>) -> tensor<1x1x8x3xf32> {
  %i = onnx.Constant dense<[0, 3, -3]> : tensor<3xi32>
  %y = onnx.Gather(%x, %i) {axis = 3 : si64} : (tensor<1x1x8x4xf32>, tensor<3xi32>) -> tensor<1x1x8x3xf32>
  return %y : tensor<1x1x8x3xf32>
}
