//===- SplitProducts.cpp - Products that are too wide for a surface -------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The logits of a language model have an axis as long as its vocabulary, and
// the engine takes 16,384 columns on many chips (ANE-C38). The product runs in
// parts; what holds the whole tensor runs on the host.
//
//   %y = onnx.MatMul(%x, %w) : (8x64, 64x20000) -> 8x20000
//   ==>
//   %a = onnx.MatMul(%x, %w[:, 0:10016])
//   %b = onnx.MatMul(%x, %w[:, 10016:20000])
//   %y = onnx.Concat(%a, %b) {axis = 1, anemone.host = "..."}
//
// A wide tensor between products, as of a wide hidden layer, is left alone: it
// lies in channels, of which there may be more.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ONNX/Transforms/PlainBuilder.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/Segments.h"
#include "llvm/Support/MathExtras.h"

namespace anemone {
#define GEN_PASS_DEF_ANESPLITPRODUCTS
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

bool isProduct(Operation *op) { return isa<onnx::MatMulOp, onnx::GemmOp>(op); }

/// Whether a product has one row only. It is a convolution of a pixel then, and what is between two
/// of them keeps its columns.
bool hasOneRow(Operation *op) {
  ArrayRef<int64_t> shape = shapeOf(op->getResult(0));
  return numElements(shape) == shape.back();
}

/// Gives each element a place of its own, or moves it there.
bool keepsElements(Operation *op) {
  return isa<onnx::AddOp, onnx::SubOp, onnx::MulOp, onnx::DivOp, onnx::MaxOp, onnx::MinOp,
             onnx::ClipOp, onnx::CastOp, onnx::ReluOp, onnx::LeakyReluOp, onnx::SigmoidOp,
             onnx::TanhOp, onnx::ErfOp, onnx::ExpOp, onnx::GeluOp, onnx::HardSwishOp, onnx::SwishOp,
             onnx::WhereOp, onnx::TransposeOp, onnx::ReshapeOp>(op);
}

/// Axes of the operands and the result of a product, as axes of each.
struct ProductAxes {
  int64_t rowsOfA, sumOfA, sumOfB, columnsOfB;

  explicit ProductAxes(Operation *op) {
    auto gemm = dyn_cast<onnx::GemmOp>(op);
    bool transA = gemm && gemm.getTransA(), transB = gemm && gemm.getTransB();
    int64_t lastA = rankOf(op->getOperand(0)) - 1, lastB = rankOf(op->getOperand(1)) - 1;
    rowsOfA = transA ? lastA : lastA - 1;
    sumOfA = transA ? lastA - 1 : lastA;
    sumOfB = transB ? lastB : lastB - 1;
    columnsOfB = transB ? lastB - 1 : lastB;
  }
};

/// Splits the products of one function.
class Splitter {
public:
  Splitter(func::FuncOp function, int64_t limit)
      : function(function), limit(limit), known(function) {}

  unsigned run();

private:
  /// One way to take a product apart: by its columns, its rows, or what it sums over.
  enum class Along { Columns, Rows, Sum };

  bool isWide(Value value) const;
  bool liesBetweenProducts(Value value) const;
  void findInner();
  bool isOuter(Value value) const { return isWide(value) && !inner.contains(value); }
  std::optional<Along> direction(Operation *op) const;
  void split(Operation *op, Along along);
  Value cut(Value x, int64_t axis, int64_t begin, int64_t end, onnx::PlainBuilder &build);
  Value part(Operation *op, Along along, int64_t begin, int64_t end);
  void placeWhole();

  func::FuncOp function;
  int64_t limit;
  KnownOperations known;
  llvm::SetVector<Value> inner; // wide values between products
  SmallVector<Operation *> pending;
  SmallVector<Operation *> movers; // that cut and put together
  llvm::SetVector<Value> whole;    // what they cut and put together
};

} // namespace

bool Splitter::isWide(Value value) const {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.hasStaticShape() || type.getRank() == 0)
    return false;
  if (Operation *op = value.getDefiningOp(); op && known.contains(op))
    return false; // weights have forms of their own
  return llvm::any_of(type.getShape().take_back(2), [&](int64_t extent) { return extent > limit; });
}

/// With what `inner` holds so far.
bool Splitter::liesBetweenProducts(Value value) const {
  auto isInside = [&](Value other) { return !isWide(other) || inner.contains(other); };
  auto mayHold = [&](Operation *op) {
    bool mayRead = op && (isProduct(op) ? !hasOneRow(op) : keepsElements(op));
    return mayRead && !isPlacedOnHost(op) && llvm::all_of(op->getOperands(), isInside) &&
           llvm::all_of(op->getResults(), isInside);
  };
  return mayHold(value.getDefiningOp()) && llvm::all_of(value.getUsers(), mayHold);
}

/// All that are wide, but for what touches something else, and what touches that.
void Splitter::findInner() {
  for (Operation &op : function.front())
    for (Value result : op.getResults())
      if (isWide(result))
        inner.insert(result);
  for (bool changed = true; changed;) {
    changed = false;
    for (Value value : llvm::to_vector(inner))
      if (!liesBetweenProducts(value))
        changed |= inner.remove(value);
  }
}

std::optional<Splitter::Along> Splitter::direction(Operation *op) const {
  Value a = op->getOperand(0), b = op->getOperand(1), y = op->getResult(0);
  if (rankOf(a) < 2 || rankOf(b) < 2)
    return std::nullopt;
  ProductAxes axes(op);
  if (isOuter(y) && shapeOf(b)[axes.columnsOfB] > limit)
    return Along::Columns;
  if (isOuter(y) && shapeOf(a)[axes.rowsOfA] > limit)
    return Along::Rows;
  if (shapeOf(a)[axes.sumOfA] > limit && (isOuter(a) || isOuter(b)))
    return Along::Sum;
  return std::nullopt;
}

/// Elements of an axis; of what is transposed, before that.
Value Splitter::cut(Value x, int64_t axis, int64_t begin, int64_t end, onnx::PlainBuilder &build) {
  auto transpose = x.getDefiningOp<onnx::TransposeOp>();
  Value source = transpose ? transpose.getOperand() : x;
  SmallVector<int64_t> perm = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  if (transpose)
    perm = onnx::permutationOr(transpose.getPerm(), rankOf(x));
  whole.insert(source);
  Value slice = build.slice(source, perm[axis], begin, end);
  movers.push_back(slice.getDefiningOp());
  return build.transpose(slice, perm);
}

/// The product of the elements from `begin` to `end` of the axis.
Value Splitter::part(Operation *op, Along along, int64_t begin, int64_t end) {
  ProductAxes axes(op);
  onnx::PlainBuilder build(op);
  OpBuilder builder(op);
  Operation *product = builder.clone(*op);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<int64_t> shape(type.getShape());
  int64_t axisOfY = along == Along::Columns ? type.getRank() - 1 : type.getRank() - 2;
  auto cutOperand = [&](unsigned index, int64_t axis) {
    product->setOperand(index, cut(op->getOperand(index), axis, begin, end, build));
  };
  if (along != Along::Columns)
    cutOperand(0, along == Along::Rows ? axes.rowsOfA : axes.sumOfA);
  if (along != Along::Rows)
    cutOperand(1, along == Along::Columns ? axes.columnsOfB : axes.sumOfB);
  if (along != Along::Sum)
    shape[axisOfY] = end - begin;
  if (auto gemm = dyn_cast<onnx::GemmOp>(op); gemm && !onnx::isAbsent(gemm.getC())) {
    int64_t axis = axisOfY - (type.getRank() - rankOf(gemm.getC()));
    if (along == Along::Sum && begin > 0) // it is added once
      product->setOperand(2, build.create<onnx::NoValueOp>());
    else if (along != Along::Sum && axis >= 0 && shapeOf(gemm.getC())[axis] > 1)
      cutOperand(2, axis);
  }
  product->getResult(0).setType(type.clone(shape));
  product->moveBefore(op);
  pending.push_back(product);
  return product->getResult(0);
}

void Splitter::split(Operation *op, Along along) {
  ProductAxes axes(op);
  SmallVector<Value> operands = op->getOperands();
  Value a = operands[0], b = operands[1];
  int64_t extent = along == Along::Columns ? shapeOf(b)[axes.columnsOfB]
                   : along == Along::Rows  ? shapeOf(a)[axes.rowsOfA]
                                           : shapeOf(a)[axes.sumOfA];
  int64_t count = llvm::divideCeil(extent, limit);
  // Equal parts, whole rows of 64 bytes (ANE-C02).
  int64_t size = llvm::alignTo(llvm::divideCeil(extent, count), 32);
  SmallVector<Value> parts;
  for (int64_t begin = 0; begin < extent; begin += size)
    parts.push_back(part(op, along, begin, std::min(begin + size, extent)));
  onnx::PlainBuilder build(op);
  Value result = parts.front();
  if (along == Along::Sum)
    for (Value other : llvm::drop_begin(parts))
      result = build.add(result, other);
  else
    result = build.concat(parts, rankOf(op->getResult(0)) - (along == Along::Columns ? 1 : 2));
  whole.insert(result);
  movers.push_back(result.getDefiningOp());
  op->replaceAllUsesWith(ValueRange(result));
  op->erase();
  for (Value operand : operands) // a transpose that its parts go around
    if (auto transpose = operand.getDefiningOp<onnx::TransposeOp>();
        transpose && transpose->use_empty())
      transpose.erase();
  known = KnownOperations(function); // slices of weights among them
}

/// What cuts and puts together, and what else gives or reads such a tensor, or a wide one that
/// comes from it. Parameters are read where they lie, whoever reads them.
void Splitter::placeWhole() {
  std::string reason;
  llvm::raw_string_ostream(reason) << "it holds a tensor that is too wide for a surface, of more "
                                   << "than " << limit << " columns or rows (ANE-C38)";
  auto attribute = StringAttr::get(function.getContext(), reason);
  auto place = [&](Operation *op) {
    if (!isPlacedOnHost(op) && !known.contains(op))
      op->setAttr(kHostAttr, attribute);
  };
  auto visit = [&](Operation *op) {
    if (!op || isProduct(op) || isStateAccess(op) || op->hasTrait<OpTrait::IsTerminator>())
      return;
    place(op);
    whole.insert(op->result_begin(), op->result_end());
    whole.insert(op->operand_begin(), op->operand_end());
  };
  llvm::for_each(movers, place);
  for (size_t i = 0; i < whole.size(); ++i) {
    Operation *source = whole[i].getDefiningOp();
    if (!isWide(whole[i]) || (source && isStateAccess(source)))
      continue;
    visit(source);
    for (Operation *user : whole[i].getUsers())
      visit(user);
  }
}

unsigned Splitter::run() {
  findInner();
  for (Operation &op : function.front())
    if (isProduct(&op) && !isPlacedOnHost(&op))
      pending.push_back(&op);
  unsigned count = 0;
  for (size_t i = 0; i < pending.size(); ++i)
    if (std::optional<Along> along = direction(pending[i])) {
      split(pending[i], *along);
      ++count;
    }
  for (Operation &op : function.front()) // what the host holds anyway
    if (isPlacedOnHost(&op)) {
      whole.insert(op.operand_begin(), op.operand_end());
      whole.insert(op.result_begin(), op.result_end());
    }
  placeWhole();
  return count;
}

namespace {

struct ANESplitProductsPass : anemone::impl::ANESplitProductsBase<ANESplitProductsPass> {
  void runOnOperation() override {
    const target::Profile &profile = ane::getTargetProfile(getOperation());
    unsigned count = 0;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() && !function->hasAttr(ane::kEntryAttr))
        count += Splitter(function, profile.maxExtent).run();
    split += count;
    if (count == 0)
      markAllAnalysesPreserved();
  }
};

} // namespace
