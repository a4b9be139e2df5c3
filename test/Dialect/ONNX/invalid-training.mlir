// RUN: ane-opt %s --split-input-file --verify-diagnostics

// Each constraint of the losses and the optimizers, by its number.

func.func @nll_c1_rank(%x: tensor<4xf32>, %t: tensor<4xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C1) expects input of rank 2 at least, got 4}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %none) : (tensor<4xf32>, tensor<4xi32>, none) -> tensor<*xf32>
  return
}

// -----

func.func @nll_c1(%x: tensor<4x5x6xf32>, %t: tensor<4x5xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C1) expects target of shape 4x6, got 4x5}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %none) : (tensor<4x5x6xf32>, tensor<4x5xi32>, none) -> tensor<*xf32>
  return
}

// -----

func.func @nll_c2(%x: tensor<4x5xf32>, %t: tensor<4xi32>, %w: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C2) expects one weight for each class of 4x5, got 4}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %w) : (tensor<4x5xf32>, tensor<4xi32>, tensor<4xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @nll_c3(%x: tensor<4x5xf32>, %t: tensor<4xi32>, %w: tensor<5xf16>) {
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C3) expects operands of one element type, got 'f32' and 'f16'}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %w) : (tensor<4x5xf32>, tensor<4xi32>, tensor<5xf16>) -> tensor<*xf32>
  return
}

// -----

func.func @nll_c4(%x: tensor<4x5xf32>, %t: tensor<4xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C4) expects reduction to be none, mean or sum, got max}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %none) {reduction = "max"} : (tensor<4x5xf32>, tensor<4xi32>, none) -> tensor<*xf32>
  return
}

// -----

func.func @nll_c5(%x: tensor<3x5xf32>) {
  %none = onnx.NoValue
  %t = onnx.Constant dense<[0, -1, 5]> : tensor<3xi32>
  // expected-error @+1 {{'onnx.NegativeLogLikelihoodLoss' op (C5) expects target in [0, 5) or ignore_index, got 5}}
  %y = onnx.NegativeLogLikelihoodLoss(%x, %t, %none) {ignore_index = -1 : si64} : (tensor<3x5xf32>, tensor<3xi32>, none) -> tensor<*xf32>
  return
}

// -----

func.func @sce_c1_rank(%x: tensor<4xf32>, %t: tensor<4xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C1) expects scores of rank 2 at least, got 4}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) : (tensor<4xf32>, tensor<4xi32>, none) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @sce_c1(%x: tensor<4x5x6xf32>, %t: tensor<4x5xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C1) expects labels of shape 4x6, got 4x5}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) : (tensor<4x5x6xf32>, tensor<4x5xi32>, none) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @sce_c2(%x: tensor<4x5xf32>, %t: tensor<4xi32>, %w: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C2) expects one weight for each class of 4x5, got 4}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %w) : (tensor<4x5xf32>, tensor<4xi32>, tensor<4xf32>) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @sce_c3(%x: tensor<4x5xf32>, %t: tensor<4xi32>, %w: tensor<5xf16>) {
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C3) expects operands of one element type, got 'f32' and 'f16'}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %w) : (tensor<4x5xf32>, tensor<4xi32>, tensor<5xf16>) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @sce_c4(%x: tensor<4x5xf32>, %t: tensor<4xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C4) expects reduction to be none, mean or sum, got max}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) {reduction = "max"} : (tensor<4x5xf32>, tensor<4xi32>, none) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @sce_c5(%x: tensor<3x5xf32>) {
  %none = onnx.NoValue
  %t = onnx.Constant dense<[0, -1, 5]> : tensor<3xi32>
  // expected-error @+1 {{'onnx.SoftmaxCrossEntropyLoss' op (C5) expects labels in [0, 5) or ignore_index, got 5}}
  %y:2 = onnx.SoftmaxCrossEntropyLoss(%x, %t, %none) {ignore_index = -1 : si64} : (tensor<3x5xf32>, tensor<3xi32>, none) -> (tensor<*xf32>, tensor<*xf32>)
  return
}

// -----

func.func @adagrad_c1(%r: tensor<2xf32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Adagrad' op (C1) expects R and T of one element, got 2}}
  %y:2 = onnx.Adagrad(%r, %n, %a, %a, %a) : (tensor<2xf32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @adagrad_c2(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Adagrad' op (C2) expects 3 lists of tensors of one length, got 4 tensors}}
  %y:2 = onnx.Adagrad(%r, %n, %a, %a, %a, %a) : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @adagrad_c3(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Adagrad' op (C3) expects tensors of one type for parameter 0, got 'tensor<2xf32>' and 'tensor<3xf32>'}}
  %y:2 = onnx.Adagrad(%r, %n, %a, %a, %b) : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @adam_c1(%r: tensor<2xf32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Adam' op (C1) expects R and T of one element, got 2}}
  %y:3 = onnx.Adam(%r, %n, %a, %a, %a, %a) : (tensor<2xf32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @adam_c2(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Adam' op (C2) expects 4 lists of tensors of one length, got 5 tensors}}
  %y:3 = onnx.Adam(%r, %n, %a, %a, %a, %a, %a) : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @adam_c3(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Adam' op (C3) expects tensors of one type for parameter 0, got 'tensor<2xf32>' and 'tensor<3xf32>'}}
  %y:3 = onnx.Adam(%r, %n, %a, %a, %a, %b) : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @momentum_c1(%r: tensor<2xf32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Momentum' op (C1) expects R and T of one element, got 2}}
  %y:2 = onnx.Momentum(%r, %n, %a, %a, %a) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "standard", norm_coefficient = 0.0 : f32} : (tensor<2xf32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @momentum_c2(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Momentum' op (C2) expects 3 lists of tensors of one length, got 4 tensors}}
  %y:2 = onnx.Momentum(%r, %n, %a, %a, %a, %a) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "standard", norm_coefficient = 0.0 : f32} : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @momentum_c3(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Momentum' op (C3) expects tensors of one type for parameter 0, got 'tensor<2xf32>' and 'tensor<3xf32>'}}
  %y:2 = onnx.Momentum(%r, %n, %a, %a, %b) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "standard", norm_coefficient = 0.0 : f32} : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @momentum_c4(%r: tensor<f32>, %n: tensor<i32>, %a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Momentum' op (C4) expects mode to be standard or nesterov, got fast}}
  %y:2 = onnx.Momentum(%r, %n, %a, %a, %a) {alpha = 0.9 : f32, beta = 1.0 : f32, mode = "fast", norm_coefficient = 0.0 : f32} : (tensor<f32>, tensor<i32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}
