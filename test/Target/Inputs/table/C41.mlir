// A sum of pads with many channels.
//
// verifier:    number of channels of a sum of pads 9217 exceeds 9216
// emulator:    compile: sums pads of 9217 channels, expected at most 9216
// silicon:     refused
// discharged:  engine
#x = #ane.surface<symbol = "i00", valid = [1, 4608, 1, 32], row = 64, plane = 64, batch = 294912, alloc = 294912>
#y = #ane.surface<symbol = "o00", valid = [1, 9217, 1, 32], row = 64, plane = 64, batch = 589888, alloc = 589888>
module attributes {ane.target = #ane.target<"strict">, anemone.phase = "bind"} {
  ane.program @main_0(%x: tensor<1x4608x1x32xf16> {ane.surface = #x})
      -> (tensor<1x9217x1x32xf16> {ane.surface = #y}) attributes {placement = #ane.placement<engine>} {
    %a = ane.pad(%x) {pad = array<i32: 0, 0, 0, 4609, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x4608x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %b = ane.pad(%x) {pad = array<i32: 0, 0, 4609, 0, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x4608x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %y = ane.add(%a, %b) : (tensor<1x9217x1x32xf16>, tensor<1x9217x1x32xf16>) -> tensor<1x9217x1x32xf16>
    ane.return %y : tensor<1x9217x1x32xf16>
  }
  func.func @main(%x: tensor<1x4608x1x32xf16> {onnx.name = "x"}) -> (tensor<1x9217x1x32xf16> {onnx.name = "y"}) attributes {ane.entry = "main"} {
    %r = ane.call @main_0(%x) : (tensor<1x4608x1x32xf16>) -> tensor<1x9217x1x32xf16>
    return %r : tensor<1x9217x1x32xf16>
  }
}

// -----
func.func @main(%x: tensor<1x6000x1x32xf32> {onnx.name = "x"}) -> (tensor<1x12000x1x32xf32> {onnx.name = "y"}) {
  %y = onnx.Concat(%x, %x) {axis = 1 : si64} : (tensor<1x6000x1x32xf32>, tensor<1x6000x1x32xf32>) -> tensor<1x12000x1x32xf32>
  return %y : tensor<1x12000x1x32xf32>
}
