//===- Devices.h - A bundle on the devices of the runtime ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_DEVICES_H
#define ANEMONE_UTILS_RANDOMGRAPHS_DEVICES_H

#include "anemone/Runtime/Runtime.h"
#include "utils/random-graphs/Reference.h"

namespace anemone::fuzz {

class Devices {
public:
  Status open(const std::string &path);
  /// Runs an entry; its inputs are among `values`.
  Result<Named> run(const std::string &entry, const std::string &device, const Named &values);

private:
  std::optional<Model> model;
};

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_DEVICES_H
