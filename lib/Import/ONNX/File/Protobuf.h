//===- Protobuf.h - The generated classes of libonnx ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Debian builds libonnx with ONNX_ML and in the namespace `onnx`. Nothing else
// of libonnx is used: its checker and its version converter stop at opset 17.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_PROTOBUF_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_PROTOBUF_H

#define ONNX_ML 1
#define ONNX_NAMESPACE onnx
#include <onnx/onnx_pb.h>

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_PROTOBUF_H
