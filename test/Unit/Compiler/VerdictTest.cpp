//===- VerdictTest.cpp - The verifier and the verdicts of Apple's compiler ===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ane-verify-constraints accepts and refuses what Apple's compiler is reported
// to, on the forms on which the emulator is tested, for the profiles as they
// are. Surfaces are given here: ane-pad-surfaces would change the programs.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/SurfaceLayout.h"
#include "lib/Emission/Emission.h"

#include "Forms.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace mlir;
using namespace anemone;
using test::Form;
using test::Judged;
using test::InTheDialect;

namespace {

/// One surface for each argument or result, all of one size, as the profile wants them.
SmallVector<ane::SurfaceAttr> surfaces(MLIRContext *context, char prefix, TypeRange types,
                                       const target::Profile &profile) {
  int64_t bytes = profile.minSurfaceBytes;
  for (Type type : types)
    bytes = std::max(bytes, ane::extentBytes(cast<RankedTensorType>(type), profile));
  SmallVector<ane::SurfaceAttr> result;
  for (Type type : types) {
    auto tensor = cast<RankedTensorType>(type);
    ane::SurfaceStrides strides = ane::stridesOf(tensor, profile);
    std::string symbol = prefix + std::string("0") + std::to_string(result.size());
    result.push_back(ane::SurfaceAttr::get(context, symbol, tensor.getShape(), strides.row,
                                           strides.plane, strides.batch, bytes));
  }
  return result;
}

class Compiler {
public:
  explicit Compiler(const std::string &target) : target(target) {}

  /// "accepted", or what was said.
  std::string verdict(const Form &form);
  /// The form as it is printed after it was read.
  std::string emitted(const Form &form);
  /// What is said of a form that is not read; empty where it is.
  std::string refusal(const Form &form) {
    said.clear();
    return parse(form) ? "" : said;
  }

private:
  /// With its weights where something is wrong with those; else they are outside of the module.
  OwningOpRef<ModuleOp> parse(const Form &form);

  MLIRContext context{MLIRContext::Threading::DISABLED};
  std::string target, said;
  ScopedDiagnosticHandler handler{&context, [this](Diagnostic &diagnostic) {
                                    said += diagnostic.str() + "\n";
                                    return success();
                                  }};
};

OwningOpRef<ModuleOp> Compiler::parse(const Form &form) {
  if (!form.misplacesSizes)
    return parseMIL(form.text(), {}, &context);
  SmallString<128> folder;
  if (llvm::sys::fs::createUniqueDirectory("anemone-forms", folder))
    return nullptr;
  llvm::scope_exit remove([&] { llvm::sys::fs::remove_directories(folder); });
  for (size_t i = 0; i < form.weights.size(); ++i) {
    SmallString<128> path = folder;
    llvm::sys::path::append(path, StringRef(Form::weightPath(i)).drop_front(sizeof("@model_path")));
    if (llvm::sys::fs::create_directories(llvm::sys::path::parent_path(path)))
      return nullptr;
    std::error_code error;
    std::vector<uint8_t> file = form.weightFile(i);
    llvm::raw_fd_ostream(path, error)
        .write(reinterpret_cast<const char *>(file.data()), file.size());
  }
  ParseMILOptions options;
  options.weightsFolder = folder.str();
  return parseMIL(form.text(), options, &context);
}

std::string Compiler::verdict(const Form &form) {
  said.clear();
  OwningOpRef<ModuleOp> module = parse(form);
  if (!module)
    return said;
  const target::Profile &profile = *target::findProfile(target);
  (*module)->setAttr(ane::kTargetAttr, ane::TargetAttr::get(&context, target));
  for (auto program : module->getOps<ane::ProgramOp>()) {
    for (auto [i, surface] :
         llvm::enumerate(surfaces(&context, 'i', program.getArgumentTypes(), profile)))
      program.setArgSurface(i, surface);
    for (auto [i, surface] :
         llvm::enumerate(surfaces(&context, 'o', program.getResultTypes(), profile)))
      program.setResultSurface(i, surface);
  }
  PassManager manager(&context);
  manager.addPass(ane::createANEVerifyConstraints());
  return succeeded(manager.run(*module)) ? "accepted" : said;
}

std::string Compiler::emitted(const Form &form) {
  OwningOpRef<ModuleOp> module = parse(form);
  std::string text;
  llvm::raw_string_ostream out(text);
  return module && succeeded(emitMIL(*module, {}, out)) ? text : said;
}

class Verdicts : public testing::TestWithParam<Judged> {};

TEST_P(Verdicts, AreThoseOfTheVerifier) {
  const auto &[target, row] = GetParam();
  Compiler compiler(target);
  for (const Form &form : row.forms)
    switch (row.dialect) {
    case InTheDialect::Same: {
      std::string found = compiler.verdict(form);
      if (form.rule.empty())
        EXPECT_EQ(found, "accepted") << form.text();
      else
        EXPECT_NE(found.find("[" + form.rule + "]"), std::string::npos) << found << form.text();
      break;
    }
    case InTheDialect::NotParsed:
      EXPECT_NE(compiler.refusal(form).find(row.instead), std::string::npos) << form.text();
      EXPECT_NE(compiler.refusal(form), "");
      break;
    case InTheDialect::NotEmitted: // what it says is said in a form that is accepted
      EXPECT_EQ(compiler.verdict(form), "accepted");
      std::string text = compiler.emitted(form);
      EXPECT_NE(text.find(row.instead), std::string::npos) << text;
      EXPECT_EQ(text.find("tensor<fp16, [1]>(["), std::string::npos) << text;
      EXPECT_EQ(text.find("1, 1]>(["), std::string::npos) << text;
      break;
    }
}

INSTANTIATE_TEST_SUITE_P(Profiles, Verdicts,
                         testing::Combine(testing::ValuesIn(test::kJudgedTargets),
                                          testing::ValuesIn(test::reportedVerdicts())),
                         [](const auto &info) { return test::nameOfJudged(info); });

} // namespace
