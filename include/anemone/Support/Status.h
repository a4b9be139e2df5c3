//===- Status.h - Errors as values ------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the parts that link no LLVM return instead of throwing. A message is
// one sentence that names the file or the operation, what was found, what was
// expected and what to do; it has no trailing newline.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_SUPPORT_STATUS_H
#define ANEMONE_SUPPORT_STATUS_H

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace anemone {

/// Success, or a failure with its message.
class [[nodiscard]] Status {
public:
  static Status success() { return Status(); }
  static Status failure(std::string message) {
    Status status;
    status.text = std::move(message);
    return status;
  }

  bool ok() const { return !text.has_value(); }
  /// The message of a failure; empty for success.
  const std::string &message() const {
    static const std::string none;
    return text ? *text : none;
  }

private:
  Status() = default;
  std::optional<std::string> text;
};

/// A value, or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
public:
  Result(T value) : state(std::in_place_index<0>, std::move(value)) {}
  Result(Status failed) : state(std::in_place_index<1>, std::move(failed)) {}

  bool ok() const { return state.index() == 0; }
  T &operator*() { return std::get<0>(state); }
  const T &operator*() const { return std::get<0>(state); }
  T *operator->() { return &std::get<0>(state); }
  const T *operator->() const { return &std::get<0>(state); }
  /// The failure; Status::success() when there is a value.
  Status status() const { return ok() ? Status::success() : std::get<1>(state); }
  const std::string &message() const { return std::get<1>(state).message(); }

private:
  std::variant<T, Status> state;
};

} // namespace anemone

#endif // ANEMONE_SUPPORT_STATUS_H
