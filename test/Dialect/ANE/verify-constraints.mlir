// RUN: ane-opt %s --ane-verify-constraints --split-input-file --verify-diagnostics

// What the target allows passes in silence.
module attributes {ane.target = #ane.target<"m4-max">} {
  ane.program @allowed(%x: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      -> (tensor<1x16x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 16, 1, 32], row = 64, plane = 64, batch = 1024, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.concat(%x, %x) {axis = 1 : i32, interleave = false} : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x16x1x32xf16>
    ane.return %y : tensor<1x16x1x32xf16>
  }
}

// -----

// Every violation of a program is reported in one run, each with its number, what was found and the remedy.
module attributes {ane.target = #ane.target<"strict">} {
  // expected-error @+2 {{[ANE-C04] input 0 has 4096 bytes, fewer than 49152 on strict; rule: a surface has at least 49,152 bytes; run ane-pad-surfaces}}
  // expected-error @+1 {{[ANE-C20] output 0 fills 48 of the 64 bytes of a row on strict}}
  ane.program @many(%x: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 4096>})
      -> (tensor<1x16x1x24xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 16, 1, 24], row = 64, plane = 64, batch = 1024, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    // expected-error @+1 {{'ane.concat' op [ANE-C01] is a concat on strict; rule: a program contains no concat; lower it to pad and add}}
    %a = ane.concat(%x, %x) {axis = 1 : i32, interleave = false} : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x16x1x32xf16>
    // expected-error @+1 {{'ane.gelu' op [ANE-C10] is a gelu}}
    %b = ane.gelu(%a) {mode = "EXACT"} : (tensor<1x16x1x32xf16>) -> tensor<1x16x1x32xf16>
    %c = ane.slice_by_size(%b) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 16, 1, 8>} : (tensor<1x16x1x32xf16>) -> tensor<1x16x1x8xf16>
    // expected-error @+1 {{'ane.tile' op [ANE-C28] is a tile on strict; rule: a program contains no tile; broadcast by an addition or a product instead}}
    %d = ane.tile(%c) {reps = array<i32: 1, 1, 1, 3>} : (tensor<1x16x1x8xf16>) -> tensor<1x16x1x24xf16>
    ane.return %d : tensor<1x16x1x24xf16>
  }
}

// -----

// Symbols are compared as the engine sees them: 'y2@output' sorts before 'y@output' (ANE-C03), and uneven sizes are
// named with both numbers (ANE-C02, ANE-C18).
module attributes {ane.target = #ane.target<"strict">} {
  // expected-error @+4 {{[ANE-C18] input 1 has 98304 bytes and the one before 49152}}
  // expected-error @+3 {{[ANE-C02] output 1 has 65536 bytes and the one before 49152}}
  // expected-error @+2 {{[ANE-C19] input 'a' follows 'b'}}
  // expected-error @+1 {{[ANE-C03] output 'y2' follows 'y'}}
  ane.program @order(%x: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "b", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>},
                     %z: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "a", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 98304>})
      -> (tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "y", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>},
          tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "y2", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 65536>})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.add(%x, %z) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    %w = ane.sub(%x, %z) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y, %w : tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>
  }
}

// -----

// Rows that are no multiple of 64 bytes (ANE-C44), a convolution with too many channels and a bias (ANE-C16, ANE-C13),
// an f32 value inside (ANE-C53), an operation that the engine does not have (ANE-C36).
module attributes {ane.target = #ane.target<"strict">} {
  // expected-error @+1 {{[ANE-C44] input 0 has rows of 48 bytes, not a multiple of 64}}
  ane.program @rows(%x: tensor<1x40000x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 40000, 1, 32], row = 48, plane = 48, batch = 1920000, alloc = 2560000>})
      -> (tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %w = ane.constant dense<0.5> : tensor<8x40000x1x1xf16>
    %b = ane.constant dense<0.5> : tensor<8xf16>
    // expected-error @+2 {{[ANE-C13] has a bias}}
    // expected-error @+1 {{[ANE-C16] number of input channels 40000 exceeds 31999}}
    %y = ane.conv(%x, %w, %b) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x40000x1x32xf16>, tensor<8x40000x1x1xf16>, tensor<8xf16>) -> tensor<1x8x1x32xf16>
    %f = ane.cast(%y) {dtype = "fp32"} : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf32>
    // expected-error @-1 {{[ANE-C53] computes in f32}}
    // expected-error @+1 {{[ANE-C53] computes in f32}}
    %g = ane.relu(%f) : (tensor<1x8x1x32xf32>) -> tensor<1x8x1x32xf32>
    %h = ane.cast(%g) {dtype = "fp16"} : (tensor<1x8x1x32xf32>) -> tensor<1x8x1x32xf16>
    // expected-error @+1 {{[ANE-C36] is host work}}
    %t = ane.tan(%h) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %t : tensor<1x8x1x32xf16>
  }
}

// -----

// A program that no pass has laid out cannot be emitted for the engine; a host program is not asked.
module attributes {ane.target = #ane.target<"strict">} {
  // expected-error @+1 {{[ANE-C44] has arguments or results without a surface}}
  ane.program @bare(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
  ane.program @host(%x: tensor<1x8x1x32xf32>) -> tensor<1x8x1x32xf32> attributes {placement = #ane.placement<host>} {
    %y = ane.tile(%x) {reps = array<i32: 1, 1, 1, 1>} : (tensor<1x8x1x32xf32>) -> tensor<1x8x1x32xf32>
    ane.return %y : tensor<1x8x1x32xf32>
  }
}
