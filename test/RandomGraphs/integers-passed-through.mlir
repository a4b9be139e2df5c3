// RUN: random-graphs %s --target m5 --quiet

// Integers that are returned as they came pass through a program of the host, although all operations run on the engine.
module {
  func.func @forward(%arg0: tensor<1x33x1xi32> {onnx.name = "in0", test.range = [0.000000e+00, 1.900000e+01]}, %arg1: tensor<f32> {onnx.name = "in16", test.range = [-2.000000e+00, 2.000000e+00], test.step = 1.250000e-01 : f64}) -> (tensor<1x33x1xi32> {onnx.name = "out1"}, tensor<1x1x1x1xf32> {onnx.name = "out23"}) {
    %0 = onnx.Constant dense<1> : tensor<4xi32>
    %1 = onnx.Reshape(%arg1, %0) : (tensor<f32>, tensor<4xi32>) -> tensor<1x1x1x1xf32>
    return %arg0, %1 : tensor<1x33x1xi32>, tensor<1x1x1x1xf32>
  }
}

