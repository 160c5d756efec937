"""The press review that shows its work."""

import os

__version__ = "0.1.0"

# One thread for each process, set before numpy is loaded: many small matrices gain nothing by more, and `--jobs` has
# processes for all cores.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_threads, "1")
