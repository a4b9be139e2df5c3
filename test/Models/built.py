#===- built.py - PyTorch's results for models that the project builds --------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#
#
# `ane-translate --build-llama` and `--build-gpt2` write models with initial
# values. The networks of transformers.py, with these values, say what such a
# model has to give.
#
#===--------------------------------------------------------------------------===#

import json
import os
import subprocess
import tempfile

import numpy as np
import torch

import transformers
import weights_file

LLAMA_NAMES = {"input_norm": "input_layernorm", "post_norm": "post_attention_layernorm",
               **{f"{name}_proj": f"self_attn.{name}_proj" for name in "qkvo"},
               **{f"{name}_proj": f"mlp.{name}_proj" for name in ("gate", "up", "down")}}
GPT2_NAMES = {"ln_1": "ln_1", "ln_2": "ln_2", "c_attn": "attn.c_attn", "attn_proj": "attn.c_proj", "c_fc": "mlp.c_fc",
              "mlp_proj": "mlp.c_proj"}


def llama_name(name):
    """Hugging Face's name of a parameter of transformers.Llama."""
    if name.startswith("blocks."):
        _, index, part, kind = name.split(".")
        return f"model.layers.{index}.{LLAMA_NAMES[part]}.{kind}"
    return name if name.startswith("lm_head.") else "model." + name


def gpt2_name(name):
    """Hugging Face's name of a parameter of transformers.GPT2."""
    if name.startswith("h."):
        _, index, part, kind = name.split(".")
        return f"transformer.h.{index}.{GPT2_NAMES[part]}.{kind}"
    return "transformer." + name


MODELS = {"built_llama": ("llama", transformers.Llama, llama_name),
          "built_gpt2": ("gpt2", transformers.GPT2, gpt2_name)}


def load(model, name_of, parameters):
    own = dict(model.named_parameters())
    read = {name_of(name) for name in own}
    trained = {name for name in parameters if ".rotary_emb." not in name}
    assert read == trained, read ^ trained
    for name, parameter in own.items():
        array = parameters[name_of(name)]
        assert tuple(parameter.shape) == array.shape, name
        parameter.data = torch.from_numpy(np.array(array))


def make(name, folder, tools):
    option, network, name_of = MODELS[name]
    config_path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.json")
    with open(config_path) as file:
        config = json.load(file)
    shape = (config["batch_size"], config["sequence_length"])
    model = network().eval()
    with tempfile.TemporaryDirectory() as scratch:
        built = os.path.join(scratch, "model.mlir")
        subprocess.run([os.path.join(tools, "ane-translate"), f"--build-{option}", config_path, "-o", built], check=True)
        weights_file.spread(built)
        load(model, name_of, weights_file.open_parameters(built))
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    # All tokens are there; the masks of the networks have nothing to hide.
    inputs = {"input_ids": model.make_input_ids(shape, generator), "attention_mask": torch.ones(shape, dtype=torch.int64),
              "position_ids": model.make_position_ids(shape, generator)}
    with torch.no_grad():
        logits = model(*(inputs[name] for name in model.inputs))
    np.save(os.path.join(folder, f"{name}.input_ids.npy"), inputs["input_ids"].numpy())
    np.save(os.path.join(folder, f"{name}.logits.npy"), logits.numpy())
    print(f"{name}: logits of standard deviation {float(logits.std()):.3g}")
