// A tensor of numbers in the text.
//
// verifier:    none (no IR breaks it, since emission writes what it asks for)
// emulator:    compile: has a tensor of floating-point numbers in the text
// silicon:     refused
// discharged:  engine
// edit:        /BLOBFILE\(path = string\("[^"]*"\), offset = uint64\(\d+\)\)/[1, 2, 3, 4, 5, 6, 7, 8]/
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<[[[[0.5]], [[1.5]], [[-0.25]], [[2.0]], [[-1.0]], [[0.125]], [[3.0]], [[0.75]]]]> : tensor<1x8x1x1xf16>
    %y = ane.mul(%x, %w) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %w = onnx.Constant dense<[[[[0.5]], [[1.5]], [[-0.25]], [[2.0]], [[-1.0]], [[0.125]], [[3.0]], [[0.75]]]]> : tensor<1x8x1x1xf32>
  %y = onnx.Mul(%x, %w) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
