//===- OperatorSet.h - What the dialect knows of an operator ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dialect itself says which operators exist and how many operands they
// take, so a new operation of the dialect is imported without a change here,
// unless it has optional operands or an older form.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_OPERATORSET_H
#define ANEMONE_LIB_IMPORT_ONNX_OPERATORSET_H

#include "lib/Import/ONNX/File/Model.h"
#include "mlir/IR/OperationSupport.h"
#include <optional>

namespace anemone {

/// The oldest and the newest version of the standard operator set that is read.
/// Before the stable one, 7, a few operators have forms that are refused.
constexpr int64_t oldestOpset = 1, stableOpset = 7, newestOpset = 24;

/// The number of operands of an operation; nothing where it takes any number.
std::optional<size_t> operandCount(mlir::RegisteredOperationName info);

/// How many leading operands an operator requires; nothing means all of them.
std::optional<size_t> requiredOperands(llvm::StringRef opType);

/// The domain of the optimizers.
constexpr llvm::StringLiteral trainingDomain = "ai.onnx.preview.training";

/// Whether a node of the model can become operations that `context` knows.
bool isSupported(const onnxfile::Model &model, const onnxfile::Node &node, int64_t opset,
                 mlir::MLIRContext *context);

/// Reports every operator of the model that is not supported, each once with
/// the names of its nodes, and fails if there is one.
mlir::LogicalResult checkOperators(const onnxfile::Model &model, int64_t opset,
                                   mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_OPERATORSET_H
