// A bool without its type.
//
// verifier:    none (no IR breaks it, since emission writes what it asks for)
// emulator:    compile: the name of a constant
// silicon:     refused
// discharged:  engine
// edit:        /transpose_x = \w+/transpose_x = false/
// lifted:      none (the parser of MIL text knows no other grammar)
#x = #ane.surface<symbol = "i00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x1x32x32xf16> {ane.surface = #x})
      -> (tensor<1x1x32x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.matmul(%x, %x) {transpose_x = false, transpose_y = true} : (tensor<1x1x32x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    ane.return %y : tensor<1x1x32x32xf16>
  }
  func.func @main(%x: tensor<1x1x32x32xf16> {onnx.name = "x"}) -> (tensor<1x1x32x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x1x32x32xf16>) -> tensor<1x1x32x32xf16>
    return %r : tensor<1x1x32x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x1x32x32xf32> {onnx.name = "x"}) -> (tensor<1x1x32x32xf32> {onnx.name = "y"}) {
  %y = onnx.MatMul(%x, %x) : (tensor<1x1x32x32xf32>, tensor<1x1x32x32xf32>) -> tensor<1x1x32x32xf32>
  return %y : tensor<1x1x32x32xf32>
}
