//===- ModelFiles.h - The files of one model --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_MODELFILES_H
#define ANEMONE_LIB_IMPORT_ONNX_MODELFILES_H

#include "lib/Import/ONNX/File/Model.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace anemone {

/// Opens a file without reading it: large ones are memory-mapped. The error
/// names the file.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> openFile(llvm::StringRef path);

/// The model file and those that hold its external data, each opened once.
class ModelFiles {
public:
  static llvm::Expected<ModelFiles> open(llvm::StringRef modelPath);

  llvm::StringRef model() const { return modelBuffer->getBuffer(); }
  /// The model file's name without its folder: what `#weights.file` refers to.
  llvm::StringRef modelName() const { return name; }

  /// The elements of a readable tensor, in the encoding of Tensor. Fails where
  /// its file is missing or too short; the error names the tensor, the file and
  /// how many bytes are needed and there.
  llvm::Expected<llvm::StringRef> elements(const onnxfile::Tensor &tensor);

private:
  llvm::Expected<llvm::StringRef> contents(llvm::StringRef file);

  std::unique_ptr<llvm::MemoryBuffer> modelBuffer;
  std::string folder, name;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> external;
};

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_MODELFILES_H
