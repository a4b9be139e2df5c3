//===- EmulatorWeights.h - Weights inside a compiled program ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWEIGHTS_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWEIGHTS_H

#include "anemone/MIL/WeightFile.h"
#include "lib/Executor/Executor.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"

namespace anemone::runtime {

/// Copies of the records that a program names, as they were when it was compiled (ANE-C07). They
/// outlive the executables that are planned with them.
class BakedWeights {
public:
  /// Copies what `program` names; gives what is wrong, a line each.
  std::string bake(const mil::Program &program, const mil::WeightDictionary &files,
                   const EmulatorOptions &options);
  /// Takes the records of `other` that are not in the file `path`.
  void keepAllBut(const std::string &path, const BakedWeights &other);

  Result<exec::WeightView> find(const mil::BlobFile &blob) const;

private:
  struct Baked {
    mil::DType dtype;
    std::vector<uint8_t> bytes;
  };
  using Key = std::pair<std::string, uint64_t>; // path, offset of the metadata

  std::string bakeOne(const mil::Value &value, const mil::BlobFile &blob,
                      std::span<const uint8_t> file, const EmulatorOptions &options);

  std::map<Key, Baked> records;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWEIGHTS_H
