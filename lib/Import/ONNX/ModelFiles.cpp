//===- ModelFiles.cpp - The files of one model ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ModelFiles.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace anemone;

Expected<std::unique_ptr<MemoryBuffer>> anemone::openFile(StringRef path) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return createStringError(buffer.getError(),
                             "cannot open '" + path + "': " + buffer.getError().message());
  return std::move(*buffer);
}

Expected<ModelFiles> ModelFiles::open(StringRef modelPath) {
  auto buffer = openFile(modelPath);
  if (!buffer)
    return buffer.takeError();
  ModelFiles files;
  files.modelBuffer = std::move(*buffer);
  files.folder = sys::path::parent_path(modelPath).str();
  files.name = sys::path::filename(modelPath).str();
  return std::move(files);
}

Expected<StringRef> ModelFiles::contents(StringRef file) {
  if (file.empty())
    return model();
  std::unique_ptr<MemoryBuffer> &buffer = external[file];
  if (!buffer) {
    SmallString<128> path(folder);
    sys::path::append(path, file);
    auto opened = openFile(path);
    if (!opened)
      return opened.takeError();
    buffer = std::move(*opened);
  }
  return buffer->getBuffer();
}

Expected<StringRef> ModelFiles::elements(const onnxfile::Tensor &tensor) {
  if (!tensor.range)
    return StringRef(tensor.bytes);
  const onnxfile::FileRange &range = *tensor.range;
  std::string needs = "tensor '" + tensor.name + "' needs " + std::to_string(range.length) +
                      " bytes at offset " + std::to_string(range.offset) + " of '" + range.file +
                      "'";
  Expected<StringRef> bytes = contents(range.file);
  if (!bytes)
    return createStringError(needs + ", but " + toString(bytes.takeError()));
  if (range.offset > bytes->size() || range.length > bytes->size() - range.offset)
    return createStringError(needs + ", but the file has " + std::to_string(bytes->size()) +
                             " bytes");
  return bytes->substr(range.offset, range.length);
}
