// RUN: ane-translate --ane-to-mil %s --mil-folder %t && FileCheck %s < %t/model.mil
// RUN: %python %S/Inputs/dump_weights.py %t/weights/weight.bin | FileCheck %s --check-prefix=FILE
// RUN: ane-translate --ane-to-bundle %s -o %t.anebin && ane-translate --bundle-to-text %t.anebin | FileCheck %s --check-prefix=BUNDLE

// What @prepare computes is computed once, in f32, and is what the programs' constants hold. Its own programs are in
// no bundle. 0.1 * 3 + 1 = 1.3, rounded to fp16 only at the end.
// FILE:      1 records
// FILE-NEXT: 64: fp16 8 bytes at 128: 1.2998046875 1.599609375 1.900390625 2.19921875
// CHECK:     tensor<fp16, [1, 4, 1, 1]> w0 = const()
// BUNDLE-NOT: program "compute"
// BUNDLE:     program "forward_0"
// BUNDLE:     weight "w.prepared" : {{.*}} reference 16
// BUNDLE-NOT: entry "prepare"
ml_program.global private @w(dense<[0.1, 0.2, 0.3, 0.4]> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private mutable @w.prepared : tensor<1x4x1x1xf32>
ane.program @compute(%w: tensor<4xf32>) -> tensor<1x4x1x1xf32> attributes {placement = #ane.placement<host>} {
  %three = ane.constant dense<3.0> : tensor<f32>
  %ones = ane.constant dense<1.0> : tensor<4xf32>
  %a = ane.mul(%w, %three) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %b = ane.add(%a, %ones) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %c = ane.reshape(%b) {shape = array<i32: 1, 4, 1, 1>} : (tensor<4xf32>) -> tensor<1x4x1x1xf32>
  ane.return %c : tensor<1x4x1x1xf32>
}
func.func private @prepare() {
  %w = ml_program.global_load_const @w : tensor<4xf32>
  %p = ane.call @compute(%w) : (tensor<4xf32>) -> tensor<1x4x1x1xf32>
  ml_program.global_store @w.prepared = %p : tensor<1x4x1x1xf32>
  return
}
ane.program @forward_0(%x: tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w.prepared : tensor<1x4x1x1xf16>
  %y = ane.mul(%x, %w) : (tensor<1x4x1x32xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x32xf16>
  ane.return %y : tensor<1x4x1x32xf16>
}
func.func @forward(%x: tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16> attributes {ane.entry = "forward"} {
  %y = ane.call @forward_0(%x) : (tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16>
  return %y : tensor<1x4x1x32xf16>
}
