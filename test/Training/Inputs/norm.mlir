// A product whose results are far above 256, so that their squares are not in fp16, and a normalization by the root of
// their mean.
ml_program.global private mutable @w(dense<200.0> : tensor<24x16xf32>) : tensor<24x16xf32>
ml_program.global private mutable @v(dense<0.1> : tensor<16x10xf32>) : tensor<16x10xf32>
func.func @forward(%x: tensor<4x24xf32> {onnx.name = "features"}) -> (tensor<4x10xf32> {onnx.name = "y"}) {
  %w = ml_program.global_load @w : tensor<24x16xf32>
  %v = ml_program.global_load @v : tensor<16x10xf32>
  %axis = onnx.Constant dense<1> : tensor<1xi32>
  %epsilon = onnx.Constant dense<1.0e-5> : tensor<f32>
  %h = onnx.MatMul(%x, %w) : (tensor<4x24xf32>, tensor<24x16xf32>) -> tensor<4x16xf32>
  %square = onnx.Mul(%h, %h) : (tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<4x16xf32>
  %mean = onnx.ReduceMean(%square, %axis) : (tensor<4x16xf32>, tensor<1xi32>) -> tensor<4x1xf32>
  %sum = onnx.Add(%mean, %epsilon) : (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  %root = onnx.Sqrt(%sum) : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %n = onnx.Div(%h, %root) : (tensor<4x16xf32>, tensor<4x1xf32>) -> tensor<4x16xf32>
  %y = onnx.MatMul(%n, %v) : (tensor<4x16xf32>, tensor<16x10xf32>) -> tensor<4x10xf32>
  return %y : tensor<4x10xf32>
}
