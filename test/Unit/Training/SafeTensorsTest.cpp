//===- SafeTensorsTest.cpp - Tensors in a file, hostile ones included -----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/SafeTensors.h"
#include "Support.h"
#include <random>

using namespace anemone;
using namespace anemone::run;
using namespace anemone::test;

/// A file with this header, however wrong, and this many bytes of tensors.
static std::string fileOf(const std::string &header, size_t data,
                          std::optional<uint64_t> length = {}) {
  uint64_t size = length.value_or(header.size());
  return std::string(reinterpret_cast<const char *>(&size), 8) + header + std::string(data, 'x');
}

static std::string problem(const std::string &bytes) {
  std::string path = writeFile("hostile", bytes);
  std::string message = SafeTensors::open(path).status().message();
  unlink(path.c_str());
  size_t colon = message.find(": ");
  return colon == message.npos ? message : message.substr(colon + 2);
}

static const char *kTwo = R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                          R"("b":{"dtype":"I8","shape":[],"data_offsets":[16,17]}})";

TEST(SafeTensors, ReadsWhatOthersWrite) {
  std::string path = writeFile("two", fileOf(kTwo, 17));
  auto file = SafeTensors::open(path);
  ASSERT_TRUE(file.ok()) << file.message();
  ASSERT_NE(file->find("a"), nullptr);
  EXPECT_EQ(file->find("a")->shape, (std::vector<int64_t>{2, 2}));
  EXPECT_EQ(file->find("b")->dtype, mil::DType::Int8);
  EXPECT_EQ(file->find("b")->data.size(), 1u);
  EXPECT_EQ(file->find("c"), nullptr);
}

TEST(SafeTensors, FilesThatAreNone) {
  EXPECT_EQ(problem(""), "it has 0 bytes, too few for a header");
  EXPECT_EQ(problem("abc"), "it has 3 bytes, too few for a header");
  EXPECT_EQ(problem(fileOf("{}", 0, uint64_t(1) << 62)),
            "its header would have 4611686018427387904 bytes, and the file has 10");
  EXPECT_EQ(problem(fileOf("{}", 0, 3)), "its header would have 3 bytes, and the file has 10");
  EXPECT_EQ(problem(fileOf("{\"a\":", 0)), "its header is not a JSON object");
  EXPECT_EQ(problem(fileOf("[1]", 0)), "its header is not a JSON object");
  EXPECT_EQ(problem(fileOf(std::string(100000, '['), 0)), "its header is not a JSON object");
  EXPECT_EQ(problem(fileOf("\xff\xfe", 0)), "its header is not a JSON object");
  EXPECT_EQ(problem(fileOf("{}", 4)), "4 bytes belong to no tensor");
  EXPECT_EQ(problem(fileOf(R"({"__metadata__":3})", 0)), "its '__metadata__' is no object");
  EXPECT_EQ(problem(fileOf(R"({"__metadata__":{"a":3}})", 0)), "its metadata 'a' is no string");
}

TEST(SafeTensors, TensorsThatDoNotFit) {
  auto one = [](const std::string &dtype, const std::string &shape, const std::string &offsets,
                size_t data) {
    return problem(fileOf("{\"a\":{\"dtype\":" + dtype + ",\"shape\":" + shape +
                              ",\"data_offsets\":" + offsets + "}}",
                          data));
  };
  EXPECT_EQ(one("\"F32\"", "[2]", "[0,8]", 8), "");
  EXPECT_EQ(one("\"F32\"", "[0]", "[0,0]", 0), "");
  EXPECT_EQ(one("\"F31\"", "[2]", "[0,8]", 8), "tensor 'a' has no element type that is known");
  EXPECT_EQ(one("7", "[2]", "[0,8]", 8), "tensor 'a' has no element type that is known");
  for (const char *shape : {"[-1]", "[1.5]", "2", "[\"2\"]", "[18446744073709551615]", "null"})
    EXPECT_EQ(one("\"F32\"", shape, "[0,8]", 8),
              "tensor 'a' lacks a shape or a place of whole numbers")
        << shape;
  for (const char *offsets : {"[0]", "[0,8,9]", "[-4,4]", "{}"})
    EXPECT_EQ(one("\"F32\"", "[2]", offsets, 8),
              "tensor 'a' lacks a shape or a place of whole numbers")
        << offsets;
  EXPECT_EQ(one("\"F32\"", "[2]", "[8,0]", 8),
            "tensor 'a' lies at bytes 8 to 0, but the file has 8 bytes of tensors");
  EXPECT_EQ(one("\"F32\"", "[2]", "[0,9]", 8),
            "tensor 'a' lies at bytes 0 to 9, but the file has 8 bytes of tensors");
  EXPECT_EQ(one("\"F32\"", "[3]", "[0,8]", 8),
            "tensor 'a' has 8 bytes, which its shape does not need");
  // A product that overflows to the right number.
  EXPECT_EQ(one("\"F32\"", "[4294967296,4294967296]", "[0,0]", 0),
            "tensor 'a' has 0 bytes, which its shape does not need");
  EXPECT_EQ(problem(fileOf(R"({"a":3})", 0)), "tensor 'a' has no element type that is known");
}

TEST(SafeTensors, PlacesThatOverlapOrLeaveGaps) {
  auto two = [](int begin, int end) {
    return problem(fileOf(R"({"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},)"
                          R"("b":{"dtype":"I8","shape":[4],"data_offsets":[)" +
                              std::to_string(begin) + "," + std::to_string(end) + "]}}",
                          8));
  };
  EXPECT_EQ(two(4, 8), "");
  EXPECT_EQ(two(2, 6), "tensor 'b' overlaps another");
  EXPECT_EQ(two(0, 4), "tensor 'b' overlaps another");
  EXPECT_EQ(problem(fileOf(R"({"a":{"dtype":"I8","shape":[4],"data_offsets":[2,6]}})", 6)),
            "tensor 'a' follows a gap");
}

// Whatever is cut off or changed, the file is read or refused: nothing is read beyond its end.
TEST(SafeTensors, DamagedFilesAreReadOrRefused) {
  std::string whole = fileOf(kTwo, 17);
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(problem(whole.substr(0, size)), "") << size;
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = whole;
    damaged[random() % (whole.size() - 17)] = char(random());
    problem(damaged);
  }
}

static Status writeOne(const std::string &path, const TensorReader &reader) {
  return writeSafeTensors({{"w", mil::DType::Fp32, {2}, {}}, {"s", mil::DType::Fp16, {}, {}}},
                          {{"step", "3"}}, reader, path);
}

TEST(SafeTensors, WritesWhatItReads) {
  std::string path = pathOf("written");
  auto reader = [](const StoredTensor &tensor, std::span<uint8_t> data) {
    std::fill(data.begin(), data.end(), tensor.name == "w" ? 1 : 2);
    return Status::success();
  };
  ASSERT_TRUE(writeOne(path, reader).ok());
  auto file = SafeTensors::open(path);
  ASSERT_TRUE(file.ok()) << file.message();
  EXPECT_EQ(file->metadata().at("step"), "3");
  EXPECT_EQ(file->find("w")->data[7], 1);
  EXPECT_EQ(file->find("s")->data[1], 2);
  EXPECT_EQ(file->find("s")->data.size(), 2u);
  unlink(path.c_str());
}

// The old file stays until the new one is whole, and nothing is left of one that is not.
TEST(SafeTensors, FailedWritesKeepTheOldFile) {
  std::string path = writeFile("kept", "old");
  auto reader = [](const StoredTensor &tensor, std::span<uint8_t>) {
    return tensor.name == "w" ? Status::success() : Status::failure("no such tensor");
  };
  EXPECT_EQ(writeOne(path, reader).message(), "no such tensor");
  EXPECT_EQ(readFile(path), "old");
  EXPECT_NE(access((path + ".partial").c_str(), F_OK), 0);
  unlink(path.c_str());
  EXPECT_EQ(writeOne("/nonexistent/w", reader).message(),
            "cannot write '/nonexistent/w': there is no folder '/nonexistent'");
  EXPECT_EQ(writeOne(testing::TempDir(), reader).message(),
            "cannot write '" + testing::TempDir() + "': it exists and is not a regular file");
}
