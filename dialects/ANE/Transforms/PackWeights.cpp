//===- PackWeights.cpp - Weights beside activations -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// maderix/ANE, whose programs take one input, lays a weight beside the columns
// of the activations. Here both lie in rows, of which a copy is a run of bytes.
//
//   %y = ane.call @p(%x, %w)      %s = ane.call @pack(%x, %w)   (on the host)
//                             =>  %y = ane.call @p(%s)
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/PackWeights.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace anemone::ane {

/// A tensor as rows of its last axis.
static RankedTensorType rowsOf(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  int64_t last = tensor.getShape().back();
  return tensor.clone({1, 1, tensor.getNumElements() / last, last});
}

static int64_t rowCount(Type type) { return rowsOf(type).getDimSize(2); }

static Value reshape(OpBuilder &builder, Location loc, Value value, RankedTensorType type) {
  if (value.getType() == type)
    return value;
  SmallVector<int32_t> shape(type.getShape());
  return ReshapeOp::create(builder, loc, type, value, builder.getDenseI32ArrayAttr(shape));
}

/// For each argument that takes weights in, which.
static llvm::MapVector<unsigned, SmallVector<unsigned>> group(ProgramOp program,
                                                              ArrayRef<unsigned> weights) {
  int64_t limit = getTargetProfile(program).maxExtent;
  Block::BlockArgListType arguments = program.getBody().getArguments();
  llvm::MapVector<unsigned, SmallVector<unsigned>> groups;
  llvm::DenseMap<unsigned, int64_t> rows;
  for (unsigned weight : weights) {
    auto type = cast<RankedTensorType>(arguments[weight].getType());
    for (BlockArgument argument : arguments) {
      unsigned number = argument.getArgNumber();
      auto other = cast<RankedTensorType>(argument.getType());
      if (llvm::is_contained(weights, number) || other.getRank() == 0 || type.getRank() == 0 ||
          other.getElementType() != type.getElementType() ||
          other.getShape().back() != type.getShape().back())
        continue;
      int64_t sum = rows.try_emplace(number, rowCount(other)).first->second + rowCount(type);
      if (sum > limit)
        continue;
      rows[number] = sum;
      groups[number].push_back(weight);
      break;
    }
  }
  return groups;
}

/// The rows of its inputs, one below the other.
ProgramOp WeightPacker::packingProgram(TypeRange inputs, RankedTensorType packed, Location loc) {
  OpBuilder builder(symbols.getOp()->getContext());
  FunctionType type = builder.getFunctionType(inputs, packed);
  ProgramOp &known = programs[type];
  if (known)
    return known;
  known = ProgramOp::create(builder, loc, "pack", type, Placement::Host);
  symbols.insert(known);
  builder.setInsertionPointToStart(&known.getBody().front());
  SmallVector<Value> rows;
  for (BlockArgument argument : known.getBody().getArguments())
    rows.push_back(reshape(builder, loc, argument, rowsOf(argument.getType())));
  Value whole = ConcatOp::create(builder, loc, rows, /*axis=*/2, /*interleave=*/false);
  ReturnOp::create(builder, loc, whole);
  return known;
}

/// Replaces the arguments `parts` of a program by slices of `whole`, which is one too.
static void unpack(ProgramOp program, Value whole, ArrayRef<unsigned> parts) {
  OpBuilder builder = OpBuilder::atBlockBegin(&program.getBody().front());
  int32_t begin = 0;
  for (unsigned part : parts) {
    BlockArgument argument = program.getBody().getArgument(part);
    auto type = cast<RankedTensorType>(argument.getType());
    RankedTensorType rows = rowsOf(type);
    SmallVector<int32_t> sizes(rows.getShape());
    Value slice = SliceBySizeOp::create(builder, argument.getLoc(), whole,
                                        ArrayRef<int32_t>{0, 0, begin, 0}, sizes);
    argument.replaceAllUsesWith(reshape(builder, argument.getLoc(), slice, type));
    begin += int32_t(rows.getDimSize(2));
  }
}

FailureOr<SmallVector<unsigned>> WeightPacker::pack(ProgramOp program, ArrayRef<CallOp> calls,
                                                    ArrayRef<unsigned> weights) {
  BitVector gone(program.getNumArguments());
  SmallVector<unsigned> packed;
  for (auto &[activation, others] : group(program, weights)) {
    SmallVector<unsigned> parts = {activation};
    parts.append(others);
    SmallVector<Type> types;
    int64_t rows = 0;
    for (unsigned part : parts) {
      types.push_back(program.getBody().getArgument(part).getType());
      rows += rowCount(types.back());
      gone.set(part);
    }
    packed.append(others);
    RankedTensorType first = rowsOf(types.front());
    auto whole = first.clone({1, 1, rows, first.getDimSize(3)});
    Location loc = program.getBody().getArgument(activation).getLoc();
    ProgramOp packing = packingProgram(types, whole, loc);
    if (failed(program.insertArgument(program.getNumArguments(), whole, {}, loc)))
      return failure();
    gone.resize(program.getNumArguments());
    unpack(program, program.getBody().getArguments().back(), parts);
    for (CallOp call : calls) {
      OpBuilder builder(call);
      SmallVector<Value> operands =
          llvm::map_to_vector(parts, [&](unsigned part) { return call.getOperand(part); });
      auto result = CallOp::create(builder, call.getLoc(), packing, operands);
      call->insertOperands(call->getNumOperands(), result.getResults());
    }
  }
  for (CallOp call : calls)
    call->eraseOperands(gone);
  if (failed(program.eraseArguments(gone)))
    return failure();
  return packed;
}

} // namespace anemone::ane
