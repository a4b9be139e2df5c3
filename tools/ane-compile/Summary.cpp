//===- Summary.cpp - What a compilation made ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-compile/Summary.h"

#include "dialects/ANE/IR/ANEProgram.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace anemone;

void anemone::printSummary(ModuleOp module, llvm::raw_ostream &out) {
  auto programs = module.getOps<ane::ProgramOp>();
  if (programs.empty())
    return;
  out << llvm::formatv("{0,-24} {1,-8} {2,10} {3,10} {4,14}\n", "program", "runs on", "operations",
                       "constants", "surface bytes");
  for (ane::ProgramOp program : programs) {
    int64_t operations = 0, constants = 0, bytes = 0;
    for (Operation &op : program.getBody().front().without_terminator())
      ++(isa<ane::ConstantOp>(op) ? constants : operations);
    for (unsigned i = 0, e = program.getArgumentTypes().size(); i < e; ++i)
      if (ane::SurfaceAttr surface = program.getArgSurface(i))
        bytes += surface.getAlloc();
    for (unsigned i = 0, e = program.getResultTypes().size(); i < e; ++i)
      if (ane::SurfaceAttr surface = program.getResultSurface(i))
        bytes += surface.getAlloc();
    out << llvm::formatv("{0,-24} {1,-8} {2,10} {3,10} {4,14}\n", program.getName(),
                         ane::stringifyPlacement(program.getPlacement()), operations, constants,
                         bytes);
  }
}
