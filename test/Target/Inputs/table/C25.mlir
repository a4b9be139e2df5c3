// An input of a width that fails.
//
// verifier:    input 0 is 14600 wide
// emulator:    evaluate: is 14600 wide, which fails between 14592 and 14624
// silicon:     refused
// discharged:  engine
// without:     ane-pad-surfaces ane-check-optimize
#x = #ane.surface<symbol = "i00", valid = [1, 1, 1, 14600], row = 29248, plane = 29248, batch = 29248, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 1, 14600], row = 29248, plane = 29248, batch = 29248, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x1x1x14600xf16> {ane.surface = #x})
      -> (tensor<1x1x1x14600xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x1x1x14600xf16>) -> tensor<1x1x1x14600xf16>
    ane.return %y : tensor<1x1x1x14600xf16>
  }
  func.func @main(%x: tensor<1x1x1x14600xf16> {onnx.name = "x"}) -> (tensor<1x1x1x14600xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x1x1x14600xf16>) -> tensor<1x1x1x14600xf16>
    return %r : tensor<1x1x1x14600xf16>
  }
}

// -----
func.func @main(%x: tensor<1x1x1x14600xf32> {onnx.name = "x"}) -> (tensor<1x1x1x14600xf32> {onnx.name = "y"}) {
  %y = onnx.Relu(%x) : (tensor<1x1x1x14600xf32>) -> tensor<1x1x1x14600xf32>
  return %y : tensor<1x1x1x14600xf32>
}
