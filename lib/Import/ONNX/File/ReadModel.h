//===- ReadModel.h - From bytes to a model ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that sees protobuf. No exception leaves these functions, and
// protobuf prints nothing.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_READMODEL_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_READMODEL_H

#include "anemone/Support/Status.h"
#include "lib/Import/ONNX/File/Model.h"

namespace anemone::onnxfile {

/// Reads a serialized ModelProto. Parameters that lie in it as raw_data or
/// packed float_data become ranges of it (file ""); nothing of them is copied.
/// A message of failure completes a sentence that begins with the file's name.
Result<Model> readModel(std::string_view bytes);

/// Reads a serialized TensorProto; its elements are copied.
Result<Tensor> readTensor(std::string_view bytes);

/// Reads a NumPy array file (.npy, versions 1 to 3); its elements are copied.
Result<Tensor> readNumpy(std::string_view bytes);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_READMODEL_H
