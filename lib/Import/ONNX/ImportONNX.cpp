//===- ImportONNX.cpp - From an .onnx file to the onnx dialect ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ImportONNX.h"
#include "dialects/ONNX/IR/ONNXDialect.h"
#include "dialects/Weights/IR/Weights.h"
#include "lib/Import/ONNX/Buckets.h"
#include "lib/Import/ONNX/File/ReadModel.h"
#include "lib/Import/ONNX/GraphImporter.h"
#include "lib/Import/ONNX/Interface.h"
#include "lib/Import/ONNX/OperatorSet.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;
using namespace anemone;
using onnxfile::Model;

namespace {

/// The version of the standard operator set that the model is written for.
FailureOr<int64_t> findOpset(const Model &model, Location location) {
  auto found = model.opsets.find("");
  auto isStandard = [](const onnxfile::Node &node) { return node.domain.empty(); };
  if (found == model.opsets.end() && llvm::none_of(model.nodes, isStandard))
    return newestOpset;
  if (found == model.opsets.end())
    return emitError(location)
           << "the model does not say which version of the operator set ai.onnx it is written for";
  if (found->second < oldestOpset || found->second > newestOpset)
    return emitError(location) << "the model is written for opset " << found->second
                               << " of ai.onnx, but only opsets " << oldestOpset << " to "
                               << newestOpset << " are read; export it for one of these";
  return found->second;
}

/// The functions to make of the model: one for each bucket.
FailureOr<SmallVector<EntryPlan>> planEntries(const Model &model, const ImportOptions &options,
                                              Location location) {
  FailureOr<SmallVector<Bucket>> buckets = makeBuckets(options, location);
  if (failed(buckets))
    return failure();
  SmallVector<EntryPlan> entries;
  for (Bucket &bucket : *buckets) {
    // What the first does not fit, the others do not fit either.
    FailureOr<SmallVector<Type>> types = inputTypes(model, bucket.extents, location);
    if (failed(types))
      return failure();
    entries.push_back({std::move(bucket.function), std::move(*types)});
  }
  return entries;
}

OwningOpRef<ModuleOp> importModel(Model &model, ModelFiles &files, const ImportOptions &options,
                                  Location location) {
  FailureOr<int64_t> opset = findOpset(model, location);
  if (failed(opset))
    return {};
  // Each of these finds problems of its own: all are reported.
  bool supported = succeeded(checkOperators(model, *opset, location.getContext()));
  bool pinned = succeeded(applyPinnedInputs(model, options, location));
  FailureOr<SmallVector<EntryPlan>> entries = planEntries(model, options, location);
  if (!supported || !pinned || failed(entries))
    return {};
  OwningOpRef<ModuleOp> module = ModuleOp::create(location);
  if (failed(GraphImporter(model, *opset, files, *module).run(*entries, location)) ||
      failed(verify(*module)))
    return {};
  return module;
}

} // namespace

OwningOpRef<ModuleOp> anemone::importONNX(StringRef path, const ImportOptions &options,
                                          MLIRContext *context) {
  context->loadDialect<onnx::ONNXDialect, weights::WeightsDialect, func::FuncDialect,
                       ml_program::MLProgramDialect>();
  auto files = ModelFiles::open(path);
  if (!files) {
    emitError(NameLoc::get(StringAttr::get(context, path))) << toString(files.takeError());
    return {};
  }
  // The name without the folder: the same model gives the same module everywhere.
  Location location = NameLoc::get(StringAttr::get(context, files->modelName()));
  Result<Model> model = onnxfile::readModel(files->model());
  if (!model.ok()) {
    emitError(location) << "'" << path << "' " << model.message();
    return {};
  }
  return importModel(*model, *files, options, location);
}
