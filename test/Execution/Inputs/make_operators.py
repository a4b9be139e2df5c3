#!/usr/bin/python3
#===- make_operators.py - Data for the tests of fused operators --------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# Writes operators/GROUP.NAME.npy: inputs, and what PyTorch and numpy give for them.
# Seeded; what it writes is committed, so that nothing but this script needs PyTorch
# (Debian: python3-torch). The operators themselves are in the tests, as IR.
#
# Attention is compared with PyTorch's own, the one behind nn.MultiheadAttention with
# identities as projections; a rotation with a product of complex numbers.
#
#===--------------------------------------------------------------------------===#

import os

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "operators")
RANDOM = np.random.default_rng(1)


def save(group, /, **arrays):
    for name, array in arrays.items():
        array = np.ascontiguousarray(array)
        kind = array.dtype if array.dtype in (np.bool_, np.int32) else np.float32
        np.save(os.path.join(FOLDER, f"{group}.{name}.npy"), array.astype(kind))


def normal(*shape):
    return RANDOM.standard_normal(shape).astype(np.float32)


def join_heads(x):
    return x.transpose(0, 2, 1, 3).reshape(x.shape[0], x.shape[2], -1)


def split_heads(x, heads):
    return x.reshape(x.shape[0], x.shape[1], heads, -1).transpose(0, 2, 1, 3)


def attention(q, k, v, mask):
    """Result and weights of PyTorch for [batch, heads, sequence, size]; a True in `mask` hides, floats are added."""
    batch, heads, rows, size = q.shape
    k, v = (np.repeat(x, heads // x.shape[1], axis=1) for x in (k, v))
    width = heads * size
    eye = torch.eye(width)
    mask = np.broadcast_to(mask, (batch, heads, rows, k.shape[2])).reshape(batch * heads, rows, -1).copy()
    query, key, value = (torch.from_numpy(join_heads(x)).transpose(0, 1) for x in (q, k, v))
    y, weights = F.multi_head_attention_forward(
        query, key, value, width, heads, torch.cat([eye, eye, eye]), None, None, None, False, 0.0, eye, None,
        training=False, attn_mask=torch.from_numpy(mask), average_attn_weights=False)
    return split_heads(y.transpose(0, 1).numpy(), heads), weights.numpy()


def future(rows, columns, past=0):
    """What a causal mask hides."""
    return np.arange(columns)[None, :] > np.arange(rows)[:, None] + past


def make_attention():
    q, k, v = normal(2, 4, 5, 8), normal(2, 2, 6, 8), normal(2, 2, 6, 8)
    past_k, past_v = normal(2, 2, 3, 8), normal(2, 2, 3, 8)
    q3, k3, v3, kv3 = normal(2, 5, 32), normal(2, 6, 32), normal(2, 6, 32), normal(2, 6, 16)
    # The first key stays, so that no row is masked as a whole: that has no meaning in ONNX.
    seen = np.array([[1, 1, 0, 1, 1, 0], [1, 0, 1, 1, 0, 1]], bool).reshape(2, 1, 1, 6)
    bias = normal(5, 6)
    bias[:, 1] = -np.inf
    bias[2, 3:] = np.finfo(np.float32).min
    save("attention", q=q, k=k, v=v, past_k=past_k, past_v=past_v, q3=q3, k3=k3, v3=v3, kv3=kv3, seen=seen, bias=bias)

    y, _ = attention(split_heads(q3, 4), split_heads(k3, 4), split_heads(v3, 4), future(5, 6))
    save("attention", causal=join_heads(y))
    y, _ = attention(q, k, v, future(5, 6) | ~seen)
    save("attention", grouped=y)
    scale = 0.5
    y, weights = attention(q * np.float32(scale * np.sqrt(8)), k[:, :1], v[:, :1], bias)
    save("attention", biased=y, weights=weights)
    keys, values = np.concatenate([past_k, k], 2), np.concatenate([past_v, v], 2)
    y, _ = attention(q, keys, values, future(5, 9, past=3))
    save("attention", cached=y, present=keys)

    # PyTorch has no softcap.
    query, key = split_heads(q3, 4).astype(np.float64), np.repeat(split_heads(kv3, 2), 2, axis=1).astype(np.float64)
    scores = 1.5 * np.tanh(query @ key.transpose(0, 1, 3, 2) / np.sqrt(8) / 1.5)
    scores = torch.from_numpy(np.where(seen, scores, -np.inf))
    save("attention", capped=join_heads(torch.softmax(scores, -1).numpy() @ key))


def rotate(x, angles, interleaved):
    """Pairs along the last axis of `x` as complex numbers, turned by `angles`."""
    half = angles.shape[-1]
    first, second = (x[..., 0:2 * half:2], x[..., 1:2 * half:2]) if interleaved else (x[..., :half], x[..., half:2 * half])
    turned = (first + 1j * second.astype(np.float64)) * np.exp(1j * angles)
    y = x.astype(np.float64)
    if interleaved:
        y[..., 0:2 * half:2], y[..., 1:2 * half:2] = turned.real, turned.imag
    else:
        y[..., :half], y[..., half:2 * half] = turned.real, turned.imag
    return y


def make_rotary():
    x, x3 = normal(2, 3, 4, 8), normal(2, 4, 24)
    angles = RANDOM.uniform(-np.pi, np.pi, (2, 4, 4))
    table = RANDOM.uniform(-np.pi, np.pi, (9, 2))
    ids = np.array([[8, 0, 3, 3], [1, 2, 5, 7]], np.int32)
    save("rotary", x=x, x3=x3, cos=np.cos(angles), sin=np.sin(angles), table_cos=np.cos(table), table_sin=np.sin(table))
    save("rotary", halves=rotate(x, angles[:, None], False))
    heads = x3.reshape(2, 4, 3, 8)
    save("rotary", pairs=rotate(heads, angles[:, :, None], True).reshape(2, 4, 24))
    save("rotary", picked=rotate(x, table[ids][:, None], False))


def make_normalization():
    x, scale, vector, bias = 3 * normal(2, 6, 4, 5), normal(4, 5), normal(6), normal(6)
    save("normalization", x=x, scale=scale, vector=vector, bias=bias)
    wide = x.astype(np.float64)
    square = np.linalg.norm(wide, axis=(2, 3), keepdims=True) ** 2 / 20
    save("normalization", rms=wide / np.sqrt(square + 0.125) * scale)
    tensor = torch.from_numpy(x)
    save("normalization", group=F.group_norm(tensor, 3, torch.from_numpy(vector), torch.from_numpy(bias), 1e-3))
    variance, mean = torch.var_mean(tensor.double(), (0, 2, 3), unbiased=False, keepdim=True)
    save("normalization", variance=(tensor - mean) / variance.sqrt())
    save("normalization", swish=F.silu(tensor), quick=tensor * torch.sigmoid(1.702 * tensor))


def make_products():
    a, b, m = normal(2, 3, 4, 5), normal(2, 3, 6, 5), normal(5, 7)
    save("products", a=a, b=b, m=m)
    save("products", scores=np.einsum("bhid,bhjd->bhij", a, b), mixed=np.einsum("bhid,bhjd->ihbj", a, b),
         dots=np.einsum("...d,dk->...k", a, m), outer=np.einsum("abcd,dk->kabc", a[:, :, :1], m),
         alone=np.einsum("bhid->di", a), inner=np.einsum("bhid,bhid->bh", a, a),
         spread=np.einsum("bhid,hx->bihdx", a[:, :, :, :2], m[:3]))
    save("products", forward=np.cumsum(a, -1), down=np.cumsum(a, 1),
         after=np.flip(np.cumsum(np.flip(a, 2), 2), 2) - a, before=np.cumsum(a, 3) - a)
    save("products", upper=np.triu(a, 1), lower=np.tril(a, -1))


def make_masks():
    # More than 1,024 scores, so that the masks do not fold.
    scores = torch.from_numpy(normal(1, 1, 33, 33))
    least = torch.finfo(torch.float32).min
    later = torch.from_numpy(future(33, 33))
    padding = torch.zeros(1, 1, 1, 33)
    # Some scores are masked twice. The first key stays: a row of which nothing is left means nothing.
    padding[..., [1, 5, 6]] = 1
    save("masks", scores=scores, padding=padding)
    save("masks", causal=torch.softmax(scores.masked_fill(later, -torch.inf), -1))
    save("masks", padded=torch.softmax(scores + torch.zeros(33, 33).masked_fill(later, least) + padding * least, -1))


def make_guards():
    x = np.float16(normal(4, 8) * 600)
    x[0, :6] = [np.nan, np.inf, -np.inf, 65504, -65504, 0]
    x[2, 3] = np.nan
    x = np.float32(x)
    nan, infinite = np.isnan(x), np.isinf(x)
    bad = nan | infinite
    save("guards", x=x, nan=nan, infinite=infinite, above=np.isposinf(x), clean=np.clip(np.where(nan, 0, x), -1000, 1000))
    save("guards", any=bad.max(keepdims=True) * np.float32(1), number=np.float32(bad.sum(keepdims=True)))


def make_optimizers():
    # Two steps of PyTorch's optimizers: what they hold after the first is given to ONNX's operators, which make the second.
    x, first, second = normal(5, 7), normal(5, 7), normal(5, 7)
    save("optimizers", second=second)

    def steps(name, make, states):
        parameter = torch.from_numpy(x.copy()).requires_grad_()
        optimizer = make([parameter])
        for when, gradient in (("before", first), ("after", second)):
            parameter.grad = torch.from_numpy(gradient.copy())
            optimizer.step()
            save("optimizers", **{f"{name}_x_{when}": parameter.detach().numpy()})
            for ours, theirs in states.items():
                save("optimizers", **{f"{name}_{ours}_{when}": optimizer.state[parameter][theirs].numpy()})

    decay = 0.1  # PyTorch's weight_decay is ONNX's norm_coefficient
    # PyTorch adds eps to the root of the corrected mean of squares, ONNX to the root of the mean: theirs are ours there.
    correction = np.sqrt(1 - 0.9 ** 2)
    steps("adam", lambda p: torch.optim.Adam(p, 0.1, (0.8, 0.9), 0.01 / correction, decay), {"v": "exp_avg", "h": "exp_avg_sq"})
    steps("adagrad", lambda p: torch.optim.Adagrad(p, 0.1, 0.5, decay, eps=0.01), {"h": "sum"})
    for name, nesterov, dampening in (("momentum", False, 0.25), ("nesterov", True, 0)):
        steps(name, lambda p: torch.optim.SGD(p, 0.1, 0.9, dampening, decay, nesterov), {"v": "momentum_buffer"})


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    torch.set_num_threads(1)
    make_attention()
    make_rotary()
    make_normalization()
    make_products()
    make_masks()
    make_guards()
    make_optimizers()
