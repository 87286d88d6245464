"""Migration scripts of the kabupaten's store: numbers of their own, apart from those of workspaces."""

from __future__ import annotations
