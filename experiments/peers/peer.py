"""The protocol by which annlab bench drives a Python library.

One JSON object a line. {"op": "hello"} is answered with versions; a job with
{"op": "block", "job": {...}, "steps": N} with {"ms": milliseconds per step};
{"op": "bye"} or the end of the input ends the process. What a library prints
must not meet the answers, so stdout is kept for them.
"""

import json
import os
import platform
import sys
import time

import numpy as np

THREADS = int(os.environ.get("OMP_NUM_THREADS", "1"))

# On a busy machine processor time says more; it adds up all threads.
now = time.process_time if os.environ.get("ANNLAB_CLOCK") == "cpu" else time.perf_counter


def data(job, steps):
    """Random rows of the job's shape: numbers in [0, 1), and class ids or numbers."""
    random = np.random.RandomState(1)
    kind = np.dtype(job["dtype"])
    rows = steps * job["batch"]
    x = random.random_sample((rows, job["widths"][0])).astype(kind)
    if job["loss"] == "classes":
        return x, random.randint(0, job["widths"][-1], rows)
    return x, random.random_sample((rows, job["widths"][-1])).astype(kind)


def blas(library):
    """The linear algebra that the process has loaded, with the kernel that it chose and its threads."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return {}
    return {
        f"{library}'s {found['internal_api']}": " ".join(
            str(found[key]) for key in ("version", "architecture") if found.get(key)
        )
        + f" ({found['num_threads']} threads)"
        for found in threadpool_info()
        if found["user_api"] == "blas"
    }


def serve(library, versions, build):
    """Answers until told to stop.

    build(job, steps) gives a function that trains one block of steps and
    returns its milliseconds per step.
    """
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    blocks = {}
    for line in sys.stdin:
        order = json.loads(line)
        if order["op"] == "bye":
            break
        if order["op"] == "hello":
            answer = {"library": library, "versions": {"python": platform.python_version(), **versions, **blas(library)}}
        else:
            key = json.dumps([order["job"], order["steps"]], sort_keys=True)
            if key not in blocks:
                blocks.clear()  # one job's data at a time
                blocks[key] = build(order["job"], order["steps"])
            answer = {"ms": blocks[key]()}
        answers.write(json.dumps(answer) + "\n")
