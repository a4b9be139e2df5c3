#===- encode.py - Models for tests, from a few readable lines --------------===#
#
# Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Writes the .onnx file that a test describes; protoc, not the importer's own code, does the encoding.

    encode.py FILE OUT.onnx

Lines of FILE; `#` begins a comment:

    opset 13                        the standard operator set; "opset com.microsoft 1" another
    input x: float[N, 3]            a letter is a symbolic size, `?` an unknown one
    output y: float[2, 3]           type and shape may be missing: "output y", "output y: float"
    init w: float[2] = 1 2          raw_data; "init w: float[2] typed = 1 2" float_data and its like;
    init w: float[2] in w.bin 64 8  external data: location, offset, length (both optional)
    name: y, z = Conv(x, , w) {group = 1, alpha = 0.5, pads = [0, 1], mode = "edge", value = float[1] 2}
    model ...  |  graph ...         text format of ModelProto or GraphProto, as it is
"""

import re
import struct
import subprocess
import sys

TYPES = {"float": (1, "f", "float_data"), "uint8": (2, "B", "int32_data"), "int8": (3, "b", "int32_data"),
         "int32": (6, "i", "int32_data"), "int64": (7, "q", "int64_data"), "string": (8, None, "string_data"),
         "bool": (9, "?", "int32_data"), "float16": (10, "e", "int32_data"), "double": (11, "d", "double_data"),
         "uint32": (12, "I", "uint64_data"), "uint64": (13, "Q", "uint64_data"), "complex64": (14, None, "float_data"),
         "bfloat16": (16, "H", "int32_data")}


def quote(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\{b:03o}" for b in text) + '"'


def quoted(text):
    return quote(text.encode())


def split_type(text):
    match = re.fullmatch(r"(\w+)(?:\[(.*?)\])?", text.strip())
    sizes = None if match[2] is None else [size.strip() for size in match[2].split(",") if size.strip()]
    return match[1], sizes


def value_info(text):
    name, _, type_text = text.partition(":")
    fields = f"name: {quoted(name.strip())}"
    if not type_text:
        return fields
    type_name, sizes = split_type(type_text)
    shape = ""
    if sizes is not None:
        dims = " ".join("dim {}" if size == "?" else f"dim {{ dim_value: {size} }}" if re.match(r"-?\d", size)
                        else f"dim {{ dim_param: {quoted(size)} }}" for size in sizes)
        shape = f"shape {{ {dims} }}"
    return f"{fields} type {{ tensor_type {{ elem_type: {TYPES[type_name][0]} {shape} }} }}"


def numbers(type_name, text):
    convert = float if type_name in ("float", "float16", "double", "complex64") else int
    return [convert(number) for number in text.split()]


def elements(type_name, text, typed):
    _, code, field = TYPES[type_name]
    if type_name == "string":
        return " ".join(f"string_data: {quoted(word)}" for word in text.split())
    values = numbers(type_name, text)
    if not typed and code:
        return "raw_data: " + quote(struct.pack(f"<{len(values)}{code}", *values))
    if type_name == "float16":
        values = struct.unpack(f"<{len(values)}H", struct.pack(f"<{len(values)}e", *values))
    return " ".join(f"{field}: {value}" for value in values)


def external(text):
    entries = zip(("location", "offset", "length"), text.split())
    return "data_location: EXTERNAL " + " ".join(
        f'external_data {{ key: "{key}" value: {quoted(value)} }}' for key, value in entries)


def tensor(name, type_text, rest):
    type_name, sizes = split_type(type_text)
    data = external(rest[2:]) if rest.startswith("in ") else \
        elements(type_name, rest.partition("=")[2] if "=" in rest else rest, rest.startswith("typed"))
    dims = " ".join(f"dims: {size}" for size in sizes or [])
    return f"name: {quoted(name)} data_type: {TYPES[type_name][0]} {dims} {data}"


def scalar_attribute(text):
    if text.startswith('"'):
        return "STRING", "s", quoted(text[1:-1])
    is_float = re.search(r"\.|inf|nan|\de", text)
    return ("FLOAT", "f", text) if is_float else ("INT", "i", text)


def attribute(text):
    name, _, value = (part.strip() for part in text.partition("="))
    if value.startswith("["):
        items = [scalar_attribute(item.strip()) for item in value[1:-1].split(",") if item.strip()]
        kind, field, _ = items[0] if items else ("INT", "i", None)
        plural = {"s": "strings", "f": "floats", "i": "ints"}[field]
        return f"name: {quoted(name)} type: {kind}S " + " ".join(f"{plural}: {item[2]}" for item in items)
    match = re.match(r"(\w+\[.*?\])(.*)", value)
    if match:
        return f"name: {quoted(name)} type: TENSOR t {{ {tensor('', match[1], match[2].strip())} }}"
    kind, field, text = scalar_attribute(value)
    return f"name: {quoted(name)} type: {kind} {field}: {text}"


def split_list(text):
    """At the commas that stand outside of brackets."""
    return re.split(r",\s*(?![^\[]*\])", text) if text.strip() else []


def node(line):
    match = re.fullmatch(r"(?:([^:=()]*):)?\s*([^=()]*?)\s*=\s*([\w.]+)\((.*?)\)\s*(?:\{(.*)\})?", line)
    if not match:
        sys.exit(f"encode.py: cannot read the line: {line}")
    name, outputs, op, inputs, attributes = match.groups()
    domain, _, op_type = op.rpartition(".")
    text = f"op_type: {quoted(op_type)} domain: {quoted(domain)}"
    text += f" name: {quoted(name.strip())}" if name else ""
    text += "".join(f" input: {quoted(item.strip())}" for item in (inputs.split(",") if inputs.strip() else []))
    text += "".join(f" output: {quoted(item.strip())}" for item in outputs.split(","))
    return text + "".join(f" attribute {{ {attribute(item)} }}" for item in split_list(attributes or ""))


def translate(line):
    """The fields of the model and of its graph that one line stands for."""
    word, _, rest = line.partition(" ")
    if word == "opset":
        domain, _, version = rest.rpartition(" ")
        return f"opset_import {{ domain: {quoted(domain)} version: {version} }}", ""
    if word in ("input", "output"):
        return "", f"{word} {{ {value_info(rest)} }}"
    if word == "init":
        name, _, text = rest.partition(":")
        match = re.match(r"\s*(\w+(?:\[.*?\])?)\s*(.*)", text)
        return "", f"initializer {{ {tensor(name.strip(), match[1], match[2])} }}"
    if word in ("model", "graph"):
        return (rest, "") if word == "model" else ("", rest)
    return "", f"node {{ {node(line)} }}"


def main(source, target):
    lines = [line.split("#")[0].strip() for line in open(source, encoding="utf-8")]
    parts = [translate(line) for line in lines if line]
    text = "ir_version: 8 " + " ".join(part[0] for part in parts)
    text += ' graph { name: "test" ' + " ".join(part[1] for part in parts) + " }"
    with open(target, "wb") as out:
        encoded = subprocess.run(["protoc", "--encode=onnx.ModelProto", "-I", "/usr/include", "onnx/onnx.proto"],
                                 input=text.encode(), stdout=out, check=False)
    sys.exit(encoded.returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
