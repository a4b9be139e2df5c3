//===- Lowering.h - Lowerings of ONNX operations ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lowering is a function from an operation of `onnx` and its converted
// operands to a value of `ane`, or a refusal with its reason. What stands
// around it is one template.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_LOWERING_H
#define LIB_CONVERSION_ONNXTOANE_LOWERING_H

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Matchers.h"
#include <functional>

namespace anemone {

/// Notes why `op` stays, unless a lowering of its own already did.
llvm::LogicalResult checkResultType(mlir::Operation *op, mlir::Value result, mlir::Type expected,
                                    EngineBuilder &engine);

/// Refuses, on the engine, an operation whose integers are no constants (ANE-C65): only Booleans
/// and what has 8 bits are computed there.
llvm::LogicalResult requireNoIntegers(mlir::Operation *op, mlir::ValueRange operands,
                                      EngineBuilder &engine);

/// The values that results become, in the types of the program.
using LoweredValues = llvm::SmallVector<mlir::Value, 1>;
/// Lowers an operation whose operands have become `operands`; failure is a refusal.
using Lowering = std::function<llvm::FailureOr<LoweredValues>(
    mlir::Operation *, mlir::ValueRange operands, EngineBuilder &)>;

/// The lowerings of one kind of program by operation, made once for many programs.
class Lowerings {
public:
  /// `symbols` are those of the module and must outlive the lowerings.
  Lowerings(const mlir::SymbolTable &symbols, const target::Profile &profile,
            ane::Placement placement);

  template <typename OpTy>
  using Function = llvm::FailureOr<mlir::Value> (*)(OpTy, typename OpTy::Adaptor, EngineBuilder &);
  template <typename OpTy>
  using FunctionOfSeveral = llvm::FailureOr<LoweredValues> (*)(OpTy, typename OpTy::Adaptor,
                                                               EngineBuilder &);

  template <typename OpTy> void add(Function<OpTy> lower) {
    insert<OpTy>([this, lower](mlir::Operation *op, mlir::ValueRange operands,
                               EngineBuilder &engine) -> llvm::FailureOr<LoweredValues> {
      auto source = llvm::cast<OpTy>(op);
      auto result = lower(source, typename OpTy::Adaptor(operands, source), engine);
      if (failed(result) || failed(requireNoIntegers(op, operands, engine)) ||
          failed(checkResultType(op, *result, convertType(op->getResult(0).getType()), engine)))
        return mlir::failure();
      return LoweredValues{*result};
    });
  }
  /// For an operation of several results.
  template <typename OpTy> void addOfSeveral(FunctionOfSeveral<OpTy> lower) {
    insert<OpTy>([lower](mlir::Operation *op, mlir::ValueRange operands, EngineBuilder &engine) {
      auto source = llvm::cast<OpTy>(op);
      return lower(source, typename OpTy::Adaptor(operands, source), engine);
    });
  }

  /// Null where no lowering is known.
  const Lowering *find(mlir::OperationName name) const;
  /// The operations that have one, in no order.
  auto operations() const { return llvm::make_first_range(lowerings); }
  /// Every float is an fp16 on the engine and an f32 on the host; Booleans and integers stay what
  /// they are.
  mlir::Type convertType(mlir::Type type) const;
  EngineBuilder builderFor(mlir::OpBuilder &builder, mlir::Operation *source) const {
    return EngineBuilder(builder, source, profile, refusals, placement, &symbols);
  }
  /// Why operations resisted; of those that were erased, what is said may be about another one.
  Refusals &reasons() const { return refusals; }

private:
  template <typename OpTy> void insert(Lowering lowering) {
    mlir::OperationName name(OpTy::getOperationName(), symbols.getOp()->getContext());
    lowerings[name] = std::move(lowering);
  }

  const mlir::SymbolTable &symbols;
  const target::Profile &profile;
  ane::Placement placement;
  mlir::Type floatType;
  llvm::DenseMap<mlir::OperationName, Lowering> lowerings;
  mutable Refusals refusals;
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
