//===- TestBundle.h - Bundles written by hand -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes a bundle without a compiler: from MIL text and a description of a few
// lines, so that a test of the runtime shows everything that it depends on.
//
//   target NAME
//   program NAME engine|host FILE            surfaces follow from the text's signature
//   valid SYMBOL N C H W                     of the last program; default: all of it
//   weight GLOBAL DTYPE [SHAPE] FIRST STEP   elements FIRST, FIRST + STEP, ... appended to the
//   weight file reference FACTOR                         an f32 copy of the last weight, times
//   FACTOR source VALUE NODE                        of the last program global NAME DTYPE [SHAPE]
//   FIRST STEP     a mutable global entry NAME GROUP input NAME DTYPE [SHAPE]                 of
//   the last entry call PROGRAM VALUE...                    the results get the next numbers load
//   GLOBAL      store GLOBAL VALUE      reload PROGRAM      recompile PROGRAM      output NAME
//   DTYPE [SHAPE] VALUE
//
// A shape is a list in brackets without spaces: [1,3,4]. Lines that begin with '#' are comments.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_RUNTIME_TESTBUNDLE_H
#define ANEMONE_TEST_UNIT_RUNTIME_TESTBUNDLE_H

#include "anemone/Support/Status.h"
#include <functional>

namespace anemone::test {

/// Gives the MIL text that a description calls FILE.
using TextSource = std::function<Result<std::string>(const std::string &file)>;

/// Writes the bundle that `description` describes. A failure's message names the line.
Status makeTestBundle(const std::string &description, const TextSource &texts,
                      const std::string &path);

/// MIL text around the body of a function: "func main<ios18>(SIGNATURE) { BODY } -> (OUTPUTS);"
std::string milText(const std::string &signature, const std::string &body,
                    const std::string &outputs);

} // namespace anemone::test

#endif // ANEMONE_TEST_UNIT_RUNTIME_TESTBUNDLE_H
