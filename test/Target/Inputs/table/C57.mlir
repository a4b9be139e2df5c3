// A product by a constant that is not transposed.
//
// verifier:    has a constant y and transpose_y = false
// emulator:    compile: has a constant y that is not transposed
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
module attributes {ane.target = #ane.target<"m5">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x1x32x32xf16> {ane.surface = #x})
      -> (tensor<1x1x32x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<0.5> : tensor<1x1x32x32xf16>
    %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = false} : (tensor<1x1x32x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    ane.return %y : tensor<1x1x32x32xf16>
  }
  func.func @main(%x: tensor<1x1x32x32xf16> {onnx.name = "x"}) -> (tensor<1x1x32x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    return %r : tensor<1x1x32x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x1x32x32xf32> {onnx.name = "x"}) -> (tensor<1x1x32x32xf32> {onnx.name = "y"}) {
  %w = onnx.Constant dense<0.5> : tensor<1x1x32x32xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<1x1x32x32xf32>, tensor<1x1x32x32xf32>) -> tensor<1x1x32x32xf32>
  return %y : tensor<1x1x32x32xf32>
}
