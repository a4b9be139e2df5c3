//===- BuildModel.cpp - From a configuration to a model -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/BuildModel.h"

#include "lib/Models/Decoder.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;
using namespace anemone;

//===----------------------------------------------------------------------===//
// The model
//===----------------------------------------------------------------------===//

namespace {

/// One architecture: how its configuration is read, and what is built of it.
template <typename Config>
FailureOr<BuiltModel> buildOf(Config (*read)(Configuration &),
                              void (*build)(const Config &, ModelBuilder &), StringRef text,
                              Location source, StringRef weightsName, bool frozen) {
  Configuration keys(text);
  Config config = read(keys);
  keys.reportUnknownKeys();
  for (const std::string &problem : keys.problems())
    emitError(source) << problem;
  if (!keys.problems().empty())
    return failure();
  BuiltModel model{ModuleOp::create(source), ParameterFile(weightsName, config.seed)};
  ModelBuilder builder(*model.module, model.parameters, frozen);
  build(config, builder);
  if (failed(verify(*model.module)))
    return failure();
  return model;
}

} // namespace

FailureOr<BuiltModel> anemone::buildModel(Architecture architecture, StringRef configuration,
                                          StringRef source, StringRef weightsName, bool frozen,
                                          MLIRContext *context) {
  context->loadDialect<onnx::ONNXDialect, weights::WeightsDialect, func::FuncDialect,
                       ml_program::MLProgramDialect>();
  Location location = NameLoc::get(StringAttr::get(context, llvm::sys::path::filename(source)));
  if (architecture == Architecture::Llama)
    return buildOf(readLlama, buildLlama, configuration, location, weightsName, frozen);
  return buildOf(readGPT2, buildGPT2, configuration, location, weightsName, frozen);
}

//===----------------------------------------------------------------------===//
// Its files
//===----------------------------------------------------------------------===//

/// Fails before a disk is filled with what it cannot hold.
static LogicalResult checkSpace(StringRef path, int64_t bytes, Location location) {
  StringRef folder = llvm::sys::path::parent_path(path);
  auto space = llvm::sys::fs::disk_space(folder.empty() ? "." : folder);
  if (!space || space->available >= static_cast<uint64_t>(bytes))
    return success();
  return emitError(location) << "the parameters take " << bytes << " bytes, but where '" << path
                             << "' would lie only " << space->available << " are free";
}

static std::unique_ptr<llvm::ToolOutputFile> open(StringRef path, Location location) {
  std::string message;
  auto file = openOutputFile(path, &message);
  if (!file)
    emitError(location) << message;
  return file;
}

/// Whether all that was written arrived.
static LogicalResult close(llvm::ToolOutputFile &file, Location location) {
  llvm::raw_fd_ostream &out = file.os();
  out.flush();
  if (!out.has_error())
    return success();
  std::string message = out.error().message();
  out.clear_error();
  return emitError(location) << "cannot write '" << file.getFilename() << "': " << message;
}

static LogicalResult writeFiles(BuiltModel &model, StringRef path, StringRef weightsPath) {
  Location location = model.module->getLoc();
  if (failed(checkSpace(weightsPath, model.parameters.size(), location)))
    return failure();
  auto weights = open(weightsPath, location), module = open(path, location);
  if (!weights || !module)
    return failure();
  model.parameters.write(weights->os());
  // With locations: they name the parts of the network in what is said about it.
  model.module->print(module->os(), OpPrintingFlags().enableDebugInfo());
  module->os() << "\n";
  bool wrote = succeeded(close(*weights, location)), printed = succeeded(close(*module, location));
  if (!wrote || !printed)
    return failure();
  weights->keep();
  module->keep();
  return success();
}

LogicalResult anemone::buildModelFiles(Architecture architecture, llvm::MemoryBufferRef text,
                                       StringRef path, bool frozen, MLIRContext *context) {
  llvm::SmallString<128> weightsPath(path);
  llvm::sys::path::replace_extension(weightsPath, "weights");
  auto model = buildModel(architecture, text.getBuffer(), text.getBufferIdentifier(),
                          llvm::sys::path::filename(weightsPath), frozen, context);
  return succeeded(model) ? writeFiles(*model, path, weightsPath) : failure();
}
