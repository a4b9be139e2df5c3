//===- Executor.h - Runs a MIL function on the CPU --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The executor plans a function once (types, buffers by liveness, layouts,
// weights packed for oneDNN) and then only runs it. It checks everything that
// the text says: an operation, an argument or a type that does not fit is a
// failure of plan(), never of run().
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_EXECUTOR_H
#define ANEMONE_EXECUTOR_EXECUTOR_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include "lib/Executor/MacRules.h"
#include <functional>
#include <memory>
#include <span>

namespace anemone::exec {

/// How values are computed and stored.
enum class Numerics {
  F32, // values declared fp16 are carried as fp32; float literals are not rounded to fp16; casts among floats keep fp32
  F16, // values declared fp16 are stored as fp16: elementwise results round once to nearest even, products accumulate
       // in f32 and round once
  F16Mac, // as F16, but sums of products follow Options::mac; plain loops, slow
  F64,    // every float is carried as fp64, in plain loops
};

/// Whether values declared fp16 are rounded to fp16.
inline bool roundsToHalf(Numerics numerics) {
  return numerics == Numerics::F16 || numerics == Numerics::F16Mac;
}

/// A constant's bytes. `dtype` may be wider than the declared element type (fp32 for fp16): the executor converts to
/// what its numerics store.
struct WeightView {
  mil::DType dtype;
  std::span<const uint8_t> bytes;
};

/// Gives the bytes behind a BLOBFILE; they must outlive the Executable.
using WeightResolver = std::function<Result<WeightView>(const mil::BlobFile &)>;

/// An input or an output of an executable: buffers passed to run() are dense, row-major, of element type `storage`
/// (Fp32 where the program declares fp16 under Numerics::F32, Fp64 for any float under F64, else as declared; bool is
/// one byte).
struct TensorSpec {
  std::string name;
  mil::Type type; // as declared
  mil::DType storage;
};

/// Called after each operation with the name of a result and its dense, row-major data of element type `storage`.
using Trace = std::function<void(const TensorSpec &value, const void *data)>;

class Workspace;

struct Options {
  Numerics numerics = Numerics::F32;
  int threads = 0;    // 0: as many as the machine has
  bool trace = false; // every operation's results can be observed: fuses nothing, reuses no buffer
  MacRules mac = {};  // of Numerics::F16Mac
  /// Memory that executables share which never run at the same time; null: each has its own.
  std::shared_ptr<Workspace> workspace = nullptr;
};

class Executable {
public:
  virtual ~Executable() = default;

  /// Plans `function`. A failure's message names the operation, its result and its line in the text, what was found
  /// and what was expected; when several operations are unsupported it names them all.
  static Result<std::unique_ptr<Executable>> plan(const mil::Function &function,
                                                  const WeightResolver &weights,
                                                  const Options &options);

  virtual std::span<const TensorSpec> inputs() const = 0;
  virtual std::span<const TensorSpec> outputs() const = 0; // in the order of the function's output list
  /// Runs once. Not safe to call from two threads at a time. Buffers may not overlap, but for an input and an output of
  /// which mayOverwrite() says so: these may be one.
  virtual Status run(std::span<const void *const> inputs, std::span<void *const> outputs,
                     const Trace &trace = {}) = 0;
  /// Whether an output may be written over an input: what reads the input runs before the output is begun, or reads each
  /// element just before the same one is written.
  virtual bool mayOverwrite(size_t input, size_t output) const = 0;
  /// Bytes of the buffers of intermediate values, after reuse; packed weights are not counted.
  virtual size_t peakBytes() const = 0;
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_EXECUTOR_H
