"""Prints the first values of a parameter: python polar.py SEED NAME COUNT. It shares no code with lib/Models/NormalValues.

The generator is the 64-bit Mersenne Twister of the C++ standard; Python's own is the 32-bit one.
"""

import math
import struct
import sys

MASK = (1 << 64) - 1


def mersenne_twister(seed):
    state = [seed]
    for index in range(1, 312):
        state.append((6364136223846793005 * (state[-1] ^ (state[-1] >> 62)) + index) & MASK)
    while True:
        for index in range(312):
            x = (state[index] & 0xFFFFFFFF80000000) | (state[(index + 1) % 312] & 0x7FFFFFFF)
            state[index] = state[(index + 156) % 312] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
        for x in state:
            x ^= (x >> 29) & 0x5555555555555555
            x ^= (x << 17) & 0x71D67FFFEDA60000
            x ^= (x << 37) & 0xFFF7EEE000000000
            yield x ^ (x >> 43)


def normal(seed, name):
    code = 0xCBF29CE484222325
    for letter in name.encode():
        code = (code ^ letter) * 0x100000001B3 & MASK
    draws = mersenne_twister(seed ^ code)
    while True:
        # As signed numbers of 53 bits: from -1 to 1.
        x, y = ((draw >> 11) / 2**52 - (2 if draw >> 63 else 0) for draw in (next(draws), next(draws)))
        square = x * x + y * y
        if 0 < square < 1:
            factor = math.sqrt(-2 * math.log(square) / square)
            yield x * factor
            yield y * factor


if __name__ == "__main__":
    values = normal(int(sys.argv[1]), sys.argv[2])
    for _ in range(int(sys.argv[3])):
        print("%.9gf" % struct.unpack("f", struct.pack("f", next(values)))[0], end=" ")
    print()
