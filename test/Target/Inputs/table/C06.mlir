// A mask of an attention.
//
// verifier:    has a mask on strict
// emulator:    compile: has a mask, which the engine ignores without a word
// silicon:     differs
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 8, 32, 32], row = 64, plane = 2048, batch = 16384, alloc = 49152>
#m = #ane.surface<symbol = "i01", valid = [1, 1, 32, 32], row = 64, plane = 2048, batch = 2048, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 32, 32], row = 64, plane = 2048, batch = 16384, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x32x32xf16> {ane.surface = #x}, %m: tensor<1x1x32x32xf16> {ane.surface = #m})
      -> (tensor<1x8x32x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %y = ane.scaled_dot_product_attention(%x, %x, %x, %m) : (tensor<1x8x32x32xf16>, tensor<1x8x32x32xf16>, tensor<1x8x32x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x8x32x32xf16>
    ane.return %y : tensor<1x8x32x32xf16>
  }
  func.func @main(%x: tensor<1x8x32x32xf16> {onnx.name = "x"}, %m: tensor<1x1x32x32xf16> {onnx.name = "m"}) -> (tensor<1x8x32x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x, %m) : (tensor<1x8x32x32xf16>, tensor<1x1x32x32xf16>) -> tensor<1x8x32x32xf16>
    return %r : tensor<1x8x32x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x32x32xf32> {onnx.name = "x"}, %m: tensor<1x1x32x32xf32> {onnx.name = "m"}) -> (tensor<1x8x32x32xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %a:4 = onnx.Attention(%x, %x, %x, %m, %none, %none, %none) : (tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>, tensor<1x1x32x32xf32>, none, none, none) -> (tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>)
  %y = onnx.Identity(%a#0) : (tensor<1x8x32x32xf32>) -> tensor<1x8x32x32xf32>
  return %y : tensor<1x8x32x32xf32>
}
