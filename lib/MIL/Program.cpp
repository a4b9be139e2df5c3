//===- Program.cpp - The syntax tree of MIL text --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Program.h"
#include <algorithm>
#include <limits>

namespace anemone::mil {
namespace {

struct DTypeFacts {
  std::string_view spelling;
  unsigned bits;
};

/// In the order of DType.
constexpr DTypeFacts kFacts[] = {
    {"bool", 8},    {"int4", 4},   {"uint4", 4},   {"int8", 8},   {"uint8", 8},   {"int16", 16},
    {"uint16", 16}, {"int32", 32}, {"uint32", 32}, {"int64", 64}, {"uint64", 64}, {"fp16", 16},
    {"bf16", 16},   {"fp32", 32},  {"fp64", 64},   {"string", 0},
};

const DTypeFacts &factsOf(DType type) { return kFacts[static_cast<size_t>(type)]; }

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

/// Trees that a parser made never overflow; a tree made by hand saturates instead of wrapping
/// round.
int64_t saturatingProduct(int64_t a, int64_t b) {
  if (a <= 0 || b <= 0)
    return 0;
  return a > kMost / b ? kMost : a * b;
}

template <typename Entries, typename Key>
auto *findByName(Entries &entries, std::string_view name, Key key) {
  auto found = std::find_if(entries.begin(), entries.end(),
                            [&](const auto &entry) { return key(entry) == name; });
  return found == entries.end() ? nullptr : &*found;
}

} // namespace

std::string_view spelling(DType type) { return factsOf(type).spelling; }

unsigned bitWidth(DType type) { return factsOf(type).bits; }

bool isFloat(DType type) {
  return type == DType::Fp16 || type == DType::BF16 || type == DType::Fp32 || type == DType::Fp64;
}

bool isInteger(DType type) {
  return !isFloat(type) && type != DType::Bool && type != DType::String;
}

int64_t Type::numElements() const {
  int64_t count = 1;
  for (int64_t extent : shape)
    count = saturatingProduct(count, extent);
  return count;
}

int64_t Type::byteSize() const {
  int64_t count = numElements();
  unsigned bits = bitWidth(dtype);
  if (bits >= 8)
    return saturatingProduct(count, bits / 8);
  // An even number of nibbles may be as large as kMost: divide before adding.
  return bits == 4 ? count / 2 + count % 2 : 0;
}

Value Value::ofBool(bool value) {
  return {Type::scalar(DType::Bool), std::vector<int64_t>{value ? 1 : 0}};
}

Value Value::ofInt32(int32_t value) {
  return {Type::scalar(DType::Int32), std::vector<int64_t>{value}};
}

Value Value::ofString(std::string value) {
  return {Type::scalar(DType::String), std::vector<std::string>{std::move(value)}};
}

Value Value::ofFloat(DType dtype, double value) {
  return {Type::scalar(dtype), std::vector<double>{value}};
}

Value Value::ofInt32s(const std::vector<int64_t> &values) {
  return {Type::tensor(DType::Int32, {static_cast<int64_t>(values.size())}), values};
}

Value Value::ofBlob(Type type, BlobFile blob) { return {std::move(type), std::move(blob)}; }

const Argument *Operation::argument(std::string_view name) const {
  return findByName(arguments, name,
                    [](const Argument &argument) -> std::string_view { return argument.name; });
}

const Value *Operation::attribute(std::string_view name) const {
  auto *found = findByName(attributes, name,
                           [](const auto &entry) -> std::string_view { return entry.first; });
  return found ? &found->second : nullptr;
}

const Function *Program::function(std::string_view name) const {
  return findByName(functions, name,
                    [](const Function &function) -> std::string_view { return function.name; });
}

std::vector<std::pair<std::string, std::string>> defaultBuildInfo(std::string_view version) {
  if (version == "1.0")
    return {{"coremlc-version", "3505.4.1"}};
  return {{"coremlc-component-MIL", "3510.2.1"},
          {"coremlc-version", "3505.4.1"},
          {"coremltools-component-milinternal", ""},
          {"coremltools-version", "9.0"}};
}

} // namespace anemone::mil
