// RUN: ane-opt %s --onnx-infer-shapes=allow-dynamic --mlir-print-op-generic | ane-opt | FileCheck %s

// What picks and places elements by index: the types that are inferred, and that the printed form parses back.

// CHECK-LABEL: func.func @gather_elements(
// CHECK:         onnx.GatherElements(%{{.*}}) {axis = 1 : si64} : (tensor<3x4xf32>, tensor<2x7xi32>) -> tensor<2x7xf32>
func.func @gather_elements(%x: tensor<3x4xf32>, %i: tensor<2x7xi32>) -> tensor<*xf32> {
  %y = onnx.GatherElements(%x, %i) {axis = 1 : si64} : (tensor<3x4xf32>, tensor<2x7xi32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Tuples of two address two axes; behind a common axis they address the next two.
// CHECK-LABEL: func.func @gather_nd(
// CHECK:         onnx.GatherND(%{{.*}}) : (tensor<2x3x4x5xf32>, tensor<2x7x2xi32>) -> tensor<2x7x4x5xf32>
// CHECK:         onnx.GatherND(%{{.*}}) {batch_dims = 1 : si64} : (tensor<2x3x4x5xf32>, tensor<2x7x2xi32>) -> tensor<2x7x5xf32>
// The length of the tuples decides the rank.
// CHECK:         onnx.GatherND(%{{.*}}) : (tensor<2x3x4x5xf32>, tensor<2x?xi32>) -> tensor<*xf32>
func.func @gather_nd(%x: tensor<2x3x4x5xf32>, %i: tensor<2x7x2xi32>, %j: tensor<2x?xi32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) {
  %0 = onnx.GatherND(%x, %i) : (tensor<2x3x4x5xf32>, tensor<2x7x2xi32>) -> tensor<*xf32>
  %1 = onnx.GatherND(%x, %i) {batch_dims = 1 : si64} : (tensor<2x3x4x5xf32>, tensor<2x7x2xi32>) -> tensor<*xf32>
  %2 = onnx.GatherND(%x, %j) : (tensor<2x3x4x5xf32>, tensor<2x?xi32>) -> tensor<*xf32>
  return %0, %1, %2 : tensor<*xf32>, tensor<*xf32>, tensor<*xf32>
}

// CHECK-LABEL: func.func @scatter_nd(
// CHECK:         onnx.ScatterND(%{{.*}}) {reduction = "add"} : (tensor<4x5xf32>, tensor<3x1xi32>, tensor<3x5xf32>) -> tensor<4x5xf32>
func.func @scatter_nd(%x: tensor<4x5xf32>, %i: tensor<3x1xi32>, %u: tensor<3x5xf32>) -> tensor<*xf32> {
  %y = onnx.ScatterND(%x, %i, %u) {reduction = "add"} : (tensor<4x5xf32>, tensor<3x1xi32>, tensor<3x5xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// Updates are as many as indices, which may be fewer than there are elements along any axis.
// CHECK-LABEL: func.func @scatter_elements(
// CHECK:         onnx.ScatterElements(%{{.*}}) {axis = -1 : si64, reduction = "max"} : (tensor<4x5xf32>, tensor<3x7xi32>, tensor<3x7xf32>) -> tensor<4x5xf32>
func.func @scatter_elements(%x: tensor<4x5xf32>, %i: tensor<3x7xi32>, %u: tensor<3x7xf32>) -> tensor<*xf32> {
  %y = onnx.ScatterElements(%x, %i, %u) {axis = -1 : si64, reduction = "max"} : (tensor<4x5xf32>, tensor<3x7xi32>, tensor<3x7xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// A depth that is a constant, of any type of number, is an extent.
// CHECK-LABEL: func.func @one_hot(
// CHECK:         onnx.OneHot(%{{.*}}) : (tensor<2x3xi32>, tensor<f32>, tensor<2xf16>) -> tensor<2x3x5xf16>
// CHECK:         onnx.OneHot(%{{.*}}) {axis = 0 : si64} : (tensor<2x3xi32>, tensor<1xi32>, tensor<2xf16>) -> tensor<?x2x3xf16>
func.func @one_hot(%i: tensor<2x3xi32>, %d: tensor<1xi32>, %v: tensor<2xf16>) -> (tensor<*xf16>, tensor<*xf16>) {
  %depth = onnx.Constant dense<5.0> : tensor<f32>
  %0 = onnx.OneHot(%i, %depth, %v) : (tensor<2x3xi32>, tensor<f32>, tensor<2xf16>) -> tensor<*xf16>
  %1 = onnx.OneHot(%i, %d, %v) {axis = 0 : si64} : (tensor<2x3xi32>, tensor<1xi32>, tensor<2xf16>) -> tensor<*xf16>
  return %0, %1 : tensor<*xf16>, tensor<*xf16>
}
