//===- TestBundle.cpp - Bundles written by hand ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestBundle.h"
#include "anemone/Bundle/Bundle.h"
#include "anemone/MIL/Text.h"
#include "anemone/MIL/WeightFile.h"
#include "lib/Runtime/Elements.h"
#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>

using namespace anemone;
using namespace anemone::test;
using namespace anemone::bundle;

static constexpr const char *kWeightPath = "@model_path/weights/weight.bin";

namespace {

/// A weight of the program that is being described.
struct PendingWeight {
  std::string global;
  mil::DType dtype;
  std::vector<int64_t> shape;
  std::vector<double> values;
  double referenceFactor = 0; // 0: no reference
};

class Maker {
public:
  explicit Maker(const TextSource &texts) : texts(texts) {
    bundle.target = "strict";
    bundle.producer = "make-test-bundle";
  }
  Status line(std::istringstream &words);
  Status write(const std::string &path);

private:
  Status addProgram(std::istringstream &words);
  Status addWeight(std::istringstream &words);
  Status addGlobal(std::istringstream &words);
  Status addCall(std::istringstream &words);
  Status addAccess(StepKind kind, std::istringstream &words);
  Status addReload(ReloadStrategy strategy, std::istringstream &words);
  Status finishProgram();
  Result<Tensor> tensor(std::istringstream &words);
  Result<std::vector<double>> values(std::istringstream &words, const Tensor &tensor);
  Range keep(std::vector<uint8_t> bytes);
  Entry &entry() { return bundle.entries.back(); }
  uint32_t nextValue();

  const TextSource &texts;
  Bundle bundle;
  std::vector<PendingWeight> weights;
  RangePlanner planner;
  std::vector<Range> ranges;
  std::map<uint64_t, std::vector<uint8_t>> contents; // by offset
};

} // namespace

static std::optional<mil::DType> typeOf(const std::string &spelling) {
  for (int i = 0; i <= int(mil::DType::String); ++i)
    if (mil::spelling(mil::DType(i)) == spelling)
      return mil::DType(i);
  return std::nullopt;
}

Result<Tensor> Maker::tensor(std::istringstream &words) {
  Tensor tensor;
  std::string dtype, shape;
  words >> tensor.name >> dtype >> shape;
  std::optional<mil::DType> type = typeOf(dtype);
  if (!type || shape.size() < 2 || shape.front() != '[' || shape.back() != ']')
    return Status::failure("expected NAME DTYPE [SHAPE]");
  tensor.dtype = *type;
  std::replace(shape.begin(), shape.end(), ',', ' ');
  std::istringstream extents(shape.substr(1, shape.size() - 2));
  for (int64_t extent; extents >> extent;)
    tensor.shape.push_back(extent);
  return tensor;
}

Result<std::vector<double>> Maker::values(std::istringstream &words, const Tensor &tensor) {
  double first, step;
  if (!(words >> first >> step))
    return Status::failure("expected FIRST STEP");
  size_t count = 1;
  for (int64_t extent : tensor.shape)
    count *= size_t(extent);
  std::vector<double> values;
  for (size_t i = 0; i < count; ++i)
    values.push_back(first + double(i) * step);
  return values;
}

static std::vector<uint8_t> encode(const std::vector<double> &values, mil::DType dtype) {
  std::vector<uint8_t> bytes(values.size() * runtime::elementSize(dtype));
  Status status =
      runtime::convertElements(mil::DType::Fp64, values.data(), dtype, bytes.data(), values.size());
  return status.ok() ? bytes : std::vector<uint8_t>();
}

Range Maker::keep(std::vector<uint8_t> bytes) {
  ranges.push_back(planner.take(bytes.size()));
  contents[ranges.back().offset] = std::move(bytes);
  return ranges.back();
}

/// Rows are padded to 64 bytes; the allocation is the smallest that the strict target takes.
static Surface surfaceOf(const mil::NamedType &value) {
  Surface surface;
  surface.symbol = value.name;
  surface.dtype = value.type.dtype;
  surface.shape.assign(4 - std::min<size_t>(4, value.type.shape.size()), 1);
  surface.shape.insert(surface.shape.end(), value.type.shape.begin(), value.type.shape.end());
  surface.valid = surface.shape;
  uint64_t row = uint64_t(surface.shape[3]) * runtime::elementSize(surface.dtype);
  surface.rowStride = (row + 63) / 64 * 64;
  surface.planeStride = surface.rowStride * uint64_t(surface.shape[2]);
  surface.batchStride = surface.planeStride * uint64_t(surface.shape[1]);
  surface.allocation = std::max<uint64_t>(49152, surface.batchStride * uint64_t(surface.shape[0]));
  return surface;
}

Status Maker::addProgram(std::istringstream &words) {
  Program program;
  std::string placement, file;
  words >> program.name >> placement >> file;
  program.placement = placement == "host" ? Placement::Host : Placement::Engine;
  Result<std::string> text = texts(file);
  if (!text.ok())
    return text.status();
  Result<mil::Program> parsed = mil::parse(*text);
  if (!parsed.ok())
    return Status::failure(file + ":" + parsed.message());
  program.mil = *text;
  const mil::Function &function = parsed->functions.front();
  std::map<std::string, mil::Type> types;
  for (const mil::NamedType &input : function.inputs) {
    program.inputs.push_back(surfaceOf(input));
    types[input.name] = input.type;
  }
  for (const mil::Operation &operation : function.operations) {
    for (const mil::NamedType &result : operation.results)
      types[result.name] = result.type;
    if (!operation.isConst())
      program.operations.push_back({operation.op, 1});
  }
  for (const std::string &output : function.outputs)
    program.outputs.push_back(surfaceOf({output, types[output]}));
  bundle.programs.push_back(std::move(program));
  return Status::success();
}

Status Maker::addWeight(std::istringstream &words) {
  Result<Tensor> described = tensor(words);
  if (!described.ok() || bundle.programs.empty())
    return Status::failure("expected GLOBAL DTYPE [SHAPE] FIRST STEP after a program");
  Result<std::vector<double>> elements = values(words, *described);
  if (!elements.ok())
    return elements.status();
  weights.push_back({described->name, described->dtype, described->shape, *elements});
  return Status::success();
}

/// Writes the weight file of the last program.
Status Maker::finishProgram() {
  if (weights.empty())
    return Status::success();
  std::vector<uint8_t> file;
  mil::WeightFileWriter writer(
      [&](const void *data, size_t size) {
        auto *bytes = static_cast<const uint8_t *>(data);
        file.insert(file.end(), bytes, bytes + size);
        return Status::success();
      },
      uint32_t(weights.size()));
  Program &program = bundle.programs.back();
  for (const PendingWeight &weight : weights) {
    Result<uint64_t> offset = writer.add(weight.dtype, encode(weight.values, weight.dtype));
    if (!offset.ok())
      return offset.status();
    Weight described{kWeightPath, *offset, weight.dtype, weight.shape, weight.global, {}};
    std::vector<double> reference = weight.values;
    for (double &value : reference)
      value *= weight.referenceFactor;
    if (weight.referenceFactor != 0)
      described.reference = keep(encode(reference, mil::DType::Fp32));
    program.weights.push_back(described);
  }
  if (Status status = writer.finish(); !status.ok())
    return status;
  program.weightFiles = {{kWeightPath, keep(std::move(file))}};
  weights.clear();
  return Status::success();
}

Status Maker::addGlobal(std::istringstream &words) {
  Result<Tensor> described = tensor(words);
  if (!described.ok())
    return described.status();
  Result<std::vector<double>> elements = values(words, *described);
  if (!elements.ok())
    return elements.status();
  bundle.globals.push_back({*described, true, keep(encode(*elements, described->dtype))});
  return Status::success();
}

uint32_t Maker::nextValue() {
  size_t next = entry().inputs.size();
  for (const Step &step : entry().steps)
    next += step.results.size();
  return uint32_t(next);
}

Status Maker::addCall(std::istringstream &words) {
  std::string name;
  words >> name;
  for (uint32_t i = 0; i < bundle.programs.size(); ++i) {
    if (bundle.programs[i].name != name)
      continue;
    Step step{StepKind::Call, i, {}, {}};
    for (uint32_t value; words >> value;)
      step.operands.push_back(value);
    uint32_t first = nextValue();
    for (uint32_t k = 0; k < bundle.programs[i].outputs.size(); ++k)
      step.results.push_back(first + k);
    entry().steps.push_back(step);
    return Status::success();
  }
  return Status::failure("there is no program '" + name + "'");
}

Status Maker::addAccess(StepKind kind, std::istringstream &words) {
  std::string name;
  words >> name;
  for (uint32_t i = 0; i < bundle.globals.size(); ++i) {
    if (bundle.globals[i].tensor.name != name)
      continue;
    Step step{kind, i, {}, {}};
    if (uint32_t value; kind == StepKind::StoreGlobal && words >> value)
      step.operands = {value};
    if (kind == StepKind::LoadGlobal)
      step.results = {nextValue()};
    entry().steps.push_back(step);
    return Status::success();
  }
  return Status::failure("there is no global '" + name + "'");
}

Status Maker::addReload(ReloadStrategy strategy, std::istringstream &words) {
  std::string name;
  words >> name;
  for (uint32_t i = 0; i < bundle.programs.size(); ++i)
    if (bundle.programs[i].name == name) {
      entry().steps.push_back({StepKind::Reload, i, {}, {}, strategy});
      return Status::success();
    }
  return Status::failure("there is no program '" + name + "'");
}

Status Maker::line(std::istringstream &words) {
  std::string keyword;
  words >> keyword;
  if (keyword.empty() || keyword[0] == '#')
    return Status::success();
  if (keyword == "program" || keyword == "entry")
    if (Status status = finishProgram(); !status.ok())
      return status;
  if (keyword == "target") {
    words >> bundle.target;
  } else if (keyword == "program") {
    return addProgram(words);
  } else if (keyword == "weight") {
    return addWeight(words);
  } else if (keyword == "reference" && !weights.empty()) {
    words >> weights.back().referenceFactor;
  } else if (keyword == "global") {
    return addGlobal(words);
  } else if (keyword == "source" && !bundle.programs.empty()) {
    SourceName source;
    words >> source.value >> source.node;
    bundle.programs.back().sources.push_back(source);
  } else if (keyword == "valid" && !bundle.programs.empty()) {
    std::string symbol;
    words >> symbol;
    for (std::vector<Surface> *list :
         {&bundle.programs.back().inputs, &bundle.programs.back().outputs})
      for (Surface &surface : *list)
        if (surface.symbol == symbol)
          for (int64_t &extent : surface.valid)
            words >> extent;
  } else if (keyword == "entry") {
    bundle.entries.emplace_back();
    words >> entry().name >> entry().group;
  } else if (bundle.entries.empty()) {
    return Status::failure("'" + keyword + "' is not known here");
  } else if (keyword == "input" || keyword == "output") {
    Result<Tensor> described = tensor(words);
    if (!described.ok())
      return described.status();
    (keyword == "input" ? entry().inputs : entry().outputs).push_back(*described);
    if (uint32_t value; keyword == "output" && words >> value)
      entry().outputValues.push_back(value);
  } else if (keyword == "call") {
    return addCall(words);
  } else if (keyword == "reload" || keyword == "recompile") {
    return addReload(keyword == "reload" ? ReloadStrategy::Reload : ReloadStrategy::Recompile,
                     words);
  } else if (keyword == "load" || keyword == "store") {
    return addAccess(keyword == "load" ? StepKind::LoadGlobal : StepKind::StoreGlobal, words);
  } else {
    return Status::failure("'" + keyword + "' is not known");
  }
  return Status::success();
}

Status Maker::write(const std::string &path) {
  if (Status status = finishProgram(); !status.ok())
    return status;
  auto writer = [this](std::ostream &out, const Range &range) {
    const std::vector<uint8_t> &bytes = contents[range.offset];
    out.write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(bytes.size()));
    return Status::success();
  };
  return bundle::write(bundle, ranges, writer, path);
}

Status anemone::test::makeTestBundle(const std::string &description, const TextSource &texts,
                                     const std::string &path) {
  Maker maker(texts);
  std::istringstream lines(description);
  int number = 0;
  for (std::string text; std::getline(lines, text);) {
    ++number;
    std::istringstream words(text);
    if (Status status = maker.line(words); !status.ok())
      return Status::failure("line " + std::to_string(number) + ": " + status.message());
  }
  return maker.write(path);
}

std::string anemone::test::milText(const std::string &signature, const std::string &body,
                                   const std::string &outputs) {
  return "program(1.3)\n[buildInfo = dict<string, string>({{\"coremlc-component-MIL\", "
         "\"3510.2.1\"}, {\"coremlc-version\", \"3505.4.1\"}, "
         "{\"coremltools-component-milinternal\", \"\"}, {\"coremltools-version\", \"9.0\"}})]\n"
         "{\n  func main<ios18>(" +
         signature + ") {\n" + body + "\n  } -> (" + outputs + ");\n}\n";
}
