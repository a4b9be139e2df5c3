// 128 rows of 8192 times a constant.
//
// verifier:    multiplies [128, 8192] by a constant
// emulator:    compile: multiplies 128 rows of 8192 by a constant
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 1, 128, 8192], row = 16384, plane = 2097152, batch = 2097152, alloc = 2097152>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 128, 32], row = 64, plane = 8192, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x1x128x8192xf16> {ane.surface = #x})
      -> (tensor<1x1x128x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<0.015625> : tensor<1x1x32x8192xf16>
    %y = ane.matmul(%x, %w) {transpose_x = false, transpose_y = true} : (tensor<1x1x128x8192xf16>, tensor<1x1x32x8192xf16>) -> tensor<1x1x128x32xf16>
    ane.return %y : tensor<1x1x128x32xf16>
  }
  func.func @main(%x: tensor<1x1x128x8192xf16> {onnx.name = "x"}) -> (tensor<1x1x128x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x1x128x8192xf16>) -> tensor<1x1x128x32xf16>
    return %r : tensor<1x1x128x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x1x128x8192xf32> {onnx.name = "x"}) -> (tensor<1x1x128x32xf32> {onnx.name = "y"}) {
  %w = onnx.Constant dense<0.015625> : tensor<8192x32xf32>
  %y = onnx.MatMul(%x, %w) : (tensor<1x1x128x8192xf32>, tensor<8192x32xf32>) -> tensor<1x1x128x32xf32>
  return %y : tensor<1x1x128x32xf32>
}
