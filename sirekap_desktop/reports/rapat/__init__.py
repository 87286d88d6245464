"""Documents of the rapat pleno besides D.HASIL: all pure functions of the meeting's snapshot."""

from __future__ import annotations
