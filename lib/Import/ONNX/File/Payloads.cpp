//===- Payloads.cpp - Where a model keeps its parameters ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Payloads.h"
#include "lib/Import/ONNX/File/Wire.h"
#include <optional>

namespace anemone::onnxfile {
namespace {

// Field numbers of onnx.proto.
constexpr uint32_t modelGraph = 7;
constexpr uint32_t graphNode = 1;
constexpr uint32_t graphInitializer = 5;
constexpr uint32_t nodeAttribute = 5;
constexpr uint32_t attributeTensor = 5;
constexpr uint32_t tensorFloatData = 4;
constexpr uint32_t tensorRawData = 9;

class Stripper {
public:
  explicit Stripper(std::string_view model) : model(model) {}

  Result<StrippedModel> run() {
    std::optional<std::string> bytes = stripModel();
    if (!bytes)
      return Status::failure(
          "is no ONNX model, or a corrupt one: no protobuf field can be read at byte " +
          std::to_string(badOffset));
    stripped.bytes = std::move(*bytes);
    return std::move(stripped);
  }

private:
  std::optional<std::string> stripModel();
  std::optional<std::string> stripGraph(std::string_view graph);
  std::optional<std::string> stripNode(std::string_view node);
  std::optional<std::string> stripAttribute(std::string_view attribute);
  std::optional<std::string> stripTensor(std::string_view tensor, std::optional<Payload> &payload);

  /// Rewrites `message`: `visit` may append a replacement of a field and return true, return false
  /// to have it copied, or nothing to fail.
  template <typename Visit>
  std::optional<std::string> rewrite(std::string_view message, Visit visit) {
    std::string out;
    FieldReader reader(message);
    while (std::optional<Field> field = reader.next()) {
      std::optional<bool> replaced = visit(*field, out);
      if (!replaced)
        return std::nullopt;
      if (!*replaced)
        out.append(field->whole);
    }
    if (!reader.malformed())
      return out;
    badOffset = offsetOf(message) + reader.position();
    return std::nullopt;
  }

  /// Appends the rewritten form of a nested message.
  static std::optional<bool> append(std::string &out, const Field &field,
                                    std::optional<std::string> inner) {
    if (!inner)
      return std::nullopt;
    appendField(out, field.number, *inner);
    return true;
  }

  uint64_t offsetOf(std::string_view part) const { return part.data() - model.data(); }

  std::string_view model;
  StrippedModel stripped;
  // Indices of what is visited. They run on over a second `graph` field: protobuf merges the two.
  size_t nodes = 0, initializers = 0, attributes = 0;
  uint64_t badOffset = 0;
};

std::optional<std::string> Stripper::stripModel() {
  return rewrite(model, [&](const Field &field, std::string &out) -> std::optional<bool> {
    if (!field.isMessage(modelGraph))
      return false;
    return append(out, field, stripGraph(field.payload));
  });
}

std::optional<std::string> Stripper::stripGraph(std::string_view graph) {
  return rewrite(graph, [&](const Field &field, std::string &out) -> std::optional<bool> {
    if (field.isMessage(graphNode)) {
      std::optional<bool> done = append(out, field, stripNode(field.payload));
      ++nodes;
      return done;
    }
    if (!field.isMessage(graphInitializer))
      return false;
    std::optional<Payload> payload;
    std::optional<bool> done = append(out, field, stripTensor(field.payload, payload));
    if (payload)
      stripped.initializers[initializers] = *payload;
    ++initializers;
    return done;
  });
}

std::optional<std::string> Stripper::stripNode(std::string_view node) {
  attributes = 0;
  return rewrite(node, [&](const Field &field, std::string &out) -> std::optional<bool> {
    if (!field.isMessage(nodeAttribute))
      return false;
    std::optional<bool> done = append(out, field, stripAttribute(field.payload));
    ++attributes;
    return done;
  });
}

std::optional<std::string> Stripper::stripAttribute(std::string_view attribute) {
  unsigned tensors = 0;
  FieldReader reader(attribute);
  while (std::optional<Field> field = reader.next())
    tensors += field->isMessage(attributeTensor);
  return rewrite(attribute, [&](const Field &field, std::string &out) -> std::optional<bool> {
    if (!field.isMessage(attributeTensor) || tensors != 1)
      return false;
    std::optional<Payload> payload;
    std::optional<bool> done = append(out, field, stripTensor(field.payload, payload));
    if (payload)
      stripped.attributes[{nodes, attributes}] = *payload;
    return done;
  });
}

std::optional<std::string> Stripper::stripTensor(std::string_view tensor,
                                                 std::optional<Payload> &payload) {
  unsigned found = 0;
  Payload candidate;
  FieldReader reader(tensor);
  while (std::optional<Field> field = reader.next()) {
    if (field->number != tensorRawData && field->number != tensorFloatData)
      continue;
    // An unpacked float is not a payload, but spoils one beside it.
    found += field->type == WireType::Length ? 1 : 2;
    candidate = {offsetOf(field->payload), field->payload.size(), field->number == tensorFloatData};
  }
  if (found == 1)
    payload = candidate;
  return rewrite(tensor, [&](const Field &field, std::string &) -> std::optional<bool> {
    return found == 1 && (field.number == tensorRawData || field.number == tensorFloatData);
  });
}

} // namespace

Result<StrippedModel> stripPayloads(std::string_view model) { return Stripper(model).run(); }

} // namespace anemone::onnxfile
