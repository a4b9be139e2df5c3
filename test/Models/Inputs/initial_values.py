"""Checks the initial values of three models: two layers, eight layers of the same seed, two layers of another seed."""

import itertools
import os
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import polar
from weights_file import open_parameters

RANGE = 0.02
two, eight, other = (open_parameters(path) for path in sys.argv[1:])


def deviation(name, layers):
    return RANGE / (2 * layers) ** 0.5 if name.endswith((".o_proj.weight", ".down_proj.weight")) else RANGE


def check_normal(name, array, expected):
    """Mean and deviation within five times what chance moves them by, and tails of both signs as far as they reach."""
    unit = array.astype(np.float64).ravel() / expected
    assert abs(unit.mean()) < 5 / unit.size ** 0.5, (name, unit.mean())
    assert abs(unit.std() - 1) < 5 / (2 * unit.size) ** 0.5, (name, unit.std())
    assert 3 < unit.max() < 6.5 and -6.5 < unit.min() < -3, name


def check_drawn(name, array, expected, seed):
    """The first values are those that a second implementation draws, to the last bit but one of f32."""
    drawn = np.array(list(itertools.islice(polar.normal(seed, name), 200))) * expected
    assert np.allclose(array.ravel()[:200], drawn, rtol=1.2e-7, atol=0), name


def check_rotary(parameters):
    """Angles by NumPy: the same for each sequence of the batch."""
    position, pair = np.arange(7)[:, None], np.arange(32)[None]
    angles = position * 10000.0 ** (-2 * pair / 64)
    for function in ("cos", "sin"):
        table = parameters[f"model.rotary_emb.{function}"]
        assert np.abs(table - getattr(np, function)(angles)).max() < 1e-7, function


seen = set()
for model, layers, seed in ((two, 2, 5), (eight, 8, 5), (other, 2, 6)):
    for name, array in model.items():
        if "norm" in name:
            assert (array == 1).all(), name
        elif "rotary" not in name:
            check_normal(name, array, deviation(name, layers))
            check_drawn(name, array, deviation(name, layers), seed)
            seen.add(array[0, :4].tobytes())
    check_rotary(model)

# Parameters of one model differ, as do those of another seed; depth changes but the scale of what is added to the stream.
drawn = [name for name in two if "norm" not in name and "rotary" not in name]
assert len(seen) >= 2 * len(drawn), "two parameters begin with the same values"
for name in drawn:
    assert np.allclose(two[name] * deviation(name, 8), eight[name] * deviation(name, 2), rtol=1e-6, atol=0), name
