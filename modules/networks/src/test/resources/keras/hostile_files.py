"""HDF5 files of a model Input(2), Dense(3), Dense(1) with one thing each that is not read."""
import sys

import h5py
import numpy as np

folder = sys.argv[1]


def write(name, first, root="layers/dense/vars/0"):
    with h5py.File(f"{folder}/{name}.weights.h5", "w") as f:
        first(f, root)
        f["layers/dense/vars/1"] = np.zeros(3, "float32")
        f["layers/dense_1/vars/0"] = np.ones((3, 1), "float32")
        f["layers/dense_1/vars/1"] = np.zeros(1, "float32")


kernel = np.ones((2, 3), "float32")


def soft(f, path):
    f["elsewhere"] = kernel
    f[path] = h5py.SoftLink("/elsewhere")


def cycle(f, path):
    f[path] = h5py.SoftLink("/layers/dense/vars/0")


write("good", lambda f, p: f.create_dataset(p, data=kernel))
write("soft", soft)
write("cycle", cycle)
write("external", lambda f, p: f.__setitem__(p, h5py.ExternalLink("other.h5", "/layers/dense/vars/0")))
write("compressed", lambda f, p: f.create_dataset(p, data=kernel, compression="gzip"))
write("chunked", lambda f, p: f.create_dataset(p, data=kernel, chunks=(1, 1)))
write("large", lambda f, p: f.create_dataset(p, shape=(2**31, 3), dtype="float32", chunks=(1024, 3)))
write("outside", lambda f, p: f.create_dataset(p, shape=(2, 3), dtype="float32", external=[("other.bin", 0, 24)]))
write("text", lambda f, p: f.create_dataset(p, data=["a", "b"]))
write("half", lambda f, p: f.create_dataset(p, data=kernel.astype("float16")))
write("nan", lambda f, p: f.create_dataset(p, data=kernel * np.nan))
write("shape", lambda f, p: f.create_dataset(p, data=np.ones((3, 2), "float32")))
write("group", lambda f, p: f.create_group(p))
write("missing", lambda f, p: None)
write("big_endian", lambda f, p: f.create_dataset(p, data=kernel.astype(">f4")))
