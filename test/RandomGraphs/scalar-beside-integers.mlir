// RUN: random-graphs %s --target m4-max --quiet

// The shape of the loss, which is a scalar, is an empty constant, and no reason to place nothing on the host:
// the difference of integers belongs there.
module {
  func.func @forward(%arg0: tensor<48x1x1xi32> {onnx.name = "in13", test.range = [0.000000e+00, 1.900000e+01]}, %arg1: tensor<1x13x1x9xf32> {onnx.name = "in23", test.range = [-2.000000e+00, 2.000000e+00], test.step = 1.250000e-01 : f64}, %arg2: tensor<1x1x9xi32> {onnx.name = "in24", test.range = [0.000000e+00, 1.200000e+01]}) -> (tensor<48x1x1xi32> {onnx.name = "out9"}, tensor<f32> {onnx.name = "out16"}) {
    %0 = onnx.Sub(%arg0, %arg0) : (tensor<48x1x1xi32>, tensor<48x1x1xi32>) -> tensor<48x1x1xi32>
    %1 = onnx.NoValue
    %output, %log_prob = onnx.SoftmaxCrossEntropyLoss(%arg1, %arg2, %1) : (tensor<1x13x1x9xf32>, tensor<1x1x9xi32>, none) -> (tensor<f32>, tensor<1x13x1x9xf32>)
    return %0, %output : tensor<48x1x1xi32>, tensor<f32>
  }
}

