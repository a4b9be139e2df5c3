// RUN: ane-opt %s --onnx-normalize | FileCheck %s
// RUN: ane-opt %s --onnx-normalize | ane-opt --onnx-normalize | FileCheck %s

// What onnx-mlir prints parses here, and onnx-normalize brings it to the form that
// our importer writes; once there, it does not change.

// A parameter is a global, named for its node.
// CHECK-DAG: ml_program.global private @filter(dense<{{.*}}> : tensor<2x1x2x2xf32>) : tensor<2x1x2x2xf32>

// CHECK-LABEL: func.func @main_graph(
// CHECK-SAME:      %[[X:.*]]: tensor<1x1x4x4xf32> {onnx.name = "x"})
// CHECK-DAG:     %[[NONE:.*]] = onnx.NoValue
// CHECK-DAG:     %[[W:.*]] = ml_program.global_load_const @filter : tensor<2x1x2x2xf32>
// CHECK-DAG:     %[[SHAPE:.*]] = onnx.Constant dense<[1, -1]> : tensor<2xi32>
// CHECK:         %[[C:.*]] = onnx.Conv(%[[X]], %[[W]], %[[NONE]])
// CHECK-SAME:      onnx_node_name = "conv"
// CHECK:         %[[P:.*]] = onnx.MaxPool(%[[C]]) {kernel_shape = [2, 2]}
// CHECK:         onnx.BatchNormalization(%[[P]],
// CHECK:         %[[R:.*]] = onnx.Reshape(%{{.*}}, %[[SHAPE]])
// CHECK:         return %[[R]]
func.func @main_graph(%arg0: tensor<1x1x4x4xf32> {onnx.name = "x"}) -> (tensor<1x8xf32> {onnx.name = "y"}) {
  %0 = "onnx.NoValue"() {value} : () -> none
  %1 = onnx.Constant {onnx_node_name = "filter"} dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[5.0, 6.0], [7.0, 8.0]]]]> : tensor<2x1x2x2xf32>
  %2 = onnx.Constant dense<[1, -1]> : tensor<2xi64>
  %3 = "onnx.Constant"() {value = dense<[1.0, 2.0]> : tensor<2xf32>} : () -> tensor<2xf32>
  %4 = "onnx.Conv"(%arg0, %1, %0) {auto_pad = "NOTSET", dilations = [1, 1], group = 1 : si64, kernel_shape = [2, 2], onnx_node_name = "conv", pads = [0, 0, 0, 0], strides = [1, 1]} : (tensor<1x1x4x4xf32>, tensor<2x1x2x2xf32>, none) -> tensor<1x2x3x3xf32>
  %5 = "onnx.MaxPoolSingleOut"(%4) {auto_pad = "NOTSET", ceil_mode = 0 : si64, kernel_shape = [2, 2], storage_order = 0 : si64} : (tensor<1x2x3x3xf32>) -> tensor<1x2x2x2xf32>
  %6 = "onnx.BatchNormalizationInferenceMode"(%5, %3, %3, %3, %3) {epsilon = 1.0e-5 : f32, momentum = 0.9 : f32} : (tensor<1x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %7 = "onnx.Reshape"(%6, %2) {allowzero = 0 : si64} : (tensor<1x2x2x2xf32>, tensor<2xi64>) -> tensor<1x8xf32>
  onnx.Return %7 : tensor<1x8xf32>
}
// CHECK-NOT: onnx.EntryPoint
"onnx.EntryPoint"() {func = @main_graph} : () -> ()

// Indices are i32 everywhere: in signatures, constants, attributes and the types
// that a Cast names. The end that exporters write for "all" is clamped.
// CHECK-LABEL: func.func @indices(
// CHECK-SAME:      %[[I:.*]]: tensor<3xi32>) -> tensor<3xi32>
// CHECK-DAG:     dense<0> : tensor<1xi32>
// CHECK-DAG:     dense<2147483647> : tensor<1xi32>
// CHECK:         onnx.Slice({{.*}}) -> tensor<3xi32>
// CHECK:         onnx.Cast(%{{.*}}) {to = i32} : (tensor<3xf32>) -> tensor<3xi32>
func.func @indices(%arg0: tensor<3xi64>) -> tensor<3xi64> {
  %none = onnx.NoValue
  %zero = onnx.Constant dense<0> : tensor<1xi64>
  %end = onnx.Constant dense<9223372036854775807> : tensor<1xi64>
  %s = "onnx.Slice"(%arg0, %zero, %end, %none, %none) : (tensor<3xi64>, tensor<1xi64>, tensor<1xi64>, none, none) -> tensor<3xi64>
  %f = "onnx.Cast"(%s) {saturate = 1 : si64, to = f32} : (tensor<3xi64>) -> tensor<3xf32>
  %i = "onnx.Cast"(%f) {saturate = 1 : si64, to = i64} : (tensor<3xf32>) -> tensor<3xi64>
  onnx.Return %i : tensor<3xi64>
}

// A single float stays where it folds.
// CHECK-LABEL: func.func @keeps_scalar(
// CHECK:         onnx.Constant dense<5.000000e-01> : tensor<f32>
func.func @keeps_scalar() -> tensor<f32> {
  %0 = onnx.Constant dense<0.5> : tensor<f32>
  onnx.Return %0 : tensor<f32>
}

// A constant that a shape is computed from has to fold, so it stays a constant; beside it one that is a parameter.
// CHECK-LABEL: func.func @scales
// CHECK-DAG:     %[[ONE:.*]] = onnx.Constant dense<1.000000e+00> : tensor<2xf32>
// CHECK-DAG:     %[[TWO:.*]] = onnx.Constant dense<2.000000e+00> : tensor<2xf32>
// CHECK:         onnx.Concat(%[[ONE]], %[[TWO]])
// CHECK:         %[[P:.*]] = ml_program.global_load_const
// CHECK:         onnx.Mul(%{{.*}}, %[[P]])
func.func @scales(%x: tensor<1x3x8x2xf32>) -> tensor<?x?x?x?xf32> {
  %none = onnx.NoValue
  %one = onnx.Constant dense<1.0> : tensor<2xf32>
  %two = onnx.Constant dense<2.0> : tensor<2xf32>
  %s = onnx.Concat(%one, %two) {axis = 0 : si64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<4xf32>
  %y = onnx.Resize(%x, %none, %s, %none) {mode = "nearest"} : (tensor<1x3x8x2xf32>, none, tensor<4xf32>, none) -> tensor<?x?x?x?xf32>
  %p = onnx.Constant dense<[3.0, 4.0]> : tensor<2xf32>
  %z = onnx.Mul(%x, %p) : (tensor<1x3x8x2xf32>, tensor<2xf32>) -> tensor<1x3x8x2xf32>
  return %y : tensor<?x?x?x?xf32>
}
