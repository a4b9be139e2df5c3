//===- Write.cpp - Writing an .anebin file --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The weights stream through: they are hashed on the way and never held in
// memory together. The header is written last, and the file gets its name
// last of all, so that no reader ever sees half a bundle.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Layout.h"
#include "lib/Bundle/Table.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <ostream>
#include <streambuf>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

using namespace anemone;
using namespace anemone::bundle;

Range RangePlanner::take(uint64_t size) {
  Range range{alignUp(end), size};
  end = range.offset + size;
  return range;
}

namespace {

/// A new file beside the one to be replaced; removed again unless commit() succeeds.
class TemporaryFile {
public:
  explicit TemporaryFile(std::string target) : target(std::move(target)) {}
  ~TemporaryFile() {
    if (descriptor >= 0)
      ::close(descriptor);
    if (!name.empty())
      ::unlink(name.c_str());
  }

  Status open();
  Status write(const char *data, size_t size);
  Status seek(uint64_t offset);
  Status commit();

private:
  Status failure(const char *what) const {
    return Status::failure("cannot " + std::string(what) + " '" + target +
                           "': " + std::strerror(errno));
  }
  std::string target, name;
  int descriptor = -1;
};

/// A stream buffer that counts and hashes what passes through it into a file.
class HashingBuffer final : public std::streambuf {
public:
  HashingBuffer(TemporaryFile &file) : file(file), state(XXH3_createState()) {
    XXH3_64bits_reset(state);
    setp(buffer.data(), buffer.data() + buffer.size());
  }
  ~HashingBuffer() override { XXH3_freeState(state); }

  Status flush();
  uint64_t position() const { return flushed + uint64_t(pptr() - pbase()); }
  uint64_t hash() const { return XXH3_64bits_digest(state); }
  const Status &status() const { return failed; }

protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char *data, std::streamsize size) override;
  int sync() override { return flush().ok() ? 0 : -1; }

private:
  bool pass(const char *data, size_t size);
  TemporaryFile &file;
  XXH3_state_t *state;
  std::array<char, 1 << 16> buffer;
  uint64_t flushed = 0;
  Status failed = Status::success();
};

} // namespace

Status TemporaryFile::open() {
  // Another process may be writing the same bundle: the name is taken exclusively.
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string candidate =
        target + ".tmp" + std::to_string(getpid()) + "-" + std::to_string(attempt);
    descriptor = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      name = candidate;
      return Status::success();
    }
    if (errno != EEXIST)
      break;
  }
  return failure("create");
}

Status TemporaryFile::write(const char *data, size_t size) {
  while (size > 0) {
    ssize_t written = ::write(descriptor, data, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return failure("write");
    data += written;
    size -= size_t(written);
  }
  return Status::success();
}

Status TemporaryFile::seek(uint64_t offset) {
  return lseek(descriptor, off_t(offset), SEEK_SET) < 0 ? failure("write") : Status::success();
}

Status TemporaryFile::commit() {
  int closed = ::close(descriptor);
  descriptor = -1;
  if (closed != 0)
    return failure("write");
  if (std::rename(name.c_str(), target.c_str()) != 0)
    return failure("replace");
  name.clear();
  return Status::success();
}

bool HashingBuffer::pass(const char *data, size_t size) {
  XXH3_64bits_update(state, data, size);
  flushed += size;
  if (failed.ok())
    failed = file.write(data, size);
  return failed.ok();
}

Status HashingBuffer::flush() {
  pass(pbase(), size_t(pptr() - pbase()));
  setp(buffer.data(), buffer.data() + buffer.size());
  return failed;
}

HashingBuffer::int_type HashingBuffer::overflow(int_type c) {
  if (!flush().ok())
    return traits_type::eof();
  return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                         : sputc(traits_type::to_char_type(c));
}

std::streamsize HashingBuffer::xsputn(const char *data, std::streamsize size) {
  if (size_t(size) < buffer.size())
    return std::streambuf::xsputn(data, size);
  return flush().ok() && pass(data, size_t(size)) ? size : 0;
}

/// Writes one range at its planned place and checks that the writer gave as many bytes as it
/// planned.
static Status writeRange(std::ostream &out, HashingBuffer &buffer, const Range &range,
                         const RangeWriter &writer) {
  while (buffer.position() < range.offset)
    out.put(0);
  if (Status status = writer(out, range); !status.ok())
    return status;
  if (!buffer.status().ok())
    return buffer.status();
  if (buffer.position() != range.offset + range.size)
    return Status::failure("the range of " + std::to_string(range.size) + " bytes at " +
                           std::to_string(range.offset) + " got " +
                           std::to_string(buffer.position() - range.offset) + " bytes");
  return Status::success();
}

static Result<Section> writeWeights(TemporaryFile &file, uint64_t offset,
                                    std::span<const Range> ranges, const RangeWriter &writer) {
  HashingBuffer buffer(file);
  std::ostream out(&buffer);
  for (const Range &range : ranges)
    if (Status status = writeRange(out, buffer, range, writer); !status.ok())
      return status;
  if (Status status = buffer.flush(); !status.ok())
    return status;
  return Section{offset, buffer.position(), buffer.hash()};
}

/// The size of the weight section, once the ranges are known to be in order, aligned and apart.
static Result<uint64_t> planWeights(std::span<const Range> ranges) {
  RangePlanner planner;
  for (const Range &range : ranges) {
    if (range.offset % kAlignment != 0 || range.offset < planner.total())
      return Status::failure("the range at " + std::to_string(range.offset) +
                             " is not aligned or begins before the one in front of it ends");
    if (range.offset + range.size < range.offset)
      return Status::failure("a range exceeds the address space");
    planner.take(range.offset + range.size - alignUp(planner.total()));
  }
  return planner.total();
}

static Status writeFile(TemporaryFile &file, const std::vector<uint8_t> &table,
                        std::span<const Range> ranges, const RangeWriter &writer) {
  Header header;
  header.table = {kHeaderSize, table.size(), XXH3_64bits(table.data(), table.size())};
  uint64_t weightsAt = alignUp(kHeaderSize + table.size());
  std::vector<char> gap(weightsAt - kHeaderSize - table.size());
  if (Status status = file.open(); !status.ok())
    return status;
  if (Status status = file.seek(kHeaderSize); !status.ok())
    return status;
  if (Status status = file.write(reinterpret_cast<const char *>(table.data()), table.size());
      !status.ok())
    return status;
  if (Status status = file.write(gap.data(), gap.size()); !status.ok())
    return status;
  Result<Section> weights = writeWeights(file, weightsAt, ranges, writer);
  if (!weights.ok())
    return weights.status();
  header.weights = *weights;
  auto bytes = encodeHeader(header);
  if (Status status = file.seek(0); !status.ok())
    return status;
  if (Status status = file.write(reinterpret_cast<const char *>(bytes.data()), bytes.size());
      !status.ok())
    return status;
  return file.commit();
}

/// The new file takes the place of what is there: no device, and no pipe.
static Status checkTarget(const std::string &path) {
  struct stat facts;
  if (::stat(path.c_str(), &facts) != 0 || S_ISREG(facts.st_mode))
    return Status::success();
  return Status::failure("cannot write bundle '" + path +
                         "': it exists and is not a regular file; name one");
}

Status anemone::bundle::write(const Bundle &bundle, std::span<const Range> ranges,
                              const RangeWriter &writer, const std::string &path) {
  Result<uint64_t> weightBytes = planWeights(ranges);
  if (!weightBytes.ok())
    return weightBytes.status();
  if (Status status = validate(bundle, *weightBytes); !status.ok())
    return Status::failure("cannot write bundle '" + path + "': " + status.message());
  if (Status status = checkTarget(path); !status.ok())
    return status;
  TemporaryFile file(path);
  return writeFile(file, encodeTable(bundle), ranges, writer);
}
