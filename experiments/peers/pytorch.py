"""Training steps in PyTorch: the usual loop."""

import torch

from peer import THREADS, data, now, serve

torch.set_num_threads(THREADS)


def build(job, steps):
    x, y = (torch.from_numpy(array) for array in data(job, steps))
    kind = x.dtype
    widths = job["widths"]
    layers = []
    for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, units, dtype=kind))
        if i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
    model = torch.nn.Sequential(*layers)
    loss = torch.nn.CrossEntropyLoss() if job["loss"] == "classes" else torch.nn.MSELoss()
    kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    optimizer = kinds[job["optimizer"]](model.parameters(), lr=job["rate"])
    batch = job["batch"]

    def block():
        order = torch.randperm(len(x))
        start = now()
        for at in range(0, len(x), batch):
            rows = order[at : at + batch]
            optimizer.zero_grad()
            loss(model(x[rows]), y[rows]).backward()
            optimizer.step()
        return (now() - start) * 1000 / steps

    return block


serve("PyTorch", {"torch": torch.__version__}, build)
