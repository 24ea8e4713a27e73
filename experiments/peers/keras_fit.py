"""Training steps in Keras: Model.fit, timed from the end of its first step to that of its last."""

import importlib.util
import os

if "KERAS_BACKEND" not in os.environ:
    for backend in ("tensorflow", "jax", "torch"):
        if importlib.util.find_spec(backend):
            os.environ["KERAS_BACKEND"] = backend
            break
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

from peer import THREADS, data, now, serve

import keras

versions = {"keras": keras.__version__}
if keras.backend.backend() == "tensorflow":
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(THREADS)
    tensorflow.config.threading.set_inter_op_parallelism_threads(THREADS)
    versions["tensorflow"] = tensorflow.__version__
elif keras.backend.backend() == "torch":
    import torch

    torch.set_num_threads(THREADS)
    versions["torch"] = torch.__version__


class Clock(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.ends = []

    def on_train_batch_end(self, batch, logs=None):
        self.ends.append(now())


def build(job, steps):
    keras.config.set_floatx(job["dtype"])
    x, y = data(job, steps)
    widths = job["widths"]
    classes = job["loss"] == "classes"
    layers = [keras.layers.Dense(units, activation="relu") for units in widths[1:-1]]
    layers.append(keras.layers.Dense(widths[-1], activation="softmax" if classes else None))
    model = keras.Sequential([keras.Input((widths[0],))] + layers)
    kinds = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}
    model.compile(
        loss="sparse_categorical_crossentropy" if classes else "mse",
        optimizer=kinds[job["optimizer"]](learning_rate=job["rate"]),
        metrics=["accuracy"] if classes else [],
    )

    def block():
        clock = Clock()
        model.fit(x, y, batch_size=job["batch"], epochs=1, verbose=0, callbacks=[clock])
        return (clock.ends[-1] - clock.ends[0]) * 1000 / (len(clock.ends) - 1)

    return block


serve("Keras (" + keras.backend.backend() + ")", versions, build)
