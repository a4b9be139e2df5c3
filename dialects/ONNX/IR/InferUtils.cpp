//===- InferUtils.cpp - Inference shared by many operations ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/InferUtils.h"
#include "dialects/ONNX/IR/ONNXDialect.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::onnx;

LogicalResult InferSite::fail(const Twine &message) const {
  if (location)
    emitError(*location) << "'" << name << "' op " << message;
  return failure();
}

MaybeShape onnx::shapeOf(Value value) {
  if (auto type = dyn_cast<RankedTensorType>(value.getType()))
    return Shape(type.getShape());
  return std::nullopt;
}

Type onnx::elementTypeOf(Value value) { return cast<TensorType>(value.getType()).getElementType(); }

Type onnx::tensorOf(const MaybeShape &shape, Type element) {
  if (!shape)
    return UnrankedTensorType::get(element);
  return RankedTensorType::get(*shape, element);
}

static std::string extentToString(int64_t extent) {
  return isDynamic(extent) ? "?" : std::to_string(extent);
}

std::string onnx::toString(const MaybeShape &shape) {
  if (!shape)
    return "unranked";
  if (shape->empty())
    return "a scalar";
  return llvm::join(llvm::map_range(*shape, extentToString), "x");
}

std::string onnx::toString(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << "'" << type << "'";
  return text;
}

std::string onnx::listOf(ArrayRef<int64_t> values) {
  return "[" + llvm::join(llvm::map_range(values, extentToString), ", ") + "]";
}

LogicalResult onnx::checkOperands(Location location, StringRef name, StringRef kinds,
                                  ValueRange operands) {
  InferSite site{location, name};
  bool variadic = kinds.contains('v');
  size_t least = kinds.size() - variadic;
  if (operands.size() < least || (!variadic && operands.size() > least))
    return site.fail("expects " + Twine(least) + (least == 1 ? " operand" : " operands") +
                     (variadic ? " at least, got " : ", got ") + Twine(operands.size()));
  for (auto [index, operand] : llvm::enumerate(operands)) {
    bool optional = index < kinds.size() && kinds[index] == 'o';
    if (!isa<TensorType>(operand.getType()) && !(optional && isAbsent(operand)))
      return site.fail("expects operand " + Twine(index) + " to be a tensor" +
                       (optional ? " or none" : "") + ", got " + toString(operand.getType()));
    // Also keeps the arithmetic of inference from overflowing.
    if (auto type = dyn_cast<RankedTensorType>(operand.getType());
        type && llvm::any_of(type.getShape(), [](int64_t extent) { return extent > INT32_MAX; }))
      return site.fail("expects extents that fit an i32 index, got " + toString(type) +
                       " as operand " + Twine(index));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Agreement of types
//===----------------------------------------------------------------------===//

static bool agreeOnShape(Type inferred, Type actual) {
  return succeeded(verifyCompatibleShape(inferred, actual));
}

static bool agreeAll(TypeRange inferred, TypeRange actual,
                     function_ref<bool(Type, Type)> agreeOnElement) {
  if (inferred.size() != actual.size())
    return false;
  for (auto [one, other] : llvm::zip_equal(inferred, actual)) {
    auto a = dyn_cast<TensorType>(one), b = dyn_cast<TensorType>(other);
    if (!a || !b || !agreeOnElement(a.getElementType(), b.getElementType()) || !agreeOnShape(a, b))
      return false;
  }
  return true;
}

bool onnx::agree(TypeRange inferred, TypeRange actual) {
  return agreeAll(inferred, actual, [](Type a, Type b) { return a == b; });
}

bool onnx::agreeOnIndices(TypeRange inferred, TypeRange actual) {
  auto isIndex = [](Type type) { return type.isInteger(32) || type.isInteger(64); };
  return agreeAll(inferred, actual, [&](Type a, Type b) { return isIndex(a) && isIndex(b); });
}

FailureOr<SmallVector<Type>> onnx::inferredTypes(Operation *op) {
  auto inference = cast<InferTypeOpInterface>(op);
  SmallVector<Type> types;
  if (failed(inference.inferReturnTypes(op->getContext(), op->getLoc(), op->getOperands(),
                                        op->getDiscardableAttrDictionary(),
                                        op->getPropertiesStorage(), op->getRegions(), types)))
    return failure();
  if (inference.isCompatibleReturnTypes(types, op->getResultTypes()))
    return types;
  return op->emitOpError() << "infers " << types << ", which contradicts its results "
                           << op->getResultTypes();
}

//===----------------------------------------------------------------------===//
// Pieces
//===----------------------------------------------------------------------===//

/// The extent that two aligned extents broadcast to; nothing where they do not.
/// An unknown extent beside a known one other than 1 must be that one or 1.
static std::optional<int64_t> broadcastExtent(int64_t a, int64_t b) {
  if (a == b || b == 1)
    return a;
  if (a == 1 || isDynamic(a))
    return b;
  if (isDynamic(b))
    return a;
  return std::nullopt;
}

FailureOr<MaybeShape> onnx::broadcast(InferSite site, const MaybeShape &a, const MaybeShape &b,
                                      StringRef constraint) {
  if (!a || !b)
    return MaybeShape();
  const Shape &longer = a->size() >= b->size() ? *a : *b;
  const Shape &shorter = a->size() >= b->size() ? *b : *a;
  Shape result = longer;
  size_t lead = longer.size() - shorter.size();
  for (size_t axis = 0; axis != shorter.size(); ++axis) {
    std::optional<int64_t> extent = broadcastExtent(longer[lead + axis], shorter[axis]);
    if (!extent) {
      return site.fail(constraint + " cannot broadcast " + toString(a) + " with " + toString(b) +
                       ": at axis " + Twine(lead + axis) + " of the result neither extent is 1");
    }
    result[lead + axis] = *extent;
  }
  return MaybeShape(result);
}

bool onnx::broadcastsTo(const MaybeShape &from, const MaybeShape &to) {
  if (!from || !to)
    return true;
  if (from->size() > to->size())
    return false;
  for (auto [f, t] : llvm::zip(llvm::reverse(*from), llvm::reverse(*to)))
    if (f != 1 && f != t && !isDynamic(f) && !isDynamic(t))
      return false;
  return true;
}

LogicalResult onnx::checkElementTypes(InferSite site, ValueRange operands, StringRef constraint) {
  Type first;
  for (Value operand : operands) {
    if (isAbsent(operand))
      continue;
    Type element = elementTypeOf(operand);
    first = first ? first : element;
    if (element != first)
      return site.fail(constraint + " expects operands of one element type, got " +
                       toString(first) + " and " + toString(element));
  }
  return success();
}

FailureOr<int64_t> onnx::normalizeAxis(InferSite site, int64_t axis, int64_t rank,
                                       StringRef constraint) {
  if (axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  return site.fail(constraint + " expects an axis in [" + Twine(-rank) + ", " + Twine(rank) +
                   "), got " + Twine(axis));
}

bool onnx::holdsOneElement(ArrayRef<int64_t> shape) {
  return llvm::all_of(shape, [](int64_t extent) { return extent == 1 || isDynamic(extent); });
}

static LogicalResult checkVector(InferSite site, Value value, StringRef constraint) {
  MaybeShape shape = shapeOf(value);
  if (!shape || shape->size() == 1)
    return success();
  return site.fail(constraint + " expects an operand of rank 1, got " + toString(shape));
}

FailureOr<MaybeShape> onnx::shapeFromValue(InferSite site, Value value, StringRef constraint) {
  if (failed(checkVector(site, value, constraint)))
    return failure();
  if (std::optional<Shape> extents = constantInts(value)) {
    if (llvm::all_of(*extents, [](int64_t extent) { return extent >= 0; }))
      return MaybeShape(*extents);
    return site.fail(constraint + " expects no negative extent, got " + listOf(*extents));
  }
  MaybeShape shape = shapeOf(value);
  if (!shape || isDynamic(shape->front()))
    return MaybeShape();
  return MaybeShape(Shape(shape->front(), ShapedType::kDynamic));
}

FailureOr<std::optional<Shape>> onnx::axesFromValue(InferSite site, Value value, int64_t rank,
                                                    StringRef constraint) {
  if (failed(checkVector(site, value, constraint)))
    return failure();
  std::optional<Shape> named = constantInts(value);
  if (!named)
    return std::optional<Shape>();
  if (std::optional<Shape> axes = normalizeAxes(*named, rank))
    return axes;
  return site.fail(constraint + " expects axes in [" + Twine(-rank) + ", " + Twine(rank) +
                   ") without repetition, got " + listOf(*named));
}

std::pair<int64_t, int64_t> onnx::clampShapeRange(int64_t start, std::optional<int64_t> end,
                                                  int64_t rank) {
  auto clamp = [&](int64_t axis) {
    return std::clamp<int64_t>(axis < 0 ? axis + rank : axis, 0, rank);
  };
  int64_t first = clamp(start), last = clamp(end.value_or(rank));
  return {first, std::max(first, last)};
}

//===----------------------------------------------------------------------===//
// Families
//===----------------------------------------------------------------------===//

LogicalResult onnx::inferUnary(InferSite, ValueRange operands, Types &types) {
  types.push_back(operands[0].getType());
  return success();
}

LogicalResult onnx::inferTest(InferSite, ValueRange operands, Types &types) {
  Type truth = IntegerType::get(operands[0].getContext(), 1);
  types.push_back(tensorOf(shapeOf(operands[0]), truth));
  return success();
}

LogicalResult onnx::inferVariadic(InferSite site, ValueRange operands, Types &types) {
  if (operands.empty())
    return site.fail("(C3) expects at least one operand");
  if (failed(checkElementTypes(site, operands, "(C2)")))
    return failure();
  MaybeShape shape = shapeOf(operands[0]);
  for (Value operand : operands.drop_front()) {
    FailureOr<MaybeShape> next = broadcast(site, shape, shapeOf(operand));
    if (failed(next))
      return failure();
    shape = *next;
  }
  types.push_back(tensorOf(shape, elementTypeOf(operands[0])));
  return success();
}

LogicalResult onnx::inferBroadcast(InferSite site, ValueRange operands, Types &types) {
  return inferVariadic(site, operands, types);
}

LogicalResult onnx::inferCompare(InferSite site, ValueRange operands, Types &types) {
  SmallVector<Type> same;
  if (failed(inferVariadic(site, operands, same)))
    return failure();
  types.push_back(cast<TensorType>(same[0]).clone(IntegerType::get(same[0].getContext(), 1)));
  return success();
}

LogicalResult onnx::inferPow(InferSite site, ValueRange operands, Types &types) {
  FailureOr<MaybeShape> shape = broadcast(site, shapeOf(operands[0]), shapeOf(operands[1]));
  if (failed(shape))
    return failure();
  types.push_back(tensorOf(*shape, elementTypeOf(operands[0])));
  return success();
}

LogicalResult onnx::inferWhere(InferSite site, ValueRange operands, Types &types) {
  if (failed(checkElementTypes(site, operands.drop_front(), "(C2)")))
    return failure();
  FailureOr<MaybeShape> shape = broadcast(site, shapeOf(operands[1]), shapeOf(operands[2]));
  if (succeeded(shape))
    shape = broadcast(site, shapeOf(operands[0]), *shape);
  if (failed(shape))
    return failure();
  types.push_back(tensorOf(*shape, elementTypeOf(operands[1])));
  return success();
}

LogicalResult onnx::inferPRelu(InferSite site, ValueRange operands, Types &types) {
  if (failed(checkElementTypes(site, operands, "(C2)")))
    return failure();
  MaybeShape shape = shapeOf(operands[0]), slope = shapeOf(operands[1]);
  if (!broadcastsTo(slope, shape))
    return site.fail("(C1) cannot broadcast the slope " + toString(slope) + " to " +
                     toString(shape));
  types.push_back(operands[0].getType());
  return success();
}

LogicalResult onnx::inferClip(InferSite site, ValueRange operands, Types &types) {
  for (Value bound : operands.drop_front())
    if (!isAbsent(bound) && shapeOf(bound) && !holdsOneElement(*shapeOf(bound)))
      return site.fail("(C1) expects bounds of one element, got " + toString(shapeOf(bound)));
  if (failed(checkElementTypes(site, operands, "(C2)")))
    return failure();
  types.push_back(operands[0].getType());
  return success();
}
