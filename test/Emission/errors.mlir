// RUN: rm -rf %t && split-file --leading-lines %s %t && printf 'abcd' > %t/short.bin && mkdir %t/folder
// RUN: not ane-translate --ane-to-mil %t/all.mlir 2>&1 >/dev/null | FileCheck %s --check-prefix=ALL
// RUN: not ane-translate --ane-to-mil %t/range.mlir 2>&1 >/dev/null | FileCheck %s --check-prefix=RANGE
// RUN: not ane-translate --ane-to-mil %t/empty.mlir 2>&1 >/dev/null | FileCheck %s --check-prefix=EMPTY
// RUN: not ane-translate --ane-to-mil %t/integer.mlir 2>&1 >/dev/null | FileCheck %s --check-prefix=INTEGER
// RUN: not ane-translate --ane-to-mil %t/extern.mlir --mil-folder %t/out 2>&1 | FileCheck %s --check-prefix=EXTERN
// RUN: not ane-translate --ane-to-mil %t/nowhere.mlir 2>&1 | FileCheck %s --check-prefix=NOWHERE

// All problems of a module are reported in one run, each at what has it.

//--- all.mlir
// ALL-DAG: all.mlir:[[@LINE+1]]:{{.*}} error: 'ml_program.global' op cannot read '{{.*}}missing.bin': {{.*}}; name the folder of the model's files
ml_program.global private @missing(#weights.file<"missing.bin", 0, 16> : tensor<4xf32>) : tensor<4xf32>
// ALL-DAG: all.mlir:[[@LINE+1]]:{{.*}} error: 'ml_program.global' op reads 16 bytes at 0 of 'short.bin', which has 4
ml_program.global private @short(#weights.file<"short.bin", 0, 16> : tensor<4xf32>) : tensor<4xf32>
// ALL-DAG: all.mlir:[[@LINE+1]]:{{.*}} error: 'ml_program.global' op reads '{{.*}}folder', which is a folder
ml_program.global private @folder(#weights.file<"folder", 0, 16> : tensor<4xf32>) : tensor<4xf32>
// ALL-DAG: all.mlir:[[@LINE+1]]:{{.*}} error: 'ml_program.global' op reads 16 bytes at 9223372036854775000 of 'short.bin', which has 4
ml_program.global private @far(#weights.file<"short.bin", 9223372036854775000, 16> : tensor<4xf32>) : tensor<4xf32>
ane.program @p(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.constant @missing : tensor<4xf16>
  %b = ane.constant @short : tensor<4xf16>
  %c = ane.constant @folder : tensor<4xf16>
  %d = ane.constant @far : tensor<4xf16>
  %0 = ane.add(%x, %a) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  %1 = ane.add(%0, %b) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  %2 = ane.add(%1, %c) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  %3 = ane.add(%2, %d) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %3 : tensor<4xf16>
}

//--- range.mlir
// A finite number that fp16 does not have would become infinite; an infinite one stays what it is.
ml_program.global private @big(dense<[1.0, -1.0e5, 2.0e5, 0x7F800000]> : tensor<4xf32>) : tensor<4xf32>
ane.program @p(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // RANGE: range.mlir:[[@LINE+1]]:{{.*}} error: 'ane.constant' op takes the parameter @big, which has 2 finite values beyond the range of fp16, the first of them -1.000000e+05; scale or clamp it before it is rounded
  %a = ane.constant @big : tensor<4xf16>
  // RANGE: range.mlir:[[@LINE+1]]:{{.*}} error: 'ane.constant' op is a literal that has 1 finite values beyond the range of fp16, the first of them 6.552000e+04; scale or clamp it before it is rounded
  %b = ane.constant dense<65520.0> : tensor<f32> -> tensor<f16>
  %c = ane.constant dense<0x7F800000> : tensor<f32> -> tensor<f16>
  %0 = ane.add(%x, %a) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  %1 = ane.add(%0, %b) : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  %2 = ane.add(%1, %c) : (tensor<4xf16>, tensor<f16>) -> tensor<4xf16>
  ane.return %2 : tensor<4xf16>
}

//--- empty.mlir
// EMPTY: error: 'builtin.module' op has no ane.program
module {}

//--- integer.mlir
// A bound of an integer is an integer.
ane.program @p(%x: tensor<4xi32>) -> tensor<4xi32> attributes {placement = #ane.placement<host>} {
  // INTEGER: integer.mlir:[[@LINE+1]]:{{.*}} error: 'ane.clip' op has alpha = 5.000000e-01 for an operand of int32, expected an integer
  %y = ane.clip(%x) {alpha = 0.5 : f32, beta = 6.0 : f32} : (tensor<4xi32>) -> tensor<4xi32>
  ane.return %y : tensor<4xi32>
}

//--- extern.mlir
// The text of a program can be written without its parameters, a weight file cannot.
// EXTERN: extern.mlir:[[@LINE+1]]:{{.*}} error: 'ml_program.global' op has no value: give it one, or store to it in @prepare
ml_program.global private @w(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ane.program @p(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %a = ane.constant @w : tensor<4xf16>
  %0 = ane.add(%x, %a) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %0 : tensor<4xf16>
}

//--- nowhere.mlir
// A model that nobody trusts cannot name a file outside its folder.
// NOWHERE: nowhere.mlir:[[@LINE+1]]:{{.*}} error: (C1) expects a path relative to the folder of the model and inside it, got "../secret.bin"
ml_program.global private @w(#weights.file<"../secret.bin", 0, 16> : tensor<4xf32>) : tensor<4xf32>
