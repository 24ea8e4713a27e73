#!/usr/bin/env bash
# BinaryAUROC of torchmetrics, fed with scores outside of 0..1, depends on how the rows are cut into batches.
# Versions: torchmetrics 1.9.0, torch 2.15.0. Date: 2026-11-29.
# Seen: scores that separate the classes perfectly give 1.0 in one update and 0.889 in two. A sigmoid is applied to a batch only if that
# batch holds a score outside of 0..1 (which the documentation says), so scores with and without it are ranked against each other.
# Guess from before: the area depends on the order of the scores alone, so the batches cannot matter.
# Hurt: who measures logits or decision values in mini-batches; small batches and a model near its start make it likely.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 torch==2.15.0 torchmetrics==1.9.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from torchmetrics.classification import BinaryAUROC

labels = torch.tensor([0, 1, 0, 1, 1, 0])
scores = torch.tensor([0.2, 0.9, 0.1, 0.3, 2.0, -0.5])
whole = BinaryAUROC()
whole.update(scores, labels)
batches = BinaryAUROC()
batches.update(scores[:4], labels[:4])
batches.update(scores[4:], labels[4:])
print("one batch:", float(whole.compute()), "two batches:", float(batches.compute()))
assert float(whole.compute()) == 1.0
assert abs(float(batches.compute()) - 8 / 9) < 1e-6
print("as found")
PYTHON
