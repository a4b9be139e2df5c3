//===- SampleBundle.cpp - A small bundle for tests ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleBundle.h"
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <ostream>
#include <unistd.h>

using namespace anemone;
using namespace anemone::bundle;

test::Sample::Sample() {
  RangePlanner planner;
  for (uint64_t size : {320, 200, 48})
    ranges.push_back(planner.take(size));
  Surface in{"i00", mil::DType::Fp16, {1, 5, 2, 32}, {1, 5, 2, 10}, 64, 128, 640, 49152};
  Surface out{"o00", mil::DType::Fp16, {1, 12, 1, 32}, {1, 12, 1, 1}, 64, 64, 768, 49152};
  Program program;
  program.name = "forward_0";
  program.mil = "program(1.3)\n{ \"text\"\n}\n";
  program.weightFiles = {{"@model_path/weights/weight.bin", ranges[0]}};
  program.weights = {
      {"@model_path/weights/weight.bin", 64, mil::DType::Fp16, {5, 10}, "fc.weight", ranges[1]}};
  program.inputs = {in};
  program.outputs = {out};
  program.sources = {{"v0", "Gemm_0"}};
  program.operations = {{"linear", 1}, {"relu", 2}};
  program.peakBytes = 4096;
  program.nodes = {{"Gemm_0", "Gemm", ""}};
  Entry entry{"forward",
              "forward",
              {{"image", mil::DType::Fp32, {1, 10, 10}}},
              {{"logits", mil::DType::Fp32, {1, 12}}, {"state", mil::DType::Fp32, {12}}},
              {},
              {1, 2}};
  entry.steps = {{StepKind::Call, 0, {0}, {1}},
                 {StepKind::LoadGlobal, 0, {}, {2}},
                 {StepKind::StoreGlobal, 0, {1}, {}}};
  bundle = {"strict",
            "anemone 0.1.0",
            {program},
            {entry},
            {{{"state", mil::DType::Fp32, {12}}, true, ranges[2]}},
            {{"Shape_0", "Shape", ""}},
            {4, 20}};
}

RangeWriter test::Sample::writer() const {
  return [ranges = ranges](std::ostream &out, const Range &range) {
    char fill = 1;
    for (const Range &other : ranges)
      fill += other.offset < range.offset;
    out << std::string(range.size, fill);
    return Status::success();
  };
}

std::string test::temporaryPath(const std::string &name) {
  return testing::TempDir() + "anemone-bundle-" + std::to_string(getpid()) + "-" + name;
}

std::vector<char> test::readAll(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void test::writeAll(const std::string &path, const std::vector<char> &bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), std::streamsize(bytes.size()));
}
