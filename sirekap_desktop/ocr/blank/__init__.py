"""Finds boxes, circles, marks and lines on the blank of a form, so that a person only has to name them."""

from __future__ import annotations
