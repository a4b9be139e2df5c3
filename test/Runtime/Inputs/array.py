"""array.py OUT.npy EXPRESSION: evaluates a NumPy expression and saves it."""
import sys
import numpy as np

np.save(sys.argv[1], eval(sys.argv[2], {"np": np}))
