//===- Bundle.h - The .anebin file ------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bundle is what the compiler writes and the runtime reads: programs as MIL
// text with their weight files, entries as straight-line steps over values,
// and the surfaces by which programs are called. docs/Bundle.md has the bytes.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_BUNDLE_BUNDLE_H
#define ANEMONE_BUNDLE_BUNDLE_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>

namespace anemone::bundle {

/// The version of the format that this library writes. A reader takes files of the same major version and of a minor
/// version that is not newer.
inline constexpr uint16_t kMajor = 0, kMinor = 4;

/// A range of bytes in the section of weights, from its start.
struct Range {
  uint64_t offset = 0, size = 0;
};

/// One argument or result of a program as it lies in memory. `shape` is declared in the MIL text; `valid` are the
/// extents that carry data (the rest is padding, written as zeros and never read). Element (n, c, h, w) lies at
/// n * batchStride + c * planeStride + h * rowStride + w * element size, in bytes. Both shapes have rank 4.
struct Surface {
  std::string symbol;
  mil::DType dtype = mil::DType::Fp16;
  std::vector<int64_t> shape, valid;
  uint64_t rowStride = 0, planeStride = 0, batchStride = 0;
  uint64_t allocation = 0; // bytes, at least shape[0] * batchStride
};

enum class Placement : uint8_t { Engine, Host };

/// One file of the weight dictionary.
struct WeightFile {
  std::string path; // "@model_path/weights/weight.bin"
  Range bytes;
};

/// One constant of a program that lies in a weight file. `reference` holds the same values in f32 before they were
/// rounded to the file's type; its size is 0 where there are none. The host device computes with them.
struct Weight {
  std::string path;
  uint64_t metadataOffset = 0;
  mil::DType dtype = mil::DType::Fp16;
  std::vector<int64_t> shape;
  std::string global; // the parameter it comes from
  Range reference;
};

/// Which operation of the source model a value of the MIL text belongs to.
struct SourceName {
  std::string value;
  std::string node;
};

/// A count of one kind of operation ("conv", 9).
struct OperationCount {
  std::string op;
  uint32_t count = 0;
};

/// An operation of the source model. On the host, `why` says what keeps it from the engine; elsewhere it is empty.
struct Node {
  std::string name;
  std::string op; // the operator ("Gather")
  std::string why;
};

struct Program {
  std::string name;
  Placement placement = Placement::Engine;
  std::string mil;
  std::vector<WeightFile> weightFiles;
  std::vector<Weight> weights;
  std::vector<Surface> inputs, outputs; // in the order of the MIL signature
  std::vector<SourceName> sources;
  std::vector<OperationCount> operations; // sorted by name; constants are not counted
  uint64_t peakBytes = 0;                 // most that is held at once, by the compiler's liveness
  std::vector<Node> nodes;                // what it runs of the source model (format 0.2)
};

/// A tensor of a program's interface, of an entry's, or a global: dtype and shape are those of the source model.
struct Tensor {
  std::string name;
  mil::DType dtype = mil::DType::Fp32;
  std::vector<int64_t> shape;
};

/// Values of an entry are numbered: its inputs first, then the results of its steps in order.
/// Since format 0.4, a step may give a program the present values of the globals that its weights come from.
enum class StepKind : uint8_t { Call, LoadGlobal, StoreGlobal, Reload };
/// How: by compiling it anew, or by giving its compiled form other weights.
enum class ReloadStrategy : uint8_t { Recompile, Reload };
struct Step {
  StepKind kind = StepKind::Call;
  uint32_t target = 0; // index of a program (Call, Reload) or of a global
  std::vector<uint32_t> operands;
  std::vector<uint32_t> results;
  ReloadStrategy strategy = ReloadStrategy::Recompile; // of a Reload
};

/// A function that a user calls. Entries that differ only in their shapes carry the same `group`.
struct Entry {
  std::string name, group;
  std::vector<Tensor> inputs, outputs; // row-major order of the elements of a surface's `valid` extents
  std::vector<Step> steps;
  std::vector<uint32_t> outputValues;
};

/// A parameter that programs read as an argument or that steps load and store.
struct Global {
  Tensor tensor;
  bool isMutable = false;
  Range initial; // dense, row-major; size 0 where it has no initial value
  // Since format 0.3: the global whose value it holds in fp16 for engine programs. Its initial value is that one's.
  std::optional<uint32_t> copyOf = {};
};

struct Bundle {
  std::string target;   // name of the profile
  std::string producer; // name and version of the compiler
  std::vector<Program> programs;
  std::vector<Entry> entries;
  std::vector<Global> globals;
  // Since format 0.2:
  std::vector<Node> folded = {};    // nodes that no program runs: evaluated when compiling, merged, or not read
  std::vector<uint16_t> audit = {}; // rows of the catalogue that all engine programs were checked for
};

/// Writes the bytes of one range of the weight section. Called once per range, in the order of their offsets.
using RangeWriter = std::function<Status(std::ostream &out, const Range &range)>;

/// Where the ranges of a bundle are planned: each call gives the next range, 64-byte aligned.
class RangePlanner {
public:
  Range take(uint64_t size);
  uint64_t total() const { return end; }

private:
  uint64_t end = 0;
};

/// Writes a bundle: the table, then `ranges` (ascending, as RangePlanner gave them) through `writer`. The file at `path`
/// is replaced only when all was written.
Status write(const Bundle &bundle, std::span<const Range> ranges, const RangeWriter &writer,
             const std::string &path);

/// A bundle in memory, mapped from a file and verified: magic, version, structure, every index, every range, checksums.
class File {
public:
  static Result<std::unique_ptr<File>> open(const std::string &path);
  virtual ~File() = default;

  virtual const Bundle &bundle() const = 0;
  /// The bytes of a range of the weight section; valid as long as this object.
  virtual std::span<const uint8_t> bytes(const Range &range) const = 0;
};

/// Prints everything but the weights' bytes, in a form made for FileCheck.
void printText(const Bundle &bundle, std::ostream &out);

/// Writes each program as the folder that Apple's compiler reads: FOLDER/PROGRAM/model.mil and its weight files, the
/// "@model_path/" of their paths replaced by FOLDER/PROGRAM/. Refuses a path with ".." or an absolute one.
Status unpack(const File &file, const std::string &folder);

} // namespace anemone::bundle

#endif // ANEMONE_BUNDLE_BUNDLE_H
