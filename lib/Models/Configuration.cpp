//===- Configuration.cpp - A model's config.json --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Configuration.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace anemone;
using llvm::StringRef;
using llvm::Twine;
using Value = Configuration::Value;

//===----------------------------------------------------------------------===//
// The text
//===----------------------------------------------------------------------===//

namespace {

/// Takes the parser's events. What is nested is kept as an empty list or object:
/// no key has such a value that is read, and no depth costs anything. The names
/// are the library's.
struct FlatObject {
  std::map<std::string, Value> &values;
  llvm::SmallVectorImpl<std::string> &problems;
  std::string current = {};
  size_t depth = 0;

  bool keep(Value value) {
    if (depth == 0)
      problems.push_back("the configuration is not an object of JSON: it has to begin with '{'");
    if (depth == 1)
      values[current] = std::move(value);
    return depth > 0;
  }
  bool null() { return keep(nullptr); }
  bool boolean(bool value) { return keep(value); }
  bool number_integer(int64_t value) { return keep(value); }
  bool number_unsigned(uint64_t value) { return keep(value); }
  bool number_float(double value, const std::string &) { return keep(value); }
  bool string(std::string &value) { return keep(value); }
  bool binary(std::vector<uint8_t> &) { return true; } // JSON has none
  bool start_object(size_t) {
    bool kept = depth == 0 || keep(Value::object());
    ++depth;
    return kept;
  }
  bool key(std::string &name) {
    if (depth == 1 && values.count(name))
      problems.push_back("the configuration has the key " + Value(name).dump() + " twice");
    if (depth == 1)
      current = name;
    return true;
  }
  bool end_object() { return --depth, true; }
  bool start_array(size_t) {
    bool kept = keep(Value::array());
    ++depth;
    return kept;
  }
  bool end_array() { return --depth, true; }
  bool parse_error(size_t, const std::string &, const nlohmann::detail::exception &error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    StringRef message = error.what();
    problems.push_back("the configuration is not JSON: " + message.split("] ").second.str());
    return false;
  }
};

} // namespace

Configuration::Configuration(StringRef text) {
  FlatObject object{values, found};
  readable = Value::sax_parse(text.begin(), text.end(), &object);
}

/// A value as it stands in the file, or what it is.
static std::string describe(const Value &value) {
  if (value.is_array())
    return "a list";
  if (value.is_object())
    return "an object";
  return value.dump(-1, ' ', false, Value::error_handler_t::replace);
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

const Value *Configuration::take(StringRef key) {
  known.insert(key.str());
  auto entry = values.find(key.str());
  return entry == values.end() ? nullptr : &entry->second;
}

const Value *Configuration::take(StringRef key, const Twine &expected, bool required,
                                 llvm::function_ref<bool(const Value &)> holds) {
  const Value *value = take(key);
  if (value ? holds(*value) : !required)
    return value;
  wrong.insert(key.str());
  if (!value && readable)
    report("the key '" + key + "' is missing: it has to be " + expected);
  if (value)
    report("'" + key + "' is " + describe(*value) + ", but has to be " + expected);
  return nullptr;
}

int64_t Configuration::takeCount(StringRef key, int64_t most, std::optional<int64_t> otherwise) {
  auto holds = [&](const Value &value) {
    // The library keeps what is not negative as unsigned.
    return (value.is_number_unsigned() && value >= 1 && value <= most) ||
           (value.is_null() && otherwise);
  };
  const Value *value =
      take(key, "a whole number from 1 to " + Twine(most), /*required=*/!otherwise, holds);
  return value && !value->is_null() ? value->get<int64_t>() : otherwise.value_or(1);
}

uint64_t Configuration::takeSeed(StringRef key) {
  const Value *value = take(key, "a whole number from 0 to 18446744073709551615", true,
                            [](const Value &value) { return value.is_number_unsigned(); });
  return value ? value->get<uint64_t>() : 0;
}

double Configuration::takeNumber(StringRef key, double least, double most, double otherwise) {
  std::string expected = "a number from " + Value(least).dump() + " to " + Value(most).dump();
  const Value *value = take(key, expected, /*required=*/false, [&](const Value &value) {
    return value.is_number() && value >= least && value <= most;
  });
  return value ? value->get<double>() : otherwise;
}

bool Configuration::takeFlag(StringRef key, bool otherwise) {
  const Value *value = take(key, "true or false", /*required=*/false,
                            [](const Value &value) { return value.is_boolean(); });
  return value ? value->get<bool>() : otherwise;
}

void Configuration::takeOnly(StringRef key, const Value &only) {
  take(key, describe(only) + ", which is all that is built", /*required=*/false,
       [&](const Value &value) { return value == only; });
}

void Configuration::ignore(llvm::ArrayRef<StringRef> keys) {
  for (StringRef key : keys)
    known.insert(key.str());
}

//===----------------------------------------------------------------------===//
// Problems
//===----------------------------------------------------------------------===//

/// The known key that an unknown one was probably meant to be.
std::string Configuration::suggestion(StringRef key) const {
  constexpr unsigned farthest = 3;
  unsigned least = farthest + 1;
  std::string nearest;
  for (const std::string &name : known) {
    unsigned distance = key.edit_distance(name, /*AllowReplacements=*/true, farthest);
    if (distance < least && !values.count(name)) {
      least = distance;
      nearest = name;
    }
  }
  return nearest.empty() ? "remove it" : "did you mean '" + nearest + "'?";
}

void Configuration::require(bool holds, llvm::ArrayRef<StringRef> keys, const Twine &problem) {
  bool allRight = llvm::none_of(keys, [&](StringRef key) { return wrong.count(key.str()) != 0; });
  if (!holds && allRight && readable)
    report(problem);
}

void Configuration::reportUnknownKeys() {
  for (const auto &[key, value] : values)
    if (readable && !known.count(key))
      report("the key " + describe(key) + " is unknown: " + suggestion(key));
}
