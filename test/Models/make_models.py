#!/usr/bin/python3
#===- make_models.py - The project's own models ------------------------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# Writes the models that the tests of the main road and the demo use, each with an
# input and PyTorch's f32 outputs beside it: NAME.onnx, NAME.INPUT.npy,
# NAME.OUTPUT.npy, or NAME.CASE.INPUT.npy where a model takes several shapes.
# Seeded: the same PyTorch writes the same bytes. What it writes is committed, so
# that nothing but this script needs PyTorch and onnx (Debian: python3-torch,
# python3-onnx). Of the models that ane-translate builds (built.py) it writes the
# inputs and outputs alone.
#
# Every intermediate value passes through `Model.tap`. Before a model is written,
# each tap is disturbed in turn (scaled, its channels rolled by one, its last columns
# lost), and every time an output must move beyond the tests' loosest tolerance: a
# compiler that gets a single operation wrong is seen. With all of them rounded to
# f16, the outputs must stay within that tolerance.
#
# Models to train (training.py) have their loss as the only output, and the gradients
# of all inputs of floats and all parameters in NAME.gradients.npz, with the gradient
# of the loss that they begin with. Their parameters keep their names.
#
#===--------------------------------------------------------------------------===#

import argparse
import os
import sys

import numpy as np
import onnx
import onnx.external_data_helper
import torch
import torch.nn as nn
import torch.nn.functional as F

import built
import half_gradients
import training
import transformers
from model import Model


class Perceptron(Model):
    """Gemm, MatMul, BatchNormalization of rank 2, LeakyRelu, Tanh, Softmax."""

    inputs = {"features": (4, 24)}
    outputs = ["probabilities"]

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(24, 48)
        self.fc2 = nn.Linear(48, 40, bias=False)
        self.norm = nn.BatchNorm1d(40)
        self.fc3 = nn.Linear(40, 33)
        self.fc4 = nn.Linear(33, 10)

    def run(self, x):
        x = self.tap(F.relu(self.tap(self.fc1(x))))
        x = self.tap(F.leaky_relu(self.tap(self.fc2(x)), 0.2))
        x = self.tap(self.norm(x))
        x = self.tap(torch.tanh(self.tap(self.fc3(x))))
        return torch.softmax(self.tap(self.fc4(x)), dim=1)


class Gate(nn.Module):
    """Squeeze and excitation: a factor for each channel, from the mean of each channel."""

    def __init__(self, channels, hidden):
        super().__init__()
        self.reduce = nn.Conv2d(channels, hidden, 1)
        self.expand = nn.Conv2d(hidden, channels, 1)

    def forward(self, x, tap):
        s = tap(F.adaptive_avg_pool2d(x, 1))
        s = tap(F.relu(tap(self.reduce(s))))
        s = tap(F.hardsigmoid(tap(self.expand(s))))
        return tap(x * s)


class Block(nn.Module):
    """A residual block with two convolutions and, where the shape changes, a third one on the shortcut."""

    def __init__(self, inputs, outputs, stride=1, groups=1, dilation=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, dilation, dilation, groups, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut = None
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride)

    def forward(self, x, tap):
        y = tap(self.norm1(tap(self.conv1(x))))
        y = tap(F.relu(y))
        y = tap(self.norm2(tap(self.conv2(y))))
        if self.shortcut is not None:
            x = tap(self.shortcut(x))
        return tap(F.relu(tap(x + y)))


class Residual(Model):
    """A residual network on an odd image: strides, groups, dilation, pooling with padding, a gate, a clip."""

    inputs = {"image": (1, 3, 33, 33)}
    outputs = ["logits"]

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 12, 5, 2, 2, bias=False)
        self.norm = nn.BatchNorm2d(12)
        self.block1 = Block(12, 12)
        self.block2 = Block(12, 24, stride=2, groups=3)
        self.gate = Gate(24, 7)
        self.block3 = Block(24, 24, dilation=2)
        self.head = nn.Conv2d(24, 32, (1, 3), padding=(0, 1))
        self.fc = nn.Linear(32, 10)

    def run(self, x):
        x = self.tap(self.norm(self.tap(self.stem(x))))
        x = self.tap(F.leaky_relu(x, 0.1))
        x = self.tap(F.max_pool2d(x, 3, 2, 1))
        x = self.block1(x, self.tap)
        x = self.block2(x, self.tap)
        x = self.gate(x, self.tap)
        x = self.tap(F.avg_pool2d(x, 3, 1, 1, count_include_pad=False))
        x = self.block3(x, self.tap)
        x = self.tap(torch.clamp(self.tap(self.head(x)), -0.5, 1.5))
        x = self.tap(F.adaptive_avg_pool2d(x, 1))
        return self.fc(self.tap(torch.flatten(x, 1)))


class Separable(nn.Module):
    """A depthwise and a pointwise convolution, then a normalisation."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.depth = nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False)
        self.point = nn.Conv2d(inputs, outputs, 1)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x, tap):
        x = tap(self.depth(x))
        x = tap(self.norm(tap(self.point(x))))
        return tap(F.leaky_relu(x, 0.1))


class UShaped(Model):
    """Down by stride and by pooling, up by ConvTranspose and both Resizes, skips by Concat; sizes that halve unevenly."""

    inputs = {"image": (1, 2, 45, 38)}
    outputs = ["mask", "edges"]

    def __init__(self):
        super().__init__()
        self.down1 = Separable(2, 12)
        self.down2 = Separable(12, 20, stride=2)
        self.down3 = Separable(20, 28)
        self.bottom = nn.Conv2d(28, 28, 3, padding=1)
        self.up3 = nn.ConvTranspose2d(28, 20, 2, 2)
        self.mix3 = Separable(40, 20)
        self.up2 = nn.ConvTranspose2d(20, 12, 3, 2, 1, output_padding=(0, 1))
        self.mix2 = Separable(24, 12)
        self.mask = nn.Conv2d(12, 1, 1)
        self.edges = nn.Conv2d(28, 2, 1)
        # Gains that keep tanh and sigmoid from saturating and the errors of f16 within the tests' tolerance.
        self.bottom.gain, self.mask.gain, self.edges.gain = 0.4, 0.15, 0.3

    def run(self, x):
        tap = self.tap
        a = self.down1(x, tap)  # 45 x 38
        b = self.down2(a, tap)  # 23 x 19
        c = tap(F.max_pool2d(b, 2, 2, ceil_mode=True))  # 12 x 10
        c = self.down3(c, tap)
        c = tap(torch.tanh(tap(self.bottom(c))))
        u = tap(self.up3(c))[:, :, 1:, 1:]  # 24 x 20, cropped
        u = self.mix3(tap(torch.cat([tap(u), b], dim=1)), tap)
        u = tap(self.up2(u))  # 45 x 38
        u = self.mix2(tap(torch.cat([u, a], dim=1)), tap)
        mask = torch.sigmoid(tap(self.mask(u)))
        e = tap(F.interpolate(c, scale_factor=2, mode="nearest"))  # 24 x 20
        e = tap(F.pad(tap(self.edges(e)), (1, 0, 2, 1), value=0.25))  # 27 x 21
        edges = F.interpolate(e, size=(45, 38), mode="bilinear", align_corners=False)
        return mask, edges


class External(Model):
    """A small network whose parameters lie in a second file."""

    inputs = {"image": (1, 4, 9, 7)}
    outputs = ["scores"]
    external = True

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 16, 3, padding=(1, 0), stride=(2, 1))
        self.up = nn.ConvTranspose2d(16, 8, 3, stride=2, groups=2)
        self.fc = nn.Linear(8 * 5, 6)

    def run(self, x):
        x = self.tap(torch.relu(self.tap(self.conv(x))))
        x = self.tap(torch.tanh(self.tap(self.up(x))))  # 11 x 11
        x = self.tap(F.avg_pool2d(x, (11, 3), (1, 2)))  # 1 x 5
        return self.fc(self.tap(x.reshape(1, 40)))


class Dynamic(Model):
    """A batch that the file leaves open: shape arithmetic between the convolutions and the product."""

    inputs = {"images": (3, 3, 12, 12)}
    outputs = ["logits"]
    dynamic_axes = {"images": {0: "batch"}, "logits": {0: "batch"}}
    opset = 13

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.fc = nn.Linear(16 * 9, 7)

    def run(self, x):
        x = self.tap(F.max_pool2d(self.tap(F.relu(self.tap(self.conv1(x)))), 2))
        x = self.tap(F.relu6(self.tap(self.conv2(x))))
        x = self.tap(x.permute(0, 2, 3, 1))
        x = x.reshape(x.size(0), x.size(1) * x.size(2) * x.size(3))
        return self.fc(self.tap(x))


MODELS = {"mlp": Perceptron, "resnet": Residual, "unet": UShaped, "external": External, "dynamic": Dynamic,
          **transformers.MODELS, **training.MODELS}
TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build", "bin")


def seed_parameters(model, generator):
    """Weights that keep values near one, biases and statistics far enough from zero and one to matter."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.weight.data.uniform_(0.7, 1.5, generator=generator)
            module.bias.data.normal_(0, 0.3, generator=generator)
            module.running_mean.normal_(0, 0.3, generator=generator)
            module.running_var.uniform_(0.5, 1.5, generator=generator)
        elif isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            weight = module.weight
            fan_in = weight[0].numel()
            if isinstance(module, nn.ConvTranspose2d):
                fan_in = weight.numel() / weight.shape[1] / np.prod(module.stride)
            weight.data.normal_(0, getattr(module, "gain", 1) * (2.0 / fan_in) ** 0.5, generator=generator)
            if module.bias is not None:
                module.bias.data.normal_(0, 0.3, generator=generator)
        elif isinstance(module, (nn.LayerNorm, transformers.RMSNorm)):
            gain = getattr(module, "gain", 1)
            module.weight.data.uniform_(0.7 * gain, 1.5 * gain, generator=generator)
            if isinstance(module, nn.LayerNorm):
                module.bias.data.normal_(0, 0.3 * gain, generator=generator)
        elif isinstance(module, transformers.Projection):
            module.weight.data.normal_(0, module.gain / len(module.weight) ** 0.5, generator=generator)
            module.bias.data.normal_(0, 0.3, generator=generator)
        elif isinstance(module, nn.Embedding):
            module.weight.data.normal_(0, getattr(module, "gain", 1), generator=generator)


def as_list(outputs):
    return list(outputs) if isinstance(outputs, tuple) else [outputs]


def moved(reference, outputs):
    """How many times the tests' loosest tolerance (rtol 1e-2, atol 2e-3) the outputs differ, at their worst element."""
    worst = 0.0
    for a, b in zip(reference, outputs):
        worst = max(worst, float(((a - b).abs() / (2e-3 + 1e-2 * a.abs())).nan_to_num(nan=1e9).max()))
    return worst


def check_that_everything_matters(name, model, inputs, reference):
    for number, output in enumerate(reference):
        spread = float(output.std())
        if not torch.isfinite(output).all() or spread < 0.02 or float(output.abs().max()) > 50:
            sys.exit(f"{name}: output {model.outputs[number]} has standard deviation {spread:.3g}: change the seed")
    disturbances = {
        "scaled": scaled,
        "rolled along axis 1": lambda v: v.roll(1, 1 if v.shape[1] > 1 else -1),
        "without its last columns": without_last_columns,
    }
    unseen = []
    for tap in range(model.taps):
        for what, disturb in disturbances.items():
            if what == "scaled" and tap in model.flags:
                continue
            model.disturbed = (tap, disturb)
            times = moved(reference, as_list(model(*inputs)))
            if times < 2:
                unseen.append(f"{name}: value {tap} {what} moves no output beyond {times:.2f} tolerances")
    model.disturbed = None
    if unseen:
        sys.exit("\n".join(unseen) + "\nChange the seed.")


def scaled(value):
    """By factors that differ along the last axis: normalisation and softmax undo one that does not."""
    if value.dtype == torch.bool:
        return ~value
    return value * torch.linspace(1.2, 2.0, value.shape[-1])


def without_last_columns(value):
    kept = value.shape[-1] - max(1, value.shape[-1] // 4)
    lost = ~value[..., kept:] if value.dtype == torch.bool else torch.zeros_like(value[..., kept:])
    return torch.cat([value[..., :kept], lost], dim=-1)


def check_that_half_precision_suffices(name, model, inputs, reference):
    """With every parameter and every tapped value rounded to f16, the outputs keep well within the tests' tolerance."""
    def rounded(value):
        return value.half().float() if value.is_floating_point() else value

    exact = [parameter.data for parameter in model.parameters()]
    for parameter in model.parameters():
        parameter.data = rounded(parameter.data)
    model.disturbed = (None, rounded)
    times = moved(reference, as_list(model(*inputs)))
    model.disturbed = None
    for parameter, data in zip(model.parameters(), exact):
        parameter.data = data
    if times > 0.8:
        sys.exit(f"{name}: rounding to f16 alone moves an output by {times:.2f} tolerances: change the gains")


def move_weights_out(path, name):
    proto = onnx.load(path)
    onnx.external_data_helper.convert_model_to_external_data(
        proto, all_tensors_to_one_file=True, location=f"{name}.weights", size_threshold=0)
    weights = os.path.join(os.path.dirname(path), f"{name}.weights")
    if os.path.exists(weights):
        os.remove(weights)  # onnx appends
    onnx.save_model(proto, path)


def export(model, inputs, path):
    # PRESERVE, because the other modes fold each normalisation into the convolution before it. Folding renames parameters.
    folds = not isinstance(model, training.TrainedModel)
    torch.onnx.export(model, tuple(inputs), path, opset_version=model.opset, do_constant_folding=folds,
                      training=torch.onnx.TrainingMode.PRESERVE, input_names=list(model.inputs),
                      output_names=model.outputs, dynamic_axes=model.dynamic_axes)


def save(path, names, tensors):
    for name, tensor in zip(names, tensors):
        np.save(f"{path}.{name}.npy", tensor.numpy())


def differentiate(model, inputs):
    """The gradients by the name of their input or parameter with `.grad`, and the loss's own."""
    wanted = dict(model.named_parameters())
    for name, value in zip(model.inputs, inputs):
        if value.is_floating_point():
            value.requires_grad_()
            wanted[name] = value
    loss = model(*inputs)
    gradients = torch.autograd.grad(loss * model.scale, list(wanted.values()))
    found = {f"{name}.grad": gradient for name, gradient in zip(wanted, gradients)}
    return {"loss.grad": torch.full(loss.shape, model.scale), **found}


def check_gradients(name, gradients):
    """They must be large beside the tests' tolerance, and small beside the largest number of f16."""
    for what, gradient in gradients.items():
        if not 0.05 < float(gradient.abs().max()) < 1000:
            sys.exit(f"{name}: {what} has a largest element of {float(gradient.abs().max()):.3g}: change the scale")


def check_that_half_precision_suffices_for_gradients(name, model, inputs, gradients):
    """Rounding to f16 alone keeps them within the tests' tolerance, rtol 1e-2 and the model's atol."""
    exact = [parameter.data for parameter in model.parameters()]
    for parameter in model.parameters():
        parameter.data = parameter.data.half().float()
    halves = [value.detach().half().float() if value.is_floating_point() else value for value in inputs]
    with half_gradients.HalfPrecision():
        found = differentiate(model, halves)
    for parameter, data in zip(model.parameters(), exact):
        parameter.data = data
    for what, gradient in gradients.items():
        beyond = float(((found[what] - gradient).abs() - 1e-2 * gradient.abs()).max())
        if beyond > model.atol:
            sys.exit(f"{name}: rounding to f16 alone moves {what} by {beyond:.4f}, beyond {model.atol}")


def make_trained(name, model, path, generator):
    inputs = model.make_inputs(model.inputs, generator)
    with torch.no_grad():
        export(model, inputs, f"{path}.onnx")
        save(path, [*model.inputs, "loss"], [*inputs, model(*inputs)])
    gradients = differentiate(model, inputs)
    check_gradients(name, gradients)
    check_that_half_precision_suffices_for_gradients(name, model, inputs, gradients)
    np.savez(f"{path}.gradients.npz", **{what: gradient.numpy() for what, gradient in gradients.items()})


def make(name, folder):
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    model = MODELS[name]().eval()
    seed_parameters(model, generator)
    path = os.path.join(folder, name)
    if isinstance(model, training.TrainedModel):
        return make_trained(name, model, path, generator)
    for case, shapes in (model.cases or {"": model.inputs}).items():
        inputs = model.make_inputs(shapes, generator)
        with torch.no_grad():
            reference = as_list(model(*inputs))
            check_that_everything_matters(name, model, inputs, reference)
            check_that_half_precision_suffices(name, model, inputs, reference)
            if shapes == model.inputs:
                export(model, inputs, f"{path}.onnx")
        save(f"{path}.{case}" if case else path, [*shapes, *model.outputs], [*inputs, *reference])
    if model.external:
        move_weights_out(f"{path}.onnx", name)
    graph = onnx.load(f"{path}.onnx", load_external_data=False).graph
    kinds = sorted({node.op_type for node in graph.node})
    print(f"{name}: {len(graph.node)} nodes: {' '.join(kinds)}")


def main():
    parser = argparse.ArgumentParser(description="Writes the project's own models and their reference outputs.")
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--model", choices=[*MODELS, *built.MODELS], action="append",
                        help="only this one; may be repeated")
    parser.add_argument("--tools", default=TOOLS, help="where ane-translate is (default: build/bin of this tree)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    os.makedirs(arguments.folder, exist_ok=True)
    for name in arguments.model or [*MODELS, *built.MODELS]:
        if name in built.MODELS:
            built.make(name, arguments.folder, arguments.tools)
        else:
            make(name, arguments.folder)


if __name__ == "__main__":
    main()
