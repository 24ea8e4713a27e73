"""Writes splits made by scikit-learn's train_test_split, for the tests of modules/datasets.

Usage: stratified_splits.py > modules/datasets/src/test/resources/reference/stratified_splits.json
"""

import hashlib
import json
import sys

import numpy as np
import sklearn
from sklearn.model_selection import train_test_split

LABELS = {
    "iris": [0] * 50 + [1] * 50 + [2] * 50,
    "ten_even_classes": [i % 10 for i in range(1000)],
    "uneven": [0] * 7 + [3] * 2 + [-4] * 90 + [11] * 13 + [5] * 5,
    "ties": [0, 1, 2, 3, 4, 5, 6] * 3,
    "two_columns": [[i % 2, (i // 2) % 3 + 9] for i in range(120)],
}

CASES = [
    {"labels": name, "seed": seed, **sizes}
    for name in LABELS
    for seed in (0, 42)
    for sizes in (
        {},
        {"test_size": 0.4},
        {"test_size": 0.35, "train_size": 0.5},
        {"train_size": 0.6},
        {"test_size": 8, "train_size": 9},
        {"test_size": 11},
    )
] + [
    {"rows": 50, "seed": 3, "test_size": 7},
    {"rows": 50, "seed": 3, "train_size": 7},
    {"rows": 50, "seed": 3, "test_size": 0.33, "train_size": 0.29},
    {"rows": 7, "seed": 0, "test_size": 0.5},
    {"rows": 10, "seed": 0, "test_size": 0.3, "shuffle": False},
    {"rows": 10, "seed": 0, "test_size": 3, "train_size": 2, "shuffle": False},
]


def digest(rows):
    return hashlib.sha256(np.asarray(rows).astype("<i8").tobytes()).hexdigest()


def split(case, random_state):
    labels = LABELS.get(case.get("labels"))
    rows = np.arange(case["rows"] if labels is None else len(labels))
    arguments = {k: case[k] for k in ("test_size", "train_size", "shuffle") if k in case}
    return train_test_split(rows, random_state=random_state, stratify=labels, **arguments)


def described(case):
    generator = np.random.RandomState(case["seed"])
    try:
        train, test = split(case, generator)
    except ValueError as error:
        return {**case, "error": str(error)}
    return {
        **case,
        "train": len(train),
        "test": len(test),
        "train_sha256_int64_le": digest(train),
        "test_sha256_int64_le": digest(test),
        "train_first5": [int(row) for row in train[:5]],
        "next_randint_of_the_generator": int(generator.randint(0, 2**31 - 1)),
    }


json.dump(
    {
        "versions": {"numpy": np.__version__, "scikit_learn": sklearn.__version__},
        "labels": LABELS,
        "cases": [described(case) for case in CASES],
    },
    sys.stdout,
    separators=(",", ":"),
)
