"""Prints name and operator of every node of an ONNX file but constants, sorted. Reads the file by itself, so that what
the compiler says of a model can be compared with the model."""

import sys


def number(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = number(data, at)
        if key & 7 == 0:
            value, at = number(data, at)
        else:
            size, at = (number(data, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at))
            value, at = data[at : at + size], at + size
        yield key >> 3, value


with open(sys.argv[1], "rb") as file:
    graphs = [value for field, value in fields(file.read()) if field == 7]
nodes = [dict(fields(value)) for field, value in fields(graphs[0]) if field == 1]
lines = [f"{node[3].decode()} {node[4].decode()}" for node in nodes if node[4] != b"Constant"]
print("\n".join(sorted(lines)))
