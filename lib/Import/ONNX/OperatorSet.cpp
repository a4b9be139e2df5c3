//===- OperatorSet.cpp - What the dialect knows of an operator ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/OperatorSet.h"
#include "lib/Import/ONNX/Rewrites.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace anemone;

namespace {

/// The N for which the operation has the trait NOperands<N>.
template <unsigned... N>
std::optional<size_t> findCount(RegisteredOperationName info,
                                std::integer_sequence<unsigned, N...>) {
  std::optional<size_t> count;
  ((info.hasTrait<OpTrait::NOperands<N + 2>::template Impl>() ? void(count = N + 2) : void()), ...);
  return count;
}

} // namespace

std::optional<size_t> anemone::operandCount(RegisteredOperationName info) {
  if (info.hasTrait<OpTrait::ZeroOperands>())
    return 0;
  if (info.hasTrait<OpTrait::OneOperand>())
    return 1;
  return findCount(info, std::make_integer_sequence<unsigned, 12>());
}

std::optional<size_t> anemone::requiredOperands(StringRef opType) {
  if (opType.starts_with("Reduce"))
    return 1;
  return llvm::StringSwitch<std::optional<size_t>>(opType)
      .Cases({"Clip", "Resize", "Split", "Squeeze", "Trilu"}, 1)
      .Cases({"Conv", "ConvTranspose", "Gemm", "LayerNormalization", "NegativeLogLikelihoodLoss",
              "Pad", "SoftmaxCrossEntropyLoss"},
             2)
      .Cases({"Attention", "RotaryEmbedding", "Slice"}, 3)
      .Default(std::nullopt);
}

/// The operators that are not of the domain ai.onnx; all of one other domain, whose first version
/// has their form.
static bool isOptimizer(const onnxfile::Node &node) {
  return llvm::is_contained({"Adagrad", "Adam", "Momentum"}, node.opType);
}

bool anemone::isSupported(const onnxfile::Model &model, const onnxfile::Node &node, int64_t opset,
                          MLIRContext *context) {
  if (isOptimizer(node)) {
    auto version = model.opsets.find(trainingDomain.str());
    return node.domain == trainingDomain && version != model.opsets.end() && version->second == 1;
  }
  if (!node.domain.empty())
    return false;
  StringRef target = node.opType;
  if (const Rewrite *rewrite = findRewrite(node.opType, opset))
    target = rewrite->target;
  return RegisteredOperationName::lookup(("onnx." + target).str(), context).has_value();
}

namespace {

/// The nodes of one unsupported operator.
using Uses = SmallVector<const onnxfile::Node *>;

std::string domainText(StringRef domain) { return domain.empty() ? "ai.onnx" : domain.str(); }

/// "'a', 'b' and 3 more".
std::string namesOf(const Uses &uses) {
  constexpr size_t most = 16;
  std::string text;
  for (const onnxfile::Node *node : ArrayRef(uses).take_front(most))
    text += (text.empty() ? "'" : ", '") + node->name + "'";
  if (uses.size() > most)
    text += " and " + std::to_string(uses.size() - most) + " more";
  return text;
}

std::string reasonOf(const onnxfile::Model &model, const onnxfile::Node &node) {
  if (llvm::is_contained(model.functions, node.domain + "::" + node.opType))
    return "; it is a function of the model itself: inline the functions before";
  if (llvm::is_contained({"If", "Loop", "Scan"}, node.opType))
    return "; control flow has to be removed before, for example by constant folding";
  if (StringRef(node.opType).starts_with("Sequence") ||
      StringRef(node.opType).starts_with("Optional"))
    return "; only tensors are read";
  if (!node.domain.empty())
    return "; only operators of the domain ai.onnx are read, and Adagrad, Adam and Momentum of "
           "ai.onnx.preview.training, version 1";
  return "";
}

} // namespace

LogicalResult anemone::checkOperators(const onnxfile::Model &model, int64_t opset,
                                      MLIRContext *context) {
  llvm::MapVector<std::pair<StringRef, StringRef>, Uses> unsupported;
  for (const onnxfile::Node &node : model.nodes)
    if (!isSupported(model, node, opset, context))
      unsupported[{node.domain, node.opType}].push_back(&node);
  for (const auto &[key, uses] : unsupported) {
    const onnxfile::Node &first = *uses.front();
    auto version = model.opsets.find(first.domain);
    emitError(NameLoc::get(StringAttr::get(context, first.name)))
        << "operator '" << first.opType << "' (domain " << domainText(first.domain) << ", opset "
        << (version == model.opsets.end() ? "unknown" : std::to_string(version->second))
        << ") is not supported; " << uses.size() << (uses.size() == 1 ? " node uses" : " nodes use")
        << " it: " << namesOf(uses) << reasonOf(model, first);
  }
  return failure(!unsupported.empty());
}
