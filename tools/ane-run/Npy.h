//===- Npy.h - NumPy's array files ------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_NPY_H
#define ANEMONE_TOOLS_ANE_RUN_NPY_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include <span>

namespace anemone::npy {

/// A dense, row-major array in the byte order of this machine.
struct Array {
  mil::DType dtype = mil::DType::Fp32;
  std::vector<int64_t> shape;
  std::vector<uint8_t> data;
};

/// Reads the bytes of a file of version 1, 2 or 3 with elements of one boolean, integer or
/// floating-point type. The file must have exactly the size that its header says. A failure's
/// message does not name the file.
Result<Array> parse(std::span<const uint8_t> file);
/// Reads a file; a failure's message names it.
Result<Array> read(const std::string &path);

/// The bytes of a file (version 1.0), as NumPy writes it. Fails for types that NumPy does not have.
Result<std::vector<uint8_t>> serialize(const Array &array);
Status write(const Array &array, const std::string &path);

} // namespace anemone::npy

#endif // ANEMONE_TOOLS_ANE_RUN_NPY_H
