// More bytes of weights than a file takes.
//
// verifier:    bytes of weights 2147483840 exceeds 2147483648
// emulator:    none (the case would be a file of 2 GiB; CompileTest.cpp has a smaller limit)
// silicon:     none (likewise)
// discharged:  none (no pass splits a program for it; such a model is refused)
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w0 = ane.constant dense<0.5> : tensor<1x65536x1x8192xf16>
    %w1 = ane.constant dense<0.25> : tensor<1x65536x1x8192xf16>
    %y = ane.relu(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}
