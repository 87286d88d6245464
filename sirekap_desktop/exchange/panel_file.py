"""The panel file: a signed card beside a copy of the workspace, on the stick that goes to the panel's laptop."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from sirekap_desktop.exchange import envelope
from sirekap_desktop.exchange.decode import FormatError, decode
from sirekap_desktop.exchange.keys import PrivateKey
from sirekap_desktop.forms.errors import UserError

NAME = "panel.sirekap"
DATABASE = "panel.db"
IMAGES = "images"


@dataclass(frozen=True, slots=True)
class PanelCard:
    """What the main laptop says of a copy that it hands to a panel."""

    workspace_id: str
    code: str
    kecamatan: str
    kabupaten: str
    simulation: bool
    handing: str
    number: int
    leader: str
    desa: tuple[tuple[str, str], ...]
    """Code and name."""
    tps: int
    photos: int
    sha256: str
    """Of the database."""
    size: int
    made_at: str


@dataclass(frozen=True, slots=True)
class PanelFile:
    """A panel file whose signature holds."""

    folder: Path
    card: PanelCard
    fingerprint: str
    """Of the main laptop's key."""
    public_key: str

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def images(self) -> Path:
        return self.folder / IMAGES


def write(folder: Path, card: PanelCard, private: PrivateKey) -> Path:
    """Put the card beside its copy: without it there is no panel file. Raises UserError as :func:`envelope.write`."""
    path = folder / NAME
    envelope.write(path, envelope.sealed(envelope.PANEL, asdict(card), private))
    return path


def read(path: Path) -> PanelFile:
    """A panel file by its folder or its card.

    Raises:
        UserError: ``activation.missing``; ``panel.file`` for a file that is damaged or of another kind.
    """
    card_path = path / NAME if path.is_dir() else path
    opened = _opened(card_path)
    if opened.kind != envelope.PANEL:
        raise UserError(
            f"{card_path.name} adalah {envelope.KINDS[opened.kind]}, bukan berkas panel.",
            "Pilih folder panel yang ditulis laptop induk.",
            code="panel.file",
        )
    try:
        card = decode(PanelCard, opened.body, NAME)
    except FormatError as error:
        raise UserError(f"{card_path.name} tidak dapat dibaca: {error.message}", code="panel.file") from error
    return PanelFile(card_path.parent, card, opened.fingerprint, opened.public_key.hex())


def _opened(card_path: Path) -> envelope.Envelope:
    """As :func:`envelope.read`, whose words are those of a file of the kabupaten."""
    try:
        return envelope.read(card_path)
    except UserError as error:
        if error.code == "activation.missing":
            raise
        foreign = error.code == "activation.foreign"
        text = f"{card_path.name} bukan berkas panel Sirekap Desktop." if foreign else error.message
        hint = "Minta laptop induk menulis berkas panelnya lagi, dengan versi program yang sama."
        raise UserError(text, hint, code="panel.file") from error
