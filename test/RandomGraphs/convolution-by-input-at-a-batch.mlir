// RUN: random-graphs %s --target m2-pro --quiet
// RUN: random-graphs %s --target m3-max --sram-budget 1024 --blocks-per-program 1 --quiet

// The weight repeats for each sample, and what makes it a movement (ANE-C27) is not lost where later passes reshape what is
// repeated instead, or where the argument takes the shape of the weight.
func.func @forward(%x: tensor<17x1x3x1xf32> {onnx.name = "x"}, %w: tensor<1x1x3x1xf32> {onnx.name = "w"}, %u: tensor<1x4x100x1xf32> {onnx.name = "u"}, %v: tensor<4x1x4x1xf32> {onnx.name = "v"})
    -> (tensor<17x1x5x1xf32> {onnx.name = "y"}, tensor<1x4x100x1xf32> {onnx.name = "z"}) {
  %none = onnx.NoValue
  %y = onnx.Conv(%x, %w, %none) {pads = [2, 0, 2, 0]} : (tensor<17x1x3x1xf32>, tensor<1x1x3x1xf32>, none) -> tensor<17x1x5x1xf32>
  %z = onnx.Conv(%u, %v, %none) {dilations = [2, 1], group = 4 : si64, pads = [3, 0, 3, 0]} : (tensor<1x4x100x1xf32>, tensor<4x1x4x1xf32>, none) -> tensor<1x4x100x1xf32>
  return %y, %z : tensor<17x1x5x1xf32>, tensor<1x4x100x1xf32>
}
