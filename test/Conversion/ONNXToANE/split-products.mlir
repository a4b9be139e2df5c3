// RUN: ane-opt %s --split-input-file --ane-split-products | FileCheck %s
// RUN: ane-opt %s --split-input-file --ane-set-target=target=m4 --ane-split-products | FileCheck %s --check-prefix=LATER

// Columns: equal parts of whole rows of 64 bytes. Slices of a weight are computed while compiling, so that they are not
// placed; what puts the parts together is, and what reads the whole.
// CHECK-LABEL: func.func @columns(
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<8x64xf32>, %[[W:[a-z0-9]+]]: tensor<64x20000xf32>
// CHECK:         %[[W0:.*]] = onnx.Slice(%[[W]]{{.*}}) {anemone.host = "it holds a tensor that is too wide for a surface, of more than 16384 columns or rows (ANE-C38)"} : {{.*}} -> tensor<64x10016xf32>
// CHECK:         %[[A:.*]] = onnx.MatMul(%[[X]], %[[W0]]) : {{.*}} -> tensor<8x10016xf32>
// CHECK:         %[[W1:.*]] = onnx.Slice(%[[W]]{{.*}}) {{.*}} -> tensor<64x9984xf32>
// CHECK:         %[[B:.*]] = onnx.MatMul(%[[X]], %[[W1]]) : {{.*}} -> tensor<8x9984xf32>
// CHECK:         %[[C:.*]] = onnx.Concat(%[[A]], %[[B]]) {anemone.host = {{.*}}axis = 1 : si64}
// CHECK:         onnx.Relu(%[[C]]) {anemone.host =
// An M4 takes 65,536 columns.
// LATER-LABEL: func.func @columns(
// LATER-NOT:     anemone.host
// LATER:         return
func.func @columns(%x: tensor<8x64xf32>, %w: tensor<64x20000xf32>) -> tensor<8x20000xf32> {
  %y = onnx.MatMul(%x, %w) : (tensor<8x64xf32>, tensor<64x20000xf32>) -> tensor<8x20000xf32>
  %z = onnx.Relu(%y) : (tensor<8x20000xf32>) -> tensor<8x20000xf32>
  return %z : tensor<8x20000xf32>
}

// -----

// The parameter of a bias is cut with the columns. Of a transposed matrix the rows are cut, and the transposition that
// stood in between is gone. Parameters are known while compiling: nothing but what puts together runs on the host.
// CHECK-LABEL: func.func @parameters(
// CHECK-DAG:     %[[W:.*]] = ml_program.global_load_const @w
// CHECK-DAG:     %[[B:.*]] = ml_program.global_load_const @b
// CHECK-NOT:     anemone.host
// CHECK:         %[[S:.*]] = onnx.Slice(%[[W]]{{.*}}) : (tensor<20000x64xf32>{{.*}} -> tensor<10016x64xf32>
// CHECK:         %[[C:.*]] = onnx.Slice(%[[B]]{{.*}}) : (tensor<20000xf32>{{.*}} -> tensor<10016xf32>
// CHECK:         onnx.Gemm(%{{.*}}, %[[S]], %[[C]]) {transB = 1 : si64} : {{.*}} -> tensor<8x10016xf32>
// CHECK:         onnx.Gemm{{.*}} -> tensor<8x9984xf32>
// CHECK:         onnx.Concat{{.*}}anemone.host
ml_program.global private @w(dense<1.0> : tensor<20000x64xf32>) : tensor<20000x64xf32>
ml_program.global private @b(dense<1.0> : tensor<20000xf32>) : tensor<20000xf32>
func.func @parameters(%x: tensor<8x64xf32>) -> tensor<8x20000xf32> {
  %w = ml_program.global_load_const @w : tensor<20000x64xf32>
  %b = ml_program.global_load_const @b : tensor<20000xf32>
  %y = onnx.Gemm(%x, %w, %b) {transB = 1 : si64} : (tensor<8x64xf32>, tensor<20000x64xf32>, tensor<20000xf32>) -> tensor<8x20000xf32>
  return %y : tensor<8x20000xf32>
}

// -----

// What is summed over is cut on both sides, and the bias is added once.
// CHECK-LABEL: func.func @sum(
// CHECK:         %[[A:.*]] = onnx.Gemm(%{{.*}}, %{{.*}}, %arg2) : (tensor<8x10016xf32>, tensor<10016x64xf32>, tensor<64xf32>) -> tensor<8x64xf32>
// CHECK:         %[[N:.*]] = onnx.NoValue
// CHECK:         %[[B:.*]] = onnx.Gemm(%{{.*}}, %{{.*}}, %[[N]]) : (tensor<8x9984xf32>, tensor<9984x64xf32>, none) -> tensor<8x64xf32>
// CHECK:         %[[Y:.*]] = onnx.Add(%[[A]], %[[B]])
// CHECK:         return %[[Y]]
func.func @sum(%x: tensor<8x20000xf32>, %w: tensor<20000x64xf32>, %c: tensor<64xf32>) -> tensor<8x64xf32> {
  %y = onnx.Gemm(%x, %w, %c) : (tensor<8x20000xf32>, tensor<20000x64xf32>, tensor<64xf32>) -> tensor<8x64xf32>
  return %y : tensor<8x64xf32>
}

// -----

// Rows, as of the gradient of a large vocabulary. Of the transposed operand the slice is taken first.
// CHECK-LABEL: func.func @rows(
// CHECK-NOT:     onnx.Transpose{{.*}}tensor<20000x8xf32>
// CHECK:         %[[S:.*]] = onnx.Slice({{.*}} -> tensor<8x10016xf32>
// CHECK:         %[[T:.*]] = onnx.Transpose(%[[S]]) {perm = [1, 0]}
// CHECK:         onnx.MatMul(%[[T]], %{{.*}}) : (tensor<10016x8xf32>, tensor<8x64xf32>) -> tensor<10016x64xf32>
// CHECK:         onnx.Concat{{.*}}axis = 0
func.func @rows(%d: tensor<8x20000xf32>, %x: tensor<8x64xf32>) -> tensor<20000x64xf32> {
  %t = onnx.Transpose(%d) {perm = [1, 0]} : (tensor<8x20000xf32>) -> tensor<20000x8xf32>
  %y = onnx.MatMul(%t, %x) : (tensor<20000x8xf32>, tensor<8x64xf32>) -> tensor<20000x64xf32>
  return %y : tensor<20000x64xf32>
}

// -----

// A single row is a convolution of a pixel, and has no channels to lie in between two of them.
// CHECK-LABEL: func.func @one_row(
// CHECK:         onnx.Concat
// CHECK:         onnx.Relu{{.*}}anemone.host
// CHECK:         onnx.Add
ml_program.global private @t(dense<1.0> : tensor<64x20000xf32>) : tensor<64x20000xf32>
ml_program.global private @s(dense<1.0> : tensor<20000x64xf32>) : tensor<20000x64xf32>
func.func @one_row(%x: tensor<1x64xf32>) -> tensor<1x64xf32> {
  %v = ml_program.global_load_const @t : tensor<64x20000xf32>
  %u = ml_program.global_load_const @s : tensor<20000x64xf32>
  %h = onnx.MatMul(%x, %v) : (tensor<1x64xf32>, tensor<64x20000xf32>) -> tensor<1x20000xf32>
  %r = onnx.Relu(%h) : (tensor<1x20000xf32>) -> tensor<1x20000xf32>
  %y = onnx.MatMul(%r, %u) : (tensor<1x20000xf32>, tensor<20000x64xf32>) -> tensor<1x64xf32>
  return %y : tensor<1x64xf32>
}

// -----

// Weights that come from outside are surfaces, so that a hidden layer between them is cut as well.
// CHECK-LABEL: func.func @between_arguments(
// CHECK-COUNT-2: onnx.MatMul({{.*}}tensor<64x
// CHECK:         onnx.Concat
// CHECK-COUNT-2: onnx.MatMul({{.*}}x64xf32>) -> tensor<8x64xf32>
// CHECK:         onnx.Add
func.func @between_arguments(%x: tensor<8x64xf32>, %v: tensor<64x20000xf32>, %u: tensor<20000x64xf32>) -> tensor<8x64xf32> {
  %h = onnx.MatMul(%x, %v) : (tensor<8x64xf32>, tensor<64x20000xf32>) -> tensor<8x20000xf32>
  %r = onnx.Relu(%h) : (tensor<8x20000xf32>) -> tensor<8x20000xf32>
  %y = onnx.MatMul(%r, %u) : (tensor<8x20000xf32>, tensor<20000x64xf32>) -> tensor<8x64xf32>
  return %y : tensor<8x64xf32>
}

// -----

// What the host computes for another reason is as wide when it comes back.
// CHECK-LABEL: func.func @host_anyway(
// CHECK:         onnx.Relu(%{{.*}}) {anemone.host = "it holds
func.func @host_anyway(%x: tensor<8x64xf32>, %w: tensor<64x20000xf32>) -> tensor<8x20000xf32> {
  %y = onnx.MatMul(%x, %w) {anemone.host = "it was to be"} : (tensor<8x64xf32>, tensor<64x20000xf32>) -> tensor<8x20000xf32>
  %z = onnx.Relu(%y) : (tensor<8x20000xf32>) -> tensor<8x20000xf32>
  return %z : tensor<8x20000xf32>
}

// -----

// A hidden layer lies in channels, and no surface has to hold it.
// CHECK-LABEL: func.func @hidden(
// CHECK-NOT:     onnx.Slice
// CHECK:         return
ml_program.global private @v(dense<1.0> : tensor<64x20000xf32>) : tensor<64x20000xf32>
ml_program.global private @u(dense<1.0> : tensor<20000x64xf32>) : tensor<20000x64xf32>
func.func @hidden(%x: tensor<1x8x64xf32>) -> tensor<1x8x64xf32> {
  %v = ml_program.global_load_const @v : tensor<64x20000xf32>
  %u = ml_program.global_load_const @u : tensor<20000x64xf32>
  %h = onnx.MatMul(%x, %v) : (tensor<1x8x64xf32>, tensor<64x20000xf32>) -> tensor<1x8x20000xf32>
  %r = onnx.Relu(%h) : (tensor<1x8x20000xf32>) -> tensor<1x8x20000xf32>
  %y = onnx.MatMul(%r, %u) : (tensor<1x8x20000xf32>, tensor<20000x64xf32>) -> tensor<1x8x64xf32>
  return %y : tensor<1x8x64xf32>
}
