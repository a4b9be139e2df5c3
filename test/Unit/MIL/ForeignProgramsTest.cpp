//===- ForeignProgramsTest.cpp - Programs of another compiler -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts that another compiler printed: other spacing, decimal floats, other
// names. They are not part of the project and lie beside its tree, if at all.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "gtest/gtest.h"
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace anemone;
using namespace anemone::mil;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path &path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST(ForeignPrograms, ParseAndSurviveARoundTrip) {
  fs::path folder = fs::path(ANEMONE_SOURCE_DIR) / ".." / "shared" / "data" / "mil";
  if (!fs::is_directory(folder))
    GTEST_SKIP() << "needs MIL texts of another compiler in " << folder.lexically_normal();
  size_t programs = 0;
  for (const fs::directory_entry &entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".mil")
      continue;
    ++programs;
    Result<Program> program = parse(contents(entry.path()));
    ASSERT_TRUE(program.ok()) << entry.path() << ":" << program.message();
    EXPECT_FALSE(program->function("main")->operations.empty()) << entry.path();
    std::string once = toString(*program);
    Result<Program> again = parse(once);
    ASSERT_TRUE(again.ok()) << entry.path() << ":" << again.message();
    EXPECT_EQ(toString(*again), once) << entry.path();
  }
  EXPECT_GT(programs, 0u);
}

} // namespace
