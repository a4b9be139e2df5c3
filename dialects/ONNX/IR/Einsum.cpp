//===- Einsum.cpp - Equations of Einsum -----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Einsum.h"
#include "dialects/ONNX/IR/FusedOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// The equation
//===----------------------------------------------------------------------===//

/// The labels of one term; `hidden` axes are what its `...` stands for.
static FailureOr<Labels> parseTerm(InferSite site, StringRef term, int64_t hidden) {
  auto [before, after] = term.split("...");
  if (!llvm::all_of(before, llvm::isAlpha) || !llvm::all_of(after, llvm::isAlpha))
    return site.fail("(C2) expects terms of letters and at most one '...', got '" + term + "'");
  Labels labels(before.begin(), before.end());
  if (term.contains("..."))
    for (int64_t axis = hidden; axis-- > 0;)
      labels.push_back(kEllipsis + static_cast<int>(axis));
  labels.append(after.begin(), after.end());
  for (auto [index, label] : llvm::enumerate(labels))
    if (llvm::is_contained(ArrayRef(labels).take_front(index), label))
      return site.fail("(C3) expects no letter twice in the term '" + term + "'");
  return labels;
}

/// How many axes the `...` of a term stands for, checking (C4).
static FailureOr<int64_t> hiddenAxes(InferSite site, StringRef term, int64_t rank) {
  bool elides = term.contains("...");
  int64_t hidden = rank - static_cast<int64_t>(term.size()) + (elides ? 3 : 0);
  if (hidden < 0 || (hidden != 0 && !elides))
    return site.fail("(C4) expects one letter for each of " + Twine(rank) + " axes in the term '" +
                     term + "'");
  return hidden;
}

/// The result of an equation without one: what `...` stands for, then every letter
/// that occurs once.
static Labels implicitResult(ArrayRef<Labels> terms, int64_t hidden) {
  Labels result;
  for (int64_t axis = hidden; axis-- > 0;)
    result.push_back(kEllipsis + static_cast<int>(axis));
  for (int letter = 0; letter != kEllipsis; ++letter)
    if (llvm::count_if(terms,
                       [&](const Labels &term) { return llvm::is_contained(term, letter); }) == 1)
      result.push_back(letter);
  return result;
}

FailureOr<EinsumEquation> anemone::onnx::parseEinsum(InferSite site, StringRef text,
                                                     ArrayRef<int64_t> ranks) {
  std::string compact;
  llvm::copy_if(text, std::back_inserter(compact), [](char c) { return c != ' '; });
  auto [left, right] = StringRef(compact).split("->");
  SmallVector<StringRef> terms;
  left.split(terms, ',');
  if (terms.size() != ranks.size())
    return site.fail("(C2) expects one term for each of " + Twine(ranks.size()) +
                     " operands, got '" + text + "'");
  EinsumEquation equation;
  int64_t mostHidden = 0;
  for (auto [term, rank] : llvm::zip_equal(terms, ranks)) {
    FailureOr<int64_t> hidden = hiddenAxes(site, term, rank);
    if (failed(hidden))
      return failure();
    FailureOr<Labels> labels = parseTerm(site, term, *hidden);
    if (failed(labels))
      return failure();
    mostHidden = std::max(mostHidden, *hidden);
    equation.terms.push_back(*labels);
  }
  if (!StringRef(compact).contains("->")) {
    equation.result = implicitResult(equation.terms, mostHidden);
    return equation;
  }
  if (mostHidden > 0 && !right.contains("..."))
    return site.fail("(C2) expects the result to have the '...' of the terms, got '" + text + "'");
  FailureOr<Labels> result = parseTerm(site, right, mostHidden);
  if (failed(result))
    return failure();
  for (int label : *result)
    if (llvm::none_of(equation.terms,
                      [&](const Labels &term) { return llvm::is_contained(term, label); }))
      return site.fail("(C2) expects the letters of the result '" + right +
                       "' to occur in a term of '" + text + "'");
  equation.result = *result;
  return equation;
}

//===----------------------------------------------------------------------===//
// Inference
//===----------------------------------------------------------------------===//

/// What two extents of one label are together; nothing where they break (C5).
static std::optional<int64_t> commonExtent(int label, int64_t a, int64_t b) {
  bool broadcasts = label >= kEllipsis;
  if (a == b || (broadcasts && b == 1))
    return a;
  if (isDynamic(a) || (broadcasts && a == 1))
    return b;
  return isDynamic(b) ? std::optional(a) : std::nullopt;
}

/// Notes the extents of one operand, checking (C5).
static LogicalResult noteExtents(InferSite site, const Labels &term, const Shape &shape,
                                 llvm::SmallMapVector<int, int64_t, 8> &extents) {
  for (auto [label, extent] : llvm::zip_equal(term, shape)) {
    int64_t &noted = extents.insert({label, extent}).first->second;
    std::optional<int64_t> common = commonExtent(label, noted, extent);
    if (!common) {
      std::string what = label >= kEllipsis ? "an axis under '...'"
                                            : std::string("the letter '") + char(label) + "'";
      return site.fail("(C5) expects one extent for " + what + ", got " + Twine(noted) + " and " +
                       Twine(extent));
    }
    noted = *common;
  }
  return success();
}

LogicalResult EinsumOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  ValueRange inputs = adaptor.getInputs();
  if (inputs.empty() || inputs.size() > 2)
    return site.fail("(C1) expects one or two operands, got " + Twine(inputs.size()) +
                     "; write longer products as several");
  if (failed(checkElementTypes(site, inputs, "(C1)")))
    return failure();
  SmallVector<int64_t> ranks;
  for (Value input : inputs) {
    MaybeShape shape = shapeOf(input);
    if (!shape) {
      types.push_back(tensorOf(std::nullopt, elementTypeOf(inputs.front())));
      return success();
    }
    ranks.push_back(shape->size());
  }
  FailureOr<EinsumEquation> equation = parseEinsum(site, adaptor.getEquation(), ranks);
  if (failed(equation))
    return failure();
  llvm::SmallMapVector<int, int64_t, 8> extents;
  for (auto [term, input] : llvm::zip_equal(equation->terms, inputs))
    if (failed(noteExtents(site, term, *shapeOf(input), extents)))
      return failure();
  Shape result;
  for (int label : equation->result)
    result.push_back(extents.lookup(label));
  types.push_back(tensorOf(result, elementTypeOf(inputs.front())));
  return success();
}
