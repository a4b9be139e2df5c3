// RUN: ane-opt %s | ane-opt | FileCheck %s
// RUN: ane-opt %s --mlir-print-op-generic | ane-opt | FileCheck %s
// RUN: ane-opt %s --emit-bytecode | ane-opt | FileCheck %s

// Every operation prints as it parses, in its own form, from the generic form and from bytecode.

// Operands broadcast; comparisons give i1.
// CHECK-LABEL: ane.program @pairs(
ane.program @pairs(%x: tensor<1x8x4x6xf16>, %s: tensor<8x1x1xf16>) -> (tensor<1x8x4x6xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK: = ane.add({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v1 = ane.add(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sub({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v2 = ane.sub(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.mul({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v3 = ane.mul(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.real_div({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v4 = ane.real_div(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.floor_div({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v5 = ane.floor_div(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.mod({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v6 = ane.mod(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.maximum({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v7 = ane.maximum(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.minimum({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v8 = ane.minimum(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.pow({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v9 = ane.pow(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.equal({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v10 = ane.equal(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.not_equal({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v11 = ane.not_equal(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.greater({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v12 = ane.greater(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.greater_equal({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v13 = ane.greater_equal(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.less({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v14 = ane.less(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.less_equal({{.*}} : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  %v15 = ane.less_equal(%x, %s) : (tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.logical_and({{.*}} : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  %v16 = ane.logical_and(%v10, %v10) : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.logical_or({{.*}} : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  %v17 = ane.logical_or(%v10, %v10) : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.logical_xor({{.*}} : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  %v18 = ane.logical_xor(%v10, %v10) : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.logical_not({{.*}} : (tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  %v19 = ane.logical_not(%v10) : (tensor<1x8x4x6xi1>) -> tensor<1x8x4x6xi1>
  // CHECK: = ane.select({{.*}} : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  %v20 = ane.select(%v10, %x, %s) : (tensor<1x8x4x6xi1>, tensor<1x8x4x6xf16>, tensor<8x1x1xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.cast({{.*}}{dtype = "int32"} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xi32>
  %v21 = ane.cast(%x) {dtype = "int32"} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xi32>
  ane.return %v1 : tensor<1x8x4x6xf16>
}

// Functions of one number keep the type.
// CHECK-LABEL: ane.program @numbers(
ane.program @numbers(%x: tensor<1x8x4x6xf16>, %a: tensor<8xf16>) -> (tensor<1x8x4x6xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK: = ane.abs({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v1 = ane.abs(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.acos({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v2 = ane.acos(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.asin({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v3 = ane.asin(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.atan({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v4 = ane.atan(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.atanh({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v5 = ane.atanh(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.ceil({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v6 = ane.ceil(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.floor({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v7 = ane.floor(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.round({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v8 = ane.round(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.cos({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v9 = ane.cos(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.cosh({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v10 = ane.cosh(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sin({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v11 = ane.sin(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sinh({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v12 = ane.sinh(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.tan({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v13 = ane.tan(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.tanh({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v14 = ane.tanh(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.erf({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v15 = ane.erf(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.exp({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v16 = ane.exp(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.exp2({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v17 = ane.exp2(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sqrt({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v18 = ane.sqrt(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.square({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v19 = ane.square(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sign({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v20 = ane.sign(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.identity({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v21 = ane.identity(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.relu({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v22 = ane.relu(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.relu6({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v23 = ane.relu6(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sigmoid({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v24 = ane.sigmoid(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.silu({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v25 = ane.silu(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.softplus({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v26 = ane.softplus(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.softsign({{.*}} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v27 = ane.softsign(%x) : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.clip({{.*}}{alpha = 0.000000e+00 : f32, beta = 6.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v28 = ane.clip(%x) {alpha = 0.000000e+00 : f32, beta = 6.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.threshold({{.*}}{alpha = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v29 = ane.threshold(%x) {alpha = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.inverse({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v30 = ane.inverse(%x) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.log({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v31 = ane.log(%x) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.rsqrt({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v32 = ane.rsqrt(%x) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.leaky_relu({{.*}}{alpha = 1.250000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v33 = ane.leaky_relu(%x) {alpha = 1.250000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.elu({{.*}}{alpha = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v34 = ane.elu(%x) {alpha = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.sigmoid_hard({{.*}}{alpha = 2.500000e-01 : f32, beta = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v35 = ane.sigmoid_hard(%x) {alpha = 2.500000e-01 : f32, beta = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.scaled_tanh({{.*}}{alpha = 1.500000e+00 : f32, beta = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v36 = ane.scaled_tanh(%x) {alpha = 1.500000e+00 : f32, beta = 5.000000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.linear_activation({{.*}}{alpha = 2.000000e+00 : f32, beta = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v37 = ane.linear_activation(%x) {alpha = 2.000000e+00 : f32, beta = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.thresholded_relu({{.*}}{alpha = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v38 = ane.thresholded_relu(%x) {alpha = 1.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.clamped_relu({{.*}}{alpha = 0.000000e+00 : f32, beta = 6.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v39 = ane.clamped_relu(%x) {alpha = 0.000000e+00 : f32, beta = 6.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.gelu({{.*}}{mode = "EXACT"} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v40 = ane.gelu(%x) {mode = "EXACT"} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.prelu({{.*}} : (tensor<1x8x4x6xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  %v41 = ane.prelu(%x, %a) : (tensor<1x8x4x6xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  ane.return %v1 : tensor<1x8x4x6xf16>
}

// Operations of layers.
// CHECK-LABEL: ane.program @layers(
ane.program @layers(%x: tensor<1x8x4x6xf16>, %w: tensor<16x4x3x3xf16>, %b: tensor<16xf16>, %t: tensor<8x5x3x3xf16>, %c: tensor<8xf16>, %l: tensor<6xf16>, %m: tensor<3x6xf16>) -> (tensor<1x16x2x6xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK: = ane.conv({{.*}}{dilations = array<i32: 1, 1>, groups = 2 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>, tensor<16x4x3x3xf16>) -> tensor<1x16x2x6xf16>
  %v1 = ane.conv(%x, %w) {dilations = array<i32: 1, 1>, groups = 2 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>, tensor<16x4x3x3xf16>) -> tensor<1x16x2x6xf16>
  // CHECK: = ane.conv({{.*}}{dilations = array<i32: 1, 1>, groups = 2 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>, tensor<16x4x3x3xf16>, tensor<16xf16>) -> tensor<1x16x2x6xf16>
  %v2 = ane.conv(%x, %w, %b) {dilations = array<i32: 1, 1>, groups = 2 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>, tensor<16x4x3x3xf16>, tensor<16xf16>) -> tensor<1x16x2x6xf16>
  // CHECK: = ane.conv_transpose({{.*}}{dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>, tensor<8x5x3x3xf16>) -> tensor<1x5x7x11xf16>
  %v3 = ane.conv_transpose(%x, %t) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>, tensor<8x5x3x3xf16>) -> tensor<1x5x7x11xf16>
  // CHECK: = ane.conv_transpose({{.*}}{dilations = array<i32: 1, 1>, groups = 1 : i32, output_shape = array<i32: 1, 5, 8, 12>, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>, tensor<8x5x3x3xf16>) -> tensor<1x5x8x12xf16>
  %v4 = ane.conv_transpose(%x, %t) {dilations = array<i32: 1, 1>, groups = 1 : i32, pad = array<i32: 1, 1, 1, 1>, pad_type = "custom", strides = array<i32: 2, 2>, output_shape = array<i32: 1, 5, 8, 12>} : (tensor<1x8x4x6xf16>, tensor<8x5x3x3xf16>) -> tensor<1x5x8x12xf16>
  // CHECK: = ane.max_pool({{.*}}{ceil_mode = true, kernel_sizes = array<i32: 3, 3>, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x2x3xf16>
  %v5 = ane.max_pool(%x) {ceil_mode = true, kernel_sizes = array<i32: 3, 3>, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x2x3xf16>
  // CHECK: = ane.avg_pool({{.*}}{ceil_mode = false, exclude_padding_from_average = true, kernel_sizes = array<i32: 3, 3>, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x1x2xf16>
  %v6 = ane.avg_pool(%x) {ceil_mode = false, exclude_padding_from_average = true, kernel_sizes = array<i32: 3, 3>, pad = array<i32: 0, 0, 0, 0>, pad_type = "valid", strides = array<i32: 2, 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x1x2xf16>
  // CHECK: = ane.batch_norm({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  %v7 = ane.batch_norm(%x, %c, %c) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.batch_norm({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  %v8 = ane.batch_norm(%x, %c, %c beta %c) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.instance_norm({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  %v9 = ane.instance_norm(%x gamma %c beta %c) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<8xf16>, tensor<8xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.layer_norm({{.*}}{axes = array<i32: -1>, epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<6xf16>) -> tensor<1x8x4x6xf16>
  %v10 = ane.layer_norm(%x gamma %l) {axes = array<i32: -1>, epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>, tensor<6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.l2_norm({{.*}}{epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v11 = ane.l2_norm(%x) {epsilon = 2.500000e-01 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.local_response_norm({{.*}}{alpha = 1.000000e+00 : f32, beta = 7.500000e-01 : f32, k = 1.000000e+00 : f32, size = 3 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v12 = ane.local_response_norm(%x) {alpha = 1.000000e+00 : f32, beta = 7.500000e-01 : f32, k = 1.000000e+00 : f32, size = 3 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.softmax({{.*}}{axis = -1 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v13 = ane.softmax(%x) {axis = -1 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.matmul({{.*}}{transpose_x = false, transpose_y = true} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x4xf16>
  %v14 = ane.matmul(%x, %x) {transpose_x = false, transpose_y = true} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x4xf16>
  // CHECK: = ane.linear({{.*}} : (tensor<1x8x4x6xf16>, tensor<3x6xf16>) -> tensor<1x8x4x3xf16>
  %v15 = ane.linear(%x, %m) : (tensor<1x8x4x6xf16>, tensor<3x6xf16>) -> tensor<1x8x4x3xf16>
  // CHECK: = ane.einsum({{.*}}{equation = "bcij,bckj->bcik"} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x4xf16>
  %v16 = ane.einsum(%x, %x) {equation = "bcij,bckj->bcik"} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x4xf16>
  // CHECK: = ane.scaled_dot_product_attention({{.*}} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v17 = ane.scaled_dot_product_attention(%x, %x, %x) : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  ane.return %v1 : tensor<1x16x2x6xf16>
}

// Reductions.
// CHECK-LABEL: ane.program @reductions(
ane.program @reductions(%x: tensor<1x8x4x6xf16>) -> (tensor<1x1x4x1xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK: = ane.reduce_sum({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v1 = ane.reduce_sum(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_mean({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v2 = ane.reduce_mean(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_max({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v3 = ane.reduce_max(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_min({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v4 = ane.reduce_min(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_prod({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v5 = ane.reduce_prod(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_l1_norm({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v6 = ane.reduce_l1_norm(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_l2_norm({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v7 = ane.reduce_l2_norm(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_log_sum({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v8 = ane.reduce_log_sum(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_log_sum_exp({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v9 = ane.reduce_log_sum_exp(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_sum_square({{.*}}{axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  %v10 = ane.reduce_sum_square(%x) {axes = array<i32: 1, -1>, keep_dims = true} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x1xf16>
  // CHECK: = ane.reduce_argmax({{.*}}{axis = 1 : i32, keep_dims = false} : (tensor<1x8x4x6xf16>) -> tensor<1x4x6xi32>
  %v11 = ane.reduce_argmax(%x) {axis = 1 : i32, keep_dims = false} : (tensor<1x8x4x6xf16>) -> tensor<1x4x6xi32>
  // CHECK: = ane.reduce_argmin({{.*}}{axis = 1 : i32, keep_dims = true, output_dtype = "uint16"} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x6xui16>
  %v12 = ane.reduce_argmin(%x) {axis = 1 : i32, keep_dims = true, output_dtype = "uint16"} : (tensor<1x8x4x6xf16>) -> tensor<1x1x4x6xui16>
  // CHECK: = ane.cumsum({{.*}}{axis = 1 : i32, exclusive = false, reverse = true} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v13 = ane.cumsum(%x) {axis = 1 : i32, exclusive = false, reverse = true} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  ane.return %v1 : tensor<1x1x4x1xf16>
}

// Operations that move elements.
// CHECK-LABEL: ane.program @movement(
ane.program @movement(%x: tensor<1x8x4x6xf16>, %i: tensor<2x3xi32>, %j: tensor<1x8x4x2xi32>) -> (tensor<1x32x6xf16>) attributes {placement = #ane.placement<engine>} {
  // CHECK: = ane.reshape({{.*}}{shape = array<i32: 1, -1, 6>} : (tensor<1x8x4x6xf16>) -> tensor<1x32x6xf16>
  %v1 = ane.reshape(%x) {shape = array<i32: 1, -1, 6>} : (tensor<1x8x4x6xf16>) -> tensor<1x32x6xf16>
  // CHECK: = ane.transpose({{.*}}{perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x4x6x8xf16>
  %v2 = ane.transpose(%x) {perm = array<i32: 0, 2, 3, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x4x6x8xf16>
  // CHECK: = ane.expand_dims({{.*}}{axes = array<i32: 0, -1>} : (tensor<1x8x4x6xf16>) -> tensor<1x1x8x4x6x1xf16>
  %v3 = ane.expand_dims(%x) {axes = array<i32: 0, -1>} : (tensor<1x8x4x6xf16>) -> tensor<1x1x8x4x6x1xf16>
  // CHECK: = ane.squeeze({{.*}}{axes = array<i32: 0>} : (tensor<1x8x4x6xf16>) -> tensor<8x4x6xf16>
  %v4 = ane.squeeze(%x) {axes = array<i32: 0>} : (tensor<1x8x4x6xf16>) -> tensor<8x4x6xf16>
  // CHECK: = ane.concat({{.*}}{axis = 1 : i32, interleave = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x16x4x6xf16>
  %v5 = ane.concat(%x, %x) {axis = 1 : i32, interleave = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<1x16x4x6xf16>
  // CHECK: = ane.split({{.*}}{axis = 3 : i32, num_splits = 2 : i32} : (tensor<1x8x4x6xf16>) -> (tensor<1x8x4x3xf16>, tensor<1x8x4x3xf16>)
  %v6:2 = ane.split(%x) {axis = 3 : i32, num_splits = 2 : i32} : (tensor<1x8x4x6xf16>) -> (tensor<1x8x4x3xf16>, tensor<1x8x4x3xf16>)
  // CHECK: = ane.split({{.*}}{axis = 3 : i32, split_sizes = array<i32: 2, 4>} : (tensor<1x8x4x6xf16>) -> (tensor<1x8x4x2xf16>, tensor<1x8x4x4xf16>)
  %v7:2 = ane.split(%x) {axis = 3 : i32, split_sizes = array<i32: 2, 4>} : (tensor<1x8x4x6xf16>) -> (tensor<1x8x4x2xf16>, tensor<1x8x4x4xf16>)
  // CHECK: = ane.stack({{.*}}{axis = 0 : i32} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<2x1x8x4x6xf16>
  %v8 = ane.stack(%x, %x) {axis = 0 : i32} : (tensor<1x8x4x6xf16>, tensor<1x8x4x6xf16>) -> tensor<2x1x8x4x6xf16>
  // CHECK: = ane.pad({{.*}}{constant_val = 0.000000e+00 : f32, mode = "constant", pad = array<i32: 1, 0, 2, 3>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x5x11xf16>
  %v9 = ane.pad(%x) {constant_val = 0.000000e+00 : f32, mode = "constant", pad = array<i32: 1, 0, 2, 3>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x5x11xf16>
  // CHECK: = ane.tile({{.*}}{reps = array<i32: 1, 2, 1, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x16x4x6xf16>
  %v10 = ane.tile(%x) {reps = array<i32: 1, 2, 1, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x16x4x6xf16>
  // CHECK: = ane.reverse({{.*}}{axes = array<i32: 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v11 = ane.reverse(%x) {axes = array<i32: 2>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.depth_to_space({{.*}}{block_size = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x2x8x12xf16>
  %v12 = ane.depth_to_space(%x) {block_size = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x2x8x12xf16>
  // CHECK: = ane.space_to_depth({{.*}}{block_size = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x32x2x3xf16>
  %v13 = ane.space_to_depth(%x) {block_size = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x32x2x3xf16>
  // CHECK: = ane.pixel_shuffle({{.*}}{upscale_factor = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x2x8x12xf16>
  %v14 = ane.pixel_shuffle(%x) {upscale_factor = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x2x8x12xf16>
  // CHECK: = ane.pixel_unshuffle({{.*}}{downscale_factor = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x32x2x3xf16>
  %v15 = ane.pixel_unshuffle(%x) {downscale_factor = 2 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x32x2x3xf16>
  // CHECK: = ane.upsample_nearest_neighbor({{.*}}{scale_factor_height = 2.000000e+00 : f32, scale_factor_width = 1.500000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x8x9xf16>
  %v16 = ane.upsample_nearest_neighbor(%x) {scale_factor_height = 2.000000e+00 : f32, scale_factor_width = 1.500000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x8x9xf16>
  // CHECK: = ane.upsample_bilinear({{.*}}{align_corners = false, half_pixel_centers = true, scale_factor_height = 2.000000e+00 : f32, scale_factor_width = 2.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x8x12xf16>
  %v17 = ane.upsample_bilinear(%x) {align_corners = false, half_pixel_centers = true, scale_factor_height = 2.000000e+00 : f32, scale_factor_width = 2.000000e+00 : f32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x8x12xf16>
  // CHECK: = ane.resize_bilinear({{.*}}{sampling_mode = "UNALIGN_CORNERS", target_size_height = 3 : i32, target_size_width = 5 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x5xf16>
  %v18 = ane.resize_bilinear(%x) {sampling_mode = "UNALIGN_CORNERS", target_size_height = 3 : i32, target_size_width = 5 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x5xf16>
  // CHECK: = ane.resize_nearest_neighbor({{.*}}{target_size_height = 3 : i32, target_size_width = 5 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x5xf16>
  %v19 = ane.resize_nearest_neighbor(%x) {target_size_height = 3 : i32, target_size_width = 5 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x5xf16>
  // CHECK: = ane.crop({{.*}}{crop_height = array<i32: 1, 0>, crop_width = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x3xf16>
  %v20 = ane.crop(%x) {crop_height = array<i32: 1, 0>, crop_width = array<i32: 2, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x8x3x3xf16>
  // CHECK: = ane.slice_by_index({{.*}}{begin = array<i32: 0, 1, 0, -1>, begin_mask = array<i1: true, false, true, false>, end = array<i32: 0, 7, 0, 0>, end_mask = array<i1: true, false, true, false>, squeeze_mask = array<i1: false, false, false, true>, stride = array<i32: 1, 2, 1, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x3x4xf16>
  %v21 = ane.slice_by_index(%x) {begin = array<i32: 0, 1, 0, -1>, begin_mask = array<i1: true, false, true, false>, end = array<i32: 0, 7, 0, 0>, end_mask = array<i1: true, false, true, false>, squeeze_mask = array<i1: false, false, false, true>, stride = array<i32: 1, 2, 1, 1>} : (tensor<1x8x4x6xf16>) -> tensor<1x3x4xf16>
  // CHECK: = ane.slice_by_size({{.*}}{begin = array<i32: 0, 2, 0, 0>, size = array<i32: 1, 4, -1, 6>} : (tensor<1x8x4x6xf16>) -> tensor<1x4x4x6xf16>
  %v22 = ane.slice_by_size(%x) {begin = array<i32: 0, 2, 0, 0>, size = array<i32: 1, 4, -1, 6>} : (tensor<1x8x4x6xf16>) -> tensor<1x4x4x6xf16>
  // CHECK: = ane.gather({{.*}}{axis = 1 : i32, batch_dims = 0 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>) -> tensor<1x2x3x4x6xf16>
  %v23 = ane.gather(%x, %i) {axis = 1 : i32, batch_dims = 0 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>) -> tensor<1x2x3x4x6xf16>
  // CHECK: = ane.gather_along_axis({{.*}}{axis = 3 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x2xi32>) -> tensor<1x8x4x2xf16>
  %v24 = ane.gather_along_axis(%x, %j) {axis = 3 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x2xi32>) -> tensor<1x8x4x2xf16>
  // CHECK: = ane.gather_nd({{.*}}{batch_dims = 0 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>) -> tensor<2x6xf16>
  %v26 = ane.gather_nd(%x, %i) {batch_dims = 0 : i32, validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>) -> tensor<2x6xf16>
  // CHECK: = ane.scatter_nd({{.*}}{mode = "add", validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>, tensor<2x6xf16>) -> tensor<1x8x4x6xf16>
  %v27 = ane.scatter_nd(%x, %i, %v26) {mode = "add", validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<2x3xi32>, tensor<2x6xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.scatter_along_axis({{.*}}{axis = -1 : i32, mode = "max", validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x2xi32>, tensor<1x8x4x2xf16>) -> tensor<1x8x4x6xf16>
  %v28 = ane.scatter_along_axis(%x, %j, %v24) {axis = -1 : i32, mode = "max", validate_indices = false} : (tensor<1x8x4x6xf16>, tensor<1x8x4x2xi32>, tensor<1x8x4x2xf16>) -> tensor<1x8x4x6xf16>
  // CHECK: = ane.band_part({{.*}}{lower = -1 : i32, upper = 0 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  %v25 = ane.band_part(%x) {lower = -1 : i32, upper = 0 : i32} : (tensor<1x8x4x6xf16>) -> tensor<1x8x4x6xf16>
  ane.return %v1 : tensor<1x32x6xf16>
}

// Few bits and back; constexpr operations take constants.
// CHECK-LABEL: ane.program @quantization(
ane.program @quantization(%x: tensor<4x6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<host>} {
  // CHECK: ane.constant dense<2.500000e-01> : tensor<f16>{{$}}
  %s = ane.constant dense<0.25> : tensor<f16>
  // CHECK: ane.constant dense<3> : tensor<4x6xi8>
  %q = ane.constant dense<3> : tensor<4x6xi8>
  // CHECK: ane.constant dense<1> : tensor<i8>
  %z = ane.constant dense<1> : tensor<i8>
  // CHECK: ane.constant dense<1.000000e-01> : tensor<4x1xf32> -> tensor<4x1xf16>
  %b = ane.constant dense<0.1> : tensor<4x1xf32> -> tensor<4x1xf16>
  // CHECK: ane.quantize({{.*}}) {output_dtype = "int8"} : (tensor<4x6xf16>, tensor<f16>, tensor<i8>) -> tensor<4x6xi8>
  %1 = ane.quantize(%x, %s, %z) {output_dtype = "int8"} : (tensor<4x6xf16>, tensor<f16>, tensor<i8>) -> tensor<4x6xi8>
  // CHECK: ane.dequantize({{.*}}) : (tensor<4x6xi8>, tensor<f16>) -> tensor<4x6xf16>
  %2 = ane.dequantize(%1, %s) : (tensor<4x6xi8>, tensor<f16>) -> tensor<4x6xf16>
  // CHECK: ane.constexpr_affine_dequantize({{.*}}) {axis = 0 : i32}
  %3 = ane.constexpr_affine_dequantize(%q, %z, %s) {axis = 0 : i32} : (tensor<4x6xi8>, tensor<i8>, tensor<f16>) -> tensor<4x6xf16>
  // CHECK: ane.constexpr_blockwise_shift_scale({{.*}}) : (tensor<4x6xi8>, tensor<4x1xf16>) -> tensor<4x6xf16>
  %4 = ane.constexpr_blockwise_shift_scale(%q, %b) : (tensor<4x6xi8>, tensor<4x1xf16>) -> tensor<4x6xf16>
  ane.return %2 : tensor<4x6xf16>
}

// A program with surfaces and a global; the entry that calls it.
// CHECK: ane.program @located(%{{.*}}: tensor<1x4x1x6xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 4, 1, 6], row = 64, plane = 64, batch = 256, alloc = 49152>}) ->
ml_program.global private @w(dense<0.5> : tensor<4x1x1xf32>) : tensor<4x1x1xf32>
ane.program @located(
    %x: tensor<1x4x1x6xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [1, 4, 1, 6], row = 64, plane = 64, batch = 256, alloc = 49152>})
    -> (tensor<1x4x1x6xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [1, 4, 1, 6], row = 64, plane = 64, batch = 256, alloc = 49152>})
    attributes {placement = #ane.placement<engine>} {
  // CHECK: ane.constant @w : tensor<4x1x1xf16>
  %w = ane.constant @w : tensor<4x1x1xf16>
  %y = ane.add(%x, %w) : (tensor<1x4x1x6xf16>, tensor<4x1x1xf16>) -> tensor<1x4x1x6xf16>
  ane.return %y : tensor<1x4x1x6xf16>
}
// CHECK: func.func @forward(
func.func @forward(%x: tensor<1x4x1x6xf16> {ane.source = tensor<4x6xf32>}) -> tensor<1x4x1x6xf16>
    attributes {ane.entry = "forward"} {
  // CHECK: ane.call @located(%{{.*}}) : (tensor<1x4x1x6xf16>) -> tensor<1x4x1x6xf16>
  %y = ane.call @located(%x) : (tensor<1x4x1x6xf16>) -> tensor<1x4x1x6xf16>
  return %y : tensor<1x4x1x6xf16>
}
