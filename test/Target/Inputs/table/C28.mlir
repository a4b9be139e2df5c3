// A tile, after which the engine fails until the process ends.
//
// verifier:    is a tile on strict
// emulator:    compile: makes every later request of the process fail
// silicon:     refused: a tile that was evaluated before made the engine unusable
// discharged:  engine
// call:        twice
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 40, 16, 32], row = 64, plane = 1024, batch = 40960, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x40x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.tile(%x) {reps = array<i32: 1, 5, 1, 1>} : (tensor<1x8x16x32xf16>) -> tensor<1x40x16x32xf16>
    ane.return %y : tensor<1x40x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x40x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x40x16x32xf16>
    return %r : tensor<1x40x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x40x16x32xf32> {onnx.name = "y"}) {
  %r = onnx.Constant dense<[1, 5, 1, 1]> : tensor<4xi64>
  %y = onnx.Tile(%x, %r) : (tensor<1x8x16x32xf32>, tensor<4xi64>) -> tensor<1x40x16x32xf32>
  return %y : tensor<1x40x16x32xf32>
}
