"""Reading processes that cannot even start do not hold the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_UNGUARDED = """
from pathlib import Path
from sirekap_desktop.forms.loader import form_ids, load_form
from sirekap_desktop.jobs.reading_pool import ReadingPool

with ReadingPool([load_form(form_id) for form_id in form_ids()], 1) as pool:
    print(pool.submit(Path("foto.jpg"), "foto.jpg").result()[0].reason)
"""
"""Run as a script, each process begins by running it again, and dies of that."""


def test_processes_that_die_at_their_start_cost_only_the_files(tmp_path: Path) -> None:
    script = tmp_path / "tanpa_penjaga.py"
    script.write_text(_UNGUARDED)
    run = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True, timeout=120)
    assert "berhenti tiba-tiba" in run.stdout
