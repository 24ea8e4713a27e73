"""Training steps as a plain NumPy loop: what one writes by hand, without a library."""

import numpy as np

from peer import data, now, serve


class Network:
    def __init__(self, job):
        random = np.random.RandomState(2)
        kind = np.dtype(job["dtype"])
        self.classes = job["loss"] == "classes"
        self.adam = job["optimizer"] == "adam"
        self.rate = kind.type(job["rate"])
        self.weights, self.biases = [], []
        for inputs, units in zip(job["widths"], job["widths"][1:]):
            bound = (6 / (inputs + units)) ** 0.5
            self.weights.append(random.uniform(-bound, bound, (inputs, units)).astype(kind))
            self.biases.append(np.zeros(units, kind))
        self.parameters = self.weights + self.biases
        self.means = [np.zeros_like(p) for p in self.parameters]
        self.squares = [np.zeros_like(p) for p in self.parameters]
        self.updates = 0

    def step(self, x, y):
        outputs = [x]
        last = len(self.weights) - 1
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            z = outputs[-1] @ w
            z += b
            if i < last:
                np.maximum(z, 0, out=z)
            outputs.append(z)
        delta = self.delta(outputs[-1], y)
        gradients = [None] * len(self.parameters)
        for i in range(last, -1, -1):
            gradients[i] = outputs[i].T @ delta
            gradients[last + 1 + i] = delta.sum(axis=0)
            if i > 0:
                delta = delta @ self.weights[i].T
                delta *= outputs[i] > 0
        self.descend(gradients)

    def delta(self, z, y):
        rows = len(y)
        if not self.classes:
            return (z - y) * z.dtype.type(2 / y.size)
        z -= z.max(axis=1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(axis=1, keepdims=True)
        z[np.arange(rows), y] -= 1
        z /= rows
        return z

    def descend(self, gradients):
        if not self.adam:
            for p, g in zip(self.parameters, gradients):
                g *= self.rate
                p -= g
            return
        self.updates += 1
        t = self.updates
        rate = self.rate * ((1 - 0.999**t) ** 0.5 / (1 - 0.9**t))
        rate = self.rate.dtype.type(rate)
        for p, g, m, v in zip(self.parameters, gradients, self.means, self.squares):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * np.square(g)
            p -= rate * m / (np.sqrt(v) + 1e-7)


def build(job, steps):
    x, y = data(job, steps)
    network = Network(job)
    batch = job["batch"]
    random = np.random.RandomState(3)

    def block():
        order = random.permutation(len(x))
        start = now()
        for at in range(0, len(x), batch):
            rows = order[at : at + batch]
            network.step(x[rows], y[rows])
        return (now() - start) * 1000 / steps

    return block


serve("NumPy loop", {"numpy": np.__version__}, build)
