// RUN: ane-opt %s | ane-opt | FileCheck %s
// RUN: ane-opt %s --mlir-print-op-generic | ane-opt | FileCheck %s
// RUN: ane-opt %s --emit-bytecode | ane-opt | FileCheck %s

// One operation of each shape of assembly: what is printed parses back, from text,
// from generic text and from bytecode.

// Absent operands are the value of onnx.NoValue; an attribute that has its default
// is not printed; attributes that ONNX does not know are kept.
// CHECK-LABEL: func.func @conv(
func.func @conv(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32> {
  // CHECK: %[[NONE:.*]] = onnx.NoValue
  %none = onnx.NoValue
  // CHECK: onnx.Conv(%{{.*}}, %{{.*}}, %[[NONE]]) {onnx_node_name = "first", pads = [1, 1, 1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x4x8x8xf32>
  %y = onnx.Conv(%x, %w, %none) {group = 1 : si64, onnx_node_name = "first", pads = [1, 1, 1, 1]}
      : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x4x8x8xf32>
  return %y : tensor<1x4x8x8xf32>
}

// A constant has the type of its value.
// CHECK-LABEL: func.func @constant(
func.func @constant() -> (tensor<2xi32>, tensor<f32>) {
  // CHECK: onnx.Constant dense<[0, 2]> : tensor<2xi32>
  %axes = onnx.Constant dense<[0, 2]> : tensor<2xi32>
  // CHECK: onnx.Constant {onnx_node_name = "half"} dense<5.000000e-01> : tensor<f32>
  %half = onnx.Constant {onnx_node_name = "half"} dense<0.5> : tensor<f32>
  return %axes, %half : tensor<2xi32>, tensor<f32>
}

// Operations with any number of operands, and with several results.
// CHECK-LABEL: func.func @variadic(
func.func @variadic(%a: tensor<4xf32>, %b: tensor<1xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  // CHECK: onnx.Max(%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<4xf32>, tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  %m = onnx.Max(%a, %b, %a) : (tensor<4xf32>, tensor<1xf32>, tensor<4xf32>) -> tensor<4xf32>
  %none = onnx.NoValue
  // CHECK: %{{.*}}:2 = onnx.Split(%{{.*}}, %{{.*}}) {num_outputs = 2 : si64} : (tensor<4xf32>, none) -> (tensor<2xf32>, tensor<2xf32>)
  %s:2 = onnx.Split(%m, %none) {num_outputs = 2 : si64}
      : (tensor<4xf32>, none) -> (tensor<2xf32>, tensor<2xf32>)
  return %s#0, %s#1 : tensor<2xf32>, tensor<2xf32>
}

// A result may be less exact than inferred: one extent, all of them, or the rank.
// CHECK-LABEL: func.func @less_exact(
func.func @less_exact(%a: tensor<2x3xf32>) -> tensor<*xf32> {
  // CHECK: onnx.Relu(%{{.*}}) : (tensor<2x3xf32>) -> tensor<?x3xf32>
  %b = onnx.Relu(%a) : (tensor<2x3xf32>) -> tensor<?x3xf32>
  // CHECK: onnx.Transpose(%{{.*}}) {perm = [1, 0]} : (tensor<?x3xf32>) -> tensor<*xf32>
  %c = onnx.Transpose(%b) {perm = [1, 0]} : (tensor<?x3xf32>) -> tensor<*xf32>
  return %c : tensor<*xf32>
}

// Indices are i32, and i64 in foreign IR; what is inferred as i32 may be either.
// CHECK-LABEL: func.func @indices(
func.func @indices(%a: tensor<2x3xf32>) -> (tensor<2xi32>, tensor<2xi64>) {
  // CHECK: onnx.Shape(%{{.*}}) : (tensor<2x3xf32>) -> tensor<2xi32>
  %s = onnx.Shape(%a) : (tensor<2x3xf32>) -> tensor<2xi32>
  // CHECK: onnx.Shape(%{{.*}}) : (tensor<2x3xf32>) -> tensor<2xi64>
  %t = onnx.Shape(%a) : (tensor<2x3xf32>) -> tensor<2xi64>
  return %s, %t : tensor<2xi32>, tensor<2xi64>
}

// Attributes of every kind: a type, a string, a float, a list.
// CHECK-LABEL: func.func @attributes(
func.func @attributes(%a: tensor<4xi32>, %x: tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32> {
  // CHECK: onnx.Cast(%{{.*}}) {to = f32} : (tensor<4xi32>) -> tensor<4xf32>
  %f = onnx.Cast(%a) {to = f32} : (tensor<4xi32>) -> tensor<4xf32>
  // CHECK: onnx.LeakyRelu(%{{.*}}) {alpha = 2.000000e-01 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  %l = onnx.LeakyRelu(%f) {alpha = 0.2 : f32} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: onnx.AveragePool(%{{.*}}) {auto_pad = "VALID", kernel_shape = [2, 2], strides = [2, 2]}
  %p = onnx.AveragePool(%x) {auto_pad = "VALID", kernel_shape = [2, 2], strides = [2, 2]}
      : (tensor<1x1x4x4xf32>) -> tensor<1x1x2x2xf32>
  return %p : tensor<1x1x2x2xf32>
}
