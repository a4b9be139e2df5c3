"""interrupt.py SIGNAL FILE COMMAND...: starts the command, sends it the signal once FILE has a second line, and prints
its exit status."""

import os
import signal
import subprocess
import sys
import time

name, path, command = sys.argv[1], sys.argv[2], sys.argv[3:]
process = subprocess.Popen(command)
while process.poll() is None and not (os.path.exists(path) and open(path).read().count("\n") > 1):
    time.sleep(0.005)
process.send_signal(getattr(signal, name))
print("status", process.wait(), flush=True)
