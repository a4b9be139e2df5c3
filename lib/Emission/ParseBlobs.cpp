//===- ParseBlobs.cpp - Records of weight files as globals ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/WeightFile.h"
#include "lib/Emission/ParseFunction.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace anemone {

BlobTable::BlobTable(ModuleOp module, const ParseMILOptions &options)
    : module(module), symbols(module), options(options) {}

FailureOr<llvm::MemoryBufferRef> BlobTable::open(StringRef path, Location location) {
  auto found = files.find(path);
  if (found != files.end())
    return found->second->getMemBufferRef();
  llvm::SmallString<256> full(options.weightsFolder);
  llvm::sys::path::append(full, path);
  auto buffer =
      llvm::MemoryBuffer::getFile(full, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return emitError(location) << "cannot read the weight file '" << full
                               << "': " << buffer.getError().message();
  return (files[path] = std::move(*buffer))->getMemBufferRef();
}

/// The path below the folder that "@model_path" stands for; nothing when it leads elsewhere.
static std::optional<StringRef> relativePath(StringRef path) {
  path.consume_front("@model_path/");
  bool leaves =
      path.empty() || llvm::sys::path::is_absolute(path) ||
      llvm::is_contained(llvm::make_range(llvm::sys::path::begin(path), llvm::sys::path::end(path)),
                         "..");
  return leaves ? std::nullopt : std::optional(path);
}

FailureOr<Attribute> BlobTable::valueOf(const mil::Value &value, RankedTensorType type,
                                        Location location) {
  if (options.weightsFolder.empty())
    return Attribute(ml_program::ExternAttr::get(module.getContext(), type));
  const mil::BlobFile &blob = *value.blob();
  std::optional<StringRef> path = relativePath(blob.path);
  if (!path)
    return emitError(location) << "reads '" << blob.path << "', expected a path below @model_path";
  FailureOr<llvm::MemoryBufferRef> buffer = open(*path, location);
  if (failed(buffer))
    return failure();
  std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t *>(buffer->getBufferStart()),
                                 buffer->getBufferSize());
  Result<mil::WeightRecord> record = mil::WeightFile::recordAt(bytes, blob.offset);
  if (!record.ok())
    return emitError(location) << "cannot read '" << blob.path << "': " << record.message();
  if (record->dtype != value.type.dtype || int64_t(record->byteSize) != value.type.byteSize())
    return emitError(location) << "the record at " << blob.offset << " of '" << blob.path
                               << "' has " << record->byteSize << " bytes of "
                               << mil::spelling(record->dtype) << ", expected "
                               << value.type.byteSize() << " of " << mil::spelling(value.type.dtype)
                               << " [ANE-C47]";
  if (type.getElementTypeBitWidth() < 8)
    return emitError(location) << "a constant of " << mil::spelling(value.type.dtype)
                               << " in a weight file is packed, which no parameter of a module is";
  return Attribute(weights::FileAttr::get(*path, record->dataOffset, record->byteSize, type));
}

FailureOr<FlatSymbolRefAttr> BlobTable::globalFor(const mil::Value &value, RankedTensorType type,
                                                  StringRef name, Location location) {
  const mil::BlobFile &blob = *value.blob();
  auto [entry, isNew] = globals.try_emplace({blob.path, blob.offset, type.getAsOpaquePointer()});
  if (!isNew)
    return entry->second;
  FailureOr<Attribute> initial = valueOf(value, type, location);
  if (failed(initial)) {
    globals.erase(entry);
    return failure();
  }
  OpBuilder builder(module.getContext());
  builder.setInsertionPointToStart(module.getBody());
  auto global = ml_program::GlobalOp::create(builder, location, name, type, /*is_mutable=*/false,
                                             *initial, builder.getStringAttr("private"));
  symbols.insert(global);
  // Globals stand before the programs, in the order of their first use.
  if (last)
    global->moveAfter(last);
  last = global;
  return entry->second = FlatSymbolRefAttr::get(global);
}

} // namespace anemone
