// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// Surfaces have rank 4 and fp16; the model's types and names stay on the entry. The last axis stays the row.
// CHECK-LABEL: ane.program @ranks_0
// CHECK-SAME:    (%{{.*}}: tensor<1x1x1x8xf16>, %{{.*}}: tensor<1x3x1x8xf16>) -> tensor<1x3x1x8xf16>
// CHECK-SAME:    placement = #ane.placement<engine>
// CHECK-LABEL: func.func @ranks(
// CHECK-SAME:    tensor<1x1x1x8xf16> {ane.source = tensor<8xf32>, onnx.name = "a"}
// CHECK-SAME:    tensor<1x3x1x8xf16> {ane.source = tensor<3x8xf32>, onnx.name = "b"}
// CHECK-SAME:    -> (tensor<1x3x1x8xf16> {ane.source = tensor<3x8xf32>, onnx.name = "c"})
// CHECK-SAME:    attributes {ane.entry = "ranks"}
// CHECK-NEXT:    %[[C:.*]] = ane.call @ranks_0(
// CHECK-NEXT:    return %[[C]]
func.func @ranks(%a: tensor<8xf32> {onnx.name = "a"}, %b: tensor<3x8xf32> {onnx.name = "b"})
    -> (tensor<3x8xf32> {onnx.name = "c"}) {
  %c = onnx.Add(%a, %b) : (tensor<8xf32>, tensor<3x8xf32>) -> tensor<3x8xf32>
  return %c : tensor<3x8xf32>
}

// -----

// A result that is a view of an argument is multiplied by 1: an identity alone was reported to give NaN (ANE-C69).
// CHECK-LABEL: ane.program @passThrough_0
// CHECK:         %[[Y:.*]] = ane.mul(
// CHECK:         ane.return %[[Y]]
func.func @passThrough(%x: tensor<2x4xf32>) -> tensor<8xf32> {
  %shape = onnx.Constant dense<8> : tensor<1xi32>
  %y = onnx.Reshape(%x, %shape) : (tensor<2x4xf32>, tensor<1xi32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

// A target that is not named is the strict one.
// CHECK: module attributes {ane.target = #ane.target<"strict">}
func.func @target(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
