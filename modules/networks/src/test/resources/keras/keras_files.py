"""Models of every layer, activation, loss and optimizer: `write FOLDER` saves them by Keras with what they predict and
what one more epoch makes of them; `data FOLDER` writes their inputs and targets alone; `check FOLDER` loads the models
that Java saved, does the same and saves them again."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import keras
import numpy as np
from keras import layers, losses, optimizers

ROWS, FEATURES, CLASSES, BATCH = 64, 6, 3, 16
random = np.random.default_rng(7)
X = random.normal(1, 2, (ROWS, FEATURES)).astype("float32")
IMAGES = random.random((ROWS, 4, 3)).astype("float32")
TARGETS = {
    "ids": random.integers(0, CLASSES, ROWS).astype("int32"),
    "onehot": np.eye(CLASSES, dtype="float32")[random.integers(0, CLASSES, ROWS)],
    "numbers": random.normal(size=(ROWS, 2)).astype("float32"),
    "counts": random.integers(0, 5, (ROWS, 2)).astype("float32"),
    "yes": random.integers(0, 2, (ROWS, 1)).astype("float32"),
}
ACTIVATIONS = ["linear", "relu", "sigmoid", "tanh", "softplus", "elu", "selu", "gelu", "leaky_relu", "softsign", "hard_sigmoid", "exponential"]
INITIALIZERS = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "random_normal",
                "random_uniform", keras.initializers.VarianceScaling(0.5, "fan_avg", "uniform"), keras.initializers.Constant(0.1)]
S = optimizers.schedules
OPTIMIZERS = {
    "sgd": lambda: optimizers.SGD(0.05),
    "momentum": lambda: optimizers.SGD(0.05, momentum=0.9),
    "nesterov": lambda: optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "adam": lambda: optimizers.Adam(0.01),
    "adamw": lambda: optimizers.AdamW(0.01, weight_decay=0.01),
    "nadam": lambda: optimizers.Nadam(0.01),
    "rmsprop": lambda: optimizers.RMSprop(0.001),
    "rmsprop_momentum": lambda: optimizers.RMSprop(0.001, momentum=0.5),
    "adagrad": lambda: optimizers.Adagrad(0.01),
    "adadelta": lambda: optimizers.Adadelta(0.5),
    "lion": lambda: optimizers.Lion(0.001),
    "exponential": lambda: optimizers.SGD(S.ExponentialDecay(0.05, 3, 0.9, staircase=True)),
    "piecewise": lambda: optimizers.Adam(S.PiecewiseConstantDecay([3, 6], [0.01, 0.005, 0.001])),
    "cosine": lambda: optimizers.SGD(S.CosineDecay(0.05, 20)),
}


def normalization():
    layer = layers.Normalization()
    layer.adapt(X)
    return layer


def classifier(*hidden, shape=(FEATURES,)):
    return keras.Sequential([layers.Input(shape), *hidden, layers.Dense(CLASSES, activation="softmax")])


def functional():
    i = layers.Input((FEATURES,))
    h = layers.Dense(5, activation="relu", name="first")(i)
    return keras.Model(i, layers.Dense(CLASSES, activation="softmax", name="last")(h))


def cases():
    """name: model, loss, optimizer, metrics, kind of targets, whether one more epoch is the same in Java"""
    ce = "sparse_categorical_crossentropy"
    for a in ACTIVATIONS:
        yield f"activation_{a}", classifier(layers.Dense(5, activation=a)), ce, optimizers.SGD(0.05), ["accuracy"], "ids", True
    for n, i in enumerate(INITIALIZERS):
        yield f"initializer_{n}", classifier(layers.Dense(5, kernel_initializer=i)), ce, optimizers.SGD(0.05), [], "ids", True
    for n, o in OPTIMIZERS.items():
        yield f"optimizer_{n}", classifier(layers.Dense(5, activation="tanh")), ce, o(), ["accuracy"], "ids", True
    for n, r in {"l1": "l1", "l2": "l2", "l1_l2": keras.regularizers.L1L2(0.01, 0.02)}.items():
        model = classifier(layers.Dense(5, activation="relu", kernel_regularizer=r))
        yield f"regularizer_{n}", model, ce, optimizers.SGD(0.05), [], "ids", True
    for n, (loss, kind, a, metrics) in {
        "mse": ("mse", "numbers", "linear", ["mae", keras.metrics.RootMeanSquaredError()]),
        "mae": ("mae", "numbers", "linear", ["mse"]),
        "huber": (losses.Huber(), "numbers", "linear", []),
        "poisson": ("poisson", "counts", "softplus", []),
        "bce": ("binary_crossentropy", "yes", "sigmoid", ["accuracy", keras.metrics.Precision(), keras.metrics.Recall(), keras.metrics.BinaryAccuracy(name="right")]),
    }.items():
        units = TARGETS[kind].shape[1]
        model = keras.Sequential([layers.Input((FEATURES,)), layers.Dense(5, activation="tanh"), layers.Dense(units, activation=a)])
        yield f"loss_{n}", model, loss, optimizers.SGD(0.05), metrics, kind, True
    yield "loss_cce", classifier(layers.Dense(5)), "categorical_crossentropy", optimizers.SGD(0.05), [keras.metrics.TopKCategoricalAccuracy(2), "acc", keras.metrics.CategoricalAccuracy()], "onehot", True
    yield "loss_object", classifier(layers.Dense(5)), losses.SparseCategoricalCrossentropy(), "sgd", [keras.metrics.SparseTopKCategoricalAccuracy(2), keras.metrics.SparseCategoricalAccuracy()], "ids", True
    yield "flatten", classifier(layers.Flatten(), layers.Dense(5, activation="relu"), shape=(4, 3)), ce, optimizers.SGD(0.05), [], "ids", True
    yield "normalization", classifier(normalization(), layers.Dense(5, activation="relu")), ce, optimizers.Adam(0.01), [], "ids", True
    # before a BatchNormalization a bias has the gradient 0: what is left is rounding, which a small epsilon makes large
    smooth = {"sgd": optimizers.SGD(0.05), "adam": optimizers.Adam(0.01, epsilon=1e-3), "rmsprop": optimizers.RMSprop(0.001, epsilon=1e-3)}
    for n in smooth:
        model = classifier(layers.Dense(5), layers.BatchNormalization(momentum=0.9, epsilon=0.01), layers.Dense(4, activation="relu"), layers.BatchNormalization())
        yield f"batch_normalization_{n}", model, ce, smooth[n], [], "ids", True
    yield "dropout", classifier(layers.Dense(8, activation="relu"), layers.Dropout(0.3)), ce, optimizers.SGD(0.05), [], "ids", False
    yield "functional", functional(), ce, optimizers.Adam(0.01), [], "ids", True
    yield "all", classifier(normalization(), layers.Dense(5, activation="gelu", kernel_regularizer="l2"), layers.BatchNormalization(), layers.Dropout(0.0), layers.Dense(4, activation="selu", name="second")), ce, optimizers.Adam(0.01), ["accuracy"], "ids", True


def inputs(model):
    return IMAGES if len(model.input_shape) == 3 else X


def fit(model, kind):
    return model.fit(inputs(model), TARGETS[kind], batch_size=BATCH, epochs=1, shuffle=False, verbose=0).history["loss"][0]


def data(folder):
    np.save(f"{folder}/x.npy", X)
    np.save(f"{folder}/images.npy", IMAGES)
    for kind, y in TARGETS.items():
        np.save(f"{folder}/y_{kind}.npy", y)


def write(folder):
    data(folder)
    index = []
    for name, model, loss, optimizer, metrics, kind, same in cases():
        keras.utils.set_random_seed(len(index) + 1)
        model.compile(loss=loss, optimizer=optimizer, metrics=metrics)
        for variable in model.trainable_variables:
            variable.assign(np.random.default_rng(len(index)).normal(0, 0.4, variable.shape))
        fit(model, kind)
        model.save(f"{folder}/{name}.keras")
        model.save_weights(f"{folder}/{name}.weights.h5")
        np.savez(f"{folder}/{name}.weights.npz", *model.get_weights())
        np.save(f"{folder}/{name}.predictions.npy", model.predict(inputs(model), verbose=0))
        # a copy for the legacy file: to save one makes Keras forget the optimizer of later ones
        keras.models.load_model(f"{folder}/{name}.keras").save(f"{folder}/{name}.h5")
        last = fit(model, kind)
        np.savez(f"{folder}/{name}.after.npz", *model.get_weights())
        index.append({"name": name, "kind": kind, "images": len(model.input_shape) == 3, "same": same, "loss": last})
    json.dump(index, open(f"{folder}/index.json", "w"), indent=1)


def distance(left, right):
    """The largest; without the count of rows of a Normalization, which is written as 0."""
    return max([0.0] + [float(np.abs(a.astype("float64") - b).max()) for a, b in zip(left, right, strict=True) if a.shape != ()])


def arrays(file):
    read = np.load(file)
    return [read[name] for name in read.files]


def check(folder):
    """Prints for each case how far weights, predictions, scores and one more epoch are from Java's."""
    out = []
    for case in json.load(open(f"{folder}/index.json")):
        name, kind = case["name"], case["kind"]
        file = f"{folder}/{name}.java"
        model = keras.models.load_model(f"{file}.keras")
        java = arrays(f"{file}.npz")
        unequal = sum(a.dtype != b.dtype or not np.array_equal(a, b) for a, b in zip(java, model.get_weights(), strict=True) if b.shape != ())
        original = f"{folder}/{name}.keras"
        twin = keras.models.load_model(original if os.path.exists(original) else f"{file}.keras")
        for variable in twin.variables:
            variable.assign(variable * 0)
        twin.load_weights(f"{file}.weights.h5")
        unequal += sum(not np.array_equal(a, b) for a, b in zip(twin.get_weights(), java, strict=True) if a.shape != ())
        predictions = distance([model.predict(inputs(model), verbose=0)], [np.load(f"{file}.predictions.npy")])
        scores = json.load(open(f"{file}.scores.json"))
        mine = model.evaluate(inputs(model), TARGETS[kind], batch_size=BATCH, verbose=0, return_dict=True)
        fit(model, kind)
        model.save(f"{folder}/{name}.back.keras")
        after = distance(model.get_weights(), arrays(f"{file}.after.npz"))
        out.append({"name": name, "optimizer": type(model.optimizer).__name__, "iterations": int(model.optimizer.iterations),
                    "unequal": int(unequal), "predictions": predictions, "after": after if case["same"] else 0.0,
                    "names": sorted(mine), "java_names": sorted(scores),
                    "scores": max(abs(mine[n] - scores[n]) for n in scores if n in mine and n != "auc")})
    json.dump(out, open(f"{folder}/check.json", "w"), indent=1)


{"data": data, "write": write, "check": check}[sys.argv[1]](sys.argv[2])
