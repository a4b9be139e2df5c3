//===- Support.h - Planning and running MIL text in tests -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_EXECUTOR_SUPPORT_H
#define ANEMONE_TEST_UNIT_EXECUTOR_SUPPORT_H

#include "lib/Executor/Executor.h"
#include <map>

namespace anemone::test {

using Values = std::vector<double>;

/// Plans function 0 of `text`; without weights.
Result<std::unique_ptr<exec::Executable>> plan(const std::string &text,
                                               const exec::Options &options = {});
/// "program(1.3) { func main<ios18>(<inputs>) { <body> } -> (<outputs>); }"
std::string program(const std::string &inputs, const std::string &body, const std::string &outputs);
/// The message of a plan that has to fail; a test failure otherwise.
std::string planError(const std::string &text, const exec::Options &options = {});

/// Runs with inputs converted to their storage; gives the outputs as doubles.
Result<std::vector<Values>> run(exec::Executable &executable, const std::vector<Values> &inputs,
                                std::map<std::string, Values> *trace = nullptr);
/// Plans and runs; a test failure where that fails.
std::vector<Values> evaluate(const std::string &text, const std::vector<Values> &inputs,
                             const exec::Options &options = {});

/// Reproducible values in [-1, 1] that fp16 represents.
Values pattern(size_t count, unsigned seed = 1);

} // namespace anemone::test

#endif // ANEMONE_TEST_UNIT_EXECUTOR_SUPPORT_H
