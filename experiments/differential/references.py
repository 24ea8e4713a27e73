"""Fits a specification of `annlab fit` with scikit-learn or Keras 3, as one would write it there."""
import io
import json
import math
import os
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd

SHOWN = 10


class Refused(Exception):
    """What the reference does not take."""


def table(case):
    """Inputs and target as pandas reads them."""
    data = case["spec"]["data"]
    frame = pd.read_csv(io.StringIO(case["csv"]))
    if data["target"] not in frame:
        raise Refused("no column " + data["target"])
    y = frame[data["target"]]
    x = frame.drop(columns=data["target"])
    if x.shape[1] == 0:
        raise Refused("no column but the target")
    if not all(np.issubdtype(t, np.number) for t in x.dtypes):
        raise Refused("a column holds no numbers")
    if "rows" in data:
        x, y = x[: data["rows"]], y[: data["rows"]]
    if "columns" in data:
        if any(c is True or isinstance(c, float) or (isinstance(c, int) and c < 0) for c in data["columns"]):
            raise Refused("no column of that number")
        x = x[[c if isinstance(c, str) else x.columns[c] for c in data["columns"]]]
    y = y.to_numpy()
    if "positive" in data:
        y = (y == data["positive"]).astype(int)
    return x.to_numpy(dtype=float), y


def parts(case, x, y):
    from sklearn.model_selection import train_test_split

    split = dict(case["spec"].get("split") or {})
    if not split:
        return x, x, y, y
    if split.pop("stratify", False):
        split["stratify"] = y
    return train_test_split(x, y, **split)


def estimator(case):
    from sklearn.linear_model import LinearRegression, LogisticRegression, Perceptron, SGDClassifier
    from sklearn.metrics import accuracy_score, r2_score, root_mean_squared_error
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import LinearSVC

    spec = case["spec"]
    name = spec["estimator"]
    parameters = dict(spec.get("parameters") or {})
    dtype = parameters.pop("dtype", "float64")
    x, y = table(case)
    classifies = name not in ("MLPRegressor", "LinearRegression", "RandomForestRegressor")
    train, test, y_train, y_test = parts(case, x, y)
    if spec.get("scale"):
        scaler = StandardScaler().fit(train)
        train, test = scaler.transform(train), scaler.transform(test)
    if dtype == "float32":
        train, test = train.astype(np.float32), test.astype(np.float32)
    if "hidden_layer_sizes" in parameters and isinstance(parameters["hidden_layer_sizes"], list):
        parameters["hidden_layer_sizes"] = tuple(parameters["hidden_layer_sizes"])
    if name == "LogisticRegression":
        # what annlab documents: LIBLINEAR, each class against the rest
        one = LogisticRegression(solver="liblinear", tol=1e-8, max_iter=1000, **parameters)
        model = one if len(np.unique(y_train)) <= 2 else OneVsRestClassifier(one)
    elif name == "LinearSVC":
        model = LinearSVC(max_iter=100000, tol=1e-6, **parameters)
    else:
        model = {
            "MLPClassifier": MLPClassifier,
            "MLPRegressor": MLPRegressor,
            "Perceptron": Perceptron,
            "SGDClassifier": SGDClassifier,
            "LinearRegression": LinearRegression,
        }[name](**parameters)
    model.fit(train, y_train)
    result = {}
    if name.startswith("MLP"):
        result["n_iter"] = model.n_iter_
        result["loss"] = model.loss_
        if parameters.get("solver") != "lbfgs":
            result["loss_curve"] = model.loss_curve_
            if parameters.get("early_stopping"):
                result["validation_scores"] = model.validation_scores_
                result["best_validation_score"] = model.best_validation_score_
            else:
                result["best_loss"] = model.best_loss_
        result["coef_sums"] = [c.sum() for c in model.coefs_]
    elif name in ("Perceptron", "SGDClassifier"):
        result["n_iter"] = model.n_iter_
        result["coef"] = model.coef_
        result["intercept"] = model.intercept_
    predicted = model.predict(test)
    if classifies:
        result["accuracy"] = accuracy_score(y_test, predicted)
        if hasattr(model, "predict_proba"):
            result["probabilities"] = model.predict_proba(test[:SHOWN])
        elif np.issubdtype(y.dtype, np.number):
            result["predictions"] = predicted[:SHOWN]
    else:
        result["rmse"] = root_mean_squared_error(y_test, predicted)
        if len(y_test) > 1:
            result["r2"] = r2_score(y_test, predicted)
        result["predictions"] = predicted[:SHOWN]
    return result


def named(described):
    """A word, or {name: options}."""
    if isinstance(described, str):
        return described, None
    ((name, options),) = described.items()
    return name, options


def sequential(case):
    import keras

    spec = case["spec"]
    keras.backend.clear_session()
    dtype = spec.get("dtype", "float32")
    keras.config.set_floatx(dtype)
    x, y = table(case)
    loss = spec["compile"]["loss"]
    word = named(loss)[0].lower().replace("_", "")
    if not np.issubdtype(y.dtype, np.number):
        y = np.unique(y, return_inverse=True)[1]
    elif np.isnan(y.astype(float)).any():
        raise Refused("a target is missing")
    elif word == "sparsecategoricalcrossentropy":
        if (y != np.rint(y)).any():
            raise Refused("a class id is no integer")
        y = y.astype(int)
    train, test, y_train, y_test = parts(case, x, y)

    def layer(described):
        name, options = named(described)
        options = dict(options or {})
        if "kernel_regularizer" in options:
            options["kernel_regularizer"] = regularizer(options["kernel_regularizer"])
        made = getattr(keras.layers, name)(**options)
        if name == "Normalization":
            made.adapt(train)
        return made

    def regularizer(described):
        name, options = named(described)
        if options is None:
            return {"l1_l2": "L1L2"}.get(name, name)
        cls = {"l1": "L1", "l2": "L2", "l1_l2": "L1L2"}[name]
        return getattr(keras.regularizers, cls)(**options)

    def metric(described):
        name, options = named(described)
        return name if options is None else getattr(keras.metrics, name)(**options)

    def optimizer(described):
        name, options = named(described)
        options = dict(options or {})
        if isinstance(options.get("learning_rate"), dict):
            schedule, its = named(options["learning_rate"])
            options["learning_rate"] = getattr(keras.optimizers.schedules, schedule)(**its)
        return getattr(keras.optimizers, name)(**options) if described != name else name

    def made(described):
        name, options = named(described)
        return name if options is None else getattr(keras.losses, name)(**options)

    model = keras.Sequential([keras.Input(shape=(x.shape[1],))] + [layer(l) for l in spec["sequential"]])
    compiled = spec["compile"]
    model.compile(
        loss=made(loss),
        optimizer=optimizer(compiled.get("optimizer", "rmsprop")),
        metrics=[metric(m) for m in compiled.get("metrics", [])],
        run_eagerly="KERAS_EAGER" in os.environ,  # half the time of a graph for each small model
    )
    given = case.get("weights")
    if given is not None:
        weights = [np.array(w) for w in given]
        statistics = [w for l in model.layers if l.__class__.__name__ == "Normalization" for w in l.get_weights()]
        model.set_weights(statistics + weights)
    fit = dict(spec.get("fit") or {})
    if "class_weight" in fit:
        fit["class_weight"] = {int(k): v for k, v in fit["class_weight"].items()}
    callbacks = []
    for described in fit.pop("callbacks", []):
        name, options = named(described)
        callbacks.append(getattr(keras.callbacks, name)(**(options or {})))
    # a callback that watches what is not measured only warns in Keras
    history = model.fit(train, y_train, verbose=0, callbacks=callbacks, **fit)
    result = {"history": {k: v for k, v in history.history.items() if k != "learning_rate"}}
    if "split" in spec:
        scored = model.evaluate(test, y_test, verbose=0, return_dict=True)
        result["test"] = scored
        result["predictions"] = model.predict(test[:SHOWN], verbose=0)
    return result


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.integer, np.bool_)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        return value if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    return value


def run(case):
    """{"result": ...} or {"refused": why}."""
    try:
        made = sequential(case) if "sequential" in case["spec"] else estimator(case)
        return {"result": plain(made)}
    except Exception as e:  # whatever the reference raises is its refusal
        return {"refused": type(e).__name__ + ": " + str(e).strip().splitlines()[0][:200] if str(e).strip() else type(e).__name__}
