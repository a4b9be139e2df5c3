// RUN: ane-opt %s --split-input-file --verify-diagnostics --convert-onnx-to-ane

// All operations that have no lowering are reported in one run, each with its reason.
func.func @several(%x: tensor<4x8xf32>, %c: tensor<2xi8>) -> (tensor<2x8xf32>, tensor<4x8xf32>) {
  // expected-error @+1 {{'onnx.Cast' op has no lowering to the engine: it gives integers, and those of the engine are constants (ANE-C65)}}
  %index = onnx.Cast(%c) {to = i32} : (tensor<2xi8>) -> tensor<2xi32>
  // expected-error @+1 {{'onnx.Gather' op has no lowering to the engine: its indices are known only at run time, and the engine has no gather (ANE-C36)}}
  %g = onnx.Gather(%x, %index) : (tensor<4x8xf32>, tensor<2xi32>) -> tensor<2x8xf32>
  // expected-error @+1 {{'onnx.ArgMax' op has no lowering to the engine: it asks for the last of equal elements, and the engine gives the first}}
  %a = onnx.ArgMax(%x) {keepdims = 0 : si64, select_last_index = 1 : si64} : (tensor<4x8xf32>) -> tensor<8xi32>
  %y = onnx.Relu(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %f = onnx.Cast(%a) {to = f32} : (tensor<8xi32>) -> tensor<8xf32>
  %z = onnx.Add(%y, %f) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %g, %z : tensor<2x8xf32>, tensor<4x8xf32>
}

// -----

// fp16 counts exactly up to 2048 only, so wide integers cannot be surfaces; every such argument is named.
// The operations are looked at all the same.
// expected-error @+2 {{@wide: input 0 'ids' of type 'tensor<4xi32>' cannot be a surface of the engine: surfaces hold fp16}}
// expected-error @+1 {{@wide: output 0 of type 'tensor<4xi32>' cannot be a surface of the engine}}
func.func @wide(%x: tensor<4xi32> {onnx.name = "ids"}) -> tensor<4xi32> {
  // expected-error @+1 {{'onnx.Div' op has no lowering to the engine: it divides integers that are known only at run time}}
  %y = onnx.Div(%x, %x) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %y : tensor<4xi32>
}

// -----

// What is not known before running has no place in a static program.
// expected-error @+2 {{input 0 of type 'tensor<?x4xf32>' cannot be a surface of the engine: its extents are not all known; give them with --dim NAME=VALUE}}
// expected-error @+1 {{output 0 of type 'tensor<?x4xf32>' cannot be a surface of the engine: its extents are not all known}}
func.func @dynamic(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{'onnx.Relu' op has no lowering to the engine: its result 'tensor<?x4xf32>' has extents that are known only at run time}}
  %y = onnx.Relu(%x) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// Updates by index are no more an engine's than look-ups.
func.func @scatter(%x: tensor<4x5xf32>, %u: tensor<3x5xf32>) -> tensor<4x5xf32> {
  %i = onnx.Constant dense<[[0], [2], [0]]> : tensor<3x1xi32>
  // expected-error @+1 {{'onnx.ScatterND' op has no lowering to the engine: it addresses elements by index, and the engine has no gather and no scatter (ANE-C36)}}
  %y = onnx.ScatterND(%x, %i, %u) : (tensor<4x5xf32>, tensor<3x1xi32>, tensor<3x5xf32>) -> tensor<4x5xf32>
  return %y : tensor<4x5xf32>
}
