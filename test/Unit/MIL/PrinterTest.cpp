//===- PrinterTest.cpp - One tree, one text -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Examples.h"
#include "anemone/MIL/Text.h"
#include "gtest/gtest.h"
#include <cmath>
#include <limits>
#include <sstream>

using namespace anemone;
using namespace anemone::mil;

namespace {

/// A program of one constant.
Program constant(Value value, const std::string &version = "1.3") {
  Operation operation;
  operation.op = "const";
  operation.results = {{"y", value.type}};
  operation.attributes = {{"name", Value::ofString("y")}, {"val", std::move(value)}};
  Function main;
  main.operations = {operation};
  main.outputs = {"y"};
  return {version, {}, {main}};
}

Value reparsed(const Value &value, const std::string &version = "1.3") {
  Result<Program> program = parse(toString(constant(value, version)));
  EXPECT_TRUE(program.ok()) << program.message();
  return program.ok() ? *program->functions[0].operations[0].attribute("val") : Value();
}

TEST(Printer, PrintsWhatItParsed) {
  for (const std::string &text : {examples::kConvolution, examples::kOldDialect}) {
    Result<Program> program = parse(text);
    ASSERT_TRUE(program.ok()) << program.message();
    EXPECT_EQ(toString(*program).size(), text.size());
    std::ostringstream out;
    print(*program, out);
    EXPECT_EQ(out.str(), toString(*program));
  }
  EXPECT_EQ(toString(*parse(examples::kConvolution)), examples::kConvolution);
}

TEST(Printer, SpellsScalarsAsTheVersionWantsThem) {
  Value half = Value::ofFloat(DType::Fp16, 0.5);
  EXPECT_TRUE(contains(toString(constant(half, "1.3")),
                       "fp16 y = const()[name = string(\"y\"), val = fp16(0x1p-1)];"));
  EXPECT_TRUE(contains(toString(constant(half, "1.0")),
                       "tensor<fp16, []> y = const()[name = tensor<string, []>(\"y\"), "
                       "val = tensor<fp16, []>(0x1p-1)];"));
}

TEST(Printer, ChangesDialectWithTheVersion) {
  Result<Program> program = parse(examples::kConvolution);
  ASSERT_TRUE(program.ok());
  program->version = "1.0";
  std::string older = toString(*program);
  EXPECT_TRUE(contains(older, "offset = tensor<uint64, []>(64)"));
  Result<Program> again = parse(older);
  ASSERT_TRUE(again.ok()) << again.message();
  again->version = "1.3";
  EXPECT_EQ(toString(*again), examples::kConvolution);
}

TEST(Printer, PrintsFloatsExactly) {
  struct {
    double value;
    const char *text;
  } cases[] = {{1, "0x1p+0"},
               {-0.1875, "-0x1.8p-3"},
               {0, "0x0p+0"},
               {-0.0, "-0x0p+0"},
               {65504, "0x1.ffcp+15"},
               {0.1, "0x1.999999999999ap-4"},
               {5e-324, "0x1p-1074"},
               {std::numeric_limits<double>::infinity(), "inf"},
               {-std::numeric_limits<double>::infinity(), "-inf"}};
  for (auto [value, text] : cases) {
    EXPECT_TRUE(contains(toString(constant(Value::ofFloat(DType::Fp32, value))),
                         std::string("fp32(") + text + ")"));
    Value back = reparsed(Value::ofFloat(DType::Fp32, value));
    EXPECT_EQ(back.floats()->front(), value);
    EXPECT_EQ(std::signbit(back.floats()->front()), std::signbit(value));
  }
  double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(reparsed(Value::ofFloat(DType::Fp16, nan)).floats()->front()));
}

TEST(Printer, KeepsEveryKindOfLiteral) {
  std::string allBytes;
  for (int byte = 0; byte < 256; ++byte)
    allBytes += static_cast<char>(byte);
  const Value values[] = {
      Value::ofBool(true),
      Value::ofInt32(-7),
      Value::ofString(allBytes),
      Value::ofInt32s({1, -2, 3}),
      Value::ofInt32s({}),
      {Type::scalar(DType::UInt64), std::vector<int64_t>{-1}},
      {Type::scalar(DType::Int64), std::vector<int64_t>{INT64_MIN}},
      {Type::tensor(DType::Bool, {2}), std::vector<int64_t>{1, 0}},
      {Type::tensor(DType::String, {2}), std::vector<std::string>{"", "\"\\"}},
      {Type::tensor(DType::Fp16, {2, 2}), std::vector<double>{1, -2, 0.1, 65504}},
      Value::ofBlob(Type::tensor(DType::Int4, {3}), {"@model_path/a \"b\".bin", UINT64_MAX}),
  };
  for (const Value &value : values)
    for (const char *version : {"1.0", "1.3"})
      EXPECT_EQ(reparsed(value, version), value);
}

TEST(Printer, IsAFixedPoint) {
  // What does not look like our own text parses, and printing it a second time changes nothing.
  Result<Program> program = parse(examples::around(
      "tensor<fp16,[1,2,1,32]>a,tensor<fp16,[1,2,1,32]>b=split(axis=int32(1),num_splits=int32(2),"
      "x=x)[name=string(\"s\")];tensor<fp16,[1,4,1,32]>y=concat(axis=int32(1),values=(a,b),"
      "interleave=bool(false))[];"));
  ASSERT_TRUE(program.ok()) << program.message();
  std::string once = toString(*program);
  Result<Program> again = parse(once);
  ASSERT_TRUE(again.ok()) << again.message();
  EXPECT_EQ(toString(*again), once);
  EXPECT_TRUE(contains(once, "values = (a, b)"));
}

} // namespace
