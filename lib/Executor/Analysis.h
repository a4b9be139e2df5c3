//===- Analysis.h - From the syntax tree to a checked graph -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Resolves names, checks every operation and folds what depends on constants
// only. All problems of a function are collected: an operation that fails
// leaves its declared result types behind, so that what follows is checked too.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_ANALYSIS_H
#define ANEMONE_EXECUTOR_ANALYSIS_H

#include "lib/Executor/Graph.h"
#include <unordered_map>

namespace anemone::exec {

class Analysis {
public:
  Analysis(const mil::Function &function, const WeightResolver &weights, const Options &options)
      : function(function), weights(weights), options(options) {}

  /// The graph; throws an ExecutorError with all problems, one a line.
  Graph run();

  // For OpContext.
  /// A value of that type; `name` may be empty.
  Value &create(const std::string &name, const mil::Type &type);
  /// Makes `value` known under its name.
  void bind(Value &value);
  /// The value of that name, or null.
  Value *find(const std::string &name) const;
  /// A constant for a literal or a BLOBFILE.
  Value &materialize(const mil::Value &literal, const std::string &name);
  Node &add(Node node);
  const Options &settings() const { return options; }

private:
  void addInputs();
  void addOperation(const mil::Operation &op);
  void addConst(const mil::Operation &op);
  void addOutputs();
  void analyze(const mil::Operation &op);
  void recover(const mil::Operation &op);
  void problem(const mil::Operation *op, const std::string &message);

  const mil::Function &function;
  const WeightResolver &weights;
  const Options &options;
  Graph graph;
  std::unordered_map<std::string, Value *> names;
  std::vector<std::string> problems;
};

/// The carrier of a declared element type; throws an ExecutorError for one that the executor does
/// not compute with.
Carrier carrierOf(mil::DType dtype, Numerics numerics);
/// The element type of an input's or output's buffer (see TensorSpec).
mil::DType storageOf(mil::DType dtype, Numerics numerics);
/// Fills `value.constant` (or text) from a literal; throws an ExecutorError.
void fillConstant(Value &value, const mil::Value &literal, const WeightResolver &weights,
                  Numerics numerics);
/// Converts between a buffer outside and a carrier, `count` elements.
void importElements(const void *source, mil::DType dtype, void *destination, Carrier carrier,
                    int64_t count);
void exportElements(const void *source, Carrier carrier, void *destination, mil::DType dtype,
                    int64_t count);
/// Evaluates `node` if all its inputs are constants and it needs no layout.
void foldNode(Node &node);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_ANALYSIS_H
