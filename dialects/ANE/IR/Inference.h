//===- Inference.h - Checking operations and their types ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation's verifier and its type inference are one function: it checks
// the numbered constraints and computes the result types from what it checked.
// What several of those functions share is here.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_INFERENCE_H
#define DIALECTS_ANE_IR_INFERENCE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Operation.h"

namespace anemone::ane {

using Shape = llvm::SmallVector<int64_t>;

/// Reports what is wrong with an operation, as emitOpError would; silent without a location.
class Reporter {
public:
  Reporter(std::optional<mlir::Location> location, llvm::StringRef op)
      : location(location), op(op) {}

  template <typename... Parts> llvm::LogicalResult operator()(Parts &&...parts) const {
    if (!location)
      return mlir::failure();
    mlir::InFlightDiagnostic diagnostic = mlir::emitError(*location) << "'" << op << "' op ";
    (void)(diagnostic << ... << std::forward<Parts>(parts));
    return diagnostic;
  }

private:
  std::optional<mlir::Location> location;
  llvm::StringRef op;
};

/// Rule (T): the results of `op` have the types `expected`.
llvm::LogicalResult verifyResultTypes(mlir::Operation *op, llvm::ArrayRef<mlir::Type> expected);

inline mlir::RankedTensorType tensorType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}
inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) { return tensorType(value).getShape(); }
inline mlir::Type elementOf(mlir::Value value) { return tensorType(value).getElementType(); }
/// A tensor of the element type of `like`.
inline mlir::Type tensorLike(mlir::Value like, llvm::ArrayRef<int64_t> shape) {
  return mlir::RankedTensorType::get(shape, elementOf(like));
}
/// "1x3x32x32", or "a scalar".
std::string describe(llvm::ArrayRef<int64_t> shape);

/// Broadcasts `shape` into `result` as numpy does; failure where extents differ and neither is 1.
llvm::LogicalResult broadcastInto(llvm::ArrayRef<int64_t> shape, Shape &result);

/// The axis from 0 that `axis`, which may count from the end, means; nothing when a tensor of
/// `rank` has none.
std::optional<int64_t> normalizeAxis(int64_t axis, int64_t rank);
/// The same for a list, which must name no axis twice.
std::optional<Shape> normalizeAxes(llvm::ArrayRef<int32_t> axes, int64_t rank);

/// Whether MIL knows it: valid, custom, same or same_lower.
bool isPadType(llvm::StringRef type);
/// "valid, custom, same or same_lower", for messages.
inline constexpr llvm::StringLiteral kPadTypes = "valid, custom, same or same_lower";

/// One spatial axis of a convolution or a pooling.
struct Window {
  int64_t input, kernel, stride = 1, dilation = 1, before = 0, after = 0;

  /// The extent of the dilated kernel.
  int64_t span() const { return (kernel - 1) * dilation + 1; }
  /// How many windows there are; with `ceilMode` also one that begins in the input or before it but
  /// ends beyond.
  int64_t count(llvm::StringRef padType, bool ceilMode = false) const;
  /// The extent that the adjoint gives.
  int64_t adjointCount(llvm::StringRef padType) const;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_IR_INFERENCE_H
