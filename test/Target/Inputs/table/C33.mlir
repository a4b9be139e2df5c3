// A softmax over a number of channels that is no power of two.
//
// verifier:    runs over 24 channels
// emulator:    compile: runs over 24 channels, expected a power of two
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 24, 16, 32], row = 64, plane = 1024, batch = 24576, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 24, 16, 32], row = 64, plane = 1024, batch = 24576, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x24x16x32xf16> {ane.surface = #x})
      -> (tensor<1x24x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.softmax(%x) {axis = 1 : i32} : (tensor<1x24x16x32xf16>) -> tensor<1x24x16x32xf16>
    ane.return %y : tensor<1x24x16x32xf16>
  }
  func.func @main(%x: tensor<1x24x16x32xf16> {onnx.name = "x"}) -> (tensor<1x24x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x24x16x32xf16>) -> tensor<1x24x16x32xf16>
    return %r : tensor<1x24x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x24x16x32xf32> {onnx.name = "x"}) -> (tensor<1x24x16x32xf32> {onnx.name = "y"}) {
  %y = onnx.Softmax(%x) {axis = 1 : si64} : (tensor<1x24x16x32xf32>) -> tensor<1x24x16x32xf32>
  return %y : tensor<1x24x16x32xf32>
}
