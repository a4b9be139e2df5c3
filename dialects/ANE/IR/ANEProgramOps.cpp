//===- ANEProgramOps.cpp - Programs, calls and constants ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Interfaces/FunctionImplementation.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEProgramOps.cpp.inc"

void ANEDialect::registerProgramOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEProgramOps.cpp.inc"
      >();
}

//===--- program ---===//

void ProgramOp::build(OpBuilder &builder, OperationState &state, StringRef name, FunctionType type,
                      Placement placement) {
  Properties &properties = state.getOrAddProperties<Properties>();
  properties.sym_name = builder.getStringAttr(name);
  properties.function_type = TypeAttr::get(type);
  properties.placement = PlacementAttr::get(builder.getContext(), placement);
  Block &entry = state.addRegion()->emplaceBlock();
  for (Type argument : type.getInputs())
    entry.addArgument(argument, state.location);
}

ParseResult ProgramOp::parse(OpAsmParser &parser, OperationState &result) {
  auto buildType = [](Builder &builder, ArrayRef<Type> arguments, ArrayRef<Type> results,
                      function_interface_impl::VariadicFlag,
                      std::string &) { return builder.getFunctionType(arguments, results); };
  return function_interface_impl::parseFunctionOp(
      parser, result, /*allowVariadic=*/false, getFunctionTypeAttrName(result.name), buildType,
      getArgAttrsAttrName(result.name), getResAttrsAttrName(result.name));
}

void ProgramOp::print(OpAsmPrinter &printer) {
  function_interface_impl::printFunctionOp(printer, *this, /*isVariadic=*/false,
                                           getFunctionTypeAttrName(), getArgAttrsAttrName(),
                                           getResAttrsAttrName());
}

static bool isProgramType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() && !getMILTypeName(tensor.getElementType()).empty();
}

LogicalResult ProgramOp::verifyType() {
  FunctionType type = getFunctionType();
  for (Type found : llvm::concat<const Type>(type.getInputs(), type.getResults()))
    if (!isProgramType(found))
      return emitOpError("(C1) has ")
             << found << " in its signature, expected tensors of static shape";
  if (type.getNumResults() == 0)
    return emitOpError("(C2) has no result");
  return success();
}

/// The surfaces of all arguments and results with their types, and null where there is none.
static SmallVector<std::pair<SurfaceAttr, RankedTensorType>> collectSurfaces(ProgramOp program) {
  SmallVector<std::pair<SurfaceAttr, RankedTensorType>> surfaces;
  for (auto [index, type] : llvm::enumerate(program.getArgumentTypes()))
    surfaces.push_back({program.getArgSurface(index), cast<RankedTensorType>(type)});
  for (auto [index, type] : llvm::enumerate(program.getResultTypes()))
    surfaces.push_back({program.getResultSurface(index), cast<RankedTensorType>(type)});
  return surfaces;
}

LogicalResult ProgramOp::verify() {
  auto surfaces = collectSurfaces(*this);
  size_t decided = llvm::count_if(surfaces, [](auto &entry) { return bool(entry.first); });
  if (decided == 0)
    return success();
  if (decided != surfaces.size())
    return emitOpError("(C4) has ")
           << decided << " surfaces for " << surfaces.size() << " arguments and results";
  llvm::StringSet<> symbols;
  for (auto [surface, type] : surfaces) {
    if (!symbols.insert(surface.getSymbol()).second)
      return emitOpError("(C4) has two surfaces named '") << surface.getSymbol() << "'";
    auto exceeds = [](auto pair) { return std::get<0>(pair) > std::get<1>(pair); };
    if (surface.getValid().size() != size_t(type.getRank()) ||
        llvm::any_of(llvm::zip_equal(surface.getValid(), type.getShape()), exceeds))
      return emitOpError("(C5) has a surface '") << surface.getSymbol() << "' with valid extents ["
                                                 << surface.getValid() << "] for " << type;
  }
  return success();
}

LogicalResult ProgramOp::verifyRegions() {
  for (Operation &op : getBody().front())
    if (!isa_and_present<ANEDialect>(op.getDialect()))
      return op.emitOpError(
          "(C3) stands in an ane.program, which holds operations of the ane dialect only");
  return success();
}

SurfaceAttr ProgramOp::getArgSurface(unsigned index) {
  return getArgAttrOfType<SurfaceAttr>(index, kSurfaceAttr);
}
SurfaceAttr ProgramOp::getResultSurface(unsigned index) {
  return getResultAttrOfType<SurfaceAttr>(index, kSurfaceAttr);
}
void ProgramOp::setArgSurface(unsigned index, SurfaceAttr surface) {
  setArgAttr(index, kSurfaceAttr, surface);
}
void ProgramOp::setResultSurface(unsigned index, SurfaceAttr surface) {
  setResultAttr(index, StringAttr::get(getContext(), kSurfaceAttr), surface);
}
ReturnOp ProgramOp::getReturn() { return cast<ReturnOp>(getBody().front().getTerminator()); }

LogicalResult ReturnOp::verify() {
  auto program = cast<ProgramOp>((*this)->getParentOp());
  if (getOperandTypes() == TypeRange(program.getResultTypes()))
    return success();
  return emitOpError("(C1) returns (") << getOperandTypes() << "), but the program's results are ("
                                       << program.getResultTypes() << ")";
}

//===--- call ---===//

/// The rule `number` about the globals that `weights` gives to the constants of `callee`.
static LogicalResult verifyWeights(Operation *call, ProgramOp callee, ArrayAttr weights,
                                   StringRef number, SymbolTableCollection &symbols) {
  if (!weights)
    return success();
  SmallVector<ConstantOp> constants;
  for (auto constant : callee.getBody().getOps<ConstantOp>())
    if (constant.getGlobal())
      constants.push_back(constant);
  if (constants.size() != weights.size())
    return call->emitOpError(number)
           << " gives " << weights.size() << " weights to @" << callee.getSymName()
           << ", whose constants name " << constants.size() << " globals";
  for (auto [constant, weight] : llvm::zip_equal(constants, weights)) {
    auto lookup = [&](FlatSymbolRefAttr name) {
      return symbols.lookupNearestSymbolFrom<ml_program::GlobalOp>(call, name);
    };
    auto mine = lookup(cast<FlatSymbolRefAttr>(weight)), its = lookup(constant.getGlobal());
    if (!mine || (its && mine.getType() != its.getType()))
      return call->emitOpError(number) << " gives " << weight << " for " << constant.getGlobal()
                                       << ", expected an ml_program.global of the same type";
  }
  return success();
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<ProgramOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("(C1) calls @")
           << getCallee() << ", which is not an ane.program of the module";
  if (getOperandTypes() != TypeRange(callee.getArgumentTypes()) ||
      getResultTypes() != TypeRange(callee.getResultTypes()))
    return emitOpError("(C2) calls @")
           << getCallee() << " as "
           << FunctionType::get(getContext(), getOperandTypes(), getResultTypes()) << ", but it is "
           << callee.getFunctionType();
  return verifyWeights(*this, callee, getWeightsAttr(), "(C3)", symbols);
}

//===--- reload ---===//

LogicalResult ReloadOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<ProgramOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("(C1) reloads @")
           << getCallee() << ", which is not an ane.program of the module";
  if (failed(verifyWeights(*this, callee, getWeightsAttr(), "(C2)", symbols)))
    return failure();
  auto namesMutable = [&](ConstantOp constant) {
    auto global =
        constant.getGlobal()
            ? symbols.lookupNearestSymbolFrom<ml_program::GlobalOp>(*this, constant.getGlobal())
            : ml_program::GlobalOp();
    return global && global.getIsMutable();
  };
  if (llvm::any_of(callee.getBody().getOps<ConstantOp>(), namesMutable))
    return success();
  return emitOpError("(C3) reloads @")
         << getCallee() << ", none of whose constants names a mutable global";
}

//===--- constant ---===//

ParseResult ConstantOp::parse(OpAsmParser &parser, OperationState &result) {
  Attribute value;
  if (parser.parseAttribute(value))
    return failure();
  result.getOrAddProperties<Properties>().value = value;
  Type type;
  if (parser.parseOptionalAttrDict(result.attributes))
    return failure();
  // A literal says its own type, which follows it behind the colon.
  if (auto literal = dyn_cast<ElementsAttr>(value)) {
    type = literal.getType();
    if (succeeded(parser.parseOptionalArrow()) && parser.parseType(type))
      return failure();
  } else if (parser.parseColonType(type)) {
    return failure();
  }
  result.addTypes(type);
  return success();
}

void ConstantOp::print(OpAsmPrinter &printer) {
  printer << ' ' << getValue();
  printer.printOptionalAttrDict((*this)->getAttrs(), {getValueAttrName()});
  if (ElementsAttr literal = getLiteral()) {
    if (literal.getType() != getType())
      printer << " -> " << getType();
  } else {
    printer << " : " << getType();
  }
}

/// Rules (C2) and (C3) for a constant whose source is of type `source`.
static LogicalResult verifySource(ConstantOp op, Type source) {
  auto from = dyn_cast<RankedTensorType>(source);
  auto to = cast<RankedTensorType>(op.getType());
  bool fits = from && from.hasStaticShape() &&
              (op.getGlobal() ? from.getNumElements() == to.getNumElements()
                              : from.getShape() == to.getShape());
  if (!fits)
    return op.emitOpError("(C2) is of type ") << to << ", but its source is of type " << source;
  Type fromElement = from.getElementType(), toElement = to.getElementType();
  if (fromElement == toElement || (isa<FloatType>(fromElement) && isa<FloatType>(toElement)))
    return success();
  return op.emitOpError("(C3) is of element type ")
         << toElement << ", but its source is of " << fromElement
         << ": only floating-point types are converted";
}

LogicalResult ConstantOp::verify() {
  ElementsAttr literal = getLiteral();
  return literal ? verifySource(*this, literal.getType()) : success();
}

LogicalResult ConstantOp::verifySymbolUses(SymbolTableCollection &symbols) {
  FlatSymbolRefAttr name = getGlobal();
  if (!name)
    return success();
  auto global = symbols.lookupNearestSymbolFrom<ml_program::GlobalOp>(*this, name);
  if (!global || !isa<RankedTensorType>(global.getType()))
    return emitOpError("(C1) names ")
           << name << ", which is not an ml_program.global of tensor type";
  return verifySource(*this, global.getType());
}
