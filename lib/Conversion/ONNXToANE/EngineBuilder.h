//===- EngineBuilder.h - The engine's operations in ONNX's terms *- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ONNX computes on tensors of any rank with numpy's broadcasting; the engine
// wants rank 5 at most, operands of one rank, and does without operations that
// are reported to fail there (concat, tile). This builder stands between the
// two: a lowering says what it means and gets operations that are legal under
// the target's profile. For a host program it computes in f32, and integers
// are integers.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_ENGINEBUILDER_H
#define LIB_CONVERSION_ONNXTOANE_ENGINEBUILDER_H

#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <mutex>
#include <utility>

namespace anemone {

using Shape = llvm::SmallVector<int64_t, 6>;

/// Why operations could not be lowered; the last word on each wins. Programs are lowered several at
/// a time, and each knows its own operations only.
class Refusals {
public:
  void note(mlir::Operation *op, const llvm::Twine &reason);
  /// Empty where nothing was noted.
  std::string reasonFor(mlir::Operation *op) const;
  /// Forgets what was said about a program, before another one takes its place in memory.
  void forget(ane::ProgramOp program);

private:
  mutable std::mutex mutex;
  llvm::DenseMap<mlir::Operation *, llvm::DenseMap<mlir::Operation *, std::string>> reasons;
};

/// The shape and the element type of a value, which always is a ranked tensor of static shape here.
llvm::ArrayRef<int64_t> shapeOf(mlir::Value value);
mlir::Type elementOf(mlir::Value value);
int64_t rankOf(mlir::Value value);
int64_t numElements(llvm::ArrayRef<int64_t> shape);
/// The shape with the axes [begin, end) merged into one.
Shape mergeAxes(llvm::ArrayRef<int64_t> shape, int64_t begin, int64_t end);
/// `shape` with axes of extent 1 in front until it has rank `rank`.
Shape padRank(llvm::ArrayRef<int64_t> shape, size_t rank);
/// Axis counted from the end where negative.
inline int64_t positiveAxis(int64_t axis, int64_t rank) { return axis < 0 ? axis + rank : axis; }
/// numpy's rule; the shapes broadcast.
Shape broadcastShapes(llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs);
/// Whether the value is known when the program is compiled: computed from constants alone, in a few
/// dozen operations at most.
bool isConstantExpression(mlir::Value value);

class EngineBuilder {
public:
  /// Builds at `builder`'s insertion point. `source` is the operation being lowered, to which
  /// refusals belong.
  EngineBuilder(mlir::OpBuilder &builder, mlir::Operation *source, const target::Profile &profile,
                Refusals &refusals, ane::Placement placement = ane::Placement::Engine,
                const mlir::SymbolTable *symbols = nullptr)
      : builder(builder), loc(source->getLoc()), source(source), limits(profile),
        refusals(refusals), placement(placement), symbols(symbols) {}

  const target::Profile &profile() const { return limits; }
  bool onHost() const { return placement == ane::Placement::Host; }
  /// What the program computes in: fp16 on the engine (ANE-C53), f32 on the host.
  mlir::Type floatType() { return onHost() ? builder.getF32Type() : builder.getF16Type(); }
  mlir::OpBuilder &getBuilder() { return builder; }
  mlir::Location getLoc() const { return loc; }
  /// What the module calls `name`; null where there is no such thing, or no module.
  mlir::Operation *lookup(mlir::StringAttr name) const {
    return symbols ? symbols->lookup(name) : nullptr;
  }

  /// Notes why the source operation has no lowering ("its kernel has rank 7"), and fails.
  llvm::LogicalResult refuse(const llvm::Twine &reason);

  //===--- Constants: they keep full precision, whoever evaluates them rounds ---===//

  /// A rank-0 constant, brought into fp16's finite range where `element` is f16.
  mlir::Value scalar(double value, mlir::Type element);
  mlir::Value scalarLike(double value, mlir::Value like) { return scalar(value, elementOf(like)); }
  mlir::Value constant(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape,
                       mlir::Type element);
  mlir::Value splat(double value, llvm::ArrayRef<int64_t> shape, mlir::Type element);

  //===--- Elementwise ---===//

  template <typename Op, typename... Parameters>
  mlir::Value unary(mlir::Value x, Parameters... parameters) {
    mlir::Value flat = fitRank(x);
    return reshape(Op::create(builder, loc, flat, parameters...), shapeOf(x));
  }
  /// Operands of any rank that broadcast.
  template <typename Op> mlir::Value binary(mlir::Value x, mlir::Value y) {
    mlir::Value operands[] = {x, y};
    Shape shape = alignForBroadcast(operands);
    return reshape(Op::create(builder, loc, operands[0], operands[1]), shape);
  }
  mlir::Value add(mlir::Value x, mlir::Value y) { return binary<ane::AddOp>(x, y); }
  mlir::Value sub(mlir::Value x, mlir::Value y) { return binary<ane::SubOp>(x, y); }
  mlir::Value mul(mlir::Value x, mlir::Value y) { return binary<ane::MulOp>(x, y); }
  /// Where the divisor is a constant of several elements, a product with its inverse: the engine
  /// refuses such an operand of real_div.
  mlir::Value div(mlir::Value x, mlir::Value y);
  mlir::Value maximum(mlir::Value x, mlir::Value y) { return binary<ane::MaximumOp>(x, y); }
  mlir::Value minimum(mlir::Value x, mlir::Value y) { return binary<ane::MinimumOp>(x, y); }
  mlir::Value add(mlir::Value x, double y) { return add(x, scalarLike(y, x)); }
  mlir::Value mul(mlir::Value x, double y) { return mul(x, scalarLike(y, x)); }
  mlir::Value select(mlir::Value condition, mlir::Value whenTrue, mlir::Value whenFalse);
  /// No operation where the element type already is `element`.
  mlir::Value cast(mlir::Value x, mlir::Type element);

  //===--- Movement ---===//

  /// No operation where the shape stays; looks through a reshape that `x` comes from.
  mlir::Value reshape(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// Any rank: beyond the engine's, neighbors that stay together move as one, or one axis at a
  /// time.
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> perm);
  /// `size` elements of one axis from `begin` on.
  mlir::Value slice(mlir::Value x, int64_t axis, int64_t begin, int64_t size);
  mlir::Value slice(mlir::Value x, llvm::ArrayRef<int64_t> begin, llvm::ArrayRef<int64_t> size);
  /// `count` elements begin, begin + step, ... of one axis; the step may be negative.
  mlir::Value strided(mlir::Value x, int64_t axis, int64_t begin, int64_t step, int64_t count);
  /// Elements of `value` before and after one axis.
  mlir::Value pad(mlir::Value x, int64_t axis, int64_t before, int64_t after, double value);
  mlir::Value pad(mlir::Value x, llvm::ArrayRef<int64_t> before, llvm::ArrayRef<int64_t> after,
                  double value);
  /// The same with the mode "reflect" or "replicate".
  mlir::Value extend(mlir::Value x, int64_t axis, int64_t before, int64_t after,
                     llvm::StringRef mode);
  /// Side by side along an axis: on the engine a sum of padded operands where the target has no
  /// concat (ANE-C01), seen in a shape that has few channels where such a sum wants that (ANE-C41).
  mlir::Value concat(llvm::ArrayRef<mlir::Value> values, int64_t axis);
  /// Refuses a result of concat that the engine cannot be given in any shape.
  llvm::LogicalResult requireJoinable(llvm::ArrayRef<int64_t> joined, int64_t axis);
  /// numpy's broadcast as a product with ones (never ane.tile, ANE-C28), which keeps every value,
  /// -0 and NaN too.
  mlir::Value broadcastTo(mlir::Value x, llvm::ArrayRef<int64_t> shape);

  //===--- Sums of products ---===//

  mlir::Value matmul(mlir::Value x, mlir::Value y, bool transposeX = false,
                     bool transposeY = false);
  /// Replaces axis `axis` of extent n by `rows` sums over it: `matrix` is [rows, n], row-major.
  mlir::Value applyMatrix(mlir::Value x, int64_t axis, llvm::ArrayRef<float> matrix, int64_t rows);

  /// Reduces the axes, which keep an extent of 1.
  template <typename Op> mlir::Value reduce(mlir::Value x, llvm::ArrayRef<int64_t> axes) {
    Shape kept(shapeOf(x)), reduced;
    for (int64_t axis : axes)
      if (std::exchange(kept[axis], 1) != 1)
        reduced.push_back(axis);
    if (reduced.empty())
      return x;
    llvm::SmallVector<int32_t> fitted;
    mlir::Value flat = fitReduction(x, reduced, fitted);
    if (!flat) // one axis at a time
      return reduce<Op>(reduce<Op>(x, reduced.front()),
                        llvm::ArrayRef<int64_t>(reduced).drop_front());
    return reshape(Op::create(builder, loc, flat, fitted, true), kept);
  }

private:
  /// `x` in a type whose elements can be moved by computing with them: what is not a float becomes
  /// one, but for integers of a host program.
  mlir::Value asNumbers(mlir::Value x);
  mlir::Value padIntegers(mlir::Value x, llvm::ArrayRef<int64_t> before,
                          llvm::ArrayRef<int64_t> after, double value);
  /// `x` with leading axes merged until its rank fits the engine.
  mlir::Value fitRank(mlir::Value x);
  /// `x` with axes merged that are reduced together or kept together; `fitted` are the axes to
  /// reduce then. Null where the rank stays beyond the engine's.
  mlir::Value fitReduction(mlir::Value x, llvm::ArrayRef<int64_t> axes,
                           llvm::SmallVectorImpl<int32_t> &fitted);
  /// Brings the operands to one rank within the engine's; returns the shape to which they
  /// broadcast, before that.
  Shape alignForBroadcast(llvm::MutableArrayRef<mlir::Value> operands);
  /// Broadcasts the operands along the first axis in which they differ; `shapes` are their shapes,
  /// of one rank.
  void widenOneAxis(llvm::MutableArrayRef<mlir::Value> operands,
                    llvm::MutableArrayRef<Shape> shapes);
  /// Applies `body` to `x` seen as [outer, n, inner] about an axis, and undoes the view.
  mlir::Value alongAxis(mlir::Value x, int64_t axis,
                        llvm::function_ref<mlir::Value(mlir::Value)> body);
  mlir::Value transposeStepwise(mlir::Value x, llvm::ArrayRef<int64_t> perm);

  mlir::OpBuilder &builder;
  mlir::Location loc;
  mlir::Operation *source;
  bool joinsByConcat(int64_t rank) const {
    return onHost() || (limits.allowsConcat && rank <= limits.maxRank);
  }
  mlir::Value sumOfPads(llvm::ArrayRef<mlir::Value> values, int64_t axis, int64_t total);

  const target::Profile &limits;
  Refusals &refusals;
  ane::Placement placement;
  const mlir::SymbolTable *symbols;
};

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_ENGINEBUILDER_H
