#!/usr/bin/env bash
# Muon of Keras and of Optax at one learning rate: the ratio of their steps depends on the layer's shape.
# Versions: Keras 3.15.1 (JAX 0.10.2), Optax 0.2.8. Date: 2026-11-29.
# Seen: one step from the same kernel and gradient, no weight decay: Keras' step is 0.4 of Optax's for a kernel [4, 16] and 0.8 for
# [16, 4], in the same direction. Keras scales by 0.2 sqrt(max(in, out)), Optax by sqrt(max(1, out / in)).
# Guess from before: the same direction, and at most one constant factor, so that a learning rate can be carried over.
# Hurt: who ports a Muon recipe between the two; no change of the learning rate makes more than one shape of layer agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 keras==3.15.1 jax==0.10.2 optax==0.2.8
cd "$folder"
KERAS_BACKEND=jax JAX_PLATFORMS=cpu "$folder/venv/bin/python" - <<'PYTHON'
import jax.numpy as jnp
import keras
import numpy as np
import optax

random = np.random.default_rng(0)
ratios = {}
for shape in [(4, 16), (16, 4), (16, 16)]:
    start = random.normal(size=shape).astype("float32")
    gradient = jnp.asarray(random.normal(size=shape).astype("float32"))
    kernel = keras.Variable(start)
    muon = keras.optimizers.Muon(learning_rate=0.1, weight_decay=0.0, momentum=0.95, exclude_embeddings=False)
    muon.build([kernel])
    muon.apply([gradient], [kernel])
    keras_step = np.asarray(kernel.value) - start
    other = optax.contrib.muon(0.1, beta=0.95, weight_decay=0.0)
    parameters = jnp.asarray(start)
    update, _ = other.update(gradient, other.init(parameters), parameters)
    optax_step = np.asarray(update)
    lengths = np.linalg.norm(keras_step), np.linalg.norm(optax_step)
    cosine = (keras_step * optax_step).sum() / lengths[0] / lengths[1]
    ratios[shape] = lengths[0] / lengths[1]
    print(f"kernel {shape}: Keras {lengths[0]:.4f}, Optax {lengths[1]:.4f}, ratio {ratios[shape]:.3f}, cosine {cosine:.4f}")
    assert cosine > 0.999
assert abs(ratios[4, 16] - 0.4) < 0.01 and abs(ratios[16, 4] - 0.8) < 0.01 and abs(ratios[16, 16] - 0.8) < 0.01
print("as found")
PYTHON
