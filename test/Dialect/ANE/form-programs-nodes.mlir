// RUN: ane-opt %s --ane-form-programs="blocks-per-program=1 merge=false" | FileCheck %s

// A node goes where its operations go, to both programs where it has operations in both. One that left none goes to the
// first: no node is lost.
// CHECK: ane.program @p_0({{.*}}ane.nodes = [{name = "/gone", op = "Identity"}, {name = "/a", op = "Conv"}, {name = "/shared", op = "Relu"}], placement
// CHECK: ane.program @p_1({{.*}}ane.nodes = [{name = "/shared", op = "Relu"}, {name = "/h", op = "Add"}], placement
ml_program.global private @wide(dense<1.0> : tensor<64x8x1x1xf32>) : tensor<64x8x1x1xf32>
ml_program.global private @narrow(dense<1.0> : tensor<8x64x1x1xf32>) : tensor<8x64x1x1xf32>
ane.program @p(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {ane.nodes = [{name = "/gone", op = "Identity"}, {name = "/a", op = "Conv"}, {name = "/shared", op = "Relu"}, {name = "/h", op = "Add"}], placement = #ane.placement<engine>} {
  %w = ane.constant @wide : tensor<64x8x1x1xf16>
  %n = ane.constant @narrow : tensor<8x64x1x1xf16>
  %a = ane.conv(%x, %w) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x8x1x32xf16>, tensor<64x8x1x1xf16>) -> tensor<1x64x1x32xf16> loc("/a")
  %b = ane.relu(%a) : (tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> loc("/shared")
  %c = ane.conv(%b, %n) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x64x1x32xf16>, tensor<8x64x1x1xf16>) -> tensor<1x8x1x32xf16> loc("/c")
  %d = ane.add(%c, %x) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> loc("/d")
  %e = ane.conv(%d, %w) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x8x1x32xf16>, tensor<64x8x1x1xf16>) -> tensor<1x64x1x32xf16> loc("/e")
  %f = ane.relu(%e) : (tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> loc("/shared")
  %g = ane.conv(%f, %n) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x64x1x32xf16>, tensor<8x64x1x1xf16>) -> tensor<1x8x1x32xf16> loc("/g")
  %h = ane.add(%g, %d) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> loc("/h")
  ane.return %h : tensor<1x8x1x32xf16>
}
func.func @f(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> {
  %y = ane.call @p(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  return %y : tensor<1x8x1x32xf16>
}
