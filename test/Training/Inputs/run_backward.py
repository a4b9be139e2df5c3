#===- run_backward.py - Derived gradients beside PyTorch's --------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""Runs @forward of a bundle, then @backward with what that reads of it, and compares with the stored gradients.

run_backward.py ANE-RUN BUNDLE MODEL FOLDER [OPTION...]: MODEL is the path of the stored files without their endings;
the options go to ane-run.
"""

import os
import re
import subprocess
import sys
import zipfile

ane_run, bundle, model, folder, *options = sys.argv[1:]


def run(*words):
    done = subprocess.run([ane_run, *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def interface(entry):
    """The names of an entry's inputs and outputs."""
    text = run("info", bundle).split(f"entry '{entry}'\n")[1]
    lines = re.match(r"(  (?:input|output) .*\n)*", text).group()
    return [re.findall(rf"  {kind} +'(.*?)'", lines) for kind in ("input", "output")]


def find(name):
    """The file of a value: stored with the model, or written by @forward."""
    for path in (f"{folder}/{name}.npy", f"{model}.{name}.npy"):
        if os.path.exists(path):
            return path
    sys.exit(f"@backward reads '{name}', which is neither an input nor a result of @forward")


os.makedirs(folder, exist_ok=True)
with zipfile.ZipFile(f"{model}.gradients.npz") as gradients:
    gradients.extractall(folder)
inputs, _ = interface("forward")
run("eval", bundle, "--entry", "forward", "--output-dir", folder, *options,
    *(word for name in inputs for word in ("--input", f"{name}={model}.{name}.npy")))
inputs, outputs = interface("backward")
print(run("eval", bundle, "--entry", "backward", *options,
          *(word for name in inputs for word in ("--input", f"{name}={find(name)}")),
          *(word for name in outputs for word in ("--expect", f"{name}={folder}/{name}.npy"))))
