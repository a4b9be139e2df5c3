//===- ReadModelTest.cpp - From bytes to a model --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/ReadModel.h"
#include "lib/Import/ONNX/File/Protobuf.h"
#include <gtest/gtest.h>

using namespace anemone::onnxfile;

namespace {

onnx::ModelProto smallModel() {
  onnx::ModelProto model;
  auto *opset = model.add_opset_import();
  opset->set_domain("ai.onnx");
  opset->set_version(13);
  onnx::GraphProto *graph = model.mutable_graph();
  onnx::NodeProto *node = graph->add_node();
  node->set_op_type("Conv");
  node->set_domain("ai.onnx");
  node->add_input("x");
  node->add_input("w");
  node->add_output("y");
  onnx::AttributeProto *pads = node->add_attribute();
  pads->set_name("pads");
  pads->set_type(onnx::AttributeProto::INTS);
  for (int i = 0; i < 4; ++i)
    pads->add_ints(1);
  onnx::TensorProto *weight = graph->add_initializer();
  weight->set_name("w");
  weight->set_data_type(onnx::TensorProto::FLOAT);
  for (int64_t dim : {2, 3, 1, 1})
    weight->add_dims(dim);
  weight->set_raw_data(std::string(24, '\1'));
  auto *input = graph->add_input();
  input->set_name("x");
  auto *type = input->mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  type->mutable_shape()->add_dim()->set_dim_param("batch");
  type->mutable_shape()->add_dim()->set_dim_value(3);
  graph->add_output()->set_name("y");
  return model;
}

Tensor readOne(const onnx::TensorProto &proto) {
  onnx::ModelProto model = smallModel();
  *model.mutable_graph()->mutable_initializer(0) = proto;
  auto read = readModel(model.SerializeAsString());
  return read.ok() ? read->initializers.front() : Tensor();
}

onnx::TensorProto tensorProto(int type, std::initializer_list<int64_t> dims) {
  onnx::TensorProto proto;
  proto.set_name("w");
  proto.set_data_type(type);
  for (int64_t dim : dims)
    proto.add_dims(dim);
  return proto;
}

// The two spellings of the standard domain are one; a nameless node gets its type and place.
TEST(ReadModel, ReadsASmallModel) {
  std::string file = smallModel().SerializeAsString();
  auto model = readModel(file);
  ASSERT_TRUE(model.ok()) << model.message();
  EXPECT_EQ(model->opsets.at(""), 13);
  ASSERT_EQ(model->nodes.size(), 1u);
  EXPECT_EQ(model->nodes[0].name, "Conv_0");
  EXPECT_EQ(model->nodes[0].domain, "");
  EXPECT_EQ(model->nodes[0].find("pads")->ints, std::vector<int64_t>(4, 1));
  EXPECT_EQ((*model->inputs[0].shape)[0].symbol, "batch");
  EXPECT_EQ((*model->inputs[0].shape)[1].size, 3);
  const Tensor &weight = model->initializers[0];
  ASSERT_TRUE(weight.range.has_value());
  EXPECT_EQ(file.substr(weight.range->offset, weight.range->length), std::string(24, '\1'));
  EXPECT_TRUE(weight.bytes.empty());
}

// No damage may end in a crash, an exception or a report by protobuf itself.
TEST(ReadModel, SurvivesEveryTruncationAndEveryFlippedByte) {
  std::string file = smallModel().SerializeAsString();
  testing::internal::CaptureStderr();
  for (size_t i = 0; i < file.size(); ++i) {
    auto truncated = readModel(std::string_view(file).substr(0, i));
    EXPECT_TRUE(truncated.ok() || !truncated.message().empty());
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = file;
      flipped[i] ^= static_cast<char>(1 << bit);
      auto corrupt = readModel(flipped);
      EXPECT_TRUE(corrupt.ok() || !corrupt.message().empty());
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(ReadModel, RefusesOtherFiles) {
  EXPECT_NE(readModel("").message().find("holds no graph"), std::string::npos);
  EXPECT_FALSE(readModel("this is a text\n").ok());
  EXPECT_FALSE(readModel(std::string_view("\x7f"
                                          "ELF\2\1\1\0\0\0\0",
                                          11))
                   .ok());
}

// A size in bytes that overflows must not look like a small one.
TEST(ReadModel, RefusesGiantAndNegativeShapes) {
  for (int64_t dim : {int64_t(1) << 62, int64_t(1) << 55, int64_t(-1)}) {
    Tensor tensor = readOne(tensorProto(onnx::TensorProto::FLOAT, {dim, 4}));
    EXPECT_NE(tensor.problem.find("impossible shape"), std::string::npos) << dim << tensor.problem;
  }
  Tensor large = readOne(tensorProto(onnx::TensorProto::FLOAT, {int64_t(1) << 40}));
  EXPECT_NE(large.problem.find("needs 4398046511104"), std::string::npos) << large.problem;
}

// Half floats in int32_data are bit patterns: 0x3c00 is 1.
TEST(ReadModel, ReadsNarrowTypesFromInt32Data) {
  onnx::TensorProto half = tensorProto(onnx::TensorProto::FLOAT16, {2});
  half.add_int32_data(0x3c00);
  half.add_int32_data(0x4000);
  EXPECT_EQ(readOne(half).bytes, std::string("\x00\x3c\x00\x40", 4));

  onnx::TensorProto byte = tensorProto(onnx::TensorProto::INT8, {2});
  byte.add_int32_data(-1);
  byte.add_int32_data(300);
  EXPECT_NE(readOne(byte).problem.find("holds 300, which is no INT8"), std::string::npos);
}

TEST(ReadModel, RefusesTheWrongNumberOfElements) {
  onnx::TensorProto tensor = tensorProto(onnx::TensorProto::INT64, {2, 2});
  tensor.add_int64_data(1);
  EXPECT_NE(readOne(tensor).problem.find("holds 8 bytes of typed data, but 2x2 of INT64 needs 32"),
            std::string::npos);
}

onnx::TensorProto externalTensor(const char *location) {
  onnx::TensorProto tensor = tensorProto(onnx::TensorProto::FLOAT, {2});
  tensor.set_data_location(onnx::TensorProto::EXTERNAL);
  auto *entry = tensor.add_external_data();
  entry->set_key("location");
  entry->set_value(location);
  entry = tensor.add_external_data();
  entry->set_key("offset");
  entry->set_value("16");
  return tensor;
}

TEST(ReadModel, KeepsExternalDataInItsFile) {
  Tensor tensor = readOne(externalTensor("data/w.bin"));
  ASSERT_TRUE(tensor.range.has_value()) << tensor.problem;
  EXPECT_EQ(tensor.range->file, "data/w.bin");
  EXPECT_EQ(tensor.range->offset, 16u);
  EXPECT_EQ(tensor.range->length, 8u);
}

// A model that nobody trusts must not reach files beside its own folder.
TEST(ReadModel, RefusesPathsThatLeaveTheFolder) {
  for (const char *path :
       {"../w.bin", "a/../../w.bin", "/etc/passwd", "..", "", "C:\\w", "a\\..\\b"})
    EXPECT_NE(readOne(externalTensor(path)).problem.find("below the model's folder"),
              std::string::npos)
        << path;
  EXPECT_TRUE(isPathInside("a/..b/w.bin"));
}

// The declared type of an attribute and the field that is set must agree.
TEST(ReadModel, RefusesConfusedAttributes) {
  onnx::ModelProto model = smallModel();
  onnx::AttributeProto *attribute = model.mutable_graph()->mutable_node(0)->mutable_attribute(0);
  attribute->set_type(onnx::AttributeProto::FLOAT);
  auto read = readModel(model.SerializeAsString());
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->nodes[0].problems.size(), 1u);
  EXPECT_NE(read->nodes[0].problems[0].find("declared FLOAT, but holds INTS"), std::string::npos);
}

// Writers of the third version of protobuf leave out an integer that is 0.
TEST(ReadModel, TakesAMissingFieldAsZero) {
  onnx::ModelProto model = smallModel();
  onnx::AttributeProto *attribute = model.mutable_graph()->mutable_node(0)->mutable_attribute(0);
  attribute->clear_ints();
  attribute->set_type(onnx::AttributeProto::INT);
  auto read = readModel(model.SerializeAsString());
  ASSERT_TRUE(read.ok());
  ASSERT_TRUE(read->nodes[0].problems.empty());
  EXPECT_EQ(read->nodes[0].attributes[0].i, 0);
}

} // namespace
