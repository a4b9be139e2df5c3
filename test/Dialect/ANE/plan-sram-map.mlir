// RUN: ane-opt %s --ane-plan-sram="budget=40000 print-map" --split-input-file -verify-diagnostics

// The map at the peak: what is alive, where it comes from and how long it stays, and the constants that are read. The
// numbers add up to the peak: 4,096 + 8,192 + 4,096 + 16,384 = 32,768.
ml_program.global private @w1(dense<1.0> : tensor<128x64x1x1xf32>) : tensor<128x64x1x1xf32>
ml_program.global private @w2(dense<1.0> : tensor<64x128x1x1xf32>) : tensor<64x128x1x1xf32>
// expected-note @+1 {{4096 bytes: 'tensor<1x64x1x32xf16>', argument 0, until 'ane.add'}}
ane.program @block(%x: tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %w1 = ane.constant @w1 : tensor<128x64x1x1xf16>
  // expected-note @+1 {{16384 bytes: 'tensor<64x128x1x1xf16>', the constant @w2, read now}}
  %w2 = ane.constant @w2 : tensor<64x128x1x1xf16>
  %h = ane.conv(%x, %w1) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x64x1x32xf16>, tensor<128x64x1x1xf16>) -> tensor<1x128x1x32xf16>
  // expected-note @+1 {{8192 bytes: 'tensor<1x128x1x32xf16>', result of 'ane.relu', until 'ane.conv'}}
  %a = ane.relu(%h) : (tensor<1x128x1x32xf16>) -> tensor<1x128x1x32xf16>
  // expected-remark @+2 {{the peak of @block is 32768 bytes, while 'ane.conv' executes; the budget is 40000 bytes}}
  // expected-note @+1 {{4096 bytes: 'tensor<1x64x1x32xf16>', result of 'ane.conv', until 'ane.add'}}
  %y = ane.conv(%a, %w2) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x128x1x32xf16>, tensor<64x128x1x1xf16>) -> tensor<1x64x1x32xf16>
  %z = ane.add(%y, %x) : (tensor<1x64x1x32xf16>, tensor<1x64x1x32xf16>) -> tensor<1x64x1x32xf16>
  ane.return %z : tensor<1x64x1x32xf16>
}

// -----

// Nothing helps a value that is larger than the budget and cannot be cut: a warning, and the map says why.
// expected-note @+1 {{32768 bytes: 'tensor<1x512x1x32xf16>', argument 0, until 'ane.relu'}}
ane.program @large(%x: tensor<1x512x1x32xf16>) -> tensor<1x512x1x32xf16> attributes {placement = #ane.placement<engine>} {
  // expected-warning @+3 {{'ane.relu' needs 65536 bytes of memory at once, and the budget is 40000 bytes}}
  // expected-remark @+2 {{the peak of @large is 65536 bytes, while 'ane.relu' executes; the budget is 40000 bytes}}
  // expected-note @+1 {{32768 bytes: 'tensor<1x512x1x32xf16>', result of 'ane.relu', until 'ane.return'}}
  %y = ane.relu(%x) : (tensor<1x512x1x32xf16>) -> tensor<1x512x1x32xf16>
  ane.return %y : tensor<1x512x1x32xf16>
}
