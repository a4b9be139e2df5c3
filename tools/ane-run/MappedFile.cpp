//===- MappedFile.cpp - A file in memory ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/MappedFile.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace anemone;
using namespace anemone::run;

static Result<std::span<const uint8_t>> map(int file) {
  struct stat facts;
  if (fstat(file, &facts) != 0)
    return Status::failure(std::strerror(errno));
  if (!S_ISREG(facts.st_mode))
    return Status::failure("is not a regular file");
  if (facts.st_size == 0)
    return std::span<const uint8_t>();
  void *start = mmap(nullptr, size_t(facts.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED)
    return Status::failure(std::strerror(errno));
  return std::span(static_cast<const uint8_t *>(start), size_t(facts.st_size));
}

Result<MappedFile> MappedFile::open(const std::string &path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return Status::failure(std::strerror(errno));
  Result<std::span<const uint8_t>> mapped = map(file);
  close(file);
  return mapped.ok() ? Result<MappedFile>(MappedFile(*mapped)) : mapped.status();
}

MappedFile::~MappedFile() {
  if (!data.empty())
    munmap(const_cast<uint8_t *>(data.data()), data.size());
}
