// The outputs have surfaces of two sizes.
//
// verifier:    output 1 has 98304 bytes and the one before 49152
// emulator:    evaluate: has 98304 bytes, expected 49152 bytes as surface 0 has
// silicon:     refused
// discharged:  engine
// without:     ane-pad-surfaces ane-check-optimize
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#z = #ane.surface<symbol = "o01", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 98304>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}, tensor<1x8x16x32xf16> {ane.surface = #z}) attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %z = ane.abs(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y, %z : tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}, tensor<1x8x16x32xf16> {onnx.name = "z"}) attributes {ane.entry = "main"} {
    %r:2 = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>)
    return %r#0, %r#1 : tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<2x3x5xf32> {onnx.name = "x"}, %z: tensor<2x64x64x7xf32> {onnx.name = "z"}) -> (tensor<2x3x5xf32> {onnx.name = "y"}, tensor<2x64x64x7xf32> {onnx.name = "w"}) {
  %y = onnx.Relu(%x) : (tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  %w = onnx.Relu(%z) : (tensor<2x64x64x7xf32>) -> tensor<2x64x64x7xf32>
  return %y, %w : tensor<2x3x5xf32>, tensor<2x64x64x7xf32>
}
