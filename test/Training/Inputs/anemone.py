#===- anemone.py - The runtime's C interface, for tests of training ----------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""States and sessions of a bundle with numpy's arrays. `ane-run train` feeds tokens; models of other inputs are trained
through this."""

import ctypes as c

import numpy as np

DTYPES = {1: np.bool_, 2: np.int8, 3: np.uint8, 4: np.int16, 5: np.uint16, 6: np.int32, 7: np.uint32, 8: np.int64,
          9: np.uint64, 10: np.float16, 12: np.float32, 13: np.float64}
NUMBERS = {np.dtype(kind): number for number, kind in DTYPES.items()}
NUMERICS = {"f16": 0, "f16-mac": 1}


class Tensor(c.Structure):
    _fields_ = [("name", c.c_char_p), ("dtype", c.c_int), ("rank", c.c_size_t), ("shape", c.POINTER(c.c_int64))]


class Options(c.Structure):
    _fields_ = [("threads", c.c_int), ("trace", c.c_int), ("fidelity", c.c_int), ("numerics", c.c_int),
                ("without_rules", c.c_char_p)]


def load(path):
    library = c.CDLL(path)
    for name in ("message", "free"):
        getattr(library, f"anemone_status_{name}").argtypes = [c.c_void_p]
    library.anemone_status_message.restype = c.c_char_p
    for name in ("bundle_entry_count", "bundle_input_count", "bundle_output_count", "state_global_count"):
        getattr(library, f"anemone_{name}").restype = c.c_size_t
    library.anemone_bundle_entry_name.restype = c.c_char_p
    for name in ("bundle_open", "state_create", "session_create_in", "bundle_input", "bundle_output", "state_global",
                 "state_read", "state_write", "session_set_input", "session_run", "session_get_output"):
        getattr(library, f"anemone_{name}").restype = c.c_void_p
    return library


def empty_like(tensor):
    return np.empty([tensor.shape[i] for i in range(tensor.rank)], DTYPES[tensor.dtype])


class State:
    """A bundle on a device. `run` runs one of its entries; what one stores, the others load."""

    def __init__(self, library, path, device, numerics="f16", threads=1):
        self.library = load(library)
        bundle, self.handle = c.c_void_p(), c.c_void_p()
        self.call("bundle_open", path.encode(), c.byref(bundle))
        options = Options(threads=threads, numerics=NUMERICS[numerics])
        self.call("state_create", bundle, device.encode(), c.byref(options), c.byref(self.handle))
        self.sessions, self.outputs, self.inputs = {}, {}, {}
        for entry in range(self.library.anemone_bundle_entry_count(bundle)):
            name = self.library.anemone_bundle_entry_name(bundle, c.c_size_t(entry)).decode()
            session = c.c_void_p()
            self.call("session_create_in", self.handle, c.c_size_t(entry), c.byref(session))
            self.sessions[name] = session
            self.inputs[name] = self.interface("input", bundle, entry)
            self.outputs[name] = self.interface("output", bundle, entry)
        self.globals = {}
        for index in range(self.library.anemone_state_global_count(self.handle)):
            tensor = Tensor()
            self.call("state_global", self.handle, c.c_size_t(index), c.byref(tensor))
            self.globals[tensor.name.decode()] = empty_like(tensor)

    def call(self, name, *arguments):
        status = getattr(self.library, f"anemone_{name}")(*arguments)
        if status:
            raise RuntimeError(self.library.anemone_status_message(status).decode())

    def interface(self, kind, bundle, entry):
        arrays = {}
        for index in range(getattr(self.library, f"anemone_bundle_{kind}_count")(bundle, c.c_size_t(entry))):
            tensor = Tensor()
            self.call(f"bundle_{kind}", bundle, c.c_size_t(entry), c.c_size_t(index), c.byref(tensor))
            arrays[tensor.name.decode()] = empty_like(tensor)
        return arrays

    def give(self, function, handle, name, array):
        array = np.array(array, order="C")
        shape = (c.c_int64 * array.ndim)(*array.shape)
        tensor = Tensor(name.encode(), NUMBERS[array.dtype], array.ndim, shape)
        self.call(function, handle, c.byref(tensor), array.ctypes.data_as(c.c_void_p), c.c_size_t(array.nbytes))

    def run(self, entry, **inputs):
        """The outputs, by name."""
        session, results = self.sessions[entry], {}
        for name, value in inputs.items():
            wanted = self.inputs[entry][name]
            self.give("session_set_input", session, name, np.asarray(value, wanted.dtype).reshape(wanted.shape))
        self.call("session_run", session)
        for name, array in self.outputs[entry].items():
            results[name] = array.copy()
            self.call("session_get_output", session, name.encode(), results[name].ctypes.data_as(c.c_void_p),
                      c.c_size_t(array.nbytes))
        return results

    def step(self, rate, *microbatches):
        """One update; the numbers that its entries give, those of microbatches summed but for the mean loss."""
        numbers = {}
        for batch in microbatches:
            for name, value in self.run("train_step", **batch).items():
                numbers[name] = numbers.get(name, 0.0) + float(value)
        numbers["loss"] /= len(microbatches)
        done = self.run("update", learning_rate=rate, microbatches=len(microbatches))
        return {**numbers, **{name: float(value) for name, value in done.items()}}

    def read(self, name):
        array = self.globals[name].copy()
        self.call("state_read", self.handle, name.encode(), array.ctypes.data_as(c.c_void_p), c.c_size_t(array.nbytes))
        return array

    def read_all(self):
        return {name: self.read(name) for name in self.globals}

    def write(self, name, array):
        self.give("state_write", self.handle, name, np.asarray(array, self.globals[name].dtype))
