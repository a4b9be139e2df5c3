// Products so small that they count as 0.
//
// verifier:    none (it depends on values, which are known at run time only)
// emulator:    none (nothing is refused: the engine computes so)
// silicon:     differs
// discharged:  none (values are known only at run time)
// numerics:    f16-mac
#x = #ane.surface<symbol = "i00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x1x32x32xf16> {ane.surface = #x})
      -> (tensor<1x1x32x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %zero = ane.constant dense<0.0> : tensor<f16>
    %z = ane.mul(%x, %zero) : (tensor<1x1x32x32xf16>, tensor<f16>) -> tensor<1x1x32x32xf16>
    %c = ane.constant dense<1.0e-3> : tensor<f16>
    %v = ane.add(%z, %c) : (tensor<1x1x32x32xf16>, tensor<f16>) -> tensor<1x1x32x32xf16>
    %y = ane.matmul(%v, %v) {transpose_x = false, transpose_y = true} : (tensor<1x1x32x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    ane.return %y : tensor<1x1x32x32xf16>
  }
  func.func @main(%x: tensor<1x1x32x32xf16> {onnx.name = "x"}) -> (tensor<1x1x32x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    return %r : tensor<1x1x32x32xf16>
  }
}
