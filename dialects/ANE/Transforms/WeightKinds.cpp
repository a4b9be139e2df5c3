//===- WeightKinds.cpp - How parameters reach programs --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/WeightKinds.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

namespace anemone::ane {

static std::optional<WeightKind> kindNamed(StringRef text) {
  return llvm::StringSwitch<std::optional<WeightKind>>(text)
      .Case("streamed", WeightKind::Streamed)
      .Case("packed", WeightKind::Packed)
      .Case("baked", WeightKind::Baked)
      .Case("reloaded", WeightKind::Reloaded)
      .Case("auto", WeightKind::Auto)
      .Default(std::nullopt);
}

FailureOr<WeightKinds> WeightKinds::parse(ArrayRef<std::string> texts, ModuleOp module) {
  SymbolTable symbols(module);
  WeightKinds kinds;
  bool sound = true;
  for (StringRef text : texts) {
    auto [name, kindText] = text.contains('=') ? text.rsplit('=') : std::pair(StringRef(), text);
    std::optional<WeightKind> kind = kindNamed(kindText);
    auto global = symbols.lookup<ml_program::GlobalOp>(name);
    bool isKnown = !text.contains('=') || (global && global.getIsMutable());
    if (!kind)
      module.emitError("weights are to be '")
          << kindText << "', expected streamed, packed, baked, reloaded or auto";
    if (!isKnown)
      module.emitError("weights names '")
          << name << "', and the module has no parameter of that name that changes";
    sound &= kind && isKnown;
    if (!kind)
      continue;
    if (text.contains('='))
      kinds.chosen[name] = *kind;
    else
      kinds.otherwise = *kind;
  }
  if (!sound)
    return failure();
  return kinds;
}

std::vector<StringRef> WeightKinds::named() const {
  std::vector<StringRef> names;
  for (const auto &entry : chosen)
    if (entry.second != WeightKind::Streamed && entry.second != WeightKind::Auto)
      names.push_back(entry.first());
  llvm::sort(names);
  return names;
}

WeightKind WeightKinds::kindOf(StringRef parameter) const {
  auto found = chosen.find(parameter);
  return found == chosen.end() ? otherwise : found->second;
}

} // namespace anemone::ane
