"""*Perbandingan Sirekap*: where the recorded figures and what Sirekap published differ."""

from __future__ import annotations
