//===- Program.h - The syntax tree of MIL text ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MIL text is what Apple's private compiler takes: a program of functions,
// each a list of operations in single assignment form. This tree holds what
// the text says and nothing else: no operation is known here, and a tree may
// hold operations that nobody implements.
//
// Source of the grammar: public descriptions of _ANEInMemoryModelDescriptor's
// input and of coremltools' MIL.proto, collected in docs/MIL.md.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_MIL_PROGRAM_H
#define ANEMONE_MIL_PROGRAM_H

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace anemone::mil {

/// Element types of MIL. Int4/UInt4 are packed two to a byte, low nibble first.
enum class DType : uint8_t {
  Bool,
  Int4,
  UInt4,
  Int8,
  UInt8,
  Int16,
  UInt16,
  Int32,
  UInt32,
  Int64,
  UInt64,
  Fp16,
  BF16,
  Fp32,
  Fp64,
  String,
};

/// The spelling in MIL text ("fp16", "int32", ...).
std::string_view spelling(DType type);
/// Bits of one element; 0 for String.
unsigned bitWidth(DType type);
bool isFloat(DType type);
bool isInteger(DType type); // neither floating point, nor bool, nor string

/// The type of a value: a scalar (`fp16`) or a tensor (`tensor<fp16, [1, 64, 1, 32]>`). `tensor<fp16, []>`,
/// which is how header version 1.0 spells a scalar, is a scalar here.
struct Type {
  DType dtype = DType::Fp16;
  bool isTensor = false;
  std::vector<int64_t> shape;

  static Type scalar(DType dtype) { return {dtype, false, {}}; }
  static Type tensor(DType dtype, std::vector<int64_t> shape) {
    return {dtype, true, std::move(shape)};
  }
  /// Product of the extents; 1 for a scalar.
  int64_t numElements() const;
  /// Bytes of the value stored densely; sub-byte elements are packed.
  int64_t byteSize() const;
  bool operator==(const Type &) const = default;
};

/// BLOBFILE(path = string("..."), offset = uint64(N)): a record of a weight file. `offset` is that of the
/// record's metadata, not of its data.
struct BlobFile {
  std::string path;
  uint64_t offset = 0;
  bool operator==(const BlobFile &) const = default;
};

/// A typed literal. Floating-point literals keep the value that the text says, which may be more precise than
/// `type`: whoever evaluates the program rounds. Booleans are 0 or 1; uint64 is stored by its bit pattern.
struct Value {
  Type type;
  std::variant<std::vector<double>, std::vector<int64_t>, std::vector<std::string>, BlobFile> data;

  static Value ofBool(bool value);
  static Value ofInt32(int32_t value);
  static Value ofString(std::string value);
  static Value ofFloat(DType dtype, double value);
  static Value ofInt32s(const std::vector<int64_t> &values); // tensor<int32, [n]>
  static Value ofBlob(Type type, BlobFile blob);

  const BlobFile *blob() const { return std::get_if<BlobFile>(&data); }
  const std::vector<double> *floats() const { return std::get_if<std::vector<double>>(&data); }
  const std::vector<int64_t> *ints() const { return std::get_if<std::vector<int64_t>>(&data); }
  const std::vector<std::string> *strings() const {
    return std::get_if<std::vector<std::string>>(&data);
  }
  bool operator==(const Value &) const = default;
};

/// What stands behind `name =` in an operation's argument list: a reference to an earlier value or a literal.
using Operand = std::variant<std::string, Value>;

/// A position in the text, both counted from 1; 0 where the tree was not parsed.
struct Location {
  unsigned line = 0, column = 0;
};

/// `name = ref`, `name = literal` or `name = (a, b, ...)`.
struct Argument {
  std::string name;
  std::vector<Operand> operands;
  bool isTuple = false; // written in parentheses; else there is exactly one operand
};

struct NamedType {
  std::string name;
  Type type;
};

/// `type r0, type r1 = op(args...)[attributes...];` A constant is an operation `const` without arguments whose
/// attributes are `name` and `val`.
struct Operation {
  std::string op;
  std::vector<NamedType> results;
  std::vector<Argument> arguments;
  std::vector<std::pair<std::string, Value>> attributes;
  Location location;

  const Argument *argument(std::string_view name) const;
  const Value *attribute(std::string_view name) const;
  bool isConst() const { return op == "const"; }
};

struct Function {
  std::string name = "main";
  std::string opset = "ios18";
  std::vector<NamedType> inputs;
  std::vector<Operation> operations;
  std::vector<std::string> outputs;
  Location location;
};

/// One text. `version` is "1.3" (functions of ios17 and ios18) or "1.0" (ios16, where scalars are spelled as
/// tensors of rank 0, also by the printer).
struct Program {
  std::string version = "1.3";
  std::vector<std::pair<std::string, std::string>> buildInfo;
  std::vector<Function> functions;

  const Function *function(std::string_view name) const;
};

/// The build information that the private API was reported to insist on (constraint ANE-C52).
std::vector<std::pair<std::string, std::string>> defaultBuildInfo(std::string_view version);

} // namespace anemone::mil

#endif // ANEMONE_MIL_PROGRAM_H
