//===- Model.h - An ONNX model in plain C++ ---------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What protobuf's classes hold, checked, in structures that need neither
// protobuf nor MLIR: the two meet nowhere, because the one throws and the other
// is built without exceptions. Parameters stay in their files.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_MODEL_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_MODEL_H

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anemone::onnxfile {

/// TensorProto.DataType: the element types that the importer reads. Others are
/// numbers outside of this list.
enum class ElementType : int32_t {
  Undefined = 0,
  Float = 1,
  Uint8 = 2,
  Int8 = 3,
  Uint16 = 4,
  Int16 = 5,
  Int32 = 6,
  Int64 = 7,
  String = 8,
  Bool = 9,
  Float16 = 10,
  Double = 11,
  Uint32 = 12,
  Uint64 = 13,
  BFloat16 = 16,
};

/// ONNX's name of an element type ("FLOAT16"), or "type 42".
std::string elementTypeName(ElementType type);
/// Bytes of one element; 0 for a type that the importer does not read.
size_t elementSize(ElementType type);
bool isFloat(ElementType type);
/// The product of `dims`; nothing where one is negative or the product overflows.
std::optional<uint64_t> elementCount(const std::vector<int64_t> &dims);
/// "2x3", or "scalar".
std::string shapeText(const std::vector<int64_t> &dims);

/// A part of a file, in bytes.
struct FileRange {
  /// Relative to the model's folder; empty for the model file itself.
  std::string file;
  uint64_t offset = 0;
  uint64_t length = 0;
};

/// A tensor whose elements lie either in a file or in `bytes`: row-major, little
/// endian, one byte for a bool.
struct Tensor {
  std::string name;
  ElementType type = ElementType::Undefined;
  std::vector<int64_t> dims;
  std::optional<FileRange> range;
  std::string bytes;
  /// Why the elements cannot be read, else empty. An unused tensor may be bad.
  std::string problem;

  /// Valid where `problem` is empty.
  uint64_t count() const { return *elementCount(dims); }
};

/// AttributeProto.AttributeType.
enum class AttributeKind : int32_t {
  Undefined = 0,
  Float = 1,
  Int = 2,
  String = 3,
  Tensor = 4,
  Graph = 5,
  Floats = 6,
  Ints = 7,
  Strings = 8,
  Tensors = 9,
  Graphs = 10,
  SparseTensor = 11,
  SparseTensors = 12,
  TypeProto = 13,
  TypeProtos = 14,
};

/// ONNX's name of a kind ("INTS"), or "kind 42".
std::string attributeKindName(AttributeKind kind);

/// An attribute; the field that `kind` names is the valid one. Graphs, sparse
/// tensors and types are known by kind alone.
struct Attribute {
  std::string name;
  AttributeKind kind = AttributeKind::Undefined;
  float f = 0;
  int64_t i = 0;
  std::string s;
  Tensor tensor;
  std::vector<float> floats;
  std::vector<int64_t> ints;
  std::vector<std::string> strings;
};

struct Node {
  std::string name;
  std::string opType;
  /// "" for the standard operators, whichever way the file spells that.
  std::string domain;
  /// An empty name is an absent optional input or output.
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<Attribute> attributes;
  /// What is wrong with attributes that could not be read.
  std::vector<std::string> problems;

  const Attribute *find(std::string_view attribute) const;
};

struct Dimension {
  /// Negative: unknown.
  int64_t size = -1;
  /// The symbolic name of an unknown size; may be empty.
  std::string symbol;
};

struct ValueInfo {
  std::string name;
  /// "" for a dense tensor, else what it is: "sequence", "optional", ..., "none".
  std::string kind;
  ElementType type = ElementType::Undefined;
  /// Nothing where the file states no shape.
  std::optional<std::vector<Dimension>> shape;
};

struct Model {
  /// By domain; "" is the standard one.
  std::map<std::string, int64_t> opsets;
  /// "domain::name" of the model-local functions.
  std::vector<std::string> functions;
  std::vector<Node> nodes;
  std::vector<Tensor> initializers;
  /// Names of sparse initializers, which are not read.
  std::vector<std::string> sparseInitializers;
  std::vector<ValueInfo> inputs;
  std::vector<ValueInfo> outputs;
};

/// Whether `location` may name external data: a path below the model's folder.
bool isPathInside(std::string_view location);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_MODEL_H
