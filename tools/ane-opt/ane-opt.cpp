//===- ane-opt.cpp - Runs passes on modules -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/Weights/IR/Weights.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/PrettyStackTrace.h"

#ifdef HAVE_ANEMONEANETRANSFORMS
#include "dialects/ANE/Transforms/Passes.h"
#endif
#ifdef HAVE_ANEMONEONNX
#include "dialects/ONNX/IR/ONNXDialect.h"
#endif
#if defined(HAVE_ANEMONEONNXTRANSFORMS) && __has_include("dialects/ONNX/Transforms/Passes.h")
#include "dialects/ONNX/Transforms/Passes.h"
#endif
#if defined(HAVE_ANEMONEONNXTOANE) && __has_include("lib/Conversion/ONNXToANE/Passes.h")
#include "lib/Conversion/ONNXToANE/Passes.h"
#endif

int main(int argc, char **argv) {
  llvm::setBugReportMsg(
      "ane-opt crashed; please report this with the input and the command line\n");
  mlir::DialectRegistry registry;
  registry.insert<anemone::ane::ANEDialect, anemone::weights::WeightsDialect,
                  mlir::func::FuncDialect, mlir::ml_program::MLProgramDialect>();
  mlir::registerTransformsPasses();
#ifdef HAVE_ANEMONEANETRANSFORMS
  anemone::ane::registerANEPasses();
#endif
#ifdef HAVE_ANEMONEONNX
  registry.insert<anemone::onnx::ONNXDialect>();
#endif
#if defined(HAVE_ANEMONEONNXTRANSFORMS) && __has_include("dialects/ONNX/Transforms/Passes.h")
  anemone::onnx::registerONNXPasses();
#endif
#if defined(HAVE_ANEMONEONNXTOANE) && __has_include("lib/Conversion/ONNXToANE/Passes.h")
  anemone::registerONNXToANEPasses();
#endif
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "Anemone's pass driver\n", registry));
}
