// Integers inside a program.
//
// verifier:    computes integers
// emulator:    compile: gives int32
// silicon:     refused
// discharged:  host
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %i = ane.cast(%x) {dtype = "int32"} : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xi32>
    %y = ane.cast(%i) {dtype = "fp16"} : (tensor<1x8x16x32xi32>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %i = onnx.Cast(%x) {to = i32} : (tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xi32>
  %y = onnx.Cast(%i) {to = f32} : (tensor<1x8x16x32xi32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
