//===- Print.cpp - A bundle as text ---------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Bundle/Bundle.h"
#include <iomanip>
#include <ostream>
#include <sstream>

using namespace anemone;
using namespace anemone::bundle;

/// In double quotes; what would end the line or the string is escaped, so that each fact stays on
/// its line.
static std::string quoted(const std::string &text) {
  std::ostringstream out;
  out << '"';
  for (unsigned char c : text) {
    if (c == '"' || c == '\\')
      out << '\\' << c;
    else if (c < 0x20 || c == 0x7f)
      out << "\\x" << std::hex << std::setw(2) << std::setfill('0') << unsigned(c) << std::dec;
    else
      out << c;
  }
  out << '"';
  return out.str();
}

template <typename T>
static std::string listed(const std::vector<T> &values, const char *prefix = "") {
  std::string text;
  for (T value : values)
    text += (text.empty() ? "" : ", ") + (prefix + std::to_string(value));
  return text;
}

static std::string typeText(mil::DType dtype, const std::vector<int64_t> &shape) {
  return std::string(mil::spelling(dtype)) + " [" + listed(shape) + "]";
}

static void printSurface(const Surface &surface, const char *what, std::ostream &out) {
  out << "  " << what << " " << quoted(surface.symbol) << " : "
      << typeText(surface.dtype, surface.shape) << " valid [" << listed(surface.valid) << "] row "
      << surface.rowStride << " plane " << surface.planeStride << " batch " << surface.batchStride
      << " alloc " << surface.allocation << "\n";
}

static void printMil(const std::string &mil, std::ostream &out) {
  out << "  mil\n";
  std::istringstream lines(mil);
  for (std::string line; std::getline(lines, line);)
    out << "  | " << line << "\n";
}

static void printNode(const Node &node, const char *what, std::ostream &out) {
  out << what << " " << quoted(node.name) << " is " << quoted(node.op);
  if (!node.why.empty())
    out << " because " << quoted(node.why);
  out << "\n";
}

static void printProgram(const Program &program, std::ostream &out) {
  out << "program " << quoted(program.name) << " on "
      << (program.placement == Placement::Engine ? "engine" : "host") << " peak "
      << program.peakBytes << "\n";
  for (const Surface &surface : program.inputs)
    printSurface(surface, "input", out);
  for (const Surface &surface : program.outputs)
    printSurface(surface, "output", out);
  for (const WeightFile &file : program.weightFiles)
    out << "  weight-file " << quoted(file.path) << " bytes " << file.bytes.size << "\n";
  for (const Weight &weight : program.weights)
    out << "  weight " << quoted(weight.global) << " : " << typeText(weight.dtype, weight.shape)
        << " in " << quoted(weight.path) << " at " << weight.metadataOffset << " reference "
        << weight.reference.size << "\n";
  for (const OperationCount &count : program.operations)
    out << "  operation " << quoted(count.op) << " " << count.count << "\n";
  for (const SourceName &source : program.sources)
    out << "  source " << quoted(source.value) << " from " << quoted(source.node) << "\n";
  for (const Node &node : program.nodes)
    printNode(node, "  node", out);
  printMil(program.mil, out);
}

static void printTensor(const Tensor &tensor, std::ostream &out) {
  out << quoted(tensor.name) << " : " << typeText(tensor.dtype, tensor.shape);
}

static void printStep(const Bundle &bundle, const Step &step, std::ostream &out) {
  out << "  ";
  if (!step.results.empty())
    out << listed(step.results, "%") << " = ";
  if (step.kind == StepKind::Call)
    out << "call " << quoted(bundle.programs[step.target].name) << "(" << listed(step.operands, "%")
        << ")\n";
  else if (step.kind == StepKind::Reload)
    out << (step.strategy == ReloadStrategy::Reload ? "reload " : "recompile ")
        << quoted(bundle.programs[step.target].name) << "\n";
  else
    out << (step.kind == StepKind::LoadGlobal ? "load " : "store ")
        << quoted(bundle.globals[step.target].tensor.name) << (step.operands.empty() ? "" : " ")
        << listed(step.operands, "%") << "\n";
}

static void printEntry(const Bundle &bundle, const Entry &entry, std::ostream &out) {
  out << "entry " << quoted(entry.name) << " group " << quoted(entry.group) << "\n";
  for (size_t i = 0; i < entry.inputs.size(); ++i) {
    out << "  input %" << i << " ";
    printTensor(entry.inputs[i], out);
    out << "\n";
  }
  for (const Step &step : entry.steps)
    printStep(bundle, step, out);
  for (size_t i = 0; i < entry.outputs.size(); ++i) {
    out << "  output %" << entry.outputValues[i] << " ";
    printTensor(entry.outputs[i], out);
    out << "\n";
  }
}

void anemone::bundle::printText(const Bundle &bundle, std::ostream &out) {
  out << "bundle " << kMajor << "." << kMinor << " for " << quoted(bundle.target) << " by "
      << quoted(bundle.producer) << "\n";
  for (const Global &global : bundle.globals) {
    out << "global ";
    printTensor(global.tensor, out);
    out << (global.isMutable ? " mutable" : "");
    if (global.copyOf)
      out << " copy of " << quoted(bundle.globals[*global.copyOf].tensor.name) << "\n";
    else
      out << " initial " << global.initial.size << "\n";
  }
  if (!bundle.audit.empty())
    out << "audit " << listed(bundle.audit) << "\n";
  for (const Node &node : bundle.folded)
    printNode(node, "folded", out);
  for (const Program &program : bundle.programs)
    printProgram(program, out);
  for (const Entry &entry : bundle.entries)
    printEntry(bundle, entry, out);
}
