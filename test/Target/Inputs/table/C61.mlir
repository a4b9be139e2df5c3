// The channels of one pixel are reduced, and nothing else.
//
// verifier:    reduces the channels in a program of its own
// emulator:    compile: over its channels and is all the program does
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 2048, 1, 1], row = 64, plane = 64, batch = 131072, alloc = 131072>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 1, 1], row = 64, plane = 64, batch = 64, alloc = 49152>
module attributes {ane.target = #ane.target<"m2-pro">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x2048x1x1xf16> {ane.surface = #x})
      -> (tensor<1x1x1x1xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.reduce_mean(%x) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
  func.func @main(%x: tensor<1x2048x1x1xf16> {onnx.name = "x"}) -> (tensor<1x1x1x1xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    return %r : tensor<1x1x1x1xf16>
  }
}

// -----
func.func @main(%x: tensor<1x20000x1x1xf32> {onnx.name = "x"}) -> (tensor<1x1x1x1xf32> {onnx.name = "y"}) {
  %a = onnx.Constant dense<1> : tensor<1xi64>
  %y = onnx.ReduceMean(%x, %a) : (tensor<1x20000x1x1xf32>, tensor<1xi64>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}
