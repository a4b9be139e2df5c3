//===- VerifySurfaces.cpp - Surfaces against the catalogue ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/SurfaceLayout.h"
#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// The surfaces of the inputs or of the outputs, with the numbers of the rules that differ between
/// the two.
struct Side {
  StringRef name;      // "input"
  StringRef decorator; // what the engine appends to a symbol before it sorts
  unsigned uniform, sorted;
  SmallVector<SurfaceAttr> surfaces;
  SmallVector<RankedTensorType> types;
};

void verifyLayout(ProgramOp program, const Side &side, size_t index, ConstraintReporter &reporter) {
  SurfaceAttr surface = side.surfaces[index];
  const target::Profile &profile = reporter.profile;
  std::string what = (side.name + " " + Twine(index)).str();
  int64_t packed =
      side.types[index].getShape().back() * elementBytes(side.types[index].getElementType());
  SurfaceStrides strides = stridesOf(side.types[index], profile);

  if (surface.getRow() % profile.rowAlignment != 0)
    reporter.report(program, rule::RowAlignment,
                    what + " has rows of " + Twine(surface.getRow()) +
                        " bytes, not a multiple of " + Twine(profile.rowAlignment));
  else if (surface.getRow() != strides.row || surface.getPlane() != strides.plane ||
           surface.getBatch() != strides.batch)
    reporter.report(program, rule::RowAlignment,
                    what + " has strides " + Twine(surface.getRow()) + ", " +
                        Twine(surface.getPlane()) + ", " + Twine(surface.getBatch()) +
                        " where its type has " + Twine(strides.row) + ", " + Twine(strides.plane) +
                        ", " + Twine(strides.batch));
  else if (packed != surface.getRow())
    reporter.report(program, rule::PackedRows,
                    what + " fills " + Twine(packed) + " of the " + Twine(surface.getRow()) +
                        " bytes of a row");

  int64_t needed = std::max(profile.minSurfaceBytes, extentBytes(side.types[index], profile));
  if (surface.getAlloc() < needed)
    reporter.report(program, rule::MinimumSurface,
                    what + " has " + Twine(surface.getAlloc()) + " bytes, fewer than " +
                        Twine(needed));
}

void verifySide(ProgramOp program, const Side &side, ConstraintReporter &reporter) {
  for (size_t i = 0; i < side.surfaces.size(); ++i) {
    verifyLayout(program, side, i, reporter);
    if (i == 0)
      continue;
    SurfaceAttr before = side.surfaces[i - 1], here = side.surfaces[i];
    if (before.getAlloc() != here.getAlloc())
      reporter.report(program, side.uniform,
                      side.name + " " + Twine(i) + " has " + Twine(here.getAlloc()) +
                          " bytes and the one before " + Twine(before.getAlloc()));
    if ((before.getSymbol() + side.decorator).str() >= (here.getSymbol() + side.decorator).str())
      reporter.report(program, side.sorted,
                      side.name + " '" + here.getSymbol() + "' follows '" + before.getSymbol() +
                          "'");
  }
}

} // namespace

/// Whether every argument and result has the symbol of a text, and none a surface.
static bool leavesSurfacesToItsCaller(ProgramOp program) {
  auto isNamedOnly = [](StringAttr symbol, SurfaceAttr surface) { return symbol && !surface; };
  for (unsigned i = 0; i < program.getNumArguments(); ++i)
    if (!isNamedOnly(program.getArgAttrOfType<StringAttr>(i, kSymbolAttr),
                     program.getArgSurface(i)))
      return false;
  for (unsigned i = 0; i < program.getNumResults(); ++i)
    if (!isNamedOnly(program.getResultAttrOfType<StringAttr>(i, kSymbolAttr),
                     program.getResultSurface(i)))
      return false;
  return true;
}

void verifySurfaces(ProgramOp program, ConstraintReporter &reporter) {
  if (leavesSurfacesToItsCaller(program)) {
    reporter.sawSurfaces = false;
    return;
  }
  Side inputs{"input", "", rule::UniformInputs, rule::SortedInputs, {}, {}};
  Side outputs{"output", "@output", rule::UniformOutputs, rule::SortedOutputs, {}, {}};
  for (auto [index, type] : llvm::enumerate(program.getArgumentTypes())) {
    inputs.surfaces.push_back(program.getArgSurface(index));
    inputs.types.push_back(cast<RankedTensorType>(type));
  }
  for (auto [index, type] : llvm::enumerate(program.getResultTypes())) {
    outputs.surfaces.push_back(program.getResultSurface(index));
    outputs.types.push_back(cast<RankedTensorType>(type));
  }
  if (llvm::is_contained(inputs.surfaces, SurfaceAttr()) ||
      llvm::is_contained(outputs.surfaces, SurfaceAttr()))
    return reporter.report(program, rule::RowAlignment,
                           "has arguments or results without a surface");
  verifySide(program, inputs, reporter);
  verifySide(program, outputs, reporter);
}

} // namespace anemone::ane
