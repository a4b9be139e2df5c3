"""check-table.py SOURCE BUILD FOLDER [LABEL...]: every row of the table of constraints, a line each."""

import concurrent.futures
import pathlib
import sys

import constraint_table

source, build, folder, *labels = sys.argv[1:]
rows, cases, excuses, failures = constraint_table.load(pathlib.Path(source))
chosen = [cases[label] for label in labels or rows if label in cases]


def check(case):
    return constraint_table.Row(case, build, folder).check()


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for case, problems in zip(chosen, pool.map(check, chosen)):
        parts = [name for name in constraint_table.Row.COLUMNS if not constraint_table.is_none(case.get(name))]
        print(f"{case.label} on {case.target}: {'FAILED' if problems else ', '.join(parts)}")
        failures += [f"{case.label}: {problem}" for problem in problems]
for label, reason in excuses.items():
    print(f"{label}: {reason}")
print("\n".join(failures))
print(f"{len(rows)} rows: {len(cases)} cases, {constraint_table.count(excuses)}, {len(failures)} failures")
sys.exit(1 if failures or not cases else 0)
