"""Computes the numbers that DL4J's are held against: python references.py > references.json

Needs keras with tensorflow, scikit-learn, pandas.
"""

import io
import json
import math
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import pandas as pd
import sklearn
import sklearn.utils
import tensorflow as tf
from keras import activations, initializers, layers, losses, metrics, ops, optimizers, regularizers
from sklearn.metrics import average_precision_score, f1_score, matthews_corrcoef, r2_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler


def f(*rows):
    return np.array(rows, "float32")


def loss(function, target, output):
    return float(function(f(target), f(output)))


def step(optimizer, gradient, start=0.0):
    variable = keras.Variable(f(start))
    optimizer.build([variable])
    optimizer.apply([ops.convert_to_tensor(f(gradient))])
    return float(ops.convert_to_numpy(variable)[0]) - start


def unit():
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1, kernel_initializer="zeros")])
    return model


class Batches(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.steps = 0

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1


def derivative_at_zero(activation):
    zero = tf.zeros(1)
    with tf.GradientTape() as tape:
        tape.watch(zero)
        output = activation(zero)
    return float(tape.gradient(output, zero)[0])


def area_of_one_class():
    area = metrics.AUC()
    area.update_state(f(1, 1), f(0.9, 0.5))
    return float(area.result())


def steps():
    model, seen = unit(), Batches()
    model.compile("sgd", "mse")
    model.fit(np.zeros((1000, 1)), np.zeros((1000, 1)), verbose=0, callbacks=[seen])
    return seen.steps


def unshuffled():
    seen = []

    class Order(keras.Model):
        def train_step(self, data):
            seen.append(float(data[0][0, 0]))
            return {"loss": 0.0}

    keras.utils.set_random_seed(1)
    inputs = keras.Input((1,))
    model = Order(inputs, layers.Dense(1)(inputs))
    model.compile("sgd", "mse", run_eagerly=True)
    rows = list(np.arange(8.0))
    model.fit(np.array(rows).reshape(8, 1), np.zeros((8, 1)), batch_size=1, epochs=3, verbose=0)
    return sum(seen[at : at + 8] == rows for at in (0, 8, 16))


def mean_loss():
    model = unit()
    model.compile(optimizers.SGD(0.0), "mse")
    fitted = model.fit(np.zeros((3, 1)), np.array([[1.0], [2], [3]]), batch_size=2, shuffle=False, verbose=0)
    return fitted.history["loss"][0]


def loss_after_step():
    model = unit()
    model.compile(optimizers.SGD(0.5), "mse")
    model.fit(np.zeros((1, 1)), np.array([[2.0]]), verbose=0)
    return model.evaluate(np.zeros((1, 1)), np.array([[2.0]]), verbose=0)


def positives():
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1, activation="sigmoid")])
    model.layers[0].set_weights([f([5]), f(0)])
    return int((model.predict(f([1], [-1], [1]), verbose=0) > 0.5).sum())


def third_rate():
    model = unit()
    model.compile(optimizers.SGD(1.0), "mse")
    halved = keras.callbacks.LearningRateScheduler(lambda epoch, rate: 0.5**epoch)
    for epoch in range(3):
        model.fit(np.zeros((1, 1)), np.zeros((1, 1)), initial_epoch=epoch, epochs=epoch + 1, verbose=0, callbacks=[halved])
    return float(model.optimizer.learning_rate)


def clipped():
    weight, bias = keras.Variable(f([0])), keras.Variable(f(0))
    optimizer = optimizers.SGD(1.0, clipnorm=1.0)
    optimizer.build([weight, bias])
    optimizer.apply([ops.convert_to_tensor(f([-3])), ops.convert_to_tensor(f(-4))])
    return float(ops.convert_to_numpy(weight)[0, 0])


def zeros(model, inputs):
    return float((ops.convert_to_numpy(model(np.ones((1, inputs), "float32"), training=True)) == 0).mean())


def batch_normalized():
    layer = layers.BatchNormalization()
    layer(f([0], [2], [4], [6]), training=True)
    return float(ops.convert_to_numpy(layer.moving_mean)[0])


def fresh_batchnorm():
    return float(ops.convert_to_numpy(layers.BatchNormalization()(f([1]), training=False))[0, 0])


def kernel(initializer):
    return ops.convert_to_numpy(initializer((300, 100)))


def differing():
    kernels = []
    for _ in range(2):
        keras.utils.set_random_seed(42)
        kernels.append(ops.convert_to_numpy(initializers.GlorotUniform()((4, 1))))
    return int((kernels[0] != kernels[1]).sum())


def repeated():
    drawn = []
    for seed in range(2):
        keras.utils.set_random_seed(seed)
        initializers.GlorotUniform(seed=42)((4, 1))
        drawn.append(np.random.rand(4))
    return int((drawn[0] == drawn[1]).sum())


def softplus():
    return max(x for x in range(1, 101) if np.isfinite(float(activations.softplus(f(x))[0])))


def log_softmax():
    return max(d for d in range(10, 201, 10) if np.isfinite(float(ops.log_softmax(f([-d, 0]))[0, 0])))


def normalization():
    layer = layers.Normalization(axis=-1)
    layer.adapt(f([5], [5], [5]))
    return float(ops.convert_to_numpy(layer(f([6])))[0, 0])


def saved(array):
    file = io.BytesIO()
    np.save(file, array)
    file.seek(0)
    return np.load(file)


def classes_in_test():
    x, y = np.zeros((30, 1)), [0] * 10 + [1] * 10 + [2] * 10
    return len(set(train_test_split(x, y, train_size=20, random_state=2)[3]))


def orders():
    return len({tuple(sklearn.utils.shuffle([0, 1, 2, 3], random_state=seed)) for seed in range(400)})


keras.utils.set_random_seed(42)
table = np.array([[0, 1, 2], [3, 4, 5]], np.float32)
he, glorot = kernel(initializers.HeNormal(seed=1)), kernel(initializers.GlorotUniform(seed=1))
frame = pd.read_csv(io.StringIO("1,2,1\n3,4,NaN\n"), header=None).dropna()
exact = {
    # what Keras' code takes, where only draws could be seen: keras/src/initializers/random_initializers.py
    "glorot-normal": math.sqrt(3),
    "he-normal": 2 / 0.87962566103423978,
    "variance-scaling": math.sqrt(1 / 300),
    "random-normal": initializers.RandomNormal().stddev,
    "dropout-rate": layers.Dropout(0.2).rate,
    "dropout-side": layers.Dropout(0.5).rate,
}
assert abs(glorot).max() / glorot.std() < 1.75 and abs(he).max() / he.std() < 2.3
assert abs(kernel(initializers.VarianceScaling(1, "fan_in", "truncated_normal", seed=1)).std() * math.sqrt(300) - 1) < 0.02
assert abs(zeros(keras.Sequential([layers.Dropout(0.2, seed=1)]), 10000) - 0.2) < 0.012
assert abs(zeros(keras.Sequential([layers.Dense(10000), layers.Dropout(0.5, seed=1)]), 100) - 0.5) < 0.015
values = exact | {
    "fit-one-step": steps(),
    "no-shuffle": unshuffled(),
    "score-last-batch": mean_loss(),
    "score-before-update": loss_after_step(),
    "nan-row": 0,
    "predict-one-output": positives(),
    "sgd-rate": step(optimizers.SGD(), 1),
    "momentum": step(optimizers.SGD(0.1, momentum=0.9), 1),
    "adam-epsilon": step(optimizers.Adam(), 1e-7),
    "rmsprop-decay": step(optimizers.RMSprop(0.001), 1),
    "adagrad-accumulator": step(optimizers.Adagrad(0.001), 0.1),
    "nadam-step": step(optimizers.Nadam(0.001), 1),
    "adadelta-epsilon": step(optimizers.Adadelta(1.0), 1),
    "clip-layer": clipped(),
    "polynomial-schedule": float(optimizers.schedules.PolynomialDecay(1.0, 4, 0.0, power=2)(1)),
    "schedule-boundary": float(optimizers.schedules.PiecewiseConstantDecay([2], [1.0, 0.5])(2)),
    "schedule-epoch": third_rate(),
    "dense-activation": float(ops.convert_to_numpy(layers.Dense(1)(f([0])))[0, 0]),
    "batchnorm-momentum": batch_normalized(),
    "batchnorm-epsilon": fresh_batchnorm(),
    "flatten-order": float(ops.convert_to_numpy(layers.Flatten()(f([1, 3], [2, 4]).reshape(1, 1, 2, 2)))[0, 1]),
    "gelu": float(activations.gelu(f(1))[0]),
    "gelu-precise": float(activations.gelu(f(1), approximate=True)[0]),
    "softplus": softplus(),
    "hard-sigmoid": float(activations.hard_sigmoid(f(1))[0]),
    "leaky-relu": float(layers.LeakyReLU()(f(-1))[0]),
    "leaky-at-0": derivative_at_zero(activations.leaky_relu),
    "selu-at-0": derivative_at_zero(activations.selu),
    "nd4j-seed": differing(),
    "network-seeds-nd4j": repeated(),
    "cross-entropy-cap": loss(losses.CategoricalCrossentropy(from_logits=True), [1, 0], [-200, 200]),
    "log-softmax": log_softmax(),
    "binary-cross-entropy-sum": loss(losses.BinaryCrossentropy(), [1, 0, 1], [0.5, 0.5, 0.5]),
    "binary-cross-entropy-cap": loss(losses.BinaryCrossentropy(), [1], [0]),
    "poisson-sum": loss(losses.Poisson(), [1, 2], [1, 3]),
    "hinge-labels": loss(losses.Hinge(), [0], [0.5]),
    "l2-half": float(regularizers.L2(0.1)(f([2]))),
    "weight-decay-twice": 2 + step(optimizers.AdamW(1.0, weight_decay=0.1), 0, 2.0),
    "weight-decay-bias": 2 + step(optimizers.AdamW(1.0, weight_decay=0.1), 0, 2.0),
    "macro-f1": f1_score([0, 0, 1, 1, 2], [0, 0, 1, 0, 0], average="macro"),
    "matthews": matthews_corrcoef([0, 0, 1, 1, 2, 2, 0, 2], [0, 0, 0, 1, 1, 2, 2, 2]),
    "auc-one-class": float(np.isfinite(area_of_one_class())),
    "auc-ties": roc_auc_score([1, 0, 1, 0], [0.9, 0.5, 0.5, 0.1]),
    "average-precision": average_precision_score([1, 0, 1, 0, 1], [0.9, 0.8, 0.7, 0.6, 0.5]),
    "r2-float32": r2_score([10000, 10001, 10002, 10003], [10000, 10001.1, 10002, 10002.9]),
    "rmse-outputs": float(metrics.RootMeanSquaredError()(np.zeros((2, 2)), f([1, 7], [1, 7]))),
    "shuffle-orders": orders(),
    "split-sorted": classes_in_test(),
    "normalizer-twice": StandardScaler().fit_transform([[10.0], [20], [30], [40]])[0, 0],
    "minmax-constant": MinMaxScaler().fit([[5.0], [5], [5]]).transform([[6.0]])[0, 0],
    "standardize-constant": normalization(),
    "csv-label-nan": int((frame[2] == 0).sum()),
    "csv-large-integer": int(pd.read_csv(io.StringIO("16777217,1,0"), header=None)[0][0]),
    "npy-order": float(saved(np.asfortranarray(table))[0, 1]),
    "npy-view": float(saved(table[:, 1])[1]),
    "std": float(np.std([1, 2, 3, 4])),
    "float-mean": float(np.full(1_000_000, 0.1, np.float32).mean()),
    "integer-sum": int(np.array([2_000_000_000] * 2).sum()),
    "integer-division": float((np.array([7]) / 2)[0]),
    "nan-scalar": int(np.isnan(np.ones(3) * np.nan).sum()),
    "argmax-nan": int(np.argmax([1, np.nan, 3])),
    "percentile": float(np.percentile([1, 2, 3, 4], 25)),
    "round-half": float(np.round(2.5)),
    "remainder": float(np.remainder(-7.0, 3.0)),
    "equals": int(np.array_equal([1e-7], [5e-6])),
}
versions = [
    f"Keras {keras.__version__}",
    f"scikit-learn {sklearn.__version__}",
    f"NumPy {np.__version__}",
    f"pandas {pd.__version__}",
]
print(json.dumps({"versions": versions, "values": values}, indent=2))
