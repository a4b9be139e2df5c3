#===- training.py - Models whose gradients are stored ------------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# Each gives one scalar, its loss. `scale` is the gradient of the loss that the
# backward pass begins with: it brings the gradients to where fp16 resolves them.
# `atol` is what test/Training allows the emulator; half_gradients.py says how much
# of it PyTorch itself needs with every value rounded to fp16.
#
#===--------------------------------------------------------------------------===#

import torch
import torch.nn as nn
import torch.nn.functional as F

from model import Model
from transformers import LlamaBlock, RMSNorm, linear


class TrainedModel(Model):
    outputs = ["loss"]
    scale = 1.0
    atol = 4e-3  # of the emulator's gradients

    def make_inputs(self, shapes, generator):
        return [getattr(self, f"make_{name}", self.make_any)(shape, generator) for name, shape in shapes.items()]

    def make_any(self, shape, generator):
        return torch.randn(shape, generator=generator)

    def make_targets(self, shape, generator):
        return torch.softmax(torch.randn(shape, generator=generator), dim=-1)


def cross_entropy(logits, targets):
    """Of each row with probabilities as its target."""
    return -(targets * F.log_softmax(logits, dim=-1)).sum(-1).mean()


class SmallResidual(TrainedModel):
    """Convolutions with strides, a group for each channel and asymmetric padding, BatchNormalization, Relu, MaxPool
    with overlapping windows, a sum, a mean of what is padded, Gemm."""

    inputs = {"images": (2, 3, 17, 15), "targets": (2, 7)}
    scale = 16.0
    atol = 2.6e-2

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.conv1 = nn.Conv2d(8, 8, 3, 1, 1, groups=8)
        self.norm1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 12, 1)
        self.norm2 = nn.BatchNorm2d(12)
        self.shortcut = nn.Conv2d(8, 12, (2, 3), dilation=(2, 1))
        self.head = nn.Conv2d(12, 8, 3, 1, 1, groups=2)
        self.fc = nn.Linear(8, 7)

    def run(self, images, targets):
        x = F.relu(self.norm(self.stem(images)))  # 9 x 8
        x = F.max_pool2d(x, 3, 1, 1)
        y = F.relu(self.norm1(self.conv1(x)))
        y = self.norm2(self.conv2(y))
        x = F.relu(self.shortcut(F.pad(x, (1, 1, 0, 2))) + y)
        x = F.max_pool2d(x, 2, 2, ceil_mode=True)  # 5 x 4
        x = F.avg_pool2d(F.relu(self.head(x)), 3, 2, 1, count_include_pad=False)  # 3 x 2
        x = F.adaptive_avg_pool2d(x, 1)
        return cross_entropy(self.fc(torch.flatten(x, 1)), targets)


class SmallLlama(TrainedModel):
    """One block between an embedding and a head: a look-up, RMSNorm, rotary positions, grouped-query heads, SwiGLU."""

    inputs = {"input_ids": (2, 16), "targets": (2, 16, 40)}
    dim, heads, key_heads, hidden, vocabulary = 48, 6, 2, 80, 40
    scale = 128.0

    def __init__(self):
        super().__init__()
        size, length = self.dim // self.heads, self.inputs["input_ids"][1]
        frequencies = 1.0 / (100.0 ** (torch.arange(0, size, 2).float() / size))
        angles = torch.outer(torch.arange(length).float(), frequencies)
        angles = torch.cat((angles, angles), dim=-1)[None, None]
        self.register_buffer("cos", angles.cos())
        self.register_buffer("sin", angles.sin())
        self.register_buffer("keep", torch.tril(torch.ones(length, length, dtype=torch.bool))[None, None])
        self.embed_tokens = nn.Embedding(self.vocabulary, self.dim)
        self.block = LlamaBlock(self.dim, self.heads, self.key_heads, self.hidden)
        self.norm = RMSNorm(self.dim)
        self.lm_head = linear(self.dim, self.vocabulary, 0.5)

    def make_input_ids(self, shape, generator):
        return torch.randint(0, self.vocabulary, shape, generator=generator)

    def run(self, input_ids, targets):
        x = self.block(self.embed_tokens(input_ids), self.cos, self.sin, self.keep, self.tap)
        return cross_entropy(self.lm_head(self.norm(x, self.tap)), targets)


MODELS = {"small_residual": SmallResidual, "small_llama": SmallLlama}
