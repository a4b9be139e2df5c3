// RUN: ane-opt %s | ane-opt | FileCheck %s
// RUN: ane-opt %s --mlir-print-op-generic | ane-opt | FileCheck %s
// RUN: ane-opt %s --emit-bytecode | ane-opt | FileCheck %s

// Each fused operator parses back as it was printed; see ops.mlir.

// Optional operands and attributes of every kind.
// CHECK-LABEL: func.func @attention(
func.func @attention(%q: tensor<1x4x32xf32>, %k: tensor<1x6x16xf32>, %m: tensor<4x6xi1>) -> tensor<1x4x32xf32> {
  %none = onnx.NoValue
  // CHECK: onnx.Attention(%{{.*}}) {is_causal = 1 : si64, kv_num_heads = 2 : si64, q_num_heads = 4 : si64, scale = 5.000000e-01 : f32, softcap = 2.000000e+01 : f32} : (tensor<1x4x32xf32>, tensor<1x6x16xf32>, tensor<1x6x16xf32>, tensor<4x6xi1>, none, none, none) -> (tensor<1x4x32xf32>, tensor<1x2x6x8xf32>, tensor<1x2x6x8xf32>, tensor<1x4x4x6xf32>)
  %y:4 = onnx.Attention(%q, %k, %k, %m, %none, %none, %none)
      {is_causal = 1 : si64, kv_num_heads = 2 : si64, q_num_heads = 4 : si64, scale = 0.5 : f32, softcap = 20.0 : f32}
      : (tensor<1x4x32xf32>, tensor<1x6x16xf32>, tensor<1x6x16xf32>, tensor<4x6xi1>, none, none, none)
        -> (tensor<1x4x32xf32>, tensor<1x2x6x8xf32>, tensor<1x2x6x8xf32>, tensor<1x4x4x6xf32>)
  return %y#0 : tensor<1x4x32xf32>
}

// CHECK-LABEL: func.func @others(
func.func @others(%x: tensor<1x4x2x6xf32>, %c: tensor<1x2x3xf32>, %w: tensor<4xf32>, %v: tensor<6xf32>) {
  %none = onnx.NoValue
  %axis = onnx.Constant dense<-1> : tensor<i32>
  // CHECK: onnx.RotaryEmbedding(%{{.*}}) {interleaved = 1 : si64} : (tensor<1x4x2x6xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, none) -> tensor<1x4x2x6xf32>
  %0 = onnx.RotaryEmbedding(%x, %c, %c, %none) {interleaved = 1 : si64} : (tensor<1x4x2x6xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, none) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.RMSNormalization(%{{.*}}) {epsilon = 1.000000e-03 : f32} : (tensor<1x4x2x6xf32>, tensor<6xf32>) -> tensor<1x4x2x6xf32>
  %1 = onnx.RMSNormalization(%x, %v) {epsilon = 1.0e-3 : f32} : (tensor<1x4x2x6xf32>, tensor<6xf32>) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.GroupNormalization(%{{.*}}) {num_groups = 2 : si64} : (tensor<1x4x2x6xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x2x6xf32>
  %2 = onnx.GroupNormalization(%x, %w, %w) {num_groups = 2 : si64} : (tensor<1x4x2x6xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.MeanVarianceNormalization(%{{.*}}) {axes = [1, 2]} : (tensor<1x4x2x6xf32>) -> tensor<1x4x2x6xf32>
  %3 = onnx.MeanVarianceNormalization(%x) {axes = [1, 2]} : (tensor<1x4x2x6xf32>) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.Swish(%{{.*}}) {alpha = 2.000000e+00 : f32} : (tensor<1x4x2x6xf32>) -> tensor<1x4x2x6xf32>
  %4 = onnx.Swish(%x) {alpha = 2.0 : f32} : (tensor<1x4x2x6xf32>) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.Einsum(%{{.*}}) {equation = "abcd,abed->abce"} : (tensor<1x4x2x6xf32>, tensor<1x4x2x6xf32>) -> tensor<1x4x2x2xf32>
  %5 = onnx.Einsum(%x, %x) {equation = "abcd,abed->abce"} : (tensor<1x4x2x6xf32>, tensor<1x4x2x6xf32>) -> tensor<1x4x2x2xf32>
  // CHECK: onnx.CumSum(%{{.*}}) {reverse = 1 : si64} : (tensor<1x4x2x6xf32>, tensor<i32>) -> tensor<1x4x2x6xf32>
  %6 = onnx.CumSum(%x, %axis) {reverse = 1 : si64} : (tensor<1x4x2x6xf32>, tensor<i32>) -> tensor<1x4x2x6xf32>
  // CHECK: onnx.Trilu(%{{.*}}) {upper = 0 : si64} : (tensor<1x4x2x6xf32>, none) -> tensor<1x4x2x6xf32>
  %7 = onnx.Trilu(%x, %none) {upper = 0 : si64} : (tensor<1x4x2x6xf32>, none) -> tensor<1x4x2x6xf32>
  return
}
