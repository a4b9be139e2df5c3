// The check after each phase blames the pass that broke what the next one relies on.
// RUN: split-file %s %t
// RUN: not ane-opt %t/import.mlir --ane-check-import 2>&1 | FileCheck %s --check-prefix=IMPORT
// RUN: not ane-opt %t/empty.mlir --ane-check-import 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not ane-opt %t/shapes.mlir --ane-check-shapes 2>&1 | FileCheck %s --check-prefix=SHAPES
// RUN: not ane-opt %t/empty.mlir --ane-check-partition 2>&1 | FileCheck %s --check-prefix=PARTITION
// RUN: not ane-opt %t/shapes.mlir --ane-check-lower 2>&1 | FileCheck %s --check-prefix=LOWER
// RUN: not ane-opt %t/programs.mlir --ane-check-legalize 2>&1 | FileCheck %s --check-prefix=LEGALIZE
// RUN: not ane-opt %t/programs.mlir --ane-check-optimize 2>&1 | FileCheck %s --check-prefix=OPTIMIZE
// RUN: not ane-opt %t/programs.mlir --ane-check-bind 2>&1 | FileCheck %s --check-prefix=BIND
// RUN: not ane-opt %t/host.mlir --ane-check-placement 2>&1 | FileCheck %s --check-prefix=PLACEMENT

// Every foreign operation is named, not only the first.
// IMPORT: error: 'ane.relu' op is not one of the dialects onnx, func and ml_program
//--- import.mlir
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = onnx.Relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
func.func @g(%x: tensor<4xf16>) -> tensor<4xf16> {
  %y = ane.relu(%x) : (tensor<4xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}
// EMPTY: error: has no entry: a public func.func with a body
// PARTITION: error: names no target; run ane-set-target
//--- empty.mlir
module {
}
// Arguments and results alike.
// SHAPES: error: 'input' has the type 'tensor<?xf32>' after shape inference, expected static extents
// SHAPES: error: 'onnx.Relu' has the type 'tensor<?xf32>'
// LOWER: error: 'onnx.Relu' op is left in @f, which may only call programs and move globals
//--- shapes.mlir
func.func @f(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = onnx.Relu(%x) : (tensor<?xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}
// LEGALIZE: error: 'ane.square' op computes from constants alone; run ane-outline-prepare
// OPTIMIZE: error: 'ane.program' op has no surface for result 0; run ane-pad-surfaces
// BIND: error: 'ane.constant' op reads @w, which has no value and which no function stores
//--- programs.mlir
ml_program.global private mutable @w : tensor<4xf32>
ane.program @p(%x: tensor<1x1x1x4xf16>) -> tensor<1x1x1x4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<4xf16>
  %s = ane.square(%w) : (tensor<4xf16>) -> tensor<4xf16>
  %y = ane.add(%x, %s) : (tensor<1x1x1x4xf16>, tensor<4xf16>) -> tensor<1x1x1x4xf16>
  ane.return %y : tensor<1x1x1x4xf16>
}
func.func @f(%x: tensor<1x1x1x4xf16>) -> tensor<1x1x1x4xf16> attributes {ane.entry = "f"} {
  %y = ane.call @p(%x) : (tensor<1x1x1x4xf16>) -> tensor<1x1x1x4xf16>
  return %y : tensor<1x1x1x4xf16>
}
// PLACEMENT: error: 'ane.program' op runs on the host, and --no-host forbids that
//--- host.mlir
ane.program @p(%x: tensor<4xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
  %y = ane.relu(%x) : (tensor<4xf32>) -> tensor<4xf32>
  ane.return %y : tensor<4xf32>
}
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> attributes {ane.entry = "f"} {
  %y = ane.call @p(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
