"""Checks each NAME.onnx of a folder, and runs it by ONNX Runtime on NAME.x.npy: NAME.OUTPUT.npy is what Java gave.
Their distances are the lines of the file `distances`."""
import glob
import os
import sys

import numpy as np
import onnx
import onnxruntime

folder = sys.argv[1]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
lines, far = [], []
for path in sorted(glob.glob(f"{folder}/*.onnx")):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    session = onnxruntime.InferenceSession(path, options)
    x = np.load(path.replace(".onnx", ".x.npy"))
    for rows in (len(x), 1):
        for output, got in zip(session.get_outputs(), session.run(None, {"x": x[:rows]})):
            expected = np.load(path.replace(".onnx", f".{output.name}.npy"))[:rows]
            assert got.shape == expected.shape, (path, output.name, got.shape, expected.shape)
            distance = float(np.abs(got - expected).max())
            lines.append(f"{os.path.basename(path)} {output.name} {rows} {distance} of {float(np.abs(expected).max())}")
            if not distance <= (0 if output.name == "label" else 1e-6):
                far.append(lines[-1])
with open(f"{folder}/distances", "w") as file:
    file.write("\n".join(lines))
assert not far, far
