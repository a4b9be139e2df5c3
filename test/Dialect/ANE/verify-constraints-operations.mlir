// RUN: ane-opt %s --ane-verify-constraints --split-input-file --verify-diagnostics

// An older chip: no sine, no mask of an attention, no operation of the host, no linear.
#in = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"m1-max">} {
  ane.program @older(%x: tensor<1x8x16x32xf16> {ane.surface = #in}) -> (tensor<1x8x16x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    // expected-error @+1 {{'ane.sin' op [ANE-C36] is host work on m1-max}}
    %a = ane.sin(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    // expected-error @+1 {{'ane.mod' op [ANE-C36] is host work on m1-max}}
    %b = ane.mod(%x, %x) : (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %mask = ane.constant dense<0.0> : tensor<1x1x16x16xf16>
    %c = ane.scaled_dot_product_attention(%x, %x, %x) : (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    // expected-error @+1 {{'ane.scaled_dot_product_attention' op [ANE-C06] has a mask on m1-max; rule: the mask of scaled_dot_product_attention has no effect; add the mask to the scores before a softmax}}
    %d = ane.scaled_dot_product_attention(%x, %x, %x, %mask) : (tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>, tensor<1x8x16x32xf16>, tensor<1x1x16x16xf16>) -> tensor<1x8x16x32xf16>
    %weight = ane.constant dense<0.5> : tensor<4x32xf16>
    // expected-error @+1 {{'ane.linear' op [ANE-C70] is a linear on m1-max; rule: a program contains no linear; use matmul or a 1x1 convolution}}
    %e = ane.linear(%x, %weight) : (tensor<1x8x16x32xf16>, tensor<4x32xf16>) -> tensor<1x8x16x4xf16>
    %y = ane.relu(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
}

// -----

// A later one has the sine, and tiles by some factors (ANE-C71).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 16, 32], row = 64, plane = 1024, batch = 8192, alloc = 49152>
module attributes {ane.target = #ane.target<"m5">} {
  ane.program @later(%x: tensor<1x8x16x32xf16> {ane.surface = #in}) -> (tensor<1x8x16x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %a = ane.cos(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    %b = ane.tile(%x) {reps = array<i32: 1, 8, 3, 4>} : (tensor<1x8x16x32xf16>) -> tensor<1x64x48x128xf16>
    // expected-error @+2 {{'ane.tile' op [ANE-C71] repeats axis 1 6 times on m5; rule: a tile repeats each axis 1, 2, 3, 4 or 8 times}}
    // expected-error @+1 {{'ane.tile' op [ANE-C71] repeats axis 3 5 times on m5}}
    %c = ane.tile(%x) {reps = array<i32: 1, 6, 1, 5>} : (tensor<1x8x16x32xf16>) -> tensor<1x48x16x160xf16>
    %y = ane.relu(%x) : (tensor<1x8x16x32xf16>) -> tensor<1x8x16x32xf16>
    ane.return %y : tensor<1x8x16x32xf16>
  }
}

// -----

// Quantized weights: int8 with one scale an output channel passes. Unsigned ones (ANE-C66), scales of blocks and offsets
// (ANE-C68) do not, and affine ones were refused on some systems (ANE-C67).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @quantized(%x: tensor<1x8x1x32xf16> {ane.surface = #in}) -> (tensor<1x8x1x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %signed = ane.constant dense<3> : tensor<4x8xi8>
    %unsigned = ane.constant dense<3> : tensor<4x8xui8>
    %channel = ane.constant dense<0.5> : tensor<4x1xf16>
    %block = ane.constant dense<0.5> : tensor<4x2xf16>
    %offset = ane.constant dense<1> : tensor<4x1xi8>
    %one = ane.constant dense<0.5> : tensor<f16>
    %zero = ane.constant dense<0> : tensor<i8>
    %a = ane.constexpr_blockwise_shift_scale(%signed, %channel) : (tensor<4x8xi8>, tensor<4x1xf16>) -> tensor<4x8xf16>
    // expected-error @+1 {{[ANE-C66] reads weights of uint8 on strict; rule: quantized weights are int8, or packed int4}}
    %b = ane.constexpr_blockwise_shift_scale(%unsigned, %channel) : (tensor<4x8xui8>, tensor<4x1xf16>) -> tensor<4x8xf16>
    // expected-error @+1 {{[ANE-C68] has 8 scales for 4 output channels on strict}}
    %c = ane.constexpr_blockwise_shift_scale(%signed, %block) : (tensor<4x8xi8>, tensor<4x2xf16>) -> tensor<4x8xf16>
    // expected-error @+1 {{[ANE-C68] has an offset on strict}}
    %d = ane.constexpr_blockwise_shift_scale(%signed, %channel, %offset) : (tensor<4x8xi8>, tensor<4x1xf16>, tensor<4x1xi8>) -> tensor<4x8xf16>
    // expected-error @+1 {{[ANE-C67] is a constexpr_affine_dequantize on strict}}
    %e = ane.constexpr_affine_dequantize(%signed, %zero, %one) {axis = 0 : i32} : (tensor<4x8xi8>, tensor<i8>, tensor<f16>) -> tensor<4x8xf16>
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}

// -----

// A reduction of the channels of one pixel is not compiled alone (ANE-C61); with another operation it is, and so is one of
// several pixels. An identity alone gives NaN (ANE-C69).
#in = #ane.surface<symbol = "i00", valid = [1, 2048, 1, 1], row = 64, plane = 64, batch = 131072, alloc = 131072>
#out = #ane.surface<symbol = "o00", valid = [1, 1, 1, 1], row = 64, plane = 64, batch = 64, alloc = 49152>
#pixel = #ane.surface<symbol = "i00", valid = [1, 1, 1, 1], row = 64, plane = 64, batch = 64, alloc = 49152>
#row = #ane.surface<symbol = "i00", valid = [1, 2048, 1, 32], row = 64, plane = 64, batch = 131072, alloc = 131072>
#sum = #ane.surface<symbol = "o00", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>
module attributes {ane.target = #ane.target<"m2-pro">} {
  ane.program @alone(%x: tensor<1x2048x1x1xf16> {ane.surface = #in}) -> (tensor<1x1x1x1xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    // expected-error @+1 {{'ane.reduce_mean' op [ANE-C61] reduces the channels in a program of its own on m2-pro}}
    %y = ane.reduce_mean(%x) {axes = array<i32: -3>, keep_dims = true} : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
  ane.program @chain(%x: tensor<1x2048x1x1xf16> {ane.surface = #in}) -> (tensor<1x1x1x1xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %s = ane.square(%x) : (tensor<1x2048x1x1xf16>) -> tensor<1x2048x1x1xf16>
    %y = ane.reduce_mean(%s) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
  ane.program @row(%x: tensor<1x2048x1x32xf16> {ane.surface = #row}) -> (tensor<1x1x1x32xf16> {ane.surface = #sum})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.reduce_max(%x) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x2048x1x32xf16>) -> tensor<1x1x1x32xf16>
    ane.return %y : tensor<1x1x1x32xf16>
  }
  // expected-error @+1 {{'ane.program' op [ANE-C69] returns one value that it does not compute on m2-pro; rule: identity does not give the only output of a program}}
  ane.program @identity(%x: tensor<1x1x1x1xf16> {ane.surface = #pixel}) -> (tensor<1x1x1x1xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.identity(%x) : (tensor<1x1x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
}
