#!/usr/bin/python3
"""Writes half_cases.json: operations on fp16, and what they give if each result is rounded once.

    /usr/bin/python3 make_half_cases.py > half_cases.json

The model is independent of the executor: numpy's float16 for single operations, and float64, in which all sums here are exact,
rounded once by numpy, for reductions and products. "ulps" is how far a result may be off, in units of the last place of fp16;
"signs" says that the sign of a zero matters.
"""
import json
import math

import numpy as np

rng = np.random.default_rng(16)
cases = []


def numbers(array):
    special = lambda v: "nan" if math.isnan(v) else ("inf" if v > 0 else "-inf") if math.isinf(v) else v
    return [special(float(v)) for v in np.asarray(array).reshape(-1)]


def tensor(array, dtype="fp16"):
    return f"tensor<{dtype}, [{', '.join(map(str, np.asarray(array).shape))}]>"


def case(name, operation, inputs, expected, ulps=0, signs=False, input_type="fp16", result_type="fp16"):
    """`operation` reads a0, a1, ..."""
    parameters = ", ".join(f"{tensor(a, input_type)} a{i}" for i, a in enumerate(inputs))
    text = (f"program(1.3) {{ func main<ios18>({parameters}) {{\n{tensor(expected, result_type)} y = {operation}"
            f'[name = string("y")];\n}} -> (y); }}')
    cases.append({"name": name, "text": text, "inputs": [numbers(a) for a in inputs], "expected": numbers(expected),
                  "ulps": ulps, "signs": signs})


h = lambda values: np.asarray(values, dtype=np.float16)
smallest, normal, largest = 2.0**-24, 2.0**-14, 65504.0
edges = [0, smallest, 3 * smallest, normal - smallest, normal, 2.0**-12, 0.1, 1 - 2.0**-11, 1, 1 + 2.0**-10, 3, 2047, 2050,
         4100, 32768, largest, math.inf]
edges = h(edges + [-e for e in edges])
left, right = (a.reshape(-1) for a in np.meshgrid(edges, edges))

with np.errstate(all="ignore"):
    for name, operation in [("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("real_div", np.divide)]:
        case(name, f"{name}(x = a0, y = a1)", [left, right], operation(left, right), signs=True)
    case("maximum", "maximum(x = a0, y = a1)", [left, right], np.maximum(left, right))
    case("minimum", "minimum(x = a0, y = a1)", [left, right], np.minimum(left, right))
case("relu", "relu(x = a0)", [edges], np.maximum(edges, h(0)))
case("abs", "abs(x = a0)", [edges], np.abs(edges), signs=True)
case("sqrt", "sqrt(x = a0)", [edges[edges >= 0]], np.sqrt(edges[edges >= 0].astype(np.float64)).astype(np.float16))

# Casts: each finite number of fp16, its upper neighbour, what lies halfway and just beside that.
every = np.arange(0x7c00, dtype=np.uint16).view(np.float16).astype(np.float64)
sample = np.concatenate([every[:40], every[1000:1060], every[[1023, 1024, 2047, 15360, 30719, 31742, 31743]]])
upper = np.concatenate([np.interp(np.searchsorted(every, sample) + 1, np.arange(len(every) + 1), np.append(every, 65536))])
middle = (sample + upper) / 2
wide = np.concatenate([sample, middle, np.nextafter(middle.astype(np.float32), np.float32(0)),
                       np.nextafter(middle.astype(np.float32), np.float32(1e30))]).astype(np.float32)
wide = np.concatenate([wide, -wide, np.float32([65519.996, 65520, 1e30, math.inf, -math.inf, math.nan, 1e-38])])
with np.errstate(over="ignore"):
    case("cast_to_fp16", 'cast(dtype = string("fp16"), x = a0)', [wide], wide.astype(np.float16), signs=True,
         input_type="fp32")
case("cast_to_fp32", 'cast(dtype = string("fp32"), x = a0)', [edges], edges.astype(np.float32), signs=True,
     result_type="fp32")

# Reductions and products whose partial sums fp32 holds: multiples of one step, bounded.
rows = h(rng.integers(-2000, 2000, (8, 100)) / 16)
for name, reduce in [("sum", np.sum), ("max", np.max), ("min", np.min)]:
    case(f"reduce_{name}", f"reduce_{name}(axes = tensor<int32, [1]>([1]), keep_dims = bool(true), x = a0)", [rows],
         reduce(rows.astype(np.float64), 1, keepdims=True).astype(np.float16))
tiny = h(rng.integers(-9, 10, (4, 50)) * smallest)
case("reduce_sum_subnormal", "reduce_sum(axes = tensor<int32, [1]>([1]), keep_dims = bool(true), x = a0)", [tiny],
     np.sum(tiny.astype(np.float64), 1, keepdims=True).astype(np.float16))
case("reduce_mean", "reduce_mean(axes = tensor<int32, [1]>([1]), keep_dims = bool(true), x = a0)", [rows[:, :64]],
     np.mean(rows[:, :64].astype(np.float64), 1, keepdims=True).astype(np.float16))


def product(name, x, w):
    with np.errstate(over="ignore"):
        expected = (x.astype(np.float64) @ w.astype(np.float64)).astype(np.float16)
        turned = np.ascontiguousarray(expected.T).reshape(1, w.shape[1], 1, x.shape[0])
    case(f"matmul_{name}", "matmul(x = a0, y = a1, transpose_x = bool(false), transpose_y = bool(false))", [x, w], expected)
    pixels = np.ascontiguousarray(x.T).reshape(1, x.shape[1], 1, x.shape[0])
    filters = np.ascontiguousarray(w.T).reshape(w.shape[1], w.shape[0], 1, 1)
    case(f"conv_{name}", 'conv(x = a0, weight = a1, pad_type = string("valid"))', [pixels, filters], turned)
    case(f"linear_{name}", "linear(x = a0, weight = a1)", [x, np.ascontiguousarray(w.T)], expected)


def integers(low, high, *shape):
    return rng.integers(low, high, shape).astype(np.float64)


product("integers", h(integers(-30, 31, 9, 40)), h(integers(-30, 31, 40, 11)))
product("halfway", h(integers(-30, 31, 9, 40) * 2), h(integers(0, 31, 40, 11) + 0.5))
product("subnormal", h(integers(-9, 10, 5, 24) * 2.0**-12), h(integers(-9, 10, 24, 6) * 2.0**-13))
product("overflow", h(integers(0, 256, 5, 24)), h(integers(0, 64, 24, 6)))
product("cancelling", h(np.tile([[2.0**14, -(2.0**14), 3, 0.25]], (3, 4))), h(np.ones((16, 2))))

# The correctly rounded result, from float64.
line = h(np.concatenate([np.linspace(-17, 11.5, 400), edges[np.isfinite(edges) & (np.abs(edges) < 17)]])).astype(np.float64)
for name, function in [("exp", np.exp), ("tanh", np.tanh), ("sigmoid", lambda x: 1 / (1 + np.exp(-x)))]:
    with np.errstate(over="ignore"):
        case(name, f"{name}(x = a0)", [line], function(line).astype(np.float16), ulps=1)
scores = h(rng.uniform(-6, 6, (16, 37)))
exact = np.exp(scores.astype(np.float64) - scores.max(1, keepdims=True))
case("softmax", "softmax(axis = int32(-1), x = a0)", [scores], (exact / exact.sum(1, keepdims=True)).astype(np.float16), ulps=1)
features = h(rng.uniform(-3, 5, (12, 48)))
wide = features.astype(np.float64)
epsilon = float(np.float16(1e-5))
normal_rows = (wide - wide.mean(1, keepdims=True)) / np.sqrt(wide.var(1, keepdims=True) + epsilon)
case("layer_norm", "layer_norm(axes = tensor<int32, [1]>([1]), epsilon = fp16(1e-5), x = a0)", [features],
     normal_rows.astype(np.float16), ulps=1)

print("[")
print(",\n".join(json.dumps(each) for each in cases))
print("]")
