// RUN: ane-translate --ane-to-mil %s | FileCheck %s

// Every argument is written, since the engine's compiler was seen to refuse operations that lack one that MIL calls
// optional (ANE-C23, ANE-C24, ANE-C37). A program has one function (ANE-C45), and the header that its chip was seen to
// take.
module attributes {ane.target = #ane.target<"m3-max">} {
  // CHECK:      program(1.0)
  // CHECK-NEXT: [buildInfo = dict<tensor<string, []>, tensor<string, []>>({{.*}}"coremlc-version"
  // CHECK:      func main<ios16>(tensor<fp16, [4]> i00)
  // CHECK-DAG:  tensor<fp16, []> [[E:c[0-9]+]] = const()[{{.*}}val = tensor<fp16, []>(0x1p-10)];
  // CHECK-DAG:  tensor<fp16, []> [[Z:c[0-9]+]] = const()[{{.*}}val = tensor<fp16, []>(0x0p+0)];
  // CHECK:      rsqrt(epsilon = [[E]], x = i00)
  // CHECK:      inverse(epsilon = [[Z]], x = {{.*}})
  // CHECK:      log(epsilon = [[Z]], x = {{.*}})
  // CHECK-NOT:  func
  // CHECK:      } -> (o00);
  ane.program @forward(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
    %a = ane.rsqrt(%x) {epsilon = 0.0009765625 : f32} : (tensor<4xf16>) -> tensor<4xf16>
    %b = ane.inverse(%a) {epsilon = 0.0 : f32} : (tensor<4xf16>) -> tensor<4xf16>
    %c = ane.log(%b) {epsilon = 0.0 : f32} : (tensor<4xf16>) -> tensor<4xf16>
    ane.return %c : tensor<4xf16>
  }
}
