//===- ReadModel.cpp - From bytes to a model ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/ReadModel.h"
#include "lib/Import/ONNX/File/Protobuf.h"
#include "lib/Import/ONNX/File/ReadTensor.h"
#include <exception>
#include <google/protobuf/arena.h>
#include <google/protobuf/stubs/logging.h>
#include <limits>

namespace anemone::onnxfile {
namespace {

std::string standardDomain(const std::string &domain) { return domain == "ai.onnx" ? "" : domain; }

/// Parses `bytes` into a message that lives in `arena`; null where protobuf cannot.
template <typename Message> Message *parse(std::string_view bytes, google::protobuf::Arena &arena) {
  google::protobuf::LogSilencer quiet;
  auto *message = google::protobuf::Arena::CreateMessage<Message>(&arena);
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return nullptr;
  return message;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

/// The kind whose field is set; Undefined where none or several are.
AttributeKind setKind(const ::onnx::AttributeProto &proto) {
  AttributeKind kind = AttributeKind::Undefined;
  unsigned count = 0;
  auto note = [&](bool isSet, AttributeKind candidate) {
    if (!isSet)
      return;
    kind = candidate;
    ++count;
  };
  note(proto.has_f(), AttributeKind::Float);
  note(proto.has_i(), AttributeKind::Int);
  note(proto.has_s(), AttributeKind::String);
  note(proto.has_t(), AttributeKind::Tensor);
  note(proto.has_g(), AttributeKind::Graph);
  note(proto.floats_size() > 0, AttributeKind::Floats);
  note(proto.ints_size() > 0, AttributeKind::Ints);
  note(proto.strings_size() > 0, AttributeKind::Strings);
  note(proto.tensors_size() > 0, AttributeKind::Tensors);
  note(proto.graphs_size() > 0, AttributeKind::Graphs);
  note(proto.has_sparse_tensor(), AttributeKind::SparseTensor);
  note(proto.sparse_tensors_size() > 0, AttributeKind::SparseTensors);
  note(proto.has_tp(), AttributeKind::TypeProto);
  note(proto.type_protos_size() > 0, AttributeKind::TypeProtos);
  return count == 1 ? kind : AttributeKind::Undefined;
}

/// The declared kind and the field that is set must agree. A declared kind without any field is a
/// zero or an empty list, which some writers leave out.
Result<AttributeKind> kindOf(const ::onnx::AttributeProto &proto, bool anySet) {
  auto declared = static_cast<AttributeKind>(proto.has_type() ? proto.type() : 0);
  AttributeKind found = setKind(proto);
  if (declared == AttributeKind::Undefined && found != AttributeKind::Undefined)
    return found;
  if (declared == found || (declared != AttributeKind::Undefined && !anySet))
    return declared;
  return Status::failure(
      "attribute '" + proto.name() + "' is declared " + attributeKindName(declared) +
      ", but holds " +
      (found == AttributeKind::Undefined ? "several values" : attributeKindName(found)));
}

Result<Attribute> readAttribute(const ::onnx::AttributeProto &proto, const Payload *payload) {
  if (!proto.ref_attr_name().empty())
    return Status::failure("attribute '" + proto.name() + "' refers to a parameter of a function");
  bool anySet = setKind(proto) != AttributeKind::Undefined || proto.has_f() || proto.has_i() ||
                proto.has_s() || proto.has_t() || proto.has_g() || proto.ints_size() ||
                proto.floats_size();
  Result<AttributeKind> kind = kindOf(proto, anySet);
  if (!kind.ok())
    return kind.status();
  Attribute attribute;
  attribute.name = proto.name();
  attribute.kind = *kind;
  attribute.f = proto.f();
  attribute.i = proto.i();
  attribute.s = proto.s();
  if (attribute.kind == AttributeKind::Tensor)
    attribute.tensor = decodeTensor(proto.t(), payload);
  attribute.floats.assign(proto.floats().begin(), proto.floats().end());
  attribute.ints.assign(proto.ints().begin(), proto.ints().end());
  attribute.strings.assign(proto.strings().begin(), proto.strings().end());
  return attribute;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// What a type is that is no dense tensor.
std::string kindOfType(const ::onnx::TypeProto &type) {
  switch (type.value_case()) {
  case ::onnx::TypeProto::kTensorType:
    return "";
  case ::onnx::TypeProto::kSequenceType:
    return "sequence";
  case ::onnx::TypeProto::kMapType:
    return "map";
  case ::onnx::TypeProto::kOptionalType:
    return "optional";
  case ::onnx::TypeProto::kSparseTensorType:
    return "sparse tensor";
  default:
    return "none";
  }
}

Dimension readDimension(const ::onnx::TensorShapeProto::Dimension &proto) {
  Dimension dimension;
  if (proto.has_dim_value())
    dimension.size = proto.dim_value();
  else
    dimension.symbol = proto.dim_param();
  return dimension;
}

ValueInfo readValueInfo(const ::onnx::ValueInfoProto &proto) {
  ValueInfo info;
  info.name = proto.name();
  info.kind = kindOfType(proto.type());
  if (!info.kind.empty())
    return info;
  const ::onnx::TypeProto::Tensor &type = proto.type().tensor_type();
  info.type = static_cast<ElementType>(type.elem_type());
  if (type.has_shape()) {
    info.shape.emplace();
    for (const auto &dimension : type.shape().dim())
      info.shape->push_back(readDimension(dimension));
  }
  return info;
}

//===----------------------------------------------------------------------===//
// The model
//===----------------------------------------------------------------------===//

class ModelReader {
public:
  ModelReader(const ::onnx::ModelProto &proto, const StrippedModel &stripped)
      : proto(proto), stripped(stripped) {}

  Result<Model> run() {
    if (!proto.has_graph())
      return Status::failure("is no ONNX model: it holds no graph");
    for (const auto &opset : proto.opset_import())
      model.opsets[standardDomain(opset.domain())] = opset.version();
    for (const auto &function : proto.functions())
      model.functions.push_back(standardDomain(function.domain()) + "::" + function.name());
    readValues(proto.graph());
    for (int i = 0; i < proto.graph().node_size(); ++i)
      readNode(i);
    return std::move(model);
  }

private:
  void readValues(const ::onnx::GraphProto &graph) {
    for (const auto &input : graph.input())
      model.inputs.push_back(readValueInfo(input));
    for (const auto &output : graph.output())
      model.outputs.push_back(readValueInfo(output));
    for (const auto &sparse : graph.sparse_initializer())
      model.sparseInitializers.push_back(sparse.values().name());
    for (int i = 0; i < graph.initializer_size(); ++i) {
      auto payload = stripped.initializers.find(i);
      model.initializers.push_back(
          decodeTensor(graph.initializer(i),
                       payload == stripped.initializers.end() ? nullptr : &payload->second));
    }
  }

  void readNode(int index) {
    const ::onnx::NodeProto &source = proto.graph().node(index);
    Node node;
    node.opType = source.op_type();
    node.name = source.name().empty() ? node.opType + "_" + std::to_string(index) : source.name();
    node.domain = standardDomain(source.domain());
    node.inputs.assign(source.input().begin(), source.input().end());
    node.outputs.assign(source.output().begin(), source.output().end());
    for (int i = 0; i < source.attribute_size(); ++i) {
      auto payload = stripped.attributes.find({index, i});
      Result<Attribute> attribute = readAttribute(
          source.attribute(i), payload == stripped.attributes.end() ? nullptr : &payload->second);
      if (!attribute.ok())
        node.problems.push_back(attribute.message());
      else if (node.find(attribute->name))
        node.problems.push_back("attribute '" + attribute->name + "' is given twice");
      else
        node.attributes.push_back(std::move(*attribute));
    }
    model.nodes.push_back(std::move(node));
  }

  const ::onnx::ModelProto &proto;
  const StrippedModel &stripped;
  Model model;
};

/// Protobuf may throw, and so may every allocation for a hostile file.
template <typename T, typename Read> Result<T> guarded(Read read) {
  try {
    return read();
  } catch (const std::exception &problem) {
    return Status::failure(std::string("cannot be read: ") + problem.what());
  }
}

} // namespace

Result<Model> readModel(std::string_view bytes) {
  return guarded<Model>([&]() -> Result<Model> {
    Result<StrippedModel> stripped = stripPayloads(bytes);
    if (!stripped.ok())
      return stripped.status();
    google::protobuf::Arena arena;
    auto *proto = parse<::onnx::ModelProto>(stripped->bytes, arena);
    if (!proto)
      return Status::failure("is no ONNX model, or a corrupt one: protobuf cannot parse it");
    return ModelReader(*proto, *stripped).run();
  });
}

Result<Tensor> readTensor(std::string_view bytes) {
  return guarded<Tensor>([&]() -> Result<Tensor> {
    google::protobuf::Arena arena;
    auto *proto = parse<::onnx::TensorProto>(bytes, arena);
    if (!proto)
      return Status::failure("is no serialized TensorProto, or a corrupt one");
    Tensor tensor = decodeTensor(*proto, nullptr);
    if (tensor.range)
      return Status::failure("keeps its elements in another file, which is not read here");
    if (!tensor.problem.empty())
      return Status::failure(tensor.problem);
    return tensor;
  });
}

} // namespace anemone::onnxfile
