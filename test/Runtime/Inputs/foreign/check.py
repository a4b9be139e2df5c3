"""check.py RUN_MIL PROGRAM FOLDER [--concat] [TARGET [FIDELITY [NUMERICS]]]: runs a MIL text and compares with NumPy.

Inputs and weights are random and reproducible; weight files are written here, byte by byte. With --concat the program returns
one output, its results concatenated along the channels in the order of its list, as the texts of others do; where it has one
result, it concatenates its one input from the blocks of that.
"""
import pathlib
import re
import struct
import subprocess
import sys

import numpy as np

D, HEADS, WIDTH, HIDDEN, S = 64, 2, 32, 96, 32  # model, heads, width of a head, feed-forward, positions
SCALE = WIDTH**-0.5
rng = np.random.default_rng(7)
values = {}  # inputs and weights as fp16 holds them, in float64


def normal(name, *shape, scale=1.0):
    values[name] = (rng.standard_normal(shape) * scale).astype(np.float16)
    return values[name].astype(np.float64)


def weight(name, rows, columns):
    return normal(name, rows, columns, 1, 1, scale=columns**-0.5)[:, :, 0, 0]


def mask():
    values["mask"] = np.triu(np.full((S, S), -1e4), 1).astype(np.float16).reshape(1, 1, S, S)
    return values["mask"].astype(np.float64)[0, 0]


def packed(*parts):
    """One input of several blocks of channels; gives the blocks as [channels, positions]."""
    blocks = [rng.standard_normal((channels, S)) * scale for channels, scale in parts]
    values["packed"] = np.concatenate(blocks).astype(np.float16).reshape(1, -1, 1, S)
    return np.split(values["packed"].astype(np.float64)[0, :, 0], np.cumsum([len(b) for b in blocks])[:-1])


heads = lambda x: x.reshape(HEADS, WIDTH, S).transpose(0, 2, 1)  # [head, position, width]
joined = lambda x: x.transpose(0, 2, 1).reshape(D, S)
turned = lambda x: x.transpose(0, 2, 1)
sigmoid = lambda x: 1 / (1 + np.exp(-x))
silu = lambda x: x * sigmoid(x)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def rms_norm(x, gamma):
    return x / np.sqrt((x * x).mean(0) + 1e-5) * gamma


def fwd_attn():
    x, gamma = normal("x_in", 1, D, 1, S)[0, :, 0], normal("rms1", 1, D, 1, 1)[0, :, 0]
    wq, wk, wv, wo, m = *(weight("w" + n, D, D) for n in "qkvo"), mask()
    n = rms_norm(x, gamma)
    q, k, v = wq @ n, wk @ n, wv @ n
    attention = joined(softmax(heads(q) @ turned(heads(k)) * SCALE + m) @ heads(v))
    return dict(wo_out=wo @ attention, q_out=q, k_out=k, v_out=v, attn_out=attention, rms1_out=n)


def fwd_ffn():
    x, gamma = normal("x2_in", 1, D, 1, S)[0, :, 0], normal("rms2", 1, D, 1, 1)[0, :, 0]
    n = rms_norm(x, gamma)
    h1, h3 = weight("w1", HIDDEN, D) @ n, weight("w3", HIDDEN, D) @ n
    gate = silu(h1) * h3
    return dict(w2_out=weight("w2", D, HIDDEN) @ gate, w1_out=h1, w3_out=h3, gate=gate, rms2_out=n)


def ffn_bwd():
    dy, h1, h3 = packed((D, 1), (HIDDEN, 1), (HIDDEN, 1))
    dsilu = weight("w2t", HIDDEN, D) @ dy
    s = sigmoid(h1)
    dh1, dh3 = dsilu * h3 * s * (1 + h1 * (1 - s)), dsilu * silu(h1)
    return dict(dx=weight("w1t", D, HIDDEN) @ dh1 + weight("w3t", D, HIDDEN) @ dh3, dh1=dh1, dh3=dh3)


def sdpa_bwd1():
    q, k, v, dx2 = packed((D, 1), (D, 1), (D, 1), (D, 1))
    da = heads(weight("wot", D, D) @ dx2)
    p = softmax(heads(q) @ turned(heads(k)) * SCALE + mask())
    return dict(dvf=joined(turned(p) @ da), pf=p.reshape(-1, S), dpf=(da @ turned(heads(v))).reshape(-1, S))


def sdpa_bwd2():
    p, dp, q, k = packed((HEADS * S, 0.1), (HEADS * S, 1), (D, 1), (D, 1))
    p, dp = p.reshape(HEADS, S, S), dp.reshape(HEADS, S, S)
    ds = p * (dp - (p * dp).sum(-1, keepdims=True)) * SCALE
    return dict(dqf=joined(ds @ heads(k)), dkf=joined(turned(ds) @ heads(q)))


def qkv_bwd():
    dq, dk, dv = packed((D, 1), (D, 1), (D, 1))
    return dict(dx=weight("wqt", D, D) @ dq + weight("wkt", D, D) @ dk + weight("wvt", D, D) @ dv)


def dynamic_matmul():
    both = normal("packed", 1, 64, 1, 32 + 64, scale=0.5)[0, :, 0]
    return dict(y=both[:, 32:].T @ both[:, :32])


def conv_softmax():
    x = normal("a_in", 1, 64, 1, 32)[0, :, 0]
    w, b = weight("w0", 128, 64), normal("b0", 1, 128, 1, 1)[0, :, 0]
    return dict(o0=softmax(w @ x + b))


def records(arrays):
    """A weight file: its header, and for each array 64 bytes of metadata at a multiple of 64 and the data."""
    file = struct.pack("<II", len(arrays), 2).ljust(64, b"\0")
    for array in arrays:
        data = array.tobytes()
        file += struct.pack("<IIQQ", 0xDEADBEEF, 1, len(data), len(file) + 64).ljust(64, b"\0") + data
        file = file.ljust((len(file) + 63) // 64 * 64, b"\0")
    return file


def concat(name, shape, axis, operands):
    return (f'        int32 j_axis = const()[name = string("j_axis"), val = int32({axis})];\n'
            f'        bool j_interleave = const()[name = string("j_interleave"), val = bool(false)];\n'
            f"        tensor<fp16, {list(shape)}> {name} = concat(axis = j_axis, interleave = j_interleave, "
            f'values = ({", ".join(operands)}))[name = string("{name}")];\n')


def with_joined_results(text, expected):
    names = re.search(r"-> \((.*)\);", text).group(1).split(", ")
    channels = sum(len(expected[name]) for name in names)
    join = concat("joined", (1, channels, 1, S), 1, names)
    return (re.sub(r"    } -> \(.*\);", lambda _: join + "    } -> (joined);", text),
            dict(joined=np.concatenate([expected[name] for name in names])))


def with_joined_input(text, axis, ends):
    """The blocks of the one input come in one by one, in the byte order of their names."""
    packed = values.pop("packed")
    blocks = {f"in{i}": block for i, block in enumerate(np.split(packed, ends, axis))}
    values.update(blocks)
    parameters = ", ".join(f"tensor<fp16, {list(block.shape)}> {name}" for name, block in blocks.items())
    return re.sub(r"\(tensor<fp16, [^>]*> packed\) \{\n",
                  lambda _: f"({parameters}) {{\n" + concat("packed", packed.shape, axis, blocks), text)


JOINED_INPUTS = {"qkv-bwd": (1, [D, 2 * D]), "dynamic-matmul": (3, [32])}


def main():
    joins = "--concat" in sys.argv
    tool, program, folder, *options = [word for word in sys.argv[1:] if word != "--concat"]
    folder = pathlib.Path(folder)
    (folder / "weights").mkdir(parents=True, exist_ok=True)
    expected = globals()[program.replace("-", "_")]()
    text = (pathlib.Path(__file__).parent / f"{program}.mil").read_text()
    if joins and program in JOINED_INPUTS:
        text = with_joined_input(text, *JOINED_INPUTS[program])
    elif joins:
        text, expected = with_joined_results(text, expected)
    (folder / "model.mil").write_text(text)
    for name, array in values.items():
        np.save(folder / f"{name}.npy", array)
        (folder / "weights" / f"{name}.bin").write_bytes(records([array]))
    if program == "conv-softmax":
        (folder / "weights" / "weight.bin").write_bytes(records([values["w0"], values["b0"]]))
    if subprocess.run([tool, str(folder / "model.mil"), str(folder), *options]).returncode:
        return 1
    # Of the largest value: results pass through some ten roundings, and with f16-mac small products are lost as well.
    tolerance = 0.02 if "f16-mac" in options else 0.01
    for name, want in expected.items():
        found = np.load(folder / f"{name}.npy").astype(np.float64).reshape(want.shape)
        error = np.abs(found - want).max() / np.abs(want).max()
        print(f"{name} {'agrees' if error < tolerance else f'is off by {error:.2g}'}, spread {want.std():.2g}")
        if not error < tolerance:
            return 1
    return 0


sys.exit(main())
