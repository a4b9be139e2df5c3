//===- Text.h - MIL text to syntax tree and back ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_MIL_TEXT_H
#define ANEMONE_MIL_TEXT_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include <iosfwd>
#include <string_view>

namespace anemone::mil {

/// Parses a whole MIL text. Never throws, never recurses without bound; a failure's message begins with
/// "line:column: ". Names are checked for single assignment and definition before use; operations are not known here.
Result<Program> parse(std::string_view text);

/// Prints `program` in the one form that this project emits. parse(print(p)) equals p but for locations, and
/// printing that again gives the same bytes. Floating-point values are hexadecimal and exact.
void print(const Program &program, std::ostream &out);
std::string toString(const Program &program);

} // namespace anemone::mil

#endif // ANEMONE_MIL_TEXT_H
