// RUN: random-graphs %s --target m2-pro --quiet

// The engine reads a weight that is known at run time only from a movement (ANE-C27), and an argument is none.
func.func @forward(%x: tensor<1x2x5x7xf32> {onnx.name = "x"}, %w1: tensor<4x2x1x1xf32> {onnx.name = "w1"}, %w2: tensor<3x4x2x3xf32> {onnx.name = "w2"})
    -> (tensor<1x3x2x5xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %h = onnx.Conv(%x, %w1, %none) {pads = [0, 0, 0, 0], strides = [2, 1]} : (tensor<1x2x5x7xf32>, tensor<4x2x1x1xf32>, none) -> tensor<1x4x3x7xf32>
  %y = onnx.Conv(%h, %w2, %none) : (tensor<1x4x3x7xf32>, tensor<3x4x2x3xf32>, none) -> tensor<1x3x2x5xf32>
  return %y : tensor<1x3x2x5xf32>
}
