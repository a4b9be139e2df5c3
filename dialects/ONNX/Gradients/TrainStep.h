//===- TrainStep.h - The parts of a training step ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_TRAINSTEP_H
#define DIALECTS_ONNX_GRADIENTS_TRAINSTEP_H

#include "dialects/ONNX/Gradients/Loss.h"
#include "dialects/ONNX/Gradients/Optimizer.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone::onnx {

/// What is asked of a training step; the options of onnx-build-train-step.
struct TrainSettings {
  LossKind loss = LossKind::SoftmaxCrossEntropy;
  OptimizerSettings optimizer;
  llvm::SmallVector<std::string> noDecay, freeze;
  double clipNorm = 0;
  double scale = 1; // the loss scale, or where a dynamic one starts
  bool dynamicScale = true;
  int64_t growthInterval = 2000;
  bool clamp = true;
};

/// A parameter that is trained, with the globals beside it.
struct TrainedParameter {
  mlir::ml_program::GlobalOp value;
  mlir::ml_program::GlobalOp gradient; // the accumulator
  llvm::SmallVector<mlir::ml_program::GlobalOp> state;
  double decay = 0;

  llvm::StringRef name() const { return mlir::ml_program::GlobalOp(value).getSymName(); }
};

/// The state of training that belongs to no parameter: scalars of f32.
struct TrainState {
  mlir::ml_program::GlobalOp step; // updates that were applied
  mlir::ml_program::GlobalOp lossScale;
  mlir::ml_program::GlobalOp goodSteps; // since the loss scale changed
  mlir::ml_program::GlobalOp keep;      // 0 where the accumulators count from new, else 1
  mlir::ml_program::GlobalOp sanitized; // elements that were not finite, since then
};

/// Makes the parameters that are to be trained mutable, and gives all that training keeps globals.
/// Fails, with an error, where a name in the settings is no parameter or nothing is left to train.
class TrainGlobals {
public:
  TrainGlobals(mlir::func::FuncOp forward, const TrainSettings &settings)
      : forward(forward), settings(settings), symbols(forward->getParentOfType<mlir::ModuleOp>()) {}

  llvm::LogicalResult create();

  llvm::SmallVector<TrainedParameter> parameters;
  TrainState state;

private:
  llvm::SmallVector<mlir::ml_program::GlobalOp> chooseParameters();
  llvm::LogicalResult checkNames(llvm::ArrayRef<mlir::ml_program::GlobalOp> known);
  void makeMutable(mlir::ml_program::GlobalOp global);
  void makeConstant(mlir::ml_program::GlobalOp global);
  mlir::ml_program::GlobalOp createGlobal(llvm::StringRef name, mlir::RankedTensorType type,
                                          double value, mlir::Location loc);
  void createState(mlir::ml_program::GlobalOp global);

  mlir::func::FuncOp forward;
  const TrainSettings &settings;
  mlir::SymbolTable symbols;
};

/// Builds @evaluate and @train_step behind @forward; the result says how many values are clamped.
mlir::FailureOr<unsigned> buildTrainEntries(mlir::func::FuncOp forward,
                                            const TrainSettings &settings,
                                            const TrainGlobals &globals);

/// Builds @update.
void buildUpdateEntry(mlir::func::FuncOp forward, const TrainSettings &settings,
                      const TrainGlobals &globals);

/// The largest finite fp16.
inline constexpr double kHalfMax = 65504.0;

/// Names an argument or a result.
inline mlir::DictionaryAttr named(mlir::MLIRContext *context, llvm::StringRef name) {
  return mlir::DictionaryAttr::get(context,
                                   mlir::NamedAttribute(mlir::StringAttr::get(context, "onnx.name"),
                                                        mlir::StringAttr::get(context, name)));
}

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_TRAINSTEP_H
