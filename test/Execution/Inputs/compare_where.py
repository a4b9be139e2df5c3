"""Compares the rows of two arrays where a mask is set.

Usage: compare_where.py ACTUAL EXPECTED MASK RTOL ATOL; the axes of MASK are the first ones of the others.
"""

import sys

import numpy as np

actual, expected, mask = (np.load(path) for path in sys.argv[1:4])
rtol, atol = map(float, sys.argv[4:])
rows = mask.astype(bool)
excess = np.abs(actual - expected)[rows] - (atol + rtol * np.abs(expected[rows]))
print(f"{rows.sum()} of {rows.size} rows, {excess.size} elements, the worst {excess.max():.3g} beyond the tolerance")
sys.exit(not (excess.size and excess.max() <= 0))
