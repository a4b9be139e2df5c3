//===- WriteSafeTensors.cpp - Writing tensors so that no stop harms them --===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/SafeTensors.h"
#include "tools/ane-run/SafeTensorsTypes.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace anemone;
using namespace anemone::run;
using nlohmann::json;

namespace {

/// An open file that is closed when nothing else happened to it.
class Descriptor {
public:
  explicit Descriptor(int file) : file(file) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (file >= 0)
      ::close(file);
  }
  bool isOpen() const { return file >= 0; }
  bool write(const void *data, size_t size);
  bool sync() { return fsync(file) == 0; }
  bool close() { return ::close(std::exchange(file, -1)) == 0; }

private:
  int file;
};

} // namespace

bool Descriptor::write(const void *data, size_t size) {
  auto *next = static_cast<const char *>(data);
  while (size > 0) {
    ssize_t written = ::write(file, next, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    next += written;
    size -= size_t(written);
  }
  return true;
}

/// The header with its length; padded, so that the tensors begin at a multiple of 64 bytes.
static std::string headerOf(const std::vector<StoredTensor> &tensors, const Metadata &metadata) {
  json header = json::object();
  if (!metadata.empty())
    header["__metadata__"] = metadata;
  uint64_t offset = 0;
  for (const StoredTensor &tensor : tensors) {
    std::string_view type;
    for (auto [dtype, name] : kStoredTypes)
      if (dtype == tensor.dtype)
        type = name;
    uint64_t end = offset + tensor.byteSize();
    header[tensor.name] = {
        {"dtype", type}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
  uint64_t length = 0;
  text.append((64 - (text.size() + sizeof(length)) % 64) % 64, ' ');
  length = text.size();
  return std::string(reinterpret_cast<const char *>(&length), sizeof(length)) + text;
}

static Status systemFailure(const std::string &path) {
  return Status::failure("cannot write '" + path + "': " + std::strerror(errno));
}

static Status writeAll(Descriptor &file, const std::vector<StoredTensor> &tensors,
                       const Metadata &metadata, const TensorReader &reader,
                       const std::string &path) {
  std::string header = headerOf(tensors, metadata);
  if (!file.write(header.data(), header.size()))
    return systemFailure(path);
  std::vector<uint8_t> data;
  for (const StoredTensor &tensor : tensors) {
    data.resize(tensor.byteSize());
    if (Status status = reader(tensor, data); !status.ok())
      return status;
    if (!file.write(data.data(), data.size()))
      return systemFailure(path);
  }
  return file.sync() && file.close() ? Status::success() : systemFailure(path);
}

/// Makes the new name last: a folder is a file, too.
static Status syncFolder(const std::string &path) {
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::string name = folder.empty() ? "." : folder.string();
  Descriptor opened(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.isOpen() && opened.sync() ? Status::success() : systemFailure(name);
}

Status run::checkTarget(const std::string &path) {
  std::error_code none;
  std::filesystem::file_status there = std::filesystem::status(path, none);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
    return Status::failure("cannot write '" + path + "': it exists and is not a regular file");
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, none))
    return Status::failure("cannot write '" + path + "': there is no folder '" + folder.string() +
                           "'");
  return Status::success();
}

Status run::writeSafeTensors(const std::vector<StoredTensor> &tensors, const Metadata &metadata,
                             const TensorReader &reader, const std::string &path) {
  if (Status status = checkTarget(path); !status.ok())
    return status;
  std::string partial = path + ".partial";
  Descriptor file(::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.isOpen())
    return systemFailure(partial);
  Status status = writeAll(file, tensors, metadata, reader, partial);
  if (status.ok() && std::rename(partial.c_str(), path.c_str()) != 0)
    status = systemFailure(path);
  if (!status.ok()) {
    unlink(partial.c_str());
    return status;
  }
  return syncFolder(path);
}
