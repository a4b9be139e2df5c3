//===- RewriteCounts.h - How often patterns applied -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_REWRITECOUNTS_H
#define DIALECTS_ANE_TRANSFORMS_REWRITECOUNTS_H

#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/StringMap.h"

namespace anemone::ane {

/// Counts rewrites by the first label of their patterns; those without one under "".
struct RewriteCounts : mlir::RewriterBase::Listener {
  void notifyPatternEnd(const mlir::Pattern &pattern, llvm::LogicalResult status) override {
    llvm::ArrayRef<llvm::StringRef> labels = pattern.getDebugLabels();
    if (succeeded(status))
      ++counts[labels.empty() ? llvm::StringRef() : labels.front()];
  }
  unsigned operator[](llvm::StringRef label) const { return counts.lookup(label); }

private:
  llvm::StringMap<unsigned> counts;
};

/// Adds a pattern that is a function, under a label.
template <typename Function>
void addLabeled(mlir::RewritePatternSet &patterns, llvm::StringRef label, Function *function) {
  mlir::RewritePatternSet one(patterns.getContext());
  one.add(function);
  for (auto &pattern : one.getNativePatterns()) {
    pattern->addDebugLabels({label});
    patterns.add(std::move(pattern));
  }
}

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_REWRITECOUNTS_H
