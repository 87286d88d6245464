"""The rapat pleno: its setting, the TPS in order, the checklist with the locks, and the projector."""

from __future__ import annotations
