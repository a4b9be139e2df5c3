//===- SampleBundle.h - A small bundle for tests ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_BUNDLE_SAMPLEBUNDLE_H
#define ANEMONE_TEST_UNIT_BUNDLE_SAMPLEBUNDLE_H

#include "anemone/Bundle/Bundle.h"

namespace anemone::bundle::test {

/// A bundle that uses every field, the ranges of its weights, and a writer that fills range i with
/// the bytes i+1.
struct Sample {
  Sample();
  Bundle bundle;
  std::vector<Range> ranges;
  RangeWriter writer() const;
  Status write(const std::string &path) const {
    return bundle::write(bundle, ranges, writer(), path);
  }
};

/// A path in GoogleTest's temporary folder that no other test of this process uses.
std::string temporaryPath(const std::string &name);
std::vector<char> readAll(const std::string &path);
void writeAll(const std::string &path, const std::vector<char> &bytes);

} // namespace anemone::bundle::test

#endif // ANEMONE_TEST_UNIT_BUNDLE_SAMPLEBUNDLE_H
