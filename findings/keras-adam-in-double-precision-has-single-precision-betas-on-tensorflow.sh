#!/usr/bin/env bash
# Adam of Keras in float64 corrects its bias with betas rounded to float32 - on TensorFlow alone.
# Versions: Keras 3.15.1, TensorFlow 2.21.0, JAX 0.10.2. Date: 2026-11-29.
# Seen, floatx float64, first step of Adam(0.5) on a gradient of 1: -0.4999951 on TensorFlow, -0.4999984 on JAX, which is the formula's
# value (the rest to 0.5 is epsilon): 6.7e-6 apart, where float64 has 1e-16. AdamW likewise, Adamax by 2.4e-7. With betas that float32
# has exactly (0.5) both agree to the last bit.
# Guess from before: the same 16 digits on every backend once floatx is float64.
# Hurt: whoever trains in double precision to compare with a paper, SciPy or another backend: histories part at the sixth digit.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 tensorflow-cpu==2.21.0 jax==0.10.2
cd "$folder"
cat > step.py <<'PYTHON'
import json

import keras
import numpy as np

keras.config.set_floatx("float64")
optimizers = {
    "Adam": keras.optimizers.Adam(0.5),
    "AdamW": keras.optimizers.AdamW(0.5, weight_decay=0.0),
    "Adamax": keras.optimizers.Adamax(0.5),
    "betas of 0.5": keras.optimizers.Adam(0.5, beta_1=0.5, beta_2=0.5),
}
steps = {}
for name, optimizer in optimizers.items():
    weight = keras.Variable(np.zeros(1), dtype="float64")
    optimizer.build([weight])
    optimizer.apply([keras.ops.convert_to_tensor(np.ones(1))], [weight])
    steps[name] = float(keras.ops.convert_to_numpy(weight)[0])
print(json.dumps(steps))
PYTHON
export TF_CPP_MIN_LOG_LEVEL=3 JAX_ENABLE_X64=1 JAX_PLATFORMS=cpu
KERAS_BACKEND=tensorflow venv/bin/python step.py > tensorflow.json
KERAS_BACKEND=jax venv/bin/python step.py > jax.json
venv/bin/python - <<'PYTHON'
import json
import math

tensorflow, jax = (json.load(open(name)) for name in ("tensorflow.json", "jax.json"))
for name in jax:
    print(f"{name}: {tensorflow[name]!r} on TensorFlow, {jax[name]!r} on JAX")
m, v = 1 - 0.9, 1 - 0.999
formula = -0.5 * math.sqrt(1 - 0.999) / (1 - 0.9) * m / (math.sqrt(v) + 1e-7)
assert abs(jax["Adam"] - formula) < 1e-14
assert 3.2e-6 < tensorflow["Adam"] - formula < 3.5e-6
assert tensorflow["AdamW"] == tensorflow["Adam"]
assert abs(tensorflow["Adamax"] - jax["Adamax"]) > 1e-7
assert tensorflow["betas of 0.5"] == jax["betas of 0.5"]
print("as found")
PYTHON
