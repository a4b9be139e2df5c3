// Rows that lie 48 bytes apart.
//
// verifier:    input 0 has rows of 48 bytes, not a multiple of 64
// emulator:    evaluate: has rows of 48 bytes, expected a multiple of 64
// silicon:     differs
// discharged:  engine
// without:     ane-pad-surfaces ane-check-optimize
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 24], row = 48, plane = 768, batch = 6144, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 24], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x24xf16> {ane.surface = #x})
      -> (tensor<1x8x16x24xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x16x24xf16>) -> tensor<1x8x16x24xf16>
    ane.return %y : tensor<1x8x16x24xf16>
  }
  func.func @main(%x: tensor<1x8x16x24xf16> {onnx.name = "x"}) -> (tensor<1x8x16x24xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x24xf16>) -> tensor<1x8x16x24xf16>
    return %r : tensor<1x8x16x24xf16>
  }
}

// -----
func.func @main(%x: tensor<2x3x5xf32> {onnx.name = "x"}, %z: tensor<2x64x64x7xf32> {onnx.name = "z"}) -> (tensor<2x3x5xf32> {onnx.name = "y"}, tensor<2x64x64x7xf32> {onnx.name = "w"}) {
  %y = onnx.Relu(%x) : (tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  %w = onnx.Relu(%z) : (tensor<2x64x64x7xf32>) -> tensor<2x64x64x7xf32>
  return %y, %w : tensor<2x3x5xf32>, tensor<2x64x64x7xf32>
}
