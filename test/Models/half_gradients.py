#===- half_gradients.py - What fp16 alone does to gradients -------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# PyTorch with every parameter, every result and every gradient rounded to f16. A
# convolution rounds before its bias is added, and a normalization is a factor and
# a shift, each computed in f16, as on the engine.
#
#===--------------------------------------------------------------------------===#

import torch
from torch.overrides import TorchFunctionMode


class Rounding(torch.autograd.Function):
    @staticmethod
    def forward(context, value):
        return value.half().float()

    @staticmethod
    def backward(context, gradient):
        return gradient.half().float()


rounded = Rounding.apply


def along_channels(vector):
    return vector.view(1, -1, 1, 1)


def normalize(x, mean, variance, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    factor = rounded(weight * rounded(torch.rsqrt(rounded(rounded(variance) + eps))))
    shift = rounded(bias - rounded(rounded(mean) * factor))
    return rounded(rounded(x * along_channels(factor)) + along_channels(shift))


def convolve(x, weight, bias=None, *rest):
    product = rounded(torch.conv2d(x, weight, None, *rest))
    return product if bias is None else rounded(product + along_channels(bias))


class HalfPrecision(TorchFunctionMode):
    special = {"batch_norm": normalize, "conv2d": convolve}

    def __torch_function__(self, function, types, args=(), keywords=None):
        result = self.special.get(function.__name__, function)(*args, **(keywords or {}))
        isValue = isinstance(result, torch.Tensor) and result.is_floating_point()
        return rounded(result) if isValue and function.__name__ not in ("half", "float", "__get__") else result
