"""scikit-learn's whole process: reads the rows, scales them, fits MLPRegressor, writes its epochs.

Arguments: inputs (float64, 8 a row), targets (float64), most epochs, the file that takes epochs
and largest resident memory in kilobytes.
"""

import resource
import sys
import warnings

import numpy as np
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
x = np.fromfile(sys.argv[1]).reshape(-1, 8)
y = np.fromfile(sys.argv[2])
regressor = MLPRegressor(
    hidden_layer_sizes=[50, 50, 50], random_state=42, max_iter=int(sys.argv[3])
)
make_pipeline(StandardScaler(), regressor).fit(x, y)
with open(sys.argv[4], "w") as file:
    print(regressor.n_iter_, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=file)
