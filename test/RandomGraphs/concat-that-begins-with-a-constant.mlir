// RUN: random-graphs %s --target m5-pro --quiet

// The layout of a concatenation is that of its first operand that has one: a constant has none. The products make the layout
// of the program a new one.
ml_program.global private @w(dense<0.0625> : tensor<16x16xf32>) : tensor<16x16xf32>
ml_program.global private @c(dense<0.5> : tensor<1x5x16xf32>) : tensor<1x5x16xf32>
func.func @forward(%x: tensor<1x4x16xf32> {onnx.name = "x"}) -> (tensor<1x4x16xf32> {onnx.name = "y"}, tensor<1x9x16xf32> {onnx.name = "z"}) {
  %w = ml_program.global_load_const @w : tensor<16x16xf32>
  %c = ml_program.global_load_const @c : tensor<1x5x16xf32>
  %0 = onnx.MatMul(%x, %w) : (tensor<1x4x16xf32>, tensor<16x16xf32>) -> tensor<1x4x16xf32>
  %1 = onnx.Add(%x, %0) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %2 = onnx.MatMul(%1, %w) : (tensor<1x4x16xf32>, tensor<16x16xf32>) -> tensor<1x4x16xf32>
  %3 = onnx.Add(%1, %2) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %4 = onnx.MatMul(%3, %w) : (tensor<1x4x16xf32>, tensor<16x16xf32>) -> tensor<1x4x16xf32>
  %y = onnx.Add(%3, %4) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %z = onnx.Concat(%c, %x) {axis = 1 : si64} : (tensor<1x5x16xf32>, tensor<1x4x16xf32>) -> tensor<1x9x16xf32>
  return %y, %z : tensor<1x4x16xf32>, tensor<1x9x16xf32>
}
