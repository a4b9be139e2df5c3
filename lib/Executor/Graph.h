//===- Graph.h - What the planner knows of a function -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Planning goes from MIL's syntax tree to a graph of nodes and values (types
// checked, constants folded), from there to a list of steps on buffers
// (Lowering.h), which is all that is left when the program runs.
//
// Inside the executor there are only four kinds of element, the carriers:
// every float is an fp32 (fp64 under Numerics::F64), every integer an int32,
// a bool one byte. A value declared fp16 under Numerics::F16 is an fp32 that
// fp16 can represent: arithmetic and oneDNN want fp32 anyway, and widening at
// each border costs more than the memory saves.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_GRAPH_H
#define ANEMONE_EXECUTOR_GRAPH_H

#include "lib/Executor/Executor.h"
#include "lib/Executor/Kernels/TileCode.h"
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace anemone::exec {

using Shape = std::vector<int64_t>;

/// Why a plan or a run fails; caught where the library is entered and turned into a Status.
class ExecutorError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An operation cannot be checked because one before it was refused; no problem of its own.
class ConsequentialError : public ExecutorError {
  using ExecutorError::ExecutorError;
};

/// What stores the elements of a constant or of all intermediate values: aligned memory of its own,
/// or a view of memory that outlives it.
class Bytes {
public:
  explicit Bytes(size_t size)
      : own(std::aligned_alloc(64, (size + 127) / 64 * 64), &std::free), start(own.get()) {
    if (!start)
      throw std::bad_alloc();
  }
  explicit Bytes(const void *view) : own(nullptr, &std::free), start(const_cast<void *>(view)) {}

  void *data() { return start; }
  const void *data() const { return start; }

private:
  std::unique_ptr<void, void (*)(void *)> own;
  void *start;
};

/// An intermediate value, an input or a constant.
struct Value {
  std::string name;
  mil::Type type;
  Carrier carrier = Carrier::F32;
  bool half = false;               // computed results are rounded to fp16
  std::shared_ptr<Bytes> constant; // dense and row-major
  std::vector<std::string> text;   // of a string constant
  int input = -1;                  // index among the function's inputs
  int node = -1;                   // the node that defines it
  bool failed = false;             // its operation was refused: only its type is known

  bool isText() const { return type.dtype == mil::DType::String; }
  bool isConst() const { return constant != nullptr || isText(); }
  const Shape &shape() const { return type.shape; }
  int64_t rank() const { return static_cast<int64_t>(type.shape.size()); }
  int64_t count() const { return type.numElements(); }
  size_t byteSize() const { return static_cast<size_t>(count()) * carrierSize(carrier); }
  template <typename T> const T *data() const { return static_cast<const T *>(constant->data()); }
};

/// The operands of a kernel, dense and row-major unless the node says otherwise.
struct KernelArgs {
  const void *const *inputs;
  void *const *outputs;

  template <typename T> const T *in(size_t index) const {
    return static_cast<const T *>(inputs[index]);
  }
  template <typename T> T *out(size_t index = 0) const { return static_cast<T *>(outputs[index]); }
};
using Kernel = std::function<void(const KernelArgs &)>;

class Lowering;
struct Node;
/// Turns a node into steps; for operations that choose layouts.
using LowerFn = std::function<void(Lowering &, Node &)>;

/// An elementwise operation that a convolution or a matrix product applies to its result before
/// storing it.
struct PostOp {
  TileOp op;
  Value *other = nullptr; // the second operand of an addition
};

/// One operation. Exactly one of `kernel`, `tile`, `lower` and `alias` says how it is computed.
struct Node {
  const mil::Operation *source = nullptr;
  std::vector<Value *> inputs, outputs;
  Kernel kernel;              // on dense row-major operands
  std::optional<TileOp> tile; // elementwise, with operands broadcast to the result
  LowerFn lower;              // chooses layouts
  bool alias = false;         // the result is the operand's memory under another shape
  bool overwrites = false;    // may write over its first operand
  bool rounds = true;         // computes: results declared fp16 are rounded afterwards
  bool folded = false;        // evaluated while planning
  bool absorbed = false;      // computed by the product before it
  std::vector<PostOp> post;   // of a product: what it computes beside
  bool takesPostOps = false;  // `lower` looks at `post`
};

/// A checked function.
struct Graph {
  std::vector<std::unique_ptr<Value>> values;
  std::vector<Node> nodes;
  std::vector<Value *> inputs, outputs;
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_GRAPH_H
