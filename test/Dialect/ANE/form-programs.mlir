// RUN: ane-opt %s --split-input-file --ane-form-programs="blocks-per-program=1 merge=false" | FileCheck %s

// Two residual blocks, each a wide product and a narrow one: the border is where only the stream is alive.
// CHECK:       ane.program @p_0(%[[X:.*]]: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
// CHECK-COUNT-2: ane.conv
// CHECK:         %[[S:.*]] = ane.add(%{{.*}}, %[[X]])
// CHECK-NEXT:    ane.return %[[S]]
// CHECK:       ane.program @p_1(%{{.*}}: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
// CHECK-COUNT-2: ane.conv
// CHECK:         ane.return
// CHECK-NOT:   ane.program
// CHECK:         %[[A:.*]] = ane.call @p_0(%{{.*}})
// CHECK-NEXT:    %[[B:.*]] = ane.call @p_1(%[[A]])
// CHECK-NEXT:    return %[[B]]
ml_program.global private @wide(dense<1.0> : tensor<64x8x1x1xf32>) : tensor<64x8x1x1xf32>
ml_program.global private @narrow(dense<1.0> : tensor<8x64x1x1xf32>) : tensor<8x64x1x1xf32>
ane.program @p(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @wide : tensor<64x8x1x1xf16>
  %n = ane.constant @narrow : tensor<8x64x1x1xf16>
  %a = ane.conv(%x, %w) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x8x1x32xf16>, tensor<64x8x1x1xf16>) -> tensor<1x64x1x32xf16>
  %b = ane.relu(%a) : (tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16>
  %c = ane.conv(%b, %n) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x64x1x32xf16>, tensor<8x64x1x1xf16>) -> tensor<1x8x1x32xf16>
  %d = ane.add(%c, %x) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %e = ane.conv(%d, %w) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x8x1x32xf16>, tensor<64x8x1x1xf16>) -> tensor<1x64x1x32xf16>
  %f = ane.relu(%e) : (tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16>
  %g = ane.conv(%f, %n) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 1, 1>} : (tensor<1x64x1x32xf16>, tensor<8x64x1x1xf16>) -> tensor<1x8x1x32xf16>
  %h = ane.add(%g, %d) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  ane.return %h : tensor<1x8x1x32xf16>
}
func.func @f(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> {
  %y = ane.call @p(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  return %y : tensor<1x8x1x32xf16>
}

// -----

// A view does not cross: the second program reshapes what it is a view of, and the first one's result keeps its shape.
// CHECK:       ane.program @v_0(%{{.*}}: tensor<8x8xf16>) -> tensor<8x8xf16>
// CHECK-NOT:     ane.reshape
// CHECK:       ane.program @v_1(%[[X:.*]]: tensor<8x8xf16>)
// CHECK:         %[[V:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 1, 8, 8>}
// CHECK:         ane.matmul(%[[V]], %[[V]])
ane.program @v(%x: tensor<8x8xf16>) -> tensor<1x8x8xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.matmul(%x, %x) {transpose_x = false, transpose_y = false} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %b = ane.reshape(%a) {shape = array<i32: 1, 8, 8>} : (tensor<8x8xf16>) -> tensor<1x8x8xf16>
  %c = ane.matmul(%b, %b) {transpose_x = false, transpose_y = false} : (tensor<1x8x8xf16>, tensor<1x8x8xf16>) -> tensor<1x8x8xf16>
  ane.return %c : tensor<1x8x8xf16>
}
func.func @f(%x: tensor<8x8xf16>) -> tensor<1x8x8xf16> {
  %y = ane.call @v(%x) : (tensor<8x8xf16>) -> tensor<1x8x8xf16>
  return %y : tensor<1x8x8xf16>
}

// -----

// No surface holds Booleans, and no rank beyond four: there is no border where one of them is alive. A program of the
// host is none of this pass's business.
// CHECK:     ane.program @booleans(
// CHECK:     ane.program @host(
// CHECK:       ane.call @booleans(
ane.program @booleans(%x: tensor<8x8xf16>, %c: tensor<8x8xf16>) -> tensor<8x8xf16> attributes {placement = #ane.placement<engine>} {
  %t = ane.greater(%c, %x) : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xi1>
  %a = ane.matmul(%x, %x) {transpose_x = false, transpose_y = false} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %b = ane.matmul(%a, %a) {transpose_x = false, transpose_y = false} : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %y = ane.select(%t, %a, %b) : (tensor<8x8xi1>, tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  ane.return %y : tensor<8x8xf16>
}
ane.program @host(%x: tensor<8x8xf32>) -> tensor<8x8xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.matmul(%x, %x) {transpose_x = false, transpose_y = false} : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %b = ane.matmul(%a, %a) {transpose_x = false, transpose_y = false} : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  ane.return %b : tensor<8x8xf32>
}
func.func @f(%x: tensor<8x8xf16>, %z: tensor<8x8xf32>) -> (tensor<8x8xf16>, tensor<8x8xf32>) {
  %y = ane.call @booleans(%x, %x) : (tensor<8x8xf16>, tensor<8x8xf16>) -> tensor<8x8xf16>
  %h = ane.call @host(%z) : (tensor<8x8xf32>) -> tensor<8x8xf32>
  return %y, %h : tensor<8x8xf16>, tensor<8x8xf32>
}
