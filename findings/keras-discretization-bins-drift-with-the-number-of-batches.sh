#!/usr/bin/env bash
# Discretization of Keras learns other bins from a data set in batches: with each batch they move up.
# Versions: Keras 3.15.1, TensorFlow 2.21.0. Date: 2026-11-30.
# Seen: four bins over 0..9999 shuffled: boundaries at 2499, 4999 and 7499 from one array, 2952, 5490 and 7988 from batches of 100, and 3357,
# 5980 and 8555 from batches of 7, so that the first bin holds 34 % of the rows and the last 14 %. epsilon, the documented tolerance, is 1 %.
# Guess from before: the quantiles up to epsilon, however the rows are cut into batches.
# Hurt: who adapts on a tf.data pipeline: bins that should be equally full are not, and depend on the batch size.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 keras==3.15.1 tensorflow-cpu==2.21.0
cd "$folder"
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
import keras
import numpy as np
import tensorflow as tf

values = np.random.default_rng(0).permutation(10000).astype("float32")[:, None]


def first_bin(data):
    layer = keras.layers.Discretization(num_bins=4, epsilon=0.01)
    layer.adapt(data)
    counts = np.bincount(np.asarray(layer(values)).ravel(), minlength=4) / 10000
    print("boundaries", np.round(layer.bin_boundaries).tolist(), "parts of the rows", counts.tolist())
    return counts[0]


whole = first_bin(values)
in_batches = {size: first_bin(tf.data.Dataset.from_tensor_slices(values).batch(size)) for size in (2500, 100, 7)}
print(whole, in_batches)
assert abs(whole - 0.25) < 0.01
assert abs(in_batches[100] - 0.25) > 0.03 and in_batches[7] > 0.33
print("as found")
PYTHON
