"""Training steps in scikit-learn: one epoch of partial_fit on the block's rows."""

import warnings

import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

from peer import data, now, serve

warnings.filterwarnings("ignore")


def build(job, steps):
    x, y = data(job, steps)
    classes = job["loss"] == "classes"
    settings = {
        "hidden_layer_sizes": job["widths"][1:-1],
        "batch_size": job["batch"],
        "solver": job["optimizer"],
        "learning_rate_init": job["rate"],
        "alpha": 0,
        "momentum": 0,
        "random_state": 1,
    }
    model = MLPClassifier(**settings) if classes else MLPRegressor(**settings)
    more = {"classes": range(job["widths"][-1])} if classes else {}
    if not classes and job["widths"][-1] == 1:
        y = y.ravel()

    def block():
        start = now()
        model.partial_fit(x, y, **more)
        return (now() - start) * 1000 / steps

    return block


serve("scikit-learn", {"scikit-learn": sklearn.__version__}, build)
