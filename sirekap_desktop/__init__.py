"""Sirekap Desktop: rekapitulasi C.Hasil di tingkat kecamatan, luring, dapat diperiksa siapa saja."""

from __future__ import annotations

import os

__version__ = "0.1.0"

# NumPy reads this once, when it is first imported. All its work here is many small problems; its threads wait for each
# other by spinning, made fitting a page four times slower wherever another program wanted a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
