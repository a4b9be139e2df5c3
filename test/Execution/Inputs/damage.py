"""Runs a command on damaged copies of a file: cut at every Nth byte, and with the byte there inverted.

Usage: damage.py FILE [STEP] -- COMMAND... with BUNDLE where the name of the copy goes. A copy that is cut must be refused (status 1 to
100); one with a changed byte may be refused or, where the byte does not matter, accepted. Nothing may die by a signal.
"""

import os
import subprocess
import sys

split = sys.argv.index("--")
path = sys.argv[1]
step = int(sys.argv[2]) if split > 2 else 64
command = sys.argv[split + 1:]
copy = path + ".damaged" + os.path.splitext(path)[1]
with open(path, "rb") as file:
    whole = file.read()
# At most a few hundred runs: a longer file is sampled more sparsely, always at multiples of the step.
positions = range(0, len(whole), step * max(1, len(whole) // (step * 200)))


def run(data):
    with open(copy, "wb") as file:
        file.write(data)
    arguments = [copy if argument == "BUNDLE" else argument for argument in command]
    return subprocess.run(arguments, capture_output=True, text=True, errors="replace")


failed = False
for position in positions:
    cut = run(whole[:position])
    if not 0 < cut.returncode <= 100 or "error:" not in cut.stderr:
        print(f"cut at {position}: status {cut.returncode}: {cut.stderr[:200]}")
        failed = True
    changed = run(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1:])
    if not 0 <= changed.returncode <= 100 or (changed.returncode and "error:" not in changed.stderr):
        print(f"byte {position} changed: status {changed.returncode}: {changed.stderr[:200]}")
        failed = True
sys.exit(1 if failed else 0)
