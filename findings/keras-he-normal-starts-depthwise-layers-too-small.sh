#!/usr/bin/env bash
# He initialization of DepthwiseConv2D and Conv2DTranspose in Keras counts the wrong inputs.
# Versions: Keras 3.15.1 (JAX 0.10.2). Date: 2026-11-29.
# Seen, kernel 3 x 3: DepthwiseConv2D on 256 channels starts with standard deviation 0.029, though each output sums 9 inputs and He's
# sqrt(2 / 9) is 0.471: sqrt(channels) = 16 times too small. Conv2DTranspose from 16 to 256 channels starts with 0.029 instead of
# 0.118: the fan-in is taken from the output channels. With unit inputs the depthwise layer's output has variance 0.008 instead of 2.
# Guess from before: as for Conv2D, sqrt(2 / (number of inputs that one output sums)).
# Hurt: whoever sets HeNormal (or LeCun, He uniform) for mobile networks, decoders and generators: the signal starts to vanish there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 keras==3.15.1 jax==0.10.2
cd "$folder"
KERAS_BACKEND=jax JAX_PLATFORMS=cpu "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np

he = keras.initializers.HeNormal
random = np.random.default_rng(0)
conv = keras.layers.Conv2D(256, 3, kernel_initializer=he(1))
conv.build((None, 8, 8, 16))
transposed = keras.layers.Conv2DTranspose(256, 3, kernel_initializer=he(1))
transposed.build((None, 8, 8, 16))
depthwise = keras.layers.DepthwiseConv2D(3, depthwise_initializer=he(1))
depthwise.build((None, 8, 8, 256))
seen = {}
for name, layer, inputs in [("Conv2D", conv, 9 * 16), ("Conv2DTranspose", transposed, 9 * 16), ("DepthwiseConv2D", depthwise, 9)]:
    kernel = np.asarray(layer.kernel)
    seen[name] = kernel.std() / np.sqrt(2 / inputs)
    print(f"{name}: kernel {kernel.shape}, standard deviation {kernel.std():.4f}, He {np.sqrt(2 / inputs):.4f}, ratio {seen[name]:.4f}")
x = random.normal(size=(4, 8, 8, 256)).astype("float32")
variance = float(np.asarray(depthwise(x)).var())
print(f"variance of the depthwise output for unit inputs: {variance:.4f}")
assert abs(seen["Conv2D"] - 1) < 0.05
assert abs(seen["Conv2DTranspose"] - 1 / 4) < 0.02
assert abs(seen["DepthwiseConv2D"] - 1 / 16) < 0.01
assert 0.005 < variance < 0.011
print("as found")
PYTHON
