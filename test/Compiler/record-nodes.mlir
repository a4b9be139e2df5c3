// RUN: ane-opt %s --split-input-file --ane-record-nodes | FileCheck %s

// Each named node once, although two functions (buckets of one model) have it. Constants are no nodes that could run,
// and what has no name cannot be told from others.
// CHECK:     module attributes {ane.nodes = [{name = "/relu", op = "Relu"}, {name = "/exp", op = "Exp"}]}
func.func @one(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = onnx.Constant dense<1.0> : tensor<f32> loc("/one")
  %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("/relu")
  %z = onnx.Add(%y, %c) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return %z : tensor<4xf32>
}
func.func @two(%x: tensor<5xf32>) -> tensor<5xf32> {
  %y = onnx.Relu(%x) : (tensor<5xf32>) -> tensor<5xf32> loc("/relu")
  %z = onnx.Exp(%y) : (tensor<5xf32>) -> tensor<5xf32> loc("/exp")
  return %z : tensor<5xf32>
}

// -----

// A list that is there stays: the operations may have been taken apart since.
// CHECK: module attributes {ane.nodes = [{name = "/old", op = "Attention"}]}
module attributes {ane.nodes = [{name = "/old", op = "Attention"}]} {
  func.func @kept(%x: tensor<4xf32>) -> tensor<4xf32> {
    %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("/new")
    return %y : tensor<4xf32>
  }
}

// -----

// Where nothing has a name, there is no list.
// CHECK-NOT: ane.nodes
// CHECK:     func.func @nameless
func.func @nameless(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
