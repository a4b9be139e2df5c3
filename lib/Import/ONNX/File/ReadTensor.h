//===- ReadTensor.h - From TensorProto to a tensor --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_READTENSOR_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_READTENSOR_H

#include "lib/Import/ONNX/File/Model.h"
#include "lib/Import/ONNX/File/Payloads.h"

namespace onnx {
class TensorProto;
} // namespace onnx

namespace anemone::onnxfile {

/// Decodes every encoding that ONNX has for a tensor of numbers. `payload` says
/// where the elements lie if they were stripped from `proto`, else it is null.
/// What cannot be decoded is said in Tensor.problem.
Tensor decodeTensor(const ::onnx::TensorProto &proto, const Payload *payload);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_READTENSOR_H
