// A slice of large values from behind the start of the last axis.
//
// verifier:    none (it depends on values, which are known at run time only)
// emulator:    evaluate: takes magnitudes beyond 4094 from behind the start of the last axis
// silicon:     differs
// discharged:  none (what a model computes is its own)
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 64], row = 128, plane = 2048, batch = 16384, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"m1">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x64xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %big = ane.constant dense<16384.0> : tensor<f16>
    %a = ane.mul(%x, %big) : (tensor<1x8x16x64xf16>, tensor<f16>) -> tensor<1x8x16x64xf16>
    %y = ane.slice_by_size(%a) {begin = array<i32: 0, 0, 0, 32>, size = array<i32: 1, 8, 16, 32>} : (tensor<1x8x16x64xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x64xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x64xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}
