// RUN: ane-opt %s --ane-form-programs=cut=false -o %t && FileCheck %s < %t
// RUN: ane-opt %t --ane-form-programs=cut=false | diff %t -
// RUN: ane-translate --ane-to-bundle %t -o %t.anebin && ane-translate --bundle-to-text %t.anebin | FileCheck %s --check-prefix=BUNDLE

ml_program.global private @first(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @second(dense<[3.0, 4.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @other(dense<[3.0, 4.0]> : tensor<2xf16>) : tensor<2xf16>

// CHECK:     ane.program @a(
// CHECK:       ane.constant @first
ane.program @a(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @first : tensor<2xf16>
  %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// Differs from @a in the name of a global only.
// CHECK-NOT: ane.program @b(
ane.program @b(%z: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @second : tensor<2xf16>
  %y = ane.add(%z, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// Equal to @a altogether.
// CHECK-NOT: ane.program @same(
ane.program @same(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @first : tensor<2xf16>
  %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// Another operation, operands in another order, a literal, and a global of another type: four other programs.
// CHECK:     ane.program @sub(
ane.program @sub(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @first : tensor<2xf16>
  %y = ane.sub(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// CHECK:     ane.program @swapped(
ane.program @swapped(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @first : tensor<2xf16>
  %y = ane.add(%w, %x) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// CHECK:     ane.program @literal(
ane.program @literal(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant dense<[5.0, 6.0]> : tensor<2xf16>
  %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}
// CHECK:     ane.program @half(
ane.program @half(%x: tensor<2xf16>) -> tensor<2xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @other : tensor<2xf16>
  %y = ane.add(%x, %w) : (tensor<2xf16>, tensor<2xf16>) -> tensor<2xf16>
  ane.return %y : tensor<2xf16>
}

// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    %[[A:.*]] = ane.call @a(%{{.*}}) : (
// CHECK-NEXT:    %[[B:.*]] = ane.call @a(%[[A]]) {weights = [@second]}
// CHECK-NEXT:    %[[C:.*]] = ane.call @a(%[[B]]) : (
// CHECK-NEXT:    ane.call @sub(%[[C]])

// In the bundle each set of weights is a program of its own, with one text.
// BUNDLE:      program "a" on engine
// BUNDLE:      weight "first" :
// BUNDLE:      program "[[SECOND:.*]]" on engine
// BUNDLE:      weight "second" :
// BUNDLE:      entry "forward"
// BUNDLE:      %1 = call "a"(%0)
// BUNDLE-NEXT: %2 = call "[[SECOND]]"(%1)
// BUNDLE-NEXT: %3 = call "a"(%2)
func.func @forward(%x: tensor<2xf16>) -> tensor<2xf16> {
  %a = ane.call @a(%x) : (tensor<2xf16>) -> tensor<2xf16>
  %b = ane.call @b(%a) : (tensor<2xf16>) -> tensor<2xf16>
  %c = ane.call @same(%b) : (tensor<2xf16>) -> tensor<2xf16>
  %d = ane.call @sub(%c) : (tensor<2xf16>) -> tensor<2xf16>
  %e = ane.call @swapped(%d) : (tensor<2xf16>) -> tensor<2xf16>
  %f = ane.call @literal(%e) : (tensor<2xf16>) -> tensor<2xf16>
  %g = ane.call @half(%f) : (tensor<2xf16>) -> tensor<2xf16>
  return %g : tensor<2xf16>
}
