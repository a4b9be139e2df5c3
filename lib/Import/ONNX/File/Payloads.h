//===- Payloads.h - Where a model keeps its parameters ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Separates a serialized ModelProto into what describes the model and what are
// the elements of its tensors. The first is small and goes to protobuf; the
// second stays in the file, and is known by offset and length. So a model of
// any size is read without copying its parameters, and protobuf's limit of
// 2 GB does not apply to them.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_PAYLOADS_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_PAYLOADS_H

#include "anemone/Support/Status.h"
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace anemone::onnxfile {

/// The elements of one tensor in the model file, little endian, row-major.
struct Payload {
  /// Bytes from the start of the file.
  uint64_t offset = 0;
  uint64_t length = 0;
  /// Packed float_data, not raw_data: the elements are f32 whatever the type says.
  bool floats = false;
};

struct StrippedModel {
  /// A serialized ModelProto without the payloads below.
  std::string bytes;
  /// By index in graph.initializer.
  std::map<size_t, Payload> initializers;
  /// By index in graph.node and index in its attributes (AttributeProto.t).
  std::map<std::pair<size_t, size_t>, Payload> attributes;
};

/// Takes raw_data and packed float_data out of the tensors of the main graph. A
/// tensor that holds several such fields stays as it is, for protobuf to merge.
/// Fails where the bytes are no protobuf message; the message gives the offset.
Result<StrippedModel> stripPayloads(std::string_view model);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_PAYLOADS_H
