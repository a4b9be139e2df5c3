// RUN: ane-opt %s --ane-verify-constraints --split-input-file --verify-diagnostics

// What is one step from each rule below, and legal.
#in = #ane.surface<symbol = "i00", valid = [1, 64, 16, 32], row = 64, plane = 1024, batch = 65536, alloc = 65536>
#out = #ane.surface<symbol = "o00", valid = [1, 64, 16, 32], row = 64, plane = 1024, batch = 65536, alloc = 65536>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @allowed(%x: tensor<1x64x16x32xf16> {ane.surface = #in}) -> (tensor<1x64x16x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    // Many channels, a power of two; 24 of them are the last axis of a matrix; the last axis of four.
    %a = ane.softmax(%x) {axis = 1 : i32} : (tensor<1x64x16x32xf16>) -> tensor<1x64x16x32xf16>
    %flat = ane.constant dense<1.0> : tensor<2x24xf16>
    %b = ane.softmax(%flat) {axis = 1 : i32} : (tensor<2x24xf16>) -> tensor<2x24xf16>
    // A mask of -40000, and +inf, which is no mask.
    %mask = ane.constant dense<[-4.0e4, 0x7C00]> : tensor<2xf16>
    %pair = ane.constant dense<1.0> : tensor<2x2xf16>
    %masked = ane.add(%pair, %mask) : (tensor<2x2xf16>, tensor<2xf16>) -> tensor<2x2xf16>
    %c = ane.softmax(%masked) {axis = -1 : i32} : (tensor<2x2xf16>) -> tensor<2x2xf16>
    // -inf that does not reach a softmax: a product takes it first.
    %inf = ane.constant dense<0xFC00> : tensor<2x2xf16>
    %product = ane.matmul(%pair, %inf) {transpose_x = false, transpose_y = true} : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
    %d = ane.softmax(%product) {axis = -1 : i32} : (tensor<2x2xf16>) -> tensor<2x2xf16>
    // A constant on the left of a product, and one that the program transposes.
    %e = ane.matmul(%pair, %masked) {transpose_x = false, transpose_y = false} : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
    %tall = ane.constant dense<1.0> : tensor<127x8192xf16>
    %weight = ane.constant dense<1.0> : tensor<4x8192xf16>
    %f = ane.matmul(%tall, %weight) {transpose_x = false, transpose_y = true} : (tensor<127x8192xf16>, tensor<4x8192xf16>) -> tensor<127x4xf16>
    // A scalar divides.
    %two = ane.constant dense<2.0> : tensor<f16>
    %g = ane.real_div(%x, %two) : (tensor<1x64x16x32xf16>, tensor<f16>) -> tensor<1x64x16x32xf16>
    %h = ane.relu(%g) : (tensor<1x64x16x32xf16>) -> tensor<1x64x16x32xf16>
    ane.return %h : tensor<1x64x16x32xf16>
  }
}

// -----

#in = #ane.surface<symbol = "i00", valid = [1, 24, 32, 32], row = 64, plane = 2048, batch = 49152, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 24, 32, 32], row = 64, plane = 2048, batch = 49152, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  ml_program.global private @mask(dense<[0.0, 0xFF800000]> : tensor<2xf32>) : tensor<2xf32>
  ane.program @refused(%x: tensor<1x24x32x32xf16> {ane.surface = #in}) -> (tensor<1x24x32x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    // Over the channels, which are no power of two (ANE-C33), counted from the end too.
    // expected-error @+1 {{'ane.softmax' op [ANE-C33] runs over 24 channels on strict; rule: a softmax over axis 1 has a power of two of channels; transpose, so that it runs over the last axis}}
    %a = ane.softmax(%x) {axis = -3 : i32} : (tensor<1x24x32x32xf16>) -> tensor<1x24x32x32xf16>
    // -inf of a parameter, through a sum and a reshape (ANE-C54).
    %mask = ane.constant @mask : tensor<2xf16>
    %pair = ane.constant dense<1.0> : tensor<2x2xf16>
    %masked = ane.add(%pair, %mask) : (tensor<2x2xf16>, tensor<2xf16>) -> tensor<2x2xf16>
    %scores = ane.reshape(%masked) {shape = array<i32: 1, 2, 2>} : (tensor<2x2xf16>) -> tensor<1x2x2xf16>
    // expected-error @+1 {{'ane.softmax' op [ANE-C54] reads a constant that holds -inf on strict}}
    %b = ane.softmax(%scores) {axis = -1 : i32} : (tensor<1x2x2xf16>) -> tensor<1x2x2xf16>
    // expected-error @+1 {{'ane.matmul' op [ANE-C57] has a constant y and transpose_y = false on strict; rule: a matmul whose y is constant has transpose_y = true}}
    %c = ane.matmul(%masked, %pair) {transpose_x = false, transpose_y = false} : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
    %tall = ane.constant dense<1.0> : tensor<8192x128xf16>
    %weight = ane.constant dense<1.0> : tensor<4x8192xf16>
    // expected-error @+1 {{'ane.matmul' op [ANE-C58] multiplies [128, 8192] by a constant on strict}}
    %d = ane.matmul(%tall, %weight) {transpose_x = true, transpose_y = true} : (tensor<8192x128xf16>, tensor<4x8192xf16>) -> tensor<128x4xf16>
    %channels = ane.constant dense<2.0> : tensor<24x1x1xf16>
    // expected-error @+1 {{'ane.real_div' op [ANE-C59] has a constant tensor as an operand on strict; rule: real_div has no constant tensor as an operand; multiply by the inverse}}
    %e = ane.real_div(%x, %channels) : (tensor<1x24x32x32xf16>, tensor<24x1x1xf16>) -> tensor<1x24x32x32xf16>
    %f = ane.relu(%e) : (tensor<1x24x32x32xf16>) -> tensor<1x24x32x32xf16>
    ane.return %f : tensor<1x24x32x32xf16>
  }
}

// -----

// Tensors put side by side by pads and sums have fewer channels than others (ANE-C41); a sum of anything else may have more.
#in = #ane.surface<symbol = "i00", valid = [1, 4608, 1, 32], row = 64, plane = 64, batch = 294912, alloc = 294912>
#out = #ane.surface<symbol = "o00", valid = [1, 4608, 1, 32], row = 64, plane = 64, batch = 294912, alloc = 294912>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @side_by_side(%x: tensor<1x4608x1x32xf16> {ane.surface = #in}) -> (tensor<1x4608x1x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %a = ane.pad(%x) {pad = array<i32: 0, 0, 0, 4608, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x4608x1x32xf16>) -> tensor<1x9216x1x32xf16>
    %b = ane.pad(%x) {pad = array<i32: 0, 0, 4608, 0, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x4608x1x32xf16>) -> tensor<1x9216x1x32xf16>
    %c = ane.add(%a, %b) : (tensor<1x9216x1x32xf16>, tensor<1x9216x1x32xf16>) -> tensor<1x9216x1x32xf16>
    %d = ane.pad(%c) {pad = array<i32: 0, 0, 0, 1, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x9216x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %e = ane.pad(%c) {pad = array<i32: 0, 0, 1, 0, 0, 0, 0, 0>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x9216x1x32xf16>) -> tensor<1x9217x1x32xf16>
    // expected-error @+1 {{'ane.add' op [ANE-C41] number of channels of a sum of pads 9217 exceeds 9216 on strict}}
    %f = ane.add(%d, %e) : (tensor<1x9217x1x32xf16>, tensor<1x9217x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %g = ane.relu(%d) : (tensor<1x9217x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %h = ane.add(%g, %g) : (tensor<1x9217x1x32xf16>, tensor<1x9217x1x32xf16>) -> tensor<1x9217x1x32xf16>
    %y = ane.relu(%x) : (tensor<1x4608x1x32xf16>) -> tensor<1x4608x1x32xf16>
    ane.return %y : tensor<1x4608x1x32xf16>
  }
}
