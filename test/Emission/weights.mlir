// RUN: rm -rf %t && mkdir %t
// RUN: %python -c "import struct; open('%t/m.bin', 'wb').write(b'ab' + struct.pack('<4f', 1.0, 1.0005, 65519.0, -0.25))"
// RUN: ane-translate --ane-to-mil %s --weights-dir %t --mil-folder %t/out
// RUN: FileCheck %s < %t/out/model.mil
// RUN: %python %S/Inputs/dump_weights.py %t/out/weights/weight.bin | FileCheck %s --check-prefix=FILE

// One weight file holds every tensor (ANE-C21), and none stands in the text (ANE-C56). Each is rounded to nearest, ties to even, as numpy does (the second reader of the
// file shares no code with the writer); 65519 is the largest integer that does not become infinite. Equal sources are
// one record, in whatever shape and under whatever name.

// FILE:      3 records, version 2
// FILE-NEXT: 64: fp16 8 bytes at 128: 1.0 1.0009765625 65504.0 -0.25
// FILE-NEXT: 192: int32 12 bytes at 256: 1 -2 2147483647
// FILE-NEXT: 320: fp32 16 bytes at 384: 1.0 1.000499963760376 65519.0 -0.25
// FILE-NOT:  bytes
ml_program.global private @a(#weights.file<"m.bin", 2, 16> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @b(#weights.file<"m.bin", 2, 16> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @i(dense<[1, -2, 2147483647]> : tensor<3xi32>) : tensor<3xi32>

// CHECK:      func main<ios18>(
// CHECK-DAG:  tensor<fp16, [4]> [[A:w[0-9]+]] = const(){{.*}}offset = uint64(64)
// CHECK-DAG:  tensor<fp16, [2, 2]> [[B:w[0-9]+]] = const(){{.*}}offset = uint64(64)
// CHECK-DAG:  tensor<int32, [3]> [[I:w[0-9]+]] = const(){{.*}}offset = uint64(192)
// CHECK-DAG:  tensor<fp32, [4]> [[F:w[0-9]+]] = const(){{.*}}offset = uint64(320)
// Booleans have no code in a weight file and stand in the text.
// CHECK-DAG:  tensor<bool, [2]> [[C:c[0-9]+]] = const(){{.*}}val = tensor<bool, [2]>([true, false])
ane.program @constants(%x: tensor<2x2xf16>) -> (tensor<2x2xf16>, tensor<4xf16>, tensor<3xi32>, tensor<4xf32>, tensor<2xf16>)
    attributes {placement = #ane.placement<engine>} {
  %a = ane.constant @a : tensor<4xf16>
  %b = ane.constant @b : tensor<2x2xf16>
  %i = ane.constant @i : tensor<3xi32>
  %f = ane.constant @a : tensor<4xf32>
  %c = ane.constant dense<[true, false]> : tensor<2xi1>
  %0 = ane.relu(%a) : (tensor<4xf16>) -> tensor<4xf16>
  %1 = ane.add(%x, %b) : (tensor<2x2xf16>, tensor<2x2xf16>) -> tensor<2x2xf16>
  %2 = ane.abs(%i) : (tensor<3xi32>) -> tensor<3xi32>
  %3 = ane.relu(%f) : (tensor<4xf32>) -> tensor<4xf32>
  %4 = ane.cast(%c) {dtype = "fp16"} : (tensor<2xi1>) -> tensor<2xf16>
  ane.return %1, %0, %2, %3, %4 : tensor<2x2xf16>, tensor<4xf16>, tensor<3xi32>, tensor<4xf32>, tensor<2xf16>
}
