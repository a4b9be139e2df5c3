//===- NpyTest.cpp - NumPy's array files, good and hostile ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Npy.h"
#include <gtest/gtest.h>

using namespace anemone;
using mil::DType;

/// A file of version `major` with this header and `data` zero bytes.
static std::vector<uint8_t> file(const std::string &header, size_t data, unsigned major = 1) {
  std::string text = "\x93NUMPY";
  text += char(major);
  text += '\0';
  for (unsigned i = 0; i < (major == 1 ? 2u : 4u); ++i)
    text += char(header.size() >> (8 * i));
  text += header + std::string(data, '\0');
  return {text.begin(), text.end()};
}

static std::string failure(const std::vector<uint8_t> &bytes) {
  return npy::parse(bytes).status().message();
}

static std::string dictionary(const std::string &descr, const std::string &shape) {
  return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
}

TEST(Npy, RoundTripOfEveryType) {
  for (DType dtype :
       {DType::Bool, DType::Int8, DType::UInt8, DType::Int16, DType::UInt16, DType::Int32,
        DType::UInt32, DType::Int64, DType::UInt64, DType::Fp16, DType::Fp32, DType::Fp64}) {
    npy::Array array{dtype, {2, 3}, {}};
    array.data.resize(6 * std::max(8u, mil::bitWidth(dtype)) / 8);
    for (size_t i = 0; i < array.data.size(); ++i)
      array.data[i] = uint8_t(i);
    auto bytes = npy::serialize(array);
    ASSERT_TRUE(bytes.ok()) << bytes.message();
    auto back = npy::parse(*bytes);
    ASSERT_TRUE(back.ok()) << back.message();
    EXPECT_EQ(back->dtype, dtype);
    EXPECT_EQ(back->shape, array.shape);
    EXPECT_EQ(back->data, array.data);
  }
  EXPECT_FALSE(npy::serialize({DType::BF16, {}, {0, 0}}).ok());
}

TEST(Npy, ShapesOfAnyRank) {
  EXPECT_EQ(npy::parse(file(dictionary("<f4", "()"), 4))->shape, std::vector<int64_t>());
  EXPECT_EQ(npy::parse(file(dictionary("<f4", "(3,)"), 12))->shape, std::vector<int64_t>{3});
  EXPECT_EQ(npy::parse(file(dictionary("<f4", "(0, 5)"), 0))->data.size(), 0u);
}

TEST(Npy, Versions1To3) {
  for (unsigned major : {1, 2, 3})
    EXPECT_TRUE(npy::parse(file(dictionary("<f4", "(2,)"), 8, major)).ok()) << major;
  EXPECT_NE(failure(file(dictionary("<f4", "(2,)"), 8, 4)).find("version 4"), std::string::npos);
}

TEST(Npy, BigEndianElementsAreTurned) {
  std::vector<uint8_t> bytes = file(dictionary(">i4", "(1,)"), 4);
  bytes.back() = 7;
  EXPECT_EQ(npy::parse(bytes)->data, (std::vector<uint8_t>{7, 0, 0, 0}));
}

TEST(Npy, FortranOrderIsAClearError) {
  std::string header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }";
  EXPECT_NE(failure(file(header, 16)).find("is in Fortran order; save it in C order"),
            std::string::npos);
}

TEST(Npy, TheSizeMustBeExact) {
  EXPECT_EQ(failure(file(dictionary("<f4", "(2, 2)"), 15)),
            "has 15 bytes of data, but its header promises 16");
  EXPECT_EQ(failure(file(dictionary("<f4", "(2, 2)"), 17)),
            "has 17 bytes of data, but its header promises 16");
  EXPECT_NE(failure(file(dictionary("<f8", "(9223372036854775807, 3)"), 8)).find("more elements"),
            std::string::npos);
}

TEST(Npy, HostileHeaders) {
  for (const char *header :
       {"", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} import os",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}", "{'descr': '<f4"})
    EXPECT_NE(failure(file(header, 4)).find("has a header that is not"), std::string::npos)
        << header;
  for (const char *descr : {"<c8", "|O", "<U3", "f4", "<f16", "<f", "", "<M8[ns]", "|b2"})
    EXPECT_NE(failure(file(dictionary(descr, "()"), 4)).find("has elements of type '"),
              std::string::npos)
        << descr;
}

TEST(Npy, TruncatedAndDamagedFilesNeverCrash) {
  std::vector<uint8_t> good = file(dictionary("<f4", "(2, 2)"), 16, 2);
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(npy::parse(std::span(good).first(size)).ok()) << size;
  for (size_t at = 0; at < good.size(); ++at)
    for (unsigned flip : {0x01, 0x20, 0xff}) {
      std::vector<uint8_t> bytes = good;
      bytes[at] ^= uint8_t(flip);
      (void)npy::parse(bytes).ok();
    }
  EXPECT_EQ(failure(std::vector<uint8_t>(100, 'x')), "is not a .npy file");
}

TEST(Npy, MissingFileAndFolder) {
  EXPECT_NE(npy::read("/nonexistent.npy").message().find("cannot read '/nonexistent.npy'"),
            std::string::npos);
  EXPECT_FALSE(npy::read("/").ok());
}
