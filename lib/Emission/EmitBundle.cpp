//===- EmitBundle.cpp - A module as a bundle ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First everything is planned and checked: the text of each program, the size
// of each weight file, what has a reference copy. Then the bytes are written,
// one parameter in memory at a time.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/Emission/Emission.h"
#include "lib/Emission/EmitProgram.h"
#include "lib/Emission/Entries.h"
#include "lib/Emission/Instances.h"
#include "lib/Emission/Prepare.h"
#include "lib/Emission/ProgramFacts.h"
#include <ostream>
#include <set>

using namespace mlir;

namespace anemone {
namespace {

class BundleEmitter {
public:
  BundleEmitter(ModuleOp module, const EmissionOptions &options)
      : module(module), options(options), parameters(module, options.weightsFolder) {}

  LogicalResult plan();
  LogicalResult write(StringRef path);

private:
  using Writer = std::function<LogicalResult(std::ostream &)>;

  LogicalResult addProgram(ane::ProgramOp program);
  LogicalResult addSurfaces(ane::ProgramOp program, bundle::Program &emitted);
  LogicalResult addWeight(const EmittedWeight &weight, bundle::Program &emitted);
  void addCertificate();
  LogicalResult addGlobal(ml_program::GlobalOp global, const EntryTable &table);
  bundle::Range take(uint64_t size, Writer writer);

  ModuleOp module;
  const EmissionOptions &options;
  Parameters parameters;
  std::deque<EmittedProgram> programs;
  bundle::Bundle bundle;
  bundle::RangePlanner planner;
  std::vector<bundle::Range> ranges;
  std::vector<Writer> writers; // one for each range
};

} // namespace

bundle::Range BundleEmitter::take(uint64_t size, Writer writer) {
  ranges.push_back(planner.take(size));
  writers.push_back(std::move(writer));
  return ranges.back();
}

//===--- Surfaces ---===//

/// A surface of rank 4: missing axes are of extent 1, and strides that nobody decided are packed.
static bundle::Surface surfaceOf(StringRef name, RankedTensorType type, ane::SurfaceAttr attr) {
  bundle::Surface surface;
  surface.symbol = name;
  surface.dtype = *toDType(type.getElementType());
  surface.shape.assign(4 - type.getRank(), 1);
  surface.valid = surface.shape;
  ArrayRef<int64_t> valid = attr ? attr.getValid() : type.getShape();
  surface.shape.insert(surface.shape.end(), type.getShape().begin(), type.getShape().end());
  surface.valid.insert(surface.valid.end(), valid.begin(), valid.end());
  if (attr) {
    surface.rowStride = attr.getRow();
    surface.planeStride = attr.getPlane();
    surface.batchStride = attr.getBatch();
    surface.allocation = attr.getAlloc();
    return surface;
  }
  surface.rowStride = surface.shape[3] * llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  surface.planeStride = surface.shape[2] * surface.rowStride;
  surface.batchStride = surface.shape[1] * surface.planeStride;
  surface.allocation = surface.shape[0] * surface.batchStride;
  return surface;
}

LogicalResult BundleEmitter::addSurfaces(ane::ProgramOp program, bundle::Program &emitted) {
  std::vector<std::string> names = interfaceNames(program);
  unsigned arguments = program.getNumArguments();
  for (unsigned index = 0; index < names.size(); ++index) {
    bool isInput = index < arguments;
    unsigned position = isInput ? index : index - arguments;
    auto type = cast<RankedTensorType>(isInput ? program.getArgumentTypes()[position]
                                               : program.getResultTypes()[position]);
    if (type.getRank() > 4)
      return program.emitOpError("has ")
             << type << " in its interface, but a surface has four axes";
    ane::SurfaceAttr attr =
        isInput ? program.getArgSurface(position) : program.getResultSurface(position);
    (isInput ? emitted.inputs : emitted.outputs).push_back(surfaceOf(names[index], type, attr));
  }
  return success();
}

//===--- Programs ---===//

/// Writes elements converted to `dtype`.
static LogicalResult writeElements(std::ostream &out, const Elements &elements, mil::DType dtype) {
  // What lies in a mapped file as it is wanted passes through without a copy.
  if (toDType(elements.type) == dtype && !elements.isSplat && mil::bitWidth(dtype) >= 8) {
    out.write(elements.bytes.data(), elements.bytes.size());
    return success();
  }
  std::vector<uint8_t> bytes = convertElements(elements, dtype);
  out.write(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  return success();
}

LogicalResult BundleEmitter::addWeight(const EmittedWeight &weight, bundle::Program &emitted) {
  ane::ConstantOp constant = weight.constant;
  FlatSymbolRefAttr global = constant.getGlobal();
  bundle::Weight planned{kWeightPath.str(),
                         weight.metadataOffset,
                         weight.type.dtype,
                         weight.type.shape,
                         global ? global.getValue().str() : std::string(),
                         {}};
  FailureOr<Elements> elements = parameters.elementsOf(constant);
  if (failed(elements))
    return failure();
  // Where nothing was rounded, the weight file itself serves as the reference; so it does where
  // other values will take its place.
  ml_program::GlobalOp source =
      global ? parameters.global(global.getValue()) : ml_program::GlobalOp();
  if (!weight.isExact && !(source && parameters.changes(source)))
    planned.reference =
        take(elements->count * sizeof(float), [view = *elements](std::ostream &out) {
          return writeElements(out, view, mil::DType::Fp32);
        });
  emitted.weights.push_back(std::move(planned));
  return success();
}

LogicalResult BundleEmitter::addProgram(ane::ProgramOp program) {
  FailureOr<EmittedProgram> result = emitProgram(program, parameters);
  if (failed(result))
    return failure();
  const EmittedProgram &emitted = programs.emplace_back(std::move(*result));
  bundle::Program planned;
  planned.name = program.getSymName();
  planned.placement = program.isHost() ? bundle::Placement::Host : bundle::Placement::Engine;
  planned.mil = mil::toString(emitted.mil);
  planned.sources = emitted.names;
  planned.operations = emitted.operations;
  planned.peakBytes = emitted.peakBytes;
  planned.nodes = collectNodes(program);
  bool failedAny = failed(addSurfaces(program, planned));
  if (uint64_t size = emitted.weightFileBytes()) {
    bundle::Range range = take(size, [this, &emitted](std::ostream &out) {
      return writeWeightFile(emitted, parameters, [&](const void *data, size_t length) {
        out.write(static_cast<const char *>(data), length);
        return Status::success(); // bundle::write looks at the stream's state
      });
    });
    planned.weightFiles.push_back({kWeightPath.str(), range});
  }
  for (const EmittedWeight &weight : emitted.weights)
    failedAny |= failed(addWeight(weight, planned));
  bundle.programs.push_back(std::move(planned));
  return failure(failedAny);
}

//===--- Globals ---===//

/// A global that begins as zeros, as moments and accumulators do, has no initial value in the
/// bundle.
static bool isZero(const Elements &elements) {
  return elements.isSplat && llvm::all_of(elements.bytes, [](char byte) { return byte == 0; });
}

LogicalResult BundleEmitter::addGlobal(ml_program::GlobalOp global, const EntryTable &table) {
  auto type = dyn_cast<RankedTensorType>(global.getType());
  std::optional<mil::DType> dtype = type ? toDType(type.getElementType()) : std::nullopt;
  if (!dtype || !type.hasStaticShape())
    return global.emitOpError("is of type ")
           << global.getType() << ", expected a static tensor of MIL's element types";
  bundle::Global planned;
  // The model's shape; its elements lie in the same order.
  auto source = global->getAttrOfType<TypeAttr>(ane::kSourceAttr);
  auto shape = cast<RankedTensorType>(source ? source.getValue() : global.getType()).getShape();
  planned.tensor = {global.getSymName().str(), *dtype, {shape.begin(), shape.end()}};
  planned.isMutable = global.getIsMutable();
  if (auto master = global->getAttrOfType<FlatSymbolRefAttr>(ane::kCopyOfAttr)) {
    planned.copyOf = table.globals.lookup(parameters.global(master.getValue()));
  } else if (parameters.hasValue(global)) {
    FailureOr<Elements> elements = parameters.elementsOf(global);
    if (failed(elements))
      return failure();
    uint64_t size = toMILType(type.clone(shape)).byteSize();
    if (!planned.isMutable || !isZero(*elements))
      planned.initial = take(size, [view = *elements, dtype = *dtype](std::ostream &out) {
        return writeElements(out, view, dtype);
      });
  }
  bundle.globals.push_back(std::move(planned));
  return success();
}

//===--- The certificate ---===//

/// What concerns no single program: nodes that none of them runs, and what all were checked for.
void BundleEmitter::addCertificate() {
  std::set<std::string> placed;
  for (const bundle::Program &program : bundle.programs)
    for (const bundle::Node &node : program.nodes)
      placed.insert(node.name);
  for (bundle::Node &node : collectNodes(module))
    if (!placed.count(node.name))
      bundle.folded.push_back(std::move(node));
  if (auto audit = module->getAttrOfType<DenseI64ArrayAttr>(ane::kAuditAttr))
    bundle.audit.assign(audit.asArrayRef().begin(), audit.asArrayRef().end());
}

//===--- The whole ---===//

/// Globals that change and are constants of programs are there, even where no step touches them: a
/// user may write them.
static void addConstants(EntryTable &table, Parameters &parameters) {
  for (auto &[program, index] : table.programs)
    for (auto constant : cast<ane::ProgramOp>(program).getBody().getOps<ane::ConstantOp>()) {
      FlatSymbolRefAttr name = constant.getGlobal();
      ml_program::GlobalOp global =
          name ? parameters.global(name.getValue()) : ml_program::GlobalOp();
      if (global && parameters.changes(global))
        table.globals.insert({global, uint32_t(table.globals.size())});
    }
}

LogicalResult BundleEmitter::plan() {
  if (failed(runPrepare(module, parameters)))
    return failure();
  FailureOr<EntryTable> table = collectEntries(module);
  if (failed(table))
    return failure();
  addConstants(*table, parameters);
  bundle.target = ane::getTargetProfile(module).name;
  bundle.producer = options.producer;
  bundle.entries = std::move(table->entries);
  bool failedAny = false;
  for (auto &[program, index] : table->programs)
    failedAny |= failed(addProgram(cast<ane::ProgramOp>(program)));
  for (auto &[global, index] : table->globals)
    failedAny |= failed(addGlobal(cast<ml_program::GlobalOp>(global), *table));
  addCertificate();
  return failure(failedAny);
}

LogicalResult BundleEmitter::write(StringRef path) {
  size_t next = 0;
  auto writer = [&](std::ostream &out, const bundle::Range &) {
    return succeeded(writers[next++](out)) ? Status::success()
                                           : Status::failure("a parameter cannot be read");
  };
  Status written = bundle::write(bundle, ranges, writer, path.str());
  return written.ok()
             ? success()
             : module.emitError("cannot write the bundle '") << path << "': " << written.message();
}

LogicalResult emitBundle(ModuleOp module, const EmissionOptions &options, StringRef path) {
  if (hasInstances(module)) {
    OwningOpRef<ModuleOp> copy = module.clone();
    makeInstances(*copy);
    return emitBundle(*copy, options, path);
  }
  BundleEmitter emitter(module, options);
  return succeeded(emitter.plan()) ? emitter.write(path) : failure();
}

} // namespace anemone
