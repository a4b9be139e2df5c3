//===- PayloadsTest.cpp - Where a model keeps its parameters --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Payloads.h"
#include "lib/Import/ONNX/File/Protobuf.h"
#include <cstring>
#include <gtest/gtest.h>

using namespace anemone::onnxfile;

namespace {

// Protobuf's own writer is the oracle: what it serialized must be found where it lies.

onnx::TensorProto *addTensor(onnx::ModelProto &model, const char *name) {
  onnx::TensorProto *tensor = model.mutable_graph()->add_initializer();
  tensor->set_name(name);
  tensor->set_data_type(onnx::TensorProto::FLOAT);
  tensor->add_dims(3);
  return tensor;
}

std::string rawOf(std::initializer_list<float> values) {
  std::string raw;
  for (float value : values)
    raw.append(reinterpret_cast<const char *>(&value), sizeof(value));
  return raw;
}

std::string bytesAt(const std::string &file, const Payload &payload) {
  return file.substr(payload.offset, payload.length);
}

// Both encodings that are contiguous in the file are found, each at its tensor's index.
TEST(Payloads, FindsRawAndPackedData) {
  onnx::ModelProto model;
  addTensor(model, "raw")->set_raw_data(rawOf({1, 2, 3}));
  addTensor(model, "none");
  onnx::TensorProto *packed = addTensor(model, "packed");
  for (float value : {4, 5, 6})
    packed->add_float_data(value);
  std::string file = model.SerializeAsString();

  auto stripped = stripPayloads(file);
  ASSERT_TRUE(stripped.ok());
  ASSERT_EQ(stripped->initializers.size(), 2u);
  EXPECT_EQ(bytesAt(file, stripped->initializers.at(0)), rawOf({1, 2, 3}));
  EXPECT_FALSE(stripped->initializers.at(0).floats);
  EXPECT_EQ(bytesAt(file, stripped->initializers.at(2)), rawOf({4, 5, 6}));
  EXPECT_TRUE(stripped->initializers.at(2).floats);
}

// What is left is the same model without the elements: everything else survives.
TEST(Payloads, LeavesTheRestAsItIs) {
  onnx::ModelProto model;
  model.set_producer_name("test");
  addTensor(model, "w")->set_raw_data(rawOf({1, 2, 3}));
  model.mutable_graph()->add_node()->set_op_type("Relu");
  auto stripped = stripPayloads(model.SerializeAsString());
  ASSERT_TRUE(stripped.ok());

  onnx::ModelProto rest;
  ASSERT_TRUE(rest.ParseFromString(stripped->bytes));
  model.mutable_graph()->mutable_initializer(0)->clear_raw_data();
  EXPECT_EQ(rest.SerializeAsString(), model.SerializeAsString());
}

// A tensor in the attribute of a node is found by the indices of both.
TEST(Payloads, FindsTensorsOfAttributes) {
  onnx::ModelProto model;
  model.mutable_graph()->add_node()->add_attribute()->set_i(1);
  onnx::NodeProto *node = model.mutable_graph()->add_node();
  node->add_attribute()->set_name("other");
  node->add_attribute()->mutable_t()->set_raw_data("abcd");
  std::string file = model.SerializeAsString();
  auto stripped = stripPayloads(file);
  ASSERT_TRUE(stripped.ok());
  ASSERT_EQ(stripped->attributes.count({1, 1}), 1u);
  EXPECT_EQ(bytesAt(file, stripped->attributes.at({1, 1})), "abcd");
}

// A tensor with two encodings is left to be judged as a whole: none of them is the payload.
TEST(Payloads, LeavesATensorWithTwoEncodings) {
  onnx::ModelProto model;
  onnx::TensorProto *tensor = addTensor(model, "w");
  tensor->set_raw_data(rawOf({1, 2, 3}));
  tensor->add_float_data(1);
  std::string file = model.SerializeAsString();
  auto stripped = stripPayloads(file);
  ASSERT_TRUE(stripped.ok());
  EXPECT_TRUE(stripped->initializers.empty());
  EXPECT_EQ(stripped->bytes, file);
}

// Protobuf merges a field that occurs twice; indices run on over the second graph.
TEST(Payloads, CountsOnOverASecondGraph) {
  onnx::ModelProto first, second;
  addTensor(first, "a")->set_raw_data("aaaa");
  addTensor(second, "b")->set_raw_data("bbbb");
  std::string file = first.SerializeAsString() + second.SerializeAsString();
  auto stripped = stripPayloads(file);
  ASSERT_TRUE(stripped.ok());
  ASSERT_EQ(stripped->initializers.count(1), 1u);
  EXPECT_EQ(bytesAt(file, stripped->initializers.at(1)), "bbbb");
}

// The place of the damage is that in the file, not in the message that holds it.
TEST(Payloads, NamesTheByteOfDamage) {
  onnx::ModelProto model;
  addTensor(model, "w")->set_raw_data(rawOf({1, 2, 3}));
  std::string file = model.SerializeAsString();
  auto stripped = stripPayloads(file.substr(0, file.size() - 1));
  ASSERT_FALSE(stripped.ok());
  EXPECT_NE(stripped.message().find("at byte "), std::string::npos);
}

} // namespace
