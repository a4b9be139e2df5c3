// RUN: check-gradients %s | FileCheck %s
// CHECK-NOT: DIFFERS
// CHECK: {{[0-9]+}} cases, 0 wrong

// Known indices: one in line, one alone, and some out of order, twice and from the end.
func.func @known(%x: tensor<2x5x3xf32>) -> (tensor<2x3x3xf32>, tensor<2x3xf32>, tensor<2x2x2x3xf32>) {
  %line = onnx.Constant dense<[1, 2, 3]> : tensor<3xi32>
  %one = onnx.Constant dense<-1> : tensor<i32>
  %any = onnx.Constant dense<[[4, 0], [-3, 4]]> : tensor<2x2xi32>
  %y = onnx.Gather(%x, %line) {axis = 1 : si64} : (tensor<2x5x3xf32>, tensor<3xi32>) -> tensor<2x3x3xf32>
  %z = onnx.Gather(%x, %one) {axis = -2 : si64} : (tensor<2x5x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  %u = onnx.Gather(%x, %any) {axis = 1 : si64} : (tensor<2x5x3xf32>, tensor<2x2xi32>) -> tensor<2x2x2x3xf32>
  return %y, %z, %u : tensor<2x3x3xf32>, tensor<2x3xf32>, tensor<2x2x2x3xf32>
}

// An embedding: a row that is looked up twice gets both gradients; -2 counts from the end.
func.func @embedding(%table: tensor<5x3xf32>, %ids: tensor<2x3xi32> {test.values = [0, 4, 1, 4, -2, 0]}) -> tensor<2x3x3xf32> {
  %y = onnx.Gather(%table, %ids) : (tensor<5x3xf32>, tensor<2x3xi32>) -> tensor<2x3x3xf32>
  return %y : tensor<2x3x3xf32>
}

// Along an axis in the middle.
func.func @middle(%x: tensor<2x4x3xf32>, %ids: tensor<3xi32> {test.values = [3, 0, 3]}) -> tensor<2x3x3xf32> {
  %y = onnx.Gather(%x, %ids) {axis = -2 : si64} : (tensor<2x4x3xf32>, tensor<3xi32>) -> tensor<2x3x3xf32>
  return %y : tensor<2x3x3xf32>
}

// One element for each index, along the last axis and along the first, where the other axis is not picked whole.
func.func @elements(%x: tensor<2x4xf32>, %ids: tensor<2x3xi32> {test.values = [0, 3, 0, -1, 1, 2]}) -> tensor<2x3xf32> {
  %y = onnx.GatherElements(%x, %ids) {axis = -1 : si64} : (tensor<2x4xf32>, tensor<2x3xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}
func.func @elements_first(%x: tensor<3x4xf32>, %ids: tensor<2x3xi32> {test.values = [0, 2, 0, -1, 1, 0]}) -> tensor<2x3xf32> {
  %y = onnx.GatherElements(%x, %ids) : (tensor<3x4xf32>, tensor<2x3xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Tuples that pick numbers, and one index behind an axis that goes together.
func.func @tuples(%x: tensor<3x4xf32>, %ids: tensor<3x2xi32> {test.values = [0, 1, 2, 3, 0, 1]}) -> tensor<3xf32> {
  %y = onnx.GatherND(%x, %ids) : (tensor<3x4xf32>, tensor<3x2xi32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}
func.func @tuples_in_batches(%x: tensor<2x3x4xf32>, %ids: tensor<2x2x1xi32> {test.values = [2, 0, 1, 1]}) -> tensor<2x2x4xf32> {
  %y = onnx.GatherND(%x, %ids) {batch_dims = 1 : si64} : (tensor<2x3x4xf32>, tensor<2x2x1xi32>) -> tensor<2x2x4xf32>
  return %y : tensor<2x2x4xf32>
}

// What is replaced has no gradient; what is added to keeps it.
func.func @replace(%x: tensor<4x3xf32>, %ids: tensor<2x1xi32> {test.values = [3, 1]}, %u: tensor<2x3xf32>) -> tensor<4x3xf32> {
  %y = onnx.ScatterND(%x, %ids, %u) : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}
func.func @add(%x: tensor<4x3xf32>, %ids: tensor<3x1xi32> {test.values = [3, 1, 3]}, %u: tensor<3x3xf32>) -> tensor<4x3xf32> {
  %y = onnx.ScatterND(%x, %ids, %u) {reduction = "add"} : (tensor<4x3xf32>, tensor<3x1xi32>, tensor<3x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// The largest of the data and two updates has the gradient.
func.func @largest(%x: tensor<4x3xf32>, %ids: tensor<3x1xi32> {test.values = [3, 1, 3]}, %u: tensor<3x3xf32>) -> tensor<4x3xf32> {
  %y = onnx.ScatterND(%x, %ids, %u) {reduction = "max"} : (tensor<4x3xf32>, tensor<3x1xi32>, tensor<3x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}
func.func @smallest(%x: tensor<4x3xf32>, %ids: tensor<3x2xi32> {test.values = [3, 1, 0, 0, 2, 2]}, %u: tensor<3xf32>) -> tensor<4x3xf32> {
  %y = onnx.ScatterND(%x, %ids, %u) {reduction = "min"} : (tensor<4x3xf32>, tensor<3x2xi32>, tensor<3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}

// The same one element at a time, along the last axis and where the updates do not reach all rows.
func.func @replace_elements(%x: tensor<3x4xf32>, %ids: tensor<2x2xi32> {test.values = [0, -1, 2, 1]}, %u: tensor<2x2xf32>) -> tensor<3x4xf32> {
  %y = onnx.ScatterElements(%x, %ids, %u) {axis = -1 : si64} : (tensor<3x4xf32>, tensor<2x2xi32>, tensor<2x2xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
func.func @add_elements(%x: tensor<3x4xf32>, %ids: tensor<2x4xi32> {test.values = [0, 2, 1, 0, 0, 2, 2, 0]}, %u: tensor<2x4xf32>) -> tensor<3x4xf32> {
  %y = onnx.ScatterElements(%x, %ids, %u) {reduction = "add"} : (tensor<3x4xf32>, tensor<2x4xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
func.func @smallest_elements(%x: tensor<3x4xf32>, %ids: tensor<3x2xi32> {test.values = [0, 3, 1, 1, 2, 0]}, %u: tensor<3x2xf32>) -> tensor<3x4xf32> {
  %y = onnx.ScatterElements(%x, %ids, %u) {axis = 1 : si64, reduction = "min"} : (tensor<3x4xf32>, tensor<3x2xi32>, tensor<3x2xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
