"""train_for_every_target.py TOOLS TEXT SCRATCH MODEL...: compiles the training of each model for each target and makes two
steps and an evaluation on the emulator of that target, which refuses what its engine is reported to refuse. MODEL is the
path of a model of tokens, or of an .onnx file whose entries are run once; the options of --train follow behind a colon.
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

tools, text, scratch = map(pathlib.Path, sys.argv[1:4])
STRICT = ["--fidelity=strict", "--threads=1"]
models = [model.split(":", 1) for model in sys.argv[4:]]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def targets():
    """ane-compile names them all when it is asked for one that is not there."""
    error = run(tools / "ane-compile", models[0][0], "--target=none", "-o", scratch / "none").stderr
    return re.search(r"the targets are (.*)", error)[1].split(", ")


def problem(model, options, target):
    name = f"{pathlib.Path(model).stem} for {target}"
    bundle = scratch / f"{pathlib.Path(model).stem}.{target}.anebin"
    commands = [(tools / "ane-compile", model, f"--target={target}", f"--train={options}", "-o", bundle)]
    if model.endswith(".onnx"):
        commands += [(tools / "ane-run", "eval", bundle, f"--entry={entry}", "--random=1", *STRICT)
                     for entry in ("train_step", "update", "evaluate")]
        expected = r"'loss' fp32 \[\] min [\d.]+"
    else:
        commands.append((tools / "ane-run", "train", bundle, "--text", text, "--steps=2", "--held-out=0.1", *STRICT))
        expected = r"loss [\d.]+ to [\d.]+, held-out loss [\d.]+"
    for command in commands:
        done = run(*command)
        if done.returncode:
            return f"{name}: {done.stderr}"
    return None if re.search(expected, done.stdout) else f"{name}: {done.stdout}"


pairs = [(*model, target) for model in models for target in targets()]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    problems = [found for found in pool.map(lambda pair: problem(*pair), pairs) if found]
print(*problems, f"{len(pairs)} pairs of model and target, {len(problems)} fail", sep="\n")
sys.exit(1 if problems or len(pairs) < 9 else 0)
