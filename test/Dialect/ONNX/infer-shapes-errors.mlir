// RUN: ane-opt %s --onnx-infer-shapes --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// One error for an input with open axes, with the option that pins them by the name that the input
// has in the model. What follows from it is not reported on top.
// expected-error @+1 {{input 0 has the type 'tensor<?x3xf32>': axis 0 stays dynamic; pin it with --dim image:0=VALUE}}
func.func @input(%x: tensor<?x3xf32> {onnx.name = "image"}, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  %y = onnx.Add(%x, %b) : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %z = onnx.Relu(%y) : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %z : tensor<?x3xf32>
}

// -----

// Several axes, of several inputs.
// expected-error @+2 {{axes 0, 1 stay dynamic; pin it with --dim a:0=VALUE --dim a:1=VALUE}}
// expected-error @+1 {{axis 1 stays dynamic; pin it with --dim arg1:1=VALUE}}
func.func @inputs(%a: tensor<?x?xf32> {onnx.name = "a"}, %b: tensor<2x?xf32>) -> tensor<*xf32> {
  %y = onnx.Add(%a, %b) : (tensor<?x?xf32>, tensor<2x?xf32>) -> tensor<*xf32>
  return %y : tensor<*xf32>
}

// -----

// An axis that the model names is pinned by its name, and named once: the mask has the axes of the
// tokens and one of its own.
// expected-error @+1 {{input 0 has the type 'tensor<?x?xi32>': axes 0, 1 stay dynamic; pin it with --dim batch=VALUE --dim seq=VALUE}}
func.func @names(%ids: tensor<?x?xi32> {onnx.dim_params = "0:batch,1:seq", onnx.name = "ids"},
                 // expected-error @+1 {{input 1 has the type 'tensor<?x?xi32>': axes 0, 1 stay dynamic; pin it with --dim past=VALUE}}
                 %mask: tensor<?x?xi32> {onnx.dim_params = "0:batch,1:past", onnx.name = "mask"},
                 %types: tensor<?x?xi32> {onnx.dim_params = "0:batch,1:seq", onnx.name = "types"})
    -> tensor<?x?xi32> {
  return %types : tensor<?x?xi32>
}

// -----

// No option can pin what depends on data.
func.func @data(%x: tensor<6xf32>, %s: tensor<2xi32>) -> tensor<?x?xf32> {
  // expected-error @+1 {{axes 0, 1 stay dynamic; the shape depends on values that are known only when the model runs, and needs a constant instead}}
  %y = onnx.Reshape(%x, %s) : (tensor<6xf32>, tensor<2xi32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

// Constraints that only appear once extents are known are reported, all of them,
// and what the broken operations leave dynamic is not reported on top.
func.func @broken(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %a1 = onnx.Relu(%a) : (tensor<2x3xf32>) -> tensor<?x?xf32>
  %b1 = onnx.Relu(%b) : (tensor<4x5xf32>) -> tensor<?x?xf32>
  // expected-error @+1 {{'onnx.MatMul' op (C2) contracts 3 elements of A with 4 of B}}
  %y = onnx.MatMul(%a1, %b1) : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  // expected-error @+1 {{'onnx.Add' op (C1) cannot broadcast 2x3 with 4x5}}
  %z = onnx.Add(%a1, %b1) : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y, %z : tensor<?x?xf32>, tensor<?x?xf32>
}

// -----

// A type that the model declares and its operations contradict.
func.func @contradiction(%a: tensor<2x3xf32>) -> tensor<4x?xf32> {
  %a1 = onnx.Relu(%a) : (tensor<2x3xf32>) -> tensor<?x?xf32>
  // expected-error @+1 {{'onnx.Relu' op infers 'tensor<2x3xf32>', which contradicts its results 'tensor<4x?xf32>'}}
  %y = onnx.Relu(%a1) : (tensor<?x?xf32>) -> tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}
