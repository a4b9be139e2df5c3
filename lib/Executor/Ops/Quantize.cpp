//===- Quantize.cpp - Quantised weights and values ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cmath>

namespace anemone::exec {

namespace {

void requireQuantized(const OpContext &op, const char *name, const Value &value) {
  op.require(value.carrier == Carrier::I32, std::string("argument '") + name + "' has type " +
                                                describe(value.type) + ", expected integers");
}

/// Strides of a parameter over the elements of a tensor: one value for all, or one for each index
/// of `axis`.
Shape parameterStrides(const OpContext &op, const char *name, const Value &parameter,
                       const Shape &shape, int64_t axis) {
  Shape strides(shape.size(), 0);
  if (parameter.rank() == 0)
    return strides;
  op.require(axis >= 0 && parameter.rank() == 1 && parameter.count() == shape[axis],
             std::string("argument '") + name + "' has type " + describe(parameter.type) +
                 ", expected a scalar or one element for each index of the axis");
  strides[axis] = 1;
  return strides;
}

/// Calls body(element, offset of scale, offset of zero point).
template <typename Body>
void walk(const Shape &shape, const Shape &scale, const Shape &zero, const Shape &blocks,
          Body body) {
  Shape at(shape.size(), 0);
  int64_t total = 1;
  for (int64_t extent : shape)
    total *= extent;
  for (int64_t i = 0; i < total; ++i) {
    int64_t scaleAt = 0, zeroAt = 0;
    for (size_t d = 0; d < shape.size(); ++d) {
      scaleAt += at[d] / blocks[d] * scale[d];
      zeroAt += at[d] / blocks[d] * zero[d];
    }
    body(i, scaleAt, zeroAt);
    for (size_t d = shape.size(); d-- > 0;) {
      if (++at[d] < shape[d])
        break;
      at[d] = 0;
    }
  }
}

struct Scaling {
  Shape shape, scale, zero, blocks;
  bool hasZero = false, zeroIsFloat = false;
};

/// (q - zero) * scale, with operands q, scale and maybe zero.
void addDequantize(OpContext &op, std::vector<Value *> inputs, Scaling scaling) {
  Carrier carrier = inputs[1]->carrier;
  op.compute(std::move(inputs), [scaling = std::move(scaling), carrier](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      walk(scaling.shape, scaling.scale, scaling.zero, scaling.blocks,
           [&](int64_t i, int64_t s, int64_t z) {
             T zero = !scaling.hasZero      ? T(0)
                      : scaling.zeroIsFloat ? args.in<T>(2)[z]
                                            : static_cast<T>(args.in<int32_t>(2)[z]);
             args.out<T>()[i] = (static_cast<T>(args.in<int32_t>(0)[i]) - zero) * args.in<T>(1)[s];
           });
    });
  });
}

/// dequantize and constexpr_affine_dequantize, whose operands have other names.
void affine(OpContext &op, const char *dataName, bool constantAxis) {
  Value &data = op.tensor(dataName), &scale = op.floats("scale");
  Value *zero = op.optionalTensor("zero_point");
  requireQuantized(op, dataName, data);
  bool vector = scale.rank() > 0 || (zero && zero->rank() > 0);
  int64_t axis = op.has("axis") || constantAxis ? op.axis("axis", data.rank()) : -1;
  op.require(!vector || axis >= 0, "argument 'axis' is missing");
  std::vector<Value *> inputs{&data, &scale};
  Scaling scaling{data.shape(), parameterStrides(op, "scale", scale, data.shape(), axis),
                  Shape(data.shape().size(), 0), Shape(data.shape().size(), 1)};
  if (zero) {
    requireQuantized(op, "zero_point", *zero);
    scaling.zero = parameterStrides(op, "zero_point", *zero, data.shape(), axis);
    scaling.hasZero = true;
    inputs.push_back(zero);
  }
  op.result(scale.type.dtype, data.shape());
  addDequantize(op, inputs, std::move(scaling));
}

void constexprAffine(OpContext &op) { affine(op, "quantized_data", true); }
void dequantize(OpContext &op) { affine(op, "input", false); }

void blockwise(OpContext &op) {
  Value &data = op.tensor("data"), &scale = op.floats("scale");
  Value *offset = op.optionalTensor("offset");
  requireQuantized(op, "data", data);
  bool fits = scale.rank() == data.rank();
  Scaling scaling{data.shape(), denseStrides(scale.shape()), denseStrides(scale.shape()), {}};
  for (size_t i = 0; fits && i < data.shape().size(); ++i) {
    fits = data.shape()[i] % scale.shape()[i] == 0;
    scaling.blocks.push_back(data.shape()[i] / std::max<int64_t>(scale.shape()[i], 1));
  }
  op.require(fits, "argument 'scale' has type " + describe(scale.type) +
                       ", expected extents that divide those of " + describe(data.type));
  op.require(!offset || (offset->shape() == scale.shape() &&
                         (offset->carrier == Carrier::I32 || offset->carrier == scale.carrier)),
             "argument 'offset' does not have the shape of 'scale'");
  std::vector<Value *> inputs{&data, &scale};
  if (offset) {
    inputs.push_back(offset);
    scaling.hasZero = true;
    scaling.zeroIsFloat = offset->carrier != Carrier::I32;
  }
  op.result(scale.type.dtype, data.shape());
  addDequantize(op, inputs, std::move(scaling));
}

void quantize(OpContext &op) {
  Value &input = op.floats("input"), &scale = op.floats("scale");
  Value *zero = op.optionalTensor("zero_point");
  mil::DType dtype = op.elementType("output_dtype");
  op.require(dtype == mil::DType::Int8 || dtype == mil::DType::UInt8,
             "argument 'output_dtype' names neither int8 nor uint8");
  int64_t axis = op.has("axis") ? op.axis("axis", input.rank()) : -1;
  Shape ones(input.shape().size(), 1), zeros(input.shape().size(), 0);
  Scaling scaling{input.shape(), parameterStrides(op, "scale", scale, input.shape(), axis), zeros,
                  ones};
  std::vector<Value *> inputs{&input, &scale};
  if (zero) {
    requireQuantized(op, "zero_point", *zero);
    scaling.zero = parameterStrides(op, "zero_point", *zero, input.shape(), axis);
    scaling.hasZero = true;
    inputs.push_back(zero);
  }
  op.result(dtype, input.shape());
  double low = dtype == mil::DType::Int8 ? -128 : 0, high = dtype == mil::DType::Int8 ? 127 : 255;
  Carrier carrier = input.carrier;
  op.compute(inputs, [=](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      walk(scaling.shape, scaling.scale, scaling.zero, scaling.blocks,
           [&](int64_t i, int64_t s, int64_t z) {
             double value = std::nearbyint(args.in<T>(0)[i] / args.in<T>(1)[s]);
             value += scaling.hasZero ? args.in<int32_t>(2)[z] : 0;
             args.out<int32_t>()[i] =
                 value != value ? 0 : static_cast<int32_t>(std::clamp(value, low, high));
           });
    });
  });
}

constexpr OpInfo table[] = {
    {"constexpr_affine_dequantize", constexprAffine},
    {"constexpr_blockwise_shift_scale", blockwise},
    {"dequantize", dequantize},
    {"quantize", quantize},
};

} // namespace

std::span<const OpInfo> quantizeOps() { return table; }

} // namespace anemone::exec
