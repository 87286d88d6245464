"""What a C.Hasil form is: fields, geometry, rules; and the words and numbers that every other part shares."""

from __future__ import annotations
