//===- Draw.cpp - Seeded inputs of a case ---------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Gradients/Draw.h"

using namespace mlir;
using namespace anemone;

static SmallVector<double> numbersOf(DictionaryAttr attributes, StringRef name) {
  SmallVector<double> numbers;
  auto list = attributes ? attributes.getAs<ArrayAttr>(name) : ArrayAttr();
  for (Attribute each : list ? list.getValue() : ArrayRef<Attribute>()) {
    if (auto number = dyn_cast<FloatAttr>(each))
      numbers.push_back(number.getValueAsDouble());
    else if (auto integer = dyn_cast<IntegerAttr>(each))
      numbers.push_back(static_cast<double>(integer.getInt()));
  }
  return numbers;
}

double Draw::element(Type type, ArrayRef<double> range, ArrayRef<double> kinks) {
  if (type.isInteger(1))
    return static_cast<double>(engine() & 1);
  if (isa<IntegerType>(type))
    return range.size() == 2 ? std::floor(between(range[0], range[1] + 1)) : 0;
  while (true) {
    double value = range.size() == 2 ? between(range[0], range[1]) : between(-1, 1);
    if (llvm::all_of(kinks, [&](double kink) { return std::abs(value - kink) > 0.01; }))
      return value;
  }
}

std::vector<double> Draw::tensor(RankedTensorType type, DictionaryAttr attributes) {
  SmallVector<double> values = numbersOf(attributes, "test.values");
  if (static_cast<int64_t>(values.size()) == type.getNumElements())
    return {values.begin(), values.end()};
  SmallVector<double> range = numbersOf(attributes, "test.range");
  SmallVector<double> kinks = numbersOf(attributes, "test.kinks");
  std::vector<double> elements;
  for (int64_t index = 0; index < type.getNumElements(); ++index)
    elements.push_back(element(type.getElementType(), range, kinks));
  return elements;
}
