"""kill.py TIMES CHECKPOINT COMMAND...: starts the command TIMES times, kills it at a random moment, and checks that the
checkpoint, once there is one, is whole and never older than before. Each start continues from it."""

import json
import os
import random
import subprocess
import sys
import time


def step_of(path):
    data = open(path, "rb").read()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__")
    end = 0
    for tensor in sorted(header.values(), key=lambda tensor: tensor["data_offsets"]):
        assert tensor["data_offsets"][0] == end, header
        end = tensor["data_offsets"][1]
    assert len(data) == 8 + length + end, (len(data), length, end)
    return int(metadata["step"])


times, checkpoint, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
random.seed(1)
step = readable = 0
for _ in range(times):
    resume = ["--resume", checkpoint] if os.path.exists(checkpoint) else []
    process = subprocess.Popen(command + resume, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0.01, 0.15))
    assert process.poll() is None, "the run has ended by itself"
    process.kill()
    process.wait()
    if os.path.exists(checkpoint):
        now = step_of(checkpoint)
        assert now >= step, (now, step)
        step, readable = now, readable + 1
print(f"{times} times killed, {readable} times a checkpoint, all of them whole; at step {step}")
assert readable >= times // 2 and step > 0
