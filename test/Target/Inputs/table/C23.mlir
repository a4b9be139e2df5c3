// A rsqrt without its epsilon.
//
// verifier:    none (no IR breaks it, since emission writes what it asks for)
// emulator:    compile: 'rsqrt' of 'o00' lacks the argument 'epsilon'
// silicon:     refused
// discharged:  engine
// edit:        /epsilon = [^,]*, //
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %s = ane.square(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %e = ane.exp(%s) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %y = ane.rsqrt(%e) {epsilon = 1.0e-4 : f32} : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %e = onnx.Exp(%x) : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %s = onnx.Sqrt(%e) : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %y = onnx.Reciprocal(%s) : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
