//===- Registration.cpp - Dialects and passes for embedders ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "dialects/ONNX/IR/ONNXDialect.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "dialects/Weights/IR/Weights.h"
#include "lib/Compiler/Passes.h"
#include "lib/Compiler/PipelineRegistration.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Transforms/Passes.h"

using namespace anemone;

Status anemone::registerAllDialects(mlir::DialectRegistry &registry) {
  auto isThere = [&](llvm::StringRef name) {
    return llvm::is_contained(registry.getDialectNames(), name);
  };
  // Ours come together, so an `onnx` without `ane` is somebody else's.
  if (isThere(onnx::ONNXDialect::getDialectNamespace()) &&
      !isThere(ane::ANEDialect::getDialectNamespace()))
    return Status::failure(
        "the registry holds another dialect called 'onnx'; give Anemone a context "
        "of its own and hand modules over as bytecode");
  registry.insert<ane::ANEDialect, onnx::ONNXDialect, weights::WeightsDialect,
                  mlir::func::FuncDialect, mlir::ml_program::MLProgramDialect>();
  onnx::registerAdjoints(registry);
  return Status::success();
}

void anemone::registerAllPasses() {
  mlir::registerTransformsPasses();
  ane::registerANEPasses();
  onnx::registerONNXPasses();
  onnx::registerONNXGradientsPasses();
  registerONNXToANEPasses();
  registerCompilerPasses();
  registerPipeline();
}
