#===- check_steps.py - Training beside PyTorch's -----------------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""Makes a run of steps.py on the host device, and compares loss and norm of each step and every parameter in the end
with what make_references.py stored: |a-b| <= 1e-4 max |b|."""

import argparse
import os
import sys

import numpy as np

import steps
from anemone import State

TOLERANCE = 1e-4

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("library")
parser.add_argument("bundle")
parser.add_argument("run", choices=steps.RUNS)
parser.add_argument("--options", required=True, help="those of --train, by which the bundle was compiled")
arguments = parser.parse_args()

name, run = arguments.run, steps.RUNS[arguments.run]
assert arguments.options == run.options, f"PyTorch was asked for {run.options!r}"
expected = dict(np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.npz")))
state = State(arguments.library, arguments.bundle, "host")
rows = [state.step(run.rate_at(step), *batches) for step, batches in enumerate(run.batches())]
found = {"losses": np.array([row["loss"] for row in rows]), "norms": np.array([row["grad_norm"] for row in rows]),
         **{key: state.read(key) for key in expected if key not in ("losses", "norms")}}

wrong = []
for key, value in expected.items():
    assert found[key].shape == value.shape, (key, found[key].shape, value.shape)
    apart = np.abs(found[key] - value).max() / np.abs(value).max()
    print(f"{key}: {apart:.1e}")
    if not apart <= TOLERANCE:
        wrong.append(key)
for counter in ("sanitized", "clamped", "skipped"):
    if any(row.get(counter) for row in rows):
        wrong.append(counter)
if "train.step" in state.globals and state.read("train.step") != steps.STEPS:
    wrong.append("train.step")
sys.exit(f"beyond {TOLERANCE}: {', '.join(wrong)}" if wrong else 0)
