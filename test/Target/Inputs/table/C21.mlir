// Seventeen weights, each in a file of its own.
//
// verifier:    none (no IR breaks it, since emission writes what it asks for)
// emulator:    compile: the program names 17 weight files, expected at most 16
// silicon:     refused
// discharged:  engine
// weights:     each
#x = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x16x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w0 = ane.constant dense<1.0> : tensor<1x8x1x1xf16>
    %w1 = ane.constant dense<1.0625> : tensor<1x8x1x1xf16>
    %w2 = ane.constant dense<1.125> : tensor<1x8x1x1xf16>
    %w3 = ane.constant dense<1.1875> : tensor<1x8x1x1xf16>
    %w4 = ane.constant dense<1.25> : tensor<1x8x1x1xf16>
    %w5 = ane.constant dense<1.3125> : tensor<1x8x1x1xf16>
    %w6 = ane.constant dense<1.375> : tensor<1x8x1x1xf16>
    %w7 = ane.constant dense<1.4375> : tensor<1x8x1x1xf16>
    %w8 = ane.constant dense<1.5> : tensor<1x8x1x1xf16>
    %w9 = ane.constant dense<1.5625> : tensor<1x8x1x1xf16>
    %w10 = ane.constant dense<1.625> : tensor<1x8x1x1xf16>
    %w11 = ane.constant dense<1.6875> : tensor<1x8x1x1xf16>
    %w12 = ane.constant dense<1.75> : tensor<1x8x1x1xf16>
    %w13 = ane.constant dense<1.8125> : tensor<1x8x1x1xf16>
    %w14 = ane.constant dense<1.875> : tensor<1x8x1x1xf16>
    %w15 = ane.constant dense<1.9375> : tensor<1x8x1x1xf16>
    %w16 = ane.constant dense<2.0> : tensor<1x8x1x1xf16>
    %a0 = ane.mul(%x, %w0) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a1 = ane.mul(%a0, %w1) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a2 = ane.mul(%a1, %w2) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a3 = ane.mul(%a2, %w3) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a4 = ane.mul(%a3, %w4) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a5 = ane.mul(%a4, %w5) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a6 = ane.mul(%a5, %w6) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a7 = ane.mul(%a6, %w7) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a8 = ane.mul(%a7, %w8) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a9 = ane.mul(%a8, %w9) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a10 = ane.mul(%a9, %w10) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a11 = ane.mul(%a10, %w11) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a12 = ane.mul(%a11, %w12) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a13 = ane.mul(%a12, %w13) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a14 = ane.mul(%a13, %w14) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %a15 = ane.mul(%a14, %w15) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    %y = ane.mul(%a15, %w16) : (tensor<1x8x16x32xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x16x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x16x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %w0 = onnx.Constant dense<1.0> : tensor<1x8x1x1xf32>
  %w1 = onnx.Constant dense<1.0625> : tensor<1x8x1x1xf32>
  %w2 = onnx.Constant dense<1.125> : tensor<1x8x1x1xf32>
  %w3 = onnx.Constant dense<1.1875> : tensor<1x8x1x1xf32>
  %w4 = onnx.Constant dense<1.25> : tensor<1x8x1x1xf32>
  %w5 = onnx.Constant dense<1.3125> : tensor<1x8x1x1xf32>
  %w6 = onnx.Constant dense<1.375> : tensor<1x8x1x1xf32>
  %w7 = onnx.Constant dense<1.4375> : tensor<1x8x1x1xf32>
  %w8 = onnx.Constant dense<1.5> : tensor<1x8x1x1xf32>
  %w9 = onnx.Constant dense<1.5625> : tensor<1x8x1x1xf32>
  %w10 = onnx.Constant dense<1.625> : tensor<1x8x1x1xf32>
  %w11 = onnx.Constant dense<1.6875> : tensor<1x8x1x1xf32>
  %w12 = onnx.Constant dense<1.75> : tensor<1x8x1x1xf32>
  %w13 = onnx.Constant dense<1.8125> : tensor<1x8x1x1xf32>
  %w14 = onnx.Constant dense<1.875> : tensor<1x8x1x1xf32>
  %w15 = onnx.Constant dense<1.9375> : tensor<1x8x1x1xf32>
  %w16 = onnx.Constant dense<2.0> : tensor<1x8x1x1xf32>
  %a0 = onnx.Mul(%x, %w0) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a1 = onnx.Mul(%a0, %w1) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a2 = onnx.Mul(%a1, %w2) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a3 = onnx.Mul(%a2, %w3) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a4 = onnx.Mul(%a3, %w4) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a5 = onnx.Mul(%a4, %w5) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a6 = onnx.Mul(%a5, %w6) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a7 = onnx.Mul(%a6, %w7) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a8 = onnx.Mul(%a7, %w8) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a9 = onnx.Mul(%a8, %w9) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a10 = onnx.Mul(%a9, %w10) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a11 = onnx.Mul(%a10, %w11) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a12 = onnx.Mul(%a11, %w12) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a13 = onnx.Mul(%a12, %w13) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a14 = onnx.Mul(%a13, %w14) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %a15 = onnx.Mul(%a14, %w15) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  %y = onnx.Mul(%a15, %w16) : (tensor<1x8x16x32xf32>, tensor<1x8x1x1xf32>) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
