//===- SelectEntry.cpp - Which entry a user means -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Session.h"
#include "lib/Runtime/TensorChecks.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;
using bundle::Bundle;
using bundle::Entry;

static bool accepts(const Entry &entry, std::span<const NamedShape> inputs) {
  for (const bundle::Tensor &tensor : entry.inputs)
    for (const NamedShape &input : inputs)
      if (input.name == tensor.name && !std::equal(input.shape.begin(), input.shape.end(),
                                                   tensor.shape.begin(), tensor.shape.end()))
        return false;
  return true;
}

static std::string listEntries(const Bundle &bundle) {
  std::string text;
  for (const Entry &entry : bundle.entries)
    text += (text.empty() ? "'" : ", '") + entry.name + "'";
  return text.empty() ? "none" : text;
}

/// "'forward_16' takes 'ids' (int32 [1, 16]), ..."
static std::string listShapes(const Bundle &bundle, std::span<const size_t> candidates) {
  std::string text;
  for (size_t index : candidates) {
    const Entry &entry = bundle.entries[index];
    text += (text.empty() ? "'" : "; '") + entry.name + "' takes";
    for (const bundle::Tensor &tensor : entry.inputs)
      text += (&tensor == &entry.inputs.front() ? " '" : ", '") + tensor.name + "' (" +
              typeText(tensor.dtype, tensor.shape) + ")";
  }
  return text;
}

/// The entries that `name` may mean: those of the group; for an empty name, all of them.
static std::vector<size_t> findCandidates(const Bundle &bundle, std::string_view name) {
  std::vector<size_t> candidates;
  for (size_t i = 0; i < bundle.entries.size(); ++i)
    if (name.empty() || bundle.entries[i].group == name)
      candidates.push_back(i);
  return candidates;
}

static bool inOneGroup(const Bundle &bundle, std::span<const size_t> candidates) {
  for (size_t index : candidates)
    if (bundle.entries[index].group != bundle.entries[candidates[0]].group)
      return false;
  return true;
}

Result<size_t> anemone::runtime::selectEntry(const Bundle &bundle, std::string_view name,
                                             std::span<const NamedShape> inputs) {
  std::vector<size_t> candidates = findCandidates(bundle, name);
  auto named = std::find_if(bundle.entries.begin(), bundle.entries.end(),
                            [&](const Entry &entry) { return entry.name == name; });
  bool exists = named != bundle.entries.end();
  if (exists && (named->group != name || candidates.size() == 1))
    return size_t(named - bundle.entries.begin());
  if (candidates.size() == 1)
    return candidates[0];
  if (!candidates.empty() && !inOneGroup(bundle, candidates))
    return Status::failure("the bundle has several entries, and none was named; its entries are " +
                           listEntries(bundle));
  for (size_t index : candidates)
    if (!inputs.empty() && accepts(bundle.entries[index], inputs))
      return index;
  if (exists)
    return size_t(named - bundle.entries.begin());
  if (candidates.empty())
    return Status::failure("the bundle has no entry '" + std::string(name) + "'; its entries are " +
                           listEntries(bundle));
  return Status::failure("no entry of group '" + bundle.entries[candidates[0]].group +
                         "' takes inputs of these shapes: " + listShapes(bundle, candidates));
}
