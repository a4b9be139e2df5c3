//===- Unpack.cpp - A bundle as the folders that Apple's compiler reads ---===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names in a bundle become names of files here, and a bundle may come from
// anywhere: all of them are checked before the first file is made.
//
//===----------------------------------------------------------------------===//

#include "anemone/Bundle/Bundle.h"
#include <filesystem>
#include <fstream>

using namespace anemone;
using namespace anemone::bundle;
namespace fs = std::filesystem;

static constexpr std::string_view kModelPath = "@model_path/";

/// Whether `part` names something directly inside a folder.
static bool isPlainName(std::string_view part) {
  return !part.empty() && part != "." && part != ".." &&
         part.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

/// The path of a weight file below its program's folder, or a failure for one that would lie
/// elsewhere.
static Result<fs::path> relativePath(const std::string &path) {
  std::string_view rest = path;
  bool prefixed = rest.starts_with(kModelPath);
  fs::path result;
  if (prefixed)
    rest.remove_prefix(kModelPath.size());
  while (prefixed) {
    size_t slash = rest.find('/');
    std::string_view part = rest.substr(0, slash);
    if (!isPlainName(part))
      break;
    result /= part;
    if (slash == std::string_view::npos)
      return result;
    rest.remove_prefix(slash + 1);
  }
  return Status::failure("weight file '" + path + "' cannot be unpacked: its path must be '" +
                         std::string(kModelPath) + "' and names without '..', '.' or empty parts");
}

static Status writeFile(const fs::path &path, const void *data, size_t size) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(static_cast<const char *>(data), std::streamsize(size));
  out.close();
  if (error || !out)
    return Status::failure("cannot write '" + path.string() + "'" +
                           (error ? ": " + error.message() : std::string()));
  return Status::success();
}

static Status checkProgram(const Program &program) {
  if (!isPlainName(program.name))
    return Status::failure("program '" + program.name +
                           "' cannot be unpacked: its name is not the name of a folder");
  for (const WeightFile &file : program.weightFiles) {
    Result<fs::path> path = relativePath(file.path);
    if (!path.ok())
      return path.status();
    if (*path == "model.mil")
      return Status::failure("weight file '" + file.path +
                             "' cannot be unpacked: 'model.mil' is the program itself");
  }
  return Status::success();
}

static Status unpackProgram(const File &file, const Program &program, const fs::path &folder) {
  if (Status status = writeFile(folder / "model.mil", program.mil.data(), program.mil.size());
      !status.ok())
    return status;
  for (const WeightFile &weights : program.weightFiles) {
    std::span<const uint8_t> bytes = file.bytes(weights.bytes);
    if (Status status = writeFile(folder / *relativePath(weights.path), bytes.data(), bytes.size());
        !status.ok())
      return status;
  }
  return Status::success();
}

Status anemone::bundle::unpack(const File &file, const std::string &folder) {
  for (const Program &program : file.bundle().programs)
    if (Status status = checkProgram(program); !status.ok())
      return status;
  for (const Program &program : file.bundle().programs)
    if (Status status = unpackProgram(file, program, fs::path(folder) / program.name); !status.ok())
      return status;
  return Status::success();
}
