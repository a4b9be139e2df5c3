// RUN: ane-opt %s --split-input-file --verify-diagnostics --onnx-differentiate
// RUN: not ane-opt %s --split-input-file --onnx-differentiate="wrt=missing,y,steps" 2>&1 | FileCheck %s
// RUN: not ane-opt %s --split-input-file --onnx-differentiate="function=absent" 2>&1 | FileCheck %s --check-prefix=ABSENT

// Every name that 'wrt' does not find is reported, a result and an input of integers among them.
// CHECK: error: 'func.func' op has no input or mutable parameter of floats called 'missing', which 'wrt' names; those that it has are: x, w
// CHECK: error: 'func.func' op has no input or mutable parameter of floats called 'y'
// CHECK: error: 'func.func' op has no input or mutable parameter of floats called 'steps'
// ABSENT: error: has no function @absent with a body of one block, which 'function' names to be differentiated

ml_program.global private mutable @w(dense<1.0> : tensor<3xf32>) : tensor<3xf32>
func.func @forward(%x: tensor<3xf32> {onnx.name = "x"}, %i: tensor<3xi32> {onnx.name = "steps"}) -> (tensor<3xf32> {onnx.name = "y"}) {
  %w = ml_program.global_load @w : tensor<3xf32>
  %y = onnx.Mul(%x, %w) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// -----

// All operations without a derivative are reported in one run; one that nothing depends on, and one
// that does not depend on an input, are not.
func.func @forward(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = onnx.Constant dense<1.0> : tensor<2x3xf32>
  %aside = onnx.Swish(%c) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %unread = onnx.Swish(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // expected-error @+1 {{'onnx.Swish' op has no derivative, and what is to be differentiated depends on it; ane-opt --list-derivatives lists the operations that have one}}
  %a = onnx.Swish(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %b = onnx.Mul(%a, %aside) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  // expected-error @+1 {{'onnx.Swish' op has no derivative}}
  %y = onnx.Swish(%b) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

// expected-error @+1 {{has a symbol @backward already: it was differentiated before}}
module {
  func.func @forward(%x: tensor<3xf32>) -> tensor<3xf32> {
    return %x : tensor<3xf32>
  }
  func.func @backward(%dy: tensor<3xf32>) -> tensor<3xf32> {
    return %dy : tensor<3xf32>
  }
}

// -----

// expected-error @+1 {{has no function @forward with a body of one block, which 'function' names to be differentiated}}
module {
}

// -----

// A form without a derivative says which, and all of them are reported.
func.func @forward(%x: tensor<2x3xf32>, %axes: tensor<1xi32>, %starts: tensor<1xi32>, %pads: tensor<4xi32>) -> (tensor<?x?xf32>, tensor<?x?xf32>, tensor<2x5xf32>) {
  %none = "onnx.NoValue"() {value} : () -> none
  // expected-error @+1 {{'onnx.ReduceSum' op has axes that are known only at run time, and then no derivative; make them a constant}}
  %a = onnx.ReduceSum(%x, %axes) : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<?x?xf32>
  // expected-error @+1 {{'onnx.Slice' op has starts, axes or steps that are known only at run time, and then no derivative; make them constants}}
  %b = onnx.Slice(%x, %starts, %starts, %none, %none) : (tensor<2x3xf32>, tensor<1xi32>, tensor<1xi32>, none, none) -> tensor<?x?xf32>
  // expected-error @+1 {{'onnx.Pad' op has pads or axes that are known only at run time, and then no derivative; make them constants}}
  %c = onnx.Pad(%x, %pads, %none, %none) : (tensor<2x3xf32>, tensor<4xi32>, none, none) -> tensor<2x5xf32>
  return %a, %b, %c : tensor<?x?xf32>, tensor<?x?xf32>, tensor<2x5xf32>
}
