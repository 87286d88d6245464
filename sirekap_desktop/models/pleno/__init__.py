"""The rapat pleno: what may happen in which order (pure), and how it is kept."""

from __future__ import annotations
