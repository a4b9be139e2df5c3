//===- Certificate.cpp - ane-run info --certificate -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Bundle/Bundle.h"
#include "anemone/Target/Constraints.h"
#include "tools/ane-run/Commands.h"
#include "tools/ane-run/Table.h"
#include <iostream>

using namespace anemone;
using bundle::Bundle;
using bundle::Placement;
using bundle::Program;

static std::string countOf(size_t count) {
  return std::to_string(count) + (count == 1 ? " node" : " nodes");
}

static void printNodes(const Bundle &bundle) {
  std::vector<std::vector<std::string>> rows = {{"node", "operator", "program", "runs on", "why"}};
  for (const Program &program : bundle.programs)
    for (const bundle::Node &node : program.nodes)
      rows.push_back({node.name, node.op, program.name,
                      program.placement == Placement::Engine ? "engine" : "host", node.why});
  for (const bundle::Node &node : bundle.folded)
    rows.push_back({node.name, node.op, "none", "neither",
                    "it was evaluated when compiling, merged with another, or is not read"});
  run::printTable(rows, rows.front().size());
}

static void printCounts(const Bundle &bundle) {
  for (const Program &program : bundle.programs)
    std::cout << "program '" << program.name << "' runs " << countOf(program.nodes.size())
              << " on the " << (program.placement == Placement::Engine ? "engine" : "host") << "\n";
  std::cout << "no program runs " << countOf(bundle.folded.size()) << "\n";
}

static void printAudit(const Bundle &bundle) {
  if (bundle.audit.empty()) {
    std::cout << "programs on the engine were not checked for the constraints of a target\n";
    return;
  }
  std::cout << "programs on the engine obey, for target '" << bundle.target << "':";
  for (uint16_t number : bundle.audit)
    std::cout << " " << target::label(number);
  std::cout << "\n";
}

Status run::certificate(const std::string &path) {
  Result<std::unique_ptr<bundle::File>> file = bundle::File::open(path);
  if (!file.ok())
    return file.status();
  const Bundle &bundle = (*file)->bundle();
  bool isEmpty = bundle.folded.empty() && bundle.audit.empty();
  for (const Program &program : bundle.programs)
    isEmpty &= program.nodes.empty();
  if (isEmpty)
    return Status::failure("bundle '" + path +
                           "' has no certificate: it was made from programs "
                           "that name no nodes of a model, or by an older compiler");
  printNodes(bundle);
  printCounts(bundle);
  printAudit(bundle);
  return Status::success();
}
