//===- ParserTest.cpp - The grammar, feature by feature -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Examples.h"
#include "anemone/MIL/Text.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace anemone;
using namespace anemone::mil;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The literal of `y` in a program whose only operation is a constant.
Result<Value> literal(const std::string &type, const std::string &text) {
  Result<Program> program =
      parse(examples::around(type + " y = const()[name = string(\"y\"), val = " + text + "];"));
  if (!program.ok())
    return program.status();
  return *program->functions[0].operations[0].attribute("val");
}

std::vector<double> floats(const std::string &text) {
  Result<Value> value = literal("tensor<fp16, [1]>", "tensor<fp16, [1]>([" + text + "])");
  EXPECT_TRUE(value.ok()) << value.message();
  return value.ok() ? *value->floats() : std::vector<double>();
}

std::vector<int64_t> ints(const std::string &dtype, const std::string &text) {
  Result<Value> value = literal(dtype, dtype + "(" + text + ")");
  EXPECT_TRUE(value.ok()) << value.message();
  return value.ok() ? *value->ints() : std::vector<int64_t>();
}

std::string messageFor(const std::string &lines) {
  Result<Program> program = parse(examples::around(lines));
  return program.ok() ? "" : program.message();
}

TEST(Parser, ReadsAWholeProgram) {
  Result<Program> program = parse(examples::kConvolution);
  ASSERT_TRUE(program.ok()) << program.message();
  EXPECT_EQ(program->version, "1.3");
  EXPECT_EQ(program->buildInfo, defaultBuildInfo("1.3"));
  ASSERT_EQ(program->functions.size(), 1u);
  const Function &main = program->functions[0];
  EXPECT_EQ(main.name, "main");
  EXPECT_EQ(main.opset, "ios18");
  ASSERT_EQ(main.inputs.size(), 1u);
  EXPECT_EQ(main.inputs[0].type, Type::tensor(DType::Fp16, {1, 64, 1, 32}));
  EXPECT_EQ(main.outputs, (std::vector<std::string>{"o00"}));
  ASSERT_EQ(main.operations.size(), 10u);

  const Operation &weight = main.operations[6];
  EXPECT_EQ(weight.op, "const");
  ASSERT_NE(weight.attribute("val"), nullptr);
  ASSERT_NE(weight.attribute("val")->blob(), nullptr);
  EXPECT_EQ(*main.operations[6].attribute("val")->blob(),
            (BlobFile{"@model_path/weights/weight.bin", 16512}));

  const Operation &conv = main.operations[7];
  EXPECT_EQ(conv.op, "conv");
  ASSERT_EQ(conv.arguments.size(), 7u);
  EXPECT_EQ(std::get<std::string>(conv.argument("weight")->operands[0]), "w0");
  EXPECT_EQ(*conv.attribute("name"), Value::ofString("t0"));
  EXPECT_EQ(conv.location.line, 12u);
  EXPECT_EQ(conv.location.column, 9u);
}

TEST(Parser, ReadsTheOlderHeaderAsTheSameTree) {
  Result<Program> program = parse(examples::kOldDialect);
  ASSERT_TRUE(program.ok()) << program.message();
  EXPECT_EQ(program->version, "1.0");
  const Function &main = program->functions[0];
  EXPECT_EQ(main.opset, "ios16");
  EXPECT_EQ(main.operations[0].results[0].type, Type::scalar(DType::Fp16));
  EXPECT_EQ(*main.operations[0].attribute("val"), Value::ofFloat(DType::Fp16, 0.5));
  EXPECT_EQ(*main.operations[1].attribute("val"), Value::ofBool(true));
  EXPECT_EQ(*main.operations[2].attribute("val")->blob(), (BlobFile{"@model_path/w.bin", 64}));
  EXPECT_EQ(*main.operations[3].attribute("name"), Value::ofString("cg"));
}

TEST(Parser, ReadsFloatsInEverySpelling) {
  EXPECT_EQ(floats("0x1p-3"), (std::vector<double>{0.125}));
  EXPECT_EQ(floats("-0x1.8p-3"), (std::vector<double>{-0.1875}));
  EXPECT_EQ(floats("0X1.8P+3"), (std::vector<double>{12.0}));
  EXPECT_EQ(floats("0.125"), (std::vector<double>{0.125}));
  EXPECT_EQ(floats("-.5"), (std::vector<double>{-0.5}));
  EXPECT_EQ(floats("1e-05"), (std::vector<double>{1e-5}));
  EXPECT_EQ(floats("-1E+4"), (std::vector<double>{-1e4}));
  EXPECT_EQ(floats("7"), (std::vector<double>{7.0}));
  EXPECT_EQ(floats("inf"), (std::vector<double>{kInfinity}));
  EXPECT_EQ(floats("-inf"), (std::vector<double>{-kInfinity}));
  EXPECT_EQ(floats("-INFINITY"), (std::vector<double>{-kInfinity}));
  std::vector<double> nan = floats("nan");
  ASSERT_EQ(nan.size(), 1u);
  EXPECT_TRUE(std::isnan(nan[0]));
  // Zeros have signs.
  std::vector<double> zero = floats("-0x0p+0");
  ASSERT_EQ(zero.size(), 1u);
  EXPECT_TRUE(std::signbit(zero[0]));
}

TEST(Parser, KeepsFloatsMorePreciselyThanTheirType) {
  // 0.1 is no fp16 value; whoever evaluates rounds, to whatever it computes in.
  EXPECT_EQ(floats("0.1"), (std::vector<double>{0.1}));
}

TEST(Parser, RefusesWhatIsNoFloat) {
  for (const char *text : {"0x", "0x1p", "1e", "--1", "1.2.3", "abc", "1e400", "", "true", "\"1\""})
    EXPECT_FALSE(literal("fp16", std::string("fp16(") + text + ")").ok()) << text;
}

TEST(Parser, ReadsIntegersToTheEndsOfTheirRanges) {
  EXPECT_EQ(ints("int32", "-2147483648"), (std::vector<int64_t>{-2147483648LL}));
  EXPECT_EQ(ints("int8", "127"), (std::vector<int64_t>{127}));
  EXPECT_EQ(ints("int4", "-8"), (std::vector<int64_t>{-8}));
  EXPECT_EQ(ints("uint4", "0xf"), (std::vector<int64_t>{15}));
  EXPECT_EQ(ints("int64", "-9223372036854775808"), (std::vector<int64_t>{INT64_MIN}));
  EXPECT_EQ(ints("uint64", "18446744073709551615"), (std::vector<int64_t>{-1})); // its bit pattern
  EXPECT_EQ(ints("uint16", "-0"), (std::vector<int64_t>{0}));
}

TEST(Parser, RefusesIntegersOutsideTheirRanges) {
  for (auto [type, text] : {std::pair("int32", "2147483648"),
                            {"int32", "-2147483649"},
                            {"int4", "8"},
                            {"uint4", "16"},
                            {"uint8", "-1"},
                            {"int8", "128"},
                            {"uint64", "18446744073709551616"},
                            {"int32", "1.0"},
                            {"int32", "x"}})
    EXPECT_TRUE(contains(literal(type, std::string(type) + "(" + text + ")").message(),
                         std::string("an integer in the range of ") + type))
        << text;
}

TEST(Parser, ReadsBooleansByName) {
  EXPECT_EQ(ints("bool", "true"), (std::vector<int64_t>{1}));
  EXPECT_EQ(ints("bool", "false"), (std::vector<int64_t>{0}));
  EXPECT_FALSE(literal("bool", "bool(1)").ok());
}

TEST(Parser, ReadsEscapesInStrings) {
  Result<Value> value = literal("string", R"(string("a\"b\\c\n\t\x41 \0 d"))");
  ASSERT_TRUE(value.ok()) << value.message();
  EXPECT_EQ(*value, Value::ofString(std::string("a\"b\\c\n\tA \0 d", 12)));
  EXPECT_TRUE(contains(literal("string", R"(string("\q"))").message(), "escapes"));
  EXPECT_TRUE(contains(literal("string", "string(\"a\nb\")").message(), "does not end"));
}

TEST(Parser, ReadsListsFlatAndNested) {
  Value expected{Type::tensor(DType::Int32, {2, 1, 3}), std::vector<int64_t>{1, 2, 3, 4, 5, 6}};
  std::string type = "tensor<int32, [2,1,3]>";
  for (const char *list : {"[1,2,3,4,5,6]", "[[[1, 2, 3]], [[4, 5, 6]]]"}) {
    Result<Value> value = literal(type, type + "(" + list + ")");
    ASSERT_TRUE(value.ok()) << value.message();
    EXPECT_EQ(*value, expected);
  }
}

TEST(Parser, ReadsEmptyLists) {
  EXPECT_TRUE(literal("tensor<int32, [0]>", "tensor<int32, [0]>([])").ok());
  EXPECT_TRUE(literal("tensor<int32, [2, 0]>", "tensor<int32, [2, 0]>([[], []])").ok());
}

TEST(Parser, ChecksTheLengthOfLists) {
  std::string type = "tensor<int32, [2, 2]>";
  for (const char *list : {"[1,2,3]", "[[1,2],[3]]", "[[1,2]]", "[1,[2,3,4]]", "[[1,2],3,4]", "[]",
                           "[[],[]]", "[[[1,2],[3,4]]]", "[1,2,3,4", "[1,,2]", "[1,2,3,4,]", "1"})
    EXPECT_FALSE(literal(type, type + "(" + list + ")").ok()) << list;
  EXPECT_TRUE(contains(literal(type, type + "([1, 2, 3])").message(),
                       "expected 4 elements for the shape [2, 2], found 3"));
  EXPECT_TRUE(
      contains(literal("tensor<int32, [2,2,1]>", "tensor<int32, [2,2,1]>([[1,2],[3,4]])").message(),
               "flat or nested as deep as the rank 3"));
}

TEST(Parser, ReadsListsOfStringsAndBooleans) {
  EXPECT_TRUE(literal("tensor<bool, [2]>", "tensor<bool, [2]>([true, false])").ok());
  EXPECT_TRUE(literal("tensor<string, [2]>", R"(tensor<string, [2]>(["a", "b"]))").ok());
}

TEST(Parser, ReadsSeveralResults) {
  Result<Program> program = parse(examples::around(
      "tensor<fp16, [1, 2, 1, 32]> a, tensor<fp16, [1, 2, 1, 32]> y = split(axis = int32(1), "
      "num_splits = int32(2), x = x)[name = string(\"s\")];"));
  ASSERT_TRUE(program.ok()) << program.message();
  const Operation &split = program->functions[0].operations[0];
  ASSERT_EQ(split.results.size(), 2u);
  EXPECT_EQ(split.results[1].name, "y");
}

TEST(Parser, ReadsTuplesAndInlineLiterals) {
  Result<Program> program = parse(
      examples::around("tensor<fp16, [1,8,1,32]> y = concat(axis=int32(1), interleave=bool(false), "
                       "values=(x, z))[name=string(\"y\")];"));
  ASSERT_TRUE(program.ok()) << program.message();
  const Operation &concat = program->functions[0].operations[0];
  EXPECT_EQ(std::get<Value>(concat.argument("axis")->operands[0]), Value::ofInt32(1));
  ASSERT_TRUE(concat.argument("values")->isTuple);
  EXPECT_EQ(concat.argument("values")->operands.size(), 2u);
  EXPECT_FALSE(concat.argument("axis")->isTuple);
}

TEST(Parser, ReadsOperationsWithAttributesInTheBracket) {
  Result<Program> program = parse(examples::around(
      "tensor<fp16, [4, 2]> y = constexpr_affine_dequantize()[axis = int32(0), name = "
      "string(\"y\"), "
      "quantized_data = tensor<int8, [4, 2]>(BLOBFILE(path = string(\"@model_path/w.bin\"), "
      "offset = uint64(64))), scale = fp16(0x1p-3), zero_point = int8(0)];"));
  ASSERT_TRUE(program.ok()) << program.message();
  const Operation &dequantize = program->functions[0].operations[0];
  EXPECT_TRUE(dequantize.arguments.empty());
  EXPECT_EQ(dequantize.attributes.size(), 5u);
  EXPECT_NE(dequantize.attribute("quantized_data")->blob(), nullptr);
}

TEST(Parser, SkipsCommentsAndBlanks) {
  EXPECT_TRUE(parse(examples::around("// UNSUPPORTED OP: pad\n\ttensor<fp16,[1,4,1,32]>y=relu(x=x)"
                                     "[name=string(\"// not a comment\")];// end"))
                  .ok());
}

TEST(Parser, ReadsSeveralFunctionsEachWithItsOwnNames) {
  Result<Program> program = parse("program(1.3) { func a<ios18>(fp16 x) { } -> (x); "
                                  "func b<ios17>(fp16 x) { fp16 y = relu(x = x); } -> (y, x); }");
  ASSERT_TRUE(program.ok()) << program.message();
  EXPECT_TRUE(program->buildInfo.empty());
  ASSERT_EQ(program->functions.size(), 2u);
  EXPECT_TRUE(program->functions[0].operations.empty());
  EXPECT_EQ(program->function("b")->outputs, (std::vector<std::string>{"y", "x"}));
  EXPECT_EQ(program->function("c"), nullptr);
  EXPECT_TRUE(contains(parse("program(1.3) { func a<ios18>(fp16 x) { } -> (x); "
                             "func a<ios18>(fp16 x) { } -> (x); }")
                           .message(),
                       "the function 'a' is defined twice"));
}

TEST(Parser, ReadsNamesWithAtSigns) {
  EXPECT_TRUE(parse("program(1.3) { func main<ios18>(fp16 x@1) { } -> (x@1); }").ok());
}

TEST(Parser, ChecksSingleAssignment) {
  EXPECT_TRUE(contains(messageFor("fp16 y = relu(x = x); fp16 y = relu(x = x);"),
                       "the value 'y' is defined twice"));
  EXPECT_TRUE(contains(messageFor("fp16 x = relu(x = z); fp16 y = relu(x = x);"),
                       "the value 'x' is defined twice"));
  EXPECT_TRUE(
      contains(messageFor("fp16 y, fp16 y = split(x = x);"), "the value 'y' is defined twice"));
}

TEST(Parser, ChecksDefinitionBeforeUse) {
  EXPECT_TRUE(contains(messageFor("fp16 y = relu(x = later); fp16 later = relu(x = x);"),
                       "'later' is used before it is defined"));
  // An operation cannot use its own result.
  EXPECT_TRUE(contains(messageFor("fp16 y = relu(x = y);"), "'y' is used before it is defined"));
  EXPECT_TRUE(contains(messageFor("fp16 w = relu(x = x);"), "the output 'y' is not defined"));
}

TEST(Parser, RefusesLiteralsWithoutAType) { // ANE-C12
  EXPECT_TRUE(contains(messageFor("fp16 y = matmul(transpose_x = true, x = x, y = z);"),
                       "write bool(true) or the name of a constant (ANE-C12)"));
  EXPECT_TRUE(contains(messageFor("fp16 y = softmax(axis = -1, x = x);"),
                       "a literal with its type, as in int32(1), found '-1'"));
}

TEST(Parser, RefusesNamesGivenTwice) {
  EXPECT_TRUE(
      contains(messageFor("fp16 y = add(x = x, x = z);"), "the argument 'x' is given twice"));
  EXPECT_TRUE(
      contains(messageFor("fp16 y = relu(x = x)[name = string(\"a\"), name = string(\"b\")];"),
               "the attribute 'name' is given twice"));
}

TEST(Parser, ReportsEveryProblemThatIsNotOfSyntax) {
  std::string message = messageFor("fp16 a = relu(x = p);\nfp16 a = relu(x = q);");
  EXPECT_TRUE((message).starts_with("4:19: the value 'p'"));
  EXPECT_TRUE(contains(message, "\n5:19: the value 'q'"));
  EXPECT_TRUE(contains(message, "\n5:1: the value 'a' is defined twice"));
  EXPECT_TRUE(contains(message, "\n6:11: the output 'y'"));
}

TEST(Parser, NamesThePlaceOfASyntaxError) {
  EXPECT_EQ(parse("program(1.3)\n{\n    funk").message(), "3:5: expected 'func', found 'funk'");
  EXPECT_EQ(parse("").message(), "1:1: expected 'program', found the end of the text");
}

TEST(Parser, SaysWhatItDoesNotSupport) {
  EXPECT_TRUE(contains(parse("program(2.0) {}").message(), "version 1.0 or 1.3"));
  EXPECT_TRUE(contains(
      parse("program(1.3) { func main<ios18>(tensor<fp16, [1, ?]> x) {} -> (x); }").message(),
      "dynamic shapes are not supported"));
  EXPECT_TRUE(contains(
      parse("program(1.0) { func main<ios16>(fp16 x) [FlexibleShapeInformation = 1] {} -> (x); }")
          .message(),
      "flexible shapes"));
  EXPECT_TRUE(contains(
      parse("program(1.3) { func main<ios18>(state<tensor<fp16, [1]>> x) {} -> (x); }").message(),
      "expected a type"));
  EXPECT_TRUE(contains(parse("program(1.3) { func main<ios18>(fp8 x) {} -> (x); }").message(),
                       "expected an element type such as fp16 or int32, found 'fp8'"));
}

} // namespace
