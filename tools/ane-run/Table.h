//===- Table.h - Tables on standard output ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TABLE_H
#define ANEMONE_TOOLS_ANE_RUN_TABLE_H

#include <string>
#include <vector>

namespace anemone::run {

/// A table whose columns are as wide as what stands in them; all but the first `textColumns` are
/// numbers. There is at least one row.
void printTable(const std::vector<std::vector<std::string>> &rows, size_t textColumns);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TABLE_H
