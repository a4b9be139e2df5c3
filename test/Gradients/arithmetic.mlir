// RUN: check-gradients %s
// RUN: check-gradients %s --recompute
// RUN: check-gradients %s --why-host 2>&1 | FileCheck %s --check-prefix=HOST --implicit-check-not=remark

// What the engine has no sine for has none in its derivative; all else runs there.
// HOST-DAG: remark: Sin runs on the host
// HOST-DAG: remark: Cos runs on the host
// HOST: cases, 0 wrong

// Elementwise arithmetic. Inputs stay away from the places where a function has no derivative.

func.func @abs(%x: tensor<2x3xf32> {test.kinks = [0.0]}) -> tensor<2x3xf32> {
  %y = onnx.Abs(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @ceil(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0], test.kinks = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Ceil(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @floor(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0], test.kinks = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Floor(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @round(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0], test.kinks = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]}) -> tensor<2x3xf32> {
  %y = onnx.Round(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @sign(%x: tensor<2x3xf32> {test.kinks = [0.0]}) -> tensor<2x3xf32> {
  %y = onnx.Sign(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @cos(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Cos(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @sin(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Sin(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @erf(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Erf(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @exp(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Exp(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @neg(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Neg(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// The square of such a number is beyond fp16; the slope is 0 all the same.
func.func @erf_far(%x: tensor<2x3xf32> {test.range = [9.0, 500.0]}) -> tensor<2x3xf32> {
  %y = onnx.Erf(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @log(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %y = onnx.Log(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @reciprocal(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %y = onnx.Reciprocal(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @sqrt(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %y = onnx.Sqrt(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @add(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Add(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// The operand of a broadcast has the sum over what it was broadcast to: added axes, and axes of
// extent 1 among others.
func.func @add_broadcast(%a: tensor<2x1x3xf32>, %b: tensor<4x1xf32>) -> tensor<2x4x3xf32> {
  %y = onnx.Add(%a, %b) : (tensor<2x1x3xf32>, tensor<4x1xf32>) -> tensor<2x4x3xf32>
  return %y : tensor<2x4x3xf32>
}

func.func @sub_scalar(%a: tensor<2x3xf32>, %b: tensor<f32>) -> tensor<2x3xf32> {
  %y = onnx.Sub(%a, %b) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @mul_both_broadcast(%a: tensor<2x1xf32>, %b: tensor<1x3xf32>) -> tensor<2x3xf32> {
  %y = onnx.Mul(%a, %b) : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @div(%a: tensor<2x3xf32>, %b: tensor<3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %y = onnx.Div(%a, %b) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Quotients from -1.9 to 3.9, no integers among them.
func.func @mod(%a: tensor<4xf32> {test.values = [-1.9, 0.7, 2.5, 3.9]}, %b: tensor<4xf32> {test.range = [0.98, 1.02]}) -> tensor<4xf32> {
  %y = onnx.Mod(%a, %b) {fmod = 1 : si64} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @mod_broadcast(%a: tensor<2x2xf32> {test.values = [-5.0, 0.7, 4.1, 6.0]}, %b: tensor<1xf32> {test.range = [1.25, 1.3]}) -> tensor<2x2xf32> {
  %y = onnx.Mod(%a, %b) {fmod = 1 : si64} : (tensor<2x2xf32>, tensor<1xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

func.func @pow(%a: tensor<2x3xf32> {test.range = [0.5, 2.0]}, %b: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Pow(%a, %b) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @pow_broadcast(%a: tensor<2x1xf32> {test.range = [0.5, 2.0]}, %b: tensor<3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %y = onnx.Pow(%a, %b) : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// The base may have either sign where the exponent is a known integer, and be 0.
func.func @pow_square(%x: tensor<2x3xf32> {test.values = [-2.0, -1.0, -0.5, 0.0, 1.0, 2.0]}) -> tensor<2x3xf32> {
  %e = onnx.Constant dense<2.0> : tensor<f32>
  %y = onnx.Pow(%x, %e) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @pow_cube_of_integer(%x: tensor<2x3xf32> {test.range = [-3.0, 3.0]}) -> tensor<2x3xf32> {
  %e = onnx.Constant dense<3> : tensor<i32>
  %y = onnx.Pow(%x, %e) : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @pow_root(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %e = onnx.Constant dense<0.5> : tensor<f32>
  %y = onnx.Pow(%x, %e) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @pow_zero(%x: tensor<2x3xf32> {test.values = [-2.0, -1.0, -0.5, 0.0, 1.0, 2.0]}) -> tensor<2x3xf32> {
  %e = onnx.Constant dense<0.0> : tensor<f32>
  %y = onnx.Pow(%x, %e) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @pow_by_element(%x: tensor<2x3xf32> {test.range = [0.5, 2.0]}) -> tensor<2x3xf32> {
  %e = onnx.Constant dense<[2.0, 3.0, 1.5]> : tensor<3xf32>
  %y = onnx.Pow(%x, %e) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @sum(%a: tensor<2x3xf32>, %b: tensor<3xf32>, %c: tensor<f32>) -> tensor<2x3xf32> {
  %y = onnx.Sum(%a, %b, %c) : (tensor<2x3xf32>, tensor<3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

func.func @mean(%a: tensor<2x3xf32>, %b: tensor<3xf32>, %c: tensor<2x1xf32>) -> tensor<2x3xf32> {
  %y = onnx.Mean(%a, %b, %c) : (tensor<2x3xf32>, tensor<3xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// An operand that is used twice has the sum of two gradients, and so has a value with two users.
func.func @used_twice(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %y = onnx.Mul(%x, %x) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %z = onnx.Exp(%y) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y, %z : tensor<2x3xf32>, tensor<2x3xf32>
}

// Half precision is a type of values only: gradients have the type of what they are of.
func.func @half(%x: tensor<2x3xf16>, %w: tensor<3xf16>) -> tensor<2x3xf16> {
  %y = onnx.Mul(%x, %w) : (tensor<2x3xf16>, tensor<3xf16>) -> tensor<2x3xf16>
  %z = onnx.Tanh(%y) : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return %z : tensor<2x3xf16>
}
