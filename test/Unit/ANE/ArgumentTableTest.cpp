//===- ArgumentTableTest.cpp - The table of MIL's arguments ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Emission sees only what the table says. These tests hold the table of every
// operation against what MLIR knows of it.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "llvm/ADT/StringSet.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace anemone::ane;

namespace {

class ArgumentTable : public ::testing::Test {
protected:
  ArgumentTable() { context.loadDialect<ANEDialect>(); }

  void forEachOperation(
      llvm::function_ref<void(RegisteredOperationName, llvm::ArrayRef<MILArgument>)> check) {
    for (RegisteredOperationName name : context.getRegisteredOperationsByDialect("ane"))
      if (auto *interface = name.getInterface<MILOpInterface>())
        check(name, interface->getMILArguments());
  }

  MLIRContext context;
};

/// An attribute that the table forgets would silently be missing in MIL text.
TEST_F(ArgumentTable, HasEveryAttribute) {
  unsigned operations = 0;
  forEachOperation([&](RegisteredOperationName name, llvm::ArrayRef<MILArgument> table) {
    ++operations;
    llvm::StringSet<> listed;
    for (const MILArgument &argument : table)
      EXPECT_TRUE(listed.insert(argument.name).second) << name.getStringRef().str();
    for (StringAttr attribute : name.getAttributeNames())
      EXPECT_TRUE(attribute == "operandSegmentSizes" || listed.contains(attribute.getValue()))
          << name.getStringRef().str() << ": " << attribute.str();
  });
  EXPECT_GT(operations, 100u);
}

/// With two operands that may be absent, MLIR needs their numbers, and the reader must give them.
TEST_F(ArgumentTable, AgreesWithOperandSegments) {
  forEachOperation([](RegisteredOperationName name, llvm::ArrayRef<MILArgument> table) {
    auto mayVary = [](const MILArgument &argument) {
      return argument.kind == MILArgument::OptionalOperand ||
             argument.kind == MILArgument::VariadicOperand;
    };
    bool hasSegments = name.hasTrait<OpTrait::AttrSizedOperandSegments>();
    EXPECT_EQ(hasSegments, llvm::count_if(table, mayVary) > 1) << name.getStringRef().str();
  });
}

/// The name in MIL text is the name behind the dialect's prefix.
TEST_F(ArgumentTable, GivesMILNames) {
  forEachOperation([](RegisteredOperationName name, llvm::ArrayRef<MILArgument>) {
    auto *interface = name.getInterface<MILOpInterface>();
    EXPECT_EQ(("ane." + interface->getMILName()).str(), name.getStringRef().str());
  });
}

/// Every element type of the dialect has a name in MIL, and the name leads back to it.
TEST_F(ArgumentTable, NamesElementTypes) {
  for (const char *name : {"fp16", "fp32", "bool", "int4", "uint4", "int8", "uint8", "int16",
                           "uint16", "int32", "uint32"}) {
    Type type = getTypeOfMILName(name, &context);
    ASSERT_TRUE(type) << name;
    EXPECT_EQ(getMILTypeName(type).str(), name);
  }
  for (const char *name : {"int64", "uint64", "fp64", "bf16", "string", "u", "ubool", ""})
    EXPECT_FALSE(getTypeOfMILName(name, &context)) << name;
}

} // namespace
