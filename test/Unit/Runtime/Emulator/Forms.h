//===- Forms.h - What Apple's compiler accepted and refused -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The verdicts that mil-hwx-compiler reports of Apple's compiler, for M1 and
// M2 alike, row by row, each on several shapes. Accepted means compiled, not
// run. The emulator (FormTest.cpp) and ane-verify-constraints (VerdictTest.cpp)
// are held against them.
//
// The report also counts "a few unary" operations and "one chain" that were
// refused, and names none of them: no program can be made of that. In their
// place are the unary operations and the forms that other reports name, down
// from UnaryWithoutEpsilon; those have been seen to fail on M1 or M2, or are
// Apple's published rules for every chip.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_FORMS_H
#define ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_FORMS_H

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

namespace anemone::test {

using Shape = std::vector<int64_t>;

/// "tensor<fp16, [1, 64, 16, 16]>".
std::string typeOf(const Shape &shape, const std::string &element = "fp16");

/// One program: its inputs are i0, i1, ..., its weights w0, w1, ..., all of fp16, and it gives y.
struct Form {
  std::vector<Shape> inputs, weights;
  std::string lines;
  /// "ANE-C59" where the form was refused.
  std::string rule = {};
  /// The size of each record lies in the upper half of its field, and no offset of the data is
  /// given.
  bool misplacesSizes = false;

  std::string text() const;
  /// The path of a weight, which has a file of its own with one record at offset 64.
  static std::string weightPath(size_t index);
  std::vector<uint8_t> weightFile(size_t index) const; // of zeros
};

/// How the form stands in the ane dialect.
enum class InTheDialect {
  Same,      // it can be written, and the verifier gives the verdict
  NotParsed, // it is refused when it is read: its types do not allow it, or no IR can say it
  NotEmitted // the text is read, and written in another form
};

struct FormRow {
  std::string name; // that of a test
  std::vector<Form> forms;
  InTheDialect dialect = InTheDialect::Same;
  /// What stands in the text that is written (NotEmitted), or is said (NotParsed).
  std::string instead = {};

  friend void PrintTo(const FormRow &row, std::ostream *out) { *out << row.name; }
};

std::vector<FormRow> reportedVerdicts();

/// A target and a row.
using Judged = std::tuple<std::string, FormRow>;
/// "m2_pro_C70Linear": the name of a test of both.
template <typename Info> std::string nameOfJudged(const Info &info) {
  std::string name = std::get<0>(info.param);
  std::replace(name.begin(), name.end(), '-', '_');
  return name + "_" + std::get<1>(info.param).name;
}

/// The profiles of the chips for which the compiler was asked.
inline const std::vector<std::string> kJudgedTargets = {"m1", "m2-pro"};

} // namespace anemone::test

#endif // ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_FORMS_H
