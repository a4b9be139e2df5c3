//===- File.cpp - Reading an .anebin file ---------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The whole file is hashed when it is opened, weights included: XXH3 runs at
// the speed of memory, and the pages are read once in any case.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Layout.h"
#include "lib/Bundle/Table.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

using namespace anemone;
using namespace anemone::bundle;

namespace {

/// Pages of a file, readable as long as the object lives.
class Mapping {
public:
  Mapping() = default;
  Mapping(const Mapping &) = delete;
  Mapping &operator=(const Mapping &) = delete;
  ~Mapping() {
    if (address)
      munmap(address, size);
  }

  /// Maps the file; the message of a failure says what the system says.
  Status map(const std::string &path);
  std::span<const uint8_t> bytes() const { return {static_cast<const uint8_t *>(address), size}; }

private:
  Status mapDescriptor(int descriptor);
  void *address = nullptr;
  size_t size = 0;
};

class MappedFile final : public File {
public:
  Status load(const std::string &path);
  const Bundle &bundle() const override { return contents; }
  std::span<const uint8_t> bytes(const Range &range) const override;

private:
  Mapping mapping;
  std::span<const uint8_t> weights;
  Bundle contents;
};

} // namespace

static Status systemFailure() {
  return Status::failure(std::string("cannot be read: ") + std::strerror(errno));
}

Status Mapping::mapDescriptor(int descriptor) {
  struct stat info;
  if (fstat(descriptor, &info) != 0)
    return systemFailure();
  if (!S_ISREG(info.st_mode))
    return Status::failure("cannot be read: it is not a regular file");
  if (info.st_size == 0)
    return Status::success();
  void *pages = mmap(nullptr, size_t(info.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (pages == MAP_FAILED)
    return systemFailure();
  address = pages;
  size = size_t(info.st_size);
  return Status::success();
}

Status Mapping::map(const std::string &path) {
  int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return systemFailure();
  Status status = mapDescriptor(descriptor);
  close(descriptor);
  return status;
}

static std::span<const uint8_t> sectionBytes(std::span<const uint8_t> file,
                                             const Section &section) {
  return file.subspan(section.offset, section.size);
}

static Status checkHash(std::span<const uint8_t> file, const Section &section, const char *what) {
  std::span<const uint8_t> bytes = sectionBytes(file, section);
  if (XXH3_64bits(bytes.data(), bytes.size()) == section.hash)
    return Status::success();
  return Status::failure(std::string("is damaged: its ") + what + " does not match its checksum");
}

/// The bytes between the table and the weights belong to neither checksum and must be zero.
static Status checkGap(std::span<const uint8_t> file, const Header &header) {
  uint64_t begin = header.table.offset + header.table.size;
  std::span<const uint8_t> gap = file.subspan(begin, header.weights.offset - begin);
  if (std::all_of(gap.begin(), gap.end(), [](uint8_t byte) { return byte == 0; }))
    return Status::success();
  return Status::failure("is damaged: there are bytes between its table and its weights");
}

Status MappedFile::load(const std::string &path) {
  if (Status status = mapping.map(path); !status.ok())
    return status;
  std::span<const uint8_t> file = mapping.bytes();
  Result<Header> header = decodeHeader(file);
  if (!header.ok())
    return header.status();
  if (Status status = checkHash(file, header->table, "table"); !status.ok())
    return status;
  if (Status status = checkGap(file, *header); !status.ok())
    return status;
  if (Status status = checkHash(file, header->weights, "weight section"); !status.ok())
    return status;
  Result<Bundle> decoded = decodeTable(sectionBytes(file, header->table));
  if (!decoded.ok())
    return decoded.status();
  contents = std::move(*decoded);
  weights = sectionBytes(file, header->weights);
  if (Status status = validate(contents, weights.size()); !status.ok())
    return Status::failure("is damaged or was written by a faulty compiler: " + status.message());
  return Status::success();
}

std::span<const uint8_t> MappedFile::bytes(const Range &range) const {
  if (range.offset > weights.size() || range.size > weights.size() - range.offset)
    return {};
  return weights.subspan(range.offset, range.size);
}

Result<std::unique_ptr<File>> File::open(const std::string &path) {
  auto file = std::make_unique<MappedFile>();
  if (Status status = file->load(path); !status.ok())
    return Status::failure("bundle '" + path + "' " + status.message());
  return std::unique_ptr<File>(std::move(file));
}
