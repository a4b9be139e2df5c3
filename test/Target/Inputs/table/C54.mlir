// Minus infinity enters a softmax.
//
// verifier:    reads a constant that holds -inf
// emulator:    compile: gets -inf from
// silicon:     none (the arithmetic of fp16 gives NaN, on the host as well)
// discharged:  engine
// without:     onnx-decompose
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %m = ane.constant dense<0xFC00> : tensor<1x1x1x32xf16>
    %s = ane.add(%x, %m) : (tensor<1x8x16x32xf16>, tensor<1x1x1x32xf16>) -> tensor<1x8x16x32xf16>
    %y = ane.softmax(%s) {axis = -1 : i32} : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %m = onnx.Constant dense<[[[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000, 0xFF800000]]]]> : tensor<1x1x1x32xf32>
  %s = onnx.Add(%x, %m) : (tensor<1x8x16x32xf32>, tensor<1x1x1x32xf32>) -> tensor<1x8x16x32xf32>
  %t = onnx.Softmax(%s) {axis = -1 : si64} : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %y = onnx.Relu(%t) : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
