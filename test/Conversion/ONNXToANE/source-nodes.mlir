// RUN: ane-opt %s --convert-onnx-to-ane | FileCheck %s

// Each program lists the nodes of the model that it runs; those on the host say why. The operator is what the module
// remembers, because "/attn" was taken apart before; it counts once although two operations are left of it. A fused
// location has several nodes. Operations without a name and constants are not listed.
// CHECK:      ane.program @forward_0({{.*}}ane.nodes = [{name = "/wte", op = "Gather", why = "told so"}], placement = #ane.placement<host>
// CHECK:      ane.program @forward_1(
// CHECK-SAME: ane.nodes = [{name = "/attn", op = "Attention"}, {name = "/mul", op = "Mul"}, {name = "/add", op = "Mul"}], placement = #ane.placement<engine>
module attributes {ane.nodes = [{name = "/wte", op = "Gather"}, {name = "/attn", op = "Attention"}]} {
  ml_program.global private @table(dense<1.0> : tensor<8x4xf32>) : tensor<8x4xf32>
  func.func @forward(%ids: tensor<3xi32>) -> tensor<3x4xf32> {
    %table = ml_program.global_load_const @table : tensor<8x4xf32> loc("/table")
    %two = onnx.Constant dense<2.0> : tensor<f32> loc("/two")
    %g = onnx.Gather(%table, %ids) {anemone.host = "told so"} : (tensor<8x4xf32>, tensor<3xi32>) -> tensor<3x4xf32> loc("/wte")
    %a = onnx.Relu(%g) : (tensor<3x4xf32>) -> tensor<3x4xf32> loc("/attn")
    %b = onnx.Tanh(%a) : (tensor<3x4xf32>) -> tensor<3x4xf32> loc("/attn")
    %c = onnx.Mul(%b, %two) : (tensor<3x4xf32>, tensor<f32>) -> tensor<3x4xf32> loc(fused["/mul", "/add"])
    %y = onnx.Sigmoid(%c) : (tensor<3x4xf32>) -> tensor<3x4xf32>
    return %y : tensor<3x4xf32>
  }
}
