#===- model.py - A network whose every value can be disturbed ----------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#

import torch
import torch.nn as nn


class Model(nn.Module):
    """A network with named inputs and outputs, whose values can be disturbed."""

    inputs = {}  # name -> shape
    outputs = []
    dynamic_axes = {}
    opset = 17
    external = False
    # Where a model takes several shapes: name of the case -> inputs, as above. The first one is exported.
    cases = {}

    def __init__(self):
        super().__init__()
        self.taps = 0
        self.flags = set()  # taps that only say "this or that"
        self.disturbed = None  # (number of a tap, function); None for the number: every tap

    def tap(self, value, flag=False):
        """Lets the check of make_models.py disturb a value; the size of a flag does not matter."""
        number = self.taps
        if flag:
            self.flags.add(number)
        self.taps += 1
        if self.disturbed and self.disturbed[0] in (number, None):
            return self.disturbed[1](value)
        return value

    def make_inputs(self, shapes, generator):
        return [torch.randn(shape, generator=generator) for shape in shapes.values()]

    def forward(self, *inputs):
        self.taps = 0
        return self.run(*inputs)
