//===- EmulatorWeights.cpp - Weights inside a compiled program ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorWeights.h"
#include "lib/Runtime/Drivers/EmulatorFunction.h"
#include <algorithm>
#include <cstring>

namespace anemone::runtime {
namespace {

void addLine(std::string &text, const std::string &line) {
  text += (text.empty() ? "" : "\n") + line;
}

/// Whether metadata begin at `offset`, well-formed or not.
bool isRecord(std::span<const uint8_t> file, uint64_t offset) {
  constexpr uint8_t sentinel[] = {0xef, 0xbe, 0xad, 0xde};
  return offset <= file.size() && file.size() - offset >= sizeof(sentinel) &&
         std::memcmp(file.data() + offset, sentinel, sizeof(sentinel)) == 0;
}

/// What is read where no record is: the bytes that would be its data, and zeros behind the file.
std::vector<uint8_t> garbageAt(std::span<const uint8_t> file, uint64_t offset, size_t count) {
  constexpr uint64_t metadataBytes = 64;
  std::vector<uint8_t> bytes(count);
  if (offset > file.size() || file.size() - offset < metadataBytes)
    return bytes;
  std::span<const uint8_t> rest = file.subspan(offset + metadataBytes);
  std::copy_n(rest.begin(), std::min(count, rest.size()), bytes.begin());
  return bytes;
}

std::string checkSizes(const mil::WeightDictionary &files, int64_t limit) {
  std::string problems;
  for (const auto &[path, bytes] : files)
    if (bytes.size() > static_cast<uint64_t>(limit))
      addLine(problems, "'" + path + "': Weight file size (" + std::to_string(bytes.size()) +
                            " bytes) exceeds the maximum (" + std::to_string(limit) +
                            " bytes) [ANE-C62]");
  return problems;
}

} // namespace

std::string BakedWeights::bake(const mil::Program &program, const mil::WeightDictionary &files,
                               const EmulatorOptions &options) {
  records.clear();
  std::string problems = checkSizes(files, options.maxWeightFileBytes);
  if (!problems.empty())
    return problems;
  auto bakeLiteral = [&](const mil::Operation &operation, const mil::Value &value) {
    const mil::BlobFile *blob = value.blob();
    if (!blob || records.contains({blob->path, blob->offset}))
      return;
    auto file = files.find(blob->path);
    std::string problem = file == files.end() ? "the weight dictionary has no '" + blob->path + "'"
                                              : bakeOne(value, *blob, file->second, options);
    if (!problem.empty())
      addLine(problems, "line " + std::to_string(operation.location.line) + ": '" +
                            operation.results[0].name + "': " + problem);
  };
  for (const mil::Function &function : program.functions)
    forEachLiteral(function, bakeLiteral);
  return problems;
}

/// Copies one record; returns what is wrong with it.
std::string BakedWeights::bakeOne(const mil::Value &value, const mil::BlobFile &blob,
                                  std::span<const uint8_t> file, const EmulatorOptions &options) {
  auto expected = static_cast<uint64_t>(value.type.byteSize());
  if (!(options.isStrict() && options.checksBlobOffsets) && !isRecord(file, blob.offset)) {
    records[{blob.path, blob.offset}] = {value.type.dtype, garbageAt(file, blob.offset, expected)};
    return {};
  }
  Result<mil::WeightRecord> record = mil::WeightFile::recordAt(file, blob.offset);
  if (!record.ok())
    return "'" + blob.path + "': Cannot retrieve file blob properties: " + record.message() +
           (isRecord(file, blob.offset) ? " [ANE-C47]" : " [ANE-C08]");
  std::string place = "the record at " + std::to_string(blob.offset);
  if (record->dtype != value.type.dtype)
    return "'" + blob.path + "': Metadata data type does not match requested type: " + place +
           " holds " + std::string(mil::spelling(record->dtype)) + ", the text says " +
           std::string(mil::spelling(value.type.dtype));
  if (record->byteSize != expected)
    return "'" + blob.path + "': " + place + " has " + std::to_string(record->byteSize) +
           " bytes, expected " + std::to_string(expected) + " for its type [ANE-C47]";
  std::span<const uint8_t> data = file.subspan(record->dataOffset, record->byteSize);
  records[{blob.path, blob.offset}] = {record->dtype, {data.begin(), data.end()}};
  return {};
}

void BakedWeights::keepAllBut(const std::string &path, const BakedWeights &other) {
  for (const auto &[key, baked] : other.records)
    if (key.first != path)
      records[key] = baked;
}

Result<exec::WeightView> BakedWeights::find(const mil::BlobFile &blob) const {
  auto found = records.find({blob.path, blob.offset});
  if (found == records.end())
    return Status::failure("no weights were compiled for '" + blob.path + "'");
  return exec::WeightView{found->second.dtype, found->second.bytes};
}

} // namespace anemone::runtime
