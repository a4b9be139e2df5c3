"""compare_csv.py FOUND EXPECTED TOLERANCE: every number of the expected file is in the column of its name, within
TOLERANCE of it, relatively; a cell that is empty in one is empty in the other. The files have as many rows, but for
--first N rows or the --last one of both; --columns a,b compares these alone."""

import argparse
import csv

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("files", nargs=2)
parser.add_argument("tolerance", type=float)
parser.add_argument("--first", type=int)
parser.add_argument("--last", action="store_true")
parser.add_argument("--columns", type=lambda text: text.split(","))
arguments = parser.parse_args()

found, expected = (list(csv.DictReader(open(path))) for path in arguments.files)
rows = slice(-1, None) if arguments.last else slice(arguments.first)
found, expected = found[rows], expected[rows]
assert len(found) == len(expected) and found, (len(found), len(expected))
worst = 0.0
for row, wanted in zip(found, expected):
    for name in arguments.columns or wanted:
        text = wanted[name]
        assert bool(row[name]) == bool(text), (name, row, wanted)
        if text:
            apart = abs(float(row[name]) - float(text)) / (abs(float(text)) or 1)
            assert apart <= arguments.tolerance, (name, row, wanted)
            worst = max(worst, apart)
print(f"largest relative difference {worst:.1e}")
