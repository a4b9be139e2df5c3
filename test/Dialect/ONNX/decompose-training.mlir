// RUN: ane-opt %s --onnx-decompose | FileCheck %s

// The class is picked by its index, and nothing depends on how many there are; the mean needs no weights. All of it runs
// on the host.
// CHECK-LABEL: func.func @cross_entropy(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<4x1000xf32>, %[[T:[^:]*]]: tensor<4xi32>
// CHECK:         %[[LOGS:.*]] = onnx.LogSoftmax(%[[X]]) {anemone.host = "it belongs to a loss, {{.*}}", axis = 1 : si64}
// CHECK:         %[[COLUMN:.*]] = onnx.Reshape(%[[T]], {{.*}} -> tensor<4x1xi32>
// CHECK:         %[[PICKED:.*]] = onnx.GatherElements(%[[LOGS]], %[[COLUMN]]) {anemone.host = {{.*}}, axis = 1 : si64}
// CHECK:         %[[ROW:.*]] = onnx.Reshape(%[[PICKED]], {{.*}} -> tensor<4xf32>
// CHECK:         %[[LOSSES:.*]] = onnx.Neg(%[[ROW]])
// CHECK:         %[[MEAN:.*]] = onnx.ReduceMean(%[[LOSSES]],
// CHECK:         %[[LOSS:.*]] = onnx.Reshape(%[[MEAN]], {{.*}} -> tensor<f32>
// CHECK:         return %[[LOSS]], %[[LOGS]]
func.func @cross_entropy(%x: tensor<4x1000xf32>, %t: tensor<4xi32>) -> (tensor<f32>, tensor<4x1000xf32>) {
  %none = onnx.NoValue
  %loss, %logs = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) : (tensor<4x1000xf32>, tensor<4xi32>, none) -> (tensor<f32>, tensor<4x1000xf32>)
  return %loss, %logs : tensor<f32>, tensor<4x1000xf32>
}

// An ignored target need not be a class: class 0 is looked up for it, and its loss and weight are dropped, not
// multiplied by 0, which an infinite loss would survive as a NaN.
// CHECK-LABEL: func.func @ignored(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<4x5xf32>, %[[T:[^:]*]]: tensor<4xi32>, %[[W:[^:]*]]: tensor<5xf32>
// CHECK:         %[[INDEX:.*]] = onnx.Constant dense<-100> : tensor<i32>
// CHECK:         %[[SKIP:.*]] = onnx.Equal(%[[T]], %[[INDEX]])
// CHECK:         %[[CLASS:.*]] = onnx.Where(%[[SKIP]], %{{.*}}, %[[T]])
// CHECK:         onnx.GatherElements(%[[X]],
// CHECK:         %[[SHARES:.*]] = onnx.Gather(%[[W]], %[[CLASS]])
// CHECK:         %[[WEIGHTED:.*]] = onnx.Mul(%{{.*}}, %[[SHARES]])
// CHECK:         %[[LOSSES:.*]] = onnx.Where(%[[SKIP]], %[[ZERO:.*]], %[[WEIGHTED]])
// CHECK:         %[[COUNTED:.*]] = onnx.Where(%[[SKIP]], %[[ZERO]], %[[SHARES]])
// CHECK:         %[[SUM:.*]] = onnx.ReduceSum(%[[LOSSES]],
// CHECK:         %[[SHARE:.*]] = onnx.ReduceSum(%[[COUNTED]],
// CHECK:         onnx.Div(%[[SUM]], %[[SHARE]])
func.func @ignored(%x: tensor<4x5xf32>, %t: tensor<4xi32>, %w: tensor<5xf32>) -> tensor<f32> {
  %loss = onnx.NegativeLogLikelihoodLoss(%x, %t, %w) {ignore_index = -100 : si64} : (tensor<4x5xf32>, tensor<4xi32>, tensor<5xf32>) -> tensor<f32>
  return %loss : tensor<f32>
}

// No i32 is 2^40: nothing is ignored.
// CHECK-LABEL: func.func @ignored_beyond(
// CHECK-NOT:     onnx.Equal
// CHECK:         return
func.func @ignored_beyond(%x: tensor<4x5xf32>, %t: tensor<4xi32>) -> tensor<4xf32> {
  %none = onnx.NoValue
  %loss = onnx.NegativeLogLikelihoodLoss(%x, %t, %none) {ignore_index = 1099511627776 : si64, reduction = "none"} : (tensor<4x5xf32>, tensor<4xi32>, none) -> tensor<4xf32>
  return %loss : tensor<4xf32>
}

// The rate of the first update, which has the count 0, is not corrected; its power of 0 would divide by 0.
// CHECK-LABEL: func.func @adam(
// CHECK-SAME:      %[[R:[^:]*]]: tensor<f32>, %[[T:[^:]*]]: tensor<i32>, %[[X:[^:]*]]: tensor<8xf32>, %[[G:[^:]*]]: tensor<8xf32>, %[[V:[^:]*]]: tensor<8xf32>, %[[H:[^:]*]]: tensor<8xf32>
// CHECK:         %[[N:.*]] = onnx.Cast(%[[T]])
// CHECK:         %[[RATE:.*]] = onnx.Where(%{{.*}}, %{{.*}}, %[[R]])
// CHECK:         %[[MEAN:.*]] = onnx.Add(
// CHECK:         %[[SQUARE:.*]] = onnx.Add(
// CHECK:         %[[ROOT:.*]] = onnx.Sqrt(%[[SQUARE]])
// CHECK:         %[[DIVISOR:.*]] = onnx.Add(%[[ROOT]],
// CHECK:         %[[SCALED:.*]] = onnx.Mul(%[[MEAN]], %[[RATE]])
// CHECK:         %[[STEP:.*]] = onnx.Div(%[[SCALED]], %[[DIVISOR]]) {anemone.host = "it updates a parameter {{.*}}"}
// CHECK:         %[[NEW:.*]] = onnx.Sub(%[[X]], %[[STEP]])
// CHECK:         return %[[NEW]], %[[MEAN]], %[[SQUARE]]
func.func @adam(%r: tensor<f32>, %n: tensor<i32>, %x: tensor<8xf32>, %g: tensor<8xf32>, %v: tensor<8xf32>, %h: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %y:3 = onnx.Adam(%r, %n, %x, %g, %v, %h) : (tensor<f32>, tensor<i32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
      -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
  return %y#0, %y#1, %y#2 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// With a full share of the gradient from the beginning the count is not read. Two parameters come out one list after the other.
// CHECK-LABEL: func.func @nesterov(
// CHECK-SAME:      %[[R:[^:]*]]: tensor<f32>, %[[T:[^:]*]]: tensor<i32>, %[[X:[^:]*]]: tensor<8xf32>, %[[Z:[^:]*]]: tensor<8xf32>, %[[G:[^:]*]]: tensor<8xf32>, %[[V:[^:]*]]: tensor<8xf32>
// CHECK-NOT:     onnx.Cast
// CHECK:         %[[DECAYED:.*]] = onnx.Mul(%[[V]],
// CHECK:         %[[M:.*]] = onnx.Add(%[[DECAYED]], %[[G]])
// CHECK:         %[[AHEAD:.*]] = onnx.Mul(%[[M]],
// CHECK:         %[[D:.*]] = onnx.Add(%[[G]], %[[AHEAD]])
// CHECK:         %[[STEP:.*]] = onnx.Mul(%[[D]], %[[R]])
// CHECK:         %[[NEW:.*]] = onnx.Sub(%[[X]], %[[STEP]])
// CHECK:         %[[OTHER:.*]] = onnx.Sub(%[[Z]],
// CHECK:         return %[[NEW]], %[[OTHER]], %[[M]], %{{.*}} :
func.func @nesterov(%r: tensor<f32>, %n: tensor<i32>, %x: tensor<8xf32>, %z: tensor<8xf32>, %g: tensor<8xf32>, %v: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %y:4 = onnx.Momentum(%r, %n, %x, %z, %g, %g, %v, %v) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "nesterov", norm_coefficient = 0.0 : f32}
      : (tensor<f32>, tensor<i32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
        -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
  return %y#0, %y#1, %y#2, %y#3 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}
