#===- transformers.py - The project's own transformers -----------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# Small networks of the three shapes that people export most, written as their
# public implementations are, so that the graphs have the exporters' idioms. The
# second sequence of each batch is padded on the right: every row of every mask
# leaves a key, and both kinds of mask matter.
#
#===--------------------------------------------------------------------------===#

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from model import Model

LEAST = torch.finfo(torch.float32).min


class Transformer(Model):
    """Inputs of a language model: tokens, a mask of what is no padding, and others by name."""

    vocabulary = 64

    def make_inputs(self, shapes, generator):
        return [getattr(self, f"make_{name}")(shape, generator) for name, shape in shapes.items()]

    def make_input_ids(self, shape, generator):
        return torch.randint(0, self.vocabulary, shape, generator=generator)

    def make_attention_mask(self, shape, generator):
        mask = torch.ones(shape, dtype=torch.int64)
        mask[-1, shape[1] - max(2, shape[1] // 4):] = 0
        return mask

    def make_position_ids(self, shape, generator):
        return torch.arange(shape[1]).expand(shape).contiguous()

    def make_token_type_ids(self, shape, generator):
        return (torch.arange(shape[1]) >= shape[1] // 2).long().expand(shape).contiguous()


class Projection(nn.Module):
    """x W + b with W stored [inputs, outputs], computed on rows: a Gemm between two Reshapes."""

    def __init__(self, inputs, outputs, gain=1.0):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.gain = gain

    def forward(self, x):
        rows = torch.addmm(self.bias, x.view(-1, x.size(-1)), self.weight)
        return rows.view(x.size()[:-1] + (self.bias.size(0),))


def linear(inputs, outputs, gain=1.0, bias=False):
    layer = nn.Linear(inputs, outputs, bias=bias)
    layer.gain = gain
    return layer


#===--------------------------------------------------------------------------===#
# Like GPT-2
#===--------------------------------------------------------------------------===#


def gelu_tanh(x, tap):
    cube = tap(torch.pow(x, 3.0))
    inner = tap(math.sqrt(2.0 / math.pi) * tap(x + tap(0.044715 * cube)))
    return tap(tap(0.5 * x) * tap(1.0 + tap(torch.tanh(inner))))


class GPT2Block(nn.Module):
    def __init__(self, dim, heads, context):
        super().__init__()
        self.heads = heads
        self.register_buffer("causal", torch.tril(torch.ones(context, context, dtype=torch.bool))[None, None])
        self.ln_1 = nn.LayerNorm(dim)
        self.c_attn = Projection(dim, 3 * dim, 0.6)
        self.attn_proj = Projection(dim, dim, 0.5)
        self.ln_2 = nn.LayerNorm(dim)
        self.c_fc = Projection(dim, 4 * dim, 1.6)
        self.mlp_proj = Projection(4 * dim, dim, 0.75)

    def split_heads(self, x, tap):
        return tap(x.view(x.size()[:-1] + (self.heads, x.size(-1) // self.heads)).permute(0, 2, 1, 3))

    def attend(self, x, padding, tap):
        q, k, v = tap(self.c_attn(x)).split(x.size(-1), dim=2)
        q, k, v = (self.split_heads(tap(part), tap) for part in (q, k, v))
        scores = tap(torch.matmul(q, k.transpose(-1, -2)))
        scores = tap(scores / (v.size(-1) ** 0.5))
        queries, keys = q.size(-2), k.size(-2)
        causal = tap(self.causal[:, :, keys - queries:keys, :keys])
        scores = tap(torch.where(causal, scores, torch.tensor(LEAST)))
        scores = tap(scores + padding)
        x = tap(torch.matmul(tap(torch.softmax(scores, dim=-1)), v))
        x = x.permute(0, 2, 1, 3).contiguous()
        return tap(self.attn_proj(tap(x.view(x.size()[:-2] + (x.size(-2) * x.size(-1),)))))

    def forward(self, x, padding, tap):
        x = tap(x + self.attend(tap(self.ln_1(x)), padding, tap))
        y = tap(self.c_fc(tap(self.ln_2(x))))
        return tap(x + tap(self.mlp_proj(gelu_tanh(y, tap))))


class GPT2(Transformer):
    """Gathered embeddings, a causal buffer cut to size, an additive mask, GELU by tanh, a head tied to the embedding."""

    inputs = {"input_ids": (2, 16), "attention_mask": (2, 16)}
    outputs = ["logits"]
    dim, heads, layers, context = 32, 4, 3, 40

    def __init__(self):
        super().__init__()
        self.wte = nn.Embedding(self.vocabulary, self.dim)
        self.wpe = nn.Embedding(self.context, self.dim)
        self.h = nn.ModuleList(GPT2Block(self.dim, self.heads, self.context) for _ in range(self.layers))
        self.ln_f = nn.LayerNorm(self.dim)
        self.wte.gain, self.wpe.gain, self.ln_f.gain = 0.3, 0.3, 0.25

    def run(self, input_ids, attention_mask):
        tap = self.tap
        positions = torch.arange(0, input_ids.size(-1), dtype=torch.long).unsqueeze(0)
        x = tap(tap(self.wte(input_ids)) + tap(self.wpe(positions)))
        padding = attention_mask[:, None, None, :].to(x.dtype)
        padding = tap(1.0 - tap(padding), flag=True) * LEAST
        for block in self.h:
            x = block(x, padding, tap)
        return F.linear(tap(self.ln_f(x)), self.wte.weight)


class GPT2Dynamic(GPT2):
    """The same with an open batch and length, and layer normalisation in its parts (before opset 17)."""

    cases = {f"seq{length}": {"input_ids": (2, length), "attention_mask": (2, length)} for length in (16, 24, 32)}
    inputs = cases["seq16"]
    dynamic_axes = {name: {0: "batch", 1: "seq"} for name in ("input_ids", "attention_mask", "logits")}
    layers = 2
    opset = 14


#===--------------------------------------------------------------------------===#
# Like Llama
#===--------------------------------------------------------------------------===#


class RMSNorm(nn.Module):
    def __init__(self, dim, epsilon=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.epsilon = epsilon

    def forward(self, x, tap):
        variance = tap(tap(x.pow(2)).mean(-1, keepdim=True))
        x = tap(x * tap(torch.rsqrt(variance + self.epsilon)))
        return tap(self.weight * x)


def rotate_half(x):
    half = x.shape[-1] // 2
    return torch.cat((-x[..., half:], x[..., :half]), dim=-1)


def rotate(x, cos, sin, tap):
    return tap(tap(x * cos) + tap(tap(rotate_half(x)) * sin))


def repeat_heads(x, times):
    batch, heads, length, size = x.shape
    x = x[:, :, None, :, :].expand(batch, heads, times, length, size)
    return x.reshape(batch, heads * times, length, size)


class LlamaBlock(nn.Module):
    def __init__(self, dim, heads, key_heads, hidden):
        super().__init__()
        self.heads, self.key_heads, self.size = heads, key_heads, dim // heads
        self.input_norm = RMSNorm(dim)
        self.q_proj = linear(dim, dim, 0.7)
        self.k_proj = linear(dim, key_heads * self.size, 0.7)
        self.v_proj = linear(dim, key_heads * self.size, 0.7)
        self.o_proj = linear(dim, dim, 0.5)
        self.post_norm = RMSNorm(dim)
        self.gate_proj = linear(dim, hidden, 0.7)
        self.up_proj = linear(dim, hidden, 0.7)
        self.down_proj = linear(hidden, dim, 0.5)

    def attend(self, x, cos, sin, keep, tap):
        batch, length, dim = x.size()
        q = tap(tap(self.q_proj(x)).view(batch, length, self.heads, self.size).transpose(1, 2))
        k = tap(tap(self.k_proj(x)).view(batch, length, self.key_heads, self.size).transpose(1, 2))
        v = tap(tap(self.v_proj(x)).view(batch, length, self.key_heads, self.size).transpose(1, 2))
        q, k = rotate(q, cos, sin, tap), rotate(k, cos, sin, tap)
        k = tap(repeat_heads(k, self.heads // self.key_heads))
        v = tap(repeat_heads(v, self.heads // self.key_heads))
        scores = tap(tap(torch.matmul(q, k.transpose(2, 3))) / math.sqrt(self.size))
        scores = tap(torch.where(keep, scores, torch.tensor(LEAST)))
        x = tap(torch.matmul(tap(F.softmax(scores, dim=-1)), v))
        return tap(self.o_proj(tap(x.transpose(1, 2).contiguous().reshape(batch, length, dim))))

    def forward(self, x, cos, sin, keep, tap):
        x = tap(x + self.attend(self.input_norm(x, tap), cos, sin, keep, tap))
        y = self.post_norm(x, tap)
        gate = tap(self.gate_proj(y))
        gate = tap(gate * tap(torch.sigmoid(gate)))
        return tap(x + tap(self.down_proj(tap(gate * tap(self.up_proj(y))))))


class Llama(Transformer):
    """RMSNorm, rotary positions, grouped-query heads, SwiGLU, a Boolean mask."""

    inputs = {"input_ids": (2, 16), "attention_mask": (2, 16), "position_ids": (2, 16)}
    outputs = ["logits"]
    dim, heads, key_heads, hidden, layers = 48, 6, 2, 80, 2

    def __init__(self):
        super().__init__()
        size = self.dim // self.heads
        self.register_buffer("frequencies", 1.0 / (100.0 ** (torch.arange(0, size, 2).float() / size)))
        self.embed_tokens = nn.Embedding(self.vocabulary, self.dim)
        self.blocks = nn.ModuleList(
            LlamaBlock(self.dim, self.heads, self.key_heads, self.hidden) for _ in range(self.layers))
        self.norm = RMSNorm(self.dim)
        self.lm_head = linear(self.dim, self.vocabulary, 0.25)

    def rotary(self, position_ids):
        frequencies = self.frequencies[None, :, None].expand(position_ids.shape[0], -1, 1)
        angles = torch.matmul(frequencies, position_ids[:, None, :].float()).transpose(1, 2)
        angles = self.tap(torch.cat((self.tap(angles), angles), dim=-1))
        return self.tap(angles.cos()).unsqueeze(1), self.tap(angles.sin()).unsqueeze(1)

    def run(self, input_ids, attention_mask, position_ids):
        tap = self.tap
        x = tap(self.embed_tokens(input_ids))
        length = input_ids.shape[1]
        causal = torch.tril(torch.ones(length, length, dtype=torch.bool))[None, None]
        keep = tap(causal & tap(attention_mask[:, None, None, :] > 0))
        cos, sin = self.rotary(position_ids)
        for block in self.blocks:
            x = block(x, cos, sin, keep, tap)
        return self.lm_head(self.norm(x, tap))


#===--------------------------------------------------------------------------===#
# Like BERT
#===--------------------------------------------------------------------------===#


class BERTLayer(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.qkv = linear(dim, 3 * dim, 0.7, bias=True)
        self.output = linear(dim, dim, 0.7, bias=True)
        self.norm1 = nn.LayerNorm(dim, eps=1e-12)
        self.up = linear(dim, 4 * dim, bias=True)
        self.down = linear(4 * dim, dim, bias=True)
        self.norm2 = nn.LayerNorm(dim, eps=1e-12)

    def attend(self, x, hidden, tap):
        batch, length, dim = x.shape
        qkv = tap(self.qkv(x)).reshape(batch, length, 3, self.heads, dim // self.heads)
        qkv = tap(qkv.permute(2, 0, 3, 1, 4))
        q, k, v = tap(qkv[0]), tap(qkv[1]), tap(qkv[2])
        scores = tap(torch.matmul(tap(q * (dim // self.heads) ** -0.5), k.transpose(-2, -1)))
        scores = tap(scores.masked_fill(hidden, float("-inf")))
        x = tap(torch.matmul(tap(scores.softmax(dim=-1)), v))
        return tap(self.output(tap(x.transpose(1, 2).reshape(batch, length, dim))))

    def forward(self, x, hidden, tap):
        x = tap(self.norm1(tap(x + self.attend(x, hidden, tap))))
        y = tap(F.gelu(tap(self.up(x))))
        return tap(self.norm2(tap(x + tap(self.down(y)))))


class BERT(Transformer):
    """Three embeddings, packed q, k and v, a Boolean mask with -inf, GELU by erf, normalisation after the sum, a pooler."""

    inputs = {"input_ids": (2, 16), "token_type_ids": (2, 16), "attention_mask": (2, 16)}
    outputs = ["hidden", "pooled"]
    dim, heads, layers = 32, 4, 3
    opset = 13

    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(self.vocabulary, self.dim)
        self.position = nn.Embedding(24, self.dim)
        self.token_type = nn.Embedding(2, self.dim)
        self.norm = nn.LayerNorm(self.dim, eps=1e-12)
        self.encoder = nn.ModuleList(BERTLayer(self.dim, self.heads) for _ in range(self.layers))
        self.pooler = linear(self.dim, self.dim, 0.7, bias=True)
        self.encoder[-1].norm2.gain = 0.4
        self.register_buffer("position_ids", torch.arange(24)[None])

    def run(self, input_ids, token_type_ids, attention_mask):
        tap = self.tap
        positions = self.position_ids[:, :input_ids.shape[1]]
        x = tap(tap(self.word(input_ids)) + tap(self.token_type(token_type_ids)))
        x = tap(self.norm(tap(x + tap(self.position(positions)))))
        hidden = tap(~tap(attention_mask.eq(1)))[:, None, None, :]
        for layer in self.encoder:
            x = layer(x, hidden, tap)
        return x, torch.tanh(tap(self.pooler(tap(x[:, 0]))))


MODELS = {"gpt2": GPT2, "gpt2_dynamic": GPT2Dynamic, "llama": Llama, "bert": BERT}
