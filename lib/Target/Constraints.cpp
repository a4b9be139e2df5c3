//===- Constraints.cpp - The engine's constraints by number ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Constraints.h"

#include <algorithm>
#include <array>

namespace anemone::target {
namespace {

constexpr std::array kConstraints = {
    Constraint{1, "a program contains no concat", "lower it to pad and add", Stage::Compile,
               Certainty::Disputed,
               "Orion T064-T071; others compile concat with every argument named"},
    Constraint{2, "all output surfaces of a program have one allocation size",
               "run ane-pad-surfaces", Stage::Evaluate, Certainty::Established, "Orion T072"},
    Constraint{3, "outputs are given in the byte order of their symbols",
               "run ane-pad-surfaces, which names them in order", Stage::Silent,
               Certainty::Established, "Orion T101"},
    Constraint{4, "a surface has at least 49,152 bytes", "run ane-pad-surfaces", Stage::Evaluate,
               Certainty::Established, "Orion T100"},
    Constraint{5, "at most 127 different programs are resident", "unload programs first",
               Stage::Load, Certainty::Established, "maderix/ANE (119 compiles); q38 section 41"},
    Constraint{6, "the mask of scaled_dot_product_attention has no effect",
               "add the mask to the scores before a softmax", Stage::Silent, Certainty::Established,
               "maderix/ANE; reproduced by ane-prefill-bench"},
    Constraint{8, "BLOBFILE names the offset of a record's metadata",
               "write weight files as docs/WeightFile.md says", Stage::Silent,
               Certainty::Established, "Orion T019-T023; coremltools StorageFormat.hpp"},
    Constraint{10, "a program contains no gelu", "decompose it into tanh or erf", Stage::Compile,
               Certainty::Disputed, "Orion T021; accepted where its mode is named"},
    Constraint{12, "the transpositions of a matmul are named bool constants",
               "name every constant argument", Stage::Compile, Certainty::Established, "Orion"},
    Constraint{13, "conv has no bias", "add the bias after the convolution", Stage::Compile,
               Certainty::Disputed, "Orion T126; a rank-1 bias from a weight file is accepted"},
    Constraint{14, "a program returns values that it computes", "return the result of an operation",
               Stage::Compile, Certainty::Established, "arXiv 2603.06728"},
    Constraint{16, "the channels of a convolution stay below the limits of the chip",
               "split the convolution by channels", Stage::Compile, Certainty::Established,
               "ANEgpt (input channels), q38 (output channels)"},
    Constraint{18, "all input surfaces of a program have one allocation size",
               "run ane-pad-surfaces", Stage::Evaluate, Certainty::Established, "Orion T163"},
    Constraint{19, "inputs are given in the byte order of their names",
               "run ane-pad-surfaces, which names them in order", Stage::Silent,
               Certainty::Established, "Orion T163"},
    Constraint{20, "a surface is read packed: its rows carry no padding",
               "run ane-pad-surfaces, which declares rows that are multiples of 64 bytes",
               Stage::Silent, Certainty::Disputed, "Orion T163"},
    Constraint{21, "a program has at most 16 weight files", "put its constants into one file",
               Stage::Compile, Certainty::Established, "newer Orion documents; q38"},
    Constraint{23, "rsqrt has its epsilon argument", "write epsilon, 0 if need be", Stage::Compile,
               Certainty::Disputed, "newer Orion documents; accepted with epsilon (libane)"},
    Constraint{24, "inverse has its epsilon argument", "write epsilon, 0 if need be",
               Stage::Compile, Certainty::Disputed,
               "ane-prefill-bench; accepted with epsilon (libane)"},
    Constraint{28, "a program contains no tile", "broadcast by an addition or a product instead",
               Stage::Evaluate, Certainty::Disputed, "skyfallsin field guide"},
    Constraint{36,
               "gather, scatter, cumsum, band_part, reduce_prod, tan and the logical operations do "
               "not run on the engine",
               "compute it with other operations or on the host", Stage::Compile,
               Certainty::Established, "Bryngelson, ane-guide, appendix A; q38 (gather)"},
    Constraint{37, "log has its epsilon argument", "write epsilon, 0 if need be", Stage::Compile,
               Certainty::Established, "libane; Zenn"},
    Constraint{38, "rank and extents stay below the limits of the chip",
               "collapse axes by a reshape, or split the tensor", Stage::Compile,
               Certainty::Established, "Bryngelson, ane-guide, appendix A and chapter 17"},
    Constraint{40, "interface tensors are static and of fp16, fp32 or small integers",
               "cast inside the program", Stage::Compile, Certainty::Established,
               "Bryngelson, ane-guide, chapter 8"},
    Constraint{44, "rows of a surface begin at multiples of 64 bytes", "run ane-pad-surfaces",
               Stage::Evaluate, Certainty::Established, "q38 section 44; h3.c-ane"},
    Constraint{45, "a program has one function", "make each function a program of its own",
               Stage::Silent, Certainty::Disputed,
               "q38 section 30; the M5 notes of ane-infer run several"},
    Constraint{52, "the text has build information with coremlc-version",
               "print it as ane-translate does", Stage::Parse, Certainty::Established,
               "skyfallsin field guide; libane"},
    // Apple published this one; the catalogues above have no number for it.
    Constraint{53, "a program computes in fp16: fp32 only comes in or goes out through a cast",
               "cast at the boundary of the program", Stage::Compile, Certainty::Established,
               "apple/coreai-models, neural_engine_rules; coremltools"},
};

} // namespace

std::span<const Constraint> constraints() { return kConstraints; }

const Constraint *findConstraint(unsigned number) {
  auto row = std::lower_bound(
      kConstraints.begin(), kConstraints.end(), number,
      [](const Constraint &constraint, unsigned wanted) { return constraint.number < wanted; });
  return row != kConstraints.end() && row->number == number ? &*row : nullptr;
}

std::string label(unsigned number) {
  return (number < 10 ? "ANE-C0" : "ANE-C") + std::to_string(number);
}

} // namespace anemone::target
