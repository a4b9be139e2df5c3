// RUN: ane-opt %s --ane-verify-constraints --split-input-file --verify-diagnostics

// Kernels and windows of the extents that the chip takes, strides of 2 and 3, and a weight that a program shapes for
// itself at a batch of 1, pass.
#in = #ane.surface<symbol = "i00", valid = [1, 8, 32, 32], row = 64, plane = 2048, batch = 16384, alloc = 49152>
#weight = #ane.surface<symbol = "i01", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 32, 32], row = 64, plane = 2048, batch = 16384, alloc = 49152>
module attributes {ane.target = #ane.target<"m1">} {
  ane.program @allowed(%x: tensor<1x8x32x32xf16> {ane.surface = #in}, %w: tensor<1x8x1x32xf16> {ane.surface = #weight})
      -> (tensor<1x8x32x32xf16> {ane.surface = #out}) attributes {placement = #ane.placement<engine>} {
    %k = ane.constant dense<0.5> : tensor<8x8x29x13xf16>
    %a = ane.conv(%x, %k) {strides = array<i32: 4, 9>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x32x32xf16>, tensor<8x8x29x13xf16>) -> tensor<1x8x1x3xf16>
    %b = ane.max_pool(%x) {kernel_sizes = array<i32: 29, 29>, strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x8x32x32xf16>) -> tensor<1x8x4x4xf16>
    %r = ane.reshape(%w) {shape = array<i32: 32, 8, 1, 1>} : (tensor<1x8x1x32xf16>) -> tensor<32x8x1x1xf16>
    %c = ane.conv(%x, %r) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x32x32xf16>, tensor<32x8x1x1xf16>) -> tensor<1x32x32x32xf16>
    %y = ane.relu(%x) : (tensor<1x8x32x32xf16>) -> tensor<1x8x32x32xf16>
    ane.return %y : tensor<1x8x32x32xf16>
  }
}

// -----

// Each extent beyond its limit is named with the limit of the chip (ANE-C38), and each stride with another factor than 2
// and 3 (ANE-C55).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 64, 64], row = 128, plane = 8192, batch = 65536, alloc = 65536>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 64, 64], row = 128, plane = 8192, batch = 65536, alloc = 65536>
module attributes {ane.target = #ane.target<"m1">} {
  ane.program @windows(%x: tensor<1x8x64x64xf16> {ane.surface = #in})
      -> (tensor<1x8x64x64xf16> {ane.surface = #out}) attributes {placement = #ane.placement<engine>} {
    %wide = ane.constant dense<0.5> : tensor<8x8x1x14xf16>
    // expected-error @+1 {{'ane.conv' op [ANE-C38] width of the window 14 exceeds 13 on m1; rule: rank, extents and windows stay within the limits of the chip; collapse axes by a reshape, or split the tensor or the kernel}}
    %a = ane.conv(%x, %wide) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x64x64xf16>, tensor<8x8x1x14xf16>) -> tensor<1x8x64x51xf16>
    %high = ane.constant dense<0.5> : tensor<8x8x30x1xf16>
    // expected-error @+1 {{[ANE-C38] height of the window 30 exceeds 29 on m1}}
    %b = ane.conv_transpose(%x, %high) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x64x64xf16>, tensor<8x8x30x1xf16>) -> tensor<1x8x93x64xf16>
    // expected-error @+2 {{[ANE-C38] width of the window 30 exceeds 29 on m1}}
    // expected-error @+1 {{[ANE-C38] height of the window 31 exceeds 29 on m1}}
    %c = ane.avg_pool(%x) {kernel_sizes = array<i32: 31, 30>, strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, exclude_padding_from_average = false, ceil_mode = false} : (tensor<1x8x64x64xf16>) -> tensor<1x8x34x35xf16>
    // expected-error @+1 {{[ANE-C38] width of the window 32 exceeds 29 on m1}}
    %d = ane.max_pool(%x) {kernel_sizes = array<i32: 1, 32>, strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x8x64x64xf16>) -> tensor<1x8x64x33xf16>
    %one = ane.constant dense<0.5> : tensor<8x8x1x1xf16>
    // expected-error @+2 {{[ANE-C55] has stride 10 along spatial axis 0 on m1}}
    // expected-error @+1 {{[ANE-C55] has stride 7 along spatial axis 1 on m1}}
    %e = ane.conv(%x, %one) {strides = array<i32: 10, 7>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x64x64xf16>, tensor<8x8x1x1xf16>) -> tensor<1x8x7x10xf16>
    %y = ane.relu(%x) : (tensor<1x8x64x64xf16>) -> tensor<1x8x64x64xf16>
    ane.return %y : tensor<1x8x64x64xf16>
  }
}

// -----

// A later chip takes larger ones, up to its own limits (ANE-C38).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 64, 64], row = 128, plane = 8192, batch = 65536, alloc = 65536>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 64, 64], row = 128, plane = 8192, batch = 65536, alloc = 65536>
module attributes {ane.target = #ane.target<"m5">} {
  ane.program @later(%x: tensor<1x8x64x64xf16> {ane.surface = #in})
      -> (tensor<1x8x64x64xf16> {ane.surface = #out}) attributes {placement = #ane.placement<engine>} {
    %fits = ane.constant dense<0.5> : tensor<8x8x32x15xf16>
    %a = ane.conv(%x, %fits) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x64x64xf16>, tensor<8x8x32x15xf16>) -> tensor<1x8x33x50xf16>
    %wide = ane.constant dense<0.5> : tensor<8x8x1x16xf16>
    // expected-error @+1 {{[ANE-C38] width of the window 16 exceeds 15 on m5}}
    %b = ane.conv(%x, %wide) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x64x64xf16>, tensor<8x8x1x16xf16>) -> tensor<1x8x64x49xf16>
    %y = ane.relu(%x) : (tensor<1x8x64x64xf16>) -> tensor<1x8x64x64xf16>
    ane.return %y : tensor<1x8x64x64xf16>
  }
}

// -----

// A weight that comes in has to be reshaped in the program, and meets one sample only (ANE-C27).
#in = #ane.surface<symbol = "i00", valid = [2, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#weight = #ane.surface<symbol = "i01", valid = [32, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [2, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @runtime_weight(%x: tensor<2x8x1x32xf16> {ane.surface = #in}, %w: tensor<32x8x1x32xf16> {ane.surface = #weight})
      -> (tensor<2x8x1x32xf16> {ane.surface = #out}) attributes {placement = #ane.placement<engine>} {
    // expected-error @+3 {{[ANE-C38] width of the window 32 exceeds 13 on strict}}
    // expected-error @+2 {{[ANE-C27] has an argument of the program as its weight on strict}}
    // expected-error @+1 {{[ANE-C27] batch of a convolution by a runtime weight 2 exceeds 1 on strict}}
    %a = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<2x8x1x32xf16>, tensor<32x8x1x32xf16>) -> tensor<2x32x1x1xf16>
    %y = ane.relu(%x) : (tensor<2x8x1x32xf16>) -> tensor<2x8x1x32xf16>
    ane.return %y : tensor<2x8x1x32xf16>
  }
}
