"""What the window and the command line both do, without Qt."""

from __future__ import annotations
