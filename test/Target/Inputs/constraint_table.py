"""The table of constraints, row by row: what the verifier, the emulator and the compiler make of a violation.

A case is table/Cnn.mlir. The comments at its head are `// KEY: VALUE`:

  verifier:    what ane-verify-constraints says behind the number
  emulator:    STAGE: what the emulator says under strict fidelity
  silicon:     under silicon fidelity the program is `refused`, or its results are those of a sound one (`agrees`) or
               not (`differs`)
  discharged:  where the model behind `// -----`, which would break the rule if it were translated word by word, runs once
               it is compiled: on the `engine` alone, or in part on the `host`
  edit:        /PATTERN/REPLACEMENT/ on the MIL text, for rules that emission obeys whatever the IR is
  patch:       OFFSET=BYTE ... in the weight file, likewise
  weights:     `each`: every constant has a weight file of its own; or `BYTES`: the weight file is made that long, by a hole
  small:       /PATTERN/REPLACEMENT/ on the IR before it becomes text, where what the verifier refuses is too large to write
  call:        a mistake of the caller, by run-mil --call
  numerics:    of the emulator; results are then compared exactly, with those of f16
  lifted:      `none (WHY)` where the emulator cannot go on without the rule (utils/check-mutants)
  without:     passes that are left out so that the model breaks the rule (utils/check-mutants)
  lax:         a target that is not held to the rule, for which the model is lowered instead (utils/check-mutants)

A value `none (WHY)` says that this part of the row has nothing to look at. Why a row has no case at all stands in the
catalogue, and in docs/Constraints.md: it is no rule for programs and calls, or it is excused.
"""

import json
import os
import pathlib
import re
import shutil
import struct
import subprocess

CASES = pathlib.Path(__file__).parent / "table"
SPLIT = "// -----\n"


def is_none(value):
    return value.startswith("none (")


class Case:
    def __init__(self, path):
        self.label = "ANE-" + path.stem
        self.path = path
        parts = path.read_text().split(SPLIT)
        self.program, self.source = parts[0], parts[1] if len(parts) > 1 else ""
        self.values = {}
        for key, value in re.findall(r"^// ([a-z]+): +(.*)$", self.program, re.M):
            self.values.setdefault(key, []).append(value)
        self.target = re.search(r'#ane\.target<"([^"]+)">', self.program).group(1)

    def get(self, key, otherwise=""):
        return self.values.get(key, [otherwise])[0]

    @property
    def is_text(self):
        """The violation is in the MIL text, its weights or the call, not in the IR."""
        return any(key in self.values for key in ("edit", "patch", "weights", "call"))


class Outcome:
    """What became of a run: why it was refused, or the elements of its outputs."""

    def __init__(self, error, outputs):
        self.error, self.outputs = error, outputs

    def agrees(self, other, exact):
        ours, theirs = self.outputs, other.outputs
        return len(ours) == len(theirs) and all(
            len(a) == len(b) and all(close(x, y, exact) for x, y in zip(a, b)) for a, b in zip(ours, theirs))


def close(x, y, exact):
    return x == y or (x != x and y != y) or (not exact and abs(x - y) <= 4e-3 + 2e-2 * abs(y))


def read_npy(path):
    data = path.read_bytes()
    size = struct.unpack_from("<H", data, 8)[0]
    header = data[10:10 + size].decode()
    kind = re.search(r"'descr': '[<|]([a-z]\d)'", header).group(1)
    code = {"f2": "e", "f4": "f", "i1": "b", "u1": "B", "i2": "h", "i4": "i", "i8": "q", "b1": "?"}[kind]
    return [x[0] for x in struct.iter_unpack("<" + code, data[10 + size:])]


def write_halves(path, shape):
    """Numbers in [-1, 1) that look like noise, others for each name."""
    seed = sum(path.stem.encode())
    count = 1
    for extent in shape:
        count *= extent
    header = f"{{'descr': '<f2', 'fortran_order': False, 'shape': ({', '.join(map(str, shape))},), }}"
    header = header.ljust(117) + "\n"
    values = [((i * 7919 + seed * 131) % 2048 - 1024) / 1024 for i in range(count)]
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() +
                     struct.pack(f"<{count}e", *values))


class Row:
    """Runs the tools on one case, in a folder of its own."""

    def __init__(self, case, build, folder, lifted=False):
        self.case, self.build, self.lifted = case, pathlib.Path(build), lifted
        self.folder = pathlib.Path(folder) / case.path.stem
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.ir, self.model = self.folder / "program.mlir", self.folder / "model.mlir"
        self.ir.write_text(case.program)
        self.model.write_text(case.source)

    def tool(self, name, *arguments):
        folder = "test/tools" if name == "run-mil" else "bin"
        done = subprocess.run([self.build / folder / name, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode < 0:
            raise RuntimeError(f"{name} crashed: {done.stderr}")
        return done.returncode == 0, done.stdout + done.stderr

    def must(self, name, *arguments):
        succeeded, text = self.tool(name, *arguments)
        if not succeeded:
            raise RuntimeError(f"{name}: {text.strip()}")
        return text

    # --- Running the violation ---

    def emulate(self, *options, sound=False):
        """`sound`: what should have come out."""
        lift = ["--without-rule", self.case.label] if self.lifted and not sound else []
        run = self.run_text if self.case.is_text else self.run_bundle
        return run(sound, *options, lift=lift)

    def run_bundle(self, sound, fidelity, lift):
        bundle, out = self.folder / "program.anebin", self.folder / "out"
        self.must("ane-compile", self.ir, "--disable-pass=ane-verify-constraints", "-o", bundle)
        shutil.rmtree(out, ignore_errors=True)
        numerics = self.case.get("numerics")
        device = ["--device", "host"] if sound and not numerics else ["--fidelity", fidelity]
        if numerics and not sound:
            device += ["--numerics", numerics]
        succeeded, text = self.tool("ane-run", "eval", bundle, "--random", 1, "--output-dir", out, *device, *lift)
        return self.outcome(succeeded, text, sorted(out.glob("*.npy")))

    def run_text(self, sound, fidelity, lift):
        mil = self.folder / "mil"
        shutil.rmtree(mil, ignore_errors=True)
        self.must("ane-translate", "--ane-to-mil", "--mil-folder", mil, self.written_ir())
        text = (mil / "model.mil").read_text()
        inputs = re.findall(r"tensor<fp16, \[([\d, ]*)\]> (\w+)[,)]", re.search(r"func main<\w+>\((.*)\{", text).group(1))
        for shape, name in inputs:
            write_halves(mil / f"{name}.npy", [int(extent) for extent in shape.split(",")])
        call = [] if sound or "call" not in self.case.values else ["--call", self.case.get("call")]
        names = re.search(r"\} -> \((.*)\);", text).group(1).split(", ")
        if not sound:
            text = self.spoil(text, mil)
        (mil / "model.mil").write_text(text)
        succeeded, said = self.tool("run-mil", mil / "model.mil", mil, self.case.target, fidelity, *lift, *call)
        return self.outcome(succeeded, said, [mil / f"{name}.npy" for name in names])

    def written_ir(self):
        if "small" not in self.case.values:
            return self.ir
        small = self.folder / "small.mlir"
        small.write_text(self.edited(self.case.program, "small"))
        return small

    def edited(self, text, key):
        for edit in self.case.values.get(key, []):
            _, pattern, replacement, _ = re.split(r"(?<!\\)/", edit)
            text, count = re.subn(pattern.replace("\\/", "/"), replacement.replace("\\/", "/"), text, flags=re.S)
            if count == 0:
                raise RuntimeError(f"nothing in the text is '{pattern}'")
        return text

    def spoil(self, text, mil):
        text = self.edited(text, "edit")
        weights = mil / "weights" / "weight.bin"
        if "patch" in self.case.values:
            data = bytearray(weights.read_bytes())
            for item in self.case.get("patch").split():
                offset, byte = item.split("=")
                data[int(offset)] = int(byte)
            weights.write_bytes(data)
        if self.case.get("weights").isdigit():
            os.truncate(weights, int(self.case.get("weights")))
        elif "weights" in self.case.values:
            parts = text.split("weights/weight.bin")
            for i in range(1, len(parts)):
                shutil.copy(weights, weights.with_name(f"w{i}.bin"))
                parts[i] = f"weights/w{i}.bin" + parts[i]
            text = "".join(parts)
        return text

    @staticmethod
    def outcome(succeeded, text, files):
        return Outcome("", [read_npy(file) for file in files]) if succeeded else Outcome(text, [])

    # --- The columns of the table ---

    def check_verifier(self):
        wanted = self.case.get("verifier")
        succeeded, text = self.tool("ane-opt", self.ir, "--ane-verify-constraints", "-o", "/dev/null")
        if is_none(wanted):
            return [] if succeeded else [f"the verifier refuses a program that should pass: {text}"]
        if succeeded or f"[{self.case.label}] {wanted}" not in text:
            return [f"the verifier does not say '[{self.case.label}] {wanted}' but: {text}"]
        return []

    def check_emulator(self):
        wanted = self.case.get("emulator")
        if is_none(wanted) and "numerics" not in self.case.values:
            return []
        outcome = self.emulate("strict")
        if is_none(wanted):
            return [f"the emulator refuses: {outcome.error}"] if outcome.error else []
        stage, words = wanted.split(": ", 1)
        line = next((line for line in outcome.error.splitlines() if words in line), "")
        if f"failed to {stage}: " not in outcome.error or self.case.label not in line:
            return [f"the emulator does not say '{words}' and {self.case.label} at stage {stage} but: "
                    f"{outcome.error or 'nothing'}"]
        return []

    def check_silicon(self):
        wanted = self.case.get("silicon")
        if is_none(wanted):
            return []
        outcome = self.emulate("silicon")
        found = "refused"
        if not outcome.error:
            sound = self.emulate("strict", sound=True)
            if sound.error:
                return [f"there are no sound results: {sound.error}"]
            found = "agrees" if outcome.agrees(sound, exact="numerics" in self.case.values) else "differs"
        word, _, words = wanted.partition(": ")
        if found != word or words not in outcome.error:
            return [f"under silicon fidelity expected '{wanted}', found {found}: {outcome.error}"]
        return []

    def check_discharged(self):
        where = self.case.get("discharged")
        if is_none(where):
            return []
        bundle = self.folder / "model.anebin"
        on_engine = ["--no-host"] if where == "engine" else []
        succeeded, text = self.tool("ane-compile", self.model, "--target", self.case.target, *on_engine, "-o", bundle)
        if not succeeded:
            return [f"the model does not compile: {text}"]
        succeeded, text = self.tool("ane-run", "compare", bundle, "--random", 1)
        return [] if succeeded else [f"the compiled model is wrong: {text}"]

    COLUMNS = {"verifier": check_verifier, "emulator": check_emulator, "silicon": check_silicon,
               "discharged": check_discharged}

    def check(self, *columns):
        problems = []
        for name in columns or self.COLUMNS:
            if not self.case.get(name):
                problems.append(f"no '// {name}:'")
                continue
            try:
                problems += [f"{name}: {problem}" for problem in self.COLUMNS[name](self)]
            except (RuntimeError, OSError, AttributeError) as error:
                problems.append(f"{name}: {error}")
        return problems


def load(source):
    """The rows of the catalogue, the cases and the excuses, by label, and what does not fit together."""
    rows = {row["label"]: row for row in json.loads((source / "test" / "Target" / "constraints.json").read_text())}
    cases = {case.label: case for case in map(Case, sorted(CASES.glob("C*.mlir")))}
    excuses = {label: f"{kind}: {row[field]}" for label, row in rows.items()
               for field, kind in (("excuse", "excused"), ("noRule", "no rule")) if row[field]}
    problems = []
    for label, row in rows.items():
        if (label in cases) == (label in excuses):
            problems.append(f"{label}: expected a case or an excuse, found {'both' if label in cases else 'neither'}")
            continue
        for column, flag in (("verifier", row["verified"]), ("emulator", row["emulated"])):
            shown = label in cases and not is_none(cases[label].get(column, "none ("))
            if column == "verifier" and label in cases and not shown and cases[label].get(column) != f"none ({row['unverified']})":
                problems.append(f"{label}: Constraints.td and the table give other reasons why the verifier does not reject it")
            if flag and not shown:
                problems.append(f"{label}: Constraints.td says that the {column} rejects it, the table does not show it")
            if shown and not flag:
                problems.append(f"{label}: the table shows that the {column} rejects it, Constraints.td does not say so")
    problems += [f"{label}: the catalogue has no such row" for label in {*cases} - {*rows}]
    return rows, cases, excuses, problems


def count(excuses):
    """How many are which."""
    excused = sum(reason.startswith("excused: ") for reason in excuses.values())
    return f"{excused} excused, {len(excuses) - excused} are no rule for programs"
