"""From image to readings; no Qt, no database."""

from __future__ import annotations

import cv2  # noqa: F401  (loaded first, so that its BLAS is there to be limited)
import numpy as np  # noqa: F401
from threadpoolctl import threadpool_limits

# NumPy and OpenCV each carry an OpenBLAS. All their work here is many small problems: its threads wait for each other
# by spinning, and that alone doubled the time of reading a page. Several pages at once are read by several processes.
threadpool_limits(1, user_api="blas")
