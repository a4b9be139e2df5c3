//===- DecomposeProducts.cpp - Einsum, CumSum and Trilu -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Einsum.h"
#include "dialects/ONNX/Transforms/Decompose.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// Einsum
//===----------------------------------------------------------------------===//

namespace {
/// An operand and what its axes are called.
struct Factor {
  Value value;
  Labels labels;

  bool has(int label) const { return llvm::is_contained(labels, label); }
  int64_t extent(int label) const {
    return extentsOf(value)[llvm::find(labels, label) - labels.begin()];
  }
};
} // namespace

/// Sums over the labels that only this factor has.
static Factor sumAlone(const Factor &factor, function_ref<bool(int)> stays, PlainBuilder &build) {
  Extents axes;
  Labels left;
  for (auto [axis, label] : llvm::enumerate(factor.labels)) {
    if (stays(label))
      left.push_back(label);
    else
      axes.push_back(axis);
  }
  return {build.sum(factor.value, axes), left};
}

/// The factor with its axes in the order of `labels`, all of which it has.
static Value arrange(const Factor &factor, ArrayRef<int> labels, PlainBuilder &build) {
  Extents perm = llvm::map_to_vector(labels, [&](int label) -> int64_t {
    return llvm::find(factor.labels, label) - factor.labels.begin();
  });
  return build.transpose(factor.value, perm);
}

namespace {
/// The product of two factors, whose labels are sorted by where they occur: in
/// both and in the result, in one alone, in both but not in the result.
struct Product {
  Factor a, b;
  Labels shared, rows, columns, contracted;

  Product(Factor first, Factor second, const Labels &result)
      : a(std::move(first)), b(std::move(second)) {
    for (int label : a.labels)
      (!b.has(label)                       ? rows
       : llvm::is_contained(result, label) ? shared
                                           : contracted)
          .push_back(label);
    for (int label : b.labels)
      if (!a.has(label))
        columns.push_back(label);
  }

  /// The labels of the product's axes.
  Labels labels() const {
    Labels all(shared);
    llvm::append_range(all, rows);
    llvm::append_range(all, columns);
    return all;
  }

  static int64_t count(const Factor &factor, const Labels &labels) {
    int64_t product = 1;
    for (int label : labels)
      product *= factor.extent(label);
    return product;
  }

  /// A factor as matrices of two groups of axes, one for each of the shared.
  Value matrices(const Factor &factor, const Labels &outer, const Labels &inner,
                 PlainBuilder &build) const {
    Labels order(shared);
    llvm::append_range(order, outer);
    llvm::append_range(order, inner);
    Value arranged = arrange(factor, order, build);
    Extents shape(extentsOf(arranged).take_front(shared.size()));
    shape.append({count(factor, outer), count(factor, inner)});
    return build.reshape(arranged, shape);
  }

  Value multiply(PlainBuilder &build) const {
    Value lhs = matrices(a, rows, contracted, build), rhs = matrices(b, contracted, columns, build);
    // Without a sum the columns of one times the rows of the other broadcast.
    Value product = contracted.empty() ? build.mul(lhs, rhs) : build.matmul(lhs, rhs);
    Extents shape(extentsOf(product).take_front(shared.size()));
    for (int label : rows)
      shape.push_back(a.extent(label));
    for (int label : columns)
      shape.push_back(b.extent(label));
    return build.reshape(product, shape);
  }
};
} // namespace

Replacements anemone::onnx::decompose(EinsumOp op, PlainBuilder &build) {
  Extents ranks = llvm::map_to_vector(op.getInputs(), rankOf);
  InferSite site{op.getLoc(), op->getName().getStringRef()};
  FailureOr<EinsumEquation> equation = parseEinsum(site, op.getEquation(), ranks);
  if (failed(equation))
    return failure();
  SmallVector<Factor, 2> factors;
  for (auto [input, labels] : llvm::zip_equal(op.getInputs(), equation->terms))
    factors.push_back({input, labels});
  auto isInResult = [&](int label) { return llvm::is_contained(equation->result, label); };
  auto sumOver = [&](const Factor &factor, const Factor *other) {
    return sumAlone(
        factor, [&](int label) { return isInResult(label) || (other && other->has(label)); },
        build);
  };
  if (factors.size() == 1)
    return SmallVector<Value>{arrange(sumOver(factors[0], nullptr), equation->result, build)};
  Product product(sumOver(factors[0], &factors[1]), sumOver(factors[1], &factors[0]),
                  equation->result);
  Factor result = {product.multiply(build), product.labels()};
  return SmallVector<Value>{arrange(result, equation->result, build)};
}

//===----------------------------------------------------------------------===//
// CumSum
//===----------------------------------------------------------------------===//

/// A product with a triangle of ones, from the right along the last axis and from
/// the left along others. Integers stay: a product would round their sums.
Replacements anemone::onnx::decompose(CumSumOp op, PlainBuilder &build) {
  Value x = op.getX();
  std::optional<Extents> given = constantInts(op.getAxis());
  if (!isa<FloatType>(elementOf(x)) || rankOf(x) == 0)
    return SmallVector<Value>();
  if (!given)
    return op.emitOpError("has an axis that is known only at run time: export the model with a "
                          "constant one");
  Extents shape(extentsOf(x));
  int64_t rank = shape.size(), axis = given->front() < 0 ? given->front() + rank : given->front();
  int64_t extent = shape[axis], before = 1, after = 1;
  for (int64_t i = 0; i != rank; ++i)
    (i < axis ? before : after) *= i == axis ? 1 : shape[i];
  if (failed(checkConstant(op, extent, extent)))
    return failure();
  bool reverse = op.getReverse() != 0, exclusive = op.getExclusive() != 0;
  auto counts = [&](int64_t source, int64_t target) {
    return reverse ? source >= target + exclusive : source + exclusive <= target;
  };
  if (axis == rank - 1) {
    Value ones = build.choiceMatrix(extent, extent, counts, 1, 0, x);
    Value sums = build.matmul(build.reshape(x, {before, extent}), ones);
    return SmallVector<Value>{build.reshape(sums, shape)};
  }
  auto countsFrom = [&](int64_t target, int64_t source) { return counts(source, target); };
  Value ones = build.choiceMatrix(extent, extent, countsFrom, 1, 0, x);
  Value sums = build.matmul(ones, build.reshape(x, {before, extent, after}));
  return SmallVector<Value>{build.reshape(sums, shape)};
}

//===----------------------------------------------------------------------===//
// Trilu
//===----------------------------------------------------------------------===//

/// The triangle of a constant of integers or Booleans, which is too large to fold; null
/// where the operand is no such constant. The engine would move integers as fp16.
static Value constantTriangle(Value x, function_ref<bool(int64_t, int64_t)> stays,
                              PlainBuilder &build) {
  auto elements = dyn_cast_if_present<DenseElementsAttr>(constantOf(x));
  if (!elements || !elements.getElementType().isInteger() ||
      elements.getNumElements() > kMostConstants)
    return nullptr;
  int64_t columns = extentsOf(x).back(), rows = extentsOf(x)[rankOf(x) - 2];
  APInt zero(elements.getElementType().getIntOrFloatBitWidth(), 0);
  SmallVector<APInt> values;
  for (const APInt &value : elements.getValues<APInt>()) {
    int64_t position = values.size();
    bool keep = stays(position / columns % rows, position % columns);
    values.push_back(keep ? value : zero);
  }
  return build.constant(DenseElementsAttr::get(elements.getType(), values));
}

/// A choice and not a product: 0 times an infinity is not 0.
Replacements anemone::onnx::decompose(TriluOp op, PlainBuilder &build) {
  Value x = op.getInput();
  std::optional<Extents> k = isAbsent(op.getK()) ? Extents{0} : constantInts(op.getK());
  if (!k)
    return op.emitOpError("has a diagonal k that is known only at run time: export the model with "
                          "a constant one");
  ArrayRef<int64_t> matrix = extentsOf(x).take_back(2);
  if (failed(checkConstant(op, matrix[0], matrix[1])))
    return failure();
  auto stays = [&](int64_t row, int64_t column) {
    return op.getUpper() ? column - row >= k->front() : column - row <= k->front();
  };
  if (Value triangle = constantTriangle(x, stays, build))
    return SmallVector<Value>{triangle};
  Value mask = build.truthMatrix(matrix[0], matrix[1], stays);
  if (elementOf(x).isInteger(1))
    return SmallVector<Value>{build.conjunction(x, mask)};
  return SmallVector<Value>{build.where(mask, x, build.scalar(0, x))};
}
