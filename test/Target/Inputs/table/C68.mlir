// Quantized weights with scales for blocks.
//
// verifier:    has 16 scales for 8 output channels
// emulator:    compile: expected one for each output channel
// silicon:     refused
// discharged:  none (no lowering quantizes weights)
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %d = ane.constant dense<3> : tensor<8x8x1x1xi8>
    %s = ane.constant dense<0.5> : tensor<8x2x1x1xf16>
    %w = ane.constexpr_blockwise_shift_scale(%d, %s) : (tensor<8x8x1x1xi8>, tensor<8x2x1x1xf16>) -> tensor<8x8x1x1xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x16x32xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}
