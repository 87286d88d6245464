"""Carries packages to and from dumb stores: a folder, WebDAV, S3 (docs/package-format.md, "At a destination")."""

from __future__ import annotations
