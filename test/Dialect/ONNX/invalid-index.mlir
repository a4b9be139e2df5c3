// RUN: ane-opt %s --split-input-file --verify-diagnostics

// One case for each numbered constraint of what picks and places elements by index; see invalid.mlir.

func.func @gather_elements_c1(%x: tensor<3x4xf32>, %i: tensor<3xi32>) {
  // expected-error @+1 {{'onnx.GatherElements' op (C1) expects data and indices of one rank, got 3x4 and 3}}
  %y = onnx.GatherElements(%x, %i) : (tensor<3x4xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @gather_elements_c1_axis(%x: tensor<3x4xf32>, %i: tensor<3x4xi32>) {
  // expected-error @+1 {{'onnx.GatherElements' op (C1) expects an axis in [-2, 2), got 2}}
  %y = onnx.GatherElements(%x, %i) {axis = 2 : si64} : (tensor<3x4xf32>, tensor<3x4xi32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @gather_elements_c2(%x: tensor<3x4xf32>, %i: tensor<3x5xi32>) {
  // expected-error @+1 {{'onnx.GatherElements' op (C2) reaches for 5 elements along axis 1 of 3x4}}
  %y = onnx.GatherElements(%x, %i) : (tensor<3x4xf32>, tensor<3x5xi32>) -> tensor<3x5xf32>
  return
}

// -----

func.func @gather_elements_c3(%x: tensor<3xf32>) {
  %i = onnx.Constant dense<[-3, 3]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.GatherElements' op (C3) expects indices in [-3, 3), got 3}}
  %y = onnx.GatherElements(%x, %i) : (tensor<3xf32>, tensor<2xi32>) -> tensor<2xf32>
  return
}

// -----

func.func @gather_nd_c1(%x: tensor<3x4xf32>, %i: tensor<3xi32>) {
  // expected-error @+1 {{'onnx.GatherND' op (C1) expects batch_dims below the ranks of 3x4 and 3, got 1}}
  %y = onnx.GatherND(%x, %i) {batch_dims = 1 : si64} : (tensor<3x4xf32>, tensor<3xi32>) -> tensor<*xf32>
  return
}

// -----

func.func @gather_nd_c2(%x: tensor<3x4xf32>, %i: tensor<2x1xi32>) {
  // expected-error @+1 {{'onnx.GatherND' op (C2) expects axis 0 of 3x4 and 2x1 to be equal}}
  %y = onnx.GatherND(%x, %i) {batch_dims = 1 : si64} : (tensor<3x4xf32>, tensor<2x1xi32>) -> tensor<*xf32>
  return
}

// -----

func.func @gather_nd_c3(%x: tensor<3x4xf32>, %i: tensor<2x3xi32>) {
  // expected-error @+1 {{'onnx.GatherND' op (C3) cannot address 3x4 by 3 indices behind 0 axes}}
  %y = onnx.GatherND(%x, %i) : (tensor<3x4xf32>, tensor<2x3xi32>) -> tensor<*xf32>
  return
}

// -----

func.func @one_hot_c1(%i: tensor<3xi32>, %d: tensor<i32>, %v: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.OneHot' op (C1) expects an axis in [-2, 2), got 2}}
  %y = onnx.OneHot(%i, %d, %v) {axis = 2 : si64} : (tensor<3xi32>, tensor<i32>, tensor<2xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @one_hot_c2(%i: tensor<3xi32>, %v: tensor<2xf32>) {
  %d = onnx.Constant dense<0> : tensor<i32>
  // expected-error @+1 {{'onnx.OneHot' op (C2) expects one positive depth, got 0}}
  %y = onnx.OneHot(%i, %d, %v) : (tensor<3xi32>, tensor<i32>, tensor<2xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @one_hot_c3(%i: tensor<3xi32>, %d: tensor<i32>, %v: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.OneHot' op (C3) expects two values, got 3}}
  %y = onnx.OneHot(%i, %d, %v) : (tensor<3xi32>, tensor<i32>, tensor<3xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @scatter_elements_c1(%x: tensor<3x4xf32>, %i: tensor<3xi32>, %u: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.ScatterElements' op (C1) expects data and indices of one rank, got 3x4 and 3}}
  %y = onnx.ScatterElements(%x, %i, %u) : (tensor<3x4xf32>, tensor<3xi32>, tensor<3xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @scatter_elements_c2(%x: tensor<3x4xf32>, %i: tensor<3x5xi32>, %u: tensor<3x5xf32>) {
  // expected-error @+1 {{'onnx.ScatterElements' op (C2) reaches for 5 elements along axis 1 of 3x4}}
  %y = onnx.ScatterElements(%x, %i, %u) : (tensor<3x4xf32>, tensor<3x5xi32>, tensor<3x5xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @scatter_elements_c3(%x: tensor<3xf32>, %u: tensor<2xf32>) {
  %i = onnx.Constant dense<[0, 3]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.ScatterElements' op (C3) expects indices in [-3, 3), got 3}}
  %y = onnx.ScatterElements(%x, %i, %u) : (tensor<3xf32>, tensor<2xi32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @scatter_elements_c4(%x: tensor<3xf32>, %i: tensor<2xi32>, %u: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.ScatterElements' op (C4) expects reduction to be none, add, mul, min or max, got mean}}
  %y = onnx.ScatterElements(%x, %i, %u) {reduction = "mean"} : (tensor<3xf32>, tensor<2xi32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @scatter_elements_c5(%x: tensor<3xf32>, %i: tensor<2xi32>, %u: tensor<1xf32>) {
  // expected-error @+1 {{'onnx.ScatterElements' op (C5) expects updates of shape 2, got 1}}
  %y = onnx.ScatterElements(%x, %i, %u) : (tensor<3xf32>, tensor<2xi32>, tensor<1xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @scatter_nd_c1(%x: tensor<4xf32>, %i: tensor<3x2xi32>, %u: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.ScatterND' op (C1) cannot address 4 by 2 indices behind 0 axes}}
  %y = onnx.ScatterND(%x, %i, %u) : (tensor<4xf32>, tensor<3x2xi32>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @scatter_nd_c2(%x: tensor<4x5xf32>, %i: tensor<3x1xi32>, %u: tensor<3x4xf32>) {
  // expected-error @+1 {{'onnx.ScatterND' op (C2) expects updates of shape 3x5, got 3x4}}
  %y = onnx.ScatterND(%x, %i, %u) : (tensor<4x5xf32>, tensor<3x1xi32>, tensor<3x4xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_nd_c3(%x: tensor<4xf32>, %i: tensor<3x1xi32>, %u: tensor<3xi32>) {
  // expected-error @+1 {{'onnx.ScatterND' op (C3) expects operands of one element type, got 'f32' and 'i32'}}
  %y = onnx.ScatterND(%x, %i, %u) : (tensor<4xf32>, tensor<3x1xi32>, tensor<3xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @scatter_nd_c4(%x: tensor<4xf32>, %i: tensor<3x1xi32>, %u: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.ScatterND' op (C4) expects reduction to be none, add, mul, min or max, got sub}}
  %y = onnx.ScatterND(%x, %i, %u) {reduction = "sub"} : (tensor<4xf32>, tensor<3x1xi32>, tensor<3xf32>) -> tensor<4xf32>
  return
}
