"""Puts annlab's data where Keras and scikit-learn look for them: data_homes.py FOLDER."""

import gzip
import os
import shutil
import sys

import joblib
import numpy as np

folder = sys.argv[1]
fashion = os.path.join(folder, "keras", "datasets", "fashion-mnist")
os.makedirs(fashion)
for name in os.listdir(folder):
    if name.endswith("-ubyte.gz"):
        shutil.move(os.path.join(folder, name), fashion)
os.makedirs(os.path.join(folder, "sklearn"))
with gzip.open(os.path.join(folder, "cal_housing.data.gz"), "rt") as file:
    rows = np.loadtxt(file, delimiter=",")
# the columns in the order in which scikit-learn keeps them
joblib.dump(rows[:, [8, 7, 2, 3, 4, 5, 6, 1, 0]], os.path.join(folder, "sklearn", "cal_housing_py3.pkz"))
