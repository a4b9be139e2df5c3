// RUN: ane-translate --ane-to-mil %s | FileCheck %s

// Literals that are tensors lie in the weight file as parameters do; a splat is written out.
// CHECK: tensor<fp16, [2, 4, 1, 1]> w0 = const(){{.*}}offset = uint64(64)
// CHECK: tensor<fp16, [2]> w1 = const(){{.*}}offset = uint64(192)
ane.program @forward(%x: tensor<1x4x1x32xf16>) -> tensor<1x2x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<0.1> : tensor<2x4x1x1xf32> -> tensor<2x4x1x1xf16>
  %b = ane.constant dense<[1.0, -2.0]> : tensor<2xf16>
  %y = ane.conv(%x, %w, %b) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32}
      : (tensor<1x4x1x32xf16>, tensor<2x4x1x1xf16>, tensor<2xf16>) -> tensor<1x2x1x32xf16>
  ane.return %y : tensor<1x2x1x32xf16>
}
