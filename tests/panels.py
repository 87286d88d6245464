"""Kecamatan of four desa on a main laptop and on those of panels, for tests of bagi and gabung panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sirekap_desktop.forms.model import Contestant
from sirekap_desktop.jobs import panels
from sirekap_desktop.models.pleno.facts import Answered, Approved, Incident, Objection, Opened, ReadOut
from sirekap_desktop.models.records import Desa, EntryHow, ImportOutcome, Kecamatan, NewEntry, Tps
from sirekap_desktop.models.workspace import Workspace

FORM = "c-hasil-ppwp-2024"
AREA = Kecamatan("760505", "ULUMANDA", "MAJENE", "SULAWESI BARAT")
DESA = tuple(f"760505200{number}" for number in range(1, 5))
TPS = tuple(f"{desa}{number:03d}" for desa in DESA for number in (1, 2))


def main_laptop(folder: Path) -> Workspace:
    """The ketua's laptop, with an open meeting and nothing recorded."""
    workspace = Workspace.create(folder / "induk", AREA, operator="KETUA", key_folder=folder / "kunci-induk")
    workspace.add_wilayah(
        [Desa(code, f"DESA {code[-1]}") for code in DESA],
        [Tps(code, code[:10], int(code[10:]), 150, 150) for code in TPS],
        [Contestant(number, f"PASANGAN CALON {number:02d}") for number in (1, 2, 3)],
    )
    workspace.note(FORM, Opened(place="Aula kecamatan"))
    return workspace


@dataclass(frozen=True)
class Laptops:
    """The main laptop and the stick that goes round."""

    main: Workspace
    stick: Path

    @property
    def folder(self) -> Path:
        return self.stick.parent

    def panel(self, number: int, desa: Iterable[str], *, laptop: str = "") -> Workspace:
        """Hand desa out and open the file on a laptop of the panel; the caller closes it."""
        shared = panels.share(self.main, self.stick, number, f"PIMPINAN {number}", tuple(desa))
        return self.open(shared.folder, laptop or f"panel-{number}")

    def open(self, file: Path, laptop: str) -> Workspace:
        """Open a panel file on a laptop."""
        found = panels.panel_file_at(file)
        opened = panels.open_panel(
            found, self.folder / laptop, operator=f"OPERATOR {laptop}", key_folder=self.folder / f"kunci-{laptop}"
        )
        assert opened.findings == 0
        return opened.workspace

    def pack(self, workspace: Workspace, *, final: bool = True, name: str = "") -> Path:
        """The desa package of a panel on the stick."""
        path = self.stick / (name or panels.package_name(workspace, final=final))
        panels.pack(workspace, path, final=final)
        return path

    def join(self, package: Path) -> panels.Preview:
        """Join on the main laptop, with the fingerprint compared."""
        return panels.join(self.main, package, accepted=panels.look(self.main, package).fingerprint)


def laptops(folder: Path) -> Laptops:
    """Main laptop and stick in a folder; the caller closes the workspace."""
    stick = folder / "FLASHDISK"
    stick.mkdir(parents=True)
    return Laptops(main_laptop(folder), stick)


def figures(code: str, *, votes: int = 0) -> dict[str, int]:
    """A TPS whose sums hold, told apart by its number."""
    seed = votes or TPS.index(code) + 10
    men, women = seed + 20, seed + 30
    rows = {"pemilih_dpt": (150, 150), "pengguna_dpt": (men, women), "pengguna_dptb": (1, 0), "pengguna_dpk": (2, 3)}
    rows |= {"pengguna_total": (men + 3, women + 3), "disabilitas": (1, 1)}
    values = {f"{row}_l": left for row, (left, _) in rows.items()} | {
        f"{row}_p": right for row, (_, right) in rows.items()
    }
    values |= {f"{row}_j": left + right for row, (left, right) in rows.items()}
    total = men + women + 6
    values |= {"ss_diterima": 306, "ss_digunakan": total, "ss_dikembalikan": 1, "ss_tidak_digunakan": 305 - total}
    valid = {"suara_1": seed, "suara_2": seed + 1, "suara_3": total - 5 - 2 * seed - 1}
    return values | valid | {"suara_sah": total - 5, "suara_tidak_sah": 5, "suara_total": total}


def record(workspace: Workspace, code: str, *, votes: int = 0) -> None:
    """Type all figures of a TPS."""
    new = [NewEntry(name, value, EntryHow.TYPED) for name, value in figures(code, votes=votes).items()]
    workspace.record_many(code, FORM, new)


def photo(workspace: Workspace, code: str | None, content: bytes = b"") -> str:
    """A photo of page 2 of a TPS, or one that is of no TPS yet; returns its id."""
    sha256, _ = workspace.store_original(content or f"foto {code}".encode(), ".jpg")
    outcome = ImportOutcome.ACCEPTED if code else ImportOutcome.UNASSIGNED
    page = 2 if code else None
    return workspace.add_image(
        sha256=sha256, source="kamera", outcome=outcome, tps=code, form=FORM if code else None, page=page
    ).id


def hold(workspace: Workspace, code: str) -> None:
    """The whole hearing of a TPS: figures, reading out, an objection answered, a pembetulan, sahkan."""
    record(workspace, code)
    workspace.note(FORM, ReadOut(), code)
    objection = workspace.note(FORM, Objection(name="SAKSI SATU", contestant=1, text=f"Keberatan {code}"), code)
    workspace.note(FORM, Answered(accepted=True, text="Dibetulkan"), code, ref=objection.id)
    value = figures(code)["disabilitas_l"]
    workspace.record(
        code, FORM, "disabilitas_l", value, EntryHow.CORRECTED, before=value + 1, reason="Salah tulis", witness="SAKSI"
    )
    workspace.note(FORM, Incident(text=f"Kejadian {code}"), code)
    workspace.note(FORM, Approved(), code)
