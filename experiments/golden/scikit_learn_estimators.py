"""Makes the golden numbers that the tests of modules/estimators are held to.

They come from scikit-learn 1.2 (Debian 12: package python3-sklearn) with one BLAS thread:

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 \
        experiments/golden/scikit_learn_estimators.py modules/estimators/src/test/resources/reference

Needed neither to build nor to test: the JSON files are committed. Each holds its inputs, so that a
test reads nothing else. Numbers are doubles printed so that they read back exactly.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression, Perceptron, SGDClassifier
from sklearn.metrics import confusion_matrix, log_loss, mean_squared_error, r2_score
from sklearn.multioutput import MultiOutputClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")


def plain(value):
    """NumPy values as JSON's."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.integer, np.bool_)):
        return int(value)
    if isinstance(value, np.floating):
        return float(value)
    return value


def write(folder, name, content):
    content = {
        "made_with": {"scikit_learn": sklearn.__version__, "numpy": np.__version__},
        **content,
    }
    text = json.dumps(plain(content), indent=None, separators=(",", ":"))
    (folder / name).write_text(text + "\n")


def scaler_cases():
    r = np.random.RandomState(7)
    usual = r.normal(3.0, 2.0, (40, 3))
    constant = np.column_stack([r.uniform(-1, 1, 25), np.full(25, 0.1), np.full(25, 1e6 / 3)])
    offset = r.normal(1e8, 1e-2, (30, 2))
    cases = {}
    for name, x in {"usual": usual, "constant": constant, "offset": offset}.items():
        s = StandardScaler().fit(x)
        cases[name] = {"x": x, "mean": s.mean_, "variance": s.var_, "scale": s.scale_,
                       "transformed": s.transform(x)}
    return cases


def score_cases():
    r = np.random.RandomState(8)
    y, p = r.normal(size=(20, 2)), r.normal(size=(20, 2))
    ids, guesses = r.randint(0, 3, 30), r.randint(0, 3, 30)
    proba = r.uniform(0, 1, (30, 3))
    proba[0] = [1.0, 0.0, 0.0]
    proba /= proba.sum(axis=1, keepdims=True)
    return {
        "y": y, "predicted": p,
        "rmse": mean_squared_error(y.ravel(), p.ravel(), squared=False), "r2": r2_score(y, p),
        "r2_first_column": r2_score(y[:, 0], p[:, 0]),
        "ids": ids, "guesses": guesses, "confusion": confusion_matrix(ids, guesses),
        "proba": proba, "log_loss": log_loss(ids, proba),
    }


def baseline_cases():
    r = np.random.RandomState(9)
    x = r.normal(size=(60, 3)) * [1.0, 50.0, 0.01] + [0, 1000, 5]
    y = x @ [2.0, -0.03, 100.0] + 7 + r.normal(size=60)
    two = np.column_stack([y, x @ [0.5, 0.01, -40.0] + r.normal(size=60)])
    iris = load_iris()
    petals = iris.data[:, 2:]
    svc = LinearSVC(random_state=42, max_iter=100000).fit(petals, iris.target)
    logistic = LogisticRegression(solver="liblinear", tol=1e-10).fit(petals, iris.target)
    return {
        "x": x, "y": y, "y_two": two,
        "linear_regression": LinearRegression().fit(x, y).predict(x[:10]),
        "linear_regression_two": LinearRegression().fit(x, two).predict(x[:10]),
        "petals": petals, "species": iris.target,
        "linear_svc_predictions": svc.predict(petals),
        "logistic_predictions": logistic.predict(petals),
        "logistic_probabilities": logistic.predict_proba(petals[::15]),
    }


def mlp_result(m, x):
    result = {
        "n_iter": m.n_iter_, "loss": m.loss_, "best_loss": getattr(m, "best_loss_", None),
        "loss_curve": list(getattr(m, "loss_curve_", None) or []) or None, "t": m.t_,
        "validation_scores": list(getattr(m, "validation_scores_", None) or []) or None,
        "best_validation_score": getattr(m, "best_validation_score_", None),
        "out_activation": m.out_activation_, "n_layers": m.n_layers_, "n_outputs": m.n_outputs_,
        "coef_sums": [c.sum() for c in m.coefs_],
        "intercept_sums": [c.sum() for c in m.intercepts_],
        "predictions": m.predict(x[:10]),
    }
    if hasattr(m, "predict_proba"):
        result["probabilities"] = m.predict_proba(x[:10])
    return result


def mlp_regressor_cases():
    r = np.random.RandomState(10)
    x = r.normal(size=(83, 3))
    y = np.sin(x[:, 0]) + 0.5 * x[:, 1] * x[:, 2]
    two = np.column_stack([y, x[:, 0] - 2 * x[:, 2]])
    base = {"hidden_layer_sizes": [7, 5], "random_state": 3, "max_iter": 25}
    cases = {
        "adam": {},
        "one_int_hidden": {"hidden_layer_sizes": [6]},
        "no_hidden": {"hidden_layer_sizes": []},
        "identity": {"activation": "identity"},
        "logistic": {"activation": "logistic"},
        "tanh": {"activation": "tanh"},
        "alpha": {"alpha": 0.5, "batch_size": 20},
        "batch_16": {"batch_size": 16},
        "batch_above_rows": {"batch_size": 500},
        "no_shuffle": {"shuffle": False, "batch_size": 16},
        "adam_betas": {"beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4, "learning_rate_init": 0.01},
        "sgd": {"solver": "sgd", "learning_rate_init": 0.01, "batch_size": 16},
        "sgd_plain": {"solver": "sgd", "momentum": 0.0, "learning_rate_init": 0.05,
                      "batch_size": 16},
        "sgd_momentum": {"solver": "sgd", "nesterovs_momentum": False, "momentum": 0.7,
                         "learning_rate_init": 0.01, "batch_size": 16},
        "sgd_invscaling": {"solver": "sgd", "learning_rate": "invscaling", "power_t": 0.3,
                           "learning_rate_init": 0.05, "batch_size": 16},
        "sgd_adaptive": {"solver": "sgd", "learning_rate": "adaptive", "n_iter_no_change": 3,
                         "tol": 1e-2, "learning_rate_init": 0.05, "batch_size": 16,
                         "max_iter": 400},
        "sgd_stops": {"solver": "sgd", "tol": 1e-2, "n_iter_no_change": 4,
                      "learning_rate_init": 0.02, "batch_size": 16, "max_iter": 400},
        "early_stopping": {"early_stopping": True, "validation_fraction": 0.2,
                           "n_iter_no_change": 5, "learning_rate_init": 0.02, "max_iter": 300,
                           "batch_size": 16},
        "two_outputs": {"target": "two"},
        "two_outputs_sgd": {"target": "two", "solver": "sgd", "learning_rate_init": 0.01,
                            "batch_size": 16},
    }
    results = {}
    for name, changes in cases.items():
        parameters = {**base, **changes}
        target = parameters.pop("target", "one")
        m = MLPRegressor(**parameters).fit(x, two if target == "two" else y)
        results[name] = {"parameters": parameters, "target": target, **mlp_result(m, x)}

    warm = MLPRegressor(**base, warm_start=True)
    first = mlp_result(warm.fit(x, y), x)
    again = mlp_result(warm.fit(x[:50], y[:50]), x)
    part = MLPRegressor(**{**base, "batch_size": 16})
    for _ in range(3):
        part.partial_fit(x, y)
    after = mlp_result(part, x)
    part.partial_fit(x[:40], y[:40])
    # since 1.3 scikit-learn counts the epochs of each fit by themselves
    again["n_iter"], after["n_iter"] = base["max_iter"], 1
    four = {**mlp_result(part, x), "n_iter": 1}
    return {"x": x, "y": y, "y_two": two, "cases": results,
            "warm_start": {"parameters": base, "first": first, "again": again},
            "partial_fit": {"parameters": {**base, "batch_size": 16}, "three": after,
                            "four": four}}


def mlp_classifier_cases():
    iris = load_iris()
    x = StandardScaler().fit_transform(iris.data)
    y = iris.target
    labels = np.column_stack([y == 0, iris.data[:, 2] >= 4.35, iris.data[:, 3] >= 1.3]).astype(int)
    targets = {"species": y, "setosa": (y == 0).astype(int), "labels": labels, "ids": y * 10 - 5}
    base = {"hidden_layer_sizes": [5], "random_state": 3, "max_iter": 25, "batch_size": 40}
    cases = {
        "three_classes": {}, "other_ids": {"target": "ids"}, "binary": {"target": "setosa"},
        "multilabel": {"target": "labels"},
        "sgd": {"solver": "sgd", "learning_rate_init": 0.1},
        "tanh_alpha": {"activation": "tanh", "alpha": 1.0},
        "logistic": {"activation": "logistic", "learning_rate_init": 0.05},
        "early_stopping": {"early_stopping": True, "learning_rate_init": 0.02, "max_iter": 200},
        "early_stopping_binary": {"early_stopping": True, "target": "setosa",
                                  "validation_fraction": 0.15, "learning_rate_init": 0.02,
                                  "max_iter": 200},
        "early_stopping_multilabel": {"early_stopping": True, "target": "labels",
                                      "learning_rate_init": 0.02, "max_iter": 60},
    }
    results = {}
    for name, changes in cases.items():
        parameters = {**base, **changes}
        target = parameters.pop("target", "species")
        m = MLPClassifier(**parameters).fit(x, targets[target])
        results[name] = {"parameters": parameters, "target": target, **mlp_result(m, x)}
    part = MLPClassifier(**base)
    part.partial_fit(x[:100], y[:100], classes=[0, 1, 2])
    part.partial_fit(x[50:], y[50:])
    return {"x": x, "targets": targets, "cases": results,
            "partial_fit": {"parameters": base, **mlp_result(part, x), "n_iter": 1}}


def lbfgs_cases():
    """The losses that an L-BFGS of another make should reach."""
    r = np.random.RandomState(11)
    x = r.normal(size=(50, 3))
    y = x @ [1.0, -2.0, 0.5] + 3 + 0.1 * r.normal(size=50)
    convex = MLPRegressor([], solver="lbfgs", alpha=0.1, random_state=0, tol=1e-9,
                          max_iter=5000).fit(x, y)
    iris = load_iris()
    z = StandardScaler().fit_transform(iris.data)
    cases = {}
    for activation in ["relu", "tanh", "logistic"]:
        for alpha in [1e-4, 0.1]:
            p = {"solver": "lbfgs", "activation": activation, "alpha": alpha,
                 "hidden_layer_sizes": [5], "random_state": 1, "max_iter": 500}
            m = MLPClassifier(**p).fit(z, iris.target)
            cases[f"iris_{activation}_{alpha}"] = {
                "parameters": p, "loss": m.loss_, "n_iter": m.n_iter_,
                "accuracy": m.score(z, iris.target)}
    return {"x": x, "y": y, "convex": {"loss": convex.loss_, "coef": convex.coefs_[0].ravel(),
                                       "intercept": convex.intercepts_[0],
                                       "parameters": {"hidden_layer_sizes": [], "solver": "lbfgs",
                                                      "alpha": 0.1, "random_state": 0,
                                                      "tol": 1e-9, "max_iter": 5000}},
            "iris_scaled": z, "species": iris.target, "cases": cases}


def perceptron_cases():
    iris = load_iris()
    x, y = iris.data[::3], iris.target[::3]
    cases = {
        "setosa": {"positive": 0}, "versicolor": {"positive": 1}, "virginica": {"positive": 2},
        "three_classes": {}, "seed_0": {"random_state": 0},
        "no_shuffle": {"shuffle": False, "positive": 2},
        "eta0": {"eta0": 0.5}, "max_iter": {"max_iter": 4, "tol": None},
        "tol": {"tol": 0.1, "positive": 2}, "n_iter_no_change": {"n_iter_no_change": 2},
        "no_intercept": {"fit_intercept": False},
    }
    results = {}
    for name, changes in cases.items():
        p = {"random_state": 42, **changes}
        positive = p.pop("positive", None)
        target = y if positive is None else (y == positive).astype(int)
        m = Perceptron(**p).fit(x, target)
        s = SGDClassifier(loss="perceptron", learning_rate="constant", penalty=None,
                          **{"eta0": 1, **p}).fit(x, target)
        assert (m.coef_ == s.coef_).all() and m.n_iter_ == s.n_iter_
        results[name] = {
            "parameters": {k: v for k, v in p.items() if v is not None}, "positive": positive,
            "no_tol": int("tol" in p and p["tol"] is None),
            "coef": m.coef_, "intercept": m.intercept_, "n_iter": m.n_iter_,
            "accuracy": m.score(x, target), "decision": m.decision_function(x[::10]),
            "predictions": m.predict(x)}
    labels = np.column_stack([y == 0, x[:, 2] >= 4.35, x[:, 3] >= 1.3]).astype(int)
    m = MultiOutputClassifier(Perceptron(random_state=42)).fit(x, labels)
    return {"x": x, "species": y, "cases": results, "labels": labels,
            "multilabel": {"coef": [e.coef_[0] for e in m.estimators_],
                           "intercept": [e.intercept_[0] for e in m.estimators_],
                           "n_iter": [e.n_iter_ for e in m.estimators_]}}


def main():
    folder = pathlib.Path(sys.argv[1])
    write(folder, "scaler_and_scores.json", {"scaler": scaler_cases(), "scores": score_cases()})
    write(folder, "baselines.json", baseline_cases())
    write(folder, "mlp_regressor_cases.json", mlp_regressor_cases())
    write(folder, "mlp_classifier_cases.json", mlp_classifier_cases())
    write(folder, "lbfgs.json", lbfgs_cases())
    write(folder, "perceptron_cases.json", perceptron_cases())


if __name__ == "__main__":
    main()
