"""What belongs to this seat and not to a workspace: language, font size, last operator, recent workspaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

_RECENT_MAX = 8
FONT_SCALES = (90, 100, 115, 130, 150)
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Backup:
    """A cadangan: its folder, and when it was made and checked."""

    place: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where this seat keeps the second copy of a workspace."""

    place: Path
    apart: bool
    """Whether it was another disk than the workspace's when it was chosen."""
    at: datetime | None = None
    """When the newest copy was made."""
    approved: int = 0
    """TPS disahkan in it."""


class AppSettings:
    """Typed access to one INI file; ``path`` is given in tests, else the user's configuration folder."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _default_path()
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        value = str(self._store.value("language", "id"))
        return value if value in LANGUAGES else "id"

    @language.setter
    def language(self, value: str) -> None:
        self._write("language", value)

    @property
    def font_scale(self) -> int:
        """Per cent of the normal size; a number from :data:`FONT_SCALES`."""
        text = str(self._store.value("font_scale", "100"))
        value = int(text) if text.isascii() and text.isdigit() else 100
        return value if value in FONT_SCALES else 100

    @font_scale.setter
    def font_scale(self, value: int) -> None:
        self._write("font_scale", value)

    @property
    def operator(self) -> str:
        return str(self._store.value("operator", ""))

    @operator.setter
    def operator(self, value: str) -> None:
        self._write("operator", value)

    @property
    def geometry(self) -> str:
        """Base64 of the window's place and size."""
        return str(self._store.value("geometry", ""))

    @geometry.setter
    def geometry(self, value: str) -> None:
        self._write("geometry", value)

    @property
    def penerimaan(self) -> str:
        """Where the kabupaten's store was opened last; never with a password."""
        return str(self._store.value("penerimaan", ""))

    @penerimaan.setter
    def penerimaan(self, value: str) -> None:
        self._write("penerimaan", value)

    def last_backup(self, workspace_id: str) -> Backup | None:
        """Where and when this seat last made a cadangan of a workspace."""
        place, at = (str(self._store.value(f"backup/{workspace_id}/{name}", "")) for name in ("place", "at"))
        return Backup(Path(place), datetime.fromisoformat(at)) if place and at else None

    def remember_backup(self, workspace_id: str, backup: Backup) -> None:
        """Keep it for *Beranda* and for the next cadangan."""
        self._write(f"backup/{workspace_id}/place", str(backup.place))
        self._write(f"backup/{workspace_id}/at", backup.at.isoformat())

    def second_place(self, workspace_id: str) -> SecondPlace | None:
        """Where the second copy goes, and the newest that this seat made there."""
        names = ("place", "apart", "at", "approved")
        place, apart, at, approved = (str(self._store.value(f"second/{workspace_id}/{name}", "")) for name in names)
        if not place:
            return None
        made = datetime.fromisoformat(at) if at else None
        return SecondPlace(Path(place), apart == "1", made, int(approved) if approved.isdigit() else 0)

    def remember_second_place(self, workspace_id: str, second: SecondPlace | None) -> None:
        """Keep it; ``None``: no second copy any more."""
        self._write(f"second/{workspace_id}/place", str(second.place) if second else "")
        if second:
            self._write(f"second/{workspace_id}/apart", "1" if second.apart else "0")
            self._write(f"second/{workspace_id}/at", second.at.isoformat() if second.at else "")
            self._write(f"second/{workspace_id}/approved", str(second.approved))

    def recent(self) -> list[Path]:
        """Workspaces opened here before, newest first, only those that still exist."""
        text = str(self._store.value("recent", ""))
        return [Path(line) for line in text.split("|") if line and (Path(line) / "sirekap.db").is_file()]

    def remember(self, folder: Path) -> None:
        """Put a workspace at the head of the recent list."""
        others = [item for item in self.recent() if item != folder]
        self._write("recent", "|".join(str(item) for item in [folder, *others][:_RECENT_MAX]))

    def _write(self, name: str, value: object) -> None:
        self._store.setValue(name, value)
        self._store.sync()


def _default_path() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "sirekap.ini"
