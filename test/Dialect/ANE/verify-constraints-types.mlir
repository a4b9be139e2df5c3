// RUN: ane-opt %s --ane-verify-constraints --split-input-file --verify-diagnostics

// Ranks and extents at their limits, small integers that come in, constants of any integer, and what quantize makes, pass.
#in = #ane.surface<symbol = "i00", valid = [1, 8, 1, 64], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 1, 64], row = 128, plane = 128, batch = 1024, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @allowed(%x: tensor<1x8x1x64xi8> {ane.surface = #in}) -> (tensor<1x8x1x64xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.cast(%x) {dtype = "fp16"} : (tensor<1x8x1x64xi8>) -> tensor<1x8x1x64xf16>
    %scale = ane.constant dense<0.5> : tensor<f16>
    %q = ane.quantize(%y, %scale) {output_dtype = "int8"} : (tensor<1x8x1x64xf16>, tensor<f16>) -> tensor<1x8x1x64xi8>
    %index = ane.constant dense<3> : tensor<4xi32>
    %deep = ane.constant dense<0.5> : tensor<1x1x65536x1x1xf16>
    %wide = ane.constant dense<0.5> : tensor<1x1x1x1x16384xf16>
    ane.return %y : tensor<1x8x1x64xf16>
  }
}

// -----

// What may not come in or go out (ANE-C40), and what is an integer in between (ANE-C65).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 1, 16], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 1, 64], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  // expected-error @+2 {{'ane.program' op [ANE-C40] input 0 has elements of i32 on strict; rule: interface tensors are static and of fp16, fp32 or small integers; cast inside the program}}
  // expected-error @+1 {{'ane.program' op [ANE-C40] output 0 has elements of i1 on strict}}
  ane.program @interface(%x: tensor<1x8x1x16xi32> {ane.surface = #in}) -> (tensor<1x8x1x64xi1> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.cast(%x) {dtype = "fp16"} : (tensor<1x8x1x16xi32>) -> tensor<1x8x1x16xf16>
    // expected-error @+1 {{'ane.cast' op [ANE-C65] computes integers on strict; rule: integers inside a program are constants, or come from quantize}}
    %i = ane.cast(%y) {dtype = "int32"} : (tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xi32>
    // expected-error @+1 {{'ane.reduce_argmax' op [ANE-C65] computes integers}}
    %j = ane.reduce_argmax(%y) {axis = -1 : i32, keep_dims = true, output_dtype = "int32"} : (tensor<1x8x1x16xf16>) -> tensor<1x8x1x1xi32>
    %zero = ane.constant dense<0.0> : tensor<1x8x1x64xf16>
    %b = ane.greater(%zero, %zero) : (tensor<1x8x1x64xf16>, tensor<1x8x1x64xf16>) -> tensor<1x8x1x64xi1>
    ane.return %b : tensor<1x8x1x64xi1>
  }
}

// -----

// Each axis and the rank have a limit (ANE-C38), and a report says which widths of an input fail (ANE-C25).
#in = #ane.surface<symbol = "i00", valid = [1, 1, 1, 14592], row = 29184, plane = 29184, batch = 29184, alloc = 49152>
#gap = #ane.surface<symbol = "i01", valid = [1, 1, 1, 14600], row = 29248, plane = 29248, batch = 29248, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 1, 1, 14592], row = 29184, plane = 29184, batch = 29184, alloc = 49152>
module attributes {ane.target = #ane.target<"m4">} {
  // expected-error @+2 {{[ANE-C20] input 1 fills 29200 of the 29248 bytes of a row on m4}}
  // expected-error @+1 {{'ane.program' op [ANE-C25] input 1 is 14600 wide on m4; rule: an input is not between 14,593 and 14,623 wide}}
  ane.program @extents(%x: tensor<1x1x1x14592xf16> {ane.surface = #in}, %g: tensor<1x1x1x14600xf16> {ane.surface = #gap})
      -> (tensor<1x1x1x14592xf16> {ane.surface = #out}) attributes {placement = #ane.placement<engine>} {
    // expected-error @+1 {{'ane.reshape' op [ANE-C38] rank 6 exceeds 5 on m4}}
    %a = ane.reshape(%x) {shape = array<i32: 1, 1, 1, 1, 1, 14592>} : (tensor<1x1x1x14592xf16>) -> tensor<1x1x1x1x1x14592xf16>
    // expected-error @+1 {{'ane.constant' op [ANE-C38] extent of axis 2 65537 exceeds 65536 on m4}}
    %b = ane.constant dense<0.5> : tensor<1x1x65537x1xf16>
    // expected-error @+1 {{'ane.constant' op [ANE-C38] extent of axis 1 65537 exceeds 65536 on m4}}
    %c = ane.constant dense<0.5> : tensor<1x65537x1x1xf16>
    %y = ane.relu(%x) : (tensor<1x1x1x14592xf16>) -> tensor<1x1x1x14592xf16>
    ane.return %y : tensor<1x1x1x14592xf16>
  }
}

// -----

// An older chip has the lower limit for the last two axes only (ANE-C38).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"m2-pro">} {
  ane.program @older(%x: tensor<1x8x1x32xf16> {ane.surface = #in}) -> (tensor<1x8x1x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    // expected-error @+1 {{'ane.constant' op [ANE-C38] extent of axis 3 16385 exceeds 16384 on m2-pro}}
    %a = ane.constant dense<0.5> : tensor<1x16385x1x16385xf16>
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}

// -----

// All constants of a program go into one weight file, equal ones once, and it has a largest size (ANE-C62).
#in = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
#out = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @half(%x: tensor<1x8x1x32xf16> {ane.surface = #in}) -> (tensor<1x8x1x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %a = ane.constant dense<0.5> : tensor<1x65536x1x8192xf16>
    %b = ane.constant dense<0.5> : tensor<1x65536x1x8192xf16>
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
  // expected-error @+1 {{'ane.program' op [ANE-C62] bytes of weights 2147483840 exceeds 2147483648 on strict; rule: a weight file has at most 2,147,483,648 bytes; run ane-form-programs, or split the weight}}
  ane.program @whole(%x: tensor<1x8x1x32xf16> {ane.surface = #in}) -> (tensor<1x8x1x32xf16> {ane.surface = #out})
      attributes {placement = #ane.placement<engine>} {
    %a = ane.constant dense<0.5> : tensor<1x65536x1x8192xf16>
    %b = ane.constant dense<0.25> : tensor<1x65536x1x8192xf16>
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}
