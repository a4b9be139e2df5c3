//===- Movement.cpp - Operations that rearrange elements ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Movement.h"
#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <numeric>

namespace anemone::exec {

void addCopy(OpContext &op, Value &x, StridedCopy copy) {
  copy.simplify();
  size_t size = carrierSize(x.carrier);
  op.move({&x}, [copy = std::move(copy), size](const KernelArgs &args) {
    copy.run(args.inputs[0], args.outputs[0], size);
  });
}

namespace {

void reshape(OpContext &op) {
  Value &x = op.tensor("x");
  Shape shape = op.integers("shape");
  int64_t known = 1, unknown = -1;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 0 && i < x.shape().size())
      shape[i] = x.shape()[i];
    op.require(shape[i] >= 1 || (shape[i] == -1 && unknown < 0),
               "argument 'shape' is " + describe(shape) +
                   ", expected positive extents and at most one -1");
    if (shape[i] == -1)
      unknown = static_cast<int64_t>(i);
    else // a product beyond the count cannot match; it may not overflow either
      known = known > x.count() / shape[i] ? x.count() + 1 : known * shape[i];
  }
  if (unknown >= 0 && known <= x.count())
    shape[unknown] = x.count() / known;
  int64_t total = unknown >= 0 ? known * std::max<int64_t>(shape[unknown], 0) : known;
  op.require(total == x.count(), "argument 'shape' is " + describe(op.integers("shape")) +
                                     ", but 'x' has " + std::to_string(x.count()) + " elements");
  op.result(x.type.dtype, shape);
  op.alias(x);
}

void transpose(OpContext &op) {
  Value &x = op.tensor("x");
  Shape perm = op.integers("perm"), sorted = perm, shape, dense = denseStrides(x.shape());
  for (int64_t &axis : perm)
    axis = axis < 0 ? axis + x.rank() : axis;
  sorted = perm;
  std::sort(sorted.begin(), sorted.end());
  Shape all(x.shape().size());
  std::iota(all.begin(), all.end(), 0);
  op.require(sorted == all, "argument 'perm' is " + describe(perm) +
                                ", expected a permutation of " + std::to_string(x.rank()) +
                                " axes");
  StridedCopy copy;
  for (int64_t axis : perm) {
    shape.push_back(x.shape()[axis]);
    copy.fromStrides.push_back(dense[axis]);
  }
  op.result(x.type.dtype, shape);
  copy.extents = shape;
  copy.toStrides = denseStrides(shape);
  Shape moved; // a transposition that only moves extents of 1 moves no element
  for (int64_t axis : perm)
    if (x.shape()[axis] != 1)
      moved.push_back(axis);
  if (std::is_sorted(moved.begin(), moved.end()))
    op.alias(x);
  else
    addCopy(op, x, std::move(copy));
}

void expandDims(OpContext &op) {
  Value &x = op.tensor("x");
  int64_t added = static_cast<int64_t>(op.integers("axes").size());
  Shape axes = op.axes("axes", x.rank() + added), shape = x.shape();
  for (int64_t axis : axes)
    shape.insert(shape.begin() + axis, 1);
  op.result(x.type.dtype, shape);
  op.alias(x);
}

void squeeze(OpContext &op) {
  Value &x = op.tensor("x");
  bool given = op.has("axes");
  Shape axes = op.axes("axes", x.rank(), true), shape;
  for (int64_t i = 0; i < x.rank(); ++i) {
    bool named = std::binary_search(axes.begin(), axes.end(), i);
    op.require(!given || !named || x.shape()[i] == 1,
               "argument 'axes' names axis " + std::to_string(i) + " of " + describe(x.type) +
                   ", expected an extent of 1");
    if (!named || x.shape()[i] != 1)
      shape.push_back(x.shape()[i]);
  }
  op.result(x.type.dtype, shape);
  op.alias(x);
}

void reverse(OpContext &op) {
  Value &x = op.tensor("x");
  Shape axes = op.axes("axes", x.rank(), true), dense = denseStrides(x.shape());
  StridedCopy copy{x.shape(), dense, dense};
  for (int64_t axis : axes) {
    copy.fromOffset += (x.shape()[axis] - 1) * dense[axis];
    copy.fromStrides[axis] = -dense[axis];
  }
  op.result(x.type);
  addCopy(op, x, std::move(copy));
}

void tile(OpContext &op) {
  Value &x = op.tensor("x");
  Shape reps = op.integers("reps"), shape, extents, from;
  op.require(reps.size() == x.shape().size(), "argument 'reps' is " + describe(reps) +
                                                  ", expected " + std::to_string(x.rank()) +
                                                  " elements");
  Shape dense = denseStrides(x.shape());
  for (size_t i = 0; i < reps.size(); ++i) {
    op.require(reps[i] >= 1,
               "argument 'reps' is " + describe(reps) + ", expected elements of at least 1");
    op.require(reps[i] <= (int64_t(1) << 40) / x.shape()[i], "the result is too large");
    shape.push_back(reps[i] * x.shape()[i]);
    extents.insert(extents.end(), {reps[i], x.shape()[i]});
    from.insert(from.end(), {0, dense[i]});
  }
  op.result(x.type.dtype, shape);
  addCopy(op, x, {extents, from, denseStrides(extents)});
}

/// Rearranges x as shape `extents` transposed by `perm`; the result's shape is `shape`.
void rearrange(OpContext &op, Value &x, const Shape &extents, const Shape &perm,
               const Shape &shape) {
  Shape dense = denseStrides(extents);
  StridedCopy copy;
  for (int64_t axis : perm) {
    copy.extents.push_back(extents[axis]);
    copy.fromStrides.push_back(dense[axis]);
  }
  copy.toStrides = denseStrides(copy.extents);
  op.result(x.type.dtype, shape);
  addCopy(op, x, std::move(copy));
}

int64_t blockArgument(OpContext &op, const Value &x, const char *name) {
  op.require(x.rank() == 4, "argument 'x' has type " + describe(x.type) + ", expected rank 4");
  int64_t block = op.integer(name);
  op.require(block >= 1 && block <= 1 << 15, std::string("argument '") + name + "' is " +
                                                 std::to_string(block) + ", expected at least 1");
  return block;
}

// In both pairs, `blockFirst` says whether the block stands before or behind the channels that
// remain.
void intoSpace(OpContext &op, const char *name, bool blockFirst) {
  Value &x = op.tensor("x");
  int64_t b = blockArgument(op, x, name);
  const Shape &s = x.shape();
  op.require(s[1] % (b * b) == 0, "argument 'x' has " + std::to_string(s[1]) +
                                      " channels, expected a multiple of " + std::to_string(b * b));
  int64_t c = s[1] / (b * b);
  Shape extents = blockFirst ? Shape{s[0], b, b, c, s[2], s[3]} : Shape{s[0], c, b, b, s[2], s[3]};
  Shape perm = blockFirst ? Shape{0, 3, 4, 1, 5, 2} : Shape{0, 1, 4, 2, 5, 3};
  rearrange(op, x, extents, perm, {s[0], c, s[2] * b, s[3] * b});
}

void intoDepth(OpContext &op, const char *name, bool blockFirst) {
  Value &x = op.tensor("x");
  int64_t b = blockArgument(op, x, name);
  const Shape &s = x.shape();
  op.require(s[2] % b == 0 && s[3] % b == 0, "argument 'x' has type " + describe(x.type) +
                                                 ", expected height and width to be multiples of " +
                                                 std::to_string(b));
  Shape extents{s[0], s[1], s[2] / b, b, s[3] / b, b};
  Shape perm = blockFirst ? Shape{0, 3, 5, 1, 2, 4} : Shape{0, 1, 3, 5, 2, 4};
  rearrange(op, x, extents, perm, {s[0], s[1] * b * b, s[2] / b, s[3] / b});
}

void depthToSpace(OpContext &op) { intoSpace(op, "block_size", true); }
void pixelShuffle(OpContext &op) { intoSpace(op, "upscale_factor", false); }
void spaceToDepth(OpContext &op) { intoDepth(op, "block_size", true); }
void pixelUnshuffle(OpContext &op) { intoDepth(op, "downscale_factor", false); }

/// One copy for each operand, from dense memory to where it goes in the result.
void addJoin(OpContext &op, const std::vector<Value *> &values, std::vector<StridedCopy> copies) {
  for (StridedCopy &copy : copies)
    copy.simplify();
  size_t size = carrierSize(values[0]->carrier);
  op.move(values, [copies = std::move(copies), size](const KernelArgs &args) {
    for (size_t i = 0; i < copies.size(); ++i)
      copies[i].run(args.inputs[i], args.outputs[0], size);
  });
}

void requireSameElements(const OpContext &op, const std::vector<Value *> &values) {
  for (const Value *value : values)
    op.require(value->type.dtype == values[0]->type.dtype,
               "argument 'values' holds " + describe(values[0]->type) + " and " +
                   describe(value->type) + ", expected one element type");
}

void concat(OpContext &op) {
  std::vector<Value *> values = op.tuple("values");
  requireSameElements(op, values);
  const Shape &first = values[0]->shape();
  int64_t axis = op.axis("axis", values[0]->rank()), total = 0;
  bool interleave = op.flag("interleave", false);
  for (const Value *value : values) {
    Shape expected = first;
    if (value->rank() == values[0]->rank() && !interleave)
      expected[axis] = value->shape()[axis];
    op.require(value->shape() == expected, "argument 'values' holds shapes " + describe(first) +
                                               " and " + describe(value->shape()) +
                                               ", expected them to agree but for the axis");
    total += value->shape()[axis];
  }
  Shape shape = first;
  shape[axis] = total;
  op.result(values[0]->type.dtype, shape);
  Shape strides = denseStrides(shape);
  std::vector<StridedCopy> copies;
  int64_t position = 0;
  for (const Value *value : values) {
    StridedCopy copy{value->shape(), denseStrides(value->shape()), strides, 0,
                     position * strides[axis]};
    if (interleave)
      copy.toStrides[axis] *= static_cast<int64_t>(values.size());
    copies.push_back(std::move(copy));
    position += interleave ? 1 : value->shape()[axis];
  }
  addJoin(op, values, std::move(copies));
}

void stack(OpContext &op) {
  std::vector<Value *> values = op.tuple("values");
  requireSameElements(op, values);
  int64_t axis = op.axis("axis", values[0]->rank() + 1);
  Shape shape = values[0]->shape();
  for (const Value *value : values)
    op.require(value->shape() == shape, "argument 'values' holds shapes " + describe(shape) +
                                            " and " + describe(value->shape()) +
                                            ", expected one shape");
  shape.insert(shape.begin() + axis, static_cast<int64_t>(values.size()));
  op.result(values[0]->type.dtype, shape);
  Shape strides = denseStrides(shape);
  int64_t step = strides[axis];
  strides.erase(strides.begin() + axis);
  std::vector<StridedCopy> copies;
  for (size_t i = 0; i < values.size(); ++i)
    copies.push_back({values[i]->shape(), denseStrides(values[i]->shape()), strides, 0,
                      static_cast<int64_t>(i) * step});
  addJoin(op, values, std::move(copies));
}

void split(OpContext &op) {
  Value &x = op.tensor("x");
  int64_t axis = op.axis("axis", x.rank()), extent = x.shape()[axis];
  Shape sizes = op.integers("split_sizes", Shape{});
  int64_t count = op.integer("num_splits", static_cast<int64_t>(sizes.size()));
  op.require(count == static_cast<int64_t>(op.resultCount()),
             "there are " + std::to_string(op.resultCount()) + " results, expected " +
                 std::to_string(count));
  if (sizes.empty()) {
    op.require(count >= 1 && extent % count == 0, "axis of extent " + std::to_string(extent) +
                                                      " does not split into " +
                                                      std::to_string(count));
    sizes.assign(static_cast<size_t>(count), extent / count);
  }
  op.require(static_cast<int64_t>(sizes.size()) == count &&
                 std::accumulate(sizes.begin(), sizes.end(), int64_t(0)) == extent,
             "argument 'split_sizes' is " + describe(sizes) + ", expected " +
                 std::to_string(count) + " sizes that add up to " + std::to_string(extent));
  Shape dense = denseStrides(x.shape()), shape = x.shape();
  std::vector<StridedCopy> copies;
  int64_t position = 0;
  for (int64_t size : sizes) {
    shape[axis] = size;
    op.result(x.type.dtype, shape);
    copies.push_back({shape, dense, denseStrides(shape), position * dense[axis], 0});
    copies.back().simplify();
    position += size;
  }
  size_t element = carrierSize(x.carrier);
  op.move({&x}, [copies = std::move(copies), element](const KernelArgs &args) {
    for (size_t i = 0; i < copies.size(); ++i)
      copies[i].run(args.inputs[0], args.outputs[i], element);
  });
}

constexpr OpInfo table[] = {
    {"reshape", reshape},
    {"transpose", transpose},
    {"expand_dims", expandDims},
    {"squeeze", squeeze},
    {"reverse", reverse},
    {"tile", tile},
    {"depth_to_space", depthToSpace},
    {"space_to_depth", spaceToDepth},
    {"pixel_shuffle", pixelShuffle},
    {"pixel_unshuffle", pixelUnshuffle},
    {"concat", concat},
    {"stack", stack},
    {"split", split},
};

} // namespace

std::span<const OpInfo> movementOps() { return table; }

} // namespace anemone::exec
