// What the pass says where it is asked to, and only there.
// RUN: ane-opt %s --pass-pipeline='builtin.module(ane.program(ane-assign-layouts{report=true}))' -o %t 2>&1 | FileCheck %s --check-prefix=REPORT
// RUN: ane-opt %s --pass-pipeline='builtin.module(ane.program(ane-assign-layouts))' -o %t 2>&1 | count 0

// The transpose of the constant is none at run time. A transpose that remains is named by the place of the value that
// it moves, here the argument.
// REPORT:     :[[#@LINE+2]]:{{.*}}: remark: remaining transposes: 1 of 3, bytes that they move: 256 of 1280
// REPORT:     :[[#@LINE+1]]:{{.*}}: remark: transposes 'tensor<1x16x1x8xf16>' by [0, 3, 2, 1]
ane.program @p(%x: tensor<1x8x1x16xf16>, %y: tensor<1x16x1x8xf16>) -> tensor<1x8x1x16xf16> attributes {placement = #ane.placement<engine>} {
  %c = ane.constant dense<1.0> : tensor<1x8x1x16xf16> -> tensor<1x8x1x16xf16>
  %0 = ane.transpose(%c) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x8x1x16xf16>) -> tensor<1x16x1x8xf16>
  %1 = ane.transpose(%x) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x8x1x16xf16>) -> tensor<1x16x1x8xf16>
  %2 = ane.add(%1, %0) : (tensor<1x16x1x8xf16>, tensor<1x16x1x8xf16>) -> tensor<1x16x1x8xf16>
  %3 = ane.concat(%2, %2, %2) {axis = 1 : i32, interleave = false} : (tensor<1x16x1x8xf16>, tensor<1x16x1x8xf16>, tensor<1x16x1x8xf16>) -> tensor<1x48x1x8xf16>
  %4 = ane.transpose(%3) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x48x1x8xf16>) -> tensor<1x8x1x48xf16>
  %5 = ane.transpose(%y) {perm = array<i32: 0, 3, 2, 1>} : (tensor<1x16x1x8xf16>) -> tensor<1x8x1x16xf16>
  %6 = ane.slice_by_size(%4) {begin = array<i32: 0, 0, 0, 0>, size = array<i32: 1, 8, 1, 16>} : (tensor<1x8x1x48xf16>) -> tensor<1x8x1x16xf16>
  %7 = ane.add(%5, %6) : (tensor<1x8x1x16xf16>, tensor<1x8x1x16xf16>) -> tensor<1x8x1x16xf16>
  ane.return %7 : tensor<1x8x1x16xf16>
}
