// RUN: random-graphs %s --target m4-max --quiet

// Two samples share a weight that is known at run time only, of one element: the product reads it without a movement, which
// a convolution may not (ANE-C27).
func.func @forward(%x: tensor<2x1x1xf32> {onnx.name = "x"}, %w: tensor<1x1x1xf32> {onnx.name = "w"}) -> (tensor<2x1xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %h = onnx.ConvTranspose(%x, %w, %none) {kernel_shape = [1]} : (tensor<2x1x1xf32>, tensor<1x1x1xf32>, none) -> tensor<2x1x1xf32>
  %y = onnx.Flatten(%h) {axis = 2 : si64} : (tensor<2x1x1xf32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}
