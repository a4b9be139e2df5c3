// RUN: ane-opt %s --split-input-file --convert-onnx-to-ane | FileCheck %s

// The host reads integers and computes in f32; what the engine reads is finite fp16. The table is a constant of the
// program that reads it.
// CHECK-LABEL: ane.program @forward_0(
// CHECK-SAME:    %[[IDS:.*]]: tensor<1x1x1x3xi32>) -> tensor<1x3x1x4xf16>
// CHECK-SAME:    placement = #ane.placement<host>
// CHECK:         %[[I:.*]] = ane.reshape(%[[IDS]])
// CHECK:         %[[T:.*]] = ane.constant @table : tensor<8x4xf32>
// CHECK:         %[[G:.*]] = ane.gather(%[[T]], %[[I]]) {axis = 0 : i32{{.*}} -> tensor<3x4xf32>
// CHECK:         %[[F:.*]] = ane.clip(%[[G]]) {alpha = -6.550400e+04 : f32, beta = 6.550400e+04 : f32}
// CHECK:         ane.cast(%[[F]]) {dtype = "fp16"}
// CHECK-LABEL: ane.program @forward_1(
// CHECK-SAME:    tensor<1x3x1x4xf16>) -> tensor<1x3x1x4xf16>
// CHECK-SAME:    placement = #ane.placement<engine>
// CHECK:         ane.relu
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    %[[ARG:.*]]: tensor<1x1x1x3xi32> {ane.source = tensor<3xi32>}
// CHECK-NEXT:    %[[A:.*]] = ane.call @forward_0(%[[ARG]])
// CHECK-NEXT:    %[[B:.*]] = ane.call @forward_1(%[[A]])
// CHECK-NEXT:    return %[[B]]
ml_program.global private @table(dense<1.0> : tensor<8x4xf32>) : tensor<8x4xf32>
func.func @forward(%ids: tensor<3xi32>) -> tensor<3x4xf32> {
  %table = ml_program.global_load_const @table : tensor<8x4xf32>
  %g = onnx.Gather(%table, %ids) {anemone.host = "told so"} : (tensor<8x4xf32>, tensor<3xi32>) -> tensor<3x4xf32>
  %y = onnx.Relu(%g) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// -----

// What two programs of the host pass on keeps its type; the engine's program between them does not touch it.
// CHECK-LABEL: ane.program @types_0({{.*}}) -> (tensor<1x1x1x4xf16>, tensor<1x1x1x4xf32>)
// CHECK-LABEL: ane.program @types_1({{.*}}: tensor<1x1x1x4xf16>) -> tensor<1x1x1x4xf16>
// CHECK-LABEL: ane.program @types_2({{.*}}: tensor<1x1x1x4xf32>, {{.*}}: tensor<1x1x1x4xf16>) -> tensor<1x1x1x4xf32>
func.func @types(%x: tensor<4xf32>) -> tensor<4xf32> {
  %a = onnx.Exp(%x) {anemone.host = "told so"} : (tensor<4xf32>) -> tensor<4xf32>
  %b = onnx.Sin(%x) {anemone.host = "told so"} : (tensor<4xf32>) -> tensor<4xf32>
  %c = onnx.Relu(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %d = onnx.Sub(%b, %c) {anemone.host = "told so"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %d : tensor<4xf32>
}

// -----

// Two programs suffice: the second operation of the engine waits for the host, since that costs nothing.
// CHECK:     ane.program @late_0{{.*}}placement = #ane.placement<host>
// CHECK:     ane.program @late_1{{.*}}placement = #ane.placement<engine>
// CHECK-NOT: ane.program
func.func @late(%x: tensor<4xf32>) -> tensor<4xf32> {
  %a = onnx.Exp(%x) {anemone.host = "told so"} : (tensor<4xf32>) -> tensor<4xf32>
  %b = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %c = onnx.Add(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %c : tensor<4xf32>
}

// -----

// The same integers twice, by the host's own operations: a pad is a concat, and a broadcast a product, of integers.
// CHECK-LABEL: ane.program @integers_0
// CHECK:         %[[P:.*]] = ane.concat({{.*}} : (tensor<1xi32>, tensor<3xi32>) -> tensor<4xi32>
// CHECK:         ane.mul({{.*}} tensor<2x4xi32>
// CHECK:         ane.floor_div
func.func @integers(%x: tensor<3xi32>) -> tensor<2x4xi32> {
  %pads = onnx.Constant dense<[1, 0]> : tensor<2xi32>
  %none = "onnx.NoValue"() {value} : () -> none
  %shape = onnx.Constant dense<[2, 4]> : tensor<2xi32>
  %p = onnx.Pad(%x, %pads, %none, %none) {anemone.host = "told so"} : (tensor<3xi32>, tensor<2xi32>, none, none) -> tensor<4xi32>
  %e = onnx.Expand(%p, %shape) {anemone.host = "told so"} : (tensor<4xi32>, tensor<2xi32>) -> tensor<2x4xi32>
  %d = onnx.Div(%e, %e) {anemone.host = "told so"} : (tensor<2x4xi32>, tensor<2x4xi32>) -> tensor<2x4xi32>
  return %d : tensor<2x4xi32>
}

// -----

// One number many times is made where it is needed; a constant of it would fill the bundle. A few stay a constant.
// CHECK-LABEL: ane.program @zeros_0
// CHECK:         %[[ZERO:.*]] = ane.constant dense<0.000000e+00> : tensor<1x1xf32>
// CHECK:         %[[ZEROS:.*]] = ane.tile(%[[ZERO]]) {reps = array<i32: 512, 128>}
// CHECK:         ane.scatter_nd(%[[ZEROS]], {{.*}}) {mode = "add"
// CHECK:         ane.constant dense<0.000000e+00> : tensor<8x128xf32>
func.func @zeros(%i: tensor<3x1xi32>, %u: tensor<3x128xf32>) -> (tensor<512x128xf32>, tensor<8x128xf32>) {
  %0 = onnx.Constant dense<0.0> : tensor<512x128xf32>
  %1 = onnx.ScatterND(%0, %i, %u) {reduction = "add", anemone.host = "told so"} : (tensor<512x128xf32>, tensor<3x1xi32>, tensor<3x128xf32>) -> tensor<512x128xf32>
  %2 = onnx.Constant dense<0.0> : tensor<8x128xf32>
  %3 = onnx.ScatterND(%2, %i, %u) {reduction = "add", anemone.host = "told so"} : (tensor<8x128xf32>, tensor<3x1xi32>, tensor<3x128xf32>) -> tensor<8x128xf32>
  return %1, %3 : tensor<512x128xf32>, tensor<8x128xf32>
}
