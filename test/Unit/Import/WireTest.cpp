//===- WireTest.cpp - The walk over protobuf's wire format ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Wire.h"
#include <gtest/gtest.h>

using namespace anemone::onnxfile;

namespace {

// Every encoding that a field may have, with the payload that belongs to it.
TEST(Wire, ReadsEveryEncoding) {
  std::string message("\x08\x96\x01"                         // field 1: varint 150
                      "\x11\x01\x02\x03\x04\x05\x06\x07\x08" // field 2: 64 bits
                      "\x1d\x01\x02\x03\x04"                 // field 3: 32 bits
                      "\x22\x02hi",                          // field 4: two bytes
                      3 + 9 + 5 + 4);
  FieldReader reader(message);
  std::vector<std::pair<uint32_t, size_t>> found;
  while (std::optional<Field> field = reader.next())
    found.emplace_back(field->number, field->payload.size());
  EXPECT_FALSE(reader.malformed());
  std::vector<std::pair<uint32_t, size_t>> expected = {{1, 2}, {2, 8}, {3, 4}, {4, 2}};
  EXPECT_EQ(found, expected);
}

// A length that reaches beyond the message must not be believed, however large.
TEST(Wire, RefusesALengthBeyondTheEnd) {
  for (const char *message : {"\x0a\x03hi", "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"}) {
    FieldReader reader(message);
    EXPECT_FALSE(reader.next().has_value());
    EXPECT_TRUE(reader.malformed());
  }
}

// A varint of more than ten bytes, a group, and a field of number 0 are no fields of ONNX.
TEST(Wire, RefusesWhatIsNoField) {
  for (const char *message :
       {"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0b\x0c", "\x02\x01z"}) {
    FieldReader reader(message);
    EXPECT_FALSE(reader.next().has_value()) << message;
    EXPECT_TRUE(reader.malformed()) << message;
  }
}

// What the writer appends, the reader reads; lengths of more than 127 bytes take two.
TEST(Wire, WritesWhatItReads) {
  std::string out;
  std::string payload(300, 'x');
  appendField(out, 9, payload);
  FieldReader reader(out);
  std::optional<Field> field = reader.next();
  ASSERT_TRUE(field.has_value());
  EXPECT_TRUE(field->isMessage(9));
  EXPECT_EQ(field->payload, payload);
  EXPECT_EQ(field->whole, out);
}

} // namespace
