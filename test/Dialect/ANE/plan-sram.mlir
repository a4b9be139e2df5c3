// RUN: ane-opt %s --ane-plan-sram --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-plan-sram=record-only --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-plan-sram --split-input-file -o %t && ane-opt %t --ane-plan-sram --split-input-file | diff %t -
// What is held while each operation executes; everything here is within the target's 32 MB, so that nothing is changed.

// 8 rows of 64 bytes: x and r while relu executes, x, r and y while add does: 3 x 512. Nothing is computed in place.
// CHECK-LABEL: ane.program @chain
// CHECK-SAME:    ane.peak = 1536 : i64
ane.program @chain(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %r = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %y = ane.add(%x, %r) : (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  ane.return %y : tensor<1x8x1x32xf16>
}

// -----

// x dies at its last use: two values of 512 bytes at a time.
// CHECK-LABEL: ane.program @last_use
// CHECK-SAME:    ane.peak = 1024 : i64
ane.program @last_use(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %r = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %s = ane.relu(%r) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %y = ane.relu(%s) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  ane.return %y : tensor<1x8x1x32xf16>
}

// -----

// What is returned stays to the end, and an argument that nobody reads takes nothing: r, s and t are 3 x 512.
// CHECK-LABEL: ane.program @returned
// CHECK-SAME:    ane.peak = 1536 : i64
ane.program @returned(%x: tensor<1x8x1x32xf16>, %unused: tensor<1x64x1x32xf16>)
    -> (tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>) attributes {placement = #ane.placement<engine>} {
  %r = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %s = ane.relu(%r) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  %t = ane.relu(%s) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  ane.return %r, %t : tensor<1x8x1x32xf16>, tensor<1x8x1x32xf16>
}

// -----

// A row of 5 fp16 takes 64 bytes on the engine: 2 x 8 x 64. On the host rows are packed: 2 x 8 x 5 x 4 of f32.
// CHECK-LABEL: ane.program @padded
// CHECK-SAME:    ane.peak = 1024 : i64
ane.program @padded(%x: tensor<1x8x1x5xf16>) -> tensor<1x8x1x5xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<1x8x1x5xf16>) -> tensor<1x8x1x5xf16>
  ane.return %y : tensor<1x8x1x5xf16>
}
// CHECK-LABEL: ane.program @packed
// CHECK-SAME:    ane.peak = 320 : i64
ane.program @packed(%x: tensor<1x8x1x5xf32>) -> tensor<1x8x1x5xf32> attributes {placement = #ane.placement<host>} {
  %y = ane.relu(%x) : (tensor<1x8x1x5xf32>) -> tensor<1x8x1x5xf32>
  ane.return %y : tensor<1x8x1x5xf32>
}

// -----

// Weights are there for the operation that reads them. First convolution: x of 8 rows, r of 16 rows, a weight of
// 16 x 8 x 2 bytes: 512 + 1024 + 256 = 1792. Second one: r, y of 32 rows, a weight of 32 x 16 x 2: 1024 + 2048 + 1024
// = 4096. A constant has no padding, although its rows have one element.
// CHECK-LABEL: ane.program @weights
// CHECK-SAME:    ane.peak = 4096 : i64
ml_program.global private @v(dense<1.0> : tensor<16x8x1x1xf32>) : tensor<16x8x1x1xf32>
ml_program.global private @w(dense<1.0> : tensor<32x16x1x1xf32>) : tensor<32x16x1x1xf32>
ane.program @weights(%x: tensor<1x8x1x32xf16>) -> tensor<1x32x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %v = ane.constant @v : tensor<16x8x1x1xf16>
  %w = ane.constant @w : tensor<32x16x1x1xf16>
  %r = ane.conv(%x, %v) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x8x1x32xf16>, tensor<16x8x1x1xf16>) -> tensor<1x16x1x32xf16>
  %y = ane.conv(%r, %w) {strides = array<i32: 1, 1>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32} : (tensor<1x16x1x32xf16>, tensor<32x16x1x1xf16>) -> tensor<1x32x1x32xf16>
  ane.return %y : tensor<1x32x1x32xf16>
}

// -----

// What constants alone decide is a constant, too, and is read once by an operation that reads it twice: x and y of
// 4 x 64 bytes, t of 32 x 2.
// CHECK-LABEL: ane.program @known
// CHECK-SAME:    ane.peak = 576 : i64
ml_program.global private @w(dense<1.0> : tensor<64xf32>) : tensor<64xf32>
ane.program @known(%c: tensor<4x32xi1>) -> tensor<4x32xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @w : tensor<64xf16>
  %t = ane.slice_by_size(%w) {begin = array<i32: 8>, size = array<i32: 32>} : (tensor<64xf16>) -> tensor<32xf16>
  %y = ane.select(%c, %t, %t) : (tensor<4x32xi1>, tensor<32xf16>, tensor<32xf16>) -> tensor<4x32xf16>
  ane.return %y : tensor<4x32xf16>
}

// -----

// A reshape that leaves the bytes where they are is a view, and the group counts once: x and its views, and y.
// CHECK-LABEL: ane.program @view
// CHECK-SAME:    ane.peak = 1024 : i64
ane.program @view(%x: tensor<1x8x1x32xf16>) -> tensor<1x1x4x64xf16> attributes {placement = #ane.placement<engine>} {
  %v = ane.reshape(%x) {shape = array<i32: 8, 32>} : (tensor<1x8x1x32xf16>) -> tensor<8x32xf16>
  %w = ane.reshape(%v) {shape = array<i32: 1, 1, 4, 64>} : (tensor<8x32xf16>) -> tensor<1x1x4x64xf16>
  %y = ane.relu(%w) : (tensor<1x1x4x64xf16>) -> tensor<1x1x4x64xf16>
  ane.return %y : tensor<1x1x4x64xf16>
}
// Rows of 16 elements take 64 bytes as well: this reshape moves, 512 + 1024, and relu holds 2 x 1024.
// CHECK-LABEL: ane.program @moved
// CHECK-SAME:    ane.peak = 2048 : i64
ane.program @moved(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x2x16xf16> attributes {placement = #ane.placement<engine>} {
  %v = ane.reshape(%x) {shape = array<i32: 1, 8, 2, 16>} : (tensor<1x8x1x32xf16>) -> tensor<1x8x2x16xf16>
  %y = ane.relu(%v) : (tensor<1x8x2x16xf16>) -> tensor<1x8x2x16xf16>
  ane.return %y : tensor<1x8x2x16xf16>
}
