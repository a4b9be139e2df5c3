//===- ValidateTest.cpp - Bundles that make no sense ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The numbers are those of "What is checked" in docs/Bundle.md.
//
//===----------------------------------------------------------------------===//

#include "SampleBundle.h"
#include "lib/Bundle/Table.h"
#include <functional>
#include <gtest/gtest.h>

using namespace anemone;
using namespace anemone::bundle;
using namespace anemone::bundle::test;

/// Applies `damage` to the sample and expects validate() to refuse it with a message that has
/// `part` in it.
static void expectRefused(const std::function<void(Bundle &)> &damage, const std::string &part) {
  Sample sample;
  damage(sample.bundle);
  Status status = validate(sample.bundle, 640);
  EXPECT_NE(status.message().find(part), std::string::npos)
      << "'" << status.message() << "' does not say '" << part << "'";
}

static Surface &input(Bundle &bundle) { return bundle.programs[0].inputs[0]; }
static std::vector<Step> &steps(Bundle &bundle) { return bundle.entries[0].steps; }

TEST(Validate, AcceptsTheSample) {
  EXPECT_EQ(validate(Sample().bundle, 640).message(), "");
  EXPECT_EQ(validate(Bundle(), 0).message(), "");
}

TEST(Validate, Rule1Names) {
  expectRefused([](Bundle &b) { b.programs.push_back(b.programs[0]); },
                "more than one program called");
  expectRefused([](Bundle &b) { b.entries.push_back(b.entries[0]); }, "more than one entry called");
  expectRefused([](Bundle &b) { b.globals.push_back(b.globals[0]); },
                "more than one global called");
  expectRefused([](Bundle &b) { b.programs[0].inputs.push_back(input(b)); },
                "program 'forward_0': there is more than one input surface called 'i00'");
  expectRefused([](Bundle &b) { input(b).symbol = ""; }, "there is a nameless input surface");
  expectRefused([](Bundle &b) { b.entries[0].outputs[1].name = "logits"; }, "occurs twice");
}

TEST(Validate, Rule2Shapes) {
  expectRefused([](Bundle &b) { input(b).shape = {1, 5, 20}; }, "does not have rank 4");
  expectRefused([](Bundle &b) { input(b).valid[1] = 0; }, "not positive");
  expectRefused([](Bundle &b) { input(b).shape[1] = -5; }, "not positive");
  expectRefused([](Bundle &b) { input(b).shape.assign(4, INT64_MAX); }, "too many elements");
  expectRefused([](Bundle &b) { input(b).dtype = mil::DType::String; }, "fill no byte");
  expectRefused([](Bundle &b) { input(b).dtype = mil::DType::Int4; }, "fill no byte");
  expectRefused([](Bundle &b) { b.entries[0].inputs[0].shape = {-1, 100}; }, "not positive");
  expectRefused([](Bundle &b) { b.entries[0].inputs[0].dtype = mil::DType::UInt4; }, "no byte");
  expectRefused([](Bundle &b) { b.globals[0].tensor.dtype = mil::DType::String; }, "no byte");
  expectRefused([](Bundle &b) { b.programs[0].weights[0].shape = {0}; }, "not positive");
  expectRefused([](Bundle &b) { b.globals[0].tensor.shape = {INT64_MAX, INT64_MAX}; }, "too many");
}

TEST(Validate, Rule3Strides) {
  expectRefused([](Bundle &b) { input(b).rowStride = 62; }, "do not hold");
  expectRefused([](Bundle &b) { input(b).rowStride = 65; }, "do not hold");
  expectRefused([](Bundle &b) { input(b).planeStride = 64; }, "do not hold");
  expectRefused([](Bundle &b) { input(b).batchStride = 512; }, "do not hold");
  expectRefused([](Bundle &b) { input(b).allocation = 639; }, "do not hold");
  expectRefused([](Bundle &b) { input(b).rowStride = ~uint64_t(1); }, "do not hold");
  expectRefused([](Bundle &b) { input(b).valid[3] = 33; },
                "fewer elements than are valid on axis 3");
}

TEST(Validate, Rule4Ranges) {
  auto file = [](Bundle &b) -> Range & { return b.programs[0].weightFiles[0].bytes; };
  expectRefused([&](Bundle &b) { file(b).size = 641; }, "not inside the 640 bytes");
  expectRefused([&](Bundle &b) { file(b).offset = ~uint64_t(63); }, "not inside");
  expectRefused([&](Bundle &b) { file(b).offset = 32; }, "not aligned");
  expectRefused([](Bundle &b) { b.programs[0].weights[0].path += "x"; }, "does not have");
  expectRefused([](Bundle &b) { b.programs[0].weights[0].metadataOffset = 320; }, "lies outside");
  expectRefused([](Bundle &b) { b.programs[0].weights[0].shape = {7}; }, "not 4 for each of 7");
  expectRefused([](Bundle &b) { b.globals[0].initial.size = 47; }, "its type needs 48");
}

TEST(Validate, Rule5Steps) {
  expectRefused([](Bundle &b) { steps(b)[0].target = 1; }, "calls program 1 of 1");
  expectRefused([](Bundle &b) { steps(b)[0].operands = {1}; }, "used before it is defined");
  expectRefused([](Bundle &b) { steps(b)[0].operands = {}; }, "has 0 operands");
  expectRefused([](Bundle &b) { steps(b)[0].results = {2}; }, "value 2 is defined where value 1");
  expectRefused([](Bundle &b) { steps(b)[1].target = 9; }, "uses global 9 of 1");
  expectRefused([](Bundle &b) { steps(b)[1].operands = {0}; }, "wrong number of operands");
  expectRefused([](Bundle &b) { b.globals[0].isMutable = false; }, "not mutable");
  expectRefused([](Bundle &b) { steps(b)[2].operands = {0}; }, "100 elements and is used where 12");
  expectRefused([](Bundle &b) { b.entries[0].inputs[0].shape = {99}; }, "99 elements");
  expectRefused([](Bundle &b) { b.entries[0].outputValues = {1}; }, "2 outputs and 1 values");
  expectRefused([](Bundle &b) { b.entries[0].outputValues = {1, 7}; }, "used before");
}

TEST(Validate, Rule6Certificate) {
  auto node = [](Bundle &b) -> Node & { return b.programs[0].nodes[0]; };
  expectRefused([&](Bundle &b) { node(b).name = ""; }, "a node without a name");
  expectRefused([&](Bundle &b) { node(b).op = ""; }, "without an operator");
  expectRefused([&](Bundle &b) { node(b).why = "it is large"; },
                "program 'forward_0': node 'Gemm_0' says why it runs on the host, and it does not");
  expectRefused([](Bundle &b) { b.programs[0].placement = Placement::Host; },
                "node 'Gemm_0' does not say why it runs on the host");
  expectRefused([](Bundle &b) { b.folded[0].why = "it is large"; }, "node 'Shape_0' says why");
  expectRefused([](Bundle &b) { b.audit = {4, 4}; }, "do not ascend");
  expectRefused([](Bundle &b) { b.audit = {20, 4}; }, "do not ascend");
}
