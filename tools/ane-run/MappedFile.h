//===- MappedFile.h - A file in memory --------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_MAPPEDFILE_H
#define ANEMONE_TOOLS_ANE_RUN_MAPPEDFILE_H

#include "anemone/Support/Status.h"
#include <cstdint>
#include <span>

namespace anemone::run {

/// A regular file, mapped to be read.
class MappedFile {
public:
  /// A failure's message does not name the file.
  static Result<MappedFile> open(const std::string &path);
  MappedFile(MappedFile &&other) noexcept : data(std::exchange(other.data, {})) {}
  MappedFile &operator=(MappedFile &&other) noexcept {
    std::swap(data, other.data);
    return *this;
  }
  ~MappedFile();

  std::span<const uint8_t> bytes() const { return data; }

private:
  explicit MappedFile(std::span<const uint8_t> data) : data(data) {}
  std::span<const uint8_t> data;
};

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_MAPPEDFILE_H
