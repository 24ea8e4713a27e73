"""Writes the 2,000-row extract of Fashion MNIST that the tests and quick runs use.

Takes the first 1,500 training rows and the first 500 test rows of the data of Debian's package
dataset-fashion-mnist and prints, for each file, the size and SHA-256 of its uncompressed content.
The gzip headers carry no name and no time, so the files come out the same every time.

Usage: fashion_mnist_extract.py SOURCE_FOLDER TARGET_FOLDER
"""

import gzip
import hashlib
import pathlib
import struct
import sys

PARTS = [
    ("train-images-idx3-ubyte.gz", "train-images-1500-idx3-ubyte.gz", 1500),
    ("train-labels-idx1-ubyte.gz", "train-labels-1500-idx1-ubyte.gz", 1500),
    ("t10k-images-idx3-ubyte.gz", "t10k-images-500-idx3-ubyte.gz", 500),
    ("t10k-labels-idx1-ubyte.gz", "t10k-labels-500-idx1-ubyte.gz", 500),
]


def first_rows(content, rows):
    dimensions = content[3]
    shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
    row_bytes = 1
    for size in shape[1:]:
        row_bytes *= size
    start = 4 + 4 * dimensions
    header = content[:4] + struct.pack(f">{dimensions}I", rows, *shape[1:])
    return header + content[start : start + rows * row_bytes]


def main(source, target):
    for name, extract, rows in PARTS:
        content = first_rows(gzip.decompress((pathlib.Path(source) / name).read_bytes()), rows)
        with open(pathlib.Path(target) / extract, "wb") as raw:
            with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
                packed.write(content)
        print(extract, len(content), hashlib.sha256(content).hexdigest())


main(*sys.argv[1:])
