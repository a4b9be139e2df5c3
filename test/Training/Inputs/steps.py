#===- steps.py - Runs that PyTorch and a bundle both make --------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
"""Which models are trained how, on which data. make_references.py stores what PyTorch makes of them, and check_steps.py
compares a bundle with that."""

import math

import numpy as np

STEPS = 10


class Generator:
    """splitmix64, by which ane-run chooses batches"""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def below(self, count):
        return (self.bits() * count) >> 64


def rate_at(step, steps, peak, lowest, warmup):
    """The learning rate after `step` steps."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return lowest + (peak - lowest) * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def floats(shape, generator):
    """About as wide as a normal distribution, exact in f32."""
    count = math.prod(shape)
    sums = [sum(generator.below(1 << 16) for _ in range(3)) - 3 * (1 << 15) for _ in range(count)]
    return np.array(sums, np.float32).reshape(shape) / np.float32(1 << 15)


def classes(shape, count, generator):
    return np.array([generator.below(count) for _ in range(math.prod(shape))], np.int32).reshape(shape)


def rows_of_probabilities(shape, generator):
    values = np.abs(floats(shape, generator)) + np.float32(0.125)
    return values / values.sum(-1, keepdims=True)


class Run:
    """`options` are those of --train, and what PyTorch is asked for."""

    def __init__(self, model, options, rate, make_batch, microbatches=1):
        self.model, self.options, self.rate = model, options, rate
        self.make_batch, self.microbatches = make_batch, microbatches

    def option(self, name, default):
        words = dict(word.split("=", 1) for word in self.options.split())
        return type(default)(words.get(name, default))

    def rate_at(self, step):
        return rate_at(step, STEPS, self.rate, self.rate / 10, 3)

    def batches(self):
        """Of each step, the microbatches; new ones every time."""
        generator = Generator(11)
        return [[self.make_batch(generator) for _ in range(self.microbatches)] for _ in range(STEPS)]


def features(g):
    return {"features": floats((4, 24), g), "targets": rows_of_probabilities((4, 10), g)}


def image(g):
    return {"image": floats((1, 3, 33, 33), g), "targets": classes((1,), 10, g)}


def images(g):
    return {"images": floats((2, 3, 17, 15), g), "targets": rows_of_probabilities((2, 7), g)}


RUNS = {
    "mlp-sgd": Run("mlp", "loss=mean-squared-error optimizer=sgd loss-scale=1", 0.5, features),
    "mlp-momentum": Run("mlp", "loss=mean-squared-error optimizer=sgd momentum=0.9 weight-decay=0.01", 0.3, features, 4),
    "resnet-adam": Run("resnet", "optimizer=adam weight-decay=0.01 clip-norm=2", 1e-3, image, 2),
    "resnet-sgd": Run("resnet", "optimizer=sgd momentum=0.8 clip-norm=1 loss-scale=64", 0.002, image),
    "residual-adamw": Run("small_residual",
                          "loss=output weight-decay=0.5 beta1=0.8 beta2=0.95 epsilon=1e-4 clip-norm=0.5 "
                          "no-decay=fc.weight freeze=stem.weight", 3e-3, images),
}
