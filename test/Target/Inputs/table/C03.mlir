// An output y2, which is y2@output to the engine, comes before y@output.
//
// verifier:    output 'y2' follows 'y'
// emulator:    evaluate: is meant for 'y@output', but the engine takes it for 'y2@output'
// silicon:     differs
// discharged:  engine
// call:        swap-outputs
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "y", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#z = #ane.surface<symbol = "y2", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
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
