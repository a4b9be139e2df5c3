// RUN: random-graphs %s --target m4 --quiet

// Strides of a transposed convolution are products of 2 and 3 as well (ANE-C55).
ml_program.global private @w(dense<[[[[0.5, -0.25, 1.0], [0.125, 0.75, -0.5]]]]> : tensor<1x1x2x3xf32>) : tensor<1x1x2x3xf32>
func.func @forward(%x: tensor<1x1x3x2xf32> {onnx.name = "x"}) -> (tensor<1x1x12x10xf32> {onnx.name = "y"}) {
  %none = onnx.NoValue
  %w = ml_program.global_load_const @w : tensor<1x1x2x3xf32>
  %y = onnx.ConvTranspose(%x, %w, %none) {strides = [5, 7]} : (tensor<1x1x3x2xf32>, tensor<1x1x2x3xf32>, none) -> tensor<1x1x12x10xf32>
  return %y : tensor<1x1x12x10xf32>
}
