// A convolution with more input channels than the chip takes.
//
// verifier:    number of input channels 40000 exceeds 31999
// emulator:    compile: has 40000 input channels, expected at most 31999
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 40000, 1, 32], row = 64, plane = 64, batch = 2560000, alloc = 2560000>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x40000x1x32xf16> {ane.surface = #x})
      -> (tensor<1x8x1x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<0.015625> : tensor<8x40000x1x1xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x40000x1x32xf16>, tensor<8x40000x1x1xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
  func.func @main(%x: tensor<1x40000x1x32xf16> {onnx.name = "x"}) -> (tensor<1x8x1x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x40000x1x32xf16>) -> tensor<1x8x1x32xf16>
    return %r : tensor<1x8x1x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x40000x1x32xf32> {onnx.name = "x"}) -> (tensor<1x8x1x32xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %w = onnx.Constant dense<0.015625> : tensor<8x40000x1x1xf32>
  %y = onnx.Conv(%x, %w, %none) : (tensor<1x40000x1x32xf32>, tensor<8x40000x1x1xf32>, none) -> tensor<1x8x1x32xf32>
  return %y : tensor<1x8x1x32xf32>
}
