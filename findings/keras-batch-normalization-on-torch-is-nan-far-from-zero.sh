#!/usr/bin/env bash
# BatchNormalization of Keras on torch turns numbers far from zero into NaN: the variance of the batch comes out negative.
# Versions: Keras 3.15.1, torch 2.15.0. Date: 2026-11-30.
# Seen: in training, a batch of 11586 and 11588 gives NaN, one of 9999 and 10001 gives -31.6 and 31.6 instead of -1 and 1 (variance 0 and epsilon),
# GroupNormalization likewise; torch's own batch_norm, and Keras' LayerNormalization, are right. Normal numbers of mean 1000 and deviation 1
# are off by 0.6 already. On TensorFlow and on JAX Keras takes the differences to the mean, and all is well.
# Guess from before: within 0.01 of the formula in double precision at mean 10000, on all three backends alike.
# Hurt: who starts a network with BatchNormalization on raw columns (an altitude, a price, a year of a few) and changes the backend.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 keras==3.15.1 torch==2.15.0
cd "$folder"
KERAS_BACKEND=torch CUDA_VISIBLE_DEVICES= "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np
import torch


def normalized(layer, x, **options):
    return keras.ops.convert_to_numpy(layer(x, **options)).ravel()


for low, high, seen in [(99, 101, 1), (9999, 10001, 31.62), (11586, 11588, np.nan)]:
    column = np.array([[low], [high]], np.float32)
    batch = normalized(keras.layers.BatchNormalization(), column, training=True)
    group = normalized(keras.layers.GroupNormalization(groups=1), column.T)
    row = normalized(keras.layers.LayerNormalization(), column.T)
    torchs = torch.nn.functional.batch_norm(torch.tensor(column), None, None, training=True, eps=1e-3).numpy().ravel()
    print(f"{low} and {high}: BatchNormalization {batch}, GroupNormalization {group}, LayerNormalization {row}, torch's batch_norm {torchs}")
    for right in (row, torchs):
        assert np.allclose(right, [-1, 1], atol=1e-3)
    for found in (batch, group):
        assert np.allclose(np.abs(found), seen, rtol=1e-3, equal_nan=True)
print("as found")
PYTHON
