"""Decodes a weight file field by field, from the published layout of blob storage version 2 alone.

Shares no code with the compiler: the standard library's struct module and the layout of MILBlob's
StorageFormat.hpp. Checks the contents against the formula that the writer of the test uses.
"""

import struct
import sys

HEADER = struct.Struct("<II7Q")  # count, version, reserved
METADATA = struct.Struct("<IIQQQ4Q")  # sentinel, type, size, data offset, padding in bits, reserved
TYPES = {1: "float16", 2: "float32", 3: "uint8", 4: "int8", 5: "bfloat16", 6: "int16", 7: "uint16", 8: "int4",
         11: "uint4", 14: "int32", 15: "uint32"}


def align(offset):
    return -(-offset // 64) * 64


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    assert HEADER.size == 64 and METADATA.size == 64
    count, version, *reserved = HEADER.unpack_from(content)
    print(f"count {count} version {version} reserved {set(reserved)} size {len(content)}")
    offset, covered = 64, set(range(64))
    for index in range(count):
        sentinel, code, size, data, padding, *reserved = METADATA.unpack_from(content, offset)
        print(f"record {index} at {offset}: sentinel {sentinel:#x} type {code} ({TYPES[code]}) size {size} "
              f"data at {data} padding {padding} reserved {set(reserved)}")
        expected = bytes((31 * k + 7 * index + 1) % 256 for k in range(size))
        print(f"  content {'as written' if content[data:data + size] == expected else 'differs'}")
        covered.update(range(offset, offset + 64), range(data, data + size))
        offset = align(data + size)
    assert offset == len(content), "bytes after the last record"
    rest = {content[i] for i in range(len(content)) if i not in covered}
    print(f"between records {rest}")


main(sys.argv[1])
