"""One file that holds a whole form, what papers of its election share included: made by the designer, read anywhere.

The digest over form and part catches a file that was cut or edited by hand; it is no signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.forms.strict import FormError, Node, parse_json

KIND = "sirekap-formulir"
SCHEMA = 1
SUFFIX = ".sirekap-form.json"
_LARGEST_BYTES = 4_000_000
_AGAIN = "Minta berkasnya sekali lagi dari pembuatnya."


def pack(form: Mapping[str, Any], part: Mapping[str, Any]) -> bytes:
    """The file of a form; the same content gives the same bytes."""
    whole = {"kind": KIND, "schema": SCHEMA, "sha256": _digest(form, part), "form": form, "part": part}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def unpack(data: bytes, name: str) -> tuple[Node, Node]:
    """Form and part of a file that is whole.

    Args:
        data: its content.
        name: its name, for messages.

    Raises:
        UserError: not such a file (``form.not_a_bundle``), of another version (``form.version``), or changed after
            it was made (``form.changed``).
    """
    if len(data) > _LARGEST_BYTES:
        raise _foreign(name)
    try:
        root = parse_json(data.decode("utf-8"), name)
    except (UnicodeDecodeError, FormError) as error:
        raise _foreign(name) from error
    if not isinstance(root.value, dict) or root.at("kind").value != KIND:
        raise _foreign(name)
    _check_version(root, name)
    root.only("kind schema sha256 form part")
    form, part = root.at("form"), root.at("part")
    if root.at("sha256").text() != _digest(form.value, part.value):
        raise UserError(f"Berkas formulir {name} rusak atau diubah sesudah dibuat.", _AGAIN, code="form.changed")
    return Node(form.value, name), Node(part.value, name)


def _check_version(root: Node, name: str) -> None:
    version = root.at("schema").value
    if version != SCHEMA or isinstance(version, bool):
        both = f"susunan {version}, program ini mengenal susunan {SCHEMA}"
        raise UserError(
            f"Berkas formulir {name} dibuat untuk versi lain ({both}).",
            "Perbarui program ini, atau minta berkasnya untuk versi ini.",
            code="form.version",
        )


def _foreign(name: str) -> UserError:
    return UserError(
        f"{name} bukan berkas formulir dari perancang.",
        f"Pilih berkas yang namanya berakhir dengan {SUFFIX}.",
        code="form.not_a_bundle",
    )


def _digest(form: object, part: object) -> str:
    try:
        text = json.dumps([form, part], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
    except (UnicodeEncodeError, RecursionError):  # half a character, or deeper than any form
        return ""
