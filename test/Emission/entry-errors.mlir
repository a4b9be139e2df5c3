// RUN: rm -f %t && not ane-translate --ane-to-bundle %s -o %t 2>&1 | FileCheck %s
// RUN: not ls %t

// What an entry cannot do is reported, all of it, and no bundle is written.
// CHECK: entry-errors.mlir:[[@LINE+1]]:{{.*}} error: 'func.func' op has 'tensor<?xf32>' in its interface, expected a static tensor of MIL's element types
func.func @forward(%x: tensor<?xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: entry-errors.mlir:[[@LINE+1]]:{{.*}} error: 'builtin.unrealized_conversion_cast' op stands in the entry @forward, which calls and reloads programs and loads and stores globals: lower it first
  %z = builtin.unrealized_conversion_cast %y : tensor<4xf32> to tensor<4xf32>
  // CHECK: entry-errors.mlir:[[@LINE+1]]:{{.*}} error: 'builtin.unrealized_conversion_cast' op stands in the entry
  %w = builtin.unrealized_conversion_cast %z : tensor<4xf32> to tensor<4xf32>
  return %w : tensor<4xf32>
}
