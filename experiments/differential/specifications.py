"""Random specifications of `annlab fit`, each with its table: what people write, and what they get wrong."""
import numpy as np

ACTIVATIONS = ["linear", "relu", "sigmoid", "tanh", "softplus", "elu", "selu", "gelu", "leaky_relu", "softsign",
               "hard_sigmoid", "exponential"]


def numbers(r, rows, columns):
    """Columns as tables have them: scaled or not, counted, repeated, constant."""
    x = np.empty((rows, columns))
    for j in range(columns):
        kind = r.choice(["normal", "normal", "normal", "large", "small", "integer", "constant", "few"])
        if kind == "normal":
            x[:, j] = r.normal(0, 1, rows)
        elif kind == "large":
            x[:, j] = r.normal(50, 30, rows)
        elif kind == "small":
            x[:, j] = r.normal(0, 1e-3, rows)
        elif kind == "integer":
            x[:, j] = r.integers(0, 10, rows)
        elif kind == "constant":
            x[:, j] = round(float(r.normal(0, 5)), 3)
        else:
            x[:, j] = r.choice([-1.0, 0.0, 2.5], rows)
    return np.round(x, 4)


def text(x, y, r):
    names = [f"c{j}" for j in range(x.shape[1])]
    at = int(r.integers(0, x.shape[1] + 1))
    header = names[:at] + ["t"] + names[at:]
    lines = [",".join(header)]
    for row, target in zip(x, y):
        fields = [repr(float(v)) for v in row]
        lines.append(",".join(fields[:at] + [str(target)] + fields[at:]))
    return "\n".join(lines) + "\n"


def labels(r, rows, classes):
    y = r.integers(0, classes, rows)
    y[: min(rows, classes)] = np.arange(classes)[:rows]
    style = r.choice(["ids", "ids", "ids", "words", "shifted", "floats"])
    if style == "words":
        return [["ant", "bee", "cat", "dog", "elk"][k] for k in y]
    if style == "shifted":
        return [int(k) * 2 - 1 for k in y]
    if style == "floats":
        return [float(k) for k in y]
    return [int(k) for k in y]


def odd(csv, r):
    """One fault in a table."""
    lines = csv.strip("\n").split("\n")
    row = int(r.integers(1, len(lines)))
    fields = lines[row].split(",")
    kind = r.choice(["field", "blank", "short", "long", "mark", "spaces", "nothing", "quotes", "empty line"])
    if kind == "field":
        fields[int(r.integers(0, len(fields)))] = str(r.choice(
            ["NA", "nan", "", "x", "1d", "0x2p0", "3f", "1e400", "inf", "null", "1_0", "1e3", "+2", ".5", "2.", " 1 "]))
        lines[row] = ",".join(fields)
    elif kind == "blank":
        lines[row] = ",".join("" for _ in fields)
    elif kind == "short" and len(fields) > 1:
        lines[row] = ",".join(fields[:-1])
    elif kind == "long":
        lines[row] += ",1"
    elif kind == "mark":
        lines[0] = "\ufeff" + lines[0]
    elif kind == "spaces":
        lines[row] = ", ".join(fields)
    elif kind == "nothing":
        lines = lines[:1]
    elif kind == "quotes":
        lines[row] = ",".join(f'"{f}"' for f in fields)
    else:
        lines.insert(row, "")
    return "\n".join(lines) + "\n"


def maybe(r, p=0.5):
    return r.random() < p


def pick(r, *values):
    return values[int(r.integers(0, len(values)))]


def split(r, classes):
    if not maybe(r, 0.5):
        return None
    made = {"random_state": int(pick(r, 0, 1, 42, 2**31 - 1, 2**32 - 1))}
    size = pick(r, 0.25, 0.5, 3, 0.1)
    made[pick(r, "test_size", "test_size", "train_size") if not isinstance(size, int) else "test_size"] = size
    if maybe(r, 0.2):
        made["shuffle"] = False
    elif classes and maybe(r, 0.3):
        made["stratify"] = True
    return made


def mlp(r, regressor):
    p = {"random_state": int(pick(r, 0, 1, 2, 42, 1234567, 2**32 - 1)),
         "max_iter": int(pick(r, 1, 3, 8, 20)),
         "hidden_layer_sizes": pick(r, [4], [5, 3], [2, 2, 2], 6, [])}
    options = {
        "activation": lambda: pick(r, "identity", "logistic", "tanh", "relu"),
        "solver": lambda: pick(r, "sgd", "adam", "adam", "lbfgs"),
        "alpha": lambda: pick(r, 0, 1e-4, 0.1, 1.0),
        "batch_size": lambda: pick(r, "auto", 1, 3, 5, 1000),
        "learning_rate": lambda: pick(r, "constant", "invscaling", "adaptive"),
        "learning_rate_init": lambda: pick(r, 1e-3, 0.01, 0.1, 1.0),
        "power_t": lambda: pick(r, 0.5, 0.0, 1.0),
        "shuffle": lambda: False,
        "tol": lambda: pick(r, 0.0, 1e-4, 0.1),
        "momentum": lambda: pick(r, 0.0, 0.5, 0.9, 1.0),
        "nesterovs_momentum": lambda: False,
        "early_stopping": lambda: True,
        "validation_fraction": lambda: pick(r, 0.1, 0.2, 0.3, 0.5),
        "beta_1": lambda: pick(r, 0.0, 0.5, 0.99),
        "beta_2": lambda: pick(r, 0.0, 0.9, 0.9999),
        "epsilon": lambda: pick(r, 1e-8, 1e-3, 0.5),
        "n_iter_no_change": lambda: pick(r, 1, 2, 10),
        "max_fun": lambda: pick(r, 1, 10, 1000),
        "verbose": lambda: pick(r, False, 0),
        "warm_start": lambda: True,
        "dtype": lambda: pick(r, "float64", "float32"),
    }
    if regressor:
        options["loss"] = lambda: pick(r, "squared_error", "poisson")
    for name in options:
        if maybe(r, 0.28):
            p[name] = options[name]()
    return p


def wrong(p, r):
    """One parameter out of its range, or of another type."""
    name = pick(r, "alpha", "tol", "max_iter", "momentum", "beta_1", "validation_fraction", "random_state", "batch_size",
                "activation", "hidden_layer_sizes", "shuffle", "learning_rate_init", "n_iter_no_change", "verbose",
                "epsilon", "nonsense")
    p[name] = pick(r, -1, 0, 1, 2.5, "x", None, True, [], 2**32, 1e-300, [0], [3, -1])


def estimator(r):
    name = pick(r, "MLPClassifier", "MLPClassifier", "MLPClassifier", "MLPRegressor", "MLPRegressor", "MLPRegressor",
                "Perceptron", "SGDClassifier", "LinearRegression", "LogisticRegression", "LinearSVC")
    rows = int(pick(r, 1, 2, 4, 8, 12, 20, 20, 30, 30, 30, 40, 40, 40, 60, 60, 230))
    columns = int(r.integers(1, 5))
    x = numbers(r, rows, columns)
    spec = {"data": {"csv": "t.csv", "target": "t"}, "estimator": name}
    classifies = name not in ("MLPRegressor", "LinearRegression")
    if classifies:
        y = labels(r, rows, int(pick(r, 2, 2, 2, 2, 3, 3, 4, 5)) if maybe(r, 0.97) else 1)
        if maybe(r, 0.05):
            y = [round(float(v), 2) for v in r.normal(0, 2, rows)]
    else:
        y = [round(float(v), 3) for v in x @ r.normal(0, 1, columns) + r.normal(0, 0.3, rows)]
        if maybe(r, 0.1):
            y = [2.5] * rows
    if name.startswith("MLP"):
        p = mlp(r, name == "MLPRegressor")
        if p.get("loss") == "poisson" and maybe(r, 0.9):
            y = [int(v) for v in r.poisson(2, rows)]
    elif name in ("Perceptron", "SGDClassifier"):
        p = {"random_state": int(pick(r, 0, 1, 7, 2**32 - 1))}
        for option, value in {"fit_intercept": False, "max_iter": int(pick(r, 1, 5, 50)), "tol": pick(r, None, 0.0, 0.01),
                              "shuffle": False, "eta0": pick(r, 0.1, 2.0), "n_iter_no_change": int(pick(r, 1, 3))}.items():
            if maybe(r, 0.4):
                p[option] = value
        if name == "SGDClassifier":
            p.update({"loss": "perceptron", "learning_rate": "constant", "penalty": None, "eta0": pick(r, 0.1, 1.0)})
    elif name == "LogisticRegression":
        p = {"C": pick(r, 0.1, 1.0, 10.0)}
    elif name == "LinearSVC":
        p = {"C": pick(r, 0.1, 1.0), "random_state": 0}
    else:
        p = {}
    if p and maybe(r, 0.05):
        wrong(p, r)
    spec["parameters"] = p
    if maybe(r, 0.4):
        spec["scale"] = True
    parts = split(r, classifies)
    if parts:
        spec["split"] = parts
    if maybe(r, 0.1):
        spec["data"]["columns"] = pick(r, [0], ["c0"], [0, 0], [-1], [1.7], [True])
    csv = text(x, y, r)
    if maybe(r, 0.07):
        csv = odd(csv, r)
    return {"spec": spec, "csv": csv}


def regularizer(r):
    return pick(r, "l2", "l1", {"l2": {"l2": 0.1}}, {"l1": {"l1": 0.02}}, {"l1_l2": {"l1": 0.01, "l2": 0.05}})


def optimizer(r):
    rate = pick(r, 1e-3, 0.01, 0.05, 0.1)
    if maybe(r, 0.12):
        rate = pick(r, {"ExponentialDecay": {"initial_learning_rate": 0.05, "decay_steps": 3, "decay_rate": 0.5,
                                             "staircase": maybe(r)}},
                    {"PiecewiseConstantDecay": {"boundaries": [2, 5], "values": [0.1, 0.05, 0.01]}},
                    {"CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 6, "alpha": 0.1}})
    adam = {"learning_rate": rate}
    for name, values in {"beta_1": (0.5, 0.0), "beta_2": (0.9,), "epsilon": (1e-3, 1e-8)}.items():
        if maybe(r, 0.25):
            adam[name] = pick(r, *values)
    kind = pick(r, "SGD", "SGD", "SGD", "Adam", "Adam", "Nadam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Lion", "word")
    if kind == "word":
        return pick(r, "sgd", "adam", "rmsprop", "adagrad", "nadam", "adamw", "adadelta", "lion")
    if kind == "SGD":
        p = {"learning_rate": rate}
        if maybe(r, 0.4):
            p["momentum"] = pick(r, 0.0, 0.5, 0.9)
            if maybe(r):
                p["nesterov"] = True
        return {"SGD": p}
    if kind == "RMSprop":
        p = {"learning_rate": rate}
        if maybe(r, 0.3):
            p["rho"] = 0.5
        if maybe(r, 0.3):
            p["momentum"] = 0.5
        return {"RMSprop": p}
    if kind == "Adagrad":
        return {"Adagrad": {"learning_rate": rate, **({"initial_accumulator_value": 0.0} if maybe(r, 0.2) else {})}}
    if kind == "Adadelta":
        return {"Adadelta": {"learning_rate": 1.0, **({"rho": 0.5} if maybe(r, 0.3) else {})}}
    if kind == "Lion":
        return {"Lion": {"learning_rate": rate}}
    if kind == "AdamW" and maybe(r):
        adam["weight_decay"] = pick(r, 0.0, 0.1)
    return {kind: adam}


def sequential(r):
    rows = int(pick(r, 1, 2, 3, 5, 8, 8, 12, 12, 20))
    columns = int(r.integers(1, 5))
    x = numbers(r, rows, columns)
    problem = pick(r, "numbers", "numbers", "yes", "yes", "classes", "classes")
    metrics = ["accuracy", "acc", "mae", "mse", "RootMeanSquaredError", "mean_squared_error", "MeanAbsoluteError",
               {"RootMeanSquaredError": {}}, {"MeanSquaredError": {}}, {"MeanAbsoluteError": {"name": "off"}}]
    if problem == "numbers":
        loss = pick(r, "mse", "mean_squared_error", "mae", {"Huber": {"delta": 0.5}}, "huber", "poisson")
        units, last = 1, "linear" if loss != "poisson" else pick(r, "softplus", "exponential", "sigmoid", "linear")
        last = pick(r, last, last, last, "relu", "tanh", "elu")
        y = ([int(v) for v in r.poisson(1.5, rows)] if loss == "poisson" or maybe(r, 0.2)
             else [round(float(v), 3) for v in r.normal(0.5, 1.5, rows)])
        if loss == "poisson" and last in ("tanh", "elu"):
            last = "softplus"
    elif problem == "yes":
        loss, units, last = "binary_crossentropy", 1, "sigmoid"
        y = [int(v) for v in r.integers(0, 2, rows)]
        if maybe(r, 0.15):
            y = [round(float(v), 2) for v in r.random(rows)]
        metrics = ["accuracy", "accuracy", "mse", "mae", {"Precision": {}}, {"Recall": {}}, "RootMeanSquaredError"]
    else:
        loss, units, last = "sparse_categorical_crossentropy", int(pick(r, 2, 3, 4)), "softmax"
        y = [int(v) for v in r.integers(0, units, rows)]
        if maybe(r, 0.04):
            y[0] = pick(r, units, -1, 0.5)
        metrics = ["accuracy", "accuracy", "acc", "sparse_top_k_categorical_accuracy",
                   {"SparseTopKCategoricalAccuracy": {"k": int(pick(r, 1, 2, 3))}},
                   {"SparseTopKCategoricalAccuracy": {"k": 2, "name": "two"}}]
    layers, shapes, width = [], [], columns

    def dense(units, activation):
        nonlocal width
        options = {"units": units, "activation": activation}
        if activation == "linear" and maybe(r):
            del options["activation"]
        if maybe(r, 0.2):
            options["kernel_regularizer"] = regularizer(r)
        layers.append({"Dense": options})
        scale = pick(r, 1.0, 1.0, 1.0, 0.0, 3.0)
        shapes.append(np.round(r.normal(0, scale / np.sqrt(width), (width, units)), 4).tolist())
        shapes.append(np.round(r.normal(0, 0.1, units) if maybe(r, 0.3) else np.zeros(units), 4).tolist())
        width = units

    def batch_normalization():
        layers.append({"BatchNormalization": pick(r, {}, {}, {"momentum": 0.5}, {"epsilon": 0.1, "momentum": 0.0})})
        shapes.extend([[1.0] * width, [0.0] * width, [0.0] * width, [1.0] * width])

    if maybe(r, 0.25):
        layers.append({"Normalization": {}})
    if maybe(r, 0.08):
        batch_normalization()
    for _ in range(int(pick(r, 0, 1, 1, 2))):
        dense(int(pick(r, 1, 2, 3, 5)), pick(r, *ACTIVATIONS))
        if maybe(r, 0.15):
            batch_normalization()
        if maybe(r, 0.1):
            layers.append({"Dropout": {"rate": 0.0}})
    dense(units, last)
    fit = {"epochs": int(pick(r, 1, 2, 2, 3, 4)), "shuffle": False}
    if maybe(r, 0.6):
        fit["batch_size"] = int(pick(r, 1 if rows < 9 else 4, 2, 3, 7, 32, 100))
    if maybe(r, 0.35):
        fit["validation_split"] = pick(r, 0.1, 0.25, 0.5)
    if maybe(r, 0.2):
        fit["class_weight"] = pick(r, {"0": 2.0, "1": 0.5}, {"1": 3}, {"0": 0.0}, {"0": 1, "2": 4})
    if maybe(r, 0.08):
        fit["initial_epoch"] = 1
    measured = [pick(r, *metrics) for _ in range(int(pick(r, 0, 1, 2, 3)))]
    watched = ["loss", "loss"] + (["val_loss"] * 2 if "validation_split" in fit else [])
    watched += [m for m in measured if isinstance(m, str)]
    callbacks = []
    if maybe(r, 0.2):
        callbacks.append({"EarlyStopping": {"monitor": pick(r, *watched), **({"patience": int(pick(r, 0, 1, 2))} if maybe(r, 0.7) else {}),
                                            **({"min_delta": pick(r, 0.01, 0.1)} if maybe(r, 0.3) else {}),
                                            **({"restore_best_weights": True} if maybe(r, 0.4) else {})}})
    if maybe(r, 0.15):
        callbacks.append({"ReduceLROnPlateau": {"monitor": pick(r, *watched), "patience": int(pick(r, 0, 1)), "factor": pick(r, 0.5, 0.1),
                                                **({"min_delta": 0.1} if maybe(r, 0.3) else {}),
                                                **({"cooldown": 1} if maybe(r, 0.3) else {}),
                                                **({"min_lr": 0.01} if maybe(r, 0.3) else {})}})
    if callbacks:
        fit["callbacks"] = callbacks
    spec = {"data": {"csv": "t.csv", "target": "t"}, "sequential": layers,
            "compile": {"loss": loss, "optimizer": optimizer(r), "metrics": measured}, "fit": fit, "weights": "w.npz",
            "dtype": "float32"}
    if maybe(r, 0.4):
        spec["split"] = {"test_size": pick(r, 0.25, 0.5, 1), "shuffle": False}
    csv = text(x, y, r)
    if maybe(r, 0.05):
        csv = odd(csv, r)
    return {"spec": spec, "csv": csv, "weights": shapes}


def case(kind, seed):
    r = np.random.default_rng([{"estimator": 1, "sequential": 2}[kind], seed])
    return {"kind": kind, "seed": seed, **(estimator(r) if kind == "estimator" else sequential(r))}
