#!/usr/bin/python3
#===- weights_file.py - The parameters beside a built model ------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""Reads what `ane-translate --build-...` writes: MODEL.mlir says what lies where in MODEL.weights.

As a program, it moves what begins as all ones or all zeros away from there, in place: a mistake in what a scale or a
bias is applied to would change no result otherwise.
"""

import os
import re
import sys

import numpy as np

GLOBAL = re.compile(r'ml_program\.global private (mutable )?@([\w.]+)\(#weights\.file<"([^"]+)", (\d+), (\d+)> '
                    r': tensor<([\dx]+)xf32>\)')


def open_parameters(path, mode="r"):
    """Name -> array, mapped from the file."""
    arrays = {}
    with open(path) as text:
        for _, name, file, offset, length, shape in GLOBAL.findall(text.read()):
            shape = tuple(map(int, shape.split("x")))
            array = np.memmap(os.path.join(os.path.dirname(path), file), "<f4", mode, int(offset), shape)
            assert array.nbytes == int(length), name
            arrays[name] = array
    return arrays


def spread(path):
    """Adds values between -0.5 and 0.5, which differ by parameter, to what is constant."""
    for number, array in enumerate(open_parameters(path, "r+").values()):
        if array.min() == array.max():
            steps = np.arange(array.size, dtype=np.int64).reshape(array.shape)
            array += ((steps * 37 + number * 11) % 101).astype(np.float32) / np.float32(101) - np.float32(0.5)
            array.flush()


if __name__ == "__main__":
    spread(sys.argv[1])
