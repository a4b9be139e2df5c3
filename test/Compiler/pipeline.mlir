// The phases under one name for every tool: from imported IR to the last check, or any stretch of it.
// RUN: ane-opt %s --ane-pipeline="target=m4-max" | FileCheck %s --check-prefix=WHOLE
// RUN: ane-opt %s --ane-pipeline="to=partition" | FileCheck %s --check-prefix=PART
// RUN: ane-opt %s --ane-pipeline="to=lower" | ane-opt --ane-pipeline="from=lower" | FileCheck %s --check-prefix=TWICE
// RUN: not ane-opt %s --ane-pipeline="to=dinner" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not ane-opt %s --ane-pipeline="target=m99" 2>&1 | FileCheck %s --check-prefix=TARGET

// WHOLE: module attributes {ane.audit = array<i64: {{.*}}>, ane.target = #ane.target<"m4-max">, anemone.phase = "verify"}
// WHOLE:   ane.program @forward_0({{.*}}ane.surface
// WHOLE:   func.func @forward

// PART: module attributes {ane.target = #ane.target<"strict">, anemone.phase = "partition"}
// PART:   onnx.Relu

// TWICE: anemone.phase = "verify"
// TWICE: ane.program @forward_0({{.*}}ane.surface

// UNKNOWN: error: there is no phase 'dinner'; the phases are import, shapes,
// TARGET: error: there is no target 'm99'; the targets are strict
func.func @forward(%x: tensor<1x4x4x32xf32> {onnx.name = "x"}) -> (tensor<1x4x4x32xf32> {onnx.name = "y"}) {
  %y = onnx.Relu(%x) : (tensor<1x4x4x32xf32>) -> tensor<1x4x4x32xf32>
  return %y : tensor<1x4x4x32xf32>
}
