//===- Graph.h - A graph that grows ----------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function of the onnx dialect that recipes add operations to. Of each value
// it knows bounds and about how far fp16 may take it from what f64 gives, so
// that a graph is well-conditioned: then a difference between two devices is a
// bug. What decides (comparisons, rounding, the largest of some) reads exact
// values only, which no device rounds.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_GRAPH_H
#define ANEMONE_UTILS_RANDOMGRAPHS_GRAPH_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "utils/random-graphs/Random.h"
#include <functional>

namespace anemone::fuzz {

using Shape = llvm::SmallVector<int64_t, 6>;

/// A value and what is known of it before it is computed.
struct Known {
  mlir::Value value;
  /// No element lies outside of them.
  double low = 0, high = 0;
  /// About how far an element is from its true value where everything is rounded to fp16.
  double error = 0;
  /// Whether each element is a multiple of kStep that fp16 holds.
  bool exact = false;

  mlir::RankedTensorType type() const {
    return llvm::cast<mlir::RankedTensorType>(value.getType());
  }
  Shape shape() const { return Shape(type().getShape()); }
  int64_t extent(int64_t axis) const { return type().getDimSize(unsigned(axis)); }
  int64_t rank() const { return type().getRank(); }
  int64_t count() const { return type().getNumElements(); }
  double magnitude() const { return std::max(std::abs(low), std::abs(high)); }
};

inline constexpr double kStep = 0.125;
/// Attributes of an argument: the bounds of its elements, and the step of floats.
inline constexpr llvm::StringLiteral kRangeAttr = "test.range", kStepAttr = "test.step";
/// Of a result: about how far fp16 takes it from what is true.
inline constexpr llvm::StringLiteral kErrorAttr = "test.error";

/// What a recipe asks of an operand.
struct Want {
  int64_t minRank = 0, maxRank = 6;
  int64_t maxCount = 2048;
  /// Neither rounding nor another order of arithmetic changes it.
  bool exact = false;
  /// Bounds that the elements must keep.
  double low = -16, high = 16;
};

class Graph {
public:
  Graph(mlir::MLIRContext *context, uint64_t seed, bool differentiable);

  Random random;
  /// Whether only what has a derivative may be computed.
  const bool differentiable;

  //===--- Operands ---===//

  /// A float that was computed before, perhaps reshaped, or a new input.
  Known floats(Want want = {});
  /// The same, positive and not small.
  Known positive(int64_t minRank = 0, int64_t maxRank = 6);
  /// For what compares values to choose: exact, and where the choice only bends a slope, only in a
  /// graph that will be differentiated.
  Known decisive(Want want = {});
  Known bending(Want want = {});
  /// A float that broadcasts with `x`.
  Known companion(const Known &x, bool exact = false);
  /// A Boolean, and an integer in [0, limit).
  Known boolean(llvm::ArrayRef<int64_t> shape);
  Known integers(llvm::ArrayRef<int64_t> shape, int64_t limit);

  /// Elements are multiples of kStep.
  Known input(llvm::ArrayRef<int64_t> shape, double low = -2, double high = 2);
  /// A parameter, or one of that shape that the graph has.
  Known parameter(llvm::ArrayRef<int64_t> shape, double low, double high);
  /// A parameter that steps may change.
  Known state(llvm::ArrayRef<int64_t> shape);
  mlir::Value number(double value);
  mlir::Value indices(llvm::ArrayRef<int64_t> values);
  mlir::Value index(int64_t value);
  mlir::Value intTensor(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> shape);
  mlir::Value none();
  mlir::Value constant(mlir::ElementsAttr value);

  Shape randomShape(int64_t minRank, int64_t maxRank, int64_t maxCount);
  /// A shape that broadcasts to `shape`.
  Shape narrower(llvm::ArrayRef<int64_t> shape);
  /// A shape of `rank` axes and `count` elements.
  Shape factored(int64_t count, int64_t rank);
  int64_t axisOf(const Known &x) { return random.below(x.rank()); }
  /// The same axis, perhaps counted from the end.
  int64_t spelled(int64_t axis, int64_t rank) { return random.chance(0.3) ? axis - rank : axis; }

  //===--- Operations ---===//

  mlir::NamedAttribute integer(llvm::StringRef name, int64_t value);
  mlir::NamedAttribute real(llvm::StringRef name, double value);
  mlir::NamedAttribute text(llvm::StringRef name, llvm::StringRef value);
  mlir::NamedAttribute list(llvm::StringRef name, llvm::ArrayRef<int64_t> values);
  mlir::NamedAttribute flag(llvm::StringRef name) { return integer(name, random.below(2)); }
  mlir::NamedAttribute type(llvm::StringRef name, mlir::Type type);

  /// Adds onnx.NAME; its results are inferred.
  mlir::Operation *op(llvm::StringRef name, mlir::ValueRange operands,
                      llvm::ArrayRef<mlir::NamedAttribute> attributes = {});

  //===--- Results ---===//

  /// Makes a value known that arithmetic gives: `error` is what its operands bring.
  Known give(mlir::Value value, double low, double high, double error);
  /// Makes a value known whose elements are those of `from`, or others of its kind.
  Known move(mlir::Value value, const Known &from);
  Known giveExact(mlir::Value value, double low, double high);

  unsigned operations() const { return count; }
  mlir::Builder &build() { return builder; }
  /// Ends the function with some of the values, and gives the module away.
  mlir::OwningOpRef<mlir::ModuleOp> finish();

private:
  mlir::ml_program::GlobalOp global(llvm::ArrayRef<int64_t> shape, double low, double high,
                                    bool isMutable);
  Known argument(mlir::RankedTensorType type, Known known, std::optional<double> step);
  Known calm(const Known &x);
  std::optional<Known> existing(llvm::function_ref<bool(const Known &)> accepts);
  Known shaped(const Known &x, const Want &want);

  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::OpBuilder builder;
  mlir::func::FuncOp function;
  llvm::SmallVector<Known> values; // floats, Booleans and integers, in order
  llvm::SmallVector<Known> parameters;
  unsigned count = 0, globals = 0;
};

/// One operation of the dialect with a way to add it, and what it needs, to a graph.
struct Recipe {
  llvm::StringLiteral op;
  std::function<void(Graph &)> add;
};
using Recipes = llvm::SmallVector<Recipe, 0>;

/// The recipes, by subject.
void addElementwiseRecipes(Recipes &recipes);
void addLogicRecipes(Recipes &recipes);
void addProductRecipes(Recipes &recipes);
void addConvolutionRecipes(Recipes &recipes);
void addNormalizationRecipes(Recipes &recipes);
void addReductionRecipes(Recipes &recipes);
void addMovementRecipes(Recipes &recipes);
void addIndexRecipes(Recipes &recipes);
void addFusedRecipes(Recipes &recipes);
void addTrainingRecipes(Recipes &recipes);
void addMotifs(Recipes &recipes);

struct GraphOptions {
  uint64_t seed = 1;
  unsigned operations = 60; // at most
  bool differentiable = false;
};

/// A graph that the seed decides; its function is @forward.
mlir::OwningOpRef<mlir::ModuleOp> generateGraph(mlir::MLIRContext *context,
                                                const GraphOptions &options);

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_GRAPH_H
