//===- EntryUses.cpp - Which steps of an entry use which values -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/EntryUses.h"

using namespace anemone;
using namespace anemone::runtime;
using bundle::StepKind;

EntryUses::EntryUses(const bundle::Entry &entry) : entry(entry), values(entry.inputs.size()) {
  for (int i = 0; i < end(); ++i) {
    const bundle::Step &step = entry.steps[size_t(i)];
    for (uint32_t operand : step.operands)
      values[operand].steps.push_back(i);
    bool loads = step.kind == StepKind::LoadGlobal;
    for (size_t k = 0; k < step.results.size(); ++k)
      values.push_back({loads ? ValueUses::Origin::Load : ValueUses::Origin::Call,
                        i,
                        loads ? step.target : 0,
                        {}});
  }
  for (uint32_t output : entry.outputValues) {
    values[output].steps.push_back(end());
    values[output].isOutput = true;
  }
}

bool EntryUses::staysInGlobal(uint32_t value) const {
  const ValueUses &uses = values[value];
  if (uses.origin != ValueUses::Origin::Load || uses.isOutput)
    return false; // an output is read after the run, when another session may have stored
  for (int i = uses.definition; i < uses.last(); ++i) {
    const bundle::Step &step = entry.steps[size_t(i)];
    if (step.kind == StepKind::StoreGlobal && step.target == uses.global)
      return false;
  }
  return true;
}

std::optional<uint32_t> EntryUses::endsInGlobal(uint32_t value) const {
  const ValueUses &uses = values[value];
  if (uses.origin != ValueUses::Origin::Call || uses.isOutput || uses.steps.empty())
    return std::nullopt;
  const bundle::Step &step = entry.steps[size_t(uses.last())];
  return step.kind == StepKind::StoreGlobal ? std::optional(step.target) : std::nullopt;
}

bool EntryUses::mayBeginInGlobal(uint32_t value) const {
  std::optional<uint32_t> global = endsInGlobal(value);
  if (!global)
    return false;
  const ValueUses &uses = values[value];
  for (int i = uses.definition + 1; i < uses.last(); ++i) {
    const bundle::Step &step = entry.steps[size_t(i)];
    bool ofGlobal = step.kind == StepKind::LoadGlobal || step.kind == StepKind::StoreGlobal;
    if (ofGlobal && step.target == *global)
      return false;
  }
  for (uint32_t other = 0; other < values.size(); ++other)
    if (staysInGlobal(other) && values[other].global == *global &&
        values[other].definition < uses.definition && values[other].last() > uses.definition)
      return false;
  return true;
}
