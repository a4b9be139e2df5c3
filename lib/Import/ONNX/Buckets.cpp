//===- Buckets.cpp - One function for each choice of extents --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Buckets.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace anemone;

/// Each bucket is a copy of the whole network: this many say that something else is wanted.
static constexpr size_t mostBuckets = 64;

Status ImportOptions::addExtent(StringRef text) {
  auto [axis, number] = text.rsplit('=');
  std::string option = "--dim=" + text.str();
  if (axis.empty() || number.empty())
    return Status::failure(option + " is not of the form NAME=VALUE");
  int64_t extent;
  if (number.getAsInteger(10, extent) || extent < 1)
    return Status::failure(option + " gives '" + number.str() +
                           "' as an extent, expected a positive number");
  SmallVector<int64_t, 1> &known = extents[axis.str()];
  if (llvm::is_contained(known, extent))
    return Status::failure(option + " is given twice; each extent of '" + axis.str() +
                           "' makes a bucket of its own");
  known.push_back(extent);
  return Status::success();
}

/// What a bucket of that extent adds to the name of its function: "_seq16".
static std::string suffixOf(StringRef axis, int64_t extent) {
  std::string suffix = "_";
  for (char c : axis)
    suffix += llvm::isAlnum(c) ? c : '_';
  if (llvm::isDigit(suffix.back()))
    suffix += '_';
  return suffix + std::to_string(extent);
}

FailureOr<SmallVector<Bucket>> anemone::makeBuckets(const ImportOptions &options,
                                                    Location location) {
  SmallVector<Bucket> buckets(1);
  for (const auto &[axis, extents] : options.extents) {
    if (buckets.size() * extents.size() > mostBuckets)
      return emitError(location) << "the extents given with --dim make more than " << mostBuckets
                                 << " buckets, every combination of them being one; give fewer";
    SmallVector<Bucket> combined;
    for (const Bucket &bucket : buckets)
      for (int64_t extent : extents) {
        Bucket &next = combined.emplace_back(bucket);
        next.extents[axis] = extent;
        if (extents.size() > 1)
          next.function += suffixOf(axis, extent);
      }
    buckets = std::move(combined);
  }
  return buckets;
}
