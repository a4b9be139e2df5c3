//===- Info.cpp - ane-run info --------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Bundle/Bundle.h"
#include "tools/ane-run/Commands.h"
#include "tools/ane-run/Table.h"
#include <iostream>

using namespace anemone;
using bundle::Bundle;
using bundle::Program;

static std::string typeText(const bundle::Tensor &tensor) {
  std::string text = std::string(mil::spelling(tensor.dtype)) + " [";
  for (size_t i = 0; i < tensor.shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(tensor.shape[i]);
  return text + "]";
}

static void printEntries(const Bundle &bundle) {
  for (const bundle::Entry &entry : bundle.entries) {
    std::cout << "entry '" << entry.name << "'";
    if (entry.group != entry.name && !entry.group.empty())
      std::cout << " of group '" << entry.group << "'";
    std::cout << "\n";
    for (const bundle::Tensor &input : entry.inputs)
      std::cout << "  input  '" << input.name << "' " << typeText(input) << "\n";
    for (const bundle::Tensor &output : entry.outputs)
      std::cout << "  output '" << output.name << "' " << typeText(output) << "\n";
  }
}

static std::vector<std::string> tableRow(const Program &program) {
  uint64_t operations = 0, parameters = 0, weightBytes = 0, surfaceBytes = 0;
  for (const bundle::OperationCount &count : program.operations)
    operations += count.count;
  for (const bundle::Weight &weight : program.weights) {
    uint64_t elements = 1;
    for (int64_t extent : weight.shape)
      elements *= uint64_t(extent);
    parameters += elements;
  }
  for (const bundle::WeightFile &file : program.weightFiles)
    weightBytes += file.bytes.size;
  for (const std::vector<bundle::Surface> *list : {&program.inputs, &program.outputs})
    for (const bundle::Surface &surface : *list)
      surfaceBytes += surface.allocation;
  return {program.name,
          program.placement == bundle::Placement::Engine ? "engine" : "host",
          std::to_string(operations),
          std::to_string(parameters),
          std::to_string(weightBytes),
          std::to_string(program.inputs.size() + program.outputs.size()),
          std::to_string(surfaceBytes),
          std::to_string(program.peakBytes)};
}

static void printPrograms(const Bundle &bundle) {
  std::vector<std::vector<std::string>> rows = {{"program", "placement", "operations", "parameters",
                                                 "weight bytes", "surfaces", "surface bytes",
                                                 "peak bytes"}};
  for (const Program &program : bundle.programs)
    rows.push_back(tableRow(program));
  run::printTable(rows, /*textColumns=*/2);
}

/// "conv 9, relu 8"
static std::string listOperations(const Program &program) {
  std::string text;
  for (const bundle::OperationCount &count : program.operations)
    text += (text.empty() ? "" : ", ") + count.op + " " + std::to_string(count.count);
  return text.empty() ? "none" : text;
}

static void printDetails(const Bundle &bundle) {
  for (const Program &program : bundle.programs) {
    std::cout << "program '" << program.name << "' operations: " << listOperations(program) << "\n";
    for (const bundle::WeightFile &file : program.weightFiles)
      std::cout << "program '" << program.name << "' weight file: " << file.path << ", "
                << file.bytes.size << " bytes\n";
    if (!program.nodes.empty())
      std::cout << "program '" << program.name << "' nodes of the model: " << program.nodes.size()
                << "\n";
  }
}

Status run::info(const std::string &path) {
  Result<std::unique_ptr<bundle::File>> file = bundle::File::open(path);
  if (!file.ok())
    return file.status();
  const Bundle &bundle = (*file)->bundle();
  std::cout << "bundle '" << path << "' for target '" << bundle.target << "' by " << bundle.producer
            << "\n";
  printEntries(bundle);
  for (const bundle::Global &global : bundle.globals)
    std::cout << (global.isMutable ? "mutable " : "") << "global '" << global.tensor.name << "' "
              << typeText(global.tensor) << "\n";
  printPrograms(bundle);
  printDetails(bundle);
  return Status::success();
}
