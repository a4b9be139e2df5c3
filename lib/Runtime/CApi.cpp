//===- CApi.cpp - The C interface -----------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing is decided here: pointers are checked, types translated, and
// exceptions (there is no memory) become failures.
//
//===----------------------------------------------------------------------===//

#include "anemone/Runtime/anemone.h"
#include "anemone/Target/Constraints.h"
#include "lib/Runtime/ElementTypes.h"
#include "lib/Runtime/Session.h"
#include <algorithm>
#include <exception>
#include <new>

using namespace anemone;
using bundle::Entry;
using bundle::Tensor;
using mil::DType;
using runtime::fromC;
using runtime::toC;

struct anemone_status {
  std::string message;
};

struct anemone_bundle {
  std::shared_ptr<const bundle::File> file;
  /// The emulated engine that its states share, as the programs of a process share the real one.
  std::shared_ptr<runtime::EngineState> engine;
};

struct anemone_state {
  std::shared_ptr<runtime::State> state;
  bool trace;
};

struct anemone_session {
  std::unique_ptr<runtime::Session> session;
  bool trace;
  anemone_trace_callback callback = nullptr;
  void *user = nullptr;
};

/// Stands for a failure that there is no memory to describe; never freed.
static anemone_status *outOfMemory() {
  static anemone_status status{"out of memory"}; // short: held in the string itself
  return &status;
}

static anemone_status *wrap(const Status &status) {
  if (status.ok())
    return nullptr;
  auto *wrapped = new (std::nothrow) anemone_status();
  if (!wrapped)
    return outOfMemory();
  try {
    wrapped->message = status.message();
  } catch (const std::exception &) {
    delete wrapped;
    return outOfMemory();
  }
  return wrapped;
}

/// Runs the body of a function of the interface.
template <typename Body> static anemone_status *guarded(Body body) {
  try {
    return wrap(body());
  } catch (const std::bad_alloc &) {
    return outOfMemory();
  } catch (const std::exception &error) {
    return wrap(Status::failure(std::string("internal error: ") + error.what()));
  }
}

static Status nullArgument(const char *function) {
  return Status::failure(std::string(function) + " was called with a null pointer");
}

static const Entry *entryAt(const anemone_bundle *bundle, size_t entry) {
  if (!bundle || entry >= bundle->file->bundle().entries.size())
    return nullptr;
  return &bundle->file->bundle().entries[entry];
}

static Status describe(const Tensor &source, anemone_tensor *tensor) {
  std::optional<anemone_dtype> dtype = toC(source.dtype);
  if (!dtype)
    return Status::failure("tensor '" + source.name + "' has elements of type " +
                           std::string(mil::spelling(source.dtype)) +
                           ", which this interface does not carry");
  *tensor = {source.name.c_str(), *dtype, source.shape.size(), source.shape.data()};
  return Status::success();
}

static Status describe(const Entry *entry, std::vector<Tensor> Entry::*list, size_t index,
                       anemone_tensor *tensor) {
  if (!tensor)
    return nullArgument("anemone_bundle_input or anemone_bundle_output");
  if (!entry || index >= (entry->*list).size())
    return Status::failure("the bundle has no such entry, or the entry no tensor " +
                           std::to_string(index));
  return describe((entry->*list)[index], tensor);
}

/// Hands a traced value to the callback, its strings ended by zeros.
static void report(const anemone_session &session, const runtime::TracedValue &value) {
  std::optional<anemone_dtype> dtype = toC(value.dtype);
  if (!dtype)
    return;
  std::string node(value.node), name(value.name);
  anemone_traced_value traced = {value.program->name.c_str(),
                                 node.c_str(),
                                 {name.c_str(), *dtype, value.shape.size(), value.shape.data()},
                                 value.data};
  session.callback(session.user, &traced);
}

const char *anemone_status_message(const anemone_status *status) {
  return status ? status->message.c_str() : "";
}

void anemone_status_free(anemone_status *status) {
  if (status != outOfMemory())
    delete status;
}

const char *anemone_version() { return ANEMONE_VERSION; }

anemone_status *anemone_bundle_open(const char *path, anemone_bundle **out) {
  return guarded([&] {
    if (!path || !out)
      return nullArgument("anemone_bundle_open");
    Result<std::unique_ptr<bundle::File>> file = bundle::File::open(path);
    if (file.ok())
      *out = new anemone_bundle{std::move(*file), runtime::createEngine()};
    return file.status();
  });
}

void anemone_bundle_close(anemone_bundle *bundle) { delete bundle; }

size_t anemone_bundle_entry_count(const anemone_bundle *bundle) {
  return bundle ? bundle->file->bundle().entries.size() : 0;
}

const char *anemone_bundle_entry_name(const anemone_bundle *bundle, size_t entry) {
  const Entry *found = entryAt(bundle, entry);
  return found ? found->name.c_str() : nullptr;
}

size_t anemone_bundle_input_count(const anemone_bundle *bundle, size_t entry) {
  const Entry *found = entryAt(bundle, entry);
  return found ? found->inputs.size() : 0;
}

size_t anemone_bundle_output_count(const anemone_bundle *bundle, size_t entry) {
  const Entry *found = entryAt(bundle, entry);
  return found ? found->outputs.size() : 0;
}

anemone_status *anemone_bundle_input(const anemone_bundle *bundle, size_t entry, size_t index,
                                     anemone_tensor *tensor) {
  return guarded([&] { return describe(entryAt(bundle, entry), &Entry::inputs, index, tensor); });
}

anemone_status *anemone_bundle_output(const anemone_bundle *bundle, size_t entry, size_t index,
                                      anemone_tensor *tensor) {
  return guarded([&] { return describe(entryAt(bundle, entry), &Entry::outputs, index, tensor); });
}

anemone_status *anemone_bundle_find_entry(const anemone_bundle *bundle, const char *name,
                                          const anemone_tensor *inputs, size_t count,
                                          size_t *entry) {
  return guarded([&]() -> Status {
    if (!bundle || !entry || (!inputs && count != 0))
      return nullArgument("anemone_bundle_find_entry");
    std::vector<runtime::NamedShape> shapes;
    for (const anemone_tensor &tensor : std::span(inputs, count)) {
      if (!tensor.name || (!tensor.shape && tensor.rank != 0))
        return nullArgument("anemone_bundle_find_entry");
      shapes.push_back({tensor.name, {tensor.shape, tensor.rank}});
    }
    Result<size_t> found = runtime::selectEntry(bundle->file->bundle(), name ? name : "", shapes);
    if (found.ok())
      *entry = *found;
    return found.status();
  });
}

/// The numbers in "ANE-C04,ANE-C18".
static Result<std::vector<unsigned>> parseRules(std::string_view labels) {
  std::vector<unsigned> numbers;
  while (!labels.empty()) {
    std::string_view label = labels.substr(0, labels.find(','));
    labels.remove_prefix(std::min(labels.size(), label.size() + 1));
    std::optional<unsigned> number = target::parseLabel(label);
    if (!number || !target::findConstraint(*number))
      return Status::failure("there is no constraint '" + std::string(label) +
                             "' to do without: expected labels such as ANE-C04, with commas");
    numbers.push_back(*number);
  }
  return numbers;
}

static Result<runtime::DriverOptions> fromC(const anemone_session_options *options) {
  runtime::DriverOptions ours;
  if (!options)
    return ours;
  if (options->fidelity < ANEMONE_FIDELITY_STRICT || options->fidelity > ANEMONE_FIDELITY_SILICON)
    return Status::failure("the fidelity " + std::to_string(options->fidelity) +
                           " does not exist: it is 0 (strict) or 1 (silicon)");
  if (options->numerics < ANEMONE_NUMERICS_F16 || options->numerics > ANEMONE_NUMERICS_F16_MAC)
    return Status::failure("the numerics " + std::to_string(options->numerics) +
                           " do not exist: they are 0 (f16) or 1 (f16-mac)");
  ours.threads = options->threads;
  ours.trace = options->trace != 0;
  ours.fidelity = static_cast<runtime::Fidelity>(options->fidelity);
  ours.numerics = static_cast<runtime::EngineNumerics>(options->numerics);
  auto rules = parseRules(options->without_rules ? options->without_rules : "");
  if (!rules.ok())
    return rules.status();
  ours.withoutRules = std::move(*rules);
  return ours;
}

anemone_status *anemone_session_create(const anemone_bundle *bundle, size_t entry,
                                       const char *device, const anemone_session_options *options,
                                       anemone_session **session) {
  return guarded([&] {
    if (!bundle || !device || !session)
      return nullArgument("anemone_session_create");
    Result<runtime::DriverOptions> ours = fromC(options);
    if (!ours.ok())
      return ours.status();
    ours->engine = bundle->engine;
    auto made = runtime::Session::create(bundle->file, entry, device, *ours);
    if (made.ok())
      *session = new anemone_session{std::move(*made), ours->trace};
    return made.status();
  });
}

void anemone_session_free(anemone_session *session) { delete session; }

anemone_status *anemone_state_create(const anemone_bundle *bundle, const char *device,
                                     const anemone_session_options *options,
                                     anemone_state **state) {
  return guarded([&] {
    if (!bundle || !device || !state)
      return nullArgument("anemone_state_create");
    Result<runtime::DriverOptions> ours = fromC(options);
    if (!ours.ok())
      return ours.status();
    ours->engine = bundle->engine;
    auto made = runtime::State::create(bundle->file, device, *ours);
    if (made.ok())
      *state = new anemone_state{std::move(*made), ours->trace};
    return made.status();
  });
}

void anemone_state_free(anemone_state *state) { delete state; }

anemone_status *anemone_session_create_in(anemone_state *state, size_t entry,
                                          anemone_session **session) {
  return guarded([&] {
    if (!state || !session)
      return nullArgument("anemone_session_create_in");
    auto made = runtime::Session::create(state->state, entry);
    if (made.ok())
      *session = new anemone_session{std::move(*made), state->trace};
    return made.status();
  });
}

size_t anemone_state_global_count(const anemone_state *state) {
  return state ? state->state->mutableGlobals().size() : 0;
}

anemone_status *anemone_state_global(const anemone_state *state, size_t index,
                                     anemone_tensor *tensor) {
  return guarded([&] {
    if (!state || !tensor)
      return nullArgument("anemone_state_global");
    std::vector<const Tensor *> globals = state->state->mutableGlobals();
    if (index >= globals.size())
      return Status::failure("there is no mutable global " + std::to_string(index) +
                             ": the bundle has " + std::to_string(globals.size()));
    return describe(*globals[index], tensor);
  });
}

anemone_status *anemone_state_read(anemone_state *state, const char *name, void *data,
                                   size_t bytes) {
  return guarded([&] {
    if (!state || !name || !data)
      return nullArgument("anemone_state_read");
    return state->state->read(name, {static_cast<uint8_t *>(data), bytes});
  });
}

anemone_status *anemone_state_write(anemone_state *state, const anemone_tensor *tensor,
                                    const void *data, size_t bytes) {
  return guarded([&] {
    if (!state || !tensor || !tensor->name || !data || (!tensor->shape && tensor->rank != 0))
      return nullArgument("anemone_state_write");
    std::optional<DType> dtype = fromC(tensor->dtype);
    if (!dtype)
      return Status::failure("global '" + std::string(tensor->name) + "' has the element type " +
                             std::to_string(int(tensor->dtype)) + ", which does not exist");
    return state->state->write(tensor->name, *dtype, {tensor->shape, tensor->rank},
                               {static_cast<const uint8_t *>(data), bytes});
  });
}

anemone_reload_counts anemone_state_reload_counts(const anemone_state *state) {
  if (!state)
    return {};
  const runtime::ReloadCounts &counts = state->state->reloadCounts();
  return {counts.reloads, counts.recompilations, counts.withoutEffect, counts.seconds};
}

anemone_status *anemone_session_set_input(anemone_session *session, const anemone_tensor *tensor,
                                          const void *data, size_t bytes) {
  return guarded([&] {
    if (!session || !tensor || !tensor->name || !data || (!tensor->shape && tensor->rank != 0))
      return nullArgument("anemone_session_set_input");
    std::optional<DType> dtype = fromC(tensor->dtype);
    if (!dtype)
      return Status::failure("input '" + std::string(tensor->name) + "' has the element type " +
                             std::to_string(int(tensor->dtype)) + ", which does not exist");
    return session->session->setInput(tensor->name, *dtype, {tensor->shape, tensor->rank},
                                      {static_cast<const uint8_t *>(data), bytes});
  });
}

anemone_status *anemone_session_run(anemone_session *session) {
  return guarded([&] {
    if (!session)
      return nullArgument("anemone_session_run");
    if (!session->callback)
      return session->session->run();
    return session->session->run(
        [session](const runtime::TracedValue &value) { report(*session, value); });
  });
}

anemone_status *anemone_session_get_output(anemone_session *session, const char *name, void *data,
                                           size_t bytes) {
  return guarded([&] {
    if (!session || !name || !data)
      return nullArgument("anemone_session_get_output");
    return session->session->getOutput(name, {static_cast<uint8_t *>(data), bytes});
  });
}

anemone_status *anemone_session_set_trace(anemone_session *session, anemone_trace_callback callback,
                                          void *user) {
  return guarded([&] {
    if (!session)
      return nullArgument("anemone_session_set_trace");
    if (callback && !session->trace)
      return Status::failure("the session was not created with the option 'trace'");
    session->callback = callback;
    session->user = user;
    return Status::success();
  });
}
