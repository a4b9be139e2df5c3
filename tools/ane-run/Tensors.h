//===- Tensors.h - Inputs, outputs and their comparison ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TENSORS_H
#define ANEMONE_TOOLS_ANE_RUN_TENSORS_H

#include "anemone/Runtime/Runtime.h"
#include "tools/ane-run/Commands.h"
#include "tools/ane-run/Npy.h"
#include "tools/ane-run/Types.h"

namespace anemone::run {

struct NamedArray {
  std::string name;
  npy::Array array;
};

/// An opened bundle, the entry that the options choose, and data for each of its inputs.
struct Prepared {
  Model model;
  size_t entry;
  std::vector<NamedArray> inputs;
  std::vector<NamedArray> expected; // one for some of the outputs

  /// A session on `device` that has its inputs.
  Result<Session> createSession(const std::string &device, anemone_session_options options) const;
};

/// Reads what the command line names and checks the names; the runtime checks types and shapes.
Result<Prepared> prepare(const RunOptions &options);

Result<std::vector<NamedArray>> readOutputs(const Prepared &prepared, Session &session);

/// The elements as doubles.
Result<std::vector<double>> toDoubles(mil::DType dtype, const void *data, size_t count);

/// What two arrays differ by.
struct Difference {
  double largest = 0;         // absolute; NaN where one side is NaN and the other is not
  size_t where = 0;           // the element of the largest difference
  double left = 0, right = 0; // its two values
  /// The first element beyond the tolerance |left - right| <= absolute + relative * |right|.
  std::optional<size_t> beyond;
};
Difference difference(const std::vector<double> &left, const std::vector<double> &right,
                      double absolute, double relative);

/// Checks outputs against the expected arrays and prints the largest difference of each.
Status checkExpected(const Prepared &prepared, const std::vector<NamedArray> &outputs,
                     const RunOptions &options);

/// "fp32 [1, 10]"
std::string typeText(const npy::Array &array);
/// "%g" with as many digits as tell two floats apart.
std::string numberText(double value);
/// "[0, 3, 1]": the position of element `index` of an array.
std::string positionText(const std::vector<int64_t> &shape, size_t index);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TENSORS_H
