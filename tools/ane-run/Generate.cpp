//===- Generate.cpp - The command that lets a model write -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "tools/ane-run/Checkpoint.h"
#include "tools/ane-run/Commands.h"
#include "tools/ane-run/Random.h"
#include "tools/ane-run/TrainEntries.h"
#include "tools/ane-run/Types.h"
#include <algorithm>
#include <cmath>
#include <iostream>

using namespace anemone;
using namespace anemone::run;

static constexpr size_t kBytes = 256;

namespace {

/// `@forward(ids) -> logits` of a model whose tokens are bytes.
class Writer {
public:
  static Result<Writer> create(const Model &model, State &state);

  /// Chances of the next byte, not divided by their sum.
  Result<std::vector<double>> next(const std::string &text, double temperature);
  size_t bytes() const { return std::min(kBytes, size_t(logits.shape[2])); }

private:
  Writer(TensorInfo ids, TensorInfo logits, Session session)
      : ids(std::move(ids)), logits(std::move(logits)), session(std::move(session)) {}

  TensorInfo ids, logits;
  Session session;
};

} // namespace

Result<Writer> Writer::create(const Model &model, State &state) {
  Result<std::optional<FoundEntry>> forward = findEntry(model, "forward");
  if (!forward.ok())
    return forward.status();
  if (!*forward)
    return Status::failure("it has no entry @forward");
  const FoundEntry &entry = **forward;
  const TensorInfo *ids = findIds(entry.inputs), *logits = findLogits(entry.outputs);
  if (!ids || entry.inputs.size() != 1)
    return Status::failure("@forward must have one input, of integers of shape [rows, tokens]");
  if (!logits || logits->shape[0] != ids->shape[0] || logits->shape[1] != ids->shape[1])
    return Status::failure("@forward must have the output 'logits' of shape [rows, tokens, "
                           "vocabulary], with the rows and tokens of its input");
  Result<Session> session = state.createSession(entry.index);
  if (!session.ok())
    return session.status();
  return Writer(*ids, *logits, std::move(*session));
}

/// The text begins the first row, or its end fills it; what follows is not looked at, since a model
/// that predicts the next token does not look ahead.
Result<std::vector<double>> Writer::next(const std::string &text, double temperature) {
  size_t length = size_t(ids.shape[1]), vocabulary = size_t(logits.shape[2]);
  std::string_view seen = text;
  seen.remove_prefix(seen.size() - std::min(seen.size(), length));
  std::vector<int32_t> tokens(size_t(ids.shape[0]) * length);
  for (size_t i = 0; i < seen.size(); ++i)
    tokens[i] = uint8_t(seen[i]);
  TensorInfo info{ids.name, ANEMONE_INT32, ids.shape};
  Status status = session.setInput(
      info, {reinterpret_cast<const uint8_t *>(tokens.data()), tokens.size() * sizeof(int32_t)});
  if (status.ok())
    status = session.run();
  mil::DType dtype = fromC(logits.dtype);
  size_t width = runtime::elementSize(dtype);
  std::vector<uint8_t> data(tokens.size() * vocabulary * width);
  if (status.ok())
    status = session.getOutput(logits.name, data);
  std::vector<double> scores(bytes());
  if (status.ok())
    status = runtime::convertElements(dtype, data.data() + (seen.size() - 1) * vocabulary * width,
                                      mil::DType::Fp64, scores.data(), scores.size());
  if (!status.ok())
    return status;
  double largest = *std::max_element(scores.begin(), scores.end());
  for (double &score : scores)
    score = temperature > 0 ? std::exp((score - largest) / temperature) : score == largest;
  return scores;
}

static Result<char> choose(const std::vector<double> &chances, uint64_t &generator) {
  double sum = 0;
  for (double chance : chances)
    sum += chance;
  if (!std::isfinite(sum) || sum <= 0)
    return Status::failure("the model gives logits that are no numbers");
  double left = nextUniform(generator) * sum;
  size_t byte = 0;
  while (byte + 1 < chances.size() && left >= chances[byte])
    left -= chances[byte++];
  return char(byte);
}

static Status checkPrompt(const GenerateOptions &options, size_t bytes) {
  if (options.prompt.empty())
    return Status::failure("--prompt must not be empty: the model continues a text");
  for (char c : options.prompt)
    if (uint8_t(c) >= bytes)
      return Status::failure("the prompt has the byte " + std::to_string(uint8_t(c)) +
                             ", but the model's vocabulary has " + std::to_string(bytes) +
                             " tokens");
  return options.temperature >= 0 && std::isfinite(options.temperature)
             ? Status::success()
             : Status::failure("--temperature must be a number that is not negative");
}

static Status write(Writer &writer, const GenerateOptions &options) {
  std::string text = options.prompt;
  uint64_t generator = options.seed;
  std::cout << text;
  for (uint64_t i = 0; i < options.length; ++i) {
    Result<std::vector<double>> chances = writer.next(text, options.temperature);
    if (!chances.ok())
      return chances.status();
    Result<char> chosen = choose(*chances, generator);
    if (!chosen.ok())
      return chosen.status();
    text += *chosen;
    std::cout << *chosen << std::flush;
  }
  std::cout << "\n";
  return Status::success();
}

Status run::generate(const GenerateOptions &options) {
  Result<Model> model = Model::open(options.bundle);
  if (!model.ok())
    return model.status();
  auto inBundle = [&](const std::string &message) {
    return Status::failure("bundle '" + options.bundle + "': " + message);
  };
  Result<State> state = model->createState(options.device, options.forSession());
  if (!state.ok())
    return inBundle(state.message());
  if (!options.checkpoint.empty())
    if (Result<Position> position = loadCheckpoint(*state, options.checkpoint); !position.ok())
      return position.status();
  Result<Writer> writer = Writer::create(*model, *state);
  if (!writer.ok())
    return inBundle(writer.message());
  if (Status status = checkPrompt(options, writer->bytes()); !status.ok())
    return status;
  return write(*writer, options);
}
