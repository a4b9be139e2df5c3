//===- BundleTest.cpp - Writing, reading, printing, unpacking -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleBundle.h"
#include "lib/Bundle/Table.h"
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace anemone;
using namespace anemone::bundle;
using namespace anemone::bundle::test;

static std::string textOf(const Bundle &bundle) {
  std::ostringstream out;
  printText(bundle, out);
  return out.str();
}

TEST(RangePlanner, AlignsEachRangeTo64) {
  RangePlanner planner;
  EXPECT_EQ(planner.take(3).offset, 0u);
  EXPECT_EQ(planner.take(64).offset, 64u);
  EXPECT_EQ(planner.take(0).offset, 128u);
  EXPECT_EQ(planner.take(1).offset, 128u);
  EXPECT_EQ(planner.total(), 129u);
}

TEST(Bundle, RoundTrip) {
  Sample sample;
  std::string path = temporaryPath("roundtrip.anebin");
  ASSERT_TRUE(sample.write(path).ok()) << sample.write(path).message();
  auto file = File::open(path);
  ASSERT_TRUE(file.ok()) << file.message();
  EXPECT_EQ(textOf((*file)->bundle()), textOf(sample.bundle));
  const Program &program = (*file)->bundle().programs[0];
  EXPECT_EQ(program.weightFiles[0].bytes.offset, sample.ranges[0].offset);
  EXPECT_EQ(program.weights[0].reference.offset, sample.ranges[1].offset);
  for (size_t i = 0; i < sample.ranges.size(); ++i) {
    auto bytes = (*file)->bytes(sample.ranges[i]);
    ASSERT_EQ(bytes.size(), sample.ranges[i].size);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(bytes.data()) % 64, 0u);
    for (uint8_t byte : bytes)
      ASSERT_EQ(byte, i + 1);
  }
}

TEST(Bundle, CertificateRoundTrip) {
  Bundle bundle = Sample().bundle;
  bundle.programs[0].placement = Placement::Host;
  bundle.programs[0].nodes[0].why = "its \"indices\" are wide";
  Result<Bundle> decoded = decodeTable(encodeTable(bundle));
  ASSERT_TRUE(decoded.ok()) << decoded.message();
  EXPECT_EQ(textOf(*decoded), textOf(bundle));
  EXPECT_NE(textOf(*decoded).find("node \"Gemm_0\" is \"Gemm\" because \"its \\\"indices"),
            std::string::npos);
}

// Files of version 0.1 have no such fields; where there is nothing to say they are not written.
TEST(Bundle, CertificateMayBeAbsent) {
  Bundle bundle = Sample().bundle;
  size_t full = encodeTable(bundle).size();
  bundle.programs[0].nodes.clear();
  bundle.folded.clear();
  bundle.audit.clear();
  std::vector<uint8_t> table = encodeTable(bundle);
  EXPECT_LT(table.size() + 32, full);
  Result<Bundle> decoded = decodeTable(table);
  ASSERT_TRUE(decoded.ok()) << decoded.message();
  EXPECT_TRUE(decoded->programs[0].nodes.empty() && decoded->folded.empty() &&
              decoded->audit.empty());
  EXPECT_TRUE(validate(*decoded, 640).ok());
}

// A forward and a backward program may have one text. It is stored twice: the reader refuses to
// copy more than the table holds.
TEST(Bundle, ProgramsOfOneText) {
  Bundle bundle = Sample().bundle;
  bundle.programs[0].mil.append(10000, ' ');
  bundle.programs.push_back(bundle.programs[0]);
  bundle.programs[1].name = "twin";
  Result<Bundle> decoded = decodeTable(encodeTable(bundle));
  ASSERT_TRUE(decoded.ok()) << decoded.message();
  EXPECT_EQ(decoded->programs[0].mil, decoded->programs[1].mil);
}

TEST(Bundle, BytesOfARangeOutsideAreEmpty) {
  Sample sample;
  std::string path = temporaryPath("outside.anebin");
  ASSERT_TRUE(sample.write(path).ok());
  auto file = File::open(path);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE((*file)->bytes({0, uint64_t(1) << 40}).empty());
  EXPECT_TRUE((*file)->bytes({~uint64_t(0), 64}).empty());
}

TEST(Bundle, SameBundleGivesSameBytes) {
  Sample sample;
  std::string first = temporaryPath("first.anebin"), second = temporaryPath("second.anebin");
  ASSERT_TRUE(sample.write(first).ok());
  ASSERT_TRUE(Sample().write(second).ok());
  EXPECT_EQ(readAll(first), readAll(second));
}

// Whoever reads the old file while a new one is written must not see half of it, and a failed write
// leaves the old one.
TEST(Bundle, FailedWriteKeepsTheOldFileAndLeavesNothing) {
  std::string folder = temporaryPath("failed");
  std::filesystem::create_directories(folder);
  std::string path = folder + "/a.anebin";
  Sample sample;
  ASSERT_TRUE(sample.write(path).ok());
  std::vector<char> before = readAll(path);
  auto failing = [](std::ostream &, const Range &) { return Status::failure("no such weights"); };
  EXPECT_EQ(write(sample.bundle, sample.ranges, failing, path).message(), "no such weights");
  auto tooShort = [](std::ostream &out, const Range &) {
    out << "x";
    return Status::success();
  };
  EXPECT_NE(write(sample.bundle, sample.ranges, tooShort, path).message().find("got 1 bytes"),
            std::string::npos);
  EXPECT_EQ(readAll(path), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

// Written beside it and renamed, a bundle would replace a device such as /dev/null; a pipe stands
// for it here.
TEST(Bundle, OnlyRegularFilesAreReplaced) {
  std::string path = testing::TempDir() + "anemone-bundle-pipe";
  unlink(path.c_str());
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_NE(Sample().write(path).message().find("exists and is not a regular file"),
            std::string::npos);
  struct stat facts;
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_TRUE(S_ISFIFO(facts.st_mode));
  unlink(path.c_str());
}

TEST(Bundle, WriteNamesTheFolderThatIsMissing) {
  std::string path = temporaryPath("none") + "/x/a.anebin";
  Status status = Sample().write(path);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.message(), "cannot create '" + path + "': No such file or directory");
}

TEST(Bundle, RefusesRangesThatOverlap) {
  Sample sample;
  sample.ranges = {{0, 320}, {256, 200}, {512, 48}};
  EXPECT_FALSE(sample.write(temporaryPath("overlap.anebin")).ok());
}

TEST(Bundle, PrintsWhatFileCheckLooksFor) {
  std::string text = textOf(Sample().bundle);
  for (const char *line : {
           "bundle 0.4 for \"strict\" by \"anemone 0.1.0\"\n",
           "global \"state\" : fp32 [12] mutable initial 48\n",
           "program \"forward_0\" on engine peak 4096\n",
           "  input \"i00\" : fp16 [1, 5, 2, 32] valid [1, 5, 2, 10] row 64 plane 128 batch 640 "
           "alloc 49152\n",
           "  weight-file \"@model_path/weights/weight.bin\" bytes 320\n",
           "  weight \"fc.weight\" : fp16 [5, 10] in \"@model_path/weights/weight.bin\" at 64 "
           "reference 200\n",
           "  operation \"relu\" 2\n",
           "  source \"v0\" from \"Gemm_0\"\n",
           "  node \"Gemm_0\" is \"Gemm\"\n",
           "audit 4, 20\nfolded \"Shape_0\" is \"Shape\"\n",
           "  mil\n  | program(1.3)\n  | { \"text\"\n  | }\n",
           "entry \"forward\" group \"forward\"\n  input %0 \"image\" : fp32 [1, 10, 10]\n",
           "  %1 = call \"forward_0\"(%0)\n  %2 = load \"state\"\n  store \"state\" %1\n",
           "  output %1 \"logits\" : fp32 [1, 12]\n",
       })
    EXPECT_NE(text.find(line), std::string::npos) << line << "is not in\n" << text;
}

TEST(Bundle, PrintingEscapesNames) {
  Bundle bundle;
  bundle.target = "a\"b\\\n\x01";
  EXPECT_NE(textOf(bundle).find("\"a\\\"b\\\\\\x0a\\x01\""), std::string::npos);
}

static Status unpackWith(const std::string &weightPath, const std::string &programName,
                         const std::string &folder) {
  Sample sample;
  Program &program = sample.bundle.programs[0];
  program.name = programName;
  program.weightFiles[0].path = program.weights[0].path = weightPath;
  std::string path = temporaryPath("unpack.anebin");
  if (Status status = sample.write(path); !status.ok())
    return status;
  auto file = File::open(path);
  return file.ok() ? unpack(**file, folder) : file.status();
}

TEST(Unpack, WritesTheFoldersThatTheCompilerReads) {
  std::string folder = temporaryPath("unpacked");
  Status status = unpackWith("@model_path/weights/weight.bin", "forward_0", folder);
  ASSERT_TRUE(status.ok()) << status.message();
  std::vector<char> mil = readAll(folder + "/forward_0/model.mil");
  EXPECT_EQ(std::string(mil.begin(), mil.end()), Sample().bundle.programs[0].mil);
  EXPECT_EQ(readAll(folder + "/forward_0/weights/weight.bin"), std::vector<char>(320, 1));
}

// A bundle may come from anywhere; its names must not lead out of the folder.
TEST(Unpack, RefusesPathsThatLeadElsewhere) {
  std::string folder = temporaryPath("hostile");
  for (std::string path :
       {"@model_path/../../x.bin", "/etc/x.bin", "x.bin", "@model_path//etc/x", "@model_path/",
        "@model_path/a/..", "@model_path/./x", "../x", "@model_path/model.mil"})
    EXPECT_NE(unpackWith(path, "p", folder).message().find("cannot be unpacked"), std::string::npos)
        << path;
  for (std::string name : {"..", ".", "a/b", "/etc", "a\\b"})
    EXPECT_NE(unpackWith("@model_path/w", name, folder).message().find("cannot be unpacked"),
              std::string::npos)
        << name;
  EXPECT_FALSE(std::filesystem::exists(folder));
}
