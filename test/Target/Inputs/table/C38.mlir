// A value of rank 6.
//
// verifier:    rank 6 exceeds 5
// emulator:    compile: has a result of rank 6
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %a = ane.reshape(%x) {shape = array<i32: 1, 2, 4, 1, 16, 32>} : (tensor<1x8x16x32xf16>) -> tensor<1x2x4x1x16x32xf16>
    %b = ane.relu(%a) : (tensor<1x2x4x1x16x32xf16>) -> tensor<1x2x4x1x16x32xf16>
    %y = ane.reshape(%b) {shape = array<i32: 1, 8, 16, 32>} : (tensor<1x2x4x1x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%a: tensor<2x3x2x4x4x4xf32> {onnx.name = "a"}, %b: tensor<2x3x1x1x4x4xf32> {onnx.name = "b"}) -> (tensor<2x3x2x4x4x4xf32> {onnx.name = "y"}) {
  %y = onnx.Mul(%a, %b) : (tensor<2x3x2x4x4x4xf32>, tensor<2x3x1x1x4x4xf32>) -> tensor<2x3x2x4x4x4xf32>
  return %y : tensor<2x3x2x4x4x4xf32>
}
