//===- Segments.h - How a function is cut into programs ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where an operation runs was decided before (ane-place-operations); here its
// function is cut into as few programs as that allows. Programs of the engine
// and of the host alternate along every path of data, so the number of levels
// is the number of crossings plus one. An operation that may run early or late
// joins a program that is there anyway.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_SEGMENTS_H
#define LIB_CONVERSION_ONNXTOANE_SEGMENTS_H

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ONNX/IR/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

namespace anemone {

using onnx::kGroupAttr;
using onnx::kHostAttr;

inline bool isPlacedOnHost(mlir::Operation *op) { return op->hasAttr(kHostAttr); }

/// Whether an operation reads or writes a parameter that changes. Such operations stay in the
/// entry: what they read is a value from outside, like an argument.
bool isStateAccess(mlir::Operation *op);
/// Whether a value comes from outside of all programs: an argument, or a parameter that changes.
bool isFromOutside(mlir::Value value);

/// The operations of a function whose values are known when it is compiled: constants, parameters,
/// and what is computed from them alone. They are copied into each program that reads them. What is
/// placed on the host is not among them: only there it can be computed.
class KnownOperations {
public:
  explicit KnownOperations(mlir::func::FuncOp function);

  bool contains(mlir::Operation *op) const { return known.contains(op); }
  bool isKnown(mlir::Value value) const { return contains(value.getDefiningOp()); }

private:
  llvm::DenseSet<mlir::Operation *> known;
};

/// The operations of one program, in the order of the function, and its interface: values of the
/// function, each once. What is stored to a parameter is an output. An input that is an output as
/// well is passed through.
struct Segment {
  ane::Placement placement;
  llvm::SmallVector<mlir::Operation *> operations;
  llvm::SetVector<mlir::Value> inputs, outputs;
};

/// The programs of `function` in the order of their calls; at least one.
llvm::SmallVector<Segment> cutIntoSegments(mlir::func::FuncOp function,
                                           const KnownOperations &known);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_SEGMENTS_H
