//===- MakeTestBundle.cpp - A bundle from a description -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// make-test-bundle DESCRIPTION OUT.anebin; TestBundle.h says what a
// description is. MIL files lie beside it; one that holds only
// "signature", "body" and "outputs" between lines of "---" is completed.
//
//===----------------------------------------------------------------------===//

#include "TestBundle.h"
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

using namespace anemone;

static Result<std::string> readFile(const std::filesystem::path &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return Status::failure("cannot read '" + path.string() + "'");
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

/// "SIGNATURE\n---\nBODY\n---\nOUTPUTS" becomes a whole text; anything else stays as it is.
static std::string complete(const std::string &text) {
  const std::string mark = "\n---\n";
  size_t first = text.find(mark);
  size_t second = first == text.npos ? text.npos : text.find(mark, first + 1);
  if (second == text.npos)
    return text;
  return test::milText(text.substr(0, first),
                       text.substr(first + mark.size(), second - first - mark.size()),
                       text.substr(second + mark.size()));
}

int main(int argc, char **argv) {
  if (argc != 3) {
    std::cerr << "usage: make-test-bundle DESCRIPTION OUT.anebin\n";
    return 1;
  }
  std::filesystem::path description = argv[1];
  Result<std::string> text = readFile(description);
  Status status = text.status();
  if (text.ok())
    status = test::makeTestBundle(
        *text,
        [&](const std::string &file) -> Result<std::string> {
          Result<std::string> mil = readFile(description.parent_path() / file);
          return mil.ok() ? Result<std::string>(complete(*mil)) : mil;
        },
        argv[2]);
  if (status.ok())
    return 0;
  std::cerr << "make-test-bundle: error: " << status.message() << "\n";
  return 1;
}
