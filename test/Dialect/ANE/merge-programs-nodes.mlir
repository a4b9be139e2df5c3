// RUN: ane-opt %s --ane-form-programs=cut=false -o %t && FileCheck %s < %t
// RUN: ane-translate --ane-to-bundle %t -o %t.anebin && ane-translate --bundle-to-text %t.anebin | FileCheck %s --check-prefix=BUNDLE

// The program that stays lists its own nodes, and those of a program that is equal altogether; what differs in weights
// keeps its nodes on the call.
// CHECK:     ane.program @a({{.*}}ane.nodes = [{name = "/0/add", op = "Add"}, {name = "/2/add", op = "Add"}]
// CHECK-NOT: ane.program
// CHECK:     ane.call @a({{.*}}) : (
// CHECK:     ane.call @a({{.*}}) {ane.nodes = [{name = "/1/add", op = "Add"}], weights = [@second]}
// CHECK:     ane.call @a({{.*}}) : (
// CHECK:     ane.call @a({{.*}}) {ane.nodes = [{name = "/3/add", op = "Add"}], weights = [@second]}

// Calls with the same weights run one program of the bundle; what none of them runs was folded.
// BUNDLE:      audit 2, 4
// BUNDLE-NEXT: folded "/shape" is "Shape"
// BUNDLE-NEXT: program "a"
// BUNDLE:        node "/0/add" is "Add"
// BUNDLE-NEXT:   node "/2/add" is "Add"
// BUNDLE-NEXT:   mil
// BUNDLE:      program "a_0"
// BUNDLE:        node "/1/add" is "Add"
// BUNDLE-NEXT:   node "/3/add" is "Add"
// BUNDLE-NEXT:   mil
// BUNDLE-NOT:  program "
// BUNDLE:      entry "forward"
module attributes {ane.audit = array<i64: 2, 4>,
                   ane.nodes = [{name = "/shape", op = "Shape"}, {name = "/3/add", op = "Add"}]} {
  ml_program.global private @first(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
  ml_program.global private @second(dense<[3.0, 4.0]> : tensor<2xf32>) : tensor<2xf32>
  ane.program @a(%x: tensor<2xf16>) -> tensor<2xf16> attributes {ane.nodes = [{name = "/0/add", op = "Add"}], placement = #ane.placement<engine>} {
    %w = ane.constant @first : tensor<2xf16>
    %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
    ane.return %y : tensor<2xf16>
  }
  ane.program @b(%x: tensor<2xf16>) -> tensor<2xf16> attributes {ane.nodes = [{name = "/1/add", op = "Add"}], placement = #ane.placement<engine>} {
    %w = ane.constant @second : tensor<2xf16>
    %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
    ane.return %y : tensor<2xf16>
  }
  ane.program @same(%x: tensor<2xf16>) -> tensor<2xf16> attributes {ane.nodes = [{name = "/2/add", op = "Add"}], placement = #ane.placement<engine>} {
    %w = ane.constant @first : tensor<2xf16>
    %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
    ane.return %y : tensor<2xf16>
  }
  ane.program @last(%x: tensor<2xf16>) -> tensor<2xf16> attributes {ane.nodes = [{name = "/3/add", op = "Add"}], placement = #ane.placement<engine>} {
    %w = ane.constant @second : tensor<2xf16>
    %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
    ane.return %y : tensor<2xf16>
  }
  func.func @forward(%x: tensor<2xf16>) -> tensor<2xf16> attributes {ane.entry = "forward"} {
    %a = ane.call @a(%x) : (tensor<2xf16>) -> tensor<2xf16>
    %b = ane.call @b(%a) : (tensor<2xf16>) -> tensor<2xf16>
    %c = ane.call @same(%b) : (tensor<2xf16>) -> tensor<2xf16>
    %d = ane.call @last(%c) : (tensor<2xf16>) -> tensor<2xf16>
    return %d : tensor<2xf16>
  }
}
