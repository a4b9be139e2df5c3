//===- Buckets.h - One function for each choice of extents ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_BUCKETS_H
#define ANEMONE_LIB_IMPORT_ONNX_BUCKETS_H

#include "lib/Import/ONNX/ImportONNX.h"
#include "llvm/ADT/StringMap.h"

namespace anemone {

/// The group of the functions that are one entry to their users, each for other extents.
inline constexpr llvm::StringLiteral kEntryGroup = "onnx.entry";

/// One function that is made of the model: its name, and one extent for each axis that was given
/// some.
struct Bucket {
  std::string function = "forward";
  llvm::StringMap<int64_t> extents;
};

/// All combinations of the extents that the options give, those of the last axis running fastest: a
/// single `forward`, or `forward_AXISN...` with the axes that have a choice. Fails, with an error
/// at `location`, where there are more of them than one bundle should hold.
mlir::FailureOr<llvm::SmallVector<Bucket>> makeBuckets(const ImportOptions &options,
                                                       mlir::Location location);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_BUCKETS_H
