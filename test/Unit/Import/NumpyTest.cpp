//===- NumpyTest.cpp - NumPy array files ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/ReadModel.h"
#include <gtest/gtest.h>

using namespace anemone::onnxfile;

namespace {

/// A file of version 1 as NumPy writes it: the header padded to 64 bytes.
std::string file(const std::string &dictionary, const std::string &elements) {
  std::string header = dictionary;
  header.resize(118 - 1, ' ');
  header += '\n';
  return std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header + elements;
}

TEST(Numpy, ReadsAMatrix) {
  auto tensor = readNumpy(file("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2), }",
                               std::string("\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0", 16)));
  ASSERT_TRUE(tensor.ok()) << tensor.message();
  EXPECT_EQ(tensor->type, ElementType::Int64);
  EXPECT_EQ(tensor->dims, (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(tensor->bytes.size(), 16u);
}

TEST(Numpy, ReadsScalarsAndVectors) {
  auto scalar = readNumpy(file("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", "\1"));
  ASSERT_TRUE(scalar.ok()) << scalar.message();
  EXPECT_TRUE(scalar->dims.empty());
  auto vector = readNumpy(file("{'descr': '|u1', 'fortran_order': True, 'shape': (3,), }", "abc"));
  ASSERT_TRUE(vector.ok()) << vector.message();
  EXPECT_EQ(vector->dims, std::vector<int64_t>{3});
}

// Reading these as if they were in order would be silently wrong.
TEST(Numpy, RefusesOtherOrders) {
  EXPECT_NE(readNumpy(file("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2), }", "abcd"))
                .message()
                .find("Fortran"),
            std::string::npos);
  EXPECT_NE(readNumpy(file("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "abcd"))
                .message()
                .find("'>f4'"),
            std::string::npos);
}

TEST(Numpy, RefusesDamage) {
  std::string whole = file("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "abc");
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(readNumpy(std::string_view(whole).substr(0, size)).ok()) << size;
  EXPECT_FALSE(readNumpy(file("{'shape': (-1,)", "")).ok());
}

} // namespace
