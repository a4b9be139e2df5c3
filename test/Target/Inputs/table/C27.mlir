// A convolution by an input, as it comes.
//
// verifier:    has an argument of the program as its weight
// emulator:    compile: has a weight that is no constant and comes from no reshape or slice, which the engine ignores
// silicon:     differs
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#w = #ane.surface<symbol = "i01", valid = [8, 8, 1, 1], row = 64, plane = 64, batch = 512, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"m5">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x}, %w: tensor<8x8x1x1xf16> {ane.surface = #w})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x16x32xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}, %w: tensor<8x8x1x1xf16> {onnx.name = "w"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x, %w) : (tensor<1x8x16x32xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}, %w: tensor<8x8x1x1xf32> {onnx.name = "w"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) : (tensor<1x8x16x32xf32>, tensor<8x8x1x1xf32>, none) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
