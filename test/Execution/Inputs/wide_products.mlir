// Logits of a large vocabulary, their gradient's way back, and a product of their transpose.
func.func @forward(%x: tensor<8x64xf32> {onnx.name = "x"}, %w: tensor<20000x64xf32> {onnx.name = "w"})
    -> (tensor<8x20000xf32> {onnx.name = "logits"}, tensor<8x64xf32> {onnx.name = "dx"}, tensor<20000x64xf32> {onnx.name = "dw"}) {
  %t = onnx.Transpose(%w) {perm = [1, 0]} : (tensor<20000x64xf32>) -> tensor<64x20000xf32>
  %y = onnx.MatMul(%x, %t) : (tensor<8x64xf32>, tensor<64x20000xf32>) -> tensor<8x20000xf32>
  %z = onnx.Tanh(%y) : (tensor<8x20000xf32>) -> tensor<8x20000xf32>
  %dx = onnx.MatMul(%z, %w) : (tensor<8x20000xf32>, tensor<20000x64xf32>) -> tensor<8x64xf32>
  %u = onnx.Transpose(%z) {perm = [1, 0]} : (tensor<8x20000xf32>) -> tensor<20000x8xf32>
  %dw = onnx.MatMul(%u, %x) : (tensor<20000x8xf32>, tensor<8x64xf32>) -> tensor<20000x64xf32>
  return %z, %dx, %dw : tensor<8x20000xf32>, tensor<8x64xf32>, tensor<20000x64xf32>
}
