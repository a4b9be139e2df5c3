// A choice by a condition of fp16.
//
// verifier:    none (no IR breaks it, since the types of the ane dialect do not allow it)
// emulator:    compile: has a condition of fp16[1, 8, 16, 32], expected bool
// silicon:     refused
// discharged:  engine
// edit:        /cond = \w+/cond = i00/
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %zero = ane.constant dense<0.0> : tensor<f16>
    %c = ane.greater(%x, %zero) : (tensor<1x8x16x32xf16>, tensor<f16>) -> tensor<1x8x16x32xi1>
    %s = ane.square(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %y = ane.select(%c, %x, %s) : (tensor<1x8x16x32xi1>, tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %c = onnx.Greater(%x, %zero) : (tensor<1x8x16x32xf32>, tensor<f32>) -> tensor<1x8x16x32xi1>
  %s = onnx.Mul(%x, %x) : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  %y = onnx.Where(%c, %x, %s) : (tensor<1x8x16x32xi1>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
