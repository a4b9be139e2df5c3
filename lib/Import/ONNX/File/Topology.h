//===- Topology.h - The order and the uses of nodes -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_TOPOLOGY_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_TOPOLOGY_H

#include "lib/Import/ONNX/File/Model.h"
#include <set>

namespace anemone::onnxfile {

struct NodeOrder {
  /// Indices in Model.nodes: each node after those whose results it reads, and
  /// otherwise in file order. Nodes on a cycle, and behind one, are missing.
  std::vector<size_t> nodes;
  /// The nodes of one cycle, each reading a result of the one before it, the
  /// first that of the last. Empty where there is none.
  std::vector<size_t> cycle;
};

NodeOrder orderNodes(const Model &model);

/// The names of the integer tensors whose elements only bound something: every
/// way from them leads, through operations that move elements, to a bound of
/// Slice, Clip, Min, Max or a comparison. There a number beyond i32 means
/// "to the end" and may be narrowed to the extreme of i32.
std::set<std::string> findBounds(const Model &model);

/// The names of the tensors from which shapes, axes and other operands are
/// computed that must be constants when the model is compiled. What is behind
/// Shape and Size does not count: they need the shape of their operand only.
std::set<std::string> findShapeOperands(const Model &model);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_TOPOLOGY_H
