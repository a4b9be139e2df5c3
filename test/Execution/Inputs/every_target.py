"""every_target.py TOOLS MODELS SCRATCH: compiles each model for each target, and runs it on the emulator.

The emulator refuses what the target's engine is reported to refuse, so a run that ends says that the program obeys the
rules of its target. Numbers are compared by other tests.
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

tools, models, scratch = map(pathlib.Path, sys.argv[1:4])
PINS = {"dynamic": ["--dim=batch=2"], "gpt2_dynamic": ["--dim=batch=1", "--dim=seq=16"]}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def targets():
    """ane-compile names them all when it is asked for one that is not there."""
    error = run(tools / "ane-compile", models / "mlp.onnx", "--target=none", "-o", scratch / "none").stderr
    return re.search(r"the targets are (.*)", error)[1].split(", ")


def problem(model, target):
    bundle = scratch / f"{model.stem}.{target}.anebin"
    pins = PINS.get(model.stem, [])
    done = run(tools / "ane-compile", model, f"--target={target}", "-o", bundle, *pins)
    if done.returncode == 0:
        done = run(tools / "ane-run", "eval", bundle, "--device=emulator", "--random=1")
    return f"{model.stem} for {target}: {done.stderr}" if done.returncode else None


pairs = [(model, target) for model in sorted(models.glob("*.onnx")) for target in targets()]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    problems = [found for found in pool.map(lambda pair: problem(*pair), pairs) if found]
print(*problems, f"{len(pairs)} pairs of model and target, {len(problems)} fail", sep="\n")
sys.exit(1 if problems or len(pairs) < 9 else 0)
