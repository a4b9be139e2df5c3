//===- Table.cpp - Tables on standard output ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Table.h"
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>

using namespace anemone;

void run::printTable(const std::vector<std::vector<std::string>> &rows, size_t textColumns) {
  std::vector<size_t> widths(rows.front().size());
  for (const std::vector<std::string> &row : rows)
    for (size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].size());
  for (const std::vector<std::string> &row : rows) {
    std::ostringstream line;
    for (size_t i = 0; i < row.size(); ++i)
      line << (i ? "  " : "") << (i < textColumns ? std::left : std::right)
           << std::setw(int(widths[i])) << row[i];
    std::string text = line.str();
    std::cout << text.substr(0, text.find_last_not_of(' ') + 1) << "\n";
  }
}
