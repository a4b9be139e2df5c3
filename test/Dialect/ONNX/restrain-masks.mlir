// RUN: ane-opt %s --onnx-decompose | FileCheck %s
// RUN: ane-opt %s --onnx-decompose --onnx-decompose | FileCheck %s

// The ways in which exporters mask scores, with numbers that fp16 does not hold.

// (1 - mask) * least: the constant is replaced, and nothing else.
// CHECK-LABEL: func.func @product(
// CHECK:         %[[HIDDEN:.*]] = onnx.Sub(
// CHECK-NEXT:    %[[LOW:.*]] = onnx.Constant dense<-4.000000e+04> : tensor<f32>
// CHECK-NEXT:    %[[BIAS:.*]] = onnx.Mul(%[[HIDDEN]], %[[LOW]])
// CHECK-NEXT:    %[[MASKED:.*]] = onnx.Add(%{{.*}}, %[[BIAS]])
// CHECK-NEXT:    onnx.Softmax(%[[MASKED]])
func.func @product(%s: tensor<4x4xf32>, %m: tensor<1x4xf32>) -> tensor<4x4xf32> {
  %one = onnx.Constant dense<1.0> : tensor<f32>
  %least = onnx.Constant dense<0xFF7FFFFF> : tensor<f32>
  %hidden = onnx.Sub(%one, %m) : (tensor<f32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %bias = onnx.Mul(%hidden, %least) : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %masked = onnx.Add(%s, %bias) : (tensor<4x4xf32>, tensor<1x4xf32>) -> tensor<4x4xf32>
  %y = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// Scores replaced by minus infinity, which must not enter a softmax (ANE-C54).
// CHECK-LABEL: func.func @choice(
// CHECK-DAG:     %[[LOW:.*]] = onnx.Constant dense<-4.000000e+04> : tensor<f32>
// CHECK:         %[[MASKED:.*]] = onnx.Where(%{{.*}}, %{{.*}}, %[[LOW]])
// CHECK-NEXT:    onnx.Softmax(%[[MASKED]])
func.func @choice(%s: tensor<4x4xf32>, %m: tensor<4x4xi1>) -> tensor<4x4xf32> {
  %infinity = onnx.Constant dense<0xFF800000> : tensor<f32>
  %masked = onnx.Where(%m, %s, %infinity) : (tensor<4x4xi1>, tensor<4x4xf32>, tensor<f32>) -> tensor<4x4xf32>
  %y = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// A mask that something else compares with the original number keeps it: the sum gets the maximum.
// CHECK-LABEL: func.func @compared(
// CHECK:         %[[LEAST:.*]] = onnx.Constant dense<-3.40282347E+38> : tensor<f32>
// CHECK:         %[[BIAS:.*]] = onnx.Where(%{{.*}}, %{{.*}}, %[[LEAST]])
// CHECK-NEXT:    onnx.Equal(%[[BIAS]], %[[LEAST]])
// CHECK-DAG:     %[[LOW:.*]] = onnx.Constant dense<-4.000000e+04> : tensor<f32>
// CHECK:         %[[RAISED:.*]] = onnx.Max(%[[BIAS]], %[[LOW]])
// CHECK-NEXT:    %[[MASKED:.*]] = onnx.Add(%{{.*}}, %[[RAISED]])
// CHECK-NEXT:    onnx.Softmax(%[[MASKED]])
func.func @compared(%s: tensor<4x4xf32>, %m: tensor<4x4xi1>) -> (tensor<4x4xf32>, tensor<4x4xi1>) {
  %zero = onnx.Constant dense<0.0> : tensor<f32>
  %least = onnx.Constant dense<0xFF7FFFFF> : tensor<f32>
  %bias = onnx.Where(%m, %zero, %least) : (tensor<4x4xi1>, tensor<f32>, tensor<f32>) -> tensor<4x4xf32>
  %e = onnx.Equal(%bias, %least) : (tensor<4x4xf32>, tensor<f32>) -> tensor<4x4xi1>
  %masked = onnx.Add(%s, %bias) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y, %e : tensor<4x4xf32>, tensor<4x4xi1>
}

// Through a triangle and views; the triangle is a choice by then.
// CHECK-LABEL: func.func @triangle(
// CHECK:         %[[LOW:.*]] = onnx.Constant dense<-4.000000e+04> : tensor<4x4xf32>
// CHECK:         %[[BIAS:.*]] = onnx.Where(%{{.*}}, %[[LOW]], %{{.*}})
// CHECK:         onnx.Unsqueeze(%[[BIAS]],
func.func @triangle(%s: tensor<1x4x4xf32>) -> tensor<1x4x4xf32> {
  %shape = onnx.Constant dense<4> : tensor<2xi32>
  %k = onnx.Constant dense<1> : tensor<i32>
  %axes = onnx.Constant dense<0> : tensor<1xi32>
  %full = onnx.ConstantOfShape(%shape) {value = dense<0xFF800000> : tensor<1xf32>} : (tensor<2xi32>) -> tensor<4x4xf32>
  %bias = onnx.Trilu(%full, %k) : (tensor<4x4xf32>, tensor<i32>) -> tensor<4x4xf32>
  %wide = onnx.Unsqueeze(%bias, %axes) : (tensor<4x4xf32>, tensor<1xi32>) -> tensor<1x4x4xf32>
  %masked = onnx.Add(%s, %wide) : (tensor<1x4x4xf32>, tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  %y = onnx.Softmax(%masked) : (tensor<1x4x4xf32>) -> tensor<1x4x4xf32>
  return %y : tensor<1x4x4xf32>
}

// A parameter in the shape of a mask, whose bytes nobody has looked at; a bias is none.
// CHECK-LABEL: func.func @parameter(
// CHECK:         %[[MASK:.*]] = ml_program.global_load_const @mask
// CHECK:         %[[RAISED:.*]] = onnx.Max(%[[MASK]],
// CHECK:         onnx.Add(%{{.*}}, %[[RAISED]])
// CHECK:         %[[BIAS:.*]] = ml_program.global_load_const @bias
// CHECK:         onnx.Add(%{{.*}}, %[[BIAS]])
ml_program.global private @mask(#weights.file<"w.bin", 0, 64> : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @bias(#weights.file<"w.bin", 64, 16> : tensor<4xf32>) : tensor<4xf32>
func.func @parameter(%s: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %mask = ml_program.global_load_const @mask : tensor<4x4xf32>
  %0 = onnx.Add(%s, %mask) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = onnx.Softmax(%0) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %bias = ml_program.global_load_const @bias : tensor<4xf32>
  %2 = onnx.Add(%s, %bias) : (tensor<4x4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
  %3 = onnx.Softmax(%2) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %1, %3 : tensor<4x4xf32>, tensor<4x4xf32>
}

// What fp16 holds with room for the score stays, and so does what feeds no softmax: 1e38 apart
// from masks is the business of whoever wrote it.
// CHECK-LABEL: func.func @keeps(
// CHECK-DAG:     %[[MILD:.*]] = onnx.Constant dense<-1.000000e+04> : tensor<f32>
// CHECK-DAG:     %[[LEAST:.*]] = onnx.Constant dense<-3.40282347E+38> : tensor<f32>
// CHECK:         %[[MASKED:.*]] = onnx.Where(%{{.*}}, %{{.*}}, %[[MILD]])
// CHECK-NEXT:    onnx.Softmax(%[[MASKED]])
// CHECK-NEXT:    onnx.Where(%{{.*}}, %{{.*}}, %[[LEAST]])
// CHECK-NEXT:    return
func.func @keeps(%s: tensor<4x4xf32>, %m: tensor<4x4xi1>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %mild = onnx.Constant dense<-1.0e4> : tensor<f32>
  %least = onnx.Constant dense<0xFF7FFFFF> : tensor<f32>
  %masked = onnx.Where(%m, %s, %mild) : (tensor<4x4xi1>, tensor<4x4xf32>, tensor<f32>) -> tensor<4x4xf32>
  %y = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %other = onnx.Where(%m, %s, %least) : (tensor<4x4xi1>, tensor<4x4xf32>, tensor<f32>) -> tensor<4x4xf32>
  return %y, %other : tensor<4x4xf32>, tensor<4x4xf32>
}

// A product that is no mask: its factor is any number.
// CHECK-LABEL: func.func @keeps_product(
// CHECK:         %[[LEAST:.*]] = onnx.Constant dense<-3.40282347E+38> : tensor<f32>
// CHECK:         onnx.Mul(%{{.*}}, %[[LEAST]])
func.func @keeps_product(%s: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %least = onnx.Constant dense<0xFF7FFFFF> : tensor<f32>
  %scaled = onnx.Mul(%s, %least) : (tensor<4x4xf32>, tensor<f32>) -> tensor<4x4xf32>
  %y = onnx.Softmax(%scaled) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}
