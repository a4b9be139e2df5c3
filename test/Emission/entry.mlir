// RUN: ane-translate --ane-to-bundle %s -o %t && ane-translate --bundle-to-text %t | FileCheck %s
// RUN: ane-opt %s --mlir-print-debuginfo --emit-bytecode -o %t.mlirbc && ane-translate --ane-to-bundle %t.mlirbc -o %t.2 && cmp %t %t.2

// Entries are the functions of the module; programs stand in the order of their first calls, which is not that of the
// module, and one that nothing calls is not in the bundle. The second run: bytecode gives the same bytes.
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK:      bundle {{[0-9.]+}} for "strict" by "anemone
  ml_program.global private mutable @state(dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>) : tensor<4xf32>
  ml_program.global private @table(dense<0.1> : tensor<1x4x1x1xf32>) : tensor<1x4x1x1xf32>
  // CHECK:      global "state" : {{.*}}fp32{{.*}} mutable initial 16

  ane.program @unused(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<4xf16>) -> tensor<4xf16>
    ane.return %y : tensor<4xf16>
  }
  // A program for the host: in f32, its surfaces packed, of rank 4 with leading ones.
  ane.program @second(%x: tensor<2x3xf32>) -> tensor<2x3xf32> attributes {placement = #ane.placement<host>} {
    %y = ane.square(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ane.return %y : tensor<2x3xf32>
  }
  ane.program @first(
      %x: tensor<1x4x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 4, 1, 6], row = 64, plane = 64, batch = 256, alloc = 49152>})
      -> (tensor<1x4x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 4, 1, 6], row = 64, plane = 64, batch = 256, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %t = ane.constant @table : tensor<1x4x1x1xf16>
    %h = ane.constant dense<0.5> : tensor<1x4x1x1xf16>
    %a = ane.add(%x, %t) : (tensor<1x4x1x32xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x32xf16> loc("layer/add")
    %m = ane.mul(%a, %h) : (tensor<1x4x1x32xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x32xf16> loc(fused["layer/mul", "a.mlir":1:2])
    %y = ane.add(%m, %a) : (tensor<1x4x1x32xf16>, tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16>
    ane.return %y : tensor<1x4x1x32xf16>
  }

  // Two intermediates and the result are alive together: 3 x 256 bytes.
  // CHECK:      program "first" on engine peak 768
  // CHECK:      input "i00" : {{.*}}[1, 4, 1, 32]{{.*}} valid [1, 4, 1, 6] row 64 plane 64 batch 256 alloc 49152
  // CHECK:      output "o00" :
  // CHECK:      weight-file "@model_path/weights/weight.bin" bytes 320
  // 0.1 was rounded, so that the host device needs the number in f32; 0.5 was not.
  // CHECK-NEXT: weight "table" : {{.*}}fp16{{.*}} at 64 reference 16
  // CHECK-NEXT: weight "" : {{.*}}fp16{{.*}} at 192 reference 0
  // CHECK-DAG:  operation "add" 2
  // CHECK-DAG:  operation "mul" 1
  // CHECK-DAG:  source "v0" from "layer/add"
  // CHECK-DAG:  source "v1" from "layer/mul"
  // CHECK:      program "second" on host
  // CHECK:      input "i00" : {{.*}}[1, 1, 2, 3]{{.*}} valid [1, 1, 2, 3] row 12 plane 24 batch 24 alloc 24

  // The names and types of the interface are those of the source model.
  // CHECK:      entry "forward" group "run"
  // CHECK-NEXT: input %0 "image" : {{.*}}fp32{{.*}}[4, 6]
  // CHECK-NEXT: input %1 "input1" : {{.*}}fp32{{.*}}[4]
  // CHECK-NEXT: %2 = call "first"(%0)
  // CHECK-NEXT: %3 = load "state"
  // CHECK-NEXT: store "state" %1
  // CHECK-NEXT: output %2 "logits"
  // CHECK-NEXT: output %3 "output1"
  func.func @forward(%x: tensor<1x4x1x32xf16> {onnx.name = "image", ane.source = tensor<4x6xf32>}, %s: tensor<4xf32>)
      -> (tensor<1x4x1x32xf16> {onnx.name = "logits", ane.source = tensor<4x6xf32>}, tensor<4xf32>) attributes {ane.entry = "run"} {
    %y = ane.call @first(%x) : (tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16>
    %old = ml_program.global_load @state : tensor<4xf32>
    ml_program.global_store @state = %s : tensor<4xf32>
    return %y, %old : tensor<1x4x1x32xf16>, tensor<4xf32>
  }
  // CHECK:      entry "other" group "other"
  // CHECK:      call "second"(%0)
  func.func @other(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
    %y = ane.call @second(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    return %y : tensor<2x3xf32>
  }
}
