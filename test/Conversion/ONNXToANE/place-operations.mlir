// RUN: ane-opt %s --split-input-file --ane-place-operations | FileCheck %s

// What has no lowering to the engine carries the reason of that lowering; what has one carries nothing.
// CHECK-LABEL: func.func @lookup
// CHECK:         onnx.Gather({{.*}}) {anemone.host = "its indices are known only at run time, and the engine has no gather (ANE-C36)"}
// CHECK-NEXT:    onnx.Relu(%{{[^)]*}}) :
func.func @lookup(%table: tensor<8x4xf32>, %ids: tensor<3xi32>) -> tensor<3x4xf32> {
  %g = onnx.Gather(%table, %ids) : (tensor<8x4xf32>, tensor<3xi32>) -> tensor<3x4xf32>
  %y = onnx.Relu(%g) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// -----

// Integers that come from the caller are read on the host, and so is what they turn into; floats are not.
// CHECK-LABEL: func.func @mask
// CHECK:         onnx.Add({{.*}}) {anemone.host = "it gives integers, and those of the engine are constants (ANE-C65)"}
// CHECK:         onnx.Cast({{.*}}) {anemone.host = "it shares integers with the host, and surfaces of the engine hold fp16 (ANE-C40)", to = f32}
// CHECK:         onnx.Mul(%{{[^)]*}}) :
func.func @mask(%m: tensor<4xi32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %a = onnx.Add(%m, %m) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %f = onnx.Cast(%a) {to = f32} : (tensor<4xi32>) -> tensor<4xf32>
  %y = onnx.Mul(%f, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// Integers inside a program of the engine are constants only, so both sides of this one are on the host; an index that is
// known when the model is compiled is no reason to be there.
// CHECK-LABEL: func.func @insideTheEngine
// CHECK:         onnx.ArgMax({{.*}}) {anemone.host = "it gives integers, and those of the engine are constants (ANE-C65)"
// CHECK:         onnx.Cast({{.*}}) {anemone.host = "it shares integers
// CHECK:         onnx.Add(%{{[^)]*}}) :
func.func @insideTheEngine(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = onnx.ArgMax(%x) {axis = 1 : si64} : (tensor<4x8xf32>) -> tensor<4x1xi32>
  %f = onnx.Cast(%a) {to = f32} : (tensor<4x1xi32>) -> tensor<4x1xf32>
  %y = onnx.Add(%x, %f) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

// An integer result is made on the host, but the product before it is not.
// CHECK-LABEL: func.func @result
// CHECK:         onnx.MatMul(%{{[^)]*}}) :
// CHECK:         onnx.ArgMax({{.*}}) {anemone.host = "it gives integers
func.func @result(%x: tensor<4x4xf32>) -> tensor<4x1xi32> {
  %p = onnx.MatMul(%x, %x) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %a = onnx.ArgMax(%p) {axis = 1 : si64} : (tensor<4x4xf32>) -> tensor<4x1xi32>
  return %a : tensor<4x1xi32>
}

// -----

// Between two look-ups stands one operation of the engine: on the host it saves two crossings. The last one feeds
// nobody there, so it stays.
// CHECK-LABEL: func.func @between
// CHECK:         onnx.Gather({{.*}}) {anemone.host
// CHECK:         onnx.Abs({{.*}}) {anemone.host = "it feeds operations of the host, and on the engine would cost another crossing"}
// CHECK:         onnx.Gather({{.*}}) {anemone.host
// CHECK:         onnx.Relu(%{{[^)]*}}) :
func.func @between(%ids: tensor<3xi32>) -> tensor<3x4xf32> {
  %table = onnx.Constant dense<2.0> : tensor<8x4xf32>
  %a = onnx.Gather(%table, %ids) : (tensor<8x4xf32>, tensor<3xi32>) -> tensor<3x4xf32>
  %b = onnx.Abs(%a) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %c = onnx.Gather(%b, %ids) : (tensor<3x4xf32>, tensor<3xi32>) -> tensor<3x4xf32>
  %y = onnx.Relu(%c) : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// -----

// A product is what the engine is for: it stays, whatever it costs.
// CHECK-LABEL: func.func @productBetween
// CHECK:         onnx.Gather({{.*}}) {anemone.host
// CHECK:         onnx.MatMul(%{{[^)]*}}) :
// CHECK:         onnx.Gather({{.*}}) {anemone.host
func.func @productBetween(%ids: tensor<4xi32>) -> tensor<4x4xf32> {
  %table = onnx.Constant dense<2.0> : tensor<8x4xf32>
  %a = onnx.Gather(%table, %ids) : (tensor<8x4xf32>, tensor<4xi32>) -> tensor<4x4xf32>
  %b = onnx.MatMul(%a, %a) : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = onnx.Gather(%b, %ids) : (tensor<4x4xf32>, tensor<4xi32>) -> tensor<4x4xf32>
  return %c : tensor<4x4xf32>
}

// -----

// Engines before the M3's have no sine and no cosine (ANE-C36), and none has a remainder. Of a constant a sine is prepared.
// CHECK-LABEL: func.func @circular
// CHECK:         onnx.Sin({{.*}}) {anemone.host = "the engine of this target has no sine and no cosine (ANE-C36)"}
// CHECK:         onnx.Cos({{.*}}) {anemone.host = "the engine of this target has no sine and no cosine (ANE-C36)"}
// CHECK:         onnx.Mod({{.*}}) {anemone.host = "the engine has no remainder (ANE-C36)", fmod = 1
// CHECK:         onnx.Sin(%{{[^)]*}}) :
module attributes {ane.target = #ane.target<"m2-pro">} {
  func.func @circular(%x: tensor<4x8xf32>, %y: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
    %s = onnx.Sin(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %c = onnx.Cos(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %m = onnx.Mod(%x, %y) {fmod = 1 : si64} : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %k = onnx.Constant dense<0.5> : tensor<1x8xf32>
    %p = onnx.Sin(%k) : (tensor<1x8xf32>) -> tensor<1x8xf32>
    %q = onnx.Add(%x, %p) : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
    return %s, %c, %m, %q : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
  }
}

// -----

// Later ones have them.
// CHECK-LABEL: func.func @later
// CHECK-NOT:     anemone.host
// CHECK:         return
module attributes {ane.target = #ane.target<"m3-max">} {
  func.func @later(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
    %s = onnx.Sin(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %y = onnx.Add(%x, %s) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    return %y : tensor<4x8xf32>
  }
}

// -----

// A kernel as large as the engine's stays, and a larger one is convolved on the host (ANE-C38).
// CHECK-LABEL: func.func @kernels
// CHECK:         onnx.Conv(%{{[^)]*}}) :
// CHECK:         onnx.Conv({{.*}}) {anemone.host = "its kernel of 1 x 14 exceeds the engine's 29 x 13 (ANE-C38)"}
module attributes {ane.target = #ane.target<"m1">} {
  func.func @kernels(%x: tensor<1x4x1x64xf32>) -> tensor<1x4x1x39xf32> {
    %v = onnx.Constant dense<0.5> : tensor<4x4x1x13xf32>
    %w = onnx.Constant dense<0.5> : tensor<4x4x1x14xf32>
    %none = onnx.NoValue
    %y = onnx.Conv(%x, %v, %none) : (tensor<1x4x1x64xf32>, tensor<4x4x1x13xf32>, none) -> tensor<1x4x1x52xf32>
    %z = onnx.Conv(%y, %w, %none) : (tensor<1x4x1x52xf32>, tensor<4x4x1x14xf32>, none) -> tensor<1x4x1x39xf32>
    return %z : tensor<1x4x1x39xf32>
  }
}

// -----

// Angles of positions: a product that sums nothing only prepares sines, so it joins them. What else the engine could do
// early waits for them and stays.
// CHECK-LABEL: func.func @angles
// CHECK:         onnx.Cast({{.*}}) {anemone.host
// CHECK:         onnx.MatMul({{.*}}) {anemone.host = "it feeds operations of the host
// CHECK:         onnx.Sin({{.*}}) {anemone.host
// CHECK:         onnx.MatMul(%{{[^)]*}}) :
// CHECK:         onnx.Mul(%{{[^)]*}}) :
func.func @angles(%positions: tensor<4x1xi32>, %x: tensor<4x4xf32>) -> tensor<4x8xf32> {
  %frequencies = onnx.Constant dense<0.5> : tensor<1x8xf32>
  %weight = onnx.Constant dense<0.5> : tensor<4x8xf32>
  %p = onnx.Cast(%positions) {to = f32} : (tensor<4x1xi32>) -> tensor<4x1xf32>
  %a = onnx.MatMul(%p, %frequencies) : (tensor<4x1xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  %s = onnx.Sin(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %q = onnx.MatMul(%x, %weight) : (tensor<4x4xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %y = onnx.Mul(%q, %s) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

// More channels than rows of the engine may be are joined by the host where there is no concat (ANE-C41).
// CHECK-LABEL: func.func @tooManyChannels
// CHECK:         onnx.Concat({{.*}}) {anemone.host = "it joins tensors to 20000 channels, and a sum of padded tensors has at most 9216 (ANE-C41)", axis = 1 : si64}
func.func @tooManyChannels(%x: tensor<1x10000x1x8xf32>) -> tensor<1x20000x1x8xf32> {
  %y = onnx.Concat(%x, %x) {axis = 1 : si64} : (tensor<1x10000x1x8xf32>, tensor<1x10000x1x8xf32>) -> tensor<1x20000x1x8xf32>
  return %y : tensor<1x20000x1x8xf32>
}
