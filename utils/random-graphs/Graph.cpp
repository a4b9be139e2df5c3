//===- Graph.cpp - A graph that grows -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Utils.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

/// Half the distance of two neighbors of fp16, relative to them.
static constexpr double kRounding = 0x1p-11;

Graph::Graph(MLIRContext *context, uint64_t seed, bool differentiable)
    : random(seed), differentiable(differentiable),
      module(ModuleOp::create(UnknownLoc::get(context))), builder(context) {
  context->loadDialect<onnx::ONNXDialect, func::FuncDialect, ml_program::MLProgramDialect>();
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, builder.getUnknownLoc(), "forward",
                                  builder.getFunctionType({}, {}));
  builder.setInsertionPointToEnd(function.addEntryBlock());
}

//===--- Sources of values ---===//

Known Graph::argument(RankedTensorType type, Known known, std::optional<double> step) {
  unsigned number = function.getNumArguments();
  SmallVector<NamedAttribute> attributes = {
      builder.getNamedAttr("onnx.name", builder.getStringAttr("in" + Twine(number))),
      builder.getNamedAttr(kRangeAttr, builder.getF64ArrayAttr({known.low, known.high}))};
  if (step)
    attributes.push_back(builder.getNamedAttr(kStepAttr, builder.getF64FloatAttr(*step)));
  (void)function.insertArgument(number, type, builder.getDictionaryAttr(attributes),
                                NameLoc::get(builder.getStringAttr("in" + Twine(number))));
  known.value = function.getArgument(number);
  known.exact = true;
  values.push_back(known);
  return known;
}

Known Graph::input(ArrayRef<int64_t> shape, double low, double high) {
  return argument(RankedTensorType::get(shape, builder.getF32Type()), {{}, low, high}, kStep);
}

ml_program::GlobalOp Graph::global(ArrayRef<int64_t> shape, double low, double high,
                                   bool isMutable) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  SmallVector<float> elements;
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    elements.push_back(float(random.real(low, high)));
  std::string name = "w" + std::to_string(globals++);
  OpBuilder before(function);
  return ml_program::GlobalOp::create(before, builder.getUnknownLoc(), name, type, isMutable,
                                      DenseElementsAttr::get(type, ArrayRef(elements)),
                                      builder.getStringAttr("private"));
}

Known Graph::parameter(ArrayRef<int64_t> shape, double low, double high) {
  for (Known &known : parameters)
    if (known.type().getShape() == shape && low <= known.low && known.high <= high &&
        random.chance(0.3))
      return known;
  ml_program::GlobalOp weight = global(shape, low, high, /*isMutable=*/false);
  Value value = ml_program::GlobalLoadConstOp::create(
      builder, builder.getUnknownLoc(), weight.getType(), FlatSymbolRefAttr::get(weight));
  double magnitude = std::max(std::abs(low), std::abs(high));
  parameters.push_back({value, low, high, kRounding * magnitude, false});
  return parameters.back();
}

Known Graph::state(ArrayRef<int64_t> shape) {
  ml_program::GlobalOp weight = global(shape, -1, 1, /*isMutable=*/true);
  Value value = ml_program::GlobalLoadOp::create(builder, builder.getUnknownLoc(), weight.getType(),
                                                 FlatSymbolRefAttr::get(weight));
  return {value, -1, 1, kRounding, false};
}

Known Graph::boolean(ArrayRef<int64_t> shape) {
  auto fits = [&](const Known &known) {
    return known.type().getElementType().isInteger(1) && known.type().getShape() == shape;
  };
  if (std::optional<Known> known = existing(fits); known && random.chance(0.8))
    return *known;
  return argument(RankedTensorType::get(shape, builder.getI1Type()), {{}, 0, 1}, std::nullopt);
}

Known Graph::integers(ArrayRef<int64_t> shape, int64_t limit) {
  auto fits = [&](const Known &known) {
    return known.type().getElementType().isInteger(32) && known.type().getShape() == shape &&
           known.low >= 0 && known.high < double(limit);
  };
  if (std::optional<Known> known = existing(fits); known && random.chance(0.8))
    return *known;
  return argument(RankedTensorType::get(shape, builder.getI32Type()), {{}, 0, double(limit - 1)},
                  std::nullopt);
}

Value Graph::number(double value) {
  auto type = RankedTensorType::get({}, builder.getF32Type());
  return onnx::ConstantOp::create(builder, builder.getUnknownLoc(),
                                  DenseElementsAttr::get(type, float(value)));
}

Value Graph::indices(ArrayRef<int64_t> list) { return intTensor(list, {int64_t(list.size())}); }

Value Graph::index(int64_t value) { return intTensor({value}, {}); }

/// Some as i64, as other stacks write them.
Value Graph::intTensor(ArrayRef<int64_t> list, ArrayRef<int64_t> shape) {
  if (random.chance(0.1))
    return onnx::ConstantOp::create(
        builder, builder.getUnknownLoc(),
        DenseElementsAttr::get(RankedTensorType::get(shape, builder.getI64Type()), list));
  SmallVector<int32_t> narrow(list.begin(), list.end());
  return onnx::ConstantOp::create(
      builder, builder.getUnknownLoc(),
      DenseElementsAttr::get(RankedTensorType::get(shape, builder.getI32Type()),
                             ArrayRef<int32_t>(narrow)));
}

Value Graph::constant(ElementsAttr value) {
  return onnx::ConstantOp::create(builder, builder.getUnknownLoc(), value);
}

Value Graph::none() { return onnx::NoValueOp::create(builder, builder.getUnknownLoc()); }

//===--- Shapes ---===//

Shape Graph::randomShape(int64_t minRank, int64_t maxRank, int64_t maxCount) {
  Shape shape;
  int64_t rank = random.between(minRank, maxRank), room = maxCount;
  for (int64_t i = 0; i < rank; ++i) {
    int64_t extent = random.oneOf<int64_t>(
        {1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 100});
    extent = std::min(extent, std::max<int64_t>(room, 1));
    room /= extent;
    shape.push_back(extent);
  }
  for (int64_t i = rank - 1; i > 0; --i)
    std::swap(shape[size_t(i)], shape[size_t(random.below(i + 1))]);
  return shape;
}

Shape Graph::narrower(ArrayRef<int64_t> shape) {
  Shape result(shape.drop_front(size_t(random.chance(0.5) ? 0 : random.below(shape.size() + 1))));
  for (int64_t &extent : result)
    if (random.chance(0.3))
      extent = 1;
  return result;
}

Shape Graph::factored(int64_t total, int64_t rank) {
  Shape shape;
  for (int64_t i = 0; i + 1 < rank; ++i) {
    SmallVector<int64_t> divisors;
    for (int64_t divisor = 1; divisor <= total && divisor <= 64; ++divisor)
      if (total % divisor == 0)
        divisors.push_back(divisor);
    shape.push_back(random.from(divisors));
    total /= shape.back();
  }
  if (rank > 0)
    shape.push_back(total);
  return shape;
}

//===--- Operands ---===//

std::optional<Known> Graph::existing(function_ref<bool(const Known &)> accepts) {
  SmallVector<Known> fitting;
  for (const Known &known : values)
    if (accepts(known))
      fitting.push_back(known);
  if (fitting.empty())
    return std::nullopt;
  // Late ones rather, so that graphs become deep.
  size_t size = fitting.size();
  return fitting[random.chance(0.5) ? size - 1 - size_t(random.below((size + 3) / 4))
                                    : size_t(random.below(int64_t(size)))];
}

/// `x` in a rank that is wanted.
Known Graph::shaped(const Known &x, const Want &want) {
  if (want.minRank <= x.rank() && x.rank() <= want.maxRank)
    return x;
  int64_t least = x.count() == 1 ? 0 : 1;
  int64_t rank = random.between(std::max(want.minRank, least), std::max(want.maxRank, least));
  Shape shape = factored(x.count(), rank);
  return move(op("Reshape", {x.value, indices(shape)})->getResult(0), x);
}

Known Graph::floats(Want want) {
  auto accepts = [&](const Known &known) {
    bool keeps = want.low <= known.low && known.high <= want.high;
    bool fits = known.type().getElementType().isF32() && known.count() <= want.maxCount &&
                (want.maxRank > 0 || known.count() == 1);
    return fits && keeps && (!want.exact || known.exact) &&
           known.error <= 4e-4 + 4e-4 * known.magnitude();
  };
  if (std::optional<Known> known = existing(accepts); known && random.chance(0.9))
    if (random.chance(0.7) || (want.minRank <= known->rank() && known->rank() <= want.maxRank))
      return shaped(*known, want);
  Shape shape = randomShape(want.minRank, want.maxRank, std::min<int64_t>(want.maxCount, 512));
  return input(shape, std::max(want.low, -2.0), std::min(want.high, 2.0));
}

Known Graph::positive(int64_t minRank, int64_t maxRank) {
  Want want{.minRank = minRank, .maxRank = maxRank, .low = 0.25, .high = 8};
  if (random.chance(0.5))
    return floats(want);
  Known x = floats({.minRank = minRank, .maxRank = maxRank, .low = -4, .high = 4});
  Value size = op("Abs", x.value)->getResult(0);
  return give(op("Add", {size, number(0.5)})->getResult(0), 0.5, x.magnitude() + 0.5, x.error);
}

Known Graph::decisive(Want want) {
  want.exact = true;
  return floats(want);
}

Known Graph::bending(Want want) {
  want.exact |= differentiable;
  return floats(want);
}

Known Graph::companion(const Known &x, bool exact) {
  auto sameShape = [&](const Known &known) {
    return known.type().getElementType().isF32() && known.shape() == x.shape() &&
           (!exact || known.exact) && known.error <= 4e-4 + 4e-4 * known.magnitude();
  };
  if (std::optional<Known> known = existing(sameShape); known && random.chance(0.5))
    return *known;
  Shape shape = narrower(x.shape());
  if (x.rank() < 5 && x.count() < 256 && random.chance(0.1))
    shape.insert(shape.begin(), size_t(x.rank() + 1) - shape.size(), 1), shape[0] = 2;
  if (exact || random.chance(0.4))
    return input(shape);
  if (shape.empty() || random.chance(0.2)) {
    double value = random.oneOf({0.5, 2.0, -1.0, 1.0, 0.0, 0.3, 1.7});
    return {number(value), value, value, kRounding * std::abs(value), false};
  }
  return parameter(shape, -1, 1);
}

//===--- Operations ---===//

NamedAttribute Graph::integer(StringRef name, int64_t value) {
  return builder.getNamedAttr(
      name, IntegerAttr::get(IntegerType::get(builder.getContext(), 64, IntegerType::Signed),
                             APInt(64, uint64_t(value), true)));
}

NamedAttribute Graph::real(StringRef name, double value) {
  return builder.getNamedAttr(name, builder.getF32FloatAttr(float(value)));
}

NamedAttribute Graph::text(StringRef name, StringRef value) {
  return builder.getNamedAttr(name, builder.getStringAttr(value));
}

NamedAttribute Graph::list(StringRef name, ArrayRef<int64_t> values) {
  return builder.getNamedAttr(name, builder.getI64ArrayAttr(values));
}

NamedAttribute Graph::type(StringRef name, Type type) {
  return builder.getNamedAttr(name, TypeAttr::get(type));
}

Operation *Graph::op(StringRef name, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  Location location = NameLoc::get(builder.getStringAttr(name + "_" + Twine(count++)));
  FailureOr<Operation *> built =
      onnx::createInferred(builder, location, ("onnx." + name).str(), operands, attributes);
  // Recipes are those of this folder: one that is wrong is a mistake here.
  if (failed(built))
    llvm::report_fatal_error("a recipe builds a wrong operation");
  if (random.chance(0.01))
    (*built)->setAttr(onnx::kHostAttr, builder.getStringAttr("it was drawn"));
  return *built;
}

//===--- Results ---===//

/// Brings a value that has become large back to where fp16 is fine.
Known Graph::calm(const Known &x) {
  switch (random.below(4)) {
  case 0:
    return give(op("Tanh", x.value)->getResult(0), -1, 1, x.error);
  case 1:
    return give(op("Sigmoid", x.value)->getResult(0), 0, 1, x.error / 4);
  case 2:
    return give(op("Softsign", x.value)->getResult(0), -1, 1, x.error);
  default: {
    double by = std::exp2(-std::ceil(std::log2(x.magnitude() / 2)));
    return give(op("Mul", {x.value, number(by)})->getResult(0), x.low * by, x.high * by,
                x.error * by);
  }
  }
}

Known Graph::give(Value value, double low, double high, double error) {
  double magnitude = std::max(std::abs(low), std::abs(high));
  values.push_back({value, low, high, std::hypot(error, kRounding / 2 * magnitude), false});
  Known known = values.back();
  return magnitude > 8 ? calm(known) : known;
}

Known Graph::move(Value value, const Known &from) {
  values.push_back(from);
  values.back().value = value;
  return values.back();
}

Known Graph::giveExact(Value value, double low, double high) {
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(value));
  if (isFloat && std::max(std::abs(low), std::abs(high)) > 128)
    return give(value, low, high, 0);
  values.push_back({value, low, high, 0, true});
  return values.back();
}

OwningOpRef<ModuleOp> Graph::finish() {
  SmallVector<Value> results;
  SmallVector<double> errors;
  for (const Known &known : values) {
    bool fine = known.error <= 6e-4 + 1e-3 * known.magnitude();
    bool isLast = known.value.use_empty();
    if (fine && known.count() <= 4096 && random.chance(isLast ? 0.8 : 0.03))
      results.push_back(known.value), errors.push_back(known.error);
  }
  auto isFloat = [](Value value) { return isa<FloatType>(getElementTypeOrSelf(value)); };
  if (results.empty() || (differentiable && llvm::none_of(results, isFloat)))
    results.push_back(input({2, 3}).value), errors.push_back(0);
  func::ReturnOp::create(builder, builder.getUnknownLoc(), results);
  function.setType(builder.getFunctionType(function.getArgumentTypes(), TypeRange(results)));
  for (unsigned i = 0; i < results.size(); ++i) {
    function.setResultAttr(i, "onnx.name", builder.getStringAttr("out" + Twine(i)));
    if (4 * errors[i] > 2e-3)
      function.setResultAttr(i, kErrorAttr, builder.getF64FloatAttr(errors[i]));
  }
  return std::move(module);
}
