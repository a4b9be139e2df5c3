//===- Parameters.cpp - The values behind globals and literals ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Parameters.h"
#include "dialects/Weights/IR/Weights.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace anemone {

Parameters::Parameters(ModuleOp module, StringRef folder) : symbols(module), folder(folder) {}

ml_program::GlobalOp Parameters::global(StringRef name) const {
  return symbols.lookup<ml_program::GlobalOp>(name);
}

bool Parameters::hasValue(ml_program::GlobalOp global) const {
  Attribute value = global.getValueAttr();
  return (value && !isa<ml_program::ExternAttr>(value)) || prepared.contains(global.getSymName());
}

bool Parameters::hasValue(ane::ConstantOp constant) const {
  FlatSymbolRefAttr name = constant.getGlobal();
  ml_program::GlobalOp source = name ? global(name.getValue()) : ml_program::GlobalOp();
  return !source || hasValue(source);
}

void Parameters::setPrepared(StringRef global, std::vector<char> bytes) {
  prepared[global] = std::move(bytes);
}

Attribute Parameters::sourceOf(ane::ConstantOp constant) {
  FlatSymbolRefAttr name = constant.getGlobal();
  if (!name)
    return constant.getValue();
  // What @prepare computes, someone else gives, or training changes has no other name than the
  // global's.
  ml_program::GlobalOp source = global(name.getValue());
  if (!source || source.getIsMutable() || prepared.contains(name.getValue()) || !hasValue(source))
    return name;
  auto file = dyn_cast<weights::FileAttr>(source.getValueAttr());
  if (!file)
    return source.getValueAttr();
  // The same bytes, in whatever shape.
  Builder builder(constant.getContext());
  return builder.getArrayAttr({builder.getStringAttr(file.getPath()),
                               builder.getI64IntegerAttr(file.getOffset()),
                               builder.getI64IntegerAttr(file.getLength()),
                               TypeAttr::get(getElementTypeOrSelf(file.getType()))});
}

FailureOr<Elements> Parameters::elementsOf(ane::ConstantOp constant) {
  FlatSymbolRefAttr name = constant.getGlobal();
  if (!name)
    return elementsOf(constant.getValue(), cast<RankedTensorType>(constant.getLiteral().getType()),
                      constant);
  ml_program::GlobalOp source = global(name.getValue());
  if (!source)
    return constant.emitOpError("names ") << name << ", which the module does not have";
  return elementsOf(source);
}

FailureOr<Elements> Parameters::elementsOf(ml_program::GlobalOp global) {
  auto type = dyn_cast<RankedTensorType>(global.getType());
  if (!type || !type.hasStaticShape())
    return global.emitOpError("is of type ") << global.getType() << ", expected a static tensor";
  auto found = prepared.find(global.getSymName());
  if (found != prepared.end())
    return Elements{type.getElementType(), type.getNumElements(), found->second, false};
  if (hasValue(global))
    return elementsOf(global.getValueAttr(), type, global);
  return global.emitOpError("has no value: give it one, or store to it in @prepare");
}

/// A view of `bytes`, which must be as long as the type says.
static FailureOr<Elements> viewOf(ArrayRef<char> bytes, RankedTensorType type, Operation *user) {
  Elements elements{type.getElementType(), type.getNumElements(), bytes, false};
  if (int64_t(bytes.size()) == elements.count * elements.width())
    return elements;
  return user->emitOpError("has ") << bytes.size() << " bytes for a value of type " << type
                                   << ", expected " << elements.count * elements.width();
}

FailureOr<Elements> Parameters::elementsOf(Attribute value, RankedTensorType type,
                                           Operation *user) {
  if (auto typed = dyn_cast<TypedAttr>(value); typed && typed.getType() != type)
    return user->emitOpError("is of type ")
           << type << ", but its value is of type " << typed.getType();
  if (!toDType(type.getElementType()))
    return user->emitOpError("is of type ") << type << ", whose elements MIL does not have";
  if (auto file = dyn_cast<weights::FileAttr>(value))
    return mapFile(file, user);
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob)
      return user->emitOpError("names the resource '")
             << resource.getRawHandle().getKey() << "', which the module does not have";
    return viewOf(blob->getData(), type, user);
  }
  if (auto literal = dyn_cast<DenseElementsAttr>(value))
    return expand(literal);
  return user->emitOpError("has a value that is neither a literal nor #weights.file: ") << value;
}

/// Floats and whole bytes are read where the attribute keeps them; Booleans and half bytes, whose
/// storage differs, are copied to a byte each.
FailureOr<Elements> Parameters::expand(DenseElementsAttr literal) {
  Type type = literal.getElementType();
  Elements elements{type, literal.getNumElements(), literal.getRawData(), literal.isSplat()};
  if (type.getIntOrFloatBitWidth() >= 8)
    return elements;
  std::vector<char> &bytes = expanded[literal];
  if (bytes.empty())
    for (const APInt &value : literal.getValues<APInt>())
      bytes.push_back(char(value.getZExtValue()));
  elements.bytes = bytes;
  elements.isSplat = false;
  return elements;
}

//===--- Files ---===//

/// Whether `path` cannot lead out of the folder that it is relative to.
static bool staysInside(StringRef path) {
  if (path.empty() || llvm::sys::path::is_absolute(path))
    return false;
  return llvm::none_of(llvm::make_range(llvm::sys::path::begin(path), llvm::sys::path::end(path)),
                       [](StringRef part) { return part == ".."; });
}

FailureOr<llvm::MemoryBufferRef> Parameters::openFile(StringRef path, Operation *user) {
  auto found = files.find(path);
  if (found != files.end())
    return found->second->getMemBufferRef();
  if (!staysInside(path))
    return user->emitOpError("reads '")
           << path << "', expected a relative path that stays in the model's folder";
  llvm::SmallString<256> full(folder);
  llvm::sys::path::append(full, path);
  if (llvm::sys::fs::is_directory(full))
    return user->emitOpError("reads '") << full << "', which is a folder";
  auto buffer =
      llvm::MemoryBuffer::getFile(full, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return user->emitOpError("cannot read '") << full << "': " << buffer.getError().message()
                                              << "; name the folder of the model's files";
  return (files[path] = std::move(*buffer))->getMemBufferRef();
}

FailureOr<Elements> Parameters::mapFile(weights::FileAttr file, Operation *user) {
  FailureOr<llvm::MemoryBufferRef> buffer = openFile(file.getPath(), user);
  if (failed(buffer))
    return failure();
  uint64_t size = buffer->getBufferSize(), offset = file.getOffset(), length = file.getLength();
  if (file.getOffset() < 0 || file.getLength() < 0 || offset > size || length > size - offset)
    return user->emitOpError("reads ") << file.getLength() << " bytes at " << file.getOffset()
                                       << " of '" << file.getPath() << "', which has " << size;
  ArrayRef<char> bytes(buffer->getBufferStart() + offset, length);
  return viewOf(bytes, cast<RankedTensorType>(file.getType()), user);
}

} // namespace anemone
