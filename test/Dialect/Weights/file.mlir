// RUN: ane-opt %s | ane-opt | FileCheck %s
// RUN: ane-opt %s --emit-bytecode | ane-opt | FileCheck %s

// The attribute is the value of a global and survives text and bytecode.
// CHECK: ml_program.global private @w(#weights.file<"sub/m.onnx", 64, 128> : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @w(#weights.file<"sub/m.onnx", 64, 128> : tensor<4x8xf32>) : tensor<4x8xf32>

// A Boolean takes one byte, and an empty tensor none.
// CHECK: @mask(#weights.file<"m.onnx", 0, 3> : tensor<3xi1>)
ml_program.global private @mask(#weights.file<"m.onnx", 0, 3> : tensor<3xi1>) : tensor<3xi1>
// CHECK: @empty(#weights.file<"m.onnx", 7, 0> : tensor<0x4xf32>)
ml_program.global private @empty(#weights.file<"m.onnx", 7, 0> : tensor<0x4xf32>) : tensor<0x4xf32>

// Dots are only refused where they lead out of the folder.
// CHECK: @dots(#weights.file<"a..b/.c", 0, 2> : tensor<f16>)
ml_program.global private @dots(#weights.file<"a..b/.c", 0, 2> : tensor<f16>) : tensor<f16>
