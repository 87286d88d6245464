"""How far readings may be trusted: real ink on thousands of drawn, photographed forms of published figures.

``make bench-reading``, or ``python -m benchmarks.bench_reading``; ``docs/reading.md`` says what it draws and prints.
"""

from __future__ import annotations
