//===- HostileMILTest.cpp - Damaged MIL text as a module ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever the text says, the reader gives a verified module or a diagnostic.
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Emission.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir;
using namespace anemone;

namespace {

constexpr llvm::StringLiteral kText = R"(program(1.3)
{
  func main<ios18>(tensor<fp16, [1, 4, 1, 8]> x) {
    int32 ax = const()[name = string("ax"), val = int32(1)];
    tensor<fp16, [2, 4, 1, 1]> w = const()[name = string("w"), val = tensor<fp16, [2, 4, 1, 1]>(BLOBFILE(path = string("@model_path/w.bin"), offset = uint64(64)))];
    tensor<fp16, [1, 2, 1, 8]> c = conv(weight = w, x = x, groups = ax)[name = string("c")];
    tensor<fp16, [1, 1, 1, 8]> p, tensor<fp16, [1, 1, 1, 8]> q = split(axis = ax, num_splits = int32(2), x = c)[name = string("p")];
    tensor<fp16, [1, 2, 1, 8]> s = concat(axis = ax, interleave = bool(false), values = (p, q))[name = string("s")];
    tensor<fp16, [1, 2, 8]> y = squeeze(axes = tensor<int32, [1]>([2]), x = s)[name = string("y")];
  } -> (y);
}
)";

/// Parses `text`; a failure must have been reported.
bool parses(llvm::StringRef text) {
  MLIRContext context;
  unsigned reported = 0;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &) {
    ++reported;
    return success();
  });
  OwningOpRef<ModuleOp> module = parseMIL(text, {}, &context);
  EXPECT_NE(bool(module), reported != 0) << text.str();
  return bool(module);
}

TEST(HostileMIL, TheUndamagedTextIsRead) { EXPECT_TRUE(parses(kText)); }

TEST(HostileMIL, EveryTruncationIsRefused) {
  size_t end = kText.rtrim().size();
  for (size_t length = 0; length < end; length += 7)
    EXPECT_FALSE(parses(kText.take_front(length))) << length;
}

/// Other digits change extents, axes, offsets and numbers of parts.
TEST(HostileMIL, ChangedDigitsAreReadOrReported) {
  std::mt19937 random(11);
  for (size_t position = 0; position < kText.size(); ++position) {
    if (!llvm::isDigit(kText[position]))
      continue;
    std::string text = kText.str();
    text[position] = char('0' + random() % 10);
    parses(text);
  }
}

/// An operation in place of another one.
TEST(HostileMIL, ChangedOperationsAreReadOrReported) {
  for (const char *op :
       {"relu", "matmul", "batch_norm", "reduce_sum", "reshape", "slice_by_index", "pad", "einsum",
        "constexpr_affine_dequantize", "gather", "tile", "crop", "const", "return", "program"}) {
    for (llvm::StringRef victim : {"conv(", "split(", "concat(", "squeeze("}) {
      std::string text = kText.str();
      text.replace(text.find(victim.str()), victim.size() - 1, op);
      parses(text);
    }
  }
}

} // namespace
