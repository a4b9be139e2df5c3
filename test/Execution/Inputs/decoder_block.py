"""Prints a decoder block as lowering leaves it: RMSNorm, rotary embedding, grouped queries, SwiGLU, two residuals."""

S, HEADS, GROUPS, D, HIDDEN = 6, 4, 2, 4, 20
WIDTH = HEADS * D
lines, count = [], 0


def tensor(shape, element="f16"):
    return "tensor<" + "".join(f"{extent}x" for extent in shape) + element + ">"


def op(text, operands, shape):
    """Adds ane.TEXT and returns (name, shape); "$" stands for the operands."""
    global count
    count += 1
    text = text.replace("$", ", ".join(name for name, _ in operands))
    types = ", ".join(tensor(shape) for _, shape in operands)
    lines.append(f"    %v{count} = ane.{text} : ({types}) -> {tensor(shape)}")
    return f"%v{count}", shape


def constant(shape, scale=0.25):
    global count
    count += 1
    values = [scale * ((7 * i * i + 5 * i + count) % 17 - 8) / 8 for i in range(int_product(shape))]
    for extent in reversed(shape):
        values = [values[i:i + extent] for i in range(0, len(values), extent)]
    literal = str(values[0]) if shape else str(scale)
    lines.append(f"    %v{count} = ane.constant dense<{literal}> : {tensor(shape, 'f32')} -> {tensor(shape)}")
    return f"%v{count}", shape


def int_product(shape):
    product = 1
    for extent in shape:
        product *= extent
    return product


def reshape(x, shape):
    return op(f"reshape($) {{shape = array<i32: {', '.join(map(str, shape))}>}}", [x], shape)


def transpose(x, perm):
    return op(f"transpose($) {{perm = array<i32: {', '.join(map(str, perm))}>}}", [x], [x[1][axis] for axis in perm])


def binary(name, x, y):
    rank = max(len(x[1]), len(y[1]))
    x_shape, y_shape = ([1] * (rank - len(v[1])) + v[1] for v in (x, y))
    return op(f"{name}($)", [x, y], [max(pair) for pair in zip(x_shape, y_shape)])


def matmul(x, y, transpose_y=False):
    shape = x[1][:-1] + [y[1][-2 if transpose_y else -1]]
    return op(f"matmul($) {{transpose_x = false, transpose_y = {str(transpose_y).lower()}}}", [x, y], shape)


def linear(x, outputs):
    rows = reshape(x, [S, x[1][-1]])
    return reshape(matmul(rows, constant([outputs, x[1][-1]]), True), [1, S, outputs])


def norm(x):
    mean = op("reduce_mean($) {axes = array<i32: 2>, keep_dims = true}", [binary("mul", x, x)], [1, S, 1])
    root = op("rsqrt($) {epsilon = 1.0e-5 : f32}", [mean], [1, S, 1])
    return binary("mul", binary("mul", x, root), constant([WIDTH], 1.0))


def heads(x, number):
    return transpose(reshape(x, [1, S, number, D]), [0, 2, 1, 3])


def part(x, begin):
    shape = x[1][:-1] + [D // 2]
    sizes = ", ".join(map(str, shape))
    return op(f"slice_by_size($) {{begin = array<i32: 0, 0, 0, {begin}>, size = array<i32: {sizes}>}}", [x], shape)


def pad(x, before, after):
    text = f'pad($) {{pad = array<i32: {before}, {after}>, mode = "constant", constant_val = 0.0 : f32}}'
    return op(text, [x], x[1][:-1] + [D])


def rotate(x, cosine, sine):
    turned = binary("mul", part(x, D // 2), constant([], -1.0))
    halves = binary("add", pad(turned, 0, D // 2), pad(part(x, 0), D // 2, 0))
    return binary("add", binary("mul", x, cosine), binary("mul", halves, sine))


def repeat(x):
    factor = HEADS // GROUPS
    ones = op("exp($)", [binary("mul", constant([1, 1, factor, 1, 1]), constant([], 0.0))], [1, 1, factor, 1, 1])
    return reshape(binary("mul", reshape(x, [1, GROUPS, 1, S, D]), ones), [1, HEADS, S, D])


def block(x, mask):
    y = norm(x)
    cosine, sine = constant([1, 1, S, D]), constant([1, 1, S, D])
    query = rotate(heads(linear(y, WIDTH), HEADS), cosine, sine)
    key = repeat(rotate(heads(linear(y, GROUPS * D), GROUPS), cosine, sine))
    value = repeat(heads(linear(y, GROUPS * D), GROUPS))
    scores = binary("add", matmul(query, transpose(key, [0, 1, 3, 2])), mask)
    weights = op("softmax($) {axis = -1 : i32}", [scores], scores[1])
    context = reshape(transpose(matmul(weights, value), [0, 2, 1, 3]), [1, S, WIDTH])
    x = binary("add", x, linear(context, WIDTH))
    y = norm(x)
    gate = op("silu($)", [linear(y, HIDDEN)], [1, S, HIDDEN])
    return binary("add", x, linear(binary("mul", gate, linear(y, HIDDEN)), WIDTH))


outer, masks = [1, 1, S, WIDTH], [1, 1, S, S]
result = reshape(block(reshape(("%x", outer), [1, S, WIDTH]), ("%mask", masks)), outer)
print('module attributes {ane.target = #ane.target<"m4-max">, anemone.phase = "lower"} {')
print(f"  ane.program @block(%x: {tensor(outer)}, %mask: {tensor(masks)}) -> {tensor(outer)}")
print("      attributes {placement = #ane.placement<engine>} {")
print("\n".join(lines))
print(f"    ane.return {result[0]} : {tensor(outer)}\n  }}")
print(f'  func.func @forward(%x: {tensor(outer)} {{ane.source = {tensor(outer, "f32")}, onnx.name = "x"}},')
print(f'      %mask: {tensor(masks)} {{ane.source = {tensor(masks, "f32")}, onnx.name = "mask"}})')
print(f'      -> ({tensor(outer)} {{ane.source = {tensor(outer, "f32")}, onnx.name = "y"}}) {{')
print(f"    %y = ane.call @block(%x, %mask) : ({tensor(outer)}, {tensor(masks)}) -> {tensor(outer)}")
print(f"    return %y : {tensor(outer)}\n  }}\n}}")
