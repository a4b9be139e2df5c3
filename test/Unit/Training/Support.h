//===- Support.h - Files of tests -------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_TRAINING_SUPPORT_H
#define ANEMONE_TEST_UNIT_TRAINING_SUPPORT_H

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <unistd.h>

namespace anemone::test {

inline std::string pathOf(const std::string &name) {
  return testing::TempDir() + "anemone-training-" + std::to_string(getpid()) + "-" + name;
}

inline std::string writeFile(const std::string &name, const std::string &bytes) {
  std::string path = pathOf(name);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  return path;
}

inline std::string readFile(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace anemone::test

#endif // ANEMONE_TEST_UNIT_TRAINING_SUPPORT_H
