// A stride of 5.
//
// verifier:    has stride 5 along spatial axis 0
// emulator:    compile: has a stride of 5, expected a product of 2 and 3
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 8, 80, 32], row = 64, plane = 5120, batch = 40960, alloc = 49152>
#y = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x8x80x32xf16> {ane.surface = #x})
      -> (tensor<1x8x16x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<0.5> : tensor<8x8x1x1xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 5, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x80x32xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
  func.func @main(%x: tensor<1x8x80x32xf16> {onnx.name = "x"}) -> (tensor<1x8x16x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x8x80x32xf16>) -> tensor<1x8x16x32xf16>
    return %r : tensor<1x8x16x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x8x80x32xf32> {onnx.name = "x"}) -> (tensor<1x8x16x32xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %w = onnx.Constant dense<0.015625> : tensor<8x8x1x1xf32>
  %y = onnx.Conv(%x, %w, %none) {strides = [5, 1]} : (tensor<1x8x80x32xf32>, tensor<8x8x1x1xf32>, none) -> tensor<1x8x16x32xf32>
  return %y : tensor<1x8x16x32xf32>
}
