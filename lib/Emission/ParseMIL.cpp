//===- ParseMIL.cpp - MIL text as a module --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/Emission/Emission.h"
#include "lib/Emission/ParseFunction.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace anemone {

/// Reports a message that begins with "line:column: " at that place.
static void reportAt(StringRef message, StringRef fileName, MLIRContext *context) {
  for (StringRef rest = message; !rest.empty();) {
    auto [line, following] = rest.split('\n');
    rest = following;
    auto [row, afterRow] = line.split(':');
    auto [column, text] = afterRow.split(':');
    unsigned rowNumber = 0, columnNumber = 0;
    bool isPlaced = !row.getAsInteger(10, rowNumber) && !column.getAsInteger(10, columnNumber);
    auto location = FileLineColLoc::get(context, fileName, rowNumber, columnNumber);
    emitError(location) << (isPlaced ? text.ltrim() : line);
  }
}

OwningOpRef<ModuleOp> parseMIL(StringRef text, const ParseMILOptions &options,
                               MLIRContext *context) {
  context->loadDialect<ane::ANEDialect, ml_program::MLProgramDialect, weights::WeightsDialect>();
  Result<mil::Program> program = mil::parse({text.data(), text.size()});
  if (!program.ok()) {
    reportAt(program.message(), options.fileName, context);
    return {};
  }
  OwningOpRef<ModuleOp> module =
      ModuleOp::create(FileLineColLoc::get(context, options.fileName, 1, 1));
  BlobTable blobs(*module, options);
  bool failedAny = false;
  for (const mil::Function &function : program->functions)
    failedAny |= failed(FunctionReader(function, blobs, *module, options.fileName).read());
  if (failedAny || failed(verify(*module)))
    return {};
  return module;
}

} // namespace anemone
