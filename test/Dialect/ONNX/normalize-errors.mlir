// RUN: ane-opt %s --onnx-normalize --split-input-file --verify-diagnostics

// Every constant that does not fit is reported, not only the first.
func.func @range(%x: tensor<1xi64>) -> tensor<1xi64> {
  // expected-error @+1 {{'onnx.Constant' op holds 2147483648, which does not fit the i32 that indices have}}
  %a = onnx.Constant dense<2147483648> : tensor<1xi64>
  // expected-error @+1 {{'onnx.Constant' op holds -9223372036854775808, which does not fit}}
  %b = onnx.Constant dense<-9223372036854775808> : tensor<1xi64>
  %y = onnx.Add(%x, %a) : (tensor<1xi64>, tensor<1xi64>) -> tensor<1xi64>
  %z = onnx.Add(%y, %b) : (tensor<1xi64>, tensor<1xi64>) -> tensor<1xi64>
  return %z : tensor<1xi64>
}

// -----

// The bytes of a file cannot be narrowed here.
// expected-error @+1 {{'ml_program.global' op keeps i64 elements outside of the module}}
ml_program.global private @ids(#weights.file<"m.onnx", 0, 16> : tensor<2xi64>) : tensor<2xi64>
