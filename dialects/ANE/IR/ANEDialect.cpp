//===- ANEDialect.cpp - The ane dialect and its attributes ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "anemone/Target/Constraints.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/IR/SourceNodes.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace anemone::ane;

#include "dialects/ANE/IR/ANEDialect.cpp.inc"
#include "dialects/ANE/IR/ANEEnums.cpp.inc"
#include "dialects/ANE/IR/MILOpInterface.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/ANE/IR/ANEAttrs.cpp.inc"

void ANEDialect::initialize() {
  registerAttributes();
  registerProgramOps();
  registerElementwiseOps();
  registerUnaryOps();
  registerActivationOps();
  registerNetworkOps();
  registerReductionOps();
  registerShapeOps();
  registerIndexingOps();
  registerQuantizationOps();
}

void ANEDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/ANE/IR/ANEAttrs.cpp.inc"
      >();
}

//===--- Element types ---===//

StringRef anemone::ane::getMILTypeName(Type type) {
  if (type.isF16())
    return "fp16";
  if (type.isF32())
    return "fp32";
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer || integer.isSigned())
    return "";
  bool isUnsigned = integer.isUnsigned();
  switch (integer.getWidth()) {
  case 1:
    return isUnsigned ? "" : "bool";
  case 4:
    return isUnsigned ? "uint4" : "int4";
  case 8:
    return isUnsigned ? "uint8" : "int8";
  case 16:
    return isUnsigned ? "uint16" : "int16";
  case 32:
    return isUnsigned ? "uint32" : "int32";
  default:
    return "";
  }
}

Type anemone::ane::getTypeOfMILName(StringRef name, MLIRContext *context) {
  if (name == "fp16")
    return Float16Type::get(context);
  if (name == "fp32")
    return Float32Type::get(context);
  if (name == "bool")
    return IntegerType::get(context, 1);
  bool isUnsigned = name.consume_front("u");
  unsigned width = llvm::StringSwitch<unsigned>(name)
                       .Case("int4", 4)
                       .Case("int8", 8)
                       .Case("int16", 16)
                       .Case("int32", 32)
                       .Default(0);
  if (width == 0)
    return nullptr;
  return IntegerType::get(context, width,
                          isUnsigned ? IntegerType::Unsigned : IntegerType::Signless);
}

//===--- Attributes ---===//

LogicalResult TargetAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringRef name) {
  if (target::findProfile(name))
    return success();
  return emitError() << "(C1) there is no target '" << name << "'; the targets are "
                     << target::profileNames();
}

const anemone::target::Profile &TargetAttr::getProfile() const {
  return *target::findProfile(getName());
}

const anemone::target::Profile &anemone::ane::getTargetProfile(Operation *op) {
  for (; op; op = op->getParentOp())
    if (auto attr = op->getAttrOfType<TargetAttr>(kTargetAttr))
      return attr.getProfile();
  return target::profiles().front();
}

static bool isMILIdentifier(StringRef name) {
  auto mayContinue = [](char c) { return llvm::isAlnum(c) || c == '_' || c == '@'; };
  return !name.empty() && (llvm::isAlpha(name.front()) || name.front() == '_') &&
         llvm::all_of(name, mayContinue);
}

LogicalResult SurfaceAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringRef symbol,
                                  ArrayRef<int64_t> valid, int64_t row, int64_t plane,
                                  int64_t batch, int64_t alloc) {
  if (!isMILIdentifier(symbol))
    return emitError() << "(C1) the symbol '" << symbol << "' is not an identifier of MIL";
  if (valid.empty() || valid.size() > 4 ||
      llvm::any_of(valid, [](int64_t extent) { return extent < 1; }))
    return emitError() << "(C2) has valid extents [" << valid
                       << "], expected one to four of at least 1";
  if (row < 1 || plane < row || batch < plane || alloc < batch)
    return emitError() << "(C3) has row = " << row << ", plane = " << plane << ", batch = " << batch
                       << " and alloc = " << alloc
                       << ", expected each no smaller than the one before";
  return success();
}

//===--- Attributes of the dialect on other operations ---===//

/// Numbers of rows of the catalogue, ascending.
static LogicalResult verifyAudit(Operation *op, Attribute value) {
  auto numbers = dyn_cast<DenseI64ArrayAttr>(value);
  bool isSound = isa<ModuleOp>(op) && numbers;
  int64_t before = 0;
  for (int64_t number : numbers ? numbers.asArrayRef() : ArrayRef<int64_t>()) {
    isSound &= number > before && anemone::target::findConstraint(number);
    before = number;
  }
  return isSound ? success()
                 : op->emitOpError() << "has '" << kAuditAttr
                                     << "', which is an array<i64> of numbers of constraints, "
                                        "ascending, on a module";
}

static LogicalResult verifyInterfaceAttribute(Operation *op, const Twine &what,
                                              NamedAttribute attribute);

LogicalResult ANEDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  StringRef name = attribute.getName();
  if (name == kTargetAttr) {
    if (!isa<ModuleOp>(op) || !isa<TargetAttr>(attribute.getValue()))
      return op->emitOpError() << "has '" << name << "', which is a #ane.target on a module";
    return success();
  }
  if (name == kEntryAttr) {
    if (!isa<FunctionOpInterface>(op) || !isa<StringAttr>(attribute.getValue()))
      return op->emitOpError() << "has '" << name << "', which is a string on a function";
    return success();
  }
  if (name == kPeakAttr) {
    auto peak = dyn_cast<IntegerAttr>(attribute.getValue());
    if (!isa<ProgramOp>(op) || !peak || !peak.getType().isSignlessInteger(64) || peak.getInt() < 0)
      return op->emitOpError() << "has '" << name
                               << "', which is an i64 of at least 0 on an ane.program";
    return success();
  }
  if (name == kCopyOfAttr) {
    if (!isa<ml_program::GlobalOp>(op) || !isa<FlatSymbolRefAttr>(attribute.getValue()))
      return op->emitOpError() << "has '" << name << "', which names a global, on another one";
    return success();
  }
  if (name == kSourceAttr && isa<ml_program::GlobalOp>(op))
    return verifyInterfaceAttribute(op, "it", attribute);
  if (name == kNodesAttr)
    return verifyNodes(op, attribute.getValue());
  if (name == kAuditAttr)
    return verifyAudit(op, attribute.getValue());
  return op->emitOpError() << "has '" << name << "', which is not an attribute of the ane dialect";
}

/// Checks an attribute of the argument or result `what`.
static LogicalResult verifyInterfaceAttribute(Operation *op, const Twine &what,
                                              NamedAttribute attribute) {
  StringRef name = attribute.getName();
  if (name == kSourceAttr) {
    auto type = dyn_cast<TypeAttr>(attribute.getValue());
    auto tensor = type ? dyn_cast<RankedTensorType>(type.getValue()) : RankedTensorType();
    if (!tensor || !tensor.hasStaticShape())
      return op->emitOpError() << what << " has '" << name
                               << "', which is a tensor type of static shape";
    return success();
  }
  if (name == kSymbolAttr) {
    auto symbol = dyn_cast<StringAttr>(attribute.getValue());
    if (!isa<ProgramOp>(op) || !symbol || !isMILIdentifier(symbol))
      return op->emitOpError() << what << " has '" << name
                               << "', which is an identifier of MIL in an ane.program";
    return success();
  }
  if (name != ProgramOp::kSurfaceAttr)
    return op->emitOpError() << what << " has '" << name
                             << "', which is not an attribute of the ane dialect";
  if (!isa<ProgramOp>(op) || !isa<SurfaceAttr>(attribute.getValue()))
    return op->emitOpError() << what << " has '" << name
                             << "', which is a #ane.surface in an ane.program";
  return success();
}

LogicalResult ANEDialect::verifyRegionArgAttribute(Operation *op, unsigned, unsigned index,
                                                   NamedAttribute attribute) {
  return verifyInterfaceAttribute(op, "argument " + Twine(index), attribute);
}

LogicalResult ANEDialect::verifyRegionResultAttribute(Operation *op, unsigned, unsigned index,
                                                      NamedAttribute attribute) {
  return verifyInterfaceAttribute(op, "result " + Twine(index), attribute);
}
