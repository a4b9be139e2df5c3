//===- HostileTextTest.cpp - Texts that were cut, corrupted or contrived --===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Examples.h"
#include "anemone/MIL/Text.h"
#include "gtest/gtest.h"
#include <cstdio>

using namespace anemone;
using namespace anemone::mil;

namespace {

/// "12:3: ".
bool beginsWithPlace(const std::string &message) {
  unsigned line = 0, column = 0;
  int length = 0;
  return std::sscanf(message.c_str(), "%u:%u: %n", &line, &column, &length) == 2 && length > 0 &&
         line > 0 && column > 0;
}

/// A failure says where; a tree that parsed prints to a text that parses to the same text.
void expectErrorOrFixedPoint(const std::string &text) {
  Result<Program> program = parse(text);
  if (!program.ok()) {
    EXPECT_TRUE(beginsWithPlace(program.message())) << program.message();
    return;
  }
  std::string once = toString(*program);
  Result<Program> again = parse(once);
  ASSERT_TRUE(again.ok()) << again.message() << "\n" << once;
  EXPECT_EQ(toString(*again), once);
}

TEST(HostileText, CutAnywhere) {
  for (const std::string &text : {examples::kConvolution, examples::kOldDialect}) {
    // The last character is a line break, which a text may lack.
    for (size_t size = 0; size + 1 < text.size(); size += size < text.size() - 64 ? 64 : 1)
      EXPECT_FALSE(parse(text.substr(0, size)).ok()) << size;
  }
}

TEST(HostileText, CorruptAnywhere) {
  for (const std::string &text : {examples::kConvolution, examples::kOldDialect}) {
    for (size_t at = 0; at < text.size(); at += 64) {
      for (int mask : {0x01, 0x02, 0x08, 0x20, 0x80, 0xff}) {
        std::string corrupt = text;
        corrupt[at] = static_cast<char>(corrupt[at] ^ mask);
        expectErrorOrFixedPoint(corrupt);
      }
    }
  }
}

TEST(HostileText, BytesRemovedOrDoubled) {
  const std::string &text = examples::kConvolution;
  for (size_t at = 0; at < text.size(); at += 7) {
    expectErrorOrFixedPoint(text.substr(0, at) + text.substr(at + 1));
    expectErrorOrFixedPoint(text.substr(0, at) + text[at] + text.substr(at));
  }
}

TEST(HostileText, ShapesThatOverflow) {
  // 2^40 squared is more than 64 bits hold; a checked product must not wrap to something small.
  std::string huge = "1099511627776";
  Result<Program> program = parse("program(1.3) { func main<ios18>(tensor<fp16, [" + huge + ", " +
                                  huge + "]> x) {} -> (x); }");
  EXPECT_TRUE(contains(program.message(), "more elements than can be counted"));
  EXPECT_FALSE(parse("program(1.3) { func main<ios18>(tensor<fp16, [99999999999999999999]> x) {} "
                     "-> (x); }")
                   .ok());
  EXPECT_FALSE(parse("program(1.3) { func main<ios18>(tensor<fp16, [-1]> x) {} -> (x); }").ok());
}

TEST(HostileText, ShapesThatClaimMoreThanTheTextHolds) {
  // Nothing may be allocated by a claimed size: this would be a terabyte.
  EXPECT_TRUE(
      contains(parse(examples::around("tensor<fp16, [1099511627776]> y = const()[name = "
                                      "string(\"y\"), val = tensor<fp16, [1099511627776]>([1])];"))
                   .message(),
               "expected 1099511627776 elements"));
}

TEST(HostileText, DeepNesting) {
  // A parser that recursed would overflow its stack.
  constexpr size_t depth = 1000000;
  std::string list(depth, '[');
  EXPECT_FALSE(parse(examples::around("tensor<fp16, [1]> y = const()[val = tensor<fp16, [1]>(" +
                                      list + ")];"))
                   .ok());
  std::string tensors, blobs;
  for (size_t i = 0; i < 100000; ++i) {
    tensors += "tensor<";
    blobs += "string(BLOBFILE(path = ";
  }
  EXPECT_FALSE(parse(examples::around(tensors + " y = relu(x = x);")).ok());
  EXPECT_FALSE(parse(examples::around("fp16 y = relu(x = " + blobs)).ok());
  EXPECT_FALSE(parse(examples::around("fp16 y = relu(x = " + std::string(depth, '('))).ok());
}

TEST(HostileText, ManyExtentsParseInLinearTime) {
  std::string ones = "1";
  for (int i = 0; i < 100000; ++i)
    ones += ",1";
  std::string type = "tensor<fp16, [" + ones + "]>";
  EXPECT_TRUE(parse(examples::around(type + " y = const()[val = " + type + "([1])];")).ok());
}

TEST(HostileText, ManyProblemsAreCounted) {
  std::string lines;
  for (int i = 0; i < 1000; ++i)
    lines += "fp16 v" + std::to_string(i) + " = relu(x = missing);\n";
  Result<Program> program = parse(examples::around(lines));
  EXPECT_TRUE(contains(program.message(), "\nand 981 more"));
  EXPECT_LT(program.message().size(), 4096u);
}

TEST(HostileText, BytesThatAreNoText) {
  expectErrorOrFixedPoint(std::string("program(1.3)\0{}", 15));
  expectErrorOrFixedPoint("\xff\xfe p");
  expectErrorOrFixedPoint(std::string(4096, '\0'));
}

} // namespace
