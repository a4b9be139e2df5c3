// RUN: ane-opt %s --ane-pad-surfaces --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-pad-surfaces --split-input-file -o %t && ane-opt %t --ane-pad-surfaces --split-input-file | diff %t -
// The second run proves that the pass leaves alone what it has decided.

// A row of 64 bytes is legal as it is (ANE-C44): nothing moves, and the allocation is the smallest that the engine takes
// (ANE-C04).
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK-LABEL: ane.program @aligned
  // CHECK-SAME:    tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>}
  // CHECK-SAME:    -> (tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
  // CHECK-NOT:     ane.reshape
  // CHECK-NOT:     ane.slice_by_size
  ane.program @aligned(%x: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}

// -----

// 28 x 28 in rows of their own would waste 8 of 64 bytes a row; in one row it wastes 32 bytes. The padding is sliced
// off before the program reads, and appended after it has computed, so that it never enters a computation (ANE-C20).
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK-LABEL: ane.program @digit
  // CHECK-SAME:    (%[[I:.*]]: tensor<1x1x1x800xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 784], row = 1600, plane = 1600, batch = 1600, alloc = 49152>})
  // CHECK:         %[[S:.*]] = ane.slice_by_size(%[[I]]) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 1, 1, 784>}
  // CHECK:         %[[X:.*]] = ane.reshape(%[[S]]) {shape = array<i32: 1, 1, 28, 28>}
  // CHECK:         %[[Y:.*]] = ane.relu(%[[X]])
  // CHECK:         %[[R:.*]] = ane.reshape(%[[Y]]) {shape = array<i32: 1, 1, 1, 784>}
  // CHECK:         %[[P:.*]] = ane.pad(%[[R]]) {{.*}}pad = array<i32: 0, 0, 0, 0, 0, 0, 0, 16>
  // CHECK:         ane.return %[[P]] : tensor<1x1x1x800xf16>
  ane.program @digit(%x: tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16>
    ane.return %y : tensor<1x1x28x28xf16>
  }
  // The entry follows its programs, and keeps what it says of the source model.
  // CHECK-LABEL: func.func @forward
  // CHECK-SAME:    (%[[A:.*]]: tensor<1x1x1x800xf16> {onnx.name = "image"}) -> (tensor<1x1x1x800xf16> {onnx.name = "out"})
  // CHECK:         %[[C:.*]] = ane.call @digit(%[[A]]) : (tensor<1x1x1x800xf16>) -> tensor<1x1x1x800xf16>
  // CHECK:         %[[D:.*]] = ane.call @digit(%[[C]])
  // CHECK:         return %[[D]] : tensor<1x1x1x800xf16>
  func.func @forward(%a: tensor<1x1x28x28xf16> {onnx.name = "image"}) -> (tensor<1x1x28x28xf16> {onnx.name = "out"}) {
    %b = ane.call @digit(%a) : (tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16>
    %c = ane.call @digit(%b) : (tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16>
    return %c : tensor<1x1x28x28xf16>
  }
}

// -----

// All inputs get the size of the largest one (ANE-C18), and the outputs theirs (ANE-C02). Their symbols are in byte
// order (ANE-C19, ANE-C03). A result that is an argument is both sliced and padded.
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK-LABEL: ane.program @uneven
  // CHECK-SAME:    symbol = "i00", valid = [1, 64, 32, 32], row = 64, plane = 2048, batch = 131072, alloc = 131072>
  // CHECK-SAME:    symbol = "i01", valid = [1, 1, 1, 5], row = 64, plane = 64, batch = 64, alloc = 131072>
  // CHECK-SAME:    symbol = "o00", valid = [1, 1, 1, 5], row = 64, plane = 64, batch = 64, alloc = 49152>
  // CHECK-SAME:    symbol = "o01", valid = [1, 1, 1, 5], row = 64, plane = 64, batch = 64, alloc = 49152>
  ane.program @uneven(%x: tensor<1x64x32x32xf16>, %y: tensor<1x5xf16>) -> (tensor<1x5xf16>, tensor<1x5xf16>) attributes {placement = #ane.placement<engine>} {
    %z = ane.relu(%y) : (tensor<1x5xf16>) -> tensor<1x5xf16>
    ane.return %y, %z : tensor<1x5xf16>, tensor<1x5xf16>
  }
}

// -----

// Rows of 14,600 elements are among those that were seen to fail (ANE-C25); the next multiple of 32 is not.
module attributes {ane.target = #ane.target<"m4">} {
  // CHECK-LABEL: ane.program @gap
  // CHECK-SAME:    tensor<1x1x1x14624xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 14600]
  ane.program @gap(%x: tensor<1x1x1x14600xf16>) -> tensor<1x1x1x14600xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x1x1x14600xf16>) -> tensor<1x1x1x14600xf16>
    ane.return %y : tensor<1x1x1x14600xf16>
  }
}

// -----

// A target that reads by stride and binds by symbol needs neither padded rows nor equal sizes.
module attributes {ane.target = #ane.target<"m4-max">} {
  // CHECK-LABEL: ane.program @strided
  // CHECK-SAME:    tensor<1x1x1x784xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 784], row = 1600, plane = 1600, batch = 1600, alloc = 49152>}
  // CHECK-NOT:     ane.slice_by_size
  ane.program @strided(%x: tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x1x28x28xf16>) -> tensor<1x1x28x28xf16>
    ane.return %y : tensor<1x1x28x28xf16>
  }
}

// -----

// Host programs keep their types; what only the compiler runs gets no surface at all.
module attributes {ane.target = #ane.target<"strict">} {
  // CHECK-LABEL: ane.program @on_host
  // CHECK-SAME:    tensor<1x3x1x5xf32> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 3, 1, 5], row = 64, plane = 64, batch = 192, alloc = 192>}
  ane.program @on_host(%x: tensor<1x3x1x5xf32>) -> tensor<1x3x1x5xf32> attributes {placement = #ane.placement<host>} {
    %y = ane.relu(%x) : (tensor<1x3x1x5xf32>) -> tensor<1x3x1x5xf32>
    ane.return %y : tensor<1x3x1x5xf32>
  }
  // CHECK-LABEL: ane.program @fold
  // CHECK-SAME:    (%{{.*}}: tensor<7xf32>) -> tensor<7xf32>
  ane.program @fold(%x: tensor<7xf32>) -> tensor<7xf32> attributes {placement = #ane.placement<host>} {
    %y = ane.relu(%x) : (tensor<7xf32>) -> tensor<7xf32>
    ane.return %y : tensor<7xf32>
  }
  ml_program.global private @w(dense<1.0> : tensor<7xf32>) : tensor<7xf32>
  ml_program.global private mutable @w.prepared : tensor<7xf32>
  func.func private @prepare() {
    %w = ml_program.global_load_const @w : tensor<7xf32>
    %p = ane.call @fold(%w) : (tensor<7xf32>) -> tensor<7xf32>
    ml_program.global_store @w.prepared = %p : tensor<7xf32>
    return
  }
}

// -----

// A reduction of the channels of one pixel is not compiled alone (ANE-C61). Where the argument becomes a row, it is not
// alone; where it has too many elements for that, it reads a product with one.
module attributes {ane.target = #ane.target<"m2-pro">} {
  // CHECK-LABEL: ane.program @row
  // CHECK:         %[[X:.*]] = ane.reshape(%{{.*}}) {{.*}} : (tensor<1x1x1x2048xf16>) -> tensor<1x2048x1x1xf16>
  // CHECK-NEXT:    ane.reduce_max(%[[X]])
  ane.program @row(%x: tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.reduce_max(%x) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
  // CHECK-LABEL: ane.program @channels
  // CHECK-SAME:    (%[[X:.*]]: tensor<1x20000x1x1xf16>
  // CHECK:         %[[ONE:.*]] = ane.constant dense<1.000000e+00> : tensor<f16>
  // CHECK-NEXT:    %[[P:.*]] = ane.mul(%[[X]], %[[ONE]])
  // CHECK-NEXT:    ane.reduce_mean(%[[P]])
  ane.program @channels(%x: tensor<1x20000x1x1xf16>) -> tensor<1x1x1x1xf16> attributes {placement = #ane.placement<engine>} {
    %y = ane.reduce_mean(%x) {axes = array<i32: 1>, keep_dims = true} : (tensor<1x20000x1x1xf16>) -> tensor<1x1x1x1xf16>
    ane.return %y : tensor<1x1x1x1xf16>
  }
  func.func @main(%x: tensor<1x2048x1x1xf16>, %z: tensor<1x20000x1x1xf16>) -> (tensor<1x1x1x1xf16>, tensor<1x1x1x1xf16>) {
    %a = ane.call @row(%x) : (tensor<1x2048x1x1xf16>) -> tensor<1x1x1x1xf16>
    %b = ane.call @channels(%z) : (tensor<1x20000x1x1xf16>) -> tensor<1x1x1x1xf16>
    return %a, %b : tensor<1x1x1x1xf16>, tensor<1x1x1x1xf16>
  }
}
