//===- ListDerivatives.cpp - Which operations have a derivative -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace anemone::onnx;

using Reasons = llvm::StringMap<StringRef>;

template <typename... Ops> static void explain(Reasons &reasons, StringRef reason) {
  ((reasons[Ops::getOperationName()] = reason), ...);
}

/// Why an operation has none of its own.
static Reasons reasonsForNone() {
  Reasons reasons;
  explain<AndOp, OrOp, XorOp, NotOp, EqualOp, LessOp, LessOrEqualOp, GreaterOp, GreaterOrEqualOp,
          IsInfOp, IsNaNOp>(reasons, "its results are Booleans");
  explain<ArgMaxOp, ArgMinOp, ShapeOp, SizeOp>(reasons, "its results are integers");
  explain<ConstantOp, NoValueOp, ConstantOfShapeOp>(reasons, "its results are constants");
  explain<ReturnOp, EntryPointOp>(reasons, "it has no results");
  explain<AdagradOp, AdamOp, AttentionOp, CumSumOp, EinsumOp, GroupNormalizationOp,
          MeanVarianceNormalizationOp, MomentumOp, NegativeLogLikelihoodLossOp, OneHotOp,
          RMSNormalizationOp, RangeOp, RotaryEmbeddingOp, SoftmaxCrossEntropyLossOp, SwishOp,
          TriluOp>(reasons, "onnx-decompose takes it apart");
  explain<BatchNormalizationInferenceModeOp, MaxPoolSingleOutOp>(reasons,
                                                                 "onnx-normalize renames it");
  return reasons;
}

static std::string describe(RegisteredOperationName name, const Reasons &reasons) {
  if (auto *derivative = name.getInterface<DifferentiableOpInterface>())
    return derivative->isPiecewiseConstant() ? "zero, it is piecewise constant" : "yes";
  StringRef reason = reasons.lookup(name.getStringRef());
  return ("none" + (reason.empty() ? Twine() : ", " + reason)).str();
}

void anemone::onnx::listDerivatives(MLIRContext &context, raw_ostream &out) {
  auto *dialect = context.getOrLoadDialect<ONNXDialect>();
  Reasons reasons = reasonsForNone();
  auto names = llvm::to_vector(context.getRegisteredOperationsByDialect(dialect->getNamespace()));
  llvm::sort(names, [](auto a, auto b) { return a.getStringRef() < b.getStringRef(); });
  for (RegisteredOperationName name : names)
    out << llvm::formatv("{0,-32} {1}\n", name.stripDialect(), describe(name, reasons));
}
