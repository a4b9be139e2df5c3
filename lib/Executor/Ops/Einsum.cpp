//===- Einsum.cpp - einsum of two operands --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Labels fall into those of the batch, of the rows, of the columns and of the
// sum; with the operands transposed to [batch, rows, sum] and [batch, sum,
// columns], the equation is a product of matrices.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Ops/Matmul.h"
#include <map>

namespace anemone::exec {

namespace {

struct Equation {
  std::string x, y, result;
};

Equation parseEquation(const OpContext &op, const std::string &text) {
  Equation equation;
  std::string *parts[] = {&equation.x, &equation.y, &equation.result};
  size_t part = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    bool comma = text[i] == ',' && part == 0, arrow = text.compare(i, 2, "->") == 0 && part == 1;
    if (comma || arrow)
      ++part;
    else if (text[i] != ' ')
      parts[part]->push_back(text[i]);
    i += arrow ? 1 : 0;
  }
  op.require(part == 2, "argument 'equation' is \"" + text + "\", expected the form \"ab,bc->ac\"");
  for (const std::string *labels : parts)
    for (char label : *labels)
      op.require(((label >= 'a' && label <= 'z') || (label >= 'A' && label <= 'Z')) &&
                     labels->find(label) == labels->rfind(label),
                 "argument 'equation' is \"" + text +
                     "\", expected letters that do not repeat in an operand");
  return equation;
}

bool contains(const std::string &labels, char label) {
  return labels.find(label) != std::string::npos;
}

struct Extents {
  std::map<char, int64_t> of;

  Shape shape(const std::string &labels) const {
    Shape shape;
    for (char label : labels)
      shape.push_back(of.at(label));
    return shape;
  }
  int64_t product(const std::string &labels) const {
    int64_t product = 1;
    for (char label : labels)
      product *= of.at(label);
    return product;
  }
};

void readExtents(const OpContext &op, Extents &extents, const Value &value,
                 const std::string &labels) {
  op.require(value.shape().size() == labels.size(), "an operand has type " + describe(value.type) +
                                                        ", but the equation gives it \"" + labels +
                                                        "\"");
  for (size_t i = 0; i < labels.size(); ++i) {
    auto [it, isNew] = extents.of.emplace(labels[i], value.shape()[i]);
    op.require(isNew || it->second == value.shape()[i],
               std::string("label '") + labels[i] + "' stands for " + std::to_string(it->second) +
                   " and for " + std::to_string(value.shape()[i]) + " elements");
  }
}

/// Says that `result` is `value`, whose dimensions are `from`, with its dimensions in the order
/// `to`.
void addPermutation(OpContext &op, Value &result, Value &value, const std::string &from,
                    const std::string &to, const Extents &extents) {
  Shape dense = denseStrides(extents.shape(from));
  StridedCopy copy;
  for (char label : to) {
    copy.extents.push_back(extents.of.at(label));
    copy.fromStrides.push_back(dense[from.find(label)]);
  }
  copy.toStrides = denseStrides(copy.extents);
  copy.simplify();
  size_t size = carrierSize(value.carrier);
  op.define(result, {&value}, [copy, size](const KernelArgs &args) {
      copy.run(args.inputs[0], args.outputs[0], size);
    }).rounds = false;
}

} // namespace

void analyzeEinsum(OpContext &op) {
  std::vector<Value *> values = op.tuple("values");
  Equation equation = parseEquation(op, op.text("equation"));
  op.require(values.size() == 2 && values[0]->type.dtype == values[1]->type.dtype,
             "argument 'values' has " + std::to_string(values.size()) +
                 " operands, expected two of one element type");
  op.require(values[0]->carrier != Carrier::Bool, "operands are bools, expected numbers");
  Extents extents;
  readExtents(op, extents, *values[0], equation.x);
  readExtents(op, extents, *values[1], equation.y);
  std::string batch, rows, columns, sum;
  for (char label : equation.result)
    op.require(contains(equation.x, label) || contains(equation.y, label),
               std::string("label '") + label + "' of the result is in no operand");
  for (char label : equation.x) {
    bool inResult = contains(equation.result, label), inY = contains(equation.y, label);
    op.require(inResult || inY,
               std::string("label '") + label + "' is summed over in one operand alone");
    (inResult ? (inY ? batch : rows) : sum).push_back(label);
  }
  for (char label : equation.y) {
    bool inResult = contains(equation.result, label), inX = contains(equation.x, label);
    op.require(inResult || inX,
               std::string("label '") + label + "' is summed over in one operand alone");
    if (!inX)
      columns.push_back(label);
  }
  mil::DType dtype = values[0]->type.dtype;
  Value &result = op.result(dtype, extents.shape(equation.result));
  Value &x = op.temporary(mil::Type::tensor(dtype, extents.shape(batch + rows + sum)));
  Value &y = op.temporary(mil::Type::tensor(dtype, extents.shape(batch + sum + columns)));
  Value &product = op.temporary(mil::Type::tensor(dtype, extents.shape(batch + rows + columns)));
  product.half = result.half;
  addPermutation(op, x, *values[0], equation.x, batch + rows + sum, extents);
  addPermutation(op, y, *values[1], equation.y, batch + sum + columns, extents);
  int64_t b = extents.product(batch), m = extents.product(rows), n = extents.product(columns),
          k = extents.product(sum);
  Product matrices{{b}, m, n, k, {{b == 1 ? 0 : m * k}, k, 1}, {{b == 1 ? 0 : k * n}, n, 1}};
  addProduct(op, product, {&x, &y}, matrices);
  addPermutation(op, result, product, batch + rows + columns, equation.result, extents);
}

} // namespace anemone::exec
