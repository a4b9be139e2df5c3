//===- Interface.cpp - The inputs of a model ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Interface.h"
#include "lib/Import/ONNX/File/ReadModel.h"
#include "lib/Import/ONNX/ModelFiles.h"
#include "lib/Import/ONNX/Tensors.h"
#include "llvm/ADT/StringSet.h"
#include <set>

using namespace mlir;
using namespace anemone;
using onnxfile::Dimension;
using onnxfile::Model;
using onnxfile::Tensor;
using onnxfile::ValueInfo;

namespace {

std::string shapeOf(const ValueInfo &info) {
  std::string text;
  for (const Dimension &dim : *info.shape)
    text += (text.empty() ? "" : "x") + (dim.size >= 0        ? std::to_string(dim.size)
                                         : dim.symbol.empty() ? "?"
                                                              : dim.symbol);
  return text.empty() ? "scalar" : text;
}

template <typename Names> std::string list(const Names &names) {
  std::string text;
  for (const auto &name : names)
    text += (text.empty() ? "'" : ", '") + std::string(name) + "'";
  return text.empty() ? "none" : text;
}

/// Keys in an order that does not depend on hashing.
template <typename Map> SmallVector<StringRef> sortedKeys(const Map &map) {
  SmallVector<StringRef> keys(map.keys());
  llvm::sort(keys);
  return keys;
}

//===----------------------------------------------------------------------===//
// Pinned inputs
//===----------------------------------------------------------------------===//

/// Whether a tensor may stand for an input: the same element type, and the same
/// sizes where they are known.
bool fits(const Tensor &tensor, const ValueInfo &input) {
  if (tensor.type != input.type)
    return false;
  if (!input.shape)
    return true;
  return llvm::equal(tensor.dims, *input.shape, [](int64_t size, const Dimension &dim) {
    return dim.size < 0 || dim.size == size;
  });
}

LogicalResult pin(Model &model, const ValueInfo &input, StringRef path, Location location) {
  auto refuse = [&](const llvm::Twine &why) {
    return emitError(location) << "cannot pin input '" << input.name << "': " << why.str();
  };
  auto file = openFile(path);
  if (!file)
    return refuse(toString(file.takeError()));
  StringRef bytes = (*file)->getBuffer();
  Result<Tensor> tensor =
      path.ends_with(".npy") ? onnxfile::readNumpy(bytes) : onnxfile::readTensor(bytes);
  if (!tensor.ok())
    return refuse("'" + path + "' " + tensor.message());
  if (!input.kind.empty())
    return refuse("it has the type " + input.kind + "; only tensors are supported");
  if (!fits(*tensor, input))
    return refuse("'" + path + "' holds " + onnxfile::shapeText(tensor->dims) + " of " +
                  elementTypeName(tensor->type) + ", the model expects " +
                  (input.shape ? shapeOf(input) : "any shape") + " of " +
                  elementTypeName(input.type));
  tensor->name = input.name;
  model.initializers.push_back(std::move(*tensor));
  return success();
}

} // namespace

LogicalResult anemone::applyPinnedInputs(Model &model, const ImportOptions &options,
                                         Location location) {
  bool failedAny = false;
  llvm::StringSet<> known;
  for (const Tensor &tensor : model.initializers)
    known.insert(tensor.name);
  llvm::erase_if(model.inputs, [&](const ValueInfo &input) { return known.contains(input.name); });
  SmallVector<std::string> names;
  for (const ValueInfo &input : model.inputs)
    names.push_back(input.name);
  for (StringRef name : sortedKeys(options.pinnedInputs)) {
    auto input = llvm::find_if(model.inputs, [&](const ValueInfo &i) { return name == i.name; });
    if (input != model.inputs.end()) {
      failedAny |= failed(pin(model, *input, options.pinnedInputs.lookup(name), location));
      model.inputs.erase(input);
      continue;
    }
    emitError(location) << "cannot pin '" << name
                        << "': the model has no such input; its inputs are " << list(names);
    failedAny = true;
  }
  return failure(failedAny);
}

//===----------------------------------------------------------------------===//
// Sizes of dynamic axes
//===----------------------------------------------------------------------===//

namespace {

class AxisPins {
public:
  AxisPins(const llvm::StringMap<int64_t> &extents, Location location)
      : extents(extents), location(location) {}

  /// The size of axis `axis` of `input`; ShapedType::kDynamic where it stays open.
  int64_t resolve(const ValueInfo &input, size_t axis);
  /// Reports sizes that no axis took.
  LogicalResult finish();

private:
  std::optional<int64_t> take(StringRef key);

  const llvm::StringMap<int64_t> &extents;
  Location location;
  llvm::StringSet<> taken;
  std::set<std::string> available;
  bool failedAny = false;
};

std::optional<int64_t> AxisPins::take(StringRef key) {
  auto found = extents.find(key);
  if (found == extents.end())
    return std::nullopt;
  taken.insert(key);
  return found->second;
}

int64_t AxisPins::resolve(const ValueInfo &input, size_t axis) {
  const Dimension &dim = (*input.shape)[axis];
  std::string place = input.name + ":" + std::to_string(axis);
  std::optional<int64_t> size = take(place);
  if (!size && dim.size < 0 && !dim.symbol.empty())
    size = take(dim.symbol);
  if (dim.size <= 0) // a size of 0 is how some exporters write an unknown one
    available.insert(dim.symbol.empty() ? place : dim.symbol);
  if (size && *size < 1) {
    emitError(location) << "axis " << axis << " of input '" << input.name << "' cannot have size "
                        << *size << "; give a positive number";
    failedAny = true;
  } else if (size && dim.size > 0 && dim.size != *size) {
    emitError(location) << "axis " << axis << " of input '" << input.name << "' has the fixed size "
                        << dim.size << ", which cannot become " << *size;
    failedAny = true;
  }
  if (size)
    return *size;
  return dim.size < 0 ? ShapedType::kDynamic : dim.size;
}

LogicalResult AxisPins::finish() {
  for (StringRef key : sortedKeys(extents)) {
    if (taken.contains(key))
      continue;
    emitError(location) << "no input has a dynamic axis '" << key << "'; the dynamic axes are "
                        << list(available);
    failedAny = true;
  }
  return failure(failedAny);
}

/// The type of one input; null where that was reported.
Type inputType(const ValueInfo &input, AxisPins &pins, Location location) {
  if (!input.kind.empty()) {
    emitError(location) << "input '" << input.name << "' has the type " << input.kind
                        << "; only tensors are supported";
    return {};
  }
  Type element = convertElementType(input.type, location.getContext());
  if (!element) {
    emitError(location) << "input '" << input.name << "' has elements of "
                        << elementTypeName(input.type) << ", which are not supported";
    return {};
  }
  if (!input.shape) {
    emitError(location) << "input '" << input.name
                        << "' states no shape; give the model one, at least its rank";
    return {};
  }
  SmallVector<int64_t> shape;
  for (size_t axis = 0; axis < input.shape->size(); ++axis)
    shape.push_back(pins.resolve(input, axis));
  return RankedTensorType::get(shape, element);
}

} // namespace

FailureOr<SmallVector<Type>> anemone::inputTypes(const Model &model,
                                                 const llvm::StringMap<int64_t> &extents,
                                                 Location location) {
  AxisPins pins(extents, location);
  SmallVector<Type> types;
  for (const ValueInfo &input : model.inputs)
    types.push_back(inputType(input, pins, location));
  if (failed(pins.finish()) || llvm::is_contained(types, Type()))
    return failure();
  return types;
}
