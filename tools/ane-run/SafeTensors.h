//===- SafeTensors.h - Tensors in a file, by name ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The safetensors format: eight bytes with the length of a header, the header
// in JSON (name, element type, shape and place of each tensor, and pairs of
// strings), and the tensors' bytes without gaps.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_SAFETENSORS_H
#define ANEMONE_TOOLS_ANE_RUN_SAFETENSORS_H

#include "anemone/MIL/Program.h"
#include "tools/ane-run/MappedFile.h"
#include <functional>
#include <map>
#include <vector>

namespace anemone::run {

using Metadata = std::map<std::string, std::string>;

struct StoredTensor {
  std::string name;
  mil::DType dtype = mil::DType::Fp32;
  std::vector<int64_t> shape;
  std::span<const uint8_t> data; // dense, row-major

  size_t byteSize() const;
};

/// A file, mapped and checked: its tensors lie inside it, have the size that their shape says, and
/// neither overlap nor leave gaps.
class SafeTensors {
public:
  /// A failure's message names the file.
  static Result<SafeTensors> open(const std::string &path);

  const std::vector<StoredTensor> &tensors() const { return list; }
  const StoredTensor *find(std::string_view name) const;
  const Metadata &metadata() const { return strings; }

private:
  explicit SafeTensors(MappedFile file) : file(std::move(file)) {}
  Status parse();

  MappedFile file;
  std::vector<StoredTensor> list;
  Metadata strings;
};

/// Gives the bytes of a tensor that is being written.
using TensorReader = std::function<Status(const StoredTensor &tensor, std::span<uint8_t> data)>;

/// Whether a file can be written at `path`, as far as can be told before: in a folder, and not in
/// the place of a device or a folder.
Status checkTarget(const std::string &path);

/// Writes a file: first under another name beside it, and only when all of it is on the disk under
/// its own. Whatever happens, `path` is the old file or the new one. The `data` of the tensors is
/// ignored; one tensor is in memory at a time.
Status writeSafeTensors(const std::vector<StoredTensor> &tensors, const Metadata &metadata,
                        const TensorReader &reader, const std::string &path);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_SAFETENSORS_H
