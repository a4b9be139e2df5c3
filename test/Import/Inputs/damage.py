#===- damage.py - Runs a command on damaged copies of a file ---------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""damage.py FILE COPY COMMAND...: truncates and changes FILE at every 64th byte.

The command gets the damaged copy as its last argument. It must succeed, or fail with status 1 and a message; a crash, a
signal or a silent failure is an error.
"""

import subprocess
import sys

STEP = 64


def damaged(data):
    for at in range(0, len(data), STEP):
        yield f"truncated to {at} bytes", data[:at]
        for value in (0x00, 0xFF, data[at] ^ 0x40):
            yield f"byte {at} is {value:#x}", data[:at] + bytes([value]) + data[at + 1:]


def main(source, copy, command):
    with open(source, "rb") as file:
        data = file.read()
    bad = 0
    for what, content in damaged(data):
        with open(copy, "wb") as file:
            file.write(content)
        run = subprocess.run(command + [copy], capture_output=True, text=True, errors="replace", check=False)
        if run.returncode == 0 or (run.returncode == 1 and "error: " in run.stderr):
            continue
        print(f"{what}: status {run.returncode}\n{run.stderr[-2000:]}")
        bad += 1
    sys.exit(bad > 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
