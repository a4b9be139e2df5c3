// RUN: ane-opt %s --ane-fuse-casts --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-fuse-casts --split-input-file -o %t && ane-opt %t --ane-fuse-casts --split-input-file | diff %t -
// RUN: ane-opt %s --ane-fuse-casts="allow-narrowing=true" --split-input-file | FileCheck %s --check-prefix=NARROW
// The second run proves that the first one left nothing to do.

//===--- Casts of casts ---===//

// fp32 holds every fp16, and fp16 every int8 and bool: the way and back is nothing.
// CHECK-LABEL: ane.program @round_trips(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf16>, %[[B:.*]]: tensor<4xi1>, %[[I:.*]]: tensor<4xi8>)
// CHECK-DAG:     %[[P:.*]] = ane.relu(%[[X]])
// CHECK-DAG:     %[[Q:.*]] = ane.logical_not(%[[B]])
// CHECK-DAG:     %[[R:.*]] = ane.abs(%[[I]])
// CHECK:         ane.return %[[P]], %[[Q]], %[[R]]
ane.program @round_trips(%x: tensor<4xf16>, %b: tensor<4xi1>, %i: tensor<4xi8>) -> (tensor<4xf16>, tensor<4xi1>, tensor<4xi8>) attributes {placement = #ane.placement<engine>} {
  %x1 = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %x2 = ane.cast(%x1) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  %p = ane.relu(%x2) : (tensor<4xf16>) -> tensor<4xf16>
  %b1 = ane.cast(%b) {dtype = "fp16"} : (tensor<4xi1>) -> tensor<4xf16>
  %b2 = ane.cast(%b1) {dtype = "bool"} : (tensor<4xf16>) -> tensor<4xi1>
  %q = ane.logical_not(%b2) : (tensor<4xi1>) -> tensor<4xi1>
  %i1 = ane.cast(%i) {dtype = "fp16"} : (tensor<4xi8>) -> tensor<4xf16>
  %i2 = ane.cast(%i1) {dtype = "int8"} : (tensor<4xf16>) -> tensor<4xi8>
  %r = ane.abs(%i2) : (tensor<4xi8>) -> tensor<4xi8>
  ane.return %p, %q, %r : tensor<4xf16>, tensor<4xi1>, tensor<4xi8>
}

// -----

// fp32 to fp16 and back rounds, which may be meant; it goes only where that is allowed.
// CHECK-LABEL: ane.program @rounding(
// CHECK-COUNT-2: ane.cast
// NARROW-LABEL: ane.program @rounding(
// NARROW-NOT:     ane.cast
ane.program @rounding(%x: tensor<4xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
  %e = ane.exp(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %a = ane.cast(%e) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  %b = ane.cast(%a) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %y = ane.exp(%b) : (tensor<4xf32>) -> tensor<4xf32>
  ane.return %y : tensor<4xf32>
}

// -----

// fp16 does not hold every int16, nor uint8 the negative ones of int8, nor bool any number: with or without the option
// these stay.
// CHECK-LABEL:  ane.program @inexact(
// CHECK-COUNT-6:  ane.cast
// NARROW-LABEL: ane.program @inexact(
// NARROW-COUNT-6: ane.cast
ane.program @inexact(%x: tensor<4xi16>, %y: tensor<4xi8>, %z: tensor<4xf16>) -> (tensor<4xi16>, tensor<4xi8>, tensor<4xf16>) attributes {placement = #ane.placement<host>} {
  %x1 = ane.cast(%x) {dtype = "fp16"} : (tensor<4xi16>) -> tensor<4xf16>
  %x2 = ane.cast(%x1) {dtype = "int16"} : (tensor<4xf16>) -> tensor<4xi16>
  %p = ane.abs(%x2) : (tensor<4xi16>) -> tensor<4xi16>
  %y1 = ane.cast(%y) {dtype = "uint8"} : (tensor<4xi8>) -> tensor<4xui8>
  %y2 = ane.cast(%y1) {dtype = "int8"} : (tensor<4xui8>) -> tensor<4xi8>
  %q = ane.abs(%y2) : (tensor<4xi8>) -> tensor<4xi8>
  %z1 = ane.cast(%z) {dtype = "bool"} : (tensor<4xf16>) -> tensor<4xi1>
  %z2 = ane.cast(%z1) {dtype = "fp16"} : (tensor<4xi1>) -> tensor<4xf16>
  %r = ane.abs(%z2) : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %p, %q, %r : tensor<4xi16>, tensor<4xi8>, tensor<4xf16>
}

// -----

// A program is not left to return its argument.
// CHECK-LABEL: ane.program @keeps_returned_round_trip(
// CHECK-COUNT-2: ane.cast
ane.program @keeps_returned_round_trip(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %b = ane.cast(%a) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  ane.return %b : tensor<4xf16>
}

// -----

// Two casts are one where the type between holds every value of the first.
// CHECK-LABEL: ane.program @composed(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.cast(%[[X]]) {dtype = "int32"} : (tensor<4xf16>) -> tensor<4xi32>
// CHECK-NEXT:    ane.return %[[A]]
ane.program @composed(%x: tensor<4xf16>) -> tensor<4xi32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %b = ane.cast(%a) {dtype = "int32"} : (tensor<4xf32>) -> tensor<4xi32>
  ane.return %b : tensor<4xi32>
}

// -----

// Not where the first one rounds; and not on the engine where neither end is fp16, because that cast is not known there.
// CHECK-LABEL: ane.program @keeps_inner_rounding(
// CHECK-COUNT-2: ane.cast
ane.program @keeps_inner_rounding(%x: tensor<4xf32>) -> tensor<4xi32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  %b = ane.cast(%a) {dtype = "int32"} : (tensor<4xf16>) -> tensor<4xi32>
  ane.return %b : tensor<4xi32>
}
// CHECK-LABEL: ane.program @keeps_unknown_cast(
// CHECK-COUNT-2: ane.cast
ane.program @keeps_unknown_cast(%x: tensor<4xi1>) -> tensor<4xi32> attributes {placement = #ane.placement<engine>} {
  %a = ane.cast(%x) {dtype = "fp16"} : (tensor<4xi1>) -> tensor<4xf16>
  %b = ane.cast(%a) {dtype = "int32"} : (tensor<4xf16>) -> tensor<4xi32>
  ane.return %b : tensor<4xi32>
}

// -----

//===--- Casts past movements ---===//

// What widens moves down past everything that moves elements, what narrows moves up: fp16 is what moves.
// CHECK-LABEL: ane.program @widening(
// CHECK-SAME:    %[[X:.*]]: tensor<2x8xf16>)
// CHECK-NEXT:    %[[A:.*]] = ane.reshape(%[[X]]) {shape = array<i32: 4, 4>} : (tensor<2x8xf16>) -> tensor<4x4xf16>
// CHECK-NEXT:    %[[B:.*]] = ane.transpose(%[[A]]) {{.*}} : (tensor<4x4xf16>) -> tensor<4x4xf16>
// CHECK-NEXT:    %[[C:.*]] = ane.slice_by_size(%[[B]]) {{.*}} : (tensor<4x4xf16>) -> tensor<4x3xf16>
// CHECK-NEXT:    %[[D:.*]] = ane.pad(%[[C]]) {{.*}} : (tensor<4x3xf16>) -> tensor<4x4xf16>
// CHECK-NEXT:    %[[E:.*]] = ane.cast(%[[D]]) {dtype = "fp32"}
// CHECK-NEXT:    ane.exp(%[[E]])
ane.program @widening(%x: tensor<2x8xf16>) -> tensor<4x4xf32> attributes {placement = #ane.placement<host>} {
  %w = ane.cast(%x) {dtype = "fp32"} : (tensor<2x8xf16>) -> tensor<2x8xf32>
  %a = ane.reshape(%w) {shape = array<i32: 4, 4>} : (tensor<2x8xf32>) -> tensor<4x4xf32>
  %b = ane.transpose(%a) {perm = array<i32: 1, 0>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = ane.slice_by_size(%b) {begin = array<i32: 0, 0>, size = array<i32: 4, 3>} : (tensor<4x4xf32>) -> tensor<4x3xf32>
  %d = ane.pad(%c) {pad = array<i32: 0, 1>, mode = "constant", constant_val = 0.5 : f32} : (tensor<4x3xf32>) -> tensor<4x4xf32>
  %y = ane.exp(%d) : (tensor<4x4xf32>) -> tensor<4x4xf32>
  ane.return %y : tensor<4x4xf32>
}
// CHECK-LABEL: ane.program @narrowing(
// CHECK-NEXT:    %[[E:.*]] = ane.exp
// CHECK-NEXT:    %[[C:.*]] = ane.cast(%[[E]]) {dtype = "fp16"}
// CHECK-NEXT:    %[[A:.*]] = ane.transpose(%[[C]]) {{.*}} : (tensor<2x8xf16>) -> tensor<8x2xf16>
// CHECK-NEXT:    %[[B:.*]] = ane.pad(%[[A]]) {{.*}} : (tensor<8x2xf16>) -> tensor<8x4xf16>
// CHECK-NEXT:    ane.return %[[B]]
ane.program @narrowing(%x: tensor<2x8xf32>) -> tensor<8x4xf16> attributes {placement = #ane.placement<host>} {
  %e = ane.exp(%x) : (tensor<2x8xf32>) -> tensor<2x8xf32>
  %a = ane.transpose(%e) {perm = array<i32: 1, 0>} : (tensor<2x8xf32>) -> tensor<8x2xf32>
  %b = ane.pad(%a) {pad = array<i32: 0, 2>, mode = "constant", constant_val = 0.0 : f32} : (tensor<8x2xf32>) -> tensor<8x4xf32>
  %c = ane.cast(%b) {dtype = "fp16"} : (tensor<8x4xf32>) -> tensor<8x4xf16>
  ane.return %c : tensor<8x4xf16>
}

// -----

// A concat follows where all of its operands are casts from one type.
// CHECK-LABEL: ane.program @concat(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf16>, %[[Y:.*]]: tensor<4xf16>, %[[Z:.*]]: tensor<4xf32>)
// CHECK-NEXT:    %[[A:.*]] = ane.concat(%[[X]], %[[Y]]) {{.*}} -> tensor<8xf16>
// CHECK-NEXT:    %[[B:.*]] = ane.cast(%[[A]]) {dtype = "fp32"}
// CHECK-NEXT:    %[[C:.*]] = ane.exp(%[[B]])
// CHECK-NEXT:    ane.concat(%[[C]], %[[Z]]) {{.*}} -> tensor<12xf32>
ane.program @concat(%x: tensor<4xf16>, %y: tensor<4xf16>, %z: tensor<4xf32>) -> tensor<12xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %b = ane.cast(%y) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %c = ane.concat(%a, %b) {axis = 0 : i32, interleave = false} : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xf32>
  %d = ane.exp(%c) : (tensor<8xf32>) -> tensor<8xf32>
  %e = ane.concat(%d, %z) {axis = 0 : i32, interleave = false} : (tensor<8xf32>, tensor<4xf32>) -> tensor<12xf32>
  ane.return %e : tensor<12xf32>
}

// -----

// Casts on both sides of a movement meet, though another operation reads the first one.
// CHECK-LABEL: ane.program @meets(
// CHECK-SAME:    %[[X:.*]]: tensor<2x8xf16>)
// CHECK-DAG:     %[[W:.*]] = ane.cast(%[[X]]) {dtype = "fp32"}
// CHECK-DAG:     %[[E:.*]] = ane.exp(%[[W]])
// CHECK-DAG:     %[[T:.*]] = ane.transpose(%[[X]]) {{.*}} : (tensor<2x8xf16>) -> tensor<8x2xf16>
// CHECK:         ane.return %[[T]], %[[E]]
ane.program @meets(%x: tensor<2x8xf16>) -> (tensor<8x2xf16>, tensor<2x8xf32>) attributes {placement = #ane.placement<host>} {
  %w = ane.cast(%x) {dtype = "fp32"} : (tensor<2x8xf16>) -> tensor<2x8xf32>
  %t = ane.transpose(%w) {perm = array<i32: 1, 0>} : (tensor<2x8xf32>) -> tensor<8x2xf32>
  %n = ane.cast(%t) {dtype = "fp16"} : (tensor<8x2xf32>) -> tensor<8x2xf16>
  %e = ane.exp(%w) : (tensor<2x8xf32>) -> tensor<2x8xf32>
  ane.return %n, %e : tensor<8x2xf16>, tensor<2x8xf32>
}

// -----

// A cast stays where it is: 0.1 is another number in fp16; a pad to many times the size would make the cast the larger
// part; a slice of little is cheaper to cast after it; and on the engine Booleans move as fp16.
// CHECK-LABEL: ane.program @keeps_pad_value(
// CHECK-NEXT:    ane.cast
// CHECK-NEXT:    ane.pad
ane.program @keeps_pad_value(%x: tensor<4xf16>) -> tensor<5xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %b = ane.pad(%a) {pad = array<i32: 0, 1>, mode = "constant", constant_val = 0.1 : f32} : (tensor<4xf32>) -> tensor<5xf32>
  ane.return %b : tensor<5xf32>
}
// So does one whose elements a pad would have to add as Booleans.
// CHECK-LABEL: ane.program @keeps_pad_of_booleans(
// CHECK-NEXT:    ane.cast
// CHECK-NEXT:    ane.pad
ane.program @keeps_pad_of_booleans(%x: tensor<4xi1>) -> tensor<5xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xi1>) -> tensor<4xf32>
  %b = ane.pad(%a) {pad = array<i32: 0, 1>, mode = "constant", constant_val = 0.0 : f32} : (tensor<4xf32>) -> tensor<5xf32>
  ane.return %b : tensor<5xf32>
}
// CHECK-LABEL: ane.program @keeps_small_operand(
// CHECK-NEXT:    ane.cast
// CHECK-NEXT:    ane.pad
ane.program @keeps_small_operand(%x: tensor<4xf16>) -> tensor<16xf32> attributes {placement = #ane.placement<host>} {
  %a = ane.cast(%x) {dtype = "fp32"} : (tensor<4xf16>) -> tensor<4xf32>
  %b = ane.pad(%a) {pad = array<i32: 0, 12>, mode = "constant", constant_val = 0.0 : f32} : (tensor<4xf32>) -> tensor<16xf32>
  %c = ane.exp(%b) : (tensor<16xf32>) -> tensor<16xf32>
  ane.return %c : tensor<16xf32>
}
// CHECK-LABEL: ane.program @keeps_small_slice(
// CHECK-NEXT:    ane.exp
// CHECK-NEXT:    ane.slice_by_size
// CHECK-NEXT:    ane.cast
ane.program @keeps_small_slice(%x: tensor<16xf32>) -> tensor<4xf16> attributes {placement = #ane.placement<host>} {
  %a = ane.exp(%x) : (tensor<16xf32>) -> tensor<16xf32>
  %b = ane.slice_by_size(%a) {begin = array<i32: 3>, size = array<i32: 4>} : (tensor<16xf32>) -> tensor<4xf32>
  %c = ane.cast(%b) {dtype = "fp16"} : (tensor<4xf32>) -> tensor<4xf16>
  ane.return %c : tensor<4xf16>
}
// CHECK-LABEL: ane.program @keeps_booleans_moving_as_half(
// CHECK-NEXT:    ane.cast
// CHECK-NEXT:    ane.transpose
ane.program @keeps_booleans_moving_as_half(%x: tensor<2x8xi1>) -> tensor<8x2xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.cast(%x) {dtype = "fp16"} : (tensor<2x8xi1>) -> tensor<2x8xf16>
  %b = ane.transpose(%a) {perm = array<i32: 1, 0>} : (tensor<2x8xf16>) -> tensor<8x2xf16>
  ane.return %b : tensor<8x2xf16>
}

// -----

//===--- Boundaries ---===//

// The entry takes and gives fp16; what the model had is its ane.source, and one that was there already stays. A reshape
// between does not matter.
// CHECK-LABEL: ane.program @entry(
// CHECK-SAME:    %[[X:.*]]: tensor<4x6xf16>, %[[Y:.*]]: tensor<24xf16>) -> tensor<24xf16>
// CHECK-NEXT:    %[[A:.*]] = ane.reshape(%[[X]])
// CHECK-NEXT:    %[[B:.*]] = ane.add(%[[A]], %[[Y]])
// CHECK-NEXT:    ane.return %[[B]] : tensor<24xf16>
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    %[[P:.*]]: tensor<4x6xf16> {ane.source = tensor<4x6xf32>}, %[[Q:.*]]: tensor<24xf16> {ane.source = tensor<24xf64>})
// CHECK-SAME:    -> (tensor<24xf16> {ane.source = tensor<24xf32>})
// CHECK-NEXT:    %[[R:.*]] = ane.call @entry(%[[P]], %[[Q]]) : (tensor<4x6xf16>, tensor<24xf16>) -> tensor<24xf16>
// CHECK-NEXT:    return %[[R]]
ane.program @entry(%x: tensor<4x6xf32>, %y: tensor<24xf32>) -> tensor<24xf32> attributes {placement = #ane.placement<engine>} {
  %a = ane.reshape(%x) {shape = array<i32: 24>} : (tensor<4x6xf32>) -> tensor<24xf32>
  %b = ane.cast(%a) {dtype = "fp16"} : (tensor<24xf32>) -> tensor<24xf16>
  %c = ane.cast(%y) {dtype = "fp16"} : (tensor<24xf32>) -> tensor<24xf16>
  %d = ane.add(%b, %c) : (tensor<24xf16>, tensor<24xf16>) -> tensor<24xf16>
  %e = ane.cast(%d) {dtype = "fp32"} : (tensor<24xf16>) -> tensor<24xf32>
  ane.return %e : tensor<24xf32>
}
func.func @forward(%x: tensor<4x6xf32>, %y: tensor<24xf32> {ane.source = tensor<24xf64>}) -> tensor<24xf32> {
  %z = ane.call @entry(%x, %y) : (tensor<4x6xf32>, tensor<24xf32>) -> tensor<24xf32>
  return %z : tensor<24xf32>
}

// -----

// Between a host program, which computes in f32, and one of the engine passes fp16: the cast moves to the producer, and
// the value is the same. The host's own argument is read as f32 and stays.
// CHECK-LABEL: ane.program @host(
// CHECK-SAME:    tensor<8xf32>) -> tensor<8xf16>
// CHECK-NEXT:    %[[A:.*]] = ane.exp
// CHECK-NEXT:    %[[B:.*]] = ane.cast(%[[A]]) {dtype = "fp16"}
// CHECK-NEXT:    ane.return %[[B]]
// CHECK-LABEL: ane.program @engine(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf16>) -> tensor<8xf16>
// CHECK-NEXT:    ane.relu(%[[X]])
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    tensor<8xf32>) -> (tensor<8xf16> {ane.source = tensor<8xf32>})
// CHECK:         %[[H:.*]] = ane.call @host(%{{.*}}) : (tensor<8xf32>) -> tensor<8xf16>
// CHECK:         ane.call @engine(%[[H]]) : (tensor<8xf16>) -> tensor<8xf16>
ane.program @host(%x: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<host>} {
  %y = ane.exp(%x) : (tensor<8xf32>) -> tensor<8xf32>
  ane.return %y : tensor<8xf32>
}
ane.program @engine(%x: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<engine>} {
  %h = ane.cast(%x) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
  %y = ane.relu(%h) : (tensor<8xf16>) -> tensor<8xf16>
  %z = ane.cast(%y) {dtype = "fp32"} : (tensor<8xf16>) -> tensor<8xf32>
  ane.return %z : tensor<8xf32>
}
func.func @forward(%x: tensor<8xf32>) -> tensor<8xf32> {
  %h = ane.call @host(%x) : (tensor<8xf32>) -> tensor<8xf32>
  %y = ane.call @engine(%h) : (tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// -----

// Where one reader wants f32 nobody gets fp16: the entry's value reaches the host program, so the engine program keeps
// its argument and its cast. What the host gives is returned as it is, and would be rounded.
// CHECK-LABEL: ane.program @engine(
// CHECK-SAME:    tensor<8xf32>) -> tensor<8xf16>
// CHECK-NEXT:    ane.cast
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    %{{.*}}: tensor<8xf32>) -> (tensor<8xf16>, tensor<8xf32>)
ane.program @engine(%x: tensor<8xf32>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %h = ane.cast(%x) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
  %y = ane.relu(%h) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}
ane.program @host(%x: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<host>} {
  %y = ane.exp(%x) : (tensor<8xf32>) -> tensor<8xf32>
  ane.return %y : tensor<8xf32>
}
func.func @forward(%x: tensor<8xf32>) -> (tensor<8xf16>, tensor<8xf32>) {
  %y = ane.call @engine(%x) : (tensor<8xf32>) -> tensor<8xf16>
  %z = ane.call @host(%x) : (tensor<8xf32>) -> tensor<8xf32>
  return %y, %z : tensor<8xf16>, tensor<8xf32>
}

// -----

// State is what its global says, and a value that the entry returns is not rounded.
// CHECK-LABEL: ane.program @engine(
// CHECK-SAME:    tensor<8xf32>, %{{.*}}: tensor<8xf32>) -> tensor<8xf32>
// CHECK-LABEL: func.func @step(
// CHECK-SAME:    tensor<8xf32>) -> tensor<8xf32>
ml_program.global private mutable @state : tensor<8xf32>
ane.program @engine(%x: tensor<8xf32>, %s: tensor<8xf32>) -> tensor<8xf32> attributes {placement = #ane.placement<engine>} {
  %a = ane.cast(%x) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
  %b = ane.cast(%s) {dtype = "fp16"} : (tensor<8xf32>) -> tensor<8xf16>
  %y = ane.add(%a, %b) : (tensor<8xf16>, tensor<8xf16>) -> tensor<8xf16>
  %z = ane.cast(%y) {dtype = "fp32"} : (tensor<8xf16>) -> tensor<8xf32>
  ane.return %z : tensor<8xf32>
}
func.func @step(%x: tensor<8xf32>) -> tensor<8xf32> {
  %s = ml_program.global_load @state : tensor<8xf32>
  %y = ane.call @engine(%x, %s) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  ml_program.global_store @state = %y : tensor<8xf32>
  return %x : tensor<8xf32>
}

// -----

// Surfaces were decided: nothing changes its type. Nor does an argument of which only a cast is returned, because then
// the argument would be.
// CHECK-LABEL: ane.program @decided(
// CHECK-SAME:    tensor<1x1x1x32xf32> {ane.surface
// CHECK-SAME:    -> (tensor<1x1x1x32xf32> {ane.surface
// CHECK-LABEL: ane.program @passes_on(
// CHECK-SAME:    tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf16>
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    tensor<1x1x1x32xf32>) -> (tensor<1x1x1x32xf32>, tensor<1x1x1x32xf16>)
ane.program @decided(%x: tensor<1x1x1x32xf32> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 32], row = 128, plane = 128, batch = 128, alloc = 49152>})
    -> (tensor<1x1x1x32xf32> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 1, 1, 32], row = 128, plane = 128, batch = 128, alloc = 49152>})
    attributes {placement = #ane.placement<engine>} {
  %h = ane.cast(%x) {dtype = "fp16"} : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf16>
  %y = ane.relu(%h) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  %z = ane.cast(%y) {dtype = "fp32"} : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf32>
  ane.return %z : tensor<1x1x1x32xf32>
}
ane.program @passes_on(%x: tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %h = ane.cast(%x) {dtype = "fp16"} : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf16>
  ane.return %h : tensor<1x1x1x32xf16>
}
func.func @forward(%x: tensor<1x1x1x32xf32>, %u: tensor<1x1x1x32xf32>) -> (tensor<1x1x1x32xf32>, tensor<1x1x1x32xf16>) {
  %y = ane.call @decided(%x) : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf32>
  %z = ane.call @passes_on(%u) : (tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf16>
  return %y, %z : tensor<1x1x1x32xf32>, tensor<1x1x1x32xf16>
}
