"""Where the kabupaten's store is, what is said when it cannot be opened, and which schemas it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sirekap_desktop.forms.errors import UserError
from sirekap_desktop.models.migration import HISTORY
from sirekap_desktop.models.penerimaan.address import DATABASE_NAME, StoreAddress, parse_address
from sirekap_desktop.models.penerimaan.database import StoreDatabase
from sirekap_desktop.models.penerimaan.records import OfficeInfo
from sirekap_desktop.models.penerimaan.schema import Package
from sirekap_desktop.models.penerimaan.store import Penerimaan
from tests import servers

OFFICE = OfficeInfo("7605", "KPU CONTOH", "ab" * 32, simulation=False)
SECRET = "p@ss/w:rd"


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("rekap", Path("rekap", DATABASE_NAME)),
        ("/srv/rekap/a.db", Path("/srv/rekap/a.db")),
        ("sqlite:///rekap", Path("rekap", DATABASE_NAME)),
        ("sqlite:////srv/rekap", Path("/srv/rekap", DATABASE_NAME)),
        ("sqlite:////srv/re%20kap", Path("/srv/re kap", DATABASE_NAME)),
    ],
)
def test_a_folder_is_sqlite(text: str, path: Path) -> None:
    assert parse_address(text).path == path


def test_a_server_is_taken_apart_and_its_password_shown_nowhere() -> None:
    address = parse_address("postgresql://rina:p%40ss%2Fw%3Ard@db.kpu:5433/rekap?sslmode=require&password=lain")
    assert address.server["host"] == "db.kpu"
    assert (address.server["user"], address.server["database"], address.server["port"]) == ("rina", "rekap", 5433)
    assert address.shown == "postgresql://rina@db.kpu:5433/rekap?sslmode=require"
    plain = parse_address("postgresql://rina:p%40ss%2Fw%3Ard@db.kpu/rekap")
    assert plain.server["password"] == SECRET
    assert SECRET not in repr(plain) + str(plain)
    assert plain.shown == "postgresql://rina@db.kpu/rekap"


def test_a_password_may_come_from_elsewhere() -> None:
    bare = parse_address("postgres://rina@db.kpu/rekap")
    assert bare.needs_secret
    full = bare.with_secret(SECRET)
    assert (full.needs_secret, full.shown, full.server["password"]) == (False, bare.shown, SECRET)


@pytest.mark.parametrize(
    "text", ["", "mysql://a/b", "postgresql://", "postgresql:///rekap", "postgresql://h", "postgresql://h:x/rekap",
             "sqlite://", "sqlite:///", "http://h/rekap"]
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_address(text)
    assert refused.value.code == "store.address"


# --- what cannot be opened --------------------------------------------------------------------------------------------


def opening(address: StoreAddress) -> str:
    with pytest.raises(UserError) as refused:
        Penerimaan.open(address, who="Rina", office=OFFICE)
    assert SECRET not in str(refused.value)
    return refused.value.code


def test_a_server_that_is_away_is_one_sentence() -> None:
    url = f"postgresql://rina:rahasia@127.0.0.1:{servers.free_port()}/rekap"
    assert opening(parse_address(url)) == "store.unreachable"


def test_a_wrong_password_and_an_unknown_database_have_their_sentences(postgres: servers.Server) -> None:
    base = f"postgresql://{servers.USER}@127.0.0.1:{postgres.port}"
    assert opening(parse_address(f"{base}/postgres").with_secret(SECRET)) == "store.password"
    assert opening(parse_address(f"{base}/tiada").with_secret(servers.PASSWORD)) == "store.unknown"


def test_accounts_share_a_store_by_the_role_that_owns_it_and_others_are_denied(postgres: servers.Server) -> None:
    with servers.accounts(postgres, owner="rekap", members=("rina", "budi"), stranger="tamu") as base:
        for name in ("rina", "budi"):
            address = parse_address(base.format(name) + "?options=-crole%3Drekap").with_secret(servers.PASSWORD)
            with Penerimaan.open(address, who=name, office=OFFICE) as store:
                assert store.office == OFFICE
        assert opening(parse_address(base.format("tamu")).with_secret(servers.PASSWORD)) == "store.denied"


def ask_while_it_breaks(store: Penerimaan, line: servers.CuttingLine) -> None:
    with store._database.read() as session:
        line.cut()
        session.tuples(Package.select())


def test_a_line_that_breaks_is_one_sentence_and_the_next_try_works(postgres: servers.Server) -> None:
    with servers.own_schema(postgres, "putus") as url, servers.CuttingLine(postgres.port) as line:
        address = parse_address(url.replace(f":{postgres.port}", f":{line.port}")).with_secret(servers.PASSWORD)
        with Penerimaan.open(address, who="Rina", office=OFFICE) as store:
            with pytest.raises(UserError) as refused:
                ask_while_it_breaks(store, line)
            assert refused.value.code == "store.unreachable"
            assert store.kecamatan() == ()


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"bukan basis data" * 500)
    assert opening(parse_address(str(tmp_path))) == "workspace.damaged"


# --- schema -----------------------------------------------------------------------------------------------------------


def _newer(database: StoreDatabase) -> None:
    sql = f"INSERT INTO {HISTORY} (id, name, applied) VALUES (99, '0099_later', '2030-01-01 00:00:00')"
    with database.database.connection_context():
        database.database.execute_sql(sql)
        if database.address.path:
            database.database.execute_sql("PRAGMA user_version = 99")


def test_a_newer_schema_is_refused_on_sqlite(tmp_path: Path) -> None:
    address = parse_address(str(tmp_path))
    database = StoreDatabase(address, create=True)
    _newer(database)
    database.close()
    assert opening(address) == "workspace.newer"


def test_a_newer_schema_is_refused_on_postgresql(postgres: servers.Server) -> None:
    with servers.own_schema(postgres, "lebih_baru") as url:
        address = parse_address(url).with_secret(servers.PASSWORD)
        database = StoreDatabase(address, create=True)
        _newer(database)
        database.close()
        assert opening(address) == "store.newer"


def test_both_servers_have_the_same_tables(tmp_path: Path, postgres: servers.Server) -> None:
    with servers.own_schema(postgres, "tabel") as url:
        found = []
        for address in (parse_address(str(tmp_path)), parse_address(url).with_secret(servers.PASSWORD)):
            database = StoreDatabase(address, create=True)
            with database.database.connection_context():
                tables = sorted(database.database.get_tables())
                found.append({t: sorted(c.name for c in database.database.get_columns(t)) for t in tables})
            database.close()
        assert found[0] == found[1]
