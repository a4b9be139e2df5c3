"""Stops ane-compile after each phase, continues from what it printed, and compares the bundle with the one made in one go.

Usage: continue_phases.py BIN FOLDER MODEL BUNDLE [OPTION]..., with MODEL and BUNDLE in FOLDER, and the options of ane-compile
that the import needs.
"""

import os
import subprocess
import sys

PHASES = ["import", "shapes", "gradients", "partition", "lower", "legalize", "optimize", "bind", "verify"]

tools, folder, model, bundle, *options = sys.argv[1:]
os.chdir(folder)
with open(bundle, "rb") as file:
    expected = file.read()


def run(tool, *arguments):
    subprocess.run([os.path.join(tools, tool), *arguments], check=True)


failed = False
for phase in PHASES:
    text, bytecode = f"after-{phase}.mlir", f"after-{phase}.mlirbc"
    run("ane-compile", model, *options, f"--stop-after={phase}", "-o", text)
    run("ane-opt", text, "--emit-bytecode", "-o", bytecode)
    for printed in (text, bytecode):
        again = f"{printed}.anebin"
        run("ane-compile", printed, "-o", again)
        with open(again, "rb") as file:
            same = file.read() == expected
        if not same:
            print(f"{printed} continues to another bundle than {model}")
            failed = True
sys.exit(1 if failed else 0)
