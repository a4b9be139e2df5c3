//===- ANEOps.td - The whole of the ane dialect ------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the generated page of documentation; code is generated area by area.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEOPS_TD
#define DIALECTS_ANE_IR_ANEOPS_TD

include "dialects/ANE/IR/ANEActivationOps.td"
include "dialects/ANE/IR/ANEElementwiseOps.td"
include "dialects/ANE/IR/ANEIndexingOps.td"
include "dialects/ANE/IR/ANENetworkOps.td"
include "dialects/ANE/IR/ANEProgramOps.td"
include "dialects/ANE/IR/ANEQuantizationOps.td"
include "dialects/ANE/IR/ANEReductionOps.td"
include "dialects/ANE/IR/ANEShapeOps.td"
include "dialects/ANE/IR/ANEUnaryOps.td"

#endif // DIALECTS_ANE_IR_ANEOPS_TD
