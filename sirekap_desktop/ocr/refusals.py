"""Why a picture is not read: one Indonesian sentence each, with what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no page is read: one Indonesian sentence."""

    reason: str


NO_PAGE = Refusal(
    "Halaman formulir tidak ditemukan pada gambar ini, baik dari tandanya maupun dari garis tabelnya. "
    "Foto ulang seluruh halaman dari depan, atau atur keempat sudutnya dengan tangan."
)
WRONG_FIT = Refusal(
    "Tanda halaman terlihat, tetapi garis dan kotak formulir tidak cocok dengannya. "
    "Foto ulang seluruh halaman dari depan."
)
WRONG_CORNERS = Refusal(
    "Garis dan kotak formulir tidak cocok dengan keempat sudut ini. Periksa letak sudut, formulir, dan halamannya."
)
WHICH_FORM = Refusal(
    "Halaman ini cocok dengan beberapa formulir yang susunannya sama, dan judulnya tidak terbaca dengan pasti. "
    "Pilih formulirnya, lalu baca lagi."
)
WHICH_PARTAI = Refusal(
    "Halaman ini milik salah satu partai, tetapi nomor dan nama partainya tidak terbaca dengan pasti. "
    "Foto ulang sehingga nomor partai tampak jelas, atau pilih halamannya dengan tangan."
)


def unlisted(partai: int) -> Refusal:
    """The page of a party that the form does not have."""
    return Refusal(
        f"Halaman ini tampaknya milik partai nomor {partai}, yang tidak ada dalam daftar partai pemilihan ini. "
        "Periksa daftar partai, atau pilih halamannya dengan tangan."
    )


def other_rows(partai: int) -> Refusal:
    """The page of a party with more or fewer rows than its list of calon."""
    return Refusal(
        f"Halaman ini milik partai nomor {partai}, tetapi barisnya tidak sama dengan daftar calon partai itu. "
        "Periksa daftar calonnya, atau ketik isian halaman ini dari kertasnya."
    )


def too_small(height: int, width: int) -> Refusal:
    """A thumbnail, in which a whole page has no lines left."""
    return Refusal(
        f"Halaman formulir tidak ditemukan: gambar ini hanya {width} × {height} titik, garis tabelnya tidak tampak. "
        "Kirim foto aslinya, bukan gambar kecilnya."
    )


def unknown_tag(tag: int) -> Refusal:
    """A page of a form that is not looked for."""
    return Refusal(
        f"Halaman ini bertanda {tag}, yaitu formulir yang tidak dikenal program ini. "
        "Pastikan fotonya formulir C.Hasil dari pemilihan ini."
    )
