// RUN: ane-opt %s --split-input-file --verify-diagnostics

// One case for each numbered constraint, named for its operation and its number.
// What an operation infers is checked with it, so that a case may break what only a
// constant operand tells.

func.func @add_c1(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @+1 {{'onnx.Add' op (C1) cannot broadcast 2x3 with 2x4: at axis 1 of the result neither extent is 1}}
  %y = onnx.Add(%a, %b) : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @add_c2(%a: tensor<4xf32>, %b: tensor<4xi32>) {
  // expected-error @+1 {{'onnx.Add' op (C2) expects operands of one element type, got 'f32' and 'i32'}}
  %y = onnx.Add(%a, %b) : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

// A result may be less exact than inferred, but not contradict it.
func.func @add_result(%a: tensor<4xf32>, %b: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Add' op infers 'tensor<4xf32>', which contradicts its results 'tensor<5xf32>'}}
  %y = onnx.Add(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @arg_max_c1(%a: tensor<2x3xf32>) {
  // expected-error @+1 {{'onnx.ArgMax' op (C1) expects an axis in [-2, 2), got -3}}
  %y = onnx.ArgMax(%a) {axis = -3 : si64} : (tensor<2x3xf32>) -> tensor<2x1xi32>
  return
}

// -----

func.func @average_pool_c3(%a: tensor<1x4x8x8xf32>) {
  // expected-error @+1 {{'onnx.AveragePool' op (C3) the window reaches over 9 elements of spatial axis 0, but its padded input has 8}}
  %y = onnx.AveragePool(%a) {kernel_shape = [9, 9]} : (tensor<1x4x8x8xf32>) -> tensor<1x4x1x1xf32>
  return
}

// -----

func.func @batch_normalization_c1(%a: tensor<1x4x8x8xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<3xf32>, %e: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.BatchNormalization' op (C1) expects one element for each channel of 1x4x8x8, got 3}}
  %y = onnx.BatchNormalization(%a, %b, %c, %d, %e)
      : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<3xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @batch_normalization_c2(%a: tensor<1x4x8x8xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<4xf32>, %e: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.BatchNormalization' op (C2) expects training_mode = 0}}
  %y = onnx.BatchNormalization(%a, %b, %c, %d, %e) {training_mode = 1 : si64}
      : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @batch_normalization_inference_mode_c1(%a: tensor<1x4x8x8xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %d: tensor<3xf32>, %e: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.BatchNormalizationInferenceMode' op (C1) expects one element for each channel of 1x4x8x8, got 3}}
  %y = onnx.BatchNormalizationInferenceMode(%a, %b, %c, %d, %e)
      : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<3xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @cast_c1(%a: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Cast' op (C1) expects the type of an integer or a float, got 'index'}}
  %y = onnx.Cast(%a) {to = index} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clip_c1(%a: tensor<4xf32>, %b: tensor<2xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Clip' op (C1) expects bounds of one element, got 2}}
  %y = onnx.Clip(%a, %b, %none) : (tensor<4xf32>, tensor<2xf32>, none) -> tensor<4xf32>
  return
}

// -----

func.func @clip_c2(%a: tensor<4xf32>, %b: tensor<i32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Clip' op (C2) expects operands of one element type, got 'f32' and 'i32'}}
  %y = onnx.Clip(%a, %b, %none) : (tensor<4xf32>, tensor<i32>, none) -> tensor<4xf32>
  return
}

// -----

func.func @concat_c1() {
  // expected-error @+1 {{'onnx.Concat' op (C1) expects at least one operand}}
  %y = onnx.Concat() {axis = 0 : si64} : () -> tensor<2xf32>
  return
}

// -----

func.func @concat_c1_axis(%a: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Concat' op (C1) expects an axis in [-1, 1), got 1}}
  %y = onnx.Concat(%a) {axis = 1 : si64} : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @concat_c2(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @+1 {{'onnx.Concat' op (C2) cannot join 2x4 to 4x3 along axis 0}}
  %y = onnx.Concat(%a, %b) {axis = 0 : si64} : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @concat_c3(%a: tensor<2xf32>, %b: tensor<2xi32>) {
  // expected-error @+1 {{'onnx.Concat' op (C3) expects operands of one element type}}
  %y = onnx.Concat(%a, %b) {axis = 0 : si64} : (tensor<2xf32>, tensor<2xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @constant_of_shape_c1(%a: tensor<1x2xi32>) {
  // expected-error @+1 {{'onnx.ConstantOfShape' op (C1) expects an operand of rank 1, got 1x2}}
  %y = onnx.ConstantOfShape(%a) : (tensor<1x2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @constant_of_shape_c1_negative() {
  %shape = onnx.Constant dense<[2, -1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.ConstantOfShape' op (C1) expects no negative extent, got [2, -1]}}
  %y = onnx.ConstantOfShape(%shape) : (tensor<2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @constant_of_shape_c2(%a: tensor<1xi32>) {
  // expected-error @+1 {{'onnx.ConstantOfShape' op (C2) expects a value of one element, got 'tensor<2xi32>'}}
  %y = onnx.ConstantOfShape(%a) {value = dense<[1, 2]> : tensor<2xi32>}
      : (tensor<1xi32>) -> tensor<?xi32>
  return
}

// -----

func.func @conv_c1(%a: tensor<1x4x8xf32>, %b: tensor<6x2x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C1) expects X and W of one rank, at least 3, got 1x4x8 and 6x2x3x3}}
  %y = onnx.Conv(%a, %b, %none)
      : (tensor<1x4x8xf32>, tensor<6x2x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c2(%a: tensor<1x4x8x8xf32>, %b: tensor<6x2x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C2) expects 1 groups of the channels of W 6x2x3x3 to make those of X 1x4x8x8 and to divide its filters}}
  %y = onnx.Conv(%a, %b, %none)
      : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c2_filters(%a: tensor<1x4x8x8xf32>, %b: tensor<5x2x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C2) expects 2 groups}}
  %y = onnx.Conv(%a, %b, %none) {group = 2 : si64}
      : (tensor<1x4x8x8xf32>, tensor<5x2x3x3xf32>, none) -> tensor<1x5x6x6xf32>
  return
}

// -----

func.func @conv_c2_zero(%a: tensor<1x4x8x8xf32>, %b: tensor<6x2x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C2) expects 0 groups}}
  %y = onnx.Conv(%a, %b, %none) {group = 0 : si64}
      : (tensor<1x4x8x8xf32>, tensor<6x2x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c3(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>, %c: tensor<5xf32>) {
  // expected-error @+1 {{'onnx.Conv' op (C3) expects a bias of shape 6, got 5}}
  %y = onnx.Conv(%a, %b, %c)
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, tensor<5xf32>) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c4(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C4) expects kernel_shape to repeat the kernel 3x3 of W, got [3, 5]}}
  %y = onnx.Conv(%a, %b, %none) {kernel_shape = [3, 5]}
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c5_strides(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C5) expects entries of strides in [1, 2147483647], got [0, 1]}}
  %y = onnx.Conv(%a, %b, %none) {strides = [0, 1]}
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c5_dilations(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C5) expects 2 entries in dilations, got [1]}}
  %y = onnx.Conv(%a, %b, %none) {dilations = [1]}
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c5_pads(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C5) expects entries of pads in [0, 2147483647], got [-1, 0, 0, 0]}}
  %y = onnx.Conv(%a, %b, %none) {pads = [-1, 0, 0, 0]}
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c5_auto_pad(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C5) expects auto_pad to be NOTSET, VALID, SAME_UPPER or SAME_LOWER, got SAME}}
  %y = onnx.Conv(%a, %b, %none) {auto_pad = "SAME"}
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c6(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x9xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C6) the window reaches over 9 elements of spatial axis 1, but its padded input has 8}}
  %y = onnx.Conv(%a, %b, %none)
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x9xf32>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_c7(%a: tensor<1x4x8x8xf32>, %b: tensor<6x4x3x3xf16>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Conv' op (C7) expects operands of one element type}}
  %y = onnx.Conv(%a, %b, %none)
      : (tensor<1x4x8x8xf32>, tensor<6x4x3x3xf16>, none) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @conv_transpose_c1(%a: tensor<1x4x8xf32>, %b: tensor<4x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C1) expects X and W of one rank}}
  %y = onnx.ConvTranspose(%a, %b, %none)
      : (tensor<1x4x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c2(%a: tensor<1x4x8x8xf32>, %b: tensor<5x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C2) expects 1 groups of the first extent of W 5x3x3x3, which is the channels of X 1x4x8x8}}
  %y = onnx.ConvTranspose(%a, %b, %none)
      : (tensor<1x4x8x8xf32>, tensor<5x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c3(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf32>, %c: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.ConvTranspose' op (C3) expects a bias of shape 6, got 3}}
  %y = onnx.ConvTranspose(%a, %b, %c) {group = 2 : si64}
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf32>, tensor<3xf32>) -> tensor<1x6x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c4(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C4) expects kernel_shape to repeat the kernel 3x3 of W, got [2, 2]}}
  %y = onnx.ConvTranspose(%a, %b, %none) {kernel_shape = [2, 2]}
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c5(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C5) expects 2 entries in output_padding, got [1]}}
  %y = onnx.ConvTranspose(%a, %b, %none) {output_padding = [1]}
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c6(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C6) leaves 0 elements of spatial axis 0}}
  %y = onnx.ConvTranspose(%a, %b, %none) {pads = [5, 0, 5, 0]}
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c6_shape(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C6) expects 2 entries in output_shape, got [10]}}
  %y = onnx.ConvTranspose(%a, %b, %none) {output_shape = [10]}
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf32>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @conv_transpose_c7(%a: tensor<1x4x8x8xf32>, %b: tensor<4x3x3x3xf16>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.ConvTranspose' op (C7) expects operands of one element type}}
  %y = onnx.ConvTranspose(%a, %b, %none)
      : (tensor<1x4x8x8xf32>, tensor<4x3x3x3xf16>, none) -> tensor<1x3x10x10xf32>
  return
}

// -----

func.func @depth_to_space_c1(%a: tensor<4x2x2xf32>) {
  // expected-error @+1 {{'onnx.DepthToSpace' op (C1) expects a tensor of rank 4, got 4x2x2}}
  %y = onnx.DepthToSpace(%a) {blocksize = 2 : si64} : (tensor<4x2x2xf32>) -> tensor<1x4x4xf32>
  return
}

// -----

func.func @depth_to_space_c2(%a: tensor<1x6x2x2xf32>) {
  // expected-error @+1 {{'onnx.DepthToSpace' op (C2) cannot divide 6 channels by the square of 2}}
  %y = onnx.DepthToSpace(%a) {blocksize = 2 : si64} : (tensor<1x6x2x2xf32>) -> tensor<1x1x4x4xf32>
  return
}

// -----

func.func @depth_to_space_c3(%a: tensor<1x4x2x2xf32>) {
  // expected-error @+1 {{'onnx.DepthToSpace' op (C3) expects mode to be DCR or CRD, got RCD}}
  %y = onnx.DepthToSpace(%a) {blocksize = 2 : si64, mode = "RCD"}
      : (tensor<1x4x2x2xf32>) -> tensor<1x1x4x4xf32>
  return
}

// -----

func.func @equal_c1(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @+1 {{'onnx.Equal' op (C1) cannot broadcast 2x3 with 2x4}}
  %y = onnx.Equal(%a, %b) : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x3xi1>
  return
}

// -----

func.func @expand_c1(%a: tensor<2xf32>) {
  %shape = onnx.Constant dense<[-1]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Expand' op (C1) expects no negative extent, got [-1]}}
  %y = onnx.Expand(%a, %shape) : (tensor<2xf32>, tensor<1xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @expand_c2(%a: tensor<2xf32>) {
  %shape = onnx.Constant dense<[3]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Expand' op (C2) cannot broadcast 2 with 3}}
  %y = onnx.Expand(%a, %shape) : (tensor<2xf32>, tensor<1xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @flatten_c1(%a: tensor<2x3xf32>) {
  // expected-error @+1 {{'onnx.Flatten' op (C1) expects an axis in [-2, 2], got 3}}
  %y = onnx.Flatten(%a) {axis = 3 : si64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_c1(%a: tensor<2xf32>, %b: tensor<i32>) {
  // expected-error @+1 {{'onnx.Gather' op (C1) expects an axis in [-1, 1), got 1}}
  %y = onnx.Gather(%a, %b) {axis = 1 : si64} : (tensor<2xf32>, tensor<i32>) -> tensor<f32>
  return
}

// -----

func.func @gather_c2(%a: tensor<2xf32>) {
  %indices = onnx.Constant dense<[2]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Gather' op (C2) expects indices in [-2, 2), got [2]}}
  %y = onnx.Gather(%a, %indices) : (tensor<2xf32>, tensor<1xi32>) -> tensor<1xf32>
  return
}

// -----

func.func @gelu_c1(%a: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Gelu' op (C1) expects approximate to be none or tanh, got erf}}
  %y = onnx.Gelu(%a) {approximate = "erf"} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @gemm_c1(%a: tensor<2x3x4xf32>, %b: tensor<4x5xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Gemm' op (C1) expects matrices, got 2x3x4 and 4x5}}
  %y = onnx.Gemm(%a, %b, %none) : (tensor<2x3x4xf32>, tensor<4x5xf32>, none) -> tensor<2x5xf32>
  return
}

// -----

func.func @gemm_c2(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Gemm' op (C2) contracts 3 elements of A with 4 of B}}
  %y = onnx.Gemm(%a, %b, %none) : (tensor<2x3xf32>, tensor<4x5xf32>, none) -> tensor<2x5xf32>
  return
}

// -----

func.func @gemm_c2_transposed(%a: tensor<2x3xf32>, %b: tensor<3x5xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Gemm' op (C2) contracts 3 elements of A with 5 of B}}
  %y = onnx.Gemm(%a, %b, %none) {transB = 1 : si64}
      : (tensor<2x3xf32>, tensor<3x5xf32>, none) -> tensor<2x5xf32>
  return
}

// -----

func.func @gemm_c3(%a: tensor<2x3xf32>, %b: tensor<3x5xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Gemm' op (C3) cannot broadcast C 4 to the product 2x5}}
  %y = onnx.Gemm(%a, %b, %c) : (tensor<2x3xf32>, tensor<3x5xf32>, tensor<4xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @gemm_c4(%a: tensor<2x3xf32>, %b: tensor<3x5xf16>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Gemm' op (C4) expects operands of one element type}}
  %y = onnx.Gemm(%a, %b, %none) : (tensor<2x3xf32>, tensor<3x5xf16>, none) -> tensor<2x5xf32>
  return
}

// -----

func.func @global_average_pool_c1(%a: tensor<4x8xf32>) {
  // expected-error @+1 {{'onnx.GlobalAveragePool' op (C1) expects X of rank 3 at least, got 4x8}}
  %y = onnx.GlobalAveragePool(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @instance_normalization_c1(%a: tensor<1x4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.InstanceNormalization' op (C1) expects a tensor of rank 3 at least, got 1x4}}
  %y = onnx.InstanceNormalization(%a, %b, %c)
      : (tensor<1x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @layer_normalization_c1(%a: tensor<2x4xf32>, %b: tensor<4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.LayerNormalization' op (C1) expects an axis in [-2, 2), got 3}}
  %y = onnx.LayerNormalization(%a, %b, %none) {axis = 3 : si64}
      : (tensor<2x4xf32>, tensor<4xf32>, none) -> tensor<2x4xf32>
  return
}

// -----

func.func @layer_normalization_c2(%a: tensor<2x4xf32>, %b: tensor<3xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.LayerNormalization' op (C2) cannot broadcast 3 to 2x4}}
  %y = onnx.LayerNormalization(%a, %b, %none)
      : (tensor<2x4xf32>, tensor<3xf32>, none) -> tensor<2x4xf32>
  return
}

// -----

func.func @matmul_c1(%a: tensor<f32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.MatMul' op (C1) expects tensors of rank 1 at least, got a scalar and 3}}
  %y = onnx.MatMul(%a, %b) : (tensor<f32>, tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @matmul_c2(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) {
  // expected-error @+1 {{'onnx.MatMul' op (C2) contracts 3 elements of A with 4 of B}}
  %y = onnx.MatMul(%a, %b) : (tensor<2x3xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @matmul_c3(%a: tensor<2x3x4xf32>, %b: tensor<3x4x5xf32>) {
  // expected-error @+1 {{'onnx.MatMul' op (C3) cannot broadcast 2 with 3}}
  %y = onnx.MatMul(%a, %b) : (tensor<2x3x4xf32>, tensor<3x4x5xf32>) -> tensor<2x3x5xf32>
  return
}

// -----

func.func @matmul_c4(%a: tensor<2x3xf32>, %b: tensor<3x5xf16>) {
  // expected-error @+1 {{'onnx.MatMul' op (C4) expects operands of one element type}}
  %y = onnx.MatMul(%a, %b) : (tensor<2x3xf32>, tensor<3x5xf16>) -> tensor<2x5xf32>
  return
}

// -----

func.func @max_c1(%a: tensor<4xf32>, %b: tensor<1xf32>, %c: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Max' op (C1) cannot broadcast 4 with 3}}
  %y = onnx.Max(%a, %b, %c) : (tensor<4xf32>, tensor<1xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @max_c2(%a: tensor<4xf32>, %b: tensor<4xi32>) {
  // expected-error @+1 {{'onnx.Max' op (C2) expects operands of one element type}}
  %y = onnx.Max(%a, %b) : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @max_c3() {
  // expected-error @+1 {{'onnx.Max' op (C3) expects at least one operand}}
  %y = onnx.Max() : () -> tensor<4xf32>
  return
}

// -----

func.func @max_pool_c1(%a: tensor<1x4x8x8xf32>) {
  // expected-error @+1 {{'onnx.MaxPool' op (C1) expects X of rank 3 at least and kernel_shape with one entry for each spatial axis, got 1x4x8x8 and [2]}}
  %y = onnx.MaxPool(%a) {kernel_shape = [2]} : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @max_pool_c1_zero(%a: tensor<1x4x8x8xf32>) {
  // expected-error @+1 {{'onnx.MaxPool' op (C1) expects positive entries in kernel_shape that fit an i32, got [2, 0]}}
  %y = onnx.MaxPool(%a) {kernel_shape = [2, 0]} : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @max_pool_c2(%a: tensor<1x4x8x8xf32>) {
  // expected-error @+1 {{'onnx.MaxPool' op (C2) expects 4 entries in pads, got [1, 1]}}
  %y = onnx.MaxPool(%a) {kernel_shape = [2, 2], pads = [1, 1]}
      : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  return
}

// -----

func.func @mod_c1(%a: tensor<2xi32>, %b: tensor<3xi32>) {
  // expected-error @+1 {{'onnx.Mod' op (C1) cannot broadcast 2 with 3}}
  %y = onnx.Mod(%a, %b) : (tensor<2xi32>, tensor<3xi32>) -> tensor<2xi32>
  return
}

// -----

func.func @mod_c2(%a: tensor<2xi32>, %b: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Mod' op (C2) expects operands of one element type}}
  %y = onnx.Mod(%a, %b) : (tensor<2xi32>, tensor<2xf32>) -> tensor<2xi32>
  return
}

// -----

func.func @mod_c3(%a: tensor<2xf32>, %b: tensor<2xf32>) {
  // expected-error @+1 {{'onnx.Mod' op (C3) expects fmod = 1 for operands of floats}}
  %y = onnx.Mod(%a, %b) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @pad_c1(%a: tensor<2x3xf32>) {
  %none = onnx.NoValue
  %pads = onnx.Constant dense<[1, 1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Pad' op (C1) expects two pads for each of 2 axes, got [1, 1]}}
  %y = onnx.Pad(%a, %pads, %none, %none)
      : (tensor<2x3xf32>, tensor<2xi32>, none, none) -> tensor<2x3xf32>
  return
}

// -----

func.func @pad_c2(%a: tensor<2x3xf32>) {
  %none = onnx.NoValue
  %pads = onnx.Constant dense<[1, 1, 1, 1]> : tensor<4xi32>
  %axes = onnx.Constant dense<[0, 0]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Pad' op (C2) expects axes in [-2, 2) without repetition, got [0, 0]}}
  %y = onnx.Pad(%a, %pads, %none, %axes)
      : (tensor<2x3xf32>, tensor<4xi32>, none, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @pad_c3(%a: tensor<2xf32>) {
  %none = onnx.NoValue
  %pads = onnx.Constant dense<[1, 1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Pad' op (C3) expects mode to be constant, reflect, edge or wrap, got mirror}}
  %y = onnx.Pad(%a, %pads, %none, %none) {mode = "mirror"}
      : (tensor<2xf32>, tensor<2xi32>, none, none) -> tensor<4xf32>
  return
}

// -----

func.func @pad_c4(%a: tensor<2xf32>) {
  %none = onnx.NoValue
  %pads = onnx.Constant dense<[-2, -1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Pad' op (C4) leaves -1 elements of axis 0}}
  %y = onnx.Pad(%a, %pads, %none, %none)
      : (tensor<2xf32>, tensor<2xi32>, none, none) -> tensor<?xf32>
  return
}

// -----

func.func @pad_c5(%a: tensor<2xf32>, %b: tensor<i32>) {
  %none = onnx.NoValue
  %pads = onnx.Constant dense<[1, 1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Pad' op (C5) expects a constant_value of one element in 'f32', got 'tensor<i32>'}}
  %y = onnx.Pad(%a, %pads, %b, %none)
      : (tensor<2xf32>, tensor<2xi32>, tensor<i32>, none) -> tensor<4xf32>
  return
}

// -----

func.func @pow_c1(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.Pow' op (C1) cannot broadcast 2 with 3}}
  %y = onnx.Pow(%a, %b) : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  return
}

// -----

// The slope is aligned at the last axis, not at the channels.
func.func @prelu_c1(%a: tensor<1x3x4xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'onnx.PRelu' op (C1) cannot broadcast the slope 3 to 1x3x4}}
  %y = onnx.PRelu(%a, %b) : (tensor<1x3x4xf32>, tensor<3xf32>) -> tensor<1x3x4xf32>
  return
}

// -----

func.func @prelu_c2(%a: tensor<4xf32>, %b: tensor<4xf16>) {
  // expected-error @+1 {{'onnx.PRelu' op (C2) expects operands of one element type, got 'f32' and 'f16'}}
  %y = onnx.PRelu(%a, %b) : (tensor<4xf32>, tensor<4xf16>) -> tensor<4xf32>
  return
}

// -----

func.func @range_c1(%a: tensor<2xi32>, %b: tensor<i32>, %c: tensor<i32>) {
  // expected-error @+1 {{'onnx.Range' op (C1) expects operands of one element, got 2}}
  %y = onnx.Range(%a, %b, %c) : (tensor<2xi32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  return
}

// -----

func.func @range_c2(%a: tensor<i32>, %b: tensor<i32>, %c: tensor<f32>) {
  // expected-error @+1 {{'onnx.Range' op (C2) expects operands of one element type}}
  %y = onnx.Range(%a, %b, %c) : (tensor<i32>, tensor<i32>, tensor<f32>) -> tensor<?xi32>
  return
}

// -----

func.func @range_c3(%a: tensor<i32>, %b: tensor<i32>) {
  %zero = onnx.Constant dense<0> : tensor<i32>
  // expected-error @+1 {{'onnx.Range' op (C3) expects a delta other than 0}}
  %y = onnx.Range(%a, %b, %zero) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<?xi32>
  return
}

// -----

func.func @reduce_sum_c1(%a: tensor<2x3xf32>) {
  %axes = onnx.Constant dense<[0, -2]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.ReduceSum' op (C1) expects axes in [-2, 2) without repetition, got [0, -2]}}
  %y = onnx.ReduceSum(%a, %axes) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<1x1xf32>
  return
}

// -----

func.func @reduce_sum_c1_rank(%a: tensor<2x3xf32>, %b: tensor<1x1xi32>) {
  // expected-error @+1 {{'onnx.ReduceSum' op (C1) expects an operand of rank 1, got 1x1}}
  %y = onnx.ReduceSum(%a, %b) : (tensor<2x3xf32>, tensor<1x1xi32>) -> tensor<1x1xf32>
  return
}

// -----

// Larger extents have no index, and keep no arithmetic on shapes from overflowing.
func.func @relu_extent(%a: tensor<4294967296xf32>) {
  // expected-error @+1 {{'onnx.Relu' op expects extents that fit an i32 index, got 'tensor<4294967296xf32>' as operand 0}}
  %y = onnx.Relu(%a) : (tensor<4294967296xf32>) -> tensor<4294967296xf32>
  return
}

// -----

func.func @reshape_c1(%a: tensor<4xf32>, %b: tensor<1x1xi32>) {
  // expected-error @+1 {{'onnx.Reshape' op (C1) expects a shape of rank 1, got 1x1}}
  %y = onnx.Reshape(%a, %b) : (tensor<4xf32>, tensor<1x1xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @reshape_c2(%a: tensor<4xf32>) {
  %shape = onnx.Constant dense<[-1, -1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Reshape' op (C2) expects extents not below -1 and at most one -1, got [-1, -1]}}
  %y = onnx.Reshape(%a, %shape) : (tensor<4xf32>, tensor<2xi32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @reshape_c2_allowzero(%a: tensor<0x4xf32>) {
  %shape = onnx.Constant dense<[0, -1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Reshape' op (C2) cannot tell the extent of -1 beside a 0 that is an extent}}
  %y = onnx.Reshape(%a, %shape) {allowzero = 1 : si64}
      : (tensor<0x4xf32>, tensor<2xi32>) -> tensor<0x4xf32>
  return
}

// -----

func.func @reshape_c3(%a: tensor<4xf32>) {
  %shape = onnx.Constant dense<[4, 0]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Reshape' op (C3) copies axis 1 of a tensor of rank 1}}
  %y = onnx.Reshape(%a, %shape) : (tensor<4xf32>, tensor<2xi32>) -> tensor<4x1xf32>
  return
}

// -----

func.func @reshape_c4(%a: tensor<2x3xf32>) {
  %shape = onnx.Constant dense<[4, 2]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Reshape' op (C4) cannot arrange the elements of 2x3 as [4, 2]}}
  %y = onnx.Reshape(%a, %shape) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @reshape_c4_remainder(%a: tensor<2x3xf32>) {
  %shape = onnx.Constant dense<[4, -1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Reshape' op (C4) cannot arrange the elements of 2x3 as [4, ?]}}
  %y = onnx.Reshape(%a, %shape) : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<4x?xf32>
  return
}

// -----

func.func @resize_c1(%a: tensor<1x1x4x4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Resize' op (C1) expects exactly one of scales and sizes}}
  %y = onnx.Resize(%a, %none, %none, %none)
      : (tensor<1x1x4x4xf32>, none, none, none) -> tensor<1x1x8x8xf32>
  return
}

// -----

func.func @resize_c2(%a: tensor<1x1x4x4xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8, 8]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Resize' op (C2) expects one entry for each of 4 axes, got 2}}
  %y = onnx.Resize(%a, %none, %none, %sizes)
      : (tensor<1x1x4x4xf32>, none, none, tensor<2xi32>) -> tensor<1x1x8x8xf32>
  return
}

// -----

func.func @resize_c2_scale(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %scales = onnx.Constant dense<[0.0]> : tensor<1xf32>
  // expected-error @+1 {{'onnx.Resize' op (C2) expects positive scales and sizes}}
  %y = onnx.Resize(%a, %none, %scales, %none)
      : (tensor<4xf32>, none, tensor<1xf32>, none) -> tensor<8xf32>
  return
}

// -----

func.func @resize_c3(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Resize' op (C3) expects axes in [-1, 1) without repetition, got [1]}}
  %y = onnx.Resize(%a, %none, %none, %sizes) {axes = [1]}
      : (tensor<4xf32>, none, none, tensor<1xi32>) -> tensor<8xf32>
  return
}

// -----

func.func @resize_c4(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Resize' op (C4) does not know mode = bilinear}}
  %y = onnx.Resize(%a, %none, %none, %sizes) {mode = "bilinear"}
      : (tensor<4xf32>, none, none, tensor<1xi32>) -> tensor<8xf32>
  return
}

// -----

func.func @resize_c4_nearest_mode(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Resize' op (C4) does not know nearest_mode = round}}
  %y = onnx.Resize(%a, %none, %none, %sizes) {nearest_mode = "round"}
      : (tensor<4xf32>, none, none, tensor<1xi32>) -> tensor<8xf32>
  return
}

// -----

func.func @resize_c5(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %sizes = onnx.Constant dense<[8]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Resize' op (C5) needs roi for tf_crop_and_resize}}
  %y = onnx.Resize(%a, %none, %none, %sizes) {coordinate_transformation_mode = "tf_crop_and_resize"}
      : (tensor<4xf32>, none, none, tensor<1xi32>) -> tensor<8xf32>
  return
}

// -----

func.func @slice_c1(%a: tensor<4xf32>, %b: tensor<1xi32>, %c: tensor<2xi32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Slice' op (C1) expects starts, ends, axes and steps of rank 1 and one length, got 2}}
  %y = onnx.Slice(%a, %b, %c, %none, %none)
      : (tensor<4xf32>, tensor<1xi32>, tensor<2xi32>, none, none) -> tensor<?xf32>
  return
}

// -----

func.func @slice_c2(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %one = onnx.Constant dense<[1]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Slice' op (C2) expects axes in [-1, 1) without repetition, got [1]}}
  %y = onnx.Slice(%a, %one, %one, %one, %none)
      : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>, none) -> tensor<?xf32>
  return
}

// -----

func.func @slice_c3(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  %zero = onnx.Constant dense<[0]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Slice' op (C3) expects steps other than 0, got [0]}}
  %y = onnx.Slice(%a, %zero, %zero, %none, %zero)
      : (tensor<4xf32>, tensor<1xi32>, tensor<1xi32>, none, tensor<1xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @softmax_c1(%a: tensor<2x4xf32>) {
  // expected-error @+1 {{'onnx.Softmax' op (C1) expects an axis in [-2, 2), got 2}}
  %y = onnx.Softmax(%a) {axis = 2 : si64} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @space_to_depth_c1(%a: tensor<4x2x2xf32>) {
  // expected-error @+1 {{'onnx.SpaceToDepth' op (C1) expects a tensor of rank 4, got 4x2x2}}
  %y = onnx.SpaceToDepth(%a) {blocksize = 2 : si64} : (tensor<4x2x2xf32>) -> tensor<16x1x1xf32>
  return
}

// -----

func.func @space_to_depth_c2(%a: tensor<1x1x4x5xf32>) {
  // expected-error @+1 {{'onnx.SpaceToDepth' op (C2) cannot divide 5 elements of axis 3 by 2}}
  %y = onnx.SpaceToDepth(%a) {blocksize = 2 : si64} : (tensor<1x1x4x5xf32>) -> tensor<1x4x2x2xf32>
  return
}

// -----

func.func @space_to_depth_c2_zero(%a: tensor<1x1x4x4xf32>) {
  // expected-error @+1 {{'onnx.SpaceToDepth' op (C2) expects a positive blocksize, got 0}}
  %y = onnx.SpaceToDepth(%a) {blocksize = 0 : si64} : (tensor<1x1x4x4xf32>) -> tensor<1x4x2x2xf32>
  return
}

// -----

func.func @split_c1(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Split' op (C1) expects an axis in [-1, 1), got 1}}
  %y:2 = onnx.Split(%a, %none) {axis = 1 : si64, num_outputs = 2 : si64}
      : (tensor<4xf32>, none) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @split_c2(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Split' op (C2) expects exactly one of split and num_outputs}}
  %y:2 = onnx.Split(%a, %none) : (tensor<4xf32>, none) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @split_c2_zero(%a: tensor<4xf32>) {
  %none = onnx.NoValue
  // expected-error @+1 {{'onnx.Split' op (C2) expects a positive num_outputs, got 0}}
  %y:2 = onnx.Split(%a, %none) {num_outputs = 0 : si64}
      : (tensor<4xf32>, none) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @split_c3(%a: tensor<4xf32>) {
  %lengths = onnx.Constant dense<[3, 2]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Split' op (C3) expects lengths that are not negative and sum to 4, got [3, 2]}}
  %y:2 = onnx.Split(%a, %lengths) : (tensor<4xf32>, tensor<2xi32>) -> (tensor<3xf32>, tensor<2xf32>)
  return
}

// -----

func.func @squeeze_c1(%a: tensor<1x3xf32>) {
  %axes = onnx.Constant dense<[2]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Squeeze' op (C1) expects axes in [-2, 2) without repetition, got [2]}}
  %y = onnx.Squeeze(%a, %axes) : (tensor<1x3xf32>, tensor<1xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @squeeze_c2(%a: tensor<1x3xf32>) {
  %axes = onnx.Constant dense<[1]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Squeeze' op (C2) cannot remove axis 1 of extent 3}}
  %y = onnx.Squeeze(%a, %axes) : (tensor<1x3xf32>, tensor<1xi32>) -> tensor<1xf32>
  return
}

// -----

func.func @tile_c1(%a: tensor<2xf32>) {
  %repeats = onnx.Constant dense<[1, 1]> : tensor<2xi32>
  // expected-error @+1 {{'onnx.Tile' op (C1) expects one entry for each of 1 axes, got 2}}
  %y = onnx.Tile(%a, %repeats) : (tensor<2xf32>, tensor<2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @transpose_c1(%a: tensor<2x3xf32>) {
  // expected-error @+1 {{'onnx.Transpose' op (C1) expects a permutation of 2 axes, got [1, 1]}}
  %y = onnx.Transpose(%a) {perm = [1, 1]} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @unsqueeze_c1(%a: tensor<3xf32>) {
  %axes = onnx.Constant dense<[2]> : tensor<1xi32>
  // expected-error @+1 {{'onnx.Unsqueeze' op (C1) expects axes in [-2, 2) without repetition, got [2]}}
  %y = onnx.Unsqueeze(%a, %axes) : (tensor<3xf32>, tensor<1xi32>) -> tensor<1x3xf32>
  return
}

// -----

func.func @unsqueeze_c1_rank(%a: tensor<3xf32>, %b: tensor<1x1xi32>) {
  // expected-error @+1 {{'onnx.Unsqueeze' op (C1) expects axes of rank 1 or 0, got 1x1}}
  %y = onnx.Unsqueeze(%a, %b) : (tensor<3xf32>, tensor<1x1xi32>) -> tensor<1x3xf32>
  return
}

// -----

func.func @where_c1(%a: tensor<5xi1>, %b: tensor<4xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{'onnx.Where' op (C1) cannot broadcast 5 with 4}}
  %y = onnx.Where(%a, %b, %c) : (tensor<5xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @where_c2(%a: tensor<4xi1>, %b: tensor<4xf32>, %c: tensor<4xi32>) {
  // expected-error @+1 {{'onnx.Where' op (C2) expects operands of one element type}}
  %y = onnx.Where(%a, %b, %c) : (tensor<4xi1>, tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}
