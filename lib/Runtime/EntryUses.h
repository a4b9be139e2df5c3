//===- EntryUses.h - Which steps of an entry use which values ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_ENTRYUSES_H
#define ANEMONE_LIB_RUNTIME_ENTRYUSES_H

#include "anemone/Bundle/Bundle.h"

namespace anemone::runtime {

/// Where a value comes from and which steps read it. Inputs are defined before step 0, outputs are
/// read after the last step.
struct ValueUses {
  enum class Origin : uint8_t { Input, Call, Load };
  Origin origin = Origin::Input;
  int definition = -1;    // step
  uint32_t global = 0;    // of a load
  std::vector<int> steps; // ascending
  bool isOutput = false;

  int last() const { return steps.empty() ? definition : steps.back(); }
};

class EntryUses {
public:
  explicit EntryUses(const bundle::Entry &entry);

  const ValueUses &operator[](uint32_t value) const { return values[value]; }
  /// The number of the time after the last step.
  int end() const { return int(entry.steps.size()); }
  /// Whether a loaded value can be read where the global lies: nothing is stored to the global
  /// before the value was read for the last time.
  bool staysInGlobal(uint32_t value) const;
  /// The global that a call's result is stored to, if nothing reads the result afterwards: the
  /// global may take over its memory.
  std::optional<uint32_t> endsInGlobal(uint32_t value) const;
  /// Whether such a result may lie in the global from the moment it is computed: between that and
  /// the store, nothing reads the global's old value or stores another one.
  bool mayBeginInGlobal(uint32_t value) const;

private:
  const bundle::Entry &entry;
  std::vector<ValueUses> values;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_ENTRYUSES_H
