// RUN: ane-translate --ane-to-mil %s | FileCheck %s

// Everything that MIL text needs: the header of the profile with build information (ANE-C52), shared constants before the operations, arguments by name,
// a scalar in the text, a tensor in the weight file, results in the order of the signature.
module attributes {ane.target = #ane.target<"strict">} {
  ml_program.global private @w(dense<0.5> : tensor<2x4x1x1xf32>) : tensor<2x4x1x1xf32>

  // CHECK:      program(1.3)
  // CHECK-NEXT: [buildInfo = dict<string, string>({{.*}}{"coremlc-version", {{.*}}
  // CHECK-NEXT: {
  // CHECK-NEXT:   func main<ios18>(tensor<fp16, [1, 4, 1, 32]> i00) {
  // CHECK-NEXT:     tensor<fp16, [2, 4, 1, 1]> w0 = const()[name = string("w0"), val = tensor<fp16, [2, 4, 1, 1]>(BLOBFILE(path = string("@model_path/weights/weight.bin"), offset = uint64(64)))];
  // CHECK-NEXT:     tensor<int32, [2]> c0 = const()[name = string("c0"), val = tensor<int32, [2]>([1, 1])];
  // CHECK-NEXT:     string c1 = const()[name = string("c1"), val = string("valid")];
  // CHECK-NEXT:     tensor<int32, [4]> c2 = const()[name = string("c2"), val = tensor<int32, [4]>([0, 0, 0, 0])];
  // CHECK-NEXT:     int32 c3 = const()[name = string("c3"), val = int32(1)];
  // CHECK-NEXT:     fp16 c4 = const()[name = string("c4"), val = fp16(0x1.99999ap-4)];
  // CHECK-NEXT:     bool c5 = const()[name = string("c5"), val = bool(false)];
  // CHECK-NEXT:     int32 c6 = const()[name = string("c6"), val = int32(2)];
  // CHECK-NEXT:     tensor<fp16, [1, 2, 1, 32]> v0 = conv(dilations = c0, groups = c3, pad = c2, pad_type = c1, strides = c0, weight = w0, x = i00)[name = string("v0")];
  // CHECK-NEXT:     tensor<fp16, [1, 2, 1, 32]> o01 = mul(x = v0, y = c4)[name = string("o01")];
  // CHECK-NEXT:     tensor<fp16, [1, 4, 1, 32]> v1 = concat(axis = c3, interleave = c5, values = (v0, o01))[name = string("v1")];
  // CHECK-NEXT:     tensor<fp16, [1, 2, 1, 32]> v2, tensor<fp16, [1, 2, 1, 32]> o00 = split(axis = c3, num_splits = c6, x = v1)[name = string("v2")];
  // CHECK-NEXT:   } -> (o00, o01);
  // CHECK-NEXT: }
  ane.program @forward(%x: tensor<1x4x1x32xf16>) -> (tensor<1x2x1x32xf16>, tensor<1x2x1x32xf16>) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @w : tensor<2x4x1x1xf16>
    // Twice the same number is one constant.
    %s = ane.constant dense<0.1> : tensor<f32> -> tensor<f16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32}
        : (tensor<1x4x1x32xf16>, tensor<2x4x1x1xf16>) -> tensor<1x2x1x32xf16>
    %z = ane.mul(%y, %s) : (tensor<1x2x1x32xf16>, tensor<f16>) -> tensor<1x2x1x32xf16>
    %c = ane.concat(%y, %z) {axis = 1 : i32, interleave = false} : (tensor<1x2x1x32xf16>, tensor<1x2x1x32xf16>) -> tensor<1x4x1x32xf16>
    %p:2 = ane.split(%c) {axis = 1 : i32, num_splits = 2 : i32} : (tensor<1x4x1x32xf16>) -> (tensor<1x2x1x32xf16>, tensor<1x2x1x32xf16>)
    ane.return %p#1, %z : tensor<1x2x1x32xf16>, tensor<1x2x1x32xf16>
  }
}
