// A model to train, by hand: logits = table[ids], cross-entropy, gradient, plain gradient descent. Everything is
// computed on the host; what is tested with it is who calls the entries, and when.
module attributes {ane.target = #ane.target<"strict">} {
  ml_program.global private mutable @table(dense<0.0> : tensor<256x256xf32>) : tensor<256x256xf32>
  ml_program.global private mutable @table.grad : tensor<256x256xf32>
  ml_program.global private mutable @train.step : tensor<f32>

  ane.program @look_up(%ids: tensor<4x32xi32>, %table: tensor<256x256xf32>) -> tensor<4x32x256xf32> attributes {placement = #ane.placement<host>} {
    %y = ane.gather(%table, %ids) {axis = 0 : i32, batch_dims = 0 : i32, validate_indices = false} : (tensor<256x256xf32>, tensor<4x32xi32>) -> tensor<4x32x256xf32>
    ane.return %y : tensor<4x32x256xf32>
  }

  // The mean over all positions of log(sum(exp(logits))) - logits[target], and its derivative by the logits.
  ane.program @loss(%logits: tensor<4x32x256xf32>, %targets: tensor<4x32xi32>) -> (tensor<f32>, tensor<4x32x256xf32>) attributes {placement = #ane.placement<host>} {
    %count = ane.constant dense<0.0078125> : tensor<f32>
    %numbers = ane.constant @numbers : tensor<1x1x256xi32>
    %t = ane.expand_dims(%targets) {axes = array<i32: 2>} : (tensor<4x32xi32>) -> tensor<4x32x1xi32>
    %is = ane.equal(%t, %numbers) : (tensor<4x32x1xi32>, tensor<1x1x256xi32>) -> tensor<4x32x256xi1>
    %hot = ane.cast(%is) {dtype = "fp32"} : (tensor<4x32x256xi1>) -> tensor<4x32x256xf32>
    %p = ane.softmax(%logits) {axis = -1 : i32} : (tensor<4x32x256xf32>) -> tensor<4x32x256xf32>
    %difference = ane.sub(%p, %hot) : (tensor<4x32x256xf32>, tensor<4x32x256xf32>) -> tensor<4x32x256xf32>
    %gradient = ane.mul(%difference, %count) : (tensor<4x32x256xf32>, tensor<f32>) -> tensor<4x32x256xf32>
    %chosen = ane.mul(%p, %hot) : (tensor<4x32x256xf32>, tensor<4x32x256xf32>) -> tensor<4x32x256xf32>
    %likelihood = ane.reduce_sum(%chosen) {axes = array<i32: 2>, keep_dims = false} : (tensor<4x32x256xf32>) -> tensor<4x32xf32>
    %log = ane.log(%likelihood) {epsilon = 0.0 : f32} : (tensor<4x32xf32>) -> tensor<4x32xf32>
    %sum = ane.reduce_sum(%log) {axes = array<i32: 0, 1>, keep_dims = false} : (tensor<4x32xf32>) -> tensor<f32>
    %minus = ane.constant dense<-0.0078125> : tensor<f32>
    %loss = ane.mul(%sum, %minus) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    ane.return %loss, %gradient : tensor<f32>, tensor<4x32x256xf32>
  }
  ml_program.global private @numbers(dense<[[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255]]]> : tensor<1x1x256xi32>) : tensor<1x1x256xi32>

  // Adds the gradient of each row to the row that was looked up; counts the gradients beyond 0.004.
  ane.program @accumulate(%gradient: tensor<4x32x256xf32>, %ids: tensor<4x32xi32>, %sum: tensor<256x256xf32>) -> (tensor<256x256xf32>, tensor<f32>) attributes {placement = #ane.placement<host>} {
    %numbers = ane.constant @numbers : tensor<1x1x256xi32>
    %i = ane.expand_dims(%ids) {axes = array<i32: 2>} : (tensor<4x32xi32>) -> tensor<4x32x1xi32>
    %is = ane.equal(%i, %numbers) : (tensor<4x32x1xi32>, tensor<1x1x256xi32>) -> tensor<4x32x256xi1>
    %hot = ane.cast(%is) {dtype = "fp32"} : (tensor<4x32x256xi1>) -> tensor<4x32x256xf32>
    %rows = ane.reshape(%hot) {shape = array<i32: 128, 256>} : (tensor<4x32x256xf32>) -> tensor<128x256xf32>
    %flat = ane.reshape(%gradient) {shape = array<i32: 128, 256>} : (tensor<4x32x256xf32>) -> tensor<128x256xf32>
    %product = ane.matmul(%rows, %flat) {transpose_x = true, transpose_y = false} : (tensor<128x256xf32>, tensor<128x256xf32>) -> tensor<256x256xf32>
    %new = ane.add(%sum, %product) : (tensor<256x256xf32>, tensor<256x256xf32>) -> tensor<256x256xf32>
    %limit = ane.constant dense<-0.00776> : tensor<f32>
    %beyond = ane.less(%flat, %limit) : (tensor<128x256xf32>, tensor<f32>) -> tensor<128x256xi1>
    %ones = ane.cast(%beyond) {dtype = "fp32"} : (tensor<128x256xi1>) -> tensor<128x256xf32>
    %clamped = ane.reduce_sum(%ones) {axes = array<i32: 0, 1>, keep_dims = false} : (tensor<128x256xf32>) -> tensor<f32>
    ane.return %new, %clamped : tensor<256x256xf32>, tensor<f32>
  }

  ane.program @descend(%rate: tensor<f32>, %microbatches: tensor<f32>, %table: tensor<256x256xf32>, %sum: tensor<256x256xf32>, %step: tensor<f32>) -> (tensor<256x256xf32>, tensor<256x256xf32>, tensor<f32>, tensor<f32>, tensor<f32>) attributes {placement = #ane.placement<host>} {
    %zero = ane.constant dense<0.0> : tensor<f32>
    %one = ane.constant dense<1.0> : tensor<f32>
    %mean = ane.real_div(%sum, %microbatches) : (tensor<256x256xf32>, tensor<f32>) -> tensor<256x256xf32>
    %scaled = ane.mul(%mean, %rate) : (tensor<256x256xf32>, tensor<f32>) -> tensor<256x256xf32>
    %new = ane.sub(%table, %scaled) : (tensor<256x256xf32>, tensor<256x256xf32>) -> tensor<256x256xf32>
    %cleared = ane.mul(%sum, %zero) : (tensor<256x256xf32>, tensor<f32>) -> tensor<256x256xf32>
    %next = ane.add(%step, %one) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %norm = ane.reduce_l2_norm(%mean) {axes = array<i32: 0, 1>, keep_dims = false} : (tensor<256x256xf32>) -> tensor<f32>
    ane.return %new, %cleared, %next, %norm, %zero : tensor<256x256xf32>, tensor<256x256xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }

  func.func @forward(%ids: tensor<4x32xi32> {onnx.name = "input_ids"}) -> (tensor<4x32x256xf32> {onnx.name = "logits"}) {
    %table = ml_program.global_load @table : tensor<256x256xf32>
    %logits = ane.call @look_up(%ids, %table) : (tensor<4x32xi32>, tensor<256x256xf32>) -> tensor<4x32x256xf32>
    return %logits : tensor<4x32x256xf32>
  }
  func.func @evaluate(%ids: tensor<4x32xi32> {onnx.name = "input_ids"}, %targets: tensor<4x32xi32> {onnx.name = "targets"}) -> (tensor<f32> {onnx.name = "loss"}) {
    %table = ml_program.global_load @table : tensor<256x256xf32>
    %logits = ane.call @look_up(%ids, %table) : (tensor<4x32xi32>, tensor<256x256xf32>) -> tensor<4x32x256xf32>
    %loss, %gradient = ane.call @loss(%logits, %targets) : (tensor<4x32x256xf32>, tensor<4x32xi32>) -> (tensor<f32>, tensor<4x32x256xf32>)
    return %loss : tensor<f32>
  }
  func.func @train_step(%ids: tensor<4x32xi32> {onnx.name = "input_ids"}, %targets: tensor<4x32xi32> {onnx.name = "targets"}) -> (tensor<f32> {onnx.name = "loss"}, tensor<f32> {onnx.name = "clamped"}) {
    %table = ml_program.global_load @table : tensor<256x256xf32>
    %logits = ane.call @look_up(%ids, %table) : (tensor<4x32xi32>, tensor<256x256xf32>) -> tensor<4x32x256xf32>
    %loss, %gradient = ane.call @loss(%logits, %targets) : (tensor<4x32x256xf32>, tensor<4x32xi32>) -> (tensor<f32>, tensor<4x32x256xf32>)
    %sum = ml_program.global_load @table.grad : tensor<256x256xf32>
    %new, %clamped = ane.call @accumulate(%gradient, %ids, %sum) : (tensor<4x32x256xf32>, tensor<4x32xi32>, tensor<256x256xf32>) -> (tensor<256x256xf32>, tensor<f32>)
    ml_program.global_store @table.grad = %new : tensor<256x256xf32>
    return %loss, %clamped : tensor<f32>, tensor<f32>
  }
  func.func @update(%rate: tensor<f32> {onnx.name = "learning_rate"}, %microbatches: tensor<f32> {onnx.name = "microbatches"}) -> (tensor<f32> {onnx.name = "grad_norm"}, tensor<f32> {onnx.name = "skipped"}) {
    %table = ml_program.global_load @table : tensor<256x256xf32>
    %sum = ml_program.global_load @table.grad : tensor<256x256xf32>
    %step = ml_program.global_load @train.step : tensor<f32>
    %new, %cleared, %next, %norm, %skipped = ane.call @descend(%rate, %microbatches, %table, %sum, %step) : (tensor<f32>, tensor<f32>, tensor<256x256xf32>, tensor<256x256xf32>, tensor<f32>) -> (tensor<256x256xf32>, tensor<256x256xf32>, tensor<f32>, tensor<f32>, tensor<f32>)
    ml_program.global_store @table = %new : tensor<256x256xf32>
    ml_program.global_store @table.grad = %cleared : tensor<256x256xf32>
    ml_program.global_store @train.step = %next : tensor<f32>
    return %norm, %skipped : tensor<f32>, tensor<f32>
  }
}
