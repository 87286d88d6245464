"""In a fresh process: read files as the import does, and print the largest memory of the process, MB.

python -m benchmarks._peak FILE...
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import cv2

from sirekap_desktop.jobs.reading import forms_to_read
from sirekap_desktop.ocr import engine


def main() -> None:
    cv2.setNumThreads(1)
    forms = forms_to_read(None)
    for name in sys.argv[1:]:
        readings = engine.read_file(Path(name).read_bytes(), name, forms=forms)
        assert all(item.status == "read" for item in readings), readings
    print(peak_mb())


def peak_mb() -> float:
    """The largest memory of this process so far."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent held when it started this process
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024**2)


if __name__ == "__main__":
    main()
