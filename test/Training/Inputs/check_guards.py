#===- check_guards.py - Steps that must not harm a model ---------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""check_guards.py CASE LIBRARY BUNDLE DEVICE: what a case asks of the bundle, a perceptron, is said beside it."""

import sys

import numpy as np

import steps
from anemone import State

case, library, bundle, device = sys.argv[1:]
state = State(library, bundle, device)
generator = steps.Generator(1)
COUNTERS = ("train.loss_scale", "train.good_steps", "train.keep", "train.sanitized")


def batch(poison=None):
    made = steps.features(generator)
    if poison is not None:
        made["features"][1, 5] = poison
    return made


def kept():
    """All that a skipped step must leave alone, as bytes: parameters, their copies, the optimizer's state, the count."""
    return {name: array.tobytes() for name, array in state.read_all().items()
            if name not in COUNTERS and not name.endswith(".grad")}


def step(*batches):
    return state.step(0.01, *(batches or [batch()]))


def must(holds, *what):
    if not holds:
        sys.exit(f"{case} on {device}: {what}")


def must_skip(row, before):
    must(row["skipped"] == 1 and row["sanitized"] > 0, row)
    after = kept()
    changed = [name for name in before if before[name] != after[name]]
    must(not changed, "a skipped step changed", changed)


def must_apply(row, before):
    must(row["skipped"] == 0 and row["sanitized"] == 0 and np.isfinite(row["loss"]), row)
    after = kept()
    still = [name for name in before if before[name] == after[name]]
    must(not still, "an applied step did not change", still)
    must_be_finite()


def must_be_finite():
    broken = [name for name, array in state.read_all().items() if not np.isfinite(array.astype(np.float64)).all()]
    must(not broken, "not finite", broken)


def overflow():
    """The loss scale begins at 2^40, far beyond fp16. Each step is skipped and halves it, until one fits and applies."""
    scale = 2.0 ** 40
    must(state.read("train.loss_scale") == scale, "initial scale")
    skipped, before = 0, kept()
    while (row := step())["skipped"]:
        must_skip(row, before)
        must(row["loss_scale"] == scale, row, "the scale of the step is what it was made with")
        scale /= 2
        skipped += 1
        must(state.read("train.loss_scale") == scale and skipped < 40, scale)
    must(skipped > 10, skipped)
    must_apply(row, before)
    must(state.read("train.step") == 1 and state.read("train.loss_scale") == scale, "the first step that counts")
    losses = [step()["loss"] for _ in range(20)]
    must(np.isfinite(losses).all() and np.mean(losses[-5:]) < row["loss"], losses)
    print(f"{skipped} steps skipped, then the scale {scale}")


def poison():
    """An input that is no number, or infinite, in one of three microbatches: the whole step is skipped, and the next one
    counts as if it had not been."""
    before, count = kept(), 1
    must_apply(step(), before)
    for number in (np.nan, np.inf, -np.inf):
        for place in range(3):
            before = kept()
            batches = [batch(number if i == place else None) for i in range(3)]
            must_skip(step(*batches), before)
            must(state.read("train.step") == count, "steps that count")
            must_apply(step(), before)
            count += 1


def scale():
    """Skipped steps halve the scale, to 1 and no lower; three good ones in a row double it."""
    found = []
    for number in (np.nan, np.nan, np.nan, np.nan, None, None, np.nan, None, None, None, None, None, None):
        step(batch(number))
        found.append(float(state.read("train.loss_scale")))
    must(found == [4, 2, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 4], found)


def static():
    """A scale that was given does not change, whatever happens; the step is skipped all the same."""
    before = kept()
    row = step(batch(np.nan))
    must_skip(row, before)
    must(row["loss_scale"] == 64, row)
    must_apply(step(), before)
    must(state.read("train.loss_scale") == 64, "the scale")


def clamp():
    """With weights of 30,000 a product leaves fp16: it is clamped, counted, and no number is lost."""
    must(step()["clamped"] == 0, "nothing is large yet")
    weight = state.read("fc1.weight")
    state.write("fc1.weight", np.sign(weight) * 30000)
    row = step()
    must(row["clamped"] > 0 and np.isfinite(row["loss"]), row)
    for _ in range(5):
        must(np.isfinite(step()["loss"]), "a loss")
    must_be_finite()
    print(f"{row['clamped']:.0f} clamped")


def square():
    """The model of norm.mlir: a square that leaves fp16 would make the norm infinite, and with it all outputs and
    gradients zero."""
    for _ in range(5):
        row = step()
        must(row["clamped"] > 0 and row["skipped"] == 0 and row["grad_norm"] > 0, row)
        must(np.abs(state.read("v.grad")).min() > 0, "nothing is learned")
    must_be_finite()


globals()[case]()
