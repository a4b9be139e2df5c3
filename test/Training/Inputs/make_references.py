#!/usr/bin/python3
#===- make_references.py - What PyTorch makes of the same training -----------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# Writes, beside itself, what the tests of training compare with; nothing else needs
# PyTorch and onnx (Debian: python3-torch, python3-onnx).
#
#   byte_llama.csv  100 steps of AdamW, clipped, with warm-up and cosine, of the model
#                   that --build-llama makes of byte_llama.json, on the rows of LICENSE
#                   that ane-run train takes
#   RUN.npz         the runs of steps.py: losses and norms of the gradient by step,
#                   and the parameters in the end, under the names of the .onnx file
#
#===--------------------------------------------------------------------------===#

import argparse
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnx.numpy_helper
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
MODELS = os.path.join(ROOT, "test", "Models")
sys.path.insert(0, MODELS)

import built
import make_models
import steps
import training
import transformers
import weights_file

LLAMA = {"steps": 100, "peak": 3e-3, "lowest": 3e-4, "warmup": 10, "seed": 5, "decay": 0.1}


#===--- A Llama on bytes ---===#


def make_llama(path, tools):
    """The network of the configuration, with the values that ane-translate gives it."""
    with open(path) as file:
        config = json.load(file)

    class Llama(transformers.Llama):
        vocabulary = config["vocab_size"]
        dim, hidden = config["hidden_size"], config["intermediate_size"]
        heads, key_heads = config["num_attention_heads"], config["num_key_value_heads"]
        layers = config["num_hidden_layers"]

    model = Llama()
    with tempfile.TemporaryDirectory() as scratch:
        module = os.path.join(scratch, "model.mlir")
        subprocess.run([os.path.join(tools, "ane-translate"), "--build-llama", path, "-o", module], check=True)
        built.load(model, built.llama_name, weights_file.open_parameters(module))
    return model, config["batch_size"], config["sequence_length"]


def groups(parameters, decay, excluded=()):
    """Decay is for parameters of rank 2 and more."""
    decays = {name: value for name, value in parameters.items() if value.dim() > 1 and name not in excluded}
    others = [value for name, value in parameters.items() if name not in decays]
    return [{"params": list(decays.values()), "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


def train_llama(tools):
    model, rows, length = make_llama(os.path.join(HERE, "byte_llama.json"), tools)
    with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
        text = file.read()
    parameters = dict(model.named_parameters())
    optimizer = torch.optim.AdamW(groups(parameters, LLAMA["decay"]), lr=LLAMA["peak"])
    generator = steps.Generator(LLAMA["seed"])
    mask, positions = torch.ones(rows, length), torch.arange(length).expand(rows, length)
    lines = ["step,loss,learning_rate,grad_norm"]
    for step in range(LLAMA["steps"]):
        places = [generator.below(len(text) - length) for _ in range(rows)]
        tokens = torch.tensor([list(text[place : place + length + 1]) for place in places])
        rate = steps.rate_at(step, *(LLAMA[key] for key in ("steps", "peak", "lowest", "warmup")))
        loss = F.cross_entropy(model(tokens[:, :-1], mask, positions).flatten(0, 1), tokens[:, 1:].flatten())
        norm = apply(optimizer, loss, list(parameters.values()), rate, 1.0)
        lines.append(f"{step + 1},{loss.item():.8f},{rate:.10f},{norm:.8f}")
    with open(os.path.join(HERE, "byte_llama.csv"), "w") as file:
        file.write("\n".join(lines) + "\n")
    print(f"byte_llama: loss {lines[1].split(',')[1]} to {lines[-1].split(',')[1]}")


def apply(optimizer, loss, parameters, rate, clip):
    """One update, of which the norm of the gradient before it is clipped is the result."""
    optimizer.zero_grad()
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(parameters, clip or float("inf")).item()
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.step()
    return norm


#===--- Imported models ---===#


def load_model(name):
    """As make_models.py made it, and for each initializer of the file the parameter that it is."""
    model = make_models.MODELS[name]().eval()
    make_models.seed_parameters(model, torch.Generator().manual_seed(sum(map(ord, name))))
    parameters, names = dict(model.named_parameters()), {}
    for tensor in onnx.load(os.path.join(MODELS, f"{name}.onnx")).graph.initializer:
        array = torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
        for parameter in parameters.values():
            for transposed in (False, True) if parameter.dim() == 2 else (False,):
                value = parameter.T if transposed else parameter
                if value.shape == array.shape and torch.equal(value, array):
                    names[tensor.name] = (parameter, transposed)
    assert len(names) == len(parameters), parameters.keys() - names.keys()
    return model, names


def make_optimizer(run, parameters):
    kind, decay = run.option("optimizer", "adamw"), run.option("weight-decay", 0.0)
    split = groups(parameters, decay, run.option("no-decay", "").split(","))
    if kind == "sgd":
        return torch.optim.SGD(split, lr=run.rate, momentum=run.option("momentum", 0.0))
    betas = (run.option("beta1", 0.9), run.option("beta2", 0.999))
    maker = torch.optim.Adam if kind == "adam" else torch.optim.AdamW
    return maker(split, lr=run.rate, betas=betas, eps=run.option("epsilon", 1e-8))


def loss_of(run, model, batch):
    tensors = {name: torch.from_numpy(array) for name, array in batch.items()}
    targets = None if isinstance(model, training.TrainedModel) else tensors.pop("targets")
    output = model(*tensors.values())
    if targets is None:
        return output
    if run.option("loss", "") == "mean-squared-error":
        return F.mse_loss(output, targets)
    return F.cross_entropy(output, targets.long())


def train_run(name):
    run = steps.RUNS[name]
    model, names = load_model(run.model)
    frozen = run.option("freeze", "").split(",")
    trained = {name: parameter for name, (parameter, _) in names.items() if name not in frozen}
    before = {name: parameter.detach().clone() for name, parameter in trained.items()}
    optimizer = make_optimizer(run, trained)
    losses, norms = [], []
    for step, batches in enumerate(run.batches()):
        loss = sum(loss_of(run, model, batch) for batch in batches) / len(batches)
        losses.append(loss.item())
        norms.append(apply(optimizer, loss, list(trained.values()), run.rate_at(step), run.option("clip-norm", 0.0)))
    for key, parameter in trained.items():
        if torch.equal(parameter, before[key]):
            sys.exit(f"{name}: {key} does not change: nothing is tested")
    final = {key: (value.T if names[key][1] else value).detach().numpy() for key, value in trained.items()}
    np.savez_compressed(os.path.join(HERE, f"{name}.npz"), losses=losses, norms=norms, **final)
    print(f"{name}: loss {losses[0]:.5f} to {losses[-1]:.5f}, norms {min(norms):.3g} to {max(norms):.3g}")


def main():
    parser = argparse.ArgumentParser(description="Writes what the tests of training compare with.")
    parser.add_argument("--run", choices=["byte_llama", *steps.RUNS], action="append", help="only this one")
    parser.add_argument("--tools", default=make_models.TOOLS, help="where ane-translate is")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for name in arguments.run or ["byte_llama", *steps.RUNS]:
        train_llama(arguments.tools) if name == "byte_llama" else train_run(name)


if __name__ == "__main__":
    main()
