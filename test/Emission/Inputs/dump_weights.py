"""Prints the records of a weight file, read with struct and numpy by the published layout alone."""
import struct
import sys

import numpy

TYPES = {1: ("fp16", "<f2"), 2: ("fp32", "<f4"), 3: ("uint8", "u1"), 4: ("int8", "i1"), 14: ("int32", "<i4")}

data = open(sys.argv[1], "rb").read()
count, version = struct.unpack_from("<II", data, 0)
assert not any(data[8:64]), "reserved fields of the header are not 0"
print(f"{count} records, version {version}")
position = 64
for _ in range(count):
    sentinel, code, size, offset, padding = struct.unpack_from("<IIQQQ", data, position)
    assert sentinel == 0xDEADBEEF and padding == 0 and not any(data[position + 40 : position + 64])
    name, dtype = TYPES[code]
    values = numpy.frombuffer(data[offset : offset + size], dtype)
    print(f"{position}: {name} {size} bytes at {offset}:", *values.astype("f8" if name[0] == "f" else "i8").tolist())
    position = (offset + size + 63) // 64 * 64
assert position == len(data), "the file is not padded to 64 bytes"
