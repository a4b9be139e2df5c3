//===- Progress.cpp - How far a training run is ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Progress.h"
#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace anemone;
using namespace anemone::run;

static constexpr uint64_t kLines = 20; // that are printed where there is no terminal
static constexpr int kBar = 24;

std::string run::durationText(double seconds) {
  auto whole = uint64_t(std::clamp(seconds, 0.0, 3.6e8));
  char buffer[32];
  if (whole >= 3600)
    std::snprintf(buffer, sizeof(buffer), "%llu:%02llu:%02llu",
                  static_cast<unsigned long long>(whole / 3600),
                  static_cast<unsigned long long>(whole / 60 % 60),
                  static_cast<unsigned long long>(whole % 60));
  else
    std::snprintf(buffer, sizeof(buffer), "%02llu:%02llu",
                  static_cast<unsigned long long>(whole / 60),
                  static_cast<unsigned long long>(whole % 60));
  return buffer;
}

Progress::Progress(uint64_t first, uint64_t last, uint64_t tokens)
    : first(first), last(last), tokens(tokens), isTerminal(isatty(STDERR_FILENO)) {}

double Progress::secondsSoFar() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

static std::string barOf(uint64_t step, uint64_t last) {
  int filled = last ? int(double(kBar) * double(step) / double(last)) : kBar;
  return "[" + std::string(size_t(filled), '#') + std::string(size_t(kBar - filled), '.') + "] ";
}

void Progress::show(const Row &row) {
  uint64_t every = std::max<uint64_t>(1, (last - first) / kLines);
  bool isDue = row.step % every == 0 || row.step == last || row.heldOut;
  if (!isTerminal && !isDue)
    return;
  if (row.heldOut)
    heldOut = row.heldOut;
  double seconds = std::max(secondsSoFar(), 1e-9), done = double(row.step - first);
  char numbers[160];
  std::snprintf(numbers, sizeof(numbers), "step %llu/%llu  loss %.4f",
                static_cast<unsigned long long>(row.step), static_cast<unsigned long long>(last),
                row.loss);
  std::string text = numbers;
  if (isTerminal ? heldOut : row.heldOut) {
    std::snprintf(numbers, sizeof(numbers), "  held-out %.4f", *heldOut);
    text += numbers;
  }
  std::snprintf(numbers, sizeof(numbers), "  %.0f tokens/s", done * double(tokens) / seconds);
  text += std::string(numbers) + "  " + durationText(seconds / done * double(last - row.step)) +
          " left";
  if (!isTerminal) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return;
  }
  std::fprintf(stderr, "\r%s%s\x1b[K", barOf(row.step, last).c_str(), text.c_str());
  isOpen = true;
  std::fflush(stderr);
}

void Progress::finish() {
  if (std::exchange(isOpen, false))
    std::fputc('\n', stderr);
}
