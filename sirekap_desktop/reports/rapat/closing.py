"""What ends the meeting: berita acara kunci with the signed head of the audit chain, and the copies handed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.forms.terbilang import terbilang
from sirekap_desktop.models import seals
from sirekap_desktop.models.pleno.facts import Capacity
from sirekap_desktop.models.recap import RecapSnapshot
from sirekap_desktop.reports.content import readable_time
from sirekap_desktop.reports.meeting import SignBox, scope_words, seal_of
from sirekap_desktop.reports.rapat.flow import Column, Piece, gap, heading, paragraph, table, whole
from sirekap_desktop.reports.rapat.parts import WRITTEN, column, listed, number_column
from sirekap_desktop.reports.rapat.sheet import Doc, boxes, sign

_SUMS = ("suara_sah", "suara_tidak_sah", "suara_total")


def kunci(doc: Doc, recaps: Sequence[RecapSnapshot]) -> Iterator[Piece]:
    """Locks and reopenings with their reasons, the signed heads, and the result in figures and words."""
    snapshot, style = doc.meeting.snapshot, doc.style
    yield from paragraph(
        style, doc.text("kunci_opening", pemilihan=snapshot.pemilihan_title, kecamatan=snapshot.kecamatan.name)
    )
    state = "kunci_final" if snapshot.locked else "kunci_open"
    yield from paragraph(style, doc.text(state, revisi=snapshot.revision), "bold")
    yield heading(style, doc.text("kunci_events"))
    columns = [number_column(doc), *(column(doc, *one) for one in
               (("act", 24), ("scope", 32), ("revision", 14), ("time", 36), ("reason", 50)))]  # fmt: skip
    rows = [
        (
            doc.text("kunci_locked" if one.locked else "kunci_unlocked"),
            scope_words(one.scope, doc.meeting, doc.captions), str(one.revision),
            f"{readable_time(one.at)}, {one.who}", one.reason,
        )
        for one in snapshot.locks
    ]  # fmt: skip
    yield from listed(doc, columns, rows, "refusals")
    yield heading(style, doc.text("kunci_heads"))
    yield from _heads(doc)
    yield heading(style, doc.text("kunci_results"))
    for recap in recaps:
        yield from _result(doc, recap)
    yield from sign(doc)


def _heads(doc: Doc) -> Iterator[Piece]:
    sealed = [one for one in doc.meeting.snapshot.locks if one.heads]
    if not sealed:
        yield from paragraph(doc.style, doc.text("kunci_no_head"))
        return
    for one in sealed:
        seal = seal_of(one)
        text = doc.text(
            "kunci_head", waktu=readable_time(one.at), tingkat=scope_words(one.scope, doc.meeting, doc.captions),
            revisi=one.revision, kepala=seals.printed(seal.head), tanda=_in_groups(seal.signature),
            sidik=seal.fingerprint,
        )  # fmt: skip
        yield from whole(paragraph(doc.style, text, size=doc.style.small))
    seq, digits = sealed[-1].heads[0][1:]
    text = doc.text("kunci_how", kepala=f"{seq}:{digits[:16]}")
    yield from paragraph(doc.style, text, "italic", doc.style.small)


def _in_groups(digits: str) -> str:
    return " ".join(digits[i : i + 8] for i in range(0, len(digits), 8))


def _result(doc: Doc, recap: RecapSnapshot) -> Iterator[Piece]:
    """All votes of each contestant and their sums: what a slip of one figure cannot change unseen."""
    if recap.dapil:
        yield heading(doc.style, doc.text("kunci_dapil", dapil=recap.dapil))
    wanted = {doc.captions.contestant_field.format(nomor=number): name for number, name in recap.contestants}
    rows = []
    for row, cell in zip(recap.rows, recap.kecamatan_table.totals, strict=True):
        if row.field in wanted or row.field in _SUMS:
            label = f"{row.number} {wanted.get(row.field, row.label)}"
            label = doc.text("kunci_partial", label=label) if cell.missing else label
            rows.append((label, format_count(cell.value), terbilang(cell.value)))
    columns = [
        column(doc, "label", 60),
        Column(doc.text("col_votes"), width=doc.style.sum_width + 6, align="right", face="bold"),
        column(doc, "words", 75),
    ]
    yield from table(doc.style, columns, rows)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a set of copies."""

    name: str
    person: str
    """Who is known to take it; empty while nobody is."""
    documents: tuple[str, ...]
    """Keys of the documents in the set, one copy each."""


def recipients(doc: Doc) -> tuple[Recipient, ...]:
    """Every saksi, also who refused to sign, then Panwaslu, PPK and KPU."""
    meeting, words, copies = doc.meeting, doc.words, doc.captions.copies
    found = [
        Recipient(doc.text("recipient_saksi", nomor=number, nama=name), meeting.saksi(number), words.set_saksi)
        for number, name in meeting.snapshot.contestants
        for _ in range(copies.per_contestant)
    ]
    known = {Capacity.PANWASLU: "Panwaslu", Capacity.PPK: "PPK"}
    for name in copies.recipients:
        capacity = next((key for key, word in known.items() if name.startswith(word)), None)
        there = meeting.ketua() if capacity is Capacity.PPK else ""
        if capacity is Capacity.PANWASLU:
            there = " / ".join(one.fact.name for one in meeting.of(capacity))
        found.append(Recipient(name, there, words.set_recipients))
    return tuple(found)


def terima(doc: Doc, recipient: Recipient) -> Iterator[Piece]:
    """The receipt of one recipient for the set of copies."""
    place = doc.meeting.snapshot.kecamatan.name
    yield from paragraph(doc.style, doc.text("terima_opening", kecamatan=place, penerima=recipient.name))
    columns = [number_column(doc), column(doc, "document", 100), column(doc, "copies", 26)]
    rows = [(doc.text(f"doc_{key}"), f"1 ({terbilang(1)})") for key in recipient.documents]
    yield from listed(doc, columns, rows, tall=True)
    yield from paragraph(doc.style, doc.text("terima_date"))
    yield gap()
    giver = SignBox(doc.text("terima_ppk", kecamatan=place), doc.meeting.ketua())
    titles = doc.text("terima_giver"), doc.text("terima_receiver")
    yield from boxes(doc, titles, ((giver,), (SignBox(recipient.name, recipient.person),)))


def pengiriman(doc: Doc) -> Iterator[Piece]:
    """Who gets which copies, with lines for who took them."""
    yield from paragraph(doc.style, doc.text("pengiriman_opening"))
    people = recipients(doc)
    keys = doc.words.set_recipients
    of_documents = (Column(doc.text(f"doc_{key}"), 18, align="center") for key in keys)
    columns = [number_column(doc), column(doc, "recipient", 44), *of_documents, column(doc, "received", 38)]
    columns.append(column(doc, "sign", 26))
    rows = [(one.name, *("1" if key in one.documents else "–" for key in keys), one.person, "") for one in people]
    low = WRITTEN[doc.options.paper]
    numbered = [(f"{number}.", *row) for number, row in enumerate(rows, 1)]
    yield from table(doc.style, columns, [*numbered, ("", *_totals(doc, people, keys))], low=low, bold_last=True)
    count = sum(len(one.documents) for one in people)
    yield from paragraph(
        doc.style, doc.text("pengiriman_count", jumlah=format_count(count), huruf=terbilang(count)), glued=True
    )
    yield from sign(doc, saksi=False)


def _totals(doc: Doc, people: Sequence[Recipient], keys: Sequence[str]) -> tuple[str, ...]:
    counts = (sum(key in one.documents for one in people) for key in keys)
    return doc.text("copies_total"), *(format_count(count) for count in counts), "", ""
