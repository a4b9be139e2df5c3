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
    Constraint{6, "the mask of scaled_dot_product_attention has no effect",
               "add the mask to the scores before a softmax", Stage::Silent,
               Certainty::Established, "maderix/ANE; reproduced by ane-prefill-bench"},
    Constraint{10, "a program contains no gelu", "decompose it into tanh or erf", Stage::Compile,
               Certainty::Disputed, "Orion T021; accepted where its mode is named"},
    Constraint{13, "conv has no bias", "add the bias after the convolution", Stage::Compile,
               Certainty::Disputed, "Orion T126; a rank-1 bias from a weight file is accepted"},
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
    Constraint{28, "a program contains no tile", "broadcast by an addition or a product instead",
               Stage::Evaluate, Certainty::Disputed, "skyfallsin field guide"},
    Constraint{44, "rows of a surface begin at multiples of 64 bytes", "run ane-pad-surfaces",
               Stage::Evaluate, Certainty::Established, "q38 section 44; h3.c-ane"},
    Constraint{53, "tensors of a program have rank 5 at most", "collapse axes by a reshape",
               Stage::Compile, Certainty::Established, "apple/coreai-models, neural_engine_rules"},
    Constraint{54, "a program computes in fp16, with integers only as constants and indices",
               "cast at the boundary of the program", Stage::Compile, Certainty::Established,
               "apple/coreai-models, neural_engine_rules; coremltools"},
    Constraint{55, "no axis is longer than the chip's limit", "split the tensor", Stage::Compile,
               Certainty::Established, "Bryngelson, ane-guide (16,384 on M1 to M3)"},
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
