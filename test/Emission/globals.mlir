// RUN: ane-translate --ane-to-bundle %s -o %t && ane-translate --bundle-to-text %t | FileCheck %s

// Moments and accumulators begin as zeros, which a bundle does not spell out. The zeros of a global that never changes
// are kept, and so is a value that is not the number zero in all its bits.
// CHECK-DAG: global "moments" : {{.*}} mutable initial 0
// CHECK-DAG: global "unset" : {{.*}} mutable initial 0
// CHECK-DAG: global "steps" : {{.*}} mutable initial 0
// CHECK-DAG: global "negative" : {{.*}} mutable initial 32
// CHECK-DAG: global "fixed" : {{.*}} initial 32
module attributes {ane.target = #ane.target<"strict">} {
  ml_program.global private mutable @moments(dense<0.0> : tensor<2x4xf32>) : tensor<2x4xf32>
  ml_program.global private mutable @unset : tensor<2x4xf32>
  ml_program.global private mutable @steps(dense<0.0> : tensor<f32>) : tensor<f32>
  ml_program.global private mutable @negative(dense<-0.0> : tensor<2x4xf32>) : tensor<2x4xf32>
  ml_program.global private @fixed(dense<0.0> : tensor<2x4xf32>) : tensor<2x4xf32>
  func.func @read() -> (tensor<2x4xf32>, tensor<2x4xf32>, tensor<f32>, tensor<2x4xf32>, tensor<2x4xf32>) {
    %0 = ml_program.global_load @moments : tensor<2x4xf32>
    %1 = ml_program.global_load @unset : tensor<2x4xf32>
    %2 = ml_program.global_load @steps : tensor<f32>
    %3 = ml_program.global_load @negative : tensor<2x4xf32>
    %4 = ml_program.global_load_const @fixed : tensor<2x4xf32>
    return %0, %1, %2, %3, %4 : tensor<2x4xf32>, tensor<2x4xf32>, tensor<f32>, tensor<2x4xf32>, tensor<2x4xf32>
  }
}
