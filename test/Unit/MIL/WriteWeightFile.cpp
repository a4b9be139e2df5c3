//===- WriteWeightFile.cpp - Makes the file that a second reader decodes --===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/WeightFile.h"
#include <fstream>
#include <iostream>

using namespace anemone;

namespace {

struct Blob {
  mil::DType dtype;
  size_t bytes;
  uint64_t paddingBits;
};

/// The first three are those of a published file of Apple's writer; the last has a last byte of one
/// nibble.
constexpr Blob kBlobs[] = {{mil::DType::Fp16, 200, 0},
                           {mil::DType::Fp32, 28, 0},
                           {mil::DType::Int8, 5, 0},
                           {mil::DType::Int4, 3, 4}};

Status writeBlobs(std::ostream &out) {
  mil::WeightFileWriter writer(
      [&](const void *data, size_t size) {
        out.write(static_cast<const char *>(data), static_cast<std::streamsize>(size));
        return out ? Status::success() : Status::failure("cannot write the file");
      },
      std::size(kBlobs));
  for (size_t i = 0; i < std::size(kBlobs); ++i) {
    // The reader knows this formula; it is the content of blob i.
    std::vector<uint8_t> data(kBlobs[i].bytes);
    for (size_t k = 0; k < data.size(); ++k)
      data[k] = static_cast<uint8_t>(31 * k + 7 * i + 1);
    Result<uint64_t> offset = writer.add(kBlobs[i].dtype, data, kBlobs[i].paddingBits);
    if (!offset.ok())
      return offset.status();
  }
  return writer.finish();
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: write-weight-file FILE\n";
    return 1;
  }
  std::ofstream out(argv[1], std::ios::binary);
  if (Status written = writeBlobs(out); !written.ok()) {
    std::cerr << argv[1] << ": " << written.message() << "\n";
    return 1;
  }
  return 0;
}
