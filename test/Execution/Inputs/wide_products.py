#===- wide_products.py - What numpy makes of wide_products.mlir --------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===--------------------------------------------------------------------------===#

import os
import sys

import numpy as np

generator = np.random.default_rng(1)
x = generator.uniform(-1, 1, (8, 64)).astype(np.float32)
w = generator.uniform(-0.2, 0.2, (20000, 64)).astype(np.float32)
logits = np.tanh(x.astype(np.float64) @ w.T)
results = {"x": x, "w": w, "logits": logits, "dx": logits @ w, "dw": logits.T @ x}
for name, array in results.items():
    np.save(os.path.join(sys.argv[1], f"{name}.npy"), array.astype(np.float32))
