// More bytes of weights than a file takes.
//
// verifier:    bytes of weights 2147483968 exceeds 2147483648
// emulator:    compile: Weight file size (2147483712 bytes) exceeds the maximum (2147483648 bytes)
// silicon:     refused: exceeds the maximum
// discharged:  none (the model would have 2 GiB of weights; form-programs-weight-file.mlir shows the pass)
// small:       /65536x1x8192/8x1x1/
// weights:     2147483712
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w0 = ane.constant dense<0.5> : tensor<1x65536x1x8192xf16>
    %w1 = ane.constant dense<0.25> : tensor<1x65536x1x8192xf16>
    %a = ane.constant dense<2.0> : tensor<1x8x1x1xf16>
    %y = ane.mul(%x, %a) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}
