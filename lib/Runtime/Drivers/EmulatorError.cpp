//===- EmulatorError.cpp - Failures as the engine reports them ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorError.h"
#include <cstdio>

namespace anemone::runtime {
namespace {

constexpr uint32_t kProgramLoadFailure = 0x50004;

std::string hex(uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof(text), "0x%x", value);
  return text;
}

const char *nameOf(EngineStage stage) {
  switch (stage) {
  case EngineStage::Compile:
    return "compile";
  case EngineStage::Load:
    return "load";
  case EngineStage::Evaluate:
    return "evaluate";
  }
  return "use";
}

} // namespace

std::string EmulatorError::message() const {
  std::string text = "the emulated engine failed to " + std::string(nameOf(stage)) + ": ";
  text += explanation;
  if (!reported.empty())
    text += "\n(the engine was reported to say: " + reported + ")";
  return text;
}

EmulatorError EmulatorError::silent(EngineStage stage, std::string explanation) {
  return {stage, 0, "", std::move(explanation)};
}

EmulatorError EmulatorError::compile(const std::string &reason, std::string explanation) {
  return {EngineStage::Compile, 1,
          "Error Domain=com.apple.appleneuralengine.compiler Code=1 \"_ANECompiler : ANECCompile() "
          "FAILED\", err=(" +
              reason + ")",
          std::move(explanation)};
}

EmulatorError EmulatorError::load(std::string explanation) {
  return {EngineStage::Load, 0, "", std::move(explanation)};
}

EmulatorError EmulatorError::engineIsFull(std::string explanation) {
  return {EngineStage::Load, kProgramLoadFailure,
          "createProgramInstanceForModel:... Program load failure (" + hex(kProgramLoadFailure) +
              ")",
          std::move(explanation)};
}

bool EmulatorError::saysEngineIsFull() const {
  return stage == EngineStage::Load && code == kProgramLoadFailure;
}

EmulatorError EmulatorError::evaluate(uint32_t status, std::string explanation) {
  return {EngineStage::Evaluate, status,
          "Error Domain=com.apple.appleneuralengine Code=8 "
          "\"processRequest:model:qos:qIndex:modelStringID:options:error:: "
          "ANEProgramProcessRequestDirect() Failed with status=" +
              hex(status) + " : statusType=0x9: Program Inference error\"",
          std::move(explanation)};
}

} // namespace anemone::runtime
