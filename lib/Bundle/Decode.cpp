//===- Decode.cpp - FlatBuffers table to Bundle ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FlatBuffers' verifier shows that every offset points into the table. It does
// not show that two fields do not share one large string or vector, which
// would let a small file ask for any amount of memory: the decoder counts what
// it copies and stops where that exceeds the table.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Table.h"
#include "lib/Bundle/anebin_generated.h"

using namespace anemone;
using namespace anemone::bundle;

namespace {

class Decoder {
public:
  explicit Decoder(uint64_t budget) : budget(budget) {}
  Result<Bundle> run(const fb::Bundle &table);

private:
  /// Accounts for `size` bytes that are about to be copied; false when the table cannot hold as
  /// much.
  bool spend(uint64_t size) {
    exhausted |= size > budget;
    budget -= exhausted ? 0 : size;
    return !exhausted;
  }

  std::string text(const flatbuffers::String *from) {
    return spend(from->size()) ? from->str() : std::string();
  }
  template <typename T, typename E>
  void scalars(const flatbuffers::Vector<E> *from, std::vector<T> &to) {
    if (spend(uint64_t(from->size()) * sizeof(E)))
      to.assign(from->begin(), from->end());
  }
  template <typename T, typename E>
  void list(const flatbuffers::Vector<flatbuffers::Offset<E>> *from, std::vector<T> &to) {
    if (!spend(uint64_t(from->size()) * sizeof(uint32_t)))
      return;
    for (const E *element : *from) {
      to.emplace_back();
      decode(*element, to.back());
      if (exhausted)
        return;
    }
  }
  template <typename T, typename E> void enumeration(E from, E last, T &to) {
    unknown |= from > last;
    to = T(from);
  }
  void dtype(fb::DType from, mil::DType &to) { enumeration(from, fb::DType::String, to); }
  static Range range(const fb::Range *from) { return {from->offset(), from->size()}; }

  void decode(const fb::Surface &from, Surface &to);
  void decode(const fb::WeightFile &from, WeightFile &to);
  void decode(const fb::Weight &from, Weight &to);
  void decode(const fb::SourceName &from, SourceName &to);
  void decode(const fb::OperationCount &from, OperationCount &to);
  void decode(const fb::Node &from, Node &to);
  void decode(const fb::Program &from, Program &to);
  void decode(const fb::Tensor &from, Tensor &to);
  void decode(const fb::Step &from, Step &to);
  void decode(const fb::Entry &from, Entry &to);
  void decode(const fb::Global &from, Global &to);

  uint64_t budget;
  bool exhausted = false, unknown = false;
};

} // namespace

void Decoder::decode(const fb::Surface &from, Surface &to) {
  to.symbol = text(from.symbol());
  dtype(from.dtype(), to.dtype);
  scalars(from.shape(), to.shape);
  scalars(from.valid(), to.valid);
  to.rowStride = from.row_stride();
  to.planeStride = from.plane_stride();
  to.batchStride = from.batch_stride();
  to.allocation = from.allocation();
}

void Decoder::decode(const fb::WeightFile &from, WeightFile &to) {
  to.path = text(from.path());
  to.bytes = range(from.bytes());
}

void Decoder::decode(const fb::Weight &from, Weight &to) {
  to.path = text(from.path());
  to.metadataOffset = from.metadata_offset();
  dtype(from.dtype(), to.dtype);
  scalars(from.shape(), to.shape);
  to.global = text(from.global());
  to.reference = range(from.reference());
}

void Decoder::decode(const fb::SourceName &from, SourceName &to) {
  to.value = text(from.value());
  to.node = text(from.node());
}

void Decoder::decode(const fb::OperationCount &from, OperationCount &to) {
  to.op = text(from.op());
  to.count = from.count();
}

void Decoder::decode(const fb::Node &from, Node &to) {
  to.name = text(from.name());
  to.op = text(from.op());
  if (from.why())
    to.why = text(from.why());
}

void Decoder::decode(const fb::Program &from, Program &to) {
  to.name = text(from.name());
  enumeration(from.placement(), fb::Placement::Host, to.placement);
  to.mil = text(from.mil());
  list(from.weight_files(), to.weightFiles);
  list(from.weights(), to.weights);
  list(from.inputs(), to.inputs);
  list(from.outputs(), to.outputs);
  list(from.sources(), to.sources);
  list(from.operations(), to.operations);
  to.peakBytes = from.peak_bytes();
  if (from.nodes())
    list(from.nodes(), to.nodes);
}

void Decoder::decode(const fb::Tensor &from, Tensor &to) {
  to.name = text(from.name());
  dtype(from.dtype(), to.dtype);
  scalars(from.shape(), to.shape);
}

void Decoder::decode(const fb::Step &from, Step &to) {
  enumeration(from.kind(), fb::StepKind::Reload, to.kind);
  enumeration(from.strategy(), fb::ReloadStrategy::Reload, to.strategy);
  to.target = from.target();
  scalars(from.operands(), to.operands);
  scalars(from.results(), to.results);
}

void Decoder::decode(const fb::Entry &from, Entry &to) {
  to.name = text(from.name());
  to.group = text(from.group());
  list(from.inputs(), to.inputs);
  list(from.outputs(), to.outputs);
  list(from.steps(), to.steps);
  scalars(from.output_values(), to.outputValues);
}

void Decoder::decode(const fb::Global &from, Global &to) {
  decode(*from.tensor(), to.tensor);
  to.isMutable = from.mutable_();
  to.initial = range(from.initial());
  if (from.copy_of() != 0)
    to.copyOf = from.copy_of() - 1;
}

Result<Bundle> Decoder::run(const fb::Bundle &table) {
  Bundle bundle;
  bundle.target = text(table.target());
  bundle.producer = text(table.producer());
  list(table.programs(), bundle.programs);
  list(table.entries(), bundle.entries);
  list(table.globals(), bundle.globals);
  if (table.folded())
    list(table.folded(), bundle.folded);
  if (table.audit())
    scalars(table.audit(), bundle.audit);
  if (exhausted)
    return Status::failure("is damaged: fields of its table overlap");
  if (unknown)
    return Status::failure("is damaged: its table names an element type, a placement or a kind of "
                           "step that format version " +
                           std::to_string(kMajor) + "." + std::to_string(kMinor) +
                           " does not have");
  return bundle;
}

Result<Bundle> anemone::bundle::decodeTable(std::span<const uint8_t> table) {
  constexpr uint32_t kDepth = 16; // tables nest 4 deep
  constexpr size_t kSmallest = 4; // a table has at least the offset of its description
  size_t tables = table.size() / kSmallest + 1;
  flatbuffers::Verifier verifier(table.data(), table.size(), kDepth,
                                 flatbuffers::uoffset_t(tables));
  if (table.size() >= FLATBUFFERS_MAX_BUFFER_SIZE || !fb::VerifyBundleBuffer(verifier))
    return Status::failure("is damaged: its table is not well-formed");
  return Decoder(table.size()).run(*fb::GetBundle(table.data()));
}
