"""Writes what NumPy, CPython and scikit-learn draw, for the tests of modules/random.

Usage: generators.py > modules/random/src/test/resources/reference/generators.json
"""

import hashlib
import json
import random
import sys

import numpy as np
import sklearn
from sklearn.utils._seq_dataset import ArrayDataset64

SEEDS = [0, 1, 7, 42, 12345, 2**31 - 1]
RANGES = [(0, 1), (0, 2), (-5, 5), (0, 256), (3, 1_000_003), (0, 2**31 - 1), (-(2**31), 2**31 - 1)]


def digest(values, kind):
    return hashlib.sha256(np.asarray(values).astype(kind).tobytes()).hexdigest()


def numpy_case(seed):
    fresh = lambda: np.random.RandomState(seed)
    mixed = fresh()
    return {
        "seed": seed,
        "random_sample_20000": digest(fresh().random_sample(20000), "<f8"),
        "uniform_-0.3_0.7_20000": digest(fresh().uniform(-0.3, 0.7, 20000), "<f8"),
        "normal_100": fresh().normal(size=100).tolist(),
        "normal_1.5_0.25_first5": fresh().normal(1.5, 0.25, 5).tolist(),
        "randint": [[low, high, digest(fresh().randint(low, high, 5000), "<i8")] for low, high in RANGES],
        "permutation": [[n, digest(fresh().permutation(n), "<i8")] for n in (0, 1, 2, 3, 64, 65, 5000)],
        "mixed": [
            float(mixed.normal()),
            int(mixed.randint(0, 10)),
            float(mixed.normal()),
            mixed.permutation(5).tolist(),
            float(mixed.normal()),
            float(mixed.uniform(2, 3)),
            float(mixed.normal()),
        ],
    }


def python_case(seed):
    fresh = lambda: random.Random(seed)
    draws = {"seed": seed, "random": [], "randint": []}
    r = fresh()
    draws["random"] = [r.random() for _ in range(5)]
    for low, high in [(0, 0), (0, 1), (-5, 5), (1, 10**9), (0, 2**31 - 1), (-(2**31), 2**31 - 1)]:
        r = fresh()
        draws["randint"].append([low, high, [r.randint(low, high) for _ in range(20)]])
    return draws


def shuffle_case(n, seed):
    x = np.arange(n, dtype=np.float64).reshape(-1, 1)
    data = ArrayDataset64(x, x[:, 0].copy(), np.ones(n), seed=1)
    epochs = []
    for _ in range(3):
        data._shuffle_py(seed)
        epochs.append([int(data._next_py()[1]) for _ in range(n)])
    return {"n": n, "seed": seed, "epochs": epochs}


json.dump(
    {
        "versions": {"numpy": np.__version__, "python": sys.version.split()[0], "scikit_learn": sklearn.__version__},
        "note": "hashes are SHA-256 of little-endian doubles or 64-bit integers; a fresh generator for each list",
        "numpy": [numpy_case(seed) for seed in SEEDS],
        "python": [python_case(seed) for seed in [0, 1, 42, -42, 2**31, 2**32, 2**40 + 5]],
        "scikit_learn_shuffle": [shuffle_case(n, s) for n, s in [(1, 3), (2, 3), (4, 1608637542), (37, 42), (10, 0)]],
    },
    sys.stdout,
    separators=(",", ":"),
)
