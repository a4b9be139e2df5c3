//===- EmitMIL.cpp - A module as MIL text and weight files ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/Emission/Emission.h"
#include "lib/Emission/EmitProgram.h"
#include "lib/Emission/Prepare.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

namespace anemone {

/// Every program that is not merely a step of @prepare, in the order of the module.
static SmallVector<ane::ProgramOp> programsToWrite(ModuleOp module) {
  llvm::StringMap<bool> calledElsewhere; // of those that are called
  module.walk([&](ane::CallOp call) {
    auto function = call->getParentOfType<SymbolOpInterface>();
    calledElsewhere[call.getCallee()] |= !function || function.getName() != kPrepare;
  });
  SmallVector<ane::ProgramOp> programs;
  for (auto program : module.getOps<ane::ProgramOp>())
    if (!calledElsewhere.contains(program.getSymName()) || calledElsewhere[program.getSymName()])
      programs.push_back(program);
  return programs;
}

/// Emits each program of `module` and hands it to `use`.
static LogicalResult forEachProgram(
    ModuleOp module, const EmissionOptions &options,
    llvm::function_ref<LogicalResult(const EmittedProgram &, Parameters &, bool isOnly)> use) {
  Parameters parameters(module, options.weightsFolder);
  if (failed(runPrepare(module, parameters)))
    return failure();
  SmallVector<ane::ProgramOp> programs = programsToWrite(module);
  if (programs.empty())
    return module.emitOpError("has no ane.program");
  bool failedAny = false;
  for (ane::ProgramOp program : programs) {
    FailureOr<EmittedProgram> emitted = emitProgram(program, parameters);
    failedAny |= failed(emitted) || failed(use(*emitted, parameters, programs.size() == 1));
  }
  return failure(failedAny);
}

LogicalResult emitMIL(ModuleOp module, const EmissionOptions &options, raw_ostream &out) {
  return forEachProgram(module, options, [&](const EmittedProgram &program, Parameters &, bool) {
    out << mil::toString(program.mil);
    return success();
  });
}

/// A file that stays only when all of it was written.
static LogicalResult writeFile(Operation *op, const Twine &path,
                               llvm::function_ref<LogicalResult(raw_ostream &)> write) {
  std::string name = path.str();
  std::error_code error;
  llvm::ToolOutputFile file(name, error, llvm::sys::fs::OF_None);
  if (error)
    return op->emitError("cannot write '") << name << "': " << error.message();
  if (failed(write(file.os())))
    return failure();
  file.os().flush();
  if (file.os().has_error()) {
    std::string message = file.os().error().message();
    file.os().clear_error();
    return op->emitError("cannot write '") << name << "': " << message;
  }
  file.keep();
  return success();
}

static LogicalResult writeFolder(const EmittedProgram &program, Parameters &parameters,
                                 const Twine &folder) {
  ane::ProgramOp source = program.source;
  if (std::error_code error = llvm::sys::fs::create_directories(folder + "/weights"))
    return source.emitError("cannot create the folder '") << folder << "': " << error.message();
  LogicalResult text = writeFile(source, folder + "/model.mil", [&](raw_ostream &out) {
    out << mil::toString(program.mil);
    return success();
  });
  if (failed(text) || program.weights.empty())
    return text;
  return writeFile(source, folder + "/weights/weight.bin", [&](raw_ostream &out) {
    return writeWeightFile(program, parameters, [&](const void *data, size_t size) {
      out.write(static_cast<const char *>(data), size);
      return Status::success(); // writeFile looks at the stream's state
    });
  });
}

LogicalResult emitMILFolder(ModuleOp module, const EmissionOptions &options, StringRef folder) {
  return forEachProgram(
      module, options, [&](const EmittedProgram &program, Parameters &parameters, bool isOnly) {
        ane::ProgramOp source = program.source;
        if (isOnly)
          return writeFolder(program, parameters, folder);
        return writeFolder(program, parameters, folder + "/" + source.getSymName());
      });
}

} // namespace anemone
