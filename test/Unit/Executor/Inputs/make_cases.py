#!/usr/bin/python3
"""Writes cases.json: one MIL function for each case of an operation, inputs, and what numpy or PyTorch give.

    /usr/bin/python3 make_cases.py > cases.json

Programs are declared fp32; the test derives their fp16 form by replacing the type's name. Expected values are computed in
float64 from inputs that fp16 can represent. A case's tolerance is relative to max(1, |expected|); "half": false keeps a case
out of the fp16 run (its meaning depends on the type).
"""
import json
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.default_rng(2024)
cases = []
T = lambda a: torch.tensor(np.asarray(a, dtype=np.float64))


def data(*shape, low=-2.0, high=2.0):
    """Values on a grid that fp16 represents exactly."""
    return np.round(rng.uniform(low, high, shape) * 64) / 64


def dtype_of(array):
    return {"f": "fp32", "i": "int32", "b": "bool", "u": "int32"}[array.dtype.kind]


def type_of(array, dtype=None):
    dtype = dtype or dtype_of(array)
    return f"tensor<{dtype}, [{', '.join(map(str, array.shape))}]>" if array.ndim else dtype


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return "inf" if value == math.inf else "-inf" if value == -math.inf else repr(float(value))
    return str(int(value))


class Typed:
    """A constant of another type than its Python value suggests."""

    def __init__(self, dtype, array):
        self.dtype, self.array = dtype, np.asarray(array)


def literal(value):
    if isinstance(value, str):
        return f'string("{value}")'
    dtype = value.dtype if isinstance(value, Typed) else None
    array = np.asarray(value.array if dtype else value)
    body = "[" + ", ".join(number(v) for v in array.reshape(-1)) + "]" if array.ndim else number(array[()])
    return f"{type_of(array, dtype)}({body})"


class Ref(str):
    """The name of a value."""


def operand(value):
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, tuple):
        return "(" + ", ".join(operand(v) for v in value) + ")"
    return literal(value)


def case(op, inputs, expected, tolerance=1e-5, half=True, name=None, half_tolerance=4e-3, out_types=None, attributes="",
         **arguments):
    """One operation. `inputs` are arrays by argument name; a tuple of arrays becomes a tuple of inputs."""
    names, values, args = [], [], []
    for key, value in inputs.items():
        items = value if isinstance(value, tuple) else (value,)
        refs = []
        for item in items:
            refs.append(Ref(f"in{len(names)}"))
            names.append(refs[-1])
            values.append(np.asarray(item))
        args.append((key, tuple(refs) if isinstance(value, tuple) else refs[0]))
    args += list(arguments.items())
    outputs = [np.asarray(e) for e in (expected if isinstance(expected, (list, tuple)) else [expected])]
    types = out_types or [type_of(o) for o in outputs]
    results = ", ".join(f"{t} out{i}" for i, t in enumerate(types))
    text = (
        "program(1.3) { func main<ios18>("
        + ", ".join(f"{type_of(v)} {n}" for n, v in zip(names, values))
        + f") {{ {results} = {op}("
        + ", ".join(f"{k} = {operand(v)}" for k, v in args)
        + f')[name = string("n"){attributes}]; }} -> ('
        + ", ".join(f"out{i}" for i in range(len(outputs)))
        + "); }"
    )
    label = name or op
    same = sum(c["name"].rstrip("0123456789_") == label.rstrip("0123456789_") for c in cases)
    cases.append({
        "name": f"{label}_{same}" if same else label,
        "text": text,
        "inputs": [flat(v) for v in values],
        "expected": [flat(o) for o in outputs],
        "tolerance": tolerance,
        "halfTolerance": half_tolerance,
        "half": half,
    })


def flat(array):
    if array.dtype.kind == "f":
        return [float(f"{v:.10g}") if math.isfinite(v) else str(v) for v in array.reshape(-1)]
    return [int(v) for v in array.reshape(-1)]


# ---- elementwise -----------------------------------------------------------------------------------------------------
def unary():
    erf = np.vectorize(math.erf)
    x = np.concatenate([data(2, 21).reshape(-1), [0.0, -0.0, 4.5, -4.5, 0.5, 1.5, 2.5, -2.5]]).reshape(5, 10)
    positive, unit = data(3, 7, low=0.1, high=4), data(3, 7, low=-0.95, high=0.95)
    sigmoid = lambda v: 1 / (1 + np.exp(-v))
    for op, fn in [("abs", np.abs), ("ceil", np.ceil), ("floor", np.floor), ("round", np.round), ("cos", np.cos), ("sin", np.sin),
                   ("cosh", np.cosh), ("sinh", np.sinh), ("tanh", np.tanh), ("erf", erf), ("exp", np.exp), ("exp2", np.exp2),
                   ("square", np.square), ("sign", np.sign), ("atan", np.arctan), ("asinh", np.arcsinh), ("neg", np.negative),
                   ("relu", lambda v: np.maximum(v, 0)), ("relu6", lambda v: np.clip(v, 0, 6)), ("sigmoid", sigmoid),
                   ("silu", lambda v: v * sigmoid(v)), ("softplus", lambda v: np.log1p(np.exp(v))), ("softsign", lambda v: v / (1 + np.abs(v))),
                   ("identity", lambda v: v)]:
        case(op, {"x": x}, fn(x))
    case("sqrt", {"x": positive}, np.sqrt(positive))
    case("acosh", {"x": positive + 1}, np.arccosh(positive + 1))
    case("tan", {"x": unit}, np.tan(unit))
    for op, fn in [("acos", np.arccos), ("asin", np.arcsin), ("atanh", np.arctanh)]:
        case(op, {"x": unit}, fn(unit))
    case("log", {"x": positive}, np.log(positive), epsilon=0.0)
    case("log", {"x": positive}, np.log(positive + 0.5), epsilon=0.5)
    case("log", {"x": positive}, np.log(positive), name="log_default_epsilon")
    case("inverse", {"x": positive}, 1 / positive, epsilon=0.0)
    case("rsqrt", {"x": positive}, 1 / np.sqrt(positive + 0.25), epsilon=0.25)
    case("clip", {"x": x}, np.clip(x, -0.5, 1.25), alpha=-0.5, beta=1.25)
    case("threshold", {"x": x}, np.maximum(x, 0.75), alpha=0.75)
    case("leaky_relu", {"x": x}, np.where(x < 0, 0.125 * x, x), alpha=0.125)
    case("elu", {"x": x}, F.elu(T(x), 0.5).numpy(), alpha=0.5)
    case("gelu", {"x": x}, F.gelu(T(x)).numpy(), mode="EXACT")
    case("gelu", {"x": x}, 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))), mode="TANH_APPROXIMATION")
    case("gelu", {"x": x}, x * sigmoid(1.702 * x), mode="SIGMOID_APPROXIMATION")
    case("sigmoid_hard", {"x": x}, np.clip(0.25 * x + 0.5, 0, 1), alpha=0.25, beta=0.5)
    case("scaled_tanh", {"x": x}, 1.5 * np.tanh(0.5 * x), alpha=1.5, beta=0.5)
    case("thresholded_relu", {"x": x}, np.where(x >= 0.5, x, 0), alpha=0.5)
    case("clamped_relu", {"x": x}, np.minimum(np.where(x >= 0, x, 0.25 * x), 1.5), alpha=0.25, beta=1.5)
    image, slope = data(2, 3, 4, 2), np.array([0.25, -0.5, 2.0])
    case("prelu", {"x": image}, F.prelu(T(image), T(slope)).numpy(), alpha=slope)
    case("softplus_parametric", {"x": image}, slope[:, None, None] * np.log1p(np.exp(0.5 * slope[:, None, None] * image)),
         alpha=slope, beta=0.5 * slope)
    far = np.array([-104.5, -103.25, -90, -88, 88, 89, 100, -20, 20, 12])
    with np.errstate(over="ignore"):
        reach = np.exp(far.astype(np.float64))
        case("exp", {"x": far}, np.where(reach > 3.5e38, np.inf, reach), half=False, name="exp_range")
    case("tanh", {"x": far}, np.tanh(far), name="tanh_range")
    case("sigmoid", {"x": far}, sigmoid(far), name="sigmoid_range")
    case("softplus", {"x": far}, np.logaddexp(far, 0), name="softplus_range")
    case("logical_not", {"x": x > 0}, x <= 0)
    integers = np.array([[-7, 3, 0], [5, -2, 9]])
    case("abs", {"x": integers}, np.abs(integers), name="abs_int")
    case("sign", {"x": integers}, np.sign(integers), name="sign_int")


def binary():
    shapes = [((2, 3, 4), (2, 3, 4)), ((2, 3, 4), (4,)), ((1, 5, 1, 3), (2, 1, 4, 1)), ((3, 1), (2, 1, 4)), ((1, 3, 25, 20), (1, 3, 1, 1)),
              ((6, 7), ()), ((), (2, 2))]
    fns = [("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("maximum", np.maximum), ("minimum", np.minimum)]
    for i, (left, right) in enumerate(shapes):
        for op, fn in fns if i < 4 else fns[:3]:
            x, y = data(*left), data(*right)
            case(op, {"x": x, "y": y}, fn(x, y))
    x, y = data(3, 5), np.where(data(5) >= 0, 1.5, -0.75)
    case("real_div", {"x": x, "y": y}, x / y)
    case("floor_div", {"x": x, "y": y}, np.floor_divide(x, y))
    case("mod", {"x": x, "y": y}, np.mod(x, y))
    base = data(3, 5, low=0.25, high=2)
    case("pow", {"x": base, "y": y}, np.power(base, y))
    case("pow", {"x": x, "y": np.array(2.0)}, np.power(x, 2.0))
    a, b = np.array([[7, -7, 7, -7, 0]]), np.array([[2], [-3]])
    case("floor_div", {"x": a, "y": b}, np.floor_divide(a, b), name="floor_div_int")
    case("mod", {"x": a, "y": b}, np.mod(a, b), name="mod_int")
    case("real_div", {"x": a, "y": b}, np.trunc(a / b).astype(int), name="real_div_int")
    case("pow", {"x": a, "y": np.array([3])}, a ** 3, name="pow_int")
    near = np.round(data(4, 3))
    other = np.round(data(3))
    for op, fn in [("equal", np.equal), ("not_equal", np.not_equal), ("greater", np.greater), ("greater_equal", np.greater_equal),
                   ("less", np.less), ("less_equal", np.less_equal)]:
        case(op, {"x": near, "y": other}, fn(near, other))
        case(op, {"x": near.astype(int), "y": other.astype(int)}, fn(near, other), name=op + "_int")
    p, q = near > 0, other > 0
    for op, fn in [("logical_and", np.logical_and), ("logical_or", np.logical_or), ("logical_xor", np.logical_xor)]:
        case(op, {"x": p, "y": q}, fn(p, q))
    a, b = data(4, 3), data(3)
    case("select", {"cond": p, "a": a, "b": b}, np.where(p, a, b))
    case("select", {"cond": p[:, :1], "a": a}, np.where(p[:, :1], a, -1.5), b=np.array(-1.5))
    case("cast", {"x": near}, near.astype(int), dtype="int32")
    case("cast", {"x": near.astype(int)}, near, dtype="fp32", half=False)
    t = np.array([2.7, -2.7, 0.5, -0.5, 3e9, -3e9, 0.0])
    case("cast", {"x": t}, np.clip(np.trunc(t), -2**31, 2**31 - 1).astype(np.int64), dtype="int32", half=False, name="cast_saturates")
    case("cast", {"x": t}, t != 0, dtype="bool", half=False, name="cast_bool")
    case("cast", {"x": np.array([300, -129, 127])}, np.array([44, 127, 127]), dtype="int8", out_types=["tensor<int8, [3]>"], name="cast_int8")


# ---- windows ---------------------------------------------------------------------------------------------------------
def pad_of(size, kernel, stride, lower):
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return (total - total // 2, total // 2) if lower else (total // 2, total - total // 2)


def torch_pad(x, pads):
    return F.pad(x, [p for pair in reversed(pads) for p in pair])


def convolutions():
    conv = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
    for n, cin, size, cout, kernel, stride, dilation, groups, pad, bias in [
            (1, 3, (8, 9), 4, (3, 3), (1, 1), (1, 1), 1, "valid", False),
            (2, 4, (7, 6), 6, (3, 2), (2, 1), (1, 2), 2, [(1, 0), (2, 1)], True),
            (1, 8, (9, 9), 8, (3, 3), (2, 2), (1, 1), 8, "same", True),
            (1, 5, (10, 7), 3, (2, 4), (3, 2), (1, 1), 1, "same_lower", False),
            (1, 16, (6, 6), 32, (1, 1), (1, 1), (1, 1), 1, "valid", True),
            (1, 32, (5, 5), 32, (3, 3), (1, 1), (1, 1), 32, [(1, 1), (1, 1)], False),
            (1, 6, (1, 17), 12, (1, 1), (1, 1), (1, 1), 1, "valid", False),
            (1, 24, (5, 6), 24, (5, 5), (1, 1), (2, 2), 1, [(4, 4), (4, 4)], False),
            (2, 3, (11,), 4, (4,), (2,), (1,), 1, [(2, 1)], True),
            (1, 4, (15,), 4, (3,), (1,), (2,), 4, "same", False),
            (1, 2, (4, 5, 6), 3, (2, 3, 2), (1, 2, 1), (1, 1, 1), 1, [(1, 1), (0, 1), (1, 0)], True)]:
        rank = len(size)
        x, w = data(n, cin, *size, low=-1, high=1), data(cout, cin // groups, *kernel, low=-1, high=1)
        b = data(cout) if bias else None
        pads = pad if isinstance(pad, list) else [(0, 0)] * rank if pad == "valid" else [
            pad_of(s, (k - 1) * d + 1, st, pad == "same_lower") for s, k, st, d in zip(size, kernel, stride, dilation)]
        y = conv[rank](torch_pad(T(x), pads), T(w), None if b is None else T(b), stride, 0, dilation, groups)
        extra = {} if b is None else {"bias": b}
        case("conv", {"x": x, "weight": w} if n == 2 else {"x": x}, y.numpy(), tolerance=2e-5, strides=np.array(stride),
             dilations=np.array(dilation), groups=groups, pad_type=pad if isinstance(pad, str) else "custom",
             pad=np.array([p for pair in pads for p in pair]) if isinstance(pad, list) else np.zeros(2 * rank, int),
             **({} if n == 2 else {"weight": w}), **extra)
    x, w = data(1, 2, 5, 5), data(3, 2, 3, 3)
    case("conv", {"x": x}, F.conv2d(T(x), T(w)).numpy(), tolerance=2e-5, weight=w, name="conv_defaults")
    deconv = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
    for cin, size, cout, kernel, stride, dilation, groups, pad, outpad, bias in [
            (3, (4, 5), 2, (3, 3), (1, 1), (1, 1), 1, (0, 0), (0, 0), True),
            (4, (3, 4), 6, (3, 2), (2, 3), (1, 1), 2, (1, 0), (0, 0), False),
            (2, (5, 4), 4, (4, 4), (2, 2), (1, 1), 1, (1, 1), (0, 0), True),
            (2, (4, 4), 3, (3, 3), (2, 2), (2, 1), 1, (1, 1), (1, 1), False),
            (3, (7,), 3, (5,), (3,), (1,), 3, (2,), (1,), True),
            (2, (3, 3, 2), 2, (2, 2, 2), (2, 1, 2), (1, 1, 1), 1, (0, 1, 0), (0, 0, 0), False)]:
        rank = len(size)
        x, w = data(1, cin, *size, low=-1, high=1), data(cin, cout // groups, *kernel, low=-1, high=1)
        b = data(cout) if bias else None
        y = deconv[rank](T(x), T(w), None if b is None else T(b), stride, pad, outpad, groups, dilation).numpy()
        extra = {} if b is None else {"bias": b}
        if any(outpad):
            extra["output_shape"] = np.array(y.shape)
        case("conv_transpose", {"x": x}, y, tolerance=2e-5, weight=w, strides=np.array(stride), dilations=np.array(dilation), groups=groups,
             pad_type="custom", pad=np.array([p for p in pad for _ in range(2)]), **extra)


def pools():
    maximum = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
    for size, kernel, stride, pad, ceil in [((6, 7), (2, 2), (2, 2), (0, 0), False), ((7, 7), (3, 3), (2, 2), (1, 1), False),
                                            ((7, 8), (3, 3), (2, 2), (1, 1), True), ((6, 6), (3, 2), (2, 2), (0, 0), True),
                                            ((9,), (3,), (2,), (1,), False), ((4, 5, 4), (2, 2, 2), (2, 2, 2), (0, 1, 0), False),
                                            ((5, 5), (5, 5), (1, 1), (0, 0), False)]:
        x = data(2, 3, *size)
        args = dict(kernel_sizes=np.array(kernel), strides=np.array(stride), pad_type="custom", pad=np.array([p for p in pad for _ in range(2)]),
                    ceil_mode=ceil)
        case("max_pool", {"x": x}, maximum[len(size)](T(x), kernel, stride, pad, ceil_mode=ceil).numpy(), **args)
        average = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}[len(size)]
        for exclude in [False, True]:
            case("avg_pool", {"x": x}, average(T(x), kernel, stride, pad, ceil, not exclude).numpy(), exclude_padding_from_average=exclude, **args)
    x = data(1, 2, 7, 5)
    pads = [pad_of(7, 3, 2, False), pad_of(5, 2, 2, False)]
    case("avg_pool", {"x": x}, F.avg_pool2d(torch_pad(T(x), pads), (3, 2), (2, 2)).numpy(), kernel_sizes=np.array([3, 2]), strides=np.array([2, 2]),
         pad_type="same", exclude_padding_from_average=False, name="avg_pool_same")
    case("l2_pool", {"x": x}, np.sqrt(F.avg_pool2d(T(x) ** 2, 2, 2).numpy() * 4), kernel_sizes=np.array([2, 2]), strides=np.array([2, 2]), pad_type="valid")


# ---- products --------------------------------------------------------------------------------------------------------
def products():
    for left, right, tx, ty in [((3, 4), (4, 5), False, False), ((4, 3), (4, 5), True, False), ((3, 4), (5, 4), False, True),
                                ((2, 3, 4), (2, 4, 5), False, False), ((2, 3, 4), (4, 5), False, False), ((3, 4), (2, 4, 5), False, False),
                                ((2, 1, 3, 4), (1, 6, 4, 5), False, False), ((2, 6, 4, 3), (2, 6, 5, 4), True, True), ((1, 4), (4, 7), False, False),
                                ((4,), (4, 5), False, False), ((3, 4), (4,), False, False), ((2, 3, 4), (1, 5, 4), False, True)]:
        x, y = data(*left), data(*right)
        a = np.swapaxes(x, -1, -2) if tx else x
        b = np.swapaxes(y, -1, -2) if ty else y
        case("matmul", {"x": x, "y": y}, a @ b, tolerance=2e-5, transpose_x=tx, transpose_y=ty)
        case("matmul", {"x": x}, a @ b, tolerance=2e-5, y=y, transpose_x=tx, transpose_y=ty, name="matmul_const")
    x, y = rng.integers(-9, 9, (3, 4)), rng.integers(-9, 9, (4, 2))
    case("matmul", {"x": x, "y": y}, x @ y, name="matmul_int", transpose_x=False, transpose_y=False)
    x, w, b = data(2, 3, 8), data(5, 8), data(5)
    case("linear", {"x": x}, x @ w.T + b, tolerance=2e-5, weight=w, bias=b)
    case("linear", {"x": x}, x @ w.T, tolerance=2e-5, weight=w)
    for equation, left, right in [("bhqd,bhkd->bhqk", (2, 2, 3, 4), (2, 2, 5, 4)), ("nchw,nwhu->nchu", (1, 2, 3, 4), (1, 4, 3, 5)),
                                  ("ij,jk->ik", (3, 4), (4, 2)), ("ab,cd->acbd", (2, 3), (4, 5)), ("abc,cbd->da", (2, 3, 4), (4, 3, 5)),
                                  ("i,i->", (5,), (5,))]:
        x, y = data(*left), data(*right)
        case("einsum", {"values": (x, y)}, np.einsum(equation, x, y), tolerance=2e-5, equation=equation)
    q, k, v = data(2, 3, 5, 8), data(2, 3, 7, 8), data(2, 3, 7, 4)

    def attention(mask):
        s = q @ np.swapaxes(k, -1, -2) / math.sqrt(8) + mask
        e = np.exp(s - s.max(-1, keepdims=True))
        return e / e.sum(-1, keepdims=True) @ v
    case("scaled_dot_product_attention", {"query": q, "key": k, "value": v}, attention(0), name="attention", tolerance=2e-5)
    mask = data(5, 7)
    case("scaled_dot_product_attention", {"query": q, "key": k, "value": v, "attn_mask": mask}, attention(mask), name="attention_mask", tolerance=2e-5)
    flags = np.tril(np.ones((5, 7), bool))
    case("scaled_dot_product_attention", {"query": q, "key": k, "value": v, "attn_mask": flags}, attention(np.where(flags, 0, -np.inf)),
         name="attention_bool_mask", tolerance=2e-5)


# ---- reductions and normalisations -----------------------------------------------------------------------------------
def reductions():
    x = data(2, 3, 4, 5)
    positive = np.abs(x) + 0.25
    lse = lambda v, axis, keepdims: np.log(np.sum(np.exp(v), axis=axis, keepdims=keepdims))
    for op, fn, value in [("reduce_sum", np.sum, x), ("reduce_mean", np.mean, x), ("reduce_max", np.max, x), ("reduce_min", np.min, x),
                          ("reduce_l1_norm", lambda v, **k: np.sum(np.abs(v), **k), x), ("reduce_l2_norm", lambda v, **k: np.sqrt(np.sum(v * v, **k)), x),
                          ("reduce_sum_square", lambda v, **k: np.sum(v * v, **k), x), ("reduce_log_sum", lambda v, **k: np.log(np.sum(v, **k)), positive),
                          ("reduce_log_sum_exp", lse, x), ("reduce_prod", np.prod, positive)]:
        for axes, keep in [((1,), True), ((-1, 0), False), ((2, 3), True)]:
            case(op, {"x": value}, fn(value, axis=axes, keepdims=keep), axes=np.array(axes), keep_dims=keep)
    case("reduce_sum", {"x": x}, np.sum(x), name="reduce_all")
    integers = rng.integers(-9, 9, (3, 4))
    case("reduce_max", {"x": integers}, integers.max(1), axes=np.array([1]), keep_dims=False, name="reduce_max_int")
    case("reduce_argmax", {"x": x}, x.argmax(2), axis=2, keep_dims=False)
    case("reduce_argmin", {"x": x}, np.expand_dims(x.argmin(1), 1), axis=1, keep_dims=True)
    for axis in [-1, 1]:
        e = np.exp(x - x.max(axis, keepdims=True))
        case("softmax", {"x": x}, e / e.sum(axis, keepdims=True), axis=axis)
    case("softmax", {"x": np.array([[1000.0, -1000.0, 1000.0]])}, np.array([[0.5, 0, 0.5]]), axis=1, name="softmax_range")
    gamma, beta, mean, variance = data(3), data(3), data(3), data(3, low=0.25, high=2)
    case("batch_norm", {"x": x}, F.batch_norm(T(x), T(mean), T(variance), T(gamma), T(beta), eps=1e-3).numpy(), mean=mean, variance=variance,
         gamma=gamma, beta=beta, epsilon=1e-3)
    case("instance_norm", {"x": x}, F.instance_norm(T(x), weight=T(gamma), bias=T(beta), eps=1e-3).numpy(), gamma=gamma, beta=beta, epsilon=1e-3,
         half_tolerance=1e-2)
    g, b = data(4, 5), data(4, 5)
    case("layer_norm", {"x": x}, F.layer_norm(T(x), (4, 5), T(g), T(b), 1e-3).numpy(), axes=np.array([2, 3]), gamma=g, beta=b, epsilon=1e-3, half_tolerance=1e-2)
    m = x.mean(1, keepdims=True)
    case("layer_norm", {"x": x}, (x - m) / np.sqrt(((x - m) ** 2).mean(1, keepdims=True) + 1e-3), axes=np.array([1]), epsilon=1e-3, half_tolerance=1e-2)
    case("l2_norm", {"x": x}, x / np.sqrt((x * x).sum((1, 2, 3), keepdims=True) + 1e-3), epsilon=1e-3)
    y = data(1, 7, 2, 3)
    for size in [3, 4]:
        total = np.stack([(y[:, max(0, c - (size - 1) // 2): c + size // 2 + 1] ** 2).sum(1) for c in range(7)], 1)
        case("local_response_norm", {"x": y}, y / (1.5 + 0.5 / size * total) ** 0.75, size=size, alpha=0.5, beta=0.75, k=1.5)


# ---- movement --------------------------------------------------------------------------------------------------------
def movement():
    x = data(2, 3, 4, 5)
    case("reshape", {"x": x}, x.reshape(6, 20), shape=np.array([6, -1]))
    case("reshape", {"x": x}, x.reshape(2, 12, 5), shape=np.array([0, 12, 5]))
    for perm in [(0, 2, 3, 1), (3, 2, 1, 0), (0, 1, 3, 2), (1, 0, 2, 3)]:
        case("transpose", {"x": x}, x.transpose(perm), perm=np.array(perm))
    big = data(1, 20, 3, 18)
    case("transpose", {"x": big}, big.transpose(0, 3, 2, 1), perm=np.array([0, -1, 2, 1]))
    case("transpose", {"x": big[:, :, :1]}, big[:, :, :1].transpose(2, 1, 0, 3), perm=np.array([2, 1, 0, 3]), name="transpose_of_ones")
    case("expand_dims", {"x": x[0]}, x[:1, :, None], axes=np.array([0, 2]))
    case("expand_dims", {"x": x[0]}, x[0][..., None], axes=np.array([-1]))
    case("squeeze", {"x": x[:1, :, :, :1]}, x[0, :, :, 0], axes=np.array([0, -1]))
    case("squeeze", {"x": x[:1, :, :, :1]}, x[0, :, :, 0])
    case("concat", {"values": (x, x[:, :1] * 2, x[:, :2])}, np.concatenate([x, x[:, :1] * 2, x[:, :2]], 1), axis=1, interleave=False)
    case("concat", {"values": (x, x[..., :2])}, np.concatenate([x, x[..., :2]], -1), axis=-1)
    case("concat", {"values": (x, -x)}, np.stack([x, -x], 2).reshape(2, 6, 4, 5), axis=1, interleave=True)
    case("stack", {"values": (x[0], -x[0], x[1])}, np.stack([x[0], -x[0], x[1]], 1), axis=1)
    case("split", {"x": x}, np.split(x, 2, 2), axis=2, num_splits=2)
    case("split", {"x": x}, [x[..., :1], x[..., 1:4], x[..., 4:]], axis=-1, split_sizes=np.array([1, 3, 1]))
    case("slice_by_index", {"x": x}, x[0:2, 1:3, ::2, -3:-1], begin=np.array([0, 1, 0, -3]), end=np.array([2, 3, 4, -1]), stride=np.array([1, 1, 2, 1]),
         begin_mask=np.array([False] * 4), end_mask=np.array([False] * 4), squeeze_mask=np.array([False] * 4))
    case("slice_by_index", {"x": x}, x[:, 2, ::-1, 1:], begin=np.array([0, -1, 3, 1]), end=np.array([2, 0, 0, 0]), stride=np.array([1, 1, -1, 1]),
         begin_mask=np.array([False, False, False, False]), end_mask=np.array([False, False, True, True]),
         squeeze_mask=np.array([False, True, False, False]))
    case("slice_by_index", {"x": x}, x[:1, :, 1:3, 0:5], begin=np.array([0, 0, 1, 0]), end=np.array([1, 3, 3, 99]), name="slice_defaults")
    case("slice_by_size", {"x": x}, x[1:2, :, 1:3, 2:], begin=np.array([1, 0, 1, 2]), size=np.array([1, -1, 2, -1]))
    case("crop", {"x": x}, x[:, :, 1:3, 2:], crop_height=np.array([1, 1]), crop_width=np.array([2, 0]))
    case("pad", {"x": x}, np.pad(x, [(0, 0), (1, 0), (0, 2), (1, 1)], constant_values=1.5), pad=np.array([0, 0, 1, 0, 0, 2, 1, 1]), mode="constant", constant_val=1.5)
    case("pad", {"x": x}, np.pad(x, [(0, 0), (0, 0), (3, 2), (4, 1)], "reflect"), pad=np.array([3, 2, 4, 1]), mode="reflect", constant_val=0.0)
    case("pad", {"x": x}, np.pad(x, [(0, 0), (0, 0), (5, 0), (0, 7)], "edge"), pad=np.array([5, 0, 0, 7]), mode="replicate", constant_val=0.0)
    case("tile", {"x": x[0]}, np.tile(x[0], (2, 1, 3)), reps=np.array([2, 1, 3]))
    case("reverse", {"x": x}, x[:, ::-1, :, ::-1], axes=np.array([1, -1]))
    case("reverse", {"x": x}, x[::-1, ::-1, ::-1, ::-1], name="reverse_all")
    y = data(2, 12, 3, 2)
    case("pixel_shuffle", {"x": y}, F.pixel_shuffle(T(y), 2).numpy(), upscale_factor=2)
    case("depth_to_space", {"x": y}, y.reshape(2, 2, 2, 3, 3, 2).transpose(0, 3, 4, 1, 5, 2).reshape(2, 3, 6, 4), block_size=2)
    z = data(1, 2, 4, 6)
    case("pixel_unshuffle", {"x": z}, F.pixel_unshuffle(T(z), 2).numpy(), downscale_factor=Typed("int32", 2))
    case("space_to_depth", {"x": z}, z.reshape(1, 2, 2, 2, 3, 2).transpose(0, 3, 5, 1, 2, 4).reshape(1, 8, 2, 3), block_size=2)


def scattered(data, places, updates, mode):
    """One update after the other: an element that several of them name gets all."""
    combine = {"update": lambda a, b: b, "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide,
               "max": np.maximum, "min": np.minimum}[mode]
    result = data.copy()
    for place, update in zip(places, updates):
        result[place] = combine(result[place], update)
    return result


def scattering():
    x = data(4, 3, 5)
    rows = np.array([[1, -1], [3, 0], [1, 2], [0, 1]])  # the first and the third are one row
    updates = np.where(np.abs(u := data(4, 5)) < 0.25, 1.5, u)
    along = rng.integers(-3, 3, (4, 6, 5))  # six updates of three elements
    lines = data(4, 6, 5, low=0.5, high=1.5)
    order = [(i, j, k) for i in range(4) for j in range(6) for k in range(5)]
    for mode in ["update", "add", "sub", "mul", "div", "max", "min"]:
        case("scatter_nd", {"data": x, "indices": rows, "updates": updates}, scattered(x, map(tuple, rows), updates, mode),
             mode=mode, validate_indices=False)
        places = [(i, along[i, j, k], k) for i, j, k in order]
        case("scatter_along_axis", {"data": x, "indices": along, "updates": lines},
             scattered(x, places, [lines[o] for o in order], mode), axis=1, mode=mode)
    counts = np.arange(6)
    case("scatter_nd", {"data": counts, "indices": np.array([[5], [0], [5]]), "updates": np.array([10, 20, 30])},
         np.array([20, 1, 2, 3, 4, 45]), mode="add", name="scatter_nd_integers")
    case("scatter_nd", {"data": np.array([True, True, False]), "indices": np.array([[1], [2]]), "updates": np.array([False, True])},
         np.array([True, False, True]), mode="update", name="scatter_nd_bools")


def indexing():
    x, index = data(4, 3, 5), np.array([[1, -1], [0, 2]])
    case("gather", {"x": x, "indices": index}, np.take(x, index, 1), axis=1)
    case("gather", {"x": x}, np.take(x, index, 0), indices=index, axis=0, batch_dims=0, validate_indices=False)
    case("gather", {"x": x}, x[:, :, 2], indices=2, axis=-1, name="gather_scalar")
    batch = np.array([[1, 0], [2, 2], [0, -1], [1, 1]])
    case("gather", {"x": x, "indices": batch}, np.stack([x[i][batch[i]] for i in range(4)]), axis=1, batch_dims=1, name="gather_batch")
    along = rng.integers(-3, 3, (4, 2, 5))
    case("gather_along_axis", {"x": x, "indices": along}, np.take_along_axis(x, along, 1), axis=1)
    case("gather_nd", {"x": x, "indices": np.array([[0, 1], [3, -1]])}, x[[0, 3], [1, -1]])
    pairs = np.array([[[0, 1], [-1, 4]], [[2, 0], [1, -2]], [[1, 1], [0, 0]], [[2, 2], [0, 3]]])
    picked = np.array([[x[i][tuple(pair)] for pair in pairs[i]] for i in range(4)])
    case("gather_nd", {"x": x, "indices": pairs}, picked, batch_dims=1, validate_indices=False, name="gather_nd_batch")
    case("cumsum", {"x": x}, np.cumsum(x, 1), axis=1, exclusive=False, reverse=False)
    flipped = np.flip(np.cumsum(np.flip(x, 2), 2), 2)
    case("cumsum", {"x": x}, flipped - x, axis=-1, exclusive=True, reverse=True)
    m = data(2, 5, 6)
    case("band_part", {"x": m}, np.triu(np.tril(m, 2), -1), lower=1, upper=2)
    case("band_part", {"x": m}, np.triu(m), lower=0, upper=-1)
    case("fill", {}, np.full((2, 3), 1.25), shape=np.array([2, 3]), value=1.25)
    case("shape", {"x": x}, np.array([4, 3, 5]))


def sample(x, rows, columns):
    def axis(v, points, dim):
        low = np.floor(points).astype(int)
        high = np.minimum(low + 1, v.shape[dim] - 1)
        w = (points - low).reshape([-1 if d == dim % v.ndim else 1 for d in range(v.ndim)])
        return np.take(v, low, dim) * (1 - w) + np.take(v, high, dim) * w
    return axis(axis(x, rows, x.ndim - 2), columns, x.ndim - 1)


def resizing():
    x = data(2, 3, 4, 5)
    case("upsample_nearest_neighbor", {"x": x}, F.interpolate(T(x), scale_factor=(2, 3), mode="nearest").numpy(), scale_factor_height=2, scale_factor_width=3)
    case("resize_nearest_neighbor", {"x": x}, F.interpolate(T(x), (7, 3), mode="nearest").numpy(), target_size_height=7, target_size_width=3)
    for align in [True, False]:
        case("upsample_bilinear", {"x": x}, F.interpolate(T(x), (8, 10), mode="bilinear", align_corners=align).numpy(), scale_factor_height=2.0,
             scale_factor_width=2.0, align_corners=align)
    size = (7, 3)
    for mode, align in [("STRICT_ALIGN_CORNERS", True), ("ALIGN_CORNERS", True), ("UNALIGN_CORNERS", False)]:
        case("resize_bilinear", {"x": x}, F.interpolate(T(x), size, mode="bilinear", align_corners=align).numpy(), target_size_height=7, target_size_width=3,
             sampling_mode=mode)
    grid = lambda n, m: np.clip(np.arange(m) * n / m, 0, n - 1)
    case("resize_bilinear", {"x": x}, sample(x, grid(4, 7), grid(5, 3)), target_size_height=7, target_size_width=3, sampling_mode="DEFAULT")
    offset = lambda n, m: np.clip((np.arange(m) + 0.5) * max(1, n - 1) / m, 0, n - 1)
    case("resize_bilinear", {"x": x}, sample(x, offset(4, 7), offset(5, 3)), target_size_height=7, target_size_width=3, sampling_mode="OFFSET_CORNERS")


def quantization():
    q = rng.integers(-128, 127, (3, 4, 2))
    scale, zero = np.array([0.5, 0.25, 2.0, 0.125]), np.array([3, -2, 0, 100])
    blend = lambda s, z: (q - z) * s
    case("constexpr_affine_dequantize", {}, blend(scale[:, None], zero[:, None]), quantized_data=Typed("int8", q), scale=scale,
         zero_point=Typed("int8", zero), axis=1)
    case("constexpr_affine_dequantize", {}, blend(0.5, 0), attributes=f", quantized_data = {literal(Typed('int8', q))}, scale = {literal(np.array(0.5))}, "
         f"zero_point = {literal(Typed('int8', 0))}, axis = int32(0)", name="constexpr_attributes")
    blocks = np.array([[[0.5], [2.0]], [[1.0], [0.25]], [[4.0], [0.125]]])
    case("constexpr_blockwise_shift_scale", {}, q * np.repeat(blocks, 2, 1), data=Typed("int8", q), scale=blocks)
    case("constexpr_blockwise_shift_scale", {}, (q + 0) * 0.5, data=Typed("int8", q), scale=np.full((1, 1, 1), 0.5), offset=Typed("int8", np.zeros((1, 1, 1), int)))
    x = data(3, 4, low=-8, high=8)
    expected = np.clip(np.round(x / scale) + zero, -128, 127).astype(int)
    case("quantize", {"input": x}, expected, scale=scale, zero_point=Typed("int8", zero), axis=1, output_dtype="int8", out_types=["tensor<int8, [3, 4]>"])
    case("dequantize", {}, q * 0.25, input=Typed("int8", q), scale=np.array(0.25))


for part in [unary, binary, convolutions, pools, products, reductions, movement, indexing, resizing, quantization, scattering]:
    part()
json.dump({"cases": cases}, sys.stdout, separators=(",", ":"))
print()
