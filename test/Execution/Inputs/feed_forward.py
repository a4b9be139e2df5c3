"""feed_forward.py FOLDER FORM: a feed-forward block of 768 x 3,072 x 768 for 64 rows, with its oracle.

Writes model.mlir (the onnx dialect) beside weights.bin, which it names, x.npy, and y.npy as NumPy computes it in f64.
FORM is "matmul" (rows before channels), "conv" (channels before rows) or "gated" (SwiGLU, in matrices).
feed_forward.py --close A.npy B.npy LIMIT fails unless |A - B| <= LIMIT x |B|, in the norm of vectors.
"""
import sys
import numpy as np

ROWS, OUTER, HIDDEN = 64, 768, 3072


class Model:
    """Collects parameters and lines of text."""

    def __init__(self, folder):
        self.random = np.random.default_rng(7)
        self.folder, self.bytes, self.globals, self.lines = folder, b"", [], []

    def parameter(self, name, shape, scale):
        values = (scale * self.random.standard_normal(shape)).astype(np.float32)
        kind = self.tensor(shape)
        self.globals.append(f'ml_program.global private @{name}(#weights.file<"weights.bin", {len(self.bytes)}, '
                            f'{values.nbytes}> : {kind}) : {kind}')
        self.lines.append(f"%{name} = ml_program.global_load_const @{name} : {kind}")
        self.bytes += values.tobytes()
        return values.astype(np.float64)

    def operation(self, result, name, operands, operand_shapes, shape, attributes=""):
        kinds = ", ".join(self.tensor(s) if s is not None else "none" for s in operand_shapes)
        operands = ", ".join("%" + o for o in operands)
        self.lines.append(f"%{result} = onnx.{name}({operands}) {attributes}: ({kinds}) -> {self.tensor(shape)}")

    @staticmethod
    def tensor(shape):
        return "tensor<" + "".join(f"{n}x" for n in shape) + "f32>"

    def write(self, x, y):
        kind = self.tensor(x.shape)
        with open(f"{self.folder}/model.mlir", "w") as file:
            file.write("\n".join(self.globals) + "\n")
            file.write(f'func.func @forward(%x: {kind} {{onnx.name = "x"}}) -> ({kind} {{onnx.name = "y"}}) {{\n  ')
            file.write("\n  ".join(self.lines) + f"\n  return %y : {kind}\n}}\n")
        with open(f"{self.folder}/weights.bin", "wb") as file:
            file.write(self.bytes)
        np.save(f"{self.folder}/x.npy", x.astype(np.float32))
        np.save(f"{self.folder}/y.npy", y.astype(np.float32))


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def matmul_block(model):
    outer, hidden = (1, ROWS, OUTER), (1, ROWS, HIDDEN)
    w1 = model.parameter("w1", (OUTER, HIDDEN), OUTER**-0.5)
    b1 = model.parameter("b1", (HIDDEN,), 0.1)
    w2 = model.parameter("w2", (HIDDEN, OUTER), HIDDEN**-0.5)
    b2 = model.parameter("b2", (OUTER,), 0.1)
    model.operation("h", "MatMul", ["x", "w1"], [outer, w1.shape], hidden)
    model.operation("a", "Add", ["h", "b1"], [hidden, b1.shape], hidden)
    model.operation("g", "Gelu", ["a"], [hidden], hidden, '{approximate = "tanh"} ')
    model.operation("z", "MatMul", ["g", "w2"], [hidden, w2.shape], outer)
    model.operation("y", "Add", ["z", "b2"], [outer, b2.shape], outer)
    x = model.random.standard_normal(outer)
    return x, gelu(x @ w1 + b1) @ w2 + b2


def conv_block(model):
    outer, hidden = (1, OUTER, 1, ROWS), (1, HIDDEN, 1, ROWS)
    w1 = model.parameter("w1", (HIDDEN, OUTER, 1, 1), OUTER**-0.5)
    b1 = model.parameter("b1", (HIDDEN,), 0.1)
    w2 = model.parameter("w2", (OUTER, HIDDEN, 1, 1), HIDDEN**-0.5)
    b2 = model.parameter("b2", (OUTER,), 0.1)
    model.operation("h", "Conv", ["x", "w1", "b1"], [outer, w1.shape, b1.shape], hidden)
    model.operation("g", "Gelu", ["h"], [hidden], hidden, '{approximate = "tanh"} ')
    model.operation("y", "Conv", ["g", "w2", "b2"], [hidden, w2.shape, b2.shape], outer)
    x = model.random.standard_normal(outer)
    columns = gelu(w1[:, :, 0, 0] @ x[0, :, 0] + b1[:, None])
    return x, (w2[:, :, 0, 0] @ columns + b2[:, None])[None, :, None, :]


def gated_block(model):
    outer, hidden = (1, ROWS, OUTER), (1, ROWS, HIDDEN)
    w1 = model.parameter("w1", (OUTER, HIDDEN), OUTER**-0.5)
    v1 = model.parameter("v1", (OUTER, HIDDEN), OUTER**-0.5)
    w2 = model.parameter("w2", (HIDDEN, OUTER), HIDDEN**-0.5)
    model.operation("a", "MatMul", ["x", "w1"], [outer, w1.shape], hidden)
    model.operation("b", "MatMul", ["x", "v1"], [outer, v1.shape], hidden)
    model.operation("s", "Sigmoid", ["a"], [hidden], hidden)
    model.operation("m", "Mul", ["a", "s"], [hidden, hidden], hidden)
    model.operation("g", "Mul", ["m", "b"], [hidden, hidden], hidden)
    model.operation("y", "MatMul", ["g", "w2"], [hidden, w2.shape], outer)
    x = model.random.standard_normal(outer)
    a = x @ w1
    return x, (a / (1 + np.exp(-a)) * (x @ v1)) @ w2


def check_close(found, expected, limit):
    found, expected = np.load(found).astype(np.float64), np.load(expected).astype(np.float64)
    difference = np.linalg.norm(found - expected) / np.linalg.norm(expected)
    print(f"relative difference {difference:.2e}")
    return 0 if difference <= float(limit) else 1


def main():
    if sys.argv[1] == "--close":
        return check_close(*sys.argv[2:])
    model = Model(sys.argv[1])
    block = {"matmul": matmul_block, "conv": conv_block, "gated": gated_block}[sys.argv[2]]
    model.write(*block(model))
    return 0


if __name__ == "__main__":
    sys.exit(main())
