// Inputs b and a, in this order.
//
// verifier:    input 'a' follows 'b'
// emulator:    evaluate: is meant for 'b', but the engine takes it for 'a'
// silicon:     differs
// discharged:  engine
// call:        swap-inputs
#x = #ane.surface<symbol = "b", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#z = #ane.surface<symbol = "a", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x}, %z: tensor<1x8x16x32xf16> {ane.surface = #z})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %two = ane.constant dense<2.0> : tensor<f16>
    %d = ane.mul(%z, %two) : (tensor<1x8x16x32xf16>, tensor<f16>) -> tensor<1x8x16x32xf16>
    %y = ane.sub(%x, %d) : (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}, %z: tensor<1x8x16x32xf16> {onnx.name = "z"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x, %z) : (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<2x3x5xf32> {onnx.name = "x"}, %z: tensor<2x64x64x7xf32> {onnx.name = "z"}) -> (tensor<2x3x5xf32> {onnx.name = "y"}, tensor<2x64x64x7xf32> {onnx.name = "w"}) {
  %y = onnx.Relu(%x) : (tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  %w = onnx.Relu(%z) : (tensor<2x64x64x7xf32>) -> tensor<2x64x64x7xf32>
  return %y, %w : tensor<2x3x5xf32>, tensor<2x64x64x7xf32>
}
