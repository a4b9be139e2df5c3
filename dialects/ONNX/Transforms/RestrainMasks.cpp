//===- RestrainMasks.cpp - Masks of a softmax within the range of fp16 ----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number that masks a score is minus infinity or the least float in models. In
// fp16 sums of two such numbers are infinite, and a row of infinities has no
// softmax. From each softmax the walk goes up to the constants that flow into its
// operand by sums, choices and movement.
//
// A constant is replaced only for the softmax. Where a value on the way has other
// users, which may compare it with the original number, the softmax gets the
// maximum of the value and kMasked.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace anemone::onnx;

using Uses = SmallVector<OpOperand *, 4>;

/// Views and copies of a value.
static bool onlyMoves(Operation *op) {
  return isa<ReshapeOp, SqueezeOp, UnsqueezeOp, FlattenOp, ExpandOp, TileOp, SliceOp, TransposeOp,
             IdentityOp>(op);
}

/// Whether a value holds 0 and 1, as far as the idioms of exporters tell: integers or
/// Booleans as floats, or 1 minus something.
static bool isTruth(Value value) {
  Operation *op = value.getDefiningOp();
  while (op && onlyMoves(op))
    op = op->getOperand(0).getDefiningOp();
  if (auto cast = dyn_cast_if_present<CastOp>(op))
    return elementOf(cast.getInput()).isInteger();
  auto difference = dyn_cast_if_present<SubOp>(op);
  std::optional<SmallVector<double>> one =
      difference ? constantFloats(difference.getA()) : std::nullopt;
  return one && one->size() == 1 && one->front() == 1;
}

static bool isBelow(const APFloat &value) {
  return !value.isNaN() && value.convertToDouble() < kMasked;
}

/// The floats of a constant, where one of them is below kMasked; null otherwise.
static DenseElementsAttr lowConstant(Attribute value) {
  auto elements = dyn_cast_if_present<DenseElementsAttr>(value);
  if (!elements || !isa<FloatType>(elements.getElementType()))
    return nullptr;
  bool isLow = elements.isSplat() ? isBelow(elements.getSplatValue<APFloat>())
                                  : llvm::any_of(elements.getValues<APFloat>(), isBelow);
  return isLow ? elements : nullptr;
}

/// Whether a maximum has a constant that lets nothing below kMasked through.
static bool isFloored(MaxOp op) {
  return llvm::any_of(op.getOperands(), [](Value operand) {
    auto constant = operand.getDefiningOp<ConstantOp>();
    return constant && isa<DenseElementsAttr>(constant.getValue()) &&
           !lowConstant(constant.getValue());
  });
}

/// The operands through which a mask flows into the result of `op`.
static Uses maskOperands(Operation *op) {
  Uses uses;
  auto add = [&](unsigned index) { uses.push_back(&op->getOpOperand(index)); };
  if (auto maximum = dyn_cast<MaxOp>(op); maximum && isFloored(maximum))
    return uses;
  if (isa<AddOp, SumOp, MaxOp, MinOp, ConcatOp>(op)) {
    for (unsigned index = 0; index != op->getNumOperands(); ++index)
      add(index);
  } else if (isa<WhereOp>(op)) {
    add(1);
    add(2);
  } else if (isa<MulOp>(op)) {
    for (unsigned index : {0, 1})
      if (isTruth(op->getOperand(1 - index)))
        add(index);
  } else if (onlyMoves(op) || isa<CastOp, TriluOp>(op)) {
    add(0);
  }
  return uses;
}

static DenseElementsAttr raise(DenseElementsAttr elements) {
  auto type = cast<FloatType>(elements.getElementType());
  APFloat least = FloatAttr::get(type, kMasked).getValue();
  return elements.mapValues(type, [&](const APFloat &value) {
    return (isBelow(value) ? least : value).bitcastToAPInt();
  });
}

/// Whether a constant below kMasked flows into a value. A search without end would be
/// quadratic in the depth of a model; masks are made by a few operations.
static bool hasLowConstant(Value value) {
  constexpr unsigned most = 256;
  SmallVector<Value> pending = {value};
  llvm::SmallPtrSet<Operation *, 16> seen;
  while (!pending.empty() && seen.size() < most) {
    Operation *op = pending.pop_back_val().getDefiningOp();
    if (!op || !seen.insert(op).second)
      continue;
    if (auto constant = dyn_cast<ConstantOp>(op); constant && lowConstant(constant.getValue()))
      return true;
    for (OpOperand *use : maskOperands(op))
      pending.push_back(use->get());
  }
  return false;
}

/// Whether a parameter may hold a mask: its bytes may lie in a file, so its shape
/// must tell. A vector is a bias.
static bool mayBeMask(ml_program::GlobalLoadConstOp load, SoftmaxOp softmax,
                      const SymbolTable &symbols) {
  auto type = dyn_cast<RankedTensorType>(load.getType());
  if (!type || type.getRank() < 2 || !isa<FloatType>(type.getElementType()))
    return false;
  auto global = symbols.lookup<ml_program::GlobalOp>(load.getGlobal().getLeafReference());
  Attribute value = global ? global.getValueAttr() : Attribute();
  if (isa_and_present<DenseElementsAttr>(value))
    return lowConstant(value) != nullptr;
  return type.getShape().back() >= extentsOf(softmax.getInput()).back();
}

namespace {
class Walk {
public:
  Walk(SoftmaxOp softmax, const SymbolTable &symbols) : softmax(softmax), symbols(symbols) {
    pending.push_back(&softmax->getOpOperand(0));
  }

  int64_t run() {
    while (!pending.empty())
      visit(*pending.pop_back_val());
    return changes;
  }

private:
  void visit(OpOperand &use) {
    Operation *op = use.get().getDefiningOp();
    if (!op)
      return;
    if (auto load = dyn_cast<ml_program::GlobalLoadConstOp>(op))
      return mayBeMask(load, softmax, symbols) ? limit(use) : void();
    if (auto constant = dyn_cast<ConstantOp>(op)) {
      if (DenseElementsAttr elements = lowConstant(constant.getValue()))
        replace(use, elements);
      return;
    }
    if (use.get().hasOneUse())
      pending.append(maskOperands(op));
    else if (hasLowConstant(use.get()))
      limit(use);
  }

  void replace(OpOperand &use, DenseElementsAttr elements) {
    OpBuilder builder(use.getOwner());
    use.set(ConstantOp::create(builder, use.get().getLoc(), raise(elements)));
    ++changes;
  }

  void limit(OpOperand &use) {
    use.set(PlainBuilder(use.getOwner()).max(use.get(), kMasked));
    ++changes;
  }

  SoftmaxOp softmax;
  const SymbolTable &symbols; // of the module
  Uses pending;
  int64_t changes = 0;
};
} // namespace

int64_t anemone::onnx::restrainMasks(SoftmaxOp op, const SymbolTable &symbols) {
  return Walk(op, symbols).run();
}
