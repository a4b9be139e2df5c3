//===- Report.cpp - What the benchmark prints -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/bench/Report.h"
#include "llvm/Support/Format.h"

using namespace anemone::bench;

/// What Orion published for the same 72 programs, graph to MIL text, on an Apple M4 Max.
static constexpr double orionMilliseconds = 6.0;

void anemone::bench::printRun(const Run &run, size_t before, llvm::raw_ostream &out) {
  double total = run.milliseconds();
  out << "phase            ms   share    CPU ms  operations after it\n";
  for (const PhaseRun &phase : run.phases)
    out << llvm::format("%-10s %8.2f  %5.1f%%  %8.2f  %zu\n", phase.phase.c_str(),
                        phase.milliseconds, 100 * phase.milliseconds / total, phase.cpuMilliseconds,
                        phase.operations);
  out << llvm::format("total      %8.2f          %8.2f  %zu operations before\n", total,
                      run.cpuMilliseconds(), before);
  out << run.texts.size() << " programs, " << run.distinctTexts() << " distinct texts, "
      << run.textBytes() << " bytes of MIL\n";
  out << llvm::format("ratio to Orion's compiler (%.1f ms, published, another machine): %.1f\n",
                      orionMilliseconds, total / orionMilliseconds);
}

void anemone::bench::printChain(llvm::StringRef name, llvm::StringRef what, const Run &brief,
                                const Run &extended, llvm::raw_ostream &out) {
  out << llvm::format("%-12s %10.1f %10.1f %7.1f  ", name.str().c_str(), brief.cpuMilliseconds(),
                      extended.cpuMilliseconds(),
                      extended.cpuMilliseconds() / brief.cpuMilliseconds())
      << what << "\n";
  for (auto [first, second] : llvm::zip_equal(brief.phases, extended.phases))
    if (second.cpuMilliseconds > 0.05 * extended.cpuMilliseconds())
      out << llvm::format("  %-10s %10.1f %10.1f %7.1f\n", first.phase.c_str(),
                          first.cpuMilliseconds, second.cpuMilliseconds,
                          second.cpuMilliseconds / first.cpuMilliseconds);
}
