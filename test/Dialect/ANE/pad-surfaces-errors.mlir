// RUN: ane-opt %s --ane-pad-surfaces --split-input-file --verify-diagnostics

// A surface has four extents; more must be collapsed where the program can still do it.
module {
  // expected-error @+1 {{has an interface tensor of type 'tensor<1x2x3x4x5xf16>', and a surface has rank 1 to 4: reshape it inside the program}}
  ane.program @rank5(%x: tensor<1x2x3x4x5xf16>) -> tensor<1x2x3x4x5xf16> attributes {placement = #ane.placement<engine>} {
    ane.return %x : tensor<1x2x3x4x5xf16>
  }
}

// -----

// A parameter has the type of its bytes: it cannot follow a program that wants other rows.
module {
  ml_program.global private @w(dense<1.0> : tensor<1x3x1x5xf16>) : tensor<1x3x1x5xf16>
  ane.program @p(%x: tensor<1x3x1x5xf16>) -> tensor<1x3x1x5xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x3x1x5xf16>) -> tensor<1x3x1x5xf16>
    ane.return %y : tensor<1x3x1x5xf16>
  }
  func.func @forward() -> tensor<1x3x1x5xf16> {
    %w = ml_program.global_load_const @w : tensor<1x3x1x5xf16>
    // expected-error @+1 {{operand 0 has type 'tensor<1x3x1x5xf16>' and the program takes 'tensor<1x1x1x32xf16>': only arguments of the entry, parameters and results of programs can be laid out anew}}
    %y = ane.call @p(%w) : (tensor<1x3x1x5xf16>) -> tensor<1x3x1x5xf16>
    return %y : tensor<1x3x1x5xf16>
  }
}
