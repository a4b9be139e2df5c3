"""compare_csv.py FOUND EXPECTED TOLERANCE: every number of the expected file is in the column of its name, within
TOLERANCE of it, relatively; a cell that is empty in one is empty in the other."""

import csv
import sys

found, expected = (list(csv.DictReader(open(path))) for path in sys.argv[1:3])
tolerance = float(sys.argv[3])
assert len(found) == len(expected), (len(found), len(expected))
worst = 0.0
for row, wanted in zip(found, expected):
    for name, text in wanted.items():
        assert bool(row[name]) == bool(text), (name, row, wanted)
        if text:
            apart = abs(float(row[name]) - float(text)) / abs(float(text))
            assert apart <= tolerance, (name, row, wanted)
            worst = max(worst, apart)
print(f"largest relative difference {worst:.1e}")
