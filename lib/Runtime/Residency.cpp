//===- Residency.cpp - The programs that have a place on a device ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Residency.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;

/// After `loaded`, the first attempt.
Status Residency::settle(DeviceProgram &program, Status loaded) {
  while (!loaded.ok() && program.lacksPlace()) {
    auto others = std::ranges::find_if(resident.rbegin(), resident.rend(),
                                       [&](auto *other) { return other != &program; });
    if (others == resident.rend())
      break;
    (*others)->unload();
    resident.erase(std::next(others).base());
    loaded = program.load();
  }
  return loaded;
}

Status Residency::use(DeviceProgram &program) {
  auto known = std::ranges::find(resident, &program);
  if (known != resident.end()) {
    std::rotate(known, known + 1, resident.end());
    return Status::success();
  }
  Status loaded = settle(program, program.load());
  if (loaded.ok())
    resident.push_back(&program);
  return loaded;
}

Status Residency::keep(DeviceProgram &program, Status updated) {
  Status kept = settle(program, std::move(updated));
  if (!kept.ok())
    std::erase(resident, &program); // its next use loads it, if it is not
  return kept;
}
