//===- ConstantNode.h - The forms of the operator Constant ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_CONSTANTNODE_H
#define ANEMONE_LIB_IMPORT_ONNX_CONSTANTNODE_H

#include "lib/Import/ONNX/File/Model.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/LogicalResult.h"

namespace anemone {

/// The tensor that a node of type Constant holds, in whichever attribute, under
/// the name of the node's result. Fails and reports where there is none.
llvm::FailureOr<onnxfile::Tensor> readConstantNode(const onnxfile::Node &node, int64_t opset,
                                                   mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_CONSTANTNODE_H
