//===- ane-opt.cpp - Runs passes on modules -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/WithColor.h"

int main(int argc, char **argv) {
  llvm::setBugReportMsg(
      "ane-opt crashed; please report this with the input and the command line\n");
  mlir::DialectRegistry registry;
  if (anemone::Status status = anemone::registerAllDialects(registry); !status.ok()) {
    llvm::WithColor::error(llvm::errs(), "ane-opt") << status.message() << "\n";
    return 1;
  }
  anemone::registerAllPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "Anemone's pass driver\n", registry));
}
