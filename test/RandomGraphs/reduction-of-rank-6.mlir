// RUN: random-graphs %s --target strict --quiet

// Axes of one element between others make no rank that the engine lacks (ANE-C38).
module {
  func.func @forward(%arg0: tensor<64x8x1x1x1x1xf32> {onnx.name = "in1", test.range = [2.500000e-01, 2.000000e+00], test.step = 1.250000e-01 : f64}) -> (tensor<64x1x1xf32> {onnx.name = "out7"}) {
    %0 = onnx.Constant dense<[1, -1, -3]> : tensor<3xi32>
    %1 = onnx.ReduceL1(%arg0, %0) {keepdims = 0 : si64} : (tensor<64x8x1x1x1x1xf32>, tensor<3xi32>) -> tensor<64x1x1xf32>
    return %1 : tensor<64x1x1xf32>
  }
}

