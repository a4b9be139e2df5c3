// Every kind of tile computes what the whole computes: output channels of a convolution with a window, input channels of
// another, rows of an attention, columns of a pointwise chain, and channels beyond the limits of a convolution. The whole
// is emitted as it stands here, without any pass, and is run by the host device, which has no limits.
// RUN: rm -rf %t && mkdir -p %t/whole
// RUN: %python -c "import numpy as np; (0.1 * np.random.default_rng(5).standard_normal(150000)).astype('f4').tofile(r'%t/w.bin')"
// RUN: ane-translate --ane-to-bundle %s --weights-dir %t -o %t/whole.anebin
// RUN: ane-run eval %t/whole.anebin --device host --random 3 --output-dir %t/whole

// Where the target has no concat.
// RUN: ane-opt %s --ane-plan-sram=budget=140000 --ane-outline-prepare -o %t/strict.mlir
// RUN: FileCheck %s < %t/strict.mlir
// RUN: ane-compile %t/strict.mlir --weights-dir %t -o %t/strict.anebin
// RUN: ane-run eval %t/strict.anebin --device host --random 3 --rtol 1e-4 --atol 1e-5 --expect output0=%t/whole/output0.npy --expect output1=%t/whole/output1.npy --expect output2=%t/whole/output2.npy --expect output3=%t/whole/output3.npy --expect output4=%t/whole/output4.npy
// RUN: ane-run eval %t/strict.anebin --device emulator --random 3 --rtol 1e-2 --atol 1e-2 --expect output0=%t/whole/output0.npy --expect output1=%t/whole/output1.npy --expect output2=%t/whole/output2.npy --expect output3=%t/whole/output3.npy --expect output4=%t/whole/output4.npy

// Where it has.
// RUN: sed 's/"strict"/"m4-max"/' %s > %t/m4.in.mlir
// RUN: ane-opt %t/m4.in.mlir --ane-plan-sram=budget=140000 --ane-outline-prepare -o %t/m4.mlir
// RUN: FileCheck %s --check-prefix=CONCAT < %t/m4.mlir
// RUN: ane-compile %t/m4.mlir --weights-dir %t -o %t/m4.anebin
// RUN: ane-run eval %t/m4.anebin --device host --random 3 --rtol 1e-4 --atol 1e-5 --expect output0=%t/whole/output0.npy --expect output1=%t/whole/output1.npy --expect output2=%t/whole/output2.npy --expect output3=%t/whole/output3.npy --expect output4=%t/whole/output4.npy

module attributes {ane.target = #ane.target<"strict">, anemone.phase = "legalize"} {
  ml_program.global private @window(#weights.file<"w.bin", 0, 589824> : tensor<128x128x3x3xf32>) : tensor<128x128x3x3xf32>
  ml_program.global private @large(#weights.file<"w.bin", 1000, 196000> : tensor<1x1000x7x7xf32>) : tensor<1x1000x7x7xf32>
  ml_program.global private @wide(#weights.file<"w.bin", 2000, 512000> : tensor<4x32000x1x1xf32>) : tensor<4x32000x1x1xf32>

  // CHECK-LABEL:  ane.program @outputs
  // CHECK:          ane.pad
  // CONCAT-LABEL: ane.program @outputs
  // CONCAT:         ane.concat
  ane.program @outputs(%x: tensor<1x128x2x32xf16>) -> tensor<1x128x2x32xf16> attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @window : tensor<128x128x3x3xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "custom", pad = array<i32: 1, 1, 1, 1>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x128x2x32xf16>, tensor<128x128x3x3xf16>) -> tensor<1x128x2x32xf16>
    ane.return %y : tensor<1x128x2x32xf16>
  }
  // With one output channel the input channels are cut, into 352 + 352 + 296.
  // CHECK-LABEL:  ane.program @inputs
  // CHECK-COUNT-3:  ane.conv
  // CHECK-NOT:      ane.conv
  // CONCAT-LABEL: ane.program @inputs
  ane.program @inputs(%x: tensor<1x1000x1x32xf16>) -> tensor<1x1x1x32xf16> attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @large : tensor<1x1000x7x7xf16>
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "same", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x1000x1x32xf16>, tensor<1x1000x7x7xf16>) -> tensor<1x1x1x32xf16>
    ane.return %y : tensor<1x1x1x32xf16>
  }
  // CHECK-LABEL:  ane.program @attention
  // CHECK-COUNT-2:  ane.softmax
  // CONCAT-LABEL: ane.program @attention
  // CONCAT-COUNT-2: ane.softmax
  // CONCAT:         ane.concat
  ane.program @attention(%q: tensor<1x1x256x32xf16>, %k: tensor<1x1x256x32xf16>, %v: tensor<1x1x256x32xf16>) -> tensor<1x1x256x32xf16> attributes {placement = #ane.placement<engine>} {
    %s = ane.matmul(%q, %k) {transpose_x = false, transpose_y = true} : (tensor<1x1x256x32xf16>, tensor<1x1x256x32xf16>) -> tensor<1x1x256x256xf16>
    %p = ane.softmax(%s) {axis = -1 : i32} : (tensor<1x1x256x256xf16>) -> tensor<1x1x256x256xf16>
    %y = ane.matmul(%p, %v) {transpose_x = false, transpose_y = false} : (tensor<1x1x256x256xf16>, tensor<1x1x256x32xf16>) -> tensor<1x1x256x32xf16>
    ane.return %y : tensor<1x1x256x32xf16>
  }
  // On a target without concat the pads that join this chain would take as much as it saves.
  // CHECK-LABEL:  ane.program @pointwise
  // CONCAT-LABEL: ane.program @pointwise
  // CONCAT:         ane.concat
  ane.program @pointwise(%x: tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16> attributes {placement = #ane.placement<engine>} {
    %a = ane.exp(%x) : (tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %b = ane.square(%x) : (tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %c = ane.tanh(%x) : (tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %d = ane.add(%a, %b) : (tensor<1x64x1x320xf16>, tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %e = ane.add(%c, %d) : (tensor<1x64x1x320xf16>, tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %m = ane.reduce_max(%e) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x64x1x320xf16>) -> tensor<1x1x1x320xf16>
    %f = ane.sub(%e, %m) : (tensor<1x64x1x320xf16>, tensor<1x1x1x320xf16>) -> tensor<1x64x1x320xf16>
    ane.return %f : tensor<1x64x1x320xf16>
  }
  // Seen as one column of 32,000 rows of 64 bytes, this is above any of the budgets here, and only split for ANE-C16.
  // CHECK-LABEL:  ane.program @channels
  // CHECK-COUNT-2:  ane.conv
  // CONCAT-LABEL: ane.program @channels
  ane.program @channels(%x: tensor<1x1000x1x32xf16>) -> tensor<1x4x1x1xf16> attributes {placement = #ane.placement<engine>} {
    %w = ane.constant @wide : tensor<4x32000x1x1xf16>
    %r = ane.reshape(%x) {shape = array<i32: 1, 32000, 1, 1>} : (tensor<1x1000x1x32xf16>) -> tensor<1x32000x1x1xf16>
    %y = ane.conv(%r, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x32000x1x1xf16>, tensor<4x32000x1x1xf16>) -> tensor<1x4x1x1xf16>
    ane.return %y : tensor<1x4x1x1xf16>
  }
  func.func @forward(%x0: tensor<1x128x2x32xf16>, %x1: tensor<1x1000x1x32xf16>, %q: tensor<1x1x256x32xf16>, %k: tensor<1x1x256x32xf16>, %v: tensor<1x1x256x32xf16>, %x3: tensor<1x64x1x320xf16>, %x4: tensor<1x1000x1x32xf16>)
      -> (tensor<1x128x2x32xf16> {ane.source = tensor<1x128x2x32xf32>}, tensor<1x1x1x32xf16> {ane.source = tensor<1x1x1x32xf32>}, tensor<1x1x256x32xf16> {ane.source = tensor<1x1x256x32xf32>},
          tensor<1x64x1x320xf16> {ane.source = tensor<1x64x1x320xf32>}, tensor<1x4x1x1xf16> {ane.source = tensor<1x4x1x1xf32>}) attributes {ane.entry = "forward"} {
    %y0 = ane.call @outputs(%x0) : (tensor<1x128x2x32xf16>) -> tensor<1x128x2x32xf16>
    %y1 = ane.call @inputs(%x1) : (tensor<1x1000x1x32xf16>) -> tensor<1x1x1x32xf16>
    %y2 = ane.call @attention(%q, %k, %v) : (tensor<1x1x256x32xf16>, tensor<1x1x256x32xf16>, tensor<1x1x256x32xf16>) -> tensor<1x1x256x32xf16>
    %y3 = ane.call @pointwise(%x3) : (tensor<1x64x1x320xf16>) -> tensor<1x64x1x320xf16>
    %y4 = ane.call @channels(%x4) : (tensor<1x1000x1x32xf16>) -> tensor<1x4x1x1xf16>
    return %y0, %y1, %y2, %y3, %y4 : tensor<1x128x2x32xf16>, tensor<1x1x1x32xf16>, tensor<1x1x256x32xf16>, tensor<1x64x1x320xf16>, tensor<1x4x1x1xf16>
  }
}
