//===- Report.h - What the benchmark prints ---------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_BENCH_REPORT_H
#define ANEMONE_UTILS_BENCH_REPORT_H

#include "utils/bench/Runs.h"
#include "llvm/Support/raw_ostream.h"

namespace anemone::bench {

/// A table of the phases, the total, the texts, and the ratio to Orion's compiler.
void printRun(const Run &run, size_t before, llvm::raw_ostream &out);

/// One row: the CPU times of a short and a long chain, and those of the phases that count.
void printChain(llvm::StringRef name, llvm::StringRef what, const Run &brief, const Run &extended,
                llvm::raw_ostream &out);

} // namespace anemone::bench

#endif // ANEMONE_UTILS_BENCH_REPORT_H
