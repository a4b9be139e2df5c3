// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// Operands of different rank get one rank: the engine was seen to broadcast axes of extent 1, not missing ones.
// CHECK-LABEL: ane.program @ranks_0
// CHECK:         %[[B:.*]] = ane.reshape({{.*}}) {shape = array<i32: 1, 1, 8>}
// CHECK:         ane.add({{.*}}, %[[B]]) : (tensor<4x2x8xf16>, tensor<1x1x8xf16>) -> tensor<4x2x8xf16>
func.func @ranks(%a: tensor<4x2x8xf32>, %b: tensor<8xf32>) -> tensor<4x2x8xf32> {
  %c = onnx.Add(%a, %b) : (tensor<4x2x8xf32>, tensor<8xf32>) -> tensor<4x2x8xf32>
  return %c : tensor<4x2x8xf32>
}

// -----

// The engine computes in fp16 (ANE-C53); what the model calls f32 is written down, and the runtime converts.
// CHECK-LABEL: ane.program @boundary_0
// CHECK-SAME:    (%[[X:.*]]: tensor<1x1x4x8xf16>) -> tensor<1x1x4x8xf16>
// CHECK:         ane.relu(%[[X]]) : (tensor<1x1x4x8xf16>) -> tensor<1x1x4x8xf16>
// CHECK:       func.func @boundary(%{{.*}}: tensor<1x1x4x8xf16> {ane.source = tensor<1x1x4x8xf32>})
func.func @boundary(%x: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %y = onnx.Relu(%x) : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}

// -----

// Six axes are more than the engine has (ANE-C38): the first two, which broadcast alike, become one. No value of rank 6 is left.
// CHECK-LABEL: ane.program @sixAxes_0
// CHECK:         ane.mul(
// CHECK-SAME:      (tensor<6x2x4x4x4xf16>, tensor<6x1x1x4x4xf16>)
// CHECK-NOT:     tensor<2x3x2x4x4x4xf16>
// CHECK:         ane.return
func.func @sixAxes(%a: tensor<2x3x2x4x4x4xf32>, %b: tensor<2x3x1x1x4x4xf32>) -> tensor<2x3x2x4x4x4xf32> {
  %c = onnx.Mul(%a, %b) : (tensor<2x3x2x4x4x4xf32>, tensor<2x3x1x1x4x4xf32>) -> tensor<2x3x2x4x4x4xf32>
  return %c : tensor<2x3x2x4x4x4xf32>
}

// -----

// A scalar keeps rank 0 and the f32 value: whoever evaluates it rounds.
// CHECK-LABEL: ane.program @scalar_0
// CHECK:         %[[S:.*]] = ane.constant dense<1.000000e-01> : tensor<f32> -> tensor<f16>
// CHECK:         ane.add({{.*}}, %[[S]]) : (tensor<1x1x4x8xf16>, tensor<f16>)
func.func @scalar(%a: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %s = onnx.Constant dense<0.1> : tensor<f32>
  %c = onnx.Add(%a, %s) : (tensor<1x1x4x8xf32>, tensor<f32>) -> tensor<1x1x4x8xf32>
  return %c : tensor<1x1x4x8xf32>
}

// -----

// A mask value beyond fp16 stays finite: as an infinity it would give NaN in sums.
// CHECK-LABEL: ane.program @mask_0
// CHECK:         ane.constant dense<-6.550400e+04> : tensor<f32> -> tensor<f16>
func.func @mask(%a: tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32> {
  %s = onnx.Constant dense<-3.4028234e+38> : tensor<f32>
  %c = onnx.Add(%a, %s) : (tensor<1x1x4x8xf32>, tensor<f32>) -> tensor<1x1x4x8xf32>
  return %c : tensor<1x1x4x8xf32>
}

// -----

// real_div with a constant of several elements is refused by Apple's compiler, a product is not.
// CHECK-LABEL: ane.program @divideByTensor_0
// CHECK:         %[[INVERSE:.*]] = ane.real_div(%{{.*}}, %[[D:.*]]) : (tensor<f16>, tensor<1x2x1x1xf16>)
// CHECK:         ane.mul(%{{.*}}, %[[INVERSE]])
// CHECK-LABEL: func.func @divideByTensor
func.func @divideByTensor(%a: tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32> {
  %d = onnx.Constant dense<[[[[2.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %c = onnx.Div(%a, %d) : (tensor<1x2x4x8xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x8xf32>
  return %c : tensor<1x2x4x8xf32>
}

// -----

// The engine has no logical operations (ANE-C36): and is a product of 0 and 1. A Boolean travels as fp16.
// CHECK-LABEL: ane.program @logic_0
// CHECK-SAME:    (%[[A:.*]]: tensor<1x1x4x8xf16>, %[[B:.*]]: tensor<1x1x4x8xf16>) -> tensor<1x1x4x8xf16>
// CHECK-NOT:     ane.logical_and
// CHECK:         ane.mul({{.*}}) : (tensor<1x1x4x8xf16>, tensor<1x1x4x8xf16>)
func.func @logic(%a: tensor<1x1x4x8xi1>, %b: tensor<1x1x4x8xi1>) -> tensor<1x1x4x8xi1> {
  %c = onnx.And(%a, %b) : (tensor<1x1x4x8xi1>, tensor<1x1x4x8xi1>) -> tensor<1x1x4x8xi1>
  return %c : tensor<1x1x4x8xi1>
}

// -----

// No tensor of constants takes part in a division (ANE-C59): the inverse of one is prepared, of one element too, and one
// that is divided is multiplied. A scalar divides.
// CHECK-LABEL: ane.program @quotients_0
// CHECK:         %[[X:.*]] = ane.reshape(%{{.*}}) {shape = array<i32: 4, 8>}
// CHECK:         %[[I:.*]] = ane.real_div(%{{.*}}, %[[C:.*]]) : (tensor<f16>, tensor<1x1xf16>)
// CHECK:         ane.mul(%[[X]], %[[I]])
// CHECK:         %[[J:.*]] = ane.real_div(%{{.*}}, %[[X]]) : (tensor<f16>, tensor<4x8xf16>)
// CHECK:         ane.mul(%{{.*}}, %[[J]])
// CHECK:         ane.real_div(%[[X]], %{{.*}}) : (tensor<4x8xf16>, tensor<f16>)
func.func @quotients(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %one = onnx.Constant dense<3.0> : tensor<1x1xf32>
  %row = onnx.Constant dense<3.0> : tensor<1x8xf32>
  %scalar = onnx.Constant dense<3.0> : tensor<f32>
  %a = onnx.Div(%x, %one) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %b = onnx.Div(%row, %x) : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %c = onnx.Div(%x, %scalar) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  return %a, %b, %c : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}

// -----

// MIL has no test for NaN or infinity. A NaN differs from itself, and what is beyond the largest finite fp16 is infinite:
// the bound is a number that the engine has.
// CHECK-LABEL: ane.program @tests_0
// CHECK-SAME:    (%[[X:.*]]: tensor<1x1x4x8xf16>)
// CHECK-DAG:     ane.not_equal(%[[X]], %[[X]])
// CHECK-DAG:     %[[SIZE:.*]] = ane.abs(%[[X]])
// CHECK-DAG:     %[[MAX:.*]] = ane.constant dense<6.550400e+04> : tensor<f32> -> tensor<f16>
// CHECK-DAG:     ane.greater(%[[SIZE]], %[[MAX]])
// CHECK-DAG:     %[[MIN:.*]] = ane.constant dense<-6.550400e+04> : tensor<f32> -> tensor<f16>
// CHECK-DAG:     ane.less(%[[X]], %[[MIN]])
func.func @tests(%x: tensor<1x1x4x8xf32>) -> (tensor<1x1x4x8xi1>, tensor<1x1x4x8xi1>, tensor<1x1x4x8xi1>) {
  %0 = onnx.IsNaN(%x) : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xi1>
  %1 = onnx.IsInf(%x) : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xi1>
  %2 = onnx.IsInf(%x) {detect_positive = 0 : si64} : (tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xi1>
  return %0, %1, %2 : tensor<1x1x4x8xi1>, tensor<1x1x4x8xi1>, tensor<1x1x4x8xi1>
}

// -----

// On the host the largest number is that of f32. A test of neither sign is never true.
// CHECK-LABEL: ane.program @hostTests_0
// CHECK-DAG:     ane.constant dense<3.40282347E+38> : tensor<f32>
// CHECK-DAG:     ane.constant dense<false> : tensor<1x4x1x8xi1>
func.func @hostTests(%x: tensor<4x8xf32>) -> (tensor<4x8xi1>, tensor<4x8xi1>) {
  %0 = onnx.IsInf(%x) {anemone.host = "told so"} : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %1 = onnx.IsInf(%x) {anemone.host = "told so", detect_negative = 0 : si64, detect_positive = 0 : si64} : (tensor<4x8xf32>) -> tensor<4x8xi1>
  return %0, %1 : tensor<4x8xi1>, tensor<4x8xi1>
}
