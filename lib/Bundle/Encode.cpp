//===- Encode.cpp - Bundle to FlatBuffers table ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strings are not shared between fields, not even the equal texts of programs that
// differ in their weights only: the reader takes a table whose
// contents are larger than the table itself for an attack.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Table.h"
#include "lib/Bundle/anebin_generated.h"

using namespace anemone;
using namespace anemone::bundle;

static_assert(int(fb::DType::Bool) == int(mil::DType::Bool) &&
              int(fb::DType::Int8) == int(mil::DType::Int8) &&
              int(fb::DType::Int32) == int(mil::DType::Int32) &&
              int(fb::DType::Int64) == int(mil::DType::Int64) &&
              int(fb::DType::Fp16) == int(mil::DType::Fp16) &&
              int(fb::DType::Fp32) == int(mil::DType::Fp32) &&
              int(fb::DType::String) == int(mil::DType::String) &&
              int(fb::Placement::Host) == int(Placement::Host) &&
              int(fb::StepKind::Reload) == int(StepKind::Reload) &&
              int(fb::ReloadStrategy::Reload) == int(ReloadStrategy::Reload));

namespace {

/// Serializes bottom up: what a table refers to before the table.
class Encoder {
public:
  std::vector<uint8_t> run(const Bundle &bundle);

private:
  fb::Range range(const Range &r) { return fb::Range(r.offset, r.size); }
  auto text(const std::string &s) { return builder.CreateString(s); }
  template <typename T> auto scalars(const std::vector<T> &values) {
    return builder.CreateVector(values);
  }
  template <typename T> auto list(const std::vector<T> &values) {
    using Offset = decltype(encode(values.front()));
    std::vector<Offset> offsets;
    for (const T &value : values)
      offsets.push_back(encode(value));
    return builder.CreateVector(offsets);
  }
  /// Fields of later versions are absent where there is nothing to say.
  template <typename T> auto listIfAny(const std::vector<T> &values) {
    return values.empty() ? decltype(list(values))() : list(values);
  }

  flatbuffers::Offset<fb::Surface> encode(const Surface &surface);
  flatbuffers::Offset<fb::WeightFile> encode(const WeightFile &file);
  flatbuffers::Offset<fb::Weight> encode(const Weight &weight);
  flatbuffers::Offset<fb::SourceName> encode(const SourceName &source);
  flatbuffers::Offset<fb::OperationCount> encode(const OperationCount &count);
  flatbuffers::Offset<fb::Node> encode(const Node &node);
  flatbuffers::Offset<fb::Program> encode(const Program &program);
  flatbuffers::Offset<fb::Tensor> encode(const Tensor &tensor);
  flatbuffers::Offset<fb::Step> encode(const Step &step);
  flatbuffers::Offset<fb::Entry> encode(const Entry &entry);
  flatbuffers::Offset<fb::Global> encode(const Global &global);

  flatbuffers::FlatBufferBuilder builder;
};

} // namespace

// Every value is made in a statement of its own: C++ does not say in which order the arguments of a
// call are evaluated, and the bytes of the table depend on it.

flatbuffers::Offset<fb::Surface> Encoder::encode(const Surface &surface) {
  auto symbol = text(surface.symbol);
  auto shape = scalars(surface.shape);
  auto valid = scalars(surface.valid);
  return fb::CreateSurface(builder, symbol, fb::DType(surface.dtype), shape, valid,
                           surface.rowStride, surface.planeStride, surface.batchStride,
                           surface.allocation);
}

flatbuffers::Offset<fb::WeightFile> Encoder::encode(const WeightFile &file) {
  fb::Range bytes = range(file.bytes);
  return fb::CreateWeightFile(builder, text(file.path), &bytes);
}

flatbuffers::Offset<fb::Weight> Encoder::encode(const Weight &weight) {
  auto path = text(weight.path);
  auto shape = scalars(weight.shape);
  auto global = text(weight.global);
  fb::Range reference = range(weight.reference);
  return fb::CreateWeight(builder, path, weight.metadataOffset, fb::DType(weight.dtype), shape,
                          global, &reference);
}

flatbuffers::Offset<fb::SourceName> Encoder::encode(const SourceName &source) {
  auto value = text(source.value);
  auto node = text(source.node);
  return fb::CreateSourceName(builder, value, node);
}

flatbuffers::Offset<fb::OperationCount> Encoder::encode(const OperationCount &count) {
  return fb::CreateOperationCount(builder, text(count.op), count.count);
}

flatbuffers::Offset<fb::Node> Encoder::encode(const Node &node) {
  auto name = text(node.name);
  auto op = text(node.op);
  auto why = node.why.empty() ? flatbuffers::Offset<flatbuffers::String>() : text(node.why);
  return fb::CreateNode(builder, name, op, why);
}

flatbuffers::Offset<fb::Program> Encoder::encode(const Program &program) {
  auto name = text(program.name);
  auto mil = text(program.mil);
  auto weightFiles = list(program.weightFiles);
  auto weights = list(program.weights);
  auto inputs = list(program.inputs);
  auto outputs = list(program.outputs);
  auto sources = list(program.sources);
  auto operations = list(program.operations);
  auto nodes = listIfAny(program.nodes);
  return fb::CreateProgram(builder, name, fb::Placement(program.placement), mil, weightFiles,
                           weights, inputs, outputs, sources, operations, program.peakBytes, nodes);
}

flatbuffers::Offset<fb::Tensor> Encoder::encode(const Tensor &tensor) {
  auto name = text(tensor.name);
  auto shape = scalars(tensor.shape);
  return fb::CreateTensor(builder, name, fb::DType(tensor.dtype), shape);
}

flatbuffers::Offset<fb::Step> Encoder::encode(const Step &step) {
  auto operands = scalars(step.operands);
  auto results = scalars(step.results);
  return fb::CreateStep(builder, fb::StepKind(step.kind), step.target, operands, results,
                        fb::ReloadStrategy(step.strategy));
}

flatbuffers::Offset<fb::Entry> Encoder::encode(const Entry &entry) {
  auto name = text(entry.name);
  auto group = text(entry.group);
  auto inputs = list(entry.inputs);
  auto outputs = list(entry.outputs);
  auto steps = list(entry.steps);
  auto values = scalars(entry.outputValues);
  return fb::CreateEntry(builder, name, group, inputs, outputs, steps, values);
}

flatbuffers::Offset<fb::Global> Encoder::encode(const Global &global) {
  auto tensor = encode(global.tensor);
  fb::Range initial = range(global.initial);
  uint32_t copyOf = global.copyOf ? *global.copyOf + 1 : 0;
  return fb::CreateGlobal(builder, tensor, global.isMutable, &initial, copyOf);
}

std::vector<uint8_t> Encoder::run(const Bundle &bundle) {
  auto target = text(bundle.target);
  auto producer = text(bundle.producer);
  auto programs = list(bundle.programs);
  auto entries = list(bundle.entries);
  auto globals = list(bundle.globals);
  auto folded = listIfAny(bundle.folded);
  auto audit = bundle.audit.empty() ? flatbuffers::Offset<flatbuffers::Vector<uint16_t>>()
                                    : scalars(bundle.audit);
  builder.Finish(
      fb::CreateBundle(builder, target, producer, programs, entries, globals, folded, audit),
      fb::BundleIdentifier());
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

std::vector<uint8_t> anemone::bundle::encodeTable(const Bundle &bundle) {
  return Encoder().run(bundle);
}
