//===- Runtime.h - C++ face of the runtime ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The C interface with owners instead of pairs of functions; all of it is in
// this header, so it works with the shared library from any compiler. What
// the functions do is documented in anemone.h.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_RUNTIME_RUNTIME_H
#define ANEMONE_RUNTIME_RUNTIME_H

#include "anemone/Runtime/anemone.h"
#include "anemone/Support/Status.h"
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace anemone {

/// A tensor's name, element type and shape, owned.
struct TensorInfo {
  std::string name;
  anemone_dtype dtype = ANEMONE_FLOAT32;
  std::vector<int64_t> shape;

  /// Points into this object.
  anemone_tensor view() const { return {name.c_str(), dtype, shape.size(), shape.data()}; }
  static TensorInfo of(const anemone_tensor &tensor) {
    return {tensor.name, tensor.dtype, {tensor.shape, tensor.shape + tensor.rank}};
  }
};

namespace detail {
/// Takes the message out of a status of the C interface and frees it.
inline Status take(anemone_status *status) {
  if (!status)
    return Status::success();
  Status failure = Status::failure(anemone_status_message(status));
  anemone_status_free(status);
  return failure;
}
} // namespace detail

/// One entry of a bundle on one device.
class Session {
public:
  /// Called with each intermediate value; the value is valid during the call only.
  using Trace = std::function<void(const anemone_traced_value &)>;

  Status setInput(const TensorInfo &tensor, std::span<const uint8_t> data) {
    static const uint8_t none = 0;
    anemone_tensor view = tensor.view();
    return detail::take(anemone_session_set_input(handle.get(), &view,
                                                  data.empty() ? &none : data.data(), data.size()));
  }
  Status run() { return detail::take(anemone_session_run(handle.get())); }
  Status getOutput(const std::string &name, std::span<uint8_t> data) {
    return detail::take(
        anemone_session_get_output(handle.get(), name.c_str(), data.data(), data.size()));
  }
  Status setTrace(Trace trace) {
    callback = std::make_unique<Trace>(std::move(trace));
    auto forward = [](void *user, const anemone_traced_value *value) {
      (*static_cast<Trace *>(user))(*value);
    };
    return detail::take(anemone_session_set_trace(handle.get(), forward, callback.get()));
  }

private:
  friend class Model;
  friend class State;
  struct Free {
    void operator()(anemone_session *session) const { anemone_session_free(session); }
  };
  explicit Session(anemone_session *session) : handle(session) {}

  std::unique_ptr<Trace> callback; // outlives the handle that points to it
  std::unique_ptr<anemone_session, Free> handle;
};

/// A bundle on one device: what its sessions share.
class State {
public:
  /// The mutable globals.
  Result<std::vector<TensorInfo>> globals() const {
    std::vector<TensorInfo> tensors;
    for (size_t i = 0; i < anemone_state_global_count(handle.get()); ++i) {
      anemone_tensor tensor;
      if (Status status = detail::take(anemone_state_global(handle.get(), i, &tensor));
          !status.ok())
        return status;
      tensors.push_back(TensorInfo::of(tensor));
    }
    return tensors;
  }
  Status read(const std::string &name, std::span<uint8_t> data) {
    return detail::take(anemone_state_read(handle.get(), name.c_str(), data.data(), data.size()));
  }
  Status write(const TensorInfo &tensor, std::span<const uint8_t> data) {
    anemone_tensor view = tensor.view();
    return detail::take(anemone_state_write(handle.get(), &view, data.data(), data.size()));
  }
  anemone_reload_counts reloadCounts() const { return anemone_state_reload_counts(handle.get()); }
  Result<Session> createSession(size_t entry) {
    anemone_session *session = nullptr;
    Status status = detail::take(anemone_session_create_in(handle.get(), entry, &session));
    return status.ok() ? Result<Session>(Session(session)) : Result<Session>(status);
  }

private:
  friend class Model;
  struct Free {
    void operator()(anemone_state *state) const { anemone_state_free(state); }
  };
  explicit State(anemone_state *state) : handle(state) {}

  std::unique_ptr<anemone_state, Free> handle;
};

/// An opened bundle.
class Model {
public:
  static Result<Model> open(const std::string &path) {
    anemone_bundle *bundle = nullptr;
    Status status = detail::take(anemone_bundle_open(path.c_str(), &bundle));
    return status.ok() ? Result<Model>(Model(bundle)) : Result<Model>(status);
  }

  size_t entryCount() const { return anemone_bundle_entry_count(handle.get()); }
  /// `entry` must be less than entryCount().
  std::string entryName(size_t entry) const {
    return anemone_bundle_entry_name(handle.get(), entry);
  }
  Result<std::vector<TensorInfo>> inputs(size_t entry) const {
    return list(entry, anemone_bundle_input_count(handle.get(), entry), anemone_bundle_input);
  }
  Result<std::vector<TensorInfo>> outputs(size_t entry) const {
    return list(entry, anemone_bundle_output_count(handle.get(), entry), anemone_bundle_output);
  }
  /// `name` may be empty where the bundle has one entry or one group.
  Result<size_t> findEntry(const std::string &name, std::span<const TensorInfo> given) const {
    std::vector<anemone_tensor> views;
    for (const TensorInfo &tensor : given)
      views.push_back(tensor.view());
    size_t entry = 0;
    Status status = detail::take(anemone_bundle_find_entry(
        handle.get(), name.empty() ? nullptr : name.c_str(), views.data(), views.size(), &entry));
    return status.ok() ? Result<size_t>(entry) : Result<size_t>(status);
  }
  Result<Session> createSession(size_t entry, const std::string &device,
                                const anemone_session_options &options = {}) const {
    anemone_session *session = nullptr;
    Status status = detail::take(
        anemone_session_create(handle.get(), entry, device.c_str(), &options, &session));
    return status.ok() ? Result<Session>(Session(session)) : Result<Session>(status);
  }

  Result<State> createState(const std::string &device,
                            const anemone_session_options &options = {}) const {
    anemone_state *state = nullptr;
    Status status =
        detail::take(anemone_state_create(handle.get(), device.c_str(), &options, &state));
    return status.ok() ? Result<State>(State(state)) : Result<State>(status);
  }

private:
  struct Close {
    void operator()(anemone_bundle *bundle) const { anemone_bundle_close(bundle); }
  };
  explicit Model(anemone_bundle *bundle) : handle(bundle) {}

  template <typename Describe>
  Result<std::vector<TensorInfo>> list(size_t entry, size_t count, Describe describe) const {
    std::vector<TensorInfo> tensors;
    for (size_t i = 0; i < count; ++i) {
      anemone_tensor tensor;
      if (Status status = detail::take(describe(handle.get(), entry, i, &tensor)); !status.ok())
        return status;
      tensors.push_back(TensorInfo::of(tensor));
    }
    return tensors;
  }

  std::unique_ptr<anemone_bundle, Close> handle;
};

} // namespace anemone

#endif // ANEMONE_RUNTIME_RUNTIME_H
