//===- ConstraintNumbers.h -----------------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written by utils/update-constraints from lib/Target/Constraints.td: edit that.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TARGET_CONSTRAINTNUMBERS_H
#define ANEMONE_TARGET_CONSTRAINTNUMBERS_H

/// The numbers of constraints by name; they convert to the numbers that the catalogue is asked by.
namespace anemone::target::rule {

enum Number : unsigned {
  NoConcat = 1,
  UniformOutputs = 2,
  SortedOutputs = 3,
  MinimumSurface = 4,
  ResidentPrograms = 5,
  AttentionMask = 6,
  BakedWeights = 7,
  BlobOffset = 8,
  TextIsData = 9,
  NoGelu = 10,
  WeightDictionary = 11,
  NamedConstants = 12,
  NoConvBias = 13,
  LiveOutputs = 14,
  RestartCost = 15,
  ConvChannels = 16,
  ConvFasterThanMatmul = 17,
  UniformInputs = 18,
  SortedInputs = 19,
  PackedRows = 20,
  WeightFilesOfAProgram = 21,
  InlineScalarCount = 22,
  RsqrtEpsilon = 23,
  InverseEpsilon = 24,
  WidthGap = 25,
  WeightsBuffer = 26,
  RuntimeConvWeight = 27,
  NoTile = 28,
  BatchBroadcast = 29,
  SlotOrder = 30,
  MatmulInner = 31,
  NoRank3Movement = 32,
  SoftmaxAxis = 33,
  SliceOfInput = 34,
  ReduceMean = 35,
  HostOperations = 36,
  LogEpsilon = 37,
  Extents = 38,
  SliceSaturates = 39,
  InterfaceTypes = 40,
  PaddedSum = 41,
  CompilerRestart = 42,
  FanIn = 43,
  RowAlignment = 44,
  OneFunction = 45,
  CancelledRequests = 46,
  BlobRecord = 47,
  HalfArithmetic = 48,
  ShortSequences = 49,
  CompilerKeepsInputs = 50,
  CompileFolder = 51,
  BuildInfo = 52,
  ComputesInHalf = 53,
  FiniteMasks = 54,
  SmoothStrides = 55,
  NoInlineTensors = 56,
  ConstantMatmul = 57,
  ConstantMatmul8192 = 58,
  DivisionByConstant = 59,
  BooleanCondition = 60,
  LoneReduction = 61,
  WeightFileSize = 62,
  ProductCliff = 63,
  ExactSums = 64,
  ConstantIntegers = 65,
  QuantizedTypes = 66,
  AffineDequantize = 67,
  ScalePerChannel = 68,
  LoneIdentity = 69,
  NoLinear = 70,
  TileFactors = 71,
};

} // namespace anemone::target::rule

#endif // ANEMONE_TARGET_CONSTRAINTNUMBERS_H
