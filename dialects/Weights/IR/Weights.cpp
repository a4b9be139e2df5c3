//===- Weights.cpp - Where the bytes of parameters lie --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/Weights/IR/Weights.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace anemone::weights;

#include "dialects/Weights/IR/WeightsDialect.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/Weights/IR/WeightsAttrs.cpp.inc"

void WeightsDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/Weights/IR/WeightsAttrs.cpp.inc"
      >();
}

std::optional<int64_t> anemone::weights::byteSize(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() || !tensor.getElementType().isIntOrFloat())
    return std::nullopt;
  int64_t bits = tensor.getElementTypeBitWidth();
  if (bits != 1 && bits % 8 != 0)
    return std::nullopt;
  // An empty axis wins over any other extent, however large.
  if (llvm::is_contained(tensor.getShape(), 0))
    return 0;
  int64_t bytes = bits == 1 ? 1 : bits / 8;
  for (int64_t extent : tensor.getShape())
    if (llvm::MulOverflow(bytes, extent, bytes))
      return std::nullopt;
  return bytes;
}

/// Whether a path stays in the folder it is relative to, on every system that
/// may read it: both kinds of slash separate, and a drive letter is absolute.
static bool staysInFolder(StringRef path) {
  if (path.empty() || path.front() == '/' || path.front() == '\\' || path.contains('\0'))
    return false;
  if (path.size() > 1 && path[1] == ':' && llvm::isAlpha(path[0]))
    return false;
  std::string slashes = path.str();
  std::replace(slashes.begin(), slashes.end(), '\\', '/');
  return !llvm::is_contained(llvm::split(slashes, '/'), "..");
}

LogicalResult FileAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringRef path,
                               int64_t offset, int64_t length, Type type) {
  if (!staysInFolder(path))
    return emitError() << "(C1) expects a path relative to the folder of the model and inside "
                          "it, got \""
                       << path << "\"";
  int64_t end;
  if (offset < 0 || length < 0 || llvm::AddOverflow(offset, length, end))
    return emitError() << "(C2) expects an offset and a length that are not negative and whose "
                          "sum fits 64 bits, got "
                       << offset << " and " << length;
  std::optional<int64_t> bytes = byteSize(type);
  if (!bytes)
    return emitError() << "(C3) expects a ranked tensor of static shape and whole bytes, got "
                       << type;
  if (*bytes != length)
    return emitError() << "(C4) " << type << " takes " << *bytes << " bytes, but the range has "
                       << length;
  return success();
}
