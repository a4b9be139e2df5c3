// RUN: random-graphs %s --target strict --quiet

// Axes that alternate cannot be merged to a rank that the engine has: they are reduced one after the other.
func.func @forward(%x: tensor<2x3x2x3x2x3xf32> {onnx.name = "x"}) -> (tensor<1x3x1x3x1x3xf32> {onnx.name = "y"}, tensor<1x3x1x3x1x3xf32> {onnx.name = "z"}) {
  %axes = onnx.Constant dense<[0, 2, 4]> : tensor<3xi32>
  %y = onnx.ReduceMean(%x, %axes) : (tensor<2x3x2x3x2x3xf32>, tensor<3xi32>) -> tensor<1x3x1x3x1x3xf32>
  %z = onnx.ReduceL2(%x, %axes) : (tensor<2x3x2x3x2x3xf32>, tensor<3xi32>) -> tensor<1x3x1x3x1x3xf32>
  return %y, %z : tensor<1x3x1x3x1x3xf32>, tensor<1x3x1x3x1x3xf32>
}
