// RUN: ane-translate --ane-to-bundle %s -o %t && ane-translate --bundle-to-text %t | FileCheck %s

// A constant that names a mutable global has another value after an update. The global is in the bundle even where no
// step touches it, because who embeds the bundle may write it. The weight has no reference in f32: that is the global.
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK: global "updated" : {{.*}} mutable initial 16
  // CHECK: global "untouched" : {{.*}} mutable initial 16
  ml_program.global private mutable @updated(dense<0.1> : tensor<1x4x1x1xf32>) : tensor<1x4x1x1xf32>
  ml_program.global private mutable @untouched(dense<0.2> : tensor<1x4x1x1xf32>) : tensor<1x4x1x1xf32>
  // CHECK: weight "updated" : {{.*}} reference 0
  // CHECK: weight "untouched" : {{.*}} reference 0
  ane.program @p(
      %x: tensor<1x4x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>})
      -> (tensor<1x4x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %u = ane.constant @updated : tensor<1x4x1x1xf16>
    %v = ane.constant @untouched : tensor<1x4x1x1xf16>
    %a = ane.add(%x, %u) : (tensor<1x4x1x32xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x32xf16>
    %y = ane.mul(%a, %v) : (tensor<1x4x1x32xf16>, tensor<1x4x1x1xf16>) -> tensor<1x4x1x32xf16>
    ane.return %y : tensor<1x4x1x32xf16>
  }
  // CHECK: store "updated"
  // CHECK-NEXT: reload "p"
  func.func @update(%w: tensor<1x4x1x1xf32>) {
    ml_program.global_store @updated = %w : tensor<1x4x1x1xf32>
    ane.reload @p {strategy = #ane.strategy<reload>}
    return
  }
}
