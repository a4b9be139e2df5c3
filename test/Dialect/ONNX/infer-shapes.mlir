// RUN: ane-opt %s --onnx-infer-shapes=allow-dynamic | FileCheck %s

// Every type here that the pass is expected to find is what ONNX 1.12's own shape
// inference says of the same node (axes as operands where the newest operator set
// has them so; int64 results are i32). The results of the functions follow.

// Strides, dilations and pads, beginning and end apart.
// CHECK-LABEL: func.func @conv_0(
// CHECK:         return %{{.*}} : tensor<2x6x4x4xf32>
func.func @conv_0(%a: tensor<2x3x10x11xf32>, %b: tensor<6x3x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%a, %b, %none) {strides = [2, 3], dilations = [2, 1], pads = [1, 2, 0, 1]}
      : (tensor<2x3x10x11xf32>, tensor<6x3x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @conv_1(
// CHECK:         return %{{.*}} : tensor<2x6x5x4xf32>
func.func @conv_1(%a: tensor<2x3x10x11xf32>, %b: tensor<6x3x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%a, %b, %none) {auto_pad = "SAME_UPPER", strides = [2, 3]}
      : (tensor<2x3x10x11xf32>, tensor<6x3x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @conv_2(
// CHECK:         return %{{.*}} : tensor<2x6x4x5xf32>
func.func @conv_2(%a: tensor<2x3x10x11xf32>, %b: tensor<6x3x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%a, %b, %none) {auto_pad = "VALID", strides = [2, 2]}
      : (tensor<2x3x10x11xf32>, tensor<6x3x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Groups, one spatial axis.
// CHECK-LABEL: func.func @conv_3(
// CHECK:         return %{{.*}} : tensor<1x8x5xf32>
func.func @conv_3(%a: tensor<1x4x9xf32>, %b: tensor<8x2x5xf32>, %c: tensor<8xf32>) -> tensor<*xf32> {
  %y = onnx.Conv(%a, %b, %c) {group = 2 : si64}
      : (tensor<1x4x9xf32>, tensor<8x2x5xf32>, tensor<8xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Three spatial axes.
// CHECK-LABEL: func.func @conv_4(
// CHECK:         return %{{.*}} : tensor<1x3x4x5x6xf32>
func.func @conv_4(%a: tensor<1x2x5x6x7xf32>, %b: tensor<3x2x2x2x2xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%a, %b, %none)
      : (tensor<1x2x5x6x7xf32>, tensor<3x2x2x2x2xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// An unknown extent stays unknown, and only that one.
// CHECK-LABEL: func.func @conv_5(
// CHECK:         return %{{.*}} : tensor<?x6x10x?xf32>
func.func @conv_5(%a: tensor<?x3x10x?xf32>, %b: tensor<6x3x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Conv(%a, %b, %none) {pads = [1, 1, 1, 1]}
      : (tensor<?x3x10x?xf32>, tensor<6x3x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @convtranspose_0(
// CHECK:         return %{{.*}} : tensor<1x2x11x16xf32>
func.func @convtranspose_0(%a: tensor<1x3x5x6xf32>, %b: tensor<3x2x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%a, %b, %none) {strides = [2, 3], output_padding = [1, 0], pads = [1, 1, 0, 1]}
      : (tensor<1x3x5x6xf32>, tensor<3x2x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @convtranspose_1(
// CHECK:         return %{{.*}} : tensor<1x4x9x10xf32>
func.func @convtranspose_1(%a: tensor<1x4x5x6xf32>, %b: tensor<4x2x3x3xf32>, %c: tensor<4xf32>) -> tensor<*xf32> {
  %y = onnx.ConvTranspose(%a, %b, %c) {group = 2 : si64, dilations = [2, 2]}
      : (tensor<1x4x5x6xf32>, tensor<4x2x3x3xf32>, tensor<4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @convtranspose_2(
// CHECK:         return %{{.*}} : tensor<1x2x10x18xf32>
func.func @convtranspose_2(%a: tensor<1x3x5x6xf32>, %b: tensor<3x2x3x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.ConvTranspose(%a, %b, %none) {output_shape = [10, 18], strides = [2, 3]}
      : (tensor<1x3x5x6xf32>, tensor<3x2x3x3xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @maxpool_0(
// CHECK:         return %{{.*}} : tensor<2x3x4x5xf32>
func.func @maxpool_0(%a: tensor<2x3x10x11xf32>) -> tensor<*xf32> {
  %y = onnx.MaxPool(%a) {kernel_shape = [3, 3], strides = [2, 2]}
      : (tensor<2x3x10x11xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// The last window is rounded up.
// CHECK-LABEL: func.func @maxpool_1(
// CHECK:         return %{{.*}} : tensor<2x3x5x5xf32>
func.func @maxpool_1(%a: tensor<2x3x10x11xf32>) -> tensor<*xf32> {
  %y = onnx.MaxPool(%a) {kernel_shape = [3, 3], strides = [2, 2], ceil_mode = 1 : si64}
      : (tensor<2x3x10x11xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @maxpool_2(
// CHECK:         return %{{.*}} : tensor<2x3x8x8xf32>
func.func @maxpool_2(%a: tensor<2x3x10x11xf32>) -> tensor<*xf32> {
  %y = onnx.MaxPool(%a) {kernel_shape = [3, 2], dilations = [2, 3], pads = [1, 0, 1, 0]}
      : (tensor<2x3x10x11xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @averagepool_0(
// CHECK:         return %{{.*}} : tensor<2x3x5x6xf32>
func.func @averagepool_0(%a: tensor<2x3x10x11xf32>) -> tensor<*xf32> {
  %y = onnx.AveragePool(%a) {kernel_shape = [3, 2], auto_pad = "SAME_LOWER", strides = [2, 2]}
      : (tensor<2x3x10x11xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @globalaveragepool_0(
// CHECK:         return %{{.*}} : tensor<2x3x1x1xf32>
func.func @globalaveragepool_0(%a: tensor<2x3x4x5xf32>) -> tensor<*xf32> {
  %y = onnx.GlobalAveragePool(%a) : (tensor<2x3x4x5xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @globalmaxpool_0(
// CHECK:         return %{{.*}} : tensor<2x3x1xf32>
func.func @globalmaxpool_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.GlobalMaxPool(%a) : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @batchnormalization_0(
// CHECK:         return %{{.*}} : tensor<2x3x10x11xf32>
func.func @batchnormalization_0(%a: tensor<2x3x10x11xf32>, %b: tensor<3xf32>, %c: tensor<3xf32>, %d: tensor<3xf32>, %e: tensor<3xf32>) -> tensor<*xf32> {
  %y = onnx.BatchNormalization(%a, %b, %c, %d, %e)
      : (tensor<2x3x10x11xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @instancenormalization_0(
// CHECK:         return %{{.*}} : tensor<2x3x10x11xf32>
func.func @instancenormalization_0(%a: tensor<2x3x10x11xf32>, %b: tensor<3xf32>, %c: tensor<3xf32>) -> tensor<*xf32> {
  %y = onnx.InstanceNormalization(%a, %b, %c)
      : (tensor<2x3x10x11xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @gemm_0(
// CHECK:         return %{{.*}} : tensor<3x5xf32>
func.func @gemm_0(%a: tensor<3x4xf32>, %b: tensor<5x4xf32>, %c: tensor<5xf32>) -> tensor<*xf32> {
  %y = onnx.Gemm(%a, %b, %c) {transB = 1 : si64}
      : (tensor<3x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @gemm_1(
// CHECK:         return %{{.*}} : tensor<3x5xf32>
func.func @gemm_1(%a: tensor<4x3xf32>, %b: tensor<4x5xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Gemm(%a, %b, %none) {transA = 1 : si64}
      : (tensor<4x3xf32>, tensor<4x5xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Leading axes broadcast.
// CHECK-LABEL: func.func @matmul_0(
// CHECK:         return %{{.*}} : tensor<2x5x3x6xf32>
func.func @matmul_0(%a: tensor<2x1x3x4xf32>, %b: tensor<5x4x6xf32>) -> tensor<*xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<2x1x3x4xf32>, tensor<5x4x6xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// A row leaves no axis behind.
// CHECK-LABEL: func.func @matmul_1(
// CHECK:         return %{{.*}} : tensor<2x5xf32>
func.func @matmul_1(%a: tensor<4xf32>, %b: tensor<2x4x5xf32>) -> tensor<*xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<4xf32>, tensor<2x4x5xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @matmul_2(
// CHECK:         return %{{.*}} : tensor<3xf32>
func.func @matmul_2(%a: tensor<3x4xf32>, %b: tensor<4xf32>) -> tensor<*xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @matmul_3(
// CHECK:         return %{{.*}} : tensor<f32>
func.func @matmul_3(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<*xf32> {
  %y = onnx.MatMul(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @add_0(
// CHECK:         return %{{.*}} : tensor<4x5x3xf32>
func.func @add_0(%a: tensor<4x1x3xf32>, %b: tensor<5x1xf32>) -> tensor<*xf32> {
  %y = onnx.Add(%a, %b) : (tensor<4x1x3xf32>, tensor<5x1xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @add_1(
// CHECK:         return %{{.*}} : tensor<?x7xf32>
func.func @add_1(%a: tensor<?x1xf32>, %b: tensor<1x7xf32>) -> tensor<*xf32> {
  %y = onnx.Add(%a, %b) : (tensor<?x1xf32>, tensor<1x7xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @less_0(
// CHECK:         return %{{.*}} : tensor<2x3xi1>
func.func @less_0(%a: tensor<2x3xf32>, %b: tensor<3xf32>) -> tensor<*xi1> {
  %y = onnx.Less(%a, %b) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<*xi1>
  return %y : tensor<*xi1>
}

// CHECK-LABEL: func.func @where_0(
// CHECK:         return %{{.*}} : tensor<2x3xf32>
func.func @where_0(%a: tensor<2x1xi1>, %b: tensor<3xf32>, %c: tensor<f32>) -> tensor<*xf32> {
  %y = onnx.Where(%a, %b, %c) : (tensor<2x1xi1>, tensor<3xf32>, tensor<f32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @max_0(
// CHECK:         return %{{.*}} : tensor<1x2x3xf32>
func.func @max_0(%a: tensor<2x1xf32>, %b: tensor<3xf32>, %c: tensor<1x1x1xf32>) -> tensor<*xf32> {
  %y = onnx.Max(%a, %b, %c) : (tensor<2x1xf32>, tensor<3xf32>, tensor<1x1x1xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @pow_0(
// CHECK:         return %{{.*}} : tensor<2x3xf32>
func.func @pow_0(%a: tensor<2x1xf32>, %b: tensor<3xf32>) -> tensor<*xf32> {
  %y = onnx.Pow(%a, %b) : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @prelu_0(
// CHECK:         return %{{.*}} : tensor<1x3x4x4xf32>
func.func @prelu_0(%a: tensor<1x3x4x4xf32>, %b: tensor<3x1x1xf32>) -> tensor<*xf32> {
  %y = onnx.PRelu(%a, %b) : (tensor<1x3x4x4xf32>, tensor<3x1x1xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @softmax_0(
// CHECK:         return %{{.*}} : tensor<2x3xf32>
func.func @softmax_0(%a: tensor<2x3xf32>) -> tensor<*xf32> {
  %y = onnx.Softmax(%a) {axis = 1 : si64} : (tensor<2x3xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @clip_0(
// CHECK:         return %{{.*}} : tensor<2x3xf32>
func.func @clip_0(%a: tensor<2x3xf32>, %b: tensor<f32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.Clip(%a, %b, %none) : (tensor<2x3xf32>, tensor<f32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// 0 copies, -1 is what remains.
// CHECK-LABEL: func.func @reshape_0(
// CHECK:         return %{{.*}} : tensor<2x12xf32>
func.func @reshape_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[0, -1]> : tensor<2xi32>
  %y = onnx.Reshape(%a, %b) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reshape_1(
// CHECK:         return %{{.*}} : tensor<4x6xf32>
func.func @reshape_1(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[4, 6]> : tensor<2xi32>
  %y = onnx.Reshape(%a, %b) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reshape_2(
// CHECK:         return %{{.*}} : tensor<24xf32>
func.func @reshape_2(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[-1]> : tensor<1xi32>
  %y = onnx.Reshape(%a, %b) : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// The unknown extent is copied and divides out.
// CHECK-LABEL: func.func @reshape_3(
// CHECK:         return %{{.*}} : tensor<?x12xf32>
func.func @reshape_3(%a: tensor<?x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[0, -1]> : tensor<2xi32>
  %y = onnx.Reshape(%a, %b) : (tensor<?x3x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @flatten_0(
// CHECK:         return %{{.*}} : tensor<6x4xf32>
func.func @flatten_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.Flatten(%a) {axis = 2 : si64} : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @flatten_1(
// CHECK:         return %{{.*}} : tensor<1x24xf32>
func.func @flatten_1(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.Flatten(%a) {axis = 0 : si64} : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @flatten_2(
// CHECK:         return %{{.*}} : tensor<6x4xf32>
func.func @flatten_2(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.Flatten(%a) {axis = -1 : si64} : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @squeeze_0(
// CHECK:         return %{{.*}} : tensor<3x1xf32>
func.func @squeeze_0(%a: tensor<1x3x1xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[0]> : tensor<1xi32>
  %y = onnx.Squeeze(%a, %b) : (tensor<1x3x1xf32>, tensor<1xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @squeeze_1(
// CHECK:         return %{{.*}} : tensor<3xf32>
func.func @squeeze_1(%a: tensor<1x3x1xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[-1, 0]> : tensor<2xi32>
  %y = onnx.Squeeze(%a, %b) : (tensor<1x3x1xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @unsqueeze_0(
// CHECK:         return %{{.*}} : tensor<1x3x4x1xf32>
func.func @unsqueeze_0(%a: tensor<3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[0, -1]> : tensor<2xi32>
  %y = onnx.Unsqueeze(%a, %b) : (tensor<3x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @transpose_0(
// CHECK:         return %{{.*}} : tensor<4x2x3xf32>
func.func @transpose_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.Transpose(%a) {perm = [2, 0, 1]} : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @transpose_1(
// CHECK:         return %{{.*}} : tensor<4x3x2xf32>
func.func @transpose_1(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %y = onnx.Transpose(%a) : (tensor<2x3x4xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @concat_0(
// CHECK:         return %{{.*}} : tensor<2x8xf32>
func.func @concat_0(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>, %c: tensor<2x1xf32>) -> tensor<*xf32> {
  %y = onnx.Concat(%a, %b, %c) {axis = -1 : si64}
      : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Negative bounds count from the end.
// CHECK-LABEL: func.func @slice_0(
// CHECK:         return %{{.*}} : tensor<3x2xf32>
func.func @slice_0(%a: tensor<10x11xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %b = onnx.Constant dense<[1, -3]> : tensor<2xi32>
  %c = onnx.Constant dense<[8, -1]> : tensor<2xi32>
  %e = onnx.Constant dense<[3, 1]> : tensor<2xi32>
  %y = onnx.Slice(%a, %b, %c, %none, %e)
      : (tensor<10x11xf32>, tensor<2xi32>, tensor<2xi32>, none, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// A negative step walks backwards to before the first element.
// CHECK-LABEL: func.func @slice_1(
// CHECK:         return %{{.*}} : tensor<10x6xf32>
func.func @slice_1(%a: tensor<10x11xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[-1]> : tensor<1xi32>
  %c = onnx.Constant dense<[-100]> : tensor<1xi32>
  %d = onnx.Constant dense<[1]> : tensor<1xi32>
  %e = onnx.Constant dense<[-2]> : tensor<1xi32>
  %y = onnx.Slice(%a, %b, %c, %d, %e)
      : (tensor<10x11xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Clamped, and empty.
// CHECK-LABEL: func.func @slice_2(
// CHECK:         return %{{.*}} : tensor<0x11xf32>
func.func @slice_2(%a: tensor<10x11xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %b = onnx.Constant dense<[20]> : tensor<1xi32>
  %c = onnx.Constant dense<[30]> : tensor<1xi32>
  %y = onnx.Slice(%a, %b, %c, %none, %none)
      : (tensor<10x11xf32>, tensor<1xi32>, tensor<1xi32>, none, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @slice_3(
// CHECK:         return %{{.*}} : tensor<8x?xf32>
func.func @slice_3(%a: tensor<10x?xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %b = onnx.Constant dense<[2]> : tensor<1xi32>
  %c = onnx.Constant dense<[2147483647]> : tensor<1xi32>
  %d = onnx.Constant dense<[0]> : tensor<1xi32>
  %y = onnx.Slice(%a, %b, %c, %d, %none)
      : (tensor<10x?xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @split_0(
// CHECK:         return %{{.*}}, %{{.*}} : tensor<3x2xf32>, tensor<4x2xf32>
func.func @split_0(%a: tensor<7x2xf32>) -> (tensor<*xf32>, tensor<*xf32>) {
  %b = onnx.Constant dense<[3, 4]> : tensor<2xi32>
  %y:2 = onnx.Split(%a, %b) {axis = 0 : si64}
      : (tensor<7x2xf32>, tensor<2xi32>) -> (tensor<*xf32>, tensor<*xf32>)
  return %y#0, %y#1 : tensor<*xf32>, tensor<*xf32>
}

// Equal parts.
// CHECK-LABEL: func.func @split_1(
// CHECK:         return %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
func.func @split_1(%a: tensor<6x2xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %none = onnx.NoValue
  %y:3 = onnx.Split(%a, %none) {axis = 0 : si64, num_outputs = 3 : si64}
      : (tensor<6x2xf32>, none) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
  return %y#0, %y#1, %y#2 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// All beginnings, then all ends.
// CHECK-LABEL: func.func @pad_0(
// CHECK:         return %{{.*}} : tensor<4x7xf32>
func.func @pad_0(%a: tensor<2x3xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %b = onnx.Constant dense<[0, 1, 2, 3]> : tensor<4xi32>
  %y = onnx.Pad(%a, %b, %none, %none)
      : (tensor<2x3xf32>, tensor<4xi32>, none, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @pad_1(
// CHECK:         return %{{.*}} : tensor<3x2xf32>
func.func @pad_1(%a: tensor<4x4xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %b = onnx.Constant dense<[-1, 0, 0, -2]> : tensor<4xi32>
  %y = onnx.Pad(%a, %b, %none, %none)
      : (tensor<4x4xf32>, tensor<4xi32>, none, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @expand_0(
// CHECK:         return %{{.*}} : tensor<2x3x6xf32>
func.func @expand_0(%a: tensor<3x1xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[2, 1, 6]> : tensor<3xi32>
  %y = onnx.Expand(%a, %b) : (tensor<3x1xf32>, tensor<3xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @tile_0(
// CHECK:         return %{{.*}} : tensor<4x9xf32>
func.func @tile_0(%a: tensor<2x3xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[2, 3]> : tensor<2xi32>
  %y = onnx.Tile(%a, %b) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @gather_0(
// CHECK:         return %{{.*}} : tensor<3x2x2x5xf32>
func.func @gather_0(%a: tensor<3x4x5xf32>, %b: tensor<2x2xi32>) -> tensor<*xf32> {
  %y = onnx.Gather(%a, %b) {axis = 1 : si64} : (tensor<3x4x5xf32>, tensor<2x2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// A scalar index takes its axis away.
// CHECK-LABEL: func.func @gather_1(
// CHECK:         return %{{.*}} : tensor<4xf32>
func.func @gather_1(%a: tensor<3x4xf32>, %b: tensor<i32>) -> tensor<*xf32> {
  %y = onnx.Gather(%a, %b) {axis = 0 : si64} : (tensor<3x4xf32>, tensor<i32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @depthtospace_0(
// CHECK:         return %{{.*}} : tensor<1x2x4x6xf32>
func.func @depthtospace_0(%a: tensor<1x8x2x3xf32>) -> tensor<*xf32> {
  %y = onnx.DepthToSpace(%a) {blocksize = 2 : si64} : (tensor<1x8x2x3xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @spacetodepth_0(
// CHECK:         return %{{.*}} : tensor<1x8x2x3xf32>
func.func @spacetodepth_0(%a: tensor<1x2x4x6xf32>) -> tensor<*xf32> {
  %y = onnx.SpaceToDepth(%a) {blocksize = 2 : si64} : (tensor<1x2x4x6xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @resize_0(
// CHECK:         return %{{.*}} : tensor<1x2x12x3xf32>
func.func @resize_0(%a: tensor<1x2x5x7xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %c = onnx.Constant dense<[1.0, 1.0, 2.5, 0.5]> : tensor<4xf32>
  %y = onnx.Resize(%a, %none, %c, %none) {mode = "linear"}
      : (tensor<1x2x5x7xf32>, none, tensor<4xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @resize_1(
// CHECK:         return %{{.*}} : tensor<1x2x9x9xf32>
func.func @resize_1(%a: tensor<1x2x5x7xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %d = onnx.Constant dense<[1, 2, 9, 9]> : tensor<4xi32>
  %y = onnx.Resize(%a, %none, %none, %d)
      : (tensor<1x2x5x7xf32>, none, none, tensor<4xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @shape_0(
// CHECK:         return %{{.*}} : tensor<3xi32>
func.func @shape_0(%a: tensor<2x?x4xf32>) -> tensor<*xi32> {
  %y = onnx.Shape(%a) : (tensor<2x?x4xf32>) -> tensor<*xi32>
  return %y : tensor<*xi32>
}

// Clamped to the rank.
// CHECK-LABEL: func.func @shape_1(
// CHECK:         return %{{.*}} : tensor<2xi32>
func.func @shape_1(%a: tensor<2x3x4xf32>) -> tensor<*xi32> {
  %y = onnx.Shape(%a) {start = -2 : si64, end = 5 : si64} : (tensor<2x3x4xf32>) -> tensor<*xi32>
  return %y : tensor<*xi32>
}

// CHECK-LABEL: func.func @size_0(
// CHECK:         return %{{.*}} : tensor<i32>
func.func @size_0(%a: tensor<2x3xf32>) -> tensor<*xi32> {
  %y = onnx.Size(%a) : (tensor<2x3xf32>) -> tensor<*xi32>
  return %y : tensor<*xi32>
}

// CHECK-LABEL: func.func @constantofshape_0(
// CHECK:         return %{{.*}} : tensor<2x3xf32>
func.func @constantofshape_0() -> tensor<*xf32> {
  %a = onnx.Constant dense<[2, 3]> : tensor<2xi32>
  %y = onnx.ConstantOfShape(%a) : (tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reducesum_0(
// CHECK:         return %{{.*}} : tensor<2xf32>
func.func @reducesum_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[1, -1]> : tensor<2xi32>
  %y = onnx.ReduceSum(%a, %b) {keepdims = 0 : si64}
      : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reducesum_1(
// CHECK:         return %{{.*}} : tensor<1x1x1xf32>
func.func @reducesum_1(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.ReduceSum(%a, %none) : (tensor<2x3x4xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reducesum_2(
// CHECK:         return %{{.*}} : tensor<2x3x4xf32>
func.func @reducesum_2(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %none = onnx.NoValue
  %y = onnx.ReduceSum(%a, %none) {noop_with_empty_axes = 1 : si64}
      : (tensor<2x3x4xf32>, none) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @reducemean_0(
// CHECK:         return %{{.*}} : tensor<1x3x4xf32>
func.func @reducemean_0(%a: tensor<2x3x4xf32>) -> tensor<*xf32> {
  %b = onnx.Constant dense<[0]> : tensor<1xi32>
  %y = onnx.ReduceMean(%a, %b) : (tensor<2x3x4xf32>, tensor<1xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// CHECK-LABEL: func.func @argmax_0(
// CHECK:         return %{{.*}} : tensor<2x4xi32>
func.func @argmax_0(%a: tensor<2x3x4xf32>) -> tensor<*xi32> {
  %y = onnx.ArgMax(%a) {axis = 1 : si64, keepdims = 0 : si64} : (tensor<2x3x4xf32>) -> tensor<*xi32>
  return %y : tensor<*xi32>
}

// CHECK-LABEL: func.func @cast_0(
// CHECK:         return %{{.*}} : tensor<2x3xi32>
func.func @cast_0(%a: tensor<2x3xf32>) -> tensor<*xi32> {
  %y = onnx.Cast(%a) {to = i32} : (tensor<2x3xf32>) -> tensor<*xi32>
  return %y : tensor<*xi32>
}
