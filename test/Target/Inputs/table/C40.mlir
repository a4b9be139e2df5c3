// An input of 32-bit integers.
//
// verifier:    input 0 has elements of i32
// emulator:    compile: the input 'i00' has the type int32[1, 8, 16, 16]
// silicon:     refused
// discharged:  host
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 16], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"m5">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x16xi32> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %f = ane.cast(%x) {dtype = "fp16"} : (tensor<1x8x16x16xi32>) -> tensor<1x8x16x16xf16>
    %y = ane.concat(%f, %f) {axis = 3 : i32, interleave = false} : (tensor<1x8x16x16xf16>, tensor<1x8x16x16xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x16xi32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x16xi32>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x16xi32> {onnx.name = "x"}) -> (tensor<1x8x16x16xf32> {onnx.name = "y"}) {
  %f = onnx.Cast(%x) {to = f32} : (tensor<1x8x16x16xi32>) -> tensor<1x8x16x16xf32>
  %y = onnx.Relu(%f) : (tensor<1x8x16x16xf32>) -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}
