// RUN: ane-opt %s --ane-verify-constraints --split-input-file | FileCheck %s

// What was checked is recorded for the target: disputed rules that m4-max lifts (C01, C02) are absent there.
// CHECK:     module attributes {ane.audit = array<i64: 3, 4, {{.*}}>, ane.target = #ane.target<"m4-max">}
module attributes {ane.target = #ane.target<"m4-max">} {
  ane.program @p(%x: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      -> (tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}

// -----

// CHECK:     module attributes {ane.audit = array<i64: 1, 2, 3, 4, {{.*}}>, ane.target = #ane.target<"strict">}
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @p(%x: tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      -> (tensor<1x8x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 8, 1, 32], row = 64, plane = 64, batch = 512, alloc = 49152>})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
    ane.return %y : tensor<1x8x1x32xf16>
  }
}

// -----

// The surfaces of a MIL text are its caller's: nothing is said of them (C02 to C04, C18 to C20, C44), and all else is checked.
// CHECK:     module attributes {ane.audit = array<i64: 1, 6, 10, 13, 16, 25, {{.*}} 41, 53, {{.*}}>, ane.target = #ane.target<"strict">}
module attributes {ane.target = #ane.target<"strict">} {
  ane.program @p(%x: tensor<1x8x1x7xf16> {ane.symbol = "x"}) -> (tensor<1x8x1x7xf16> {ane.symbol = "y"})
      attributes {placement = #ane.placement<engine>} {
    %y = ane.relu(%x) : (tensor<1x8x1x7xf16>) -> tensor<1x8x1x7xf16>
    ane.return %y : tensor<1x8x1x7xf16>
  }
}

// -----

// Constraints are those of the engine: nothing is said of programs of the host.
// CHECK:     module attributes {ane.target = #ane.target<"m4">}
module attributes {ane.target = #ane.target<"m4">} {
  ane.program @h(%x: tensor<4xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
    ane.return %x : tensor<4xf32>
  }
}
