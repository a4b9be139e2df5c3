//===- ane-opt.cpp - Runs passes on modules -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "anemone/Target/Constraints.h"
#include "dialects/ONNX/Gradients/Gradients.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/WithColor.h"

using namespace anemone;

static int fail(const llvm::Twine &problem) {
  llvm::WithColor::error(llvm::errs(), "ane-opt") << problem << "\n";
  return 1;
}

static int explainConstraint(llvm::StringRef name) {
  std::optional<unsigned> number = target::parseLabel(name);
  if (const target::Constraint *row = number ? target::findConstraint(*number) : nullptr) {
    llvm::outs() << target::explain(*row);
    return 0;
  }
  return fail("there is no constraint '" + name + "': expected " + target::label(1) + " to " +
              target::label(target::constraints().back().number) +
              "; --list-constraints prints them");
}

/// The answer to a question about the catalogue or the dialects, which needs no module.
static std::optional<int> answerQuestion(llvm::ArrayRef<char *> arguments,
                                         const mlir::DialectRegistry &registry) {
  for (llvm::StringRef argument : arguments) {
    if (argument == "--list-derivatives") {
      mlir::MLIRContext context(registry);
      onnx::listDerivatives(context, llvm::outs());
      return 0;
    }
    if (argument == "--list-constraints") {
      llvm::outs() << target::listConstraints();
      return 0;
    }
    if (argument.consume_front("--explain="))
      return explainConstraint(argument);
    if (argument == "--explain")
      return fail("--explain needs a number, as in --explain=ANE-C04");
  }
  return std::nullopt;
}

int main(int argc, char **argv) {
  llvm::setBugReportMsg(
      "ane-opt crashed; please report this with the input and the command line\n");
  mlir::DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok())
    return fail(status.message());
  if (std::optional<int> status = answerQuestion({argv + 1, argv + argc}, registry))
    return *status;
  registerAllPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv,
                                                  "Anemone's pass driver\n\n--list-constraints and "
                                                  "--explain=ANE-C04 print what is known to fail "
                                                  "on the engine, --list-derivatives which "
                                                  "operations have a derivative\n",
                                                  registry));
}
