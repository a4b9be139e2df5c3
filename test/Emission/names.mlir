// RUN: ane-translate --ane-to-mil %s | FileCheck %s
// RUN: ane-opt %s --strip-debuginfo | ane-translate --ane-to-mil | FileCheck %s
// RUN: ane-opt %s --emit-bytecode | ane-translate --ane-to-mil | FileCheck %s

// Names come from surfaces and from the order of printing, never from SSA names or locations, which bytecode and the
// printed form lose.

// Where surfaces are decided their symbols are the names. An output that is an argument, a constant or another output
// is copied, since MIL wants it to be the result of an operation.
// CHECK:      func main<ios18>(tensor<fp16, [1, 4, 1, 32]> in_a, tensor<fp16, [1, 4, 1, 32]> v0) {
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> w0 = const()
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> v1 = relu(x = in_a)
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> out_a = relu(x = v1)
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> out_b = identity(x = out_a)
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> out_c = identity(x = v0)
// CHECK-NEXT:   tensor<fp16, [1, 4, 1, 32]> out_d = identity(x = w0)
// CHECK-NEXT: } -> (out_a, out_b, out_c, out_d);
#s0 = #ane.surface<symbol = "in_a", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
#s1 = #ane.surface<symbol = "v0", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
#t0 = #ane.surface<symbol = "out_a", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
#t1 = #ane.surface<symbol = "out_b", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
#t2 = #ane.surface<symbol = "out_c", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
#t3 = #ane.surface<symbol = "out_d", valid = [1, 4, 1, 32], row = 64, plane = 64, batch = 256, alloc = 49152>
ane.program @surfaces(%some_name: tensor<1x4x1x32xf16> {ane.surface = #s0}, %y: tensor<1x4x1x32xf16> {ane.surface = #s1})
    -> (tensor<1x4x1x32xf16> {ane.surface = #t0}, tensor<1x4x1x32xf16> {ane.surface = #t1},
        tensor<1x4x1x32xf16> {ane.surface = #t2}, tensor<1x4x1x32xf16> {ane.surface = #t3})
    attributes {placement = #ane.placement<engine>} {
  %another = ane.relu(%some_name) : (tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16> loc("node one")
  %third = ane.relu(%another) : (tensor<1x4x1x32xf16>) -> tensor<1x4x1x32xf16> loc("node two")
  %k = ane.constant dense<2.0> : tensor<1x4x1x32xf16>
  ane.return %third, %third, %y, %k : tensor<1x4x1x32xf16>, tensor<1x4x1x32xf16>, tensor<1x4x1x32xf16>, tensor<1x4x1x32xf16>
}

// Eleven arguments are numbered with as many digits as the last one, so that the order of bytes is the order of numbers.
// CHECK: func main<ios18>(fp16 i00, {{.*}}, fp16 i09, fp16 i10) {
// CHECK: } -> (o00);
ane.program @eleven(%0: tensor<f16>, %1: tensor<f16>, %2: tensor<f16>, %3: tensor<f16>, %4: tensor<f16>, %5: tensor<f16>,
                    %6: tensor<f16>, %7: tensor<f16>, %8: tensor<f16>, %9: tensor<f16>, %10: tensor<f16>) -> tensor<f16>
    attributes {placement = #ane.placement<engine>} {
  %y = ane.add(%0, %10) : (tensor<f16>, tensor<f16>) -> tensor<f16>
  ane.return %y : tensor<f16>
}
