// RUN: ane-opt %s --ane-eliminate-dead-code --split-input-file | FileCheck %s
// RUN: ane-opt %s --ane-eliminate-dead-code --split-input-file -o %t && ane-opt %t --ane-eliminate-dead-code --split-input-file | diff %t -
// RUN: ane-opt %s --ane-eliminate-dead-code="keep-globals=true" --split-input-file | FileCheck %s --check-prefix=KEEP
// The second run proves that one pass over a module finds everything.

// An operation that no result needs.
// CHECK-LABEL: ane.program @operations(
// CHECK-NOT:     ane.exp
// CHECK:         %[[Y:.*]] = ane.relu(%{{.*}})
// CHECK-NOT:     ane.exp
// CHECK:         ane.return %[[Y]]
ane.program @operations(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.exp(%x) : (tensor<8xf16>) -> tensor<8xf16>
  %b = ane.exp(%a) : (tensor<8xf16>) -> tensor<8xf16>
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}
func.func @forward(%x: tensor<8xf16>) -> tensor<8xf16> {
  %y = ane.call @operations(%x) : (tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}

// -----

// A result that no call reads goes, and with it the argument that only it needed; both calls follow. The surfaces that
// stay are those of what stays (ANE-C14). The entry keeps an argument that it no longer uses: its signature is public.
// CHECK-LABEL: ane.program @signature(
// CHECK-SAME:    %[[X:.*]]: tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "i00"
// CHECK-NOT:     "i01"
// CHECK-SAME:    -> (tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "o01"
// CHECK-NOT:     "o00"
// CHECK-NEXT:    %[[Y:.*]] = ane.relu(%[[X]])
// CHECK-NEXT:    ane.return %[[Y]] : tensor<1x1x1x32xf16>
ane.program @signature(%x: tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>},
                       %u: tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "i01", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>})
    -> (tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>},
        tensor<1x1x1x32xf16> {ane.surface = #ane.surface<symbol = "o01", valid = [1, 1, 1, 32], row = 64, plane = 64, batch = 64, alloc = 49152>})
    attributes {placement = #ane.placement<engine>} {
  %z = ane.exp(%u) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  %y = ane.relu(%x) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
  ane.return %z, %y : tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>
}
// CHECK-LABEL: func.func @forward(
// CHECK-SAME:    %[[A:.*]]: tensor<1x1x1x32xf16> {onnx.name = "a"}, %{{.*}}: tensor<1x1x1x32xf16> {onnx.name = "b"})
// CHECK-NEXT:    %[[C:.*]] = ane.call @signature(%[[A]]) {note = "kept"} : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
// CHECK-NEXT:    %[[D:.*]] = ane.call @signature(%[[C]]) : (tensor<1x1x1x32xf16>) -> tensor<1x1x1x32xf16>
// CHECK-NEXT:    return %[[D]]
func.func @forward(%a: tensor<1x1x1x32xf16> {onnx.name = "a"}, %b: tensor<1x1x1x32xf16> {onnx.name = "b"}) -> tensor<1x1x1x32xf16> {
  %c:2 = ane.call @signature(%a, %b) {note = "kept"} : (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>) -> (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>)
  %d:2 = ane.call @signature(%c#1, %b) : (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>) -> (tensor<1x1x1x32xf16>, tensor<1x1x1x32xf16>)
  return %d#1 : tensor<1x1x1x32xf16>
}

// -----

// What one call reads, the other call computes as well: a program has one signature.
// CHECK-LABEL: ane.program @shared(
// CHECK-SAME:    -> (tensor<8xf16>, tensor<8xf16>)
ane.program @shared(%x: tensor<8xf16>) -> (tensor<8xf16>, tensor<8xf16>) attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  %z = ane.exp(%x) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y, %z : tensor<8xf16>, tensor<8xf16>
}
// CHECK-LABEL: func.func @forward(
// CHECK-COUNT-2: ane.call @shared
func.func @forward(%x: tensor<8xf16>) -> (tensor<8xf16>, tensor<8xf16>) {
  %a:2 = ane.call @shared(%x) : (tensor<8xf16>) -> (tensor<8xf16>, tensor<8xf16>)
  %b:2 = ane.call @shared(%a#0) : (tensor<8xf16>) -> (tensor<8xf16>, tensor<8xf16>)
  return %a#0, %b#1 : tensor<8xf16>, tensor<8xf16>
}

// -----

// A chain across programs: the second call is not read, so its program goes, so nobody reads the first program's second
// result, so its argument goes. A call whose results are all unread is removed; its program keeps what others read.
// CHECK-LABEL: ane.program @first(
// CHECK-SAME:    %{{[^,]*}}: tensor<8xf16>) -> tensor<8xf16>
// CHECK-NOT:   ane.program @second
ane.program @first(%x: tensor<8xf16>, %u: tensor<4xf16>) -> (tensor<8xf16>, tensor<4xf16>) attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  %z = ane.relu(%u) : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %y, %z : tensor<8xf16>, tensor<4xf16>
}
ane.program @second(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.exp(%x) : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
// CHECK-LABEL: func.func @forward(
// CHECK-NEXT:    %[[A:.*]] = ane.call @first(%{{.*}}) : (tensor<8xf16>) -> tensor<8xf16>
// CHECK-NEXT:    return %[[A]]
func.func @forward(%x: tensor<8xf16>, %u: tensor<4xf16>) -> tensor<8xf16> {
  %a:2 = ane.call @first(%x, %u) : (tensor<8xf16>, tensor<4xf16>) -> (tensor<8xf16>, tensor<4xf16>)
  %b = ane.call @second(%a#1) : (tensor<4xf16>) -> tensor<4xf16>
  %c:2 = ane.call @first(%a#0, %b) : (tensor<8xf16>, tensor<4xf16>) -> (tensor<8xf16>, tensor<4xf16>)
  return %a#0 : tensor<8xf16>
}

// -----

// A result that only an unread argument takes: both go, and the two calls stay.
// CHECK-LABEL: ane.program @gives(
// CHECK-SAME:    tensor<8xf16>) -> tensor<8xf16>
// CHECK-LABEL: ane.program @takes(
// CHECK-SAME:    tensor<8xf16>) -> tensor<8xf16>
ane.program @gives(%x: tensor<8xf16>) -> (tensor<8xf16>, tensor<4xf16>) attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  %z = ane.slice_by_size(%y) {begin = array<i32: 0>, size = array<i32: 4>} : (tensor<8xf16>) -> tensor<4xf16>
  ane.return %y, %z : tensor<8xf16>, tensor<4xf16>
}
ane.program @takes(%x: tensor<8xf16>, %u: tensor<4xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.exp(%x) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}
// CHECK-LABEL: func.func @forward(
// CHECK-NEXT:    %[[A:.*]] = ane.call @gives(%{{.*}}) : (tensor<8xf16>) -> tensor<8xf16>
// CHECK-NEXT:    %[[B:.*]] = ane.call @takes(%[[A]]) : (tensor<8xf16>) -> tensor<8xf16>
// CHECK-NEXT:    %[[C:.*]] = ane.call @takes(%[[B]]) : (tensor<8xf16>) -> tensor<8xf16>
// CHECK-NEXT:    return %[[C]]
func.func @forward(%x: tensor<8xf16>) -> tensor<8xf16> {
  %a:2 = ane.call @gives(%x) : (tensor<8xf16>) -> (tensor<8xf16>, tensor<4xf16>)
  %b = ane.call @takes(%a#0, %a#1) : (tensor<8xf16>, tensor<4xf16>) -> tensor<8xf16>
  %c = ane.call @takes(%b, %a#1) : (tensor<8xf16>, tensor<4xf16>) -> tensor<8xf16>
  return %c : tensor<8xf16>
}

// -----

// A global that nobody reads takes with it the stores into it, what is computed for them, and @prepare where it stores
// nothing else. With keep-globals all of that stays.
// CHECK-NOT: ml_program.global
// CHECK-NOT: ane.program @fold
// CHECK-NOT: @prepare
// KEEP:       ml_program.global private @unread
// KEEP:       ml_program.global private mutable @stored
// KEEP:       ane.program @fold
// KEEP:       func.func private @prepare
// KEEP:         ml_program.global_store @stored
ml_program.global private @unread(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private mutable @stored : tensor<4xf32>
ane.program @fold() -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
  %w = ane.constant @unread : tensor<4xf32>
  %y = ane.exp(%w) : (tensor<4xf32>) -> tensor<4xf32>
  ane.return %y : tensor<4xf32>
}
func.func private @prepare() {
  %y = ane.call @fold() : () -> tensor<4xf32>
  ml_program.global_store @stored = %y : tensor<4xf32>
  return
}
// CHECK: func.func @forward
func.func @forward(%x: tensor<8xf16>) -> tensor<8xf16> {
  return %x : tensor<8xf16>
}

// -----

// What an engine program reads is stored by @prepare, which stays; the store beside it goes, with its result.
// CHECK:       ml_program.global private mutable @read
// CHECK-NOT:   @unread
// CHECK-LABEL: ane.program @fold() -> tensor<8xf32>
// CHECK-LABEL: func.func private @prepare()
// CHECK-NEXT:    %[[Y:.*]] = ane.call @fold() : () -> tensor<8xf32>
// CHECK-NEXT:    ml_program.global_store @read = %[[Y]]
// CHECK-NEXT:    return
ml_program.global private mutable @read : tensor<8xf32>
ml_program.global private mutable @unread : tensor<4xf32>
ane.program @fold() -> (tensor<4xf32>, tensor<8xf32>) attributes {placement = #ane.placement<host>} {
  %a = ane.constant dense<1.0> : tensor<4xf32>
  %b = ane.constant dense<1.0> : tensor<8xf32>
  %y = ane.exp(%a) : (tensor<4xf32>) -> tensor<4xf32>
  %z = ane.exp(%b) : (tensor<8xf32>) -> tensor<8xf32>
  ane.return %y, %z : tensor<4xf32>, tensor<8xf32>
}
func.func private @prepare() {
  %y:2 = ane.call @fold() : () -> (tensor<4xf32>, tensor<8xf32>)
  ml_program.global_store @unread = %y#0 : tensor<4xf32>
  ml_program.global_store @read = %y#1 : tensor<8xf32>
  return
}
ane.program @p(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @read : tensor<8xf16>
  %y = ane.mul(%x, %w) : (tensor<8xf16>, tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}
func.func @forward(%x: tensor<8xf16>) -> tensor<8xf16> {
  %y = ane.call @p(%x) : (tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}

// -----

// State: a public global that can change is seen from outside, and a private one through the load. A load that nobody
// reads goes, and a public constant that nobody reads.
// CHECK:       ml_program.global public mutable @seen
// CHECK:       ml_program.global private mutable @counter
// CHECK-NOT:   @table
// CHECK-LABEL: func.func @step(
// CHECK-NEXT:    %[[C:.*]] = ml_program.global_load @counter
// CHECK-NEXT:    ml_program.global_store @counter = %[[X:.*]] :
// CHECK-NEXT:    ml_program.global_store @seen = %[[X]] :
// CHECK-NEXT:    return %[[C]]
ml_program.global public mutable @seen : tensor<8xf16>
ml_program.global private mutable @counter : tensor<8xf16>
ml_program.global public @table(dense<1.0> : tensor<8xf16>) : tensor<8xf16>
func.func @step(%x: tensor<8xf16>) -> tensor<8xf16> {
  %c = ml_program.global_load @counter : tensor<8xf16>
  %d = ml_program.global_load @seen : tensor<8xf16>
  ml_program.global_store @counter = %x : tensor<8xf16>
  ml_program.global_store @seen = %x : tensor<8xf16>
  return %c : tensor<8xf16>
}

// -----

// A private function stays where another one calls it; its results are taken as read.
// CHECK-LABEL: ane.program @p(
// CHECK-LABEL: func.func private @helper(
// CHECK:         ane.call @p
// CHECK-NOT:   @unused
ane.program @p(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}
func.func private @helper(%x: tensor<8xf16>) -> tensor<8xf16> {
  %y = ane.call @p(%x) : (tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}
func.func private @unused(%x: tensor<8xf16>) -> tensor<8xf16> {
  %y = ane.call @p(%x) : (tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}
func.func @forward(%x: tensor<8xf16>) -> tensor<8xf16> {
  %y = func.call @helper(%x) : (tensor<8xf16>) -> tensor<8xf16>
  return %y : tensor<8xf16>
}

// -----

// Without an entry the programs that nobody calls are what the module offers: the signature stays, dead code goes.
// CHECK-LABEL: ane.program @alone(
// CHECK-SAME:    %[[X:.*]]: tensor<8xf16>, %{{.*}}: tensor<4xf16>) -> tensor<8xf16>
// CHECK-NEXT:    %[[Y:.*]] = ane.relu(%[[X]])
// CHECK-NEXT:    ane.return %[[Y]]
ane.program @alone(%x: tensor<8xf16>, %u: tensor<4xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  %z = ane.exp(%u) : (tensor<4xf16>) -> tensor<4xf16>
  %y = ane.relu(%x) : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %y : tensor<8xf16>
}

// -----

// A call with weights of its own names one global for each constant of the program: all of them stay.
// CHECK:       ml_program.global private @mine
// CHECK:       ml_program.global private @its
// CHECK-LABEL: ane.program @weighted
// CHECK:         ane.constant @its
// CHECK:         ane.constant @unread
ml_program.global private @mine(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @its(dense<2.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @unread(dense<3.0> : tensor<4xf32>) : tensor<4xf32>
ane.program @weighted(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @its : tensor<4xf16>
  %u = ane.constant @unread : tensor<4xf16>
  %y = ane.add(%x, %w) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
func.func @forward(%x: tensor<4xf16>) -> tensor<4xf16> {
  %y = ane.call @weighted(%x) {weights = [@mine, @unread]} : (tensor<4xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// -----

// A copy in fp16 takes its first value from the master, which stays although no entry reads it.

// CHECK: ml_program.global private mutable @w(
// CHECK: ml_program.global private mutable @w.half
ml_program.global private mutable @w(dense<1.0> : tensor<1x8x1x32xf32>) : tensor<1x8x1x32xf32>
ml_program.global private mutable @w.half : tensor<1x8x1x32xf16> {ane.copy_of = @w}
ane.program @read(%w: tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.relu(%w) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  ane.return %y : tensor<1x8x1x32xf16>
}
func.func @forward() -> tensor<1x8x1x32xf16> {
  %w = ml_program.global_load @w.half : tensor<1x8x1x32xf16>
  %y = ane.call @read(%w) : (tensor<1x8x1x32xf16>) -> tensor<1x8x1x32xf16>
  return %y : tensor<1x8x1x32xf16>
}
