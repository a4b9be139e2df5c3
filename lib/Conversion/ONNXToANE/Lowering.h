//===- Lowering.h - Lowerings of ONNX operations ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lowering is a function from an operation of `onnx` and its converted
// operands to a value of `ane`, or a refusal with its reason. The pattern
// around it is one template.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_LOWERING_H
#define LIB_CONVERSION_ONNXTOANE_LOWERING_H

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/DialectConversion.h"

namespace anemone {

/// What every lowering needs to know beside its operation; outlives the patterns.
struct LoweringContext {
  const target::Profile &profile;
  const mlir::SymbolTable &symbols;
  Refusals &refusals;
  ane::Placement placement;

  EngineBuilder builderFor(mlir::OpBuilder &builder, mlir::Operation *source) const {
    return EngineBuilder(builder, source, profile, refusals, placement, &symbols);
  }
};

/// Notes why `op` stays, unless a lowering of its own already did.
llvm::LogicalResult checkResultType(mlir::Operation *op, mlir::Value result, mlir::Type expected,
                                    EngineBuilder &engine);

/// Refuses, on the engine, an operation whose integers are no constants (ANE-C65): only Booleans
/// and what has 8 bits are computed there.
llvm::LogicalResult requireNoIntegers(mlir::Operation *op, mlir::ValueRange operands,
                                      EngineBuilder &engine);

template <typename OpTy> class LoweringPattern : public mlir::OpConversionPattern<OpTy> {
public:
  using Adaptor = typename OpTy::Adaptor;
  using Function = mlir::FailureOr<mlir::Value> (*)(OpTy, Adaptor, EngineBuilder &);

  LoweringPattern(const mlir::TypeConverter &types, mlir::MLIRContext *context,
                  const LoweringContext &lowering, Function lower)
      : mlir::OpConversionPattern<OpTy>(types, context), lowering(lowering), lower(lower) {}

  llvm::LogicalResult matchAndRewrite(OpTy op, Adaptor adaptor,
                                      mlir::ConversionPatternRewriter &rewriter) const override {
    EngineBuilder engine = lowering.builderFor(rewriter, op);
    mlir::FailureOr<mlir::Value> result = lower(op, adaptor, engine);
    if (failed(result) || failed(requireNoIntegers(op, adaptor.getOperands(), engine)))
      return mlir::failure();
    mlir::Type expected = this->getTypeConverter()->convertType(op->getResult(0).getType());
    if (failed(checkResultType(op, *result, expected, engine)))
      return mlir::failure();
    rewriter.replaceOp(op, *result);
    return mlir::success();
  }

private:
  const LoweringContext &lowering;
  Function lower;
};

/// What a populate function is given.
struct LoweringSet {
  mlir::RewritePatternSet &patterns;
  const mlir::TypeConverter &types;
  const LoweringContext &context;

  template <typename OpTy> void add(typename LoweringPattern<OpTy>::Function lower) {
    patterns.add<LoweringPattern<OpTy>>(types, patterns.getContext(), context, lower);
  }
};

//===--- Reading operands and attributes ---===//

/// Refuses integers that fp16 does not hold exactly, for operations that move elements by computing
/// with them on the engine.
llvm::LogicalResult requireExactInHalf(mlir::Value value, EngineBuilder &engine);

/// Whether an optional operand is absent.
inline bool isAbsent(mlir::Value value) { return isa<mlir::NoneType>(value.getType()); }
/// The elements of a constant of integers; nothing where the value is not one.
std::optional<Shape> constantInts(mlir::Value value);
/// The elements of a constant of floats or integers, or of a parameter that the IR holds.
std::optional<llvm::SmallVector<double>> constantNumbers(mlir::Value value,
                                                         const EngineBuilder &engine);
/// The entries of a list, or `count` times `fallback` where it is absent.
Shape intsOr(std::optional<mlir::ArrayAttr> list, size_t count, int64_t fallback);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_LOWERING_H
