//===- ParameterFile.cpp - Initial values in a file -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/ParameterFile.h"

#include "lib/Models/NormalValues.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone;

/// As memory maps and vector loads like it.
static constexpr int64_t kAlignment = 64;

static int64_t bytesOf(int64_t count) { return count * static_cast<int64_t>(sizeof(float)); }

weights::FileAttr ParameterFile::add(StringRef parameter, RankedTensorType type, Initial initial) {
  int64_t offset = llvm::alignTo(end, kAlignment), count = type.getNumElements();
  entries.push_back({parameter.str(), offset, count, std::move(initial)});
  end = offset + bytesOf(count);
  return weights::FileAttr::get(name, offset, bytesOf(count), type);
}

/// What gives the next values of a parameter, piece by piece.
using Source = std::function<void(MutableArrayRef<float>)>;

static Source makeSource(const Normal &normal, uint64_t seed, StringRef parameter) {
  return [values = NormalValues(seed, parameter), normal](MutableArrayRef<float> piece) mutable {
    values.fill(piece.data(), piece.size(), normal.deviation);
  };
}

static Source makeSource(const Filled &filled, uint64_t, StringRef) {
  return [filled](MutableArrayRef<float> piece) { llvm::fill(piece, filled.value); };
}

static Source makeSource(const Table &table, uint64_t, StringRef) {
  return [&table, next = int64_t(0)](MutableArrayRef<float> piece) mutable {
    for (float &value : piece)
      value = table(next++);
  };
}

/// Little-endian, as the attribute states.
static void writePieces(int64_t count, const Source &fillNext, llvm::raw_ostream &out) {
  constexpr int64_t most = 1 << 16;
  std::vector<float> piece(std::min(count, most));
  for (int64_t left = count; left > 0; left -= static_cast<int64_t>(piece.size())) {
    piece.resize(std::min(left, most));
    fillNext(piece);
    if (llvm::endianness::native == llvm::endianness::big)
      for (float &value : piece)
        llvm::sys::swapByteOrder(value);
    out.write(reinterpret_cast<const char *>(piece.data()), piece.size() * sizeof(float));
  }
}

void ParameterFile::write(llvm::raw_ostream &out) const {
  int64_t written = 0;
  for (const Entry &entry : entries) {
    out.write_zeros(static_cast<unsigned>(entry.offset - written));
    Source source =
        std::visit([&](const auto &initial) { return makeSource(initial, seed, entry.parameter); },
                   entry.initial);
    writePieces(entry.count, source, out);
    written = entry.offset + bytesOf(entry.count);
  }
}
