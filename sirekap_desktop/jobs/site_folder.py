"""The folder of a published site, which appears whole or stays as it was (decision 34)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sirekap_desktop.exchange import site
from sirekap_desktop.exchange.package import sweep, writing
from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.images import sync_folder, sync_tree

_STAGING = ".situs-"


def require_free(out: Path) -> None:
    """A new or empty folder, or a site of ours in which nobody has put anything of their own.

    Raises:
        UserError: ``site.not_a_site``.
    """
    if not out.exists() and not out.is_symlink():
        return
    if out.is_dir() and not out.is_symlink() and _is_ours(out):
        return
    raise UserError(
        f"{out} berisi hal lain; situs tidak ditulis di situ.",
        "Pilih folder baru, atau folder situs yang dibuat program ini dan tidak ditambah berkas lain.",
        code="site.not_a_site",
    )


def _is_ours(out: Path) -> bool:
    """Ends at the first stranger: somebody may have picked a whole disk."""
    listed = site.listed_names(out) if site.is_site(out) else frozenset()
    return all(name in listed for name in site.names_in(out))


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder beside the target, gone afterwards unless it took the target's name. Raises disk errors."""
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        sweep(out.parent, f"{_STAGING}*")
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(folder: Path, out: Path) -> None:
    """The old site steps aside only when the new one is complete and on the disk; it comes back if that cannot take
    its place. Raises UserError as :func:`require_free`, disk errors."""
    require_free(out)
    with writing(out):
        folder.chmod(0o755)  # a temporary folder is its maker's alone; a site is to be read by others
        sync_tree(folder)
        _swap(folder, out)


def _swap(folder: Path, out: Path) -> None:
    old = folder.with_name(f"{folder.name}-lama")
    if out.exists():
        os.replace(out, old)
    try:
        os.replace(folder, out)
    except OSError:
        if old.exists():
            os.replace(old, out)
        raise
    sync_folder(out.parent)
    shutil.rmtree(old, ignore_errors=True)
