/*===- anemone.h - C interface of the Anemone runtime --------------*- C -*-===*\
|*                                                                            *|
|* Part of the Anemone project, under the Apache License v2.0 with LLVM       *|
|* Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception        *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* Opens a compiled bundle (.anebin) and runs its entries:                    *|
|*                                                                            *|
|*   anemone_bundle *bundle;                                                  *|
|*   anemone_session *session;                                                *|
|*   anemone_status *status = anemone_bundle_open("m.anebin", &bundle);       *|
|*   if (!status)                                                             *|
|*     status = anemone_session_create(bundle, 0, "emulator", NULL, &session);*|
|*   if (status) {                                                            *|
|*     fprintf(stderr, "%s\n", anemone_status_message(status));               *|
|*     anemone_status_free(status);                                           *|
|*   }                                                                        *|
|*                                                                            *|
|* Ownership: an object is freed by the function that its maker names; what   *|
|* an object hands out (names, shapes) lives as long as the object. A session *|
|* keeps what it needs of its bundle: the bundle may be closed before it.     *|
|*                                                                            *|
|* Threads: a bundle may be shared. A state and its sessions may be used by   *|
|* one thread at a time, different states by different threads. States of one *|
|* bundle share the emulated engine, as the programs of a process share the   *|
|* real one: its places (ANE-C05), and what makes it unusable (ANE-C28).      *|
|* Otherwise they do not disturb each other.                                  *|
|*                                                                            *|
|* No function throws, ends the process or writes to standard error. A null   *|
|* pointer where an object is expected is an error, not undefined behaviour.  *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef ANEMONE_RUNTIME_ANEMONE_H
#define ANEMONE_RUNTIME_ANEMONE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ANEMONE_API __attribute__((visibility("default")))
#else
#define ANEMONE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** A failure. Functions that can fail return a null pointer for success. */
typedef struct anemone_status anemone_status;
/** An opened and verified .anebin file. */
typedef struct anemone_bundle anemone_bundle;
/** One entry of a bundle on one device, with its inputs and outputs. */
typedef struct anemone_session anemone_session;
/** A bundle on one device: its compiled programs and the values of its mutable globals. */
typedef struct anemone_state anemone_state;

/** Element types of data that crosses this interface. Floating-point types are IEEE 754's but for BF16; a bool is one
    byte, 0 or 1. The numbers do not change between versions. */
typedef enum anemone_dtype {
  ANEMONE_BOOL = 1,
  ANEMONE_INT8 = 2,
  ANEMONE_UINT8 = 3,
  ANEMONE_INT16 = 4,
  ANEMONE_UINT16 = 5,
  ANEMONE_INT32 = 6,
  ANEMONE_UINT32 = 7,
  ANEMONE_INT64 = 8,
  ANEMONE_UINT64 = 9,
  ANEMONE_FLOAT16 = 10,
  ANEMONE_BFLOAT16 = 11,
  ANEMONE_FLOAT32 = 12,
  ANEMONE_FLOAT64 = 13
} anemone_dtype;

/** A tensor's name, element type and shape. The pointers belong to whoever filled the structure. */
typedef struct anemone_tensor {
  const char *name;
  anemone_dtype dtype;
  size_t rank;
  const int64_t *shape; /* `rank` extents, outermost first */
} anemone_tensor;

/** A value inside a program, as anemone_session_set_trace reports it. Everything is valid during the call only. */
typedef struct anemone_traced_value {
  const char *program; /* the program's name in the bundle */
  const char *node;    /* the source model's operation that it comes from; empty where none is recorded */
  anemone_tensor tensor; /* its name in MIL text, and its type as the device stores it */
  const void *data;      /* dense, row-major */
} anemone_traced_value;

typedef void (*anemone_trace_callback)(void *user, const anemone_traced_value *value);

/** What the emulator does about mistakes that the engine was reported not to notice. */
typedef enum anemone_fidelity {
  ANEMONE_FIDELITY_STRICT = 0, /* an error that names the constraint */
  ANEMONE_FIDELITY_SILICON = 1 /* the wrong data that were reported */
} anemone_fidelity;

/** How the emulator computes. */
typedef enum anemone_numerics {
  ANEMONE_NUMERICS_F16 = 0,    /* results are rounded once to fp16 */
  ANEMONE_NUMERICS_F16_MAC = 1 /* and sums of products have the cliffs that were reported; slow */
} anemone_numerics;

/** Zero in every field is the default. */
typedef struct anemone_session_options {
  int threads;  /* 0: as many as the machine has */
  int trace;    /* not 0: intermediate values can be observed, at the price of speed and memory */
  int fidelity; /* an anemone_fidelity, for the device "emulator" */
  int numerics; /* an anemone_numerics, for the device "emulator" */
  /** Constraints that the device "emulator" does not enforce, as "ANE-C04,ANE-C18"; null: it enforces those of the
      target. */
  const char *without_rules;
} anemone_session_options;

/** One sentence without a newline; never null. Lives as long as `status`. */
ANEMONE_API const char *anemone_status_message(const anemone_status *status);
/** Does nothing for a null pointer. */
ANEMONE_API void anemone_status_free(anemone_status *status);

/** The version of this library, "0.1.0". */
ANEMONE_API const char *anemone_version(void);

/** Opens and verifies the file at `path`. The file must not change while the bundle or a session of it exists. Close it
    with anemone_bundle_close. */
ANEMONE_API anemone_status *anemone_bundle_open(const char *path, anemone_bundle **bundle);
ANEMONE_API void anemone_bundle_close(anemone_bundle *bundle);

/** Entries are numbered from 0. Counts are 0 and names null for a number that does not exist. */
ANEMONE_API size_t anemone_bundle_entry_count(const anemone_bundle *bundle);
ANEMONE_API const char *anemone_bundle_entry_name(const anemone_bundle *bundle, size_t entry);
ANEMONE_API size_t anemone_bundle_input_count(const anemone_bundle *bundle, size_t entry);
ANEMONE_API size_t anemone_bundle_output_count(const anemone_bundle *bundle, size_t entry);

/** Describes an input or an output of an entry as the source model declares it. */
ANEMONE_API anemone_status *anemone_bundle_input(const anemone_bundle *bundle, size_t entry,
                                                 size_t index, anemone_tensor *tensor);
ANEMONE_API anemone_status *anemone_bundle_output(const anemone_bundle *bundle, size_t entry,
                                                  size_t index, anemone_tensor *tensor);

/** Finds the entry called `name`. Where several entries differ only in their shapes and share the group `name`, finds the
    one that takes inputs with the names and shapes of `inputs` (their element types do not matter). `name` may be null
    where the bundle has one entry or one group. */
ANEMONE_API anemone_status *anemone_bundle_find_entry(const anemone_bundle *bundle,
                                                      const char *name,
                                                      const anemone_tensor *inputs, size_t count,
                                                      size_t *entry);

/** Compiles and loads an entry for `device`: "emulator" (the engine's artefacts, numerics and constraints), "host"
    (the same programs in f32) or "apple". `options` may be null. Free the session with anemone_session_free. */
ANEMONE_API anemone_status *anemone_session_create(const anemone_bundle *bundle, size_t entry,
                                                   const char *device,
                                                   const anemone_session_options *options,
                                                   anemone_session **session);
ANEMONE_API void anemone_session_free(anemone_session *session);

/** Makes a state that sessions of several entries share: what one stores to a global, the others load. Globals begin with
    their initial values. The devices and options are those of anemone_session_create. */
ANEMONE_API anemone_status *anemone_state_create(const anemone_bundle *bundle, const char *device,
                                                 const anemone_session_options *options,
                                                 anemone_state **state);
/** Its sessions may outlive it. */
ANEMONE_API void anemone_state_free(anemone_state *state);

/** Makes a session in a state. A session of anemone_session_create has a state of its own. */
ANEMONE_API anemone_status *anemone_session_create_in(anemone_state *state, size_t entry,
                                                      anemone_session **session);

/** The mutable globals, in the order of the bundle. */
ANEMONE_API size_t anemone_state_global_count(const anemone_state *state);
ANEMONE_API anemone_status *anemone_state_global(const anemone_state *state, size_t index,
                                                 anemone_tensor *tensor);

/** Copies the value of a mutable global into `data`, dense and row-major, in the global's element type; `bytes` must be
    its exact size. After a run that failed, globals may hold some of what it would have stored. */
ANEMONE_API anemone_status *anemone_state_read(anemone_state *state, const char *name, void *data,
                                               size_t bytes);

/** Replaces the value of the mutable global that `tensor` names, under the rules of anemone_session_set_input. */
ANEMONE_API anemone_status *anemone_state_write(anemone_state *state, const anemone_tensor *tensor,
                                                const void *data, size_t bytes);

/** How programs of a state were given new weights: by a reload, by compiling anew (which tests of reloads do, too), and
    how many reloads had no effect, so that programs were compiled instead. `seconds` is what all of it took. */
typedef struct anemone_reload_counts {
  uint64_t reloads, recompilations, without_effect;
  double seconds;
} anemone_reload_counts;
ANEMONE_API anemone_reload_counts anemone_state_reload_counts(const anemone_state *state);

/** Copies dense, row-major data of `bytes` bytes into the input that `tensor` names; it stays until it is set again. The
    shape must be the input's. A floating-point input takes data of any floating-point type, an integer input of any
    integer type; an integer that the device's type cannot hold exactly is an error. */
ANEMONE_API anemone_status *anemone_session_set_input(anemone_session *session,
                                                      const anemone_tensor *tensor,
                                                      const void *data, size_t bytes);

/** Runs the entry once and returns when it is done. All inputs must have been set. */
ANEMONE_API anemone_status *anemone_session_run(anemone_session *session);

/** Copies an output of the last run into `data`, dense and row-major, in the element type that anemone_bundle_output
    says; `bytes` must be its exact size. */
ANEMONE_API anemone_status *anemone_session_get_output(anemone_session *session, const char *name,
                                                       void *data, size_t bytes);

/** Has `callback` called with each intermediate value of the following runs, in the order of computation; null ends it. The
    session must have been created with the option `trace`. */
ANEMONE_API anemone_status *anemone_session_set_trace(anemone_session *session,
                                                      anemone_trace_callback callback,
                                                      void *user);

#ifdef __cplusplus
}
#endif

#endif /* ANEMONE_RUNTIME_ANEMONE_H */
