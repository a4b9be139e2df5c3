//===- Configuration.h - A model's config.json ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flat object of JSON, of which a reader takes one key after the other. What
// is wrong with a key is collected, so that one run reports everything.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_CONFIGURATION_H
#define ANEMONE_LIB_MODELS_CONFIGURATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

namespace anemone {

class Configuration {
public:
  using Value = nlohmann::json;

  explicit Configuration(llvm::StringRef text);

  //===--- Keys; each is known from then on ---===//
  // A key without `otherwise` must be there. One that is wrong is reported, and
  // gives a number that does no harm.

  /// A whole number from 1 to `most`.
  int64_t takeCount(llvm::StringRef key, int64_t most, std::optional<int64_t> otherwise = {});
  /// A whole number of 64 bits.
  uint64_t takeSeed(llvm::StringRef key);
  /// A number with `least` <= number <= `most`.
  double takeNumber(llvm::StringRef key, double least, double most, double otherwise);
  bool takeFlag(llvm::StringRef key, bool otherwise);
  /// A key that may be absent, and has only one value that can be built.
  void takeOnly(llvm::StringRef key, const Value &value);
  /// Keys that say nothing about what is computed.
  void ignore(llvm::ArrayRef<llvm::StringRef> keys);

  //===--- Problems ---===//

  /// Reports `problem` unless it `holds`, or unless one of the keys that it is
  /// about is wrong already.
  void require(bool holds, llvm::ArrayRef<llvm::StringRef> keys, const llvm::Twine &problem);
  /// Reports the keys that nobody took.
  void reportUnknownKeys();
  llvm::ArrayRef<std::string> problems() const { return found; }

private:
  void report(const llvm::Twine &problem) { found.push_back(problem.str()); }
  /// The value of a key; null where it is absent.
  const Value *take(llvm::StringRef key);
  /// The value of a key; null, and reported, where it is absent or not `holds`.
  const Value *take(llvm::StringRef key, const llvm::Twine &expected, bool required,
                    llvm::function_ref<bool(const Value &)> holds);
  std::string suggestion(llvm::StringRef key) const;

  std::map<std::string, Value> values;
  std::set<std::string> known, wrong;
  llvm::SmallVector<std::string> found;
  /// Whether the text could be read; else no key is missed.
  bool readable = true;
};

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_CONFIGURATION_H
