// RUN: ane-opt %s --split-input-file --verify-diagnostics

// A model file is not trusted: no path leads out of its folder.
// expected-error @+1 {{(C1) expects a path relative to the folder of the model and inside it, got "../m.onnx"}}
ml_program.global private @w(#weights.file<"../m.onnx", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C1) expects a path relative}}
ml_program.global private @w(#weights.file<"a/../../m.onnx", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C1) expects a path relative}}
ml_program.global private @w(#weights.file<"/etc/passwd", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// Absolute on another system, which may read this IR.
// expected-error @+1 {{(C1) expects a path relative}}
ml_program.global private @w(#weights.file<"C:m.onnx", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C1) expects a path relative}}
ml_program.global private @w(#weights.file<"a\\..\\m.onnx", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C1) expects a path relative}}
ml_program.global private @w(#weights.file<"", 0, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C2) expects an offset and a length that are not negative and whose sum fits 64 bits, got -1 and 4}}
ml_program.global private @w(#weights.file<"m.onnx", -1, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C2) expects an offset and a length}}
ml_program.global private @w(#weights.file<"m.onnx", 9223372036854775807, 4> : tensor<f32>) : tensor<f32>

// -----

// expected-error @+1 {{(C3) expects a ranked tensor of static shape and whole bytes, got 'tensor<?xf32>'}}
ml_program.global private @w(#weights.file<"m.onnx", 0, 4> : tensor<?xf32>) : tensor<?xf32>

// -----

// expected-error @+1 {{(C3) expects a ranked tensor of static shape and whole bytes}}
ml_program.global private @w(#weights.file<"m.onnx", 0, 4> : tensor<2xi4>) : tensor<2xi4>

// -----

// A size that overflows is no size.
// expected-error @+1 {{(C3) expects a ranked tensor of static shape and whole bytes}}
ml_program.global private @w(#weights.file<"m.onnx", 0, 4> : tensor<4611686018427387904x4xf32>) : tensor<4611686018427387904x4xf32>

// -----

// expected-error @+1 {{(C4) 'tensor<4x8xf32>' takes 128 bytes, but the range has 120}}
ml_program.global private @w(#weights.file<"m.onnx", 64, 120> : tensor<4x8xf32>) : tensor<4x8xf32>
