//===- Layout.cpp - oneDNN's memory layouts -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Lowering.h"
#include <algorithm>

namespace anemone::exec {

Desc plainDesc(const Shape &shape) {
  Shape dims = shape.empty() ? Shape{1} : shape;
  return Desc(dims, dnnl::memory::data_type::f32, denseStrides(dims));
}

bool isPadded(const Desc &layout) {
  return !std::equal(layout.data.dims, layout.data.dims + layout.data.ndims,
                     layout.data.padded_dims);
}

std::optional<Desc> unlessPlain(const Desc &layout, const Shape &shape) {
  if (layout == plainDesc(shape))
    return std::nullopt;
  // Strides of dimensions of extent 1 do not matter.
  if (layout.data.format_desc.blocking.inner_nblks == 0 && !isPadded(layout)) {
    Shape dense = denseStrides(shape);
    bool same = true;
    for (size_t i = 0; i < shape.size(); ++i)
      same &= shape[i] == 1 || layout.data.format_desc.blocking.strides[i] == dense[i];
    if (same)
      return std::nullopt;
  }
  return layout;
}

std::vector<PhysicalDim> physicalDims(const Desc &layout) {
  const auto &data = layout.data;
  const auto &blocking = data.format_desc.blocking;
  Shape block(data.ndims, 1);
  std::vector<PhysicalDim> inner;
  int64_t stride = 1;
  for (int i = blocking.inner_nblks; i-- > 0;) {
    size_t dim = static_cast<size_t>(blocking.inner_idxs[i]);
    int64_t extent = blocking.inner_blks[i];
    inner.insert(inner.begin(), {extent, stride, dim, block[dim]});
    block[dim] *= extent;
    stride *= extent;
  }
  std::vector<PhysicalDim> outer;
  for (size_t dim = 0; dim < static_cast<size_t>(data.ndims); ++dim)
    outer.push_back({data.padded_dims[dim] / block[dim], blocking.strides[dim], dim, block[dim]});
  std::sort(outer.begin(), outer.end(), [](const PhysicalDim &a, const PhysicalDim &b) {
    return a.stride > b.stride || (a.stride == b.stride && a.extent < b.extent);
  });
  outer.insert(outer.end(), inner.begin(), inner.end());
  return outer;
}

void reorder(const dnnl::engine &engine, const dnnl::stream &stream, const Desc &from,
             const void *source, const Desc &to, void *target) {
  dnnl::memory a(from, engine, const_cast<void *>(source)), b(to, engine, target);
  dnnl::stream queue = stream;
  dnnl::reorder(a, b).execute(queue, a, b);
  queue.wait();
}

BoundPrimitive::BoundPrimitive(const dnnl::engine &engine, dnnl::stream stream,
                               dnnl::primitive primitive,
                               const std::vector<std::pair<int, Desc>> &inputDescs,
                               const std::vector<std::pair<int, Desc>> &outputDescs)
    : stream(std::move(stream)), primitive(std::move(primitive)) {
  for (const auto &[argument, desc] : inputDescs) {
    inputs.emplace_back(desc, engine, static_cast<void *>(nullptr));
    bound.emplace(argument, inputs.back());
  }
  for (const auto &[argument, desc] : outputDescs) {
    outputs.emplace_back(desc, engine, static_cast<void *>(nullptr));
    bound.emplace(argument, outputs.back());
  }
}

void BoundPrimitive::run(const KernelArgs &args) {
  for (size_t i = 0; i < inputs.size(); ++i)
    inputs[i].set_data_handle(const_cast<void *>(args.inputs[i]));
  for (size_t i = 0; i < outputs.size(); ++i)
    outputs[i].set_data_handle(args.outputs[i]);
  primitive.execute(stream, bound);
  stream.wait();
}

} // namespace anemone::exec
