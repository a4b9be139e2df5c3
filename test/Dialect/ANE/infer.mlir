// RUN: ane-opt %s --split-input-file --verify-diagnostics

// The types of results follow from operands and attributes. Each case declares a wrong type, and the message says the
// right one, worked out by hand from MIL's definition of the operation.

// "same" rounds the number of windows up: 7 / 2 and 5 / 2.
ane.program @same(%x: tensor<1x1x7x5xf16>, %w: tensor<1x1x3x3xf16>) -> tensor<1x1x7x5xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{(T) has result 0 of type 'tensor<1x1x7x5xf16>', but its operands and attributes give 'tensor<1x1x4x3xf16>'}}
  %y = ane.conv(%x, %w) {strides = array<i32: 2, 2>, pad_type = "same", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x1x7x5xf16>, tensor<1x1x3x3xf16>) -> tensor<1x1x7x5xf16>
  ane.return %x : tensor<1x1x7x5xf16>
}

// -----

// A dilated kernel of 3 spans 5: (9 + 1 - 5) / 1 + 1. One spatial axis.
ane.program @dilated(%x: tensor<2x4x9xf16>, %w: tensor<6x2x3xf16>) -> tensor<2x4x9xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<2x6x6xf16>'}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1>, pad_type = "custom", pad = array<i32: 1, 0>, dilations = array<i32: 2>, groups = 2 : i32} : (tensor<2x4x9xf16>, tensor<6x2x3xf16>) -> tensor<2x4x9xf16>
  ane.return %x : tensor<2x4x9xf16>
}

// -----

// The adjoint: (4 - 1) * 2 + 3 - 1 - 0, two groups of three channels each.
ane.program @transposed(%x: tensor<1x4x4xf16>, %w: tensor<4x3x3xf16>) -> tensor<1x4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<1x6x8xf16>'}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 2>, pad_type = "custom", pad = array<i32: 1, 0>, dilations = array<i32: 1>, groups = 2 : i32} : (tensor<1x4x4xf16>, tensor<4x3x3xf16>) -> tensor<1x4x4xf16>
  ane.return %x : tensor<1x4x4xf16>
}

// -----

// ceil_mode: windows of 2 begin at 0, 2 and 4 of 5 elements.
ane.program @ceil(%x: tensor<1x1x5xf16>) -> tensor<1x1x5xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<1x1x3xf16>'}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2>, strides = array<i32: 2>, pad_type = "valid", pad = array<i32: 0, 0>, ceil_mode = true} : (tensor<1x1x5xf16>) -> tensor<1x1x5xf16>
  ane.return %x : tensor<1x1x5xf16>
}

// -----

// But no window begins in the padding behind: with 1 before and 1 after 4 elements, steps of 3 begin at -1 and 2, not 5.
ane.program @ceil_padding(%x: tensor<1x1x4xf16>) -> tensor<1x1x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<1x1x2xf16>'}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2>, strides = array<i32: 3>, pad_type = "custom", pad = array<i32: 1, 1>, ceil_mode = true} : (tensor<1x1x4xf16>) -> tensor<1x1x4xf16>
  ane.return %x : tensor<1x1x4xf16>
}

// -----

// A vector on the left is a row that disappears; batches broadcast.
ane.program @vector(%x: tensor<3xf16>, %m: tensor<5x1x3x4xf16>) -> tensor<3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<5x1x4xf16>'}}
  %y = ane.matmul(%x, %m) {transpose_x = false, transpose_y = false} : (tensor<3xf16>, tensor<5x1x3x4xf16>) -> tensor<3xf16>
  ane.return %x : tensor<3xf16>
}

// -----

// A negative stride walks back from the end to, and not including, element 1: 7, 5, 3.
ane.program @backwards(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<3xf16>'}}
  %y = ane.slice_by_index(%x) {begin = array<i32: 0>, end = array<i32: 1>, stride = array<i32: -2>, begin_mask = array<i1: true>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

// All axes without keep_dims leave a scalar.
ane.program @scalar(%x: tensor<2x3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<f16>'}}
  %y = ane.reduce_sum(%x) {axes = array<i32: 0, 1>, keep_dims = false} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

// A batch of indices looks up its own row of x.
ane.program @batched_gather(%x: tensor<2x5x7xf16>, %i: tensor<2x3xi32>) -> tensor<2x5x7xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{give 'tensor<2x3x7xf16>'}}
  %y = ane.gather(%x, %i) {axis = 1 : i32, batch_dims = 1 : i32, validate_indices = false} : (tensor<2x5x7xf16>, tensor<2x3xi32>) -> tensor<2x5x7xf16>
  ane.return %x : tensor<2x5x7xf16>
}

// -----

// A split has as many results as parts.
ane.program @parts(%x: tensor<6xf16>) -> tensor<6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{(T) has 2 results, but its operands and attributes give 3}}
  %y:2 = ane.split(%x) {axis = 0 : i32, num_splits = 3 : i32} : (tensor<6xf16>) -> (tensor<2xf16>, tensor<2xf16>)
  ane.return %x : tensor<6xf16>
}
