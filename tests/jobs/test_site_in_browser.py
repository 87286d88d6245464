"""A published site in a real Chromium, from its folder: nothing is fetched, it is found, read and seen by anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import chromium
import pytest
from kecamatan import FORM, TPS, new_workspace, record_all, save_photos

from sirekap_desktop.forms.numbers import format_count
from sirekap_desktop.jobs.importing import import_paths
from sirekap_desktop.jobs.publishing import Choice, publish
from sirekap_desktop.models.records import EntryHow, NewEntry
from sirekap_desktop.samples.votes import invented_values

DPD, DPR = "c-hasil-dpd-2024", "c-hasil-dpr-2024"
CODE = TPS[0].code
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
PAGES = ("index.html", "verifikasi.html", "{}/index.html", "{}/" + CODE[:10] + ".html", "{}/" + CODE + ".html")
ALL_PAGES = tuple(dict.fromkeys(page.format(ballot) for ballot in ("ppwp", "pdpr") for page in PAGES))


@dataclass
class Visit:
    """One tab, and everything that must not happen in it."""

    page: object
    root: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> object:
        self.page.goto(self.root + name)
        return self.page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two pemilihan, one of them with photos, a correction and a TPS that is not recorded."""
    folder = tmp_path_factory.mktemp("situs")
    with new_workspace(folder / "ruang") as workspace:
        workspace.set_elections([FORM, DPR])
        record_all(workspace, 0)
        workspace.record(
            CODE,
            FORM,
            "suara_2",
            4,
            EntryHow.CORRECTED,
            before=9,
            reason="Salah menulis angka " * 6,
            witness="SAKSI 02",
        )
        form = workspace.form(DPR, CODE)
        values = invented_values(form, {"pemilih_dpt_l": 140, "pemilih_dpt_p": 145}, seed=3)
        workspace.record_many(CODE, DPR, [NewEntry(name, value, EntryHow.TYPED) for name, value in values.items()])
        import_paths(workspace, save_photos(folder / "kamera", pages=(2,)), workers=1)
        publish(workspace, folder / "terbit", Choice(photos=True))
    return (folder / "terbit").as_uri() + "/"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    chromium.installed()
    with chromium.running(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
def visit(browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A tab without network; at its end it must have asked for files of the site only, and complained of nothing."""
    options = {"viewport": LAPTOP, "offline": True} | getattr(request, "param", {})
    context = browser.new_context(**options)
    page = context.new_page()
    visit = Visit(page, site)
    page.on("request", lambda asked: visit.requests.append(asked.url))
    page.on("console", lambda said: visit.complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("requestfailed", lambda asked: visit.complaints.append(f"failed: {asked.url}"))
    yield visit
    context.close()
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith((site, "data:,"))] == []


def search(visit: Visit, text: str) -> list[str]:
    """What the search lists."""
    visit.page.fill("#cari", text)
    return visit.page.locator("#cari-hasil li div").all_inner_texts()


def test_the_front_page_tells_the_progress(visit: Visit) -> None:
    page = visit.open("index.html")
    assert page.locator("[data-kemajuan=ppwp]").inner_text().startswith("1 dari 2 TPS dicatat lengkap")
    assert page.locator("progress").count() == 2
    assert not page.get_by_text("Pencarian tidak jalan di peramban ini").is_visible()
    assert page.locator(".tanda.draf").is_visible()
    assert page.locator(".tanda.simulasi").is_visible()


def test_a_tps_is_found_by_its_desa_and_opened(visit: Visit) -> None:
    page = visit.open("index.html")
    assert search(visit, f"kabiraan {TPS[0].number}") == [f"KABIRAAN, TPS {TPS[0].number:03d}"]
    page.click("#cari-hasil a >> nth=0")
    assert page.url.endswith(f"ppwp/{CODE}.html")
    for name, value in TPS[0].values.items():
        if name != "suara_2":
            assert page.locator(f"#{name}").inner_text().strip("!# ") == format_count(value), name
    assert page.locator("#suara_2").inner_text().endswith("4")
    row = page.locator("table.betul tbody tr").inner_text()
    assert "9" in row
    assert "Salah menulis angka" in row


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KABI", ["KABIRAAN"]),
        ("desa kabiraan", ["KABIRAAN"]),
        ("tps 1", ["KABIRAAN, TPS 001", "SAMBABO, TPS 001"]),
        ("001 kabiraan", ["KABIRAAN, TPS 001"]),
        (CODE, ["KABIRAAN, TPS 001"]),
        (CODE[:10], ["KABIRAAN"]),
        ("bukan desa", []),
        ("kabiraan 999", []),
        ("<b>", []),
        ("", []),
    ],
)
def test_the_search_understands_what_people_type(visit: Visit, text: str, found: list[str]) -> None:
    page = visit.open("index.html")
    assert search(visit, text) == found
    said = page.locator("#cari-kabar").inner_text()
    assert said == ("" if not text.strip("<>") else f"{len(found)} ditemukan." if found else said)
    assert found or not text or said == "Tidak ada desa atau TPS seperti itu."


def test_every_ballot_of_a_place_is_offered(visit: Visit) -> None:
    page = visit.open("index.html")
    search(visit, "kabiraan")
    assert page.locator("#cari-hasil a").all_inner_texts() == ["Presiden dan Wakil Presiden", "DPR"]


@pytest.mark.parametrize("visit", [{"viewport": PHONE, "has_touch": True}], indirect=True)
def test_no_page_is_wider_than_a_phone(visit: Visit) -> None:
    for name in ALL_PAGES:
        page = visit.open(name)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        assert page.evaluate(_CUT) == [], name


_CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_folded_figures_say_what_they_are(visit: Visit) -> None:
    page = visit.open(f"ppwp/{CODE[:10]}.html")
    cell = page.locator(f"[data-tempat='{CODE}'][data-isian=suara_sah]")
    assert page.evaluate("e => getComputedStyle(e, '::before').content", cell.element_handle()) == '"Suara sah"'
    assert not page.locator("table.tempat thead").bounding_box()["width"] > 1


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}, {"color_scheme": "light"}], indirect=True)
def test_every_text_can_be_read_in_the_light_and_in_the_dark(visit: Visit, request: pytest.FixtureRequest) -> None:
    wanted = request.node.callspec.params["visit"]["color_scheme"]
    for name in ALL_PAGES:
        page = visit.open(name)
        lightness = sum(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"))
        assert (lightness < 200) is (wanted == "dark")
        assert page.evaluate(_FAINT) == [], name


_FAINT = """() => {
  const rgb = text => (text.match(/[0-9.]+/g) || []).map(Number);
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  return [...document.body.querySelectorAll("*")].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !["SCRIPT"].includes(e.tagName)
  ).map(e => { const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 90)]; }).filter(x => x[0] < 4.5);
}"""


def test_a_photo_is_shown_from_the_folder(visit: Visit) -> None:
    page = visit.open(f"ppwp/{CODE}.html")
    picture = page.locator("figure img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure img').naturalWidth > 500")
    assert picture.get_attribute("alt").startswith("Foto C.HASIL halaman 2")


def test_the_first_key_leads_past_the_head_of_the_page(visit: Visit) -> None:
    page = visit.open(f"ppwp/{CODE}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    assert page.locator(".lompat").bounding_box()["x"] >= 0


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_every_place_is_still_reached(visit: Visit) -> None:
    page = visit.open("index.html")
    assert page.get_by_text("Pencarian tidak jalan di peramban ini").is_visible()
    page.click("table.maju a >> nth=0")
    page.click("table.tempat a >> nth=0")
    assert page.locator("h1").inner_text() == "Presiden dan Wakil Presiden: TPS 001 KABIRAAN"


def test_a_site_that_would_call_out_is_noticed(browser, tmp_path: Path) -> None:
    """The watch of :func:`visit` itself: a page that asks for something outside is seen to do so."""
    (tmp_path / "x.html").write_text("<img src='https://example.org/x.png'>")
    context = browser.new_context(offline=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "x.html").as_uri())
    page.wait_for_load_state()
    context.close()
    assert "https://example.org/x.png" in asked
