"""Places, actors and aliases of a user's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import StopRun
from onrecord.knowledge.gazetteer import look_up
from onrecord.knowledge.groups import group_of
from onrecord.knowledge.own import leave, take


@pytest.fixture(autouse=True)
def _package_knowledge_again() -> Iterator[None]:
    yield
    leave()


def _write(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join(line.replace(";", "\t") for line in lines) + "\n", encoding="utf-8")
    return folder


def test_an_actor_of_ones_own_is_known_until_it_is_left(tmp_path: Path) -> None:
    assert group_of("the Ferry Street Brigade") is None
    take(
        _write(tmp_path, "actors.tsv", "# ours", "name;sector;country;aliases", "Ferry Street Brigade;REB;NGA;Ferrymen")
    )
    found = group_of("the Ferrymen")
    assert found is not None
    assert (found.id, found.sector, found.country) == ("own:ferry-street-brigade", "REB", "NGA")
    assert found.origin.endswith("actors.tsv, line 3")
    leave()
    assert group_of("the Ferry Street Brigade") is None


def test_an_alias_of_ones_own_names_the_known_group(tmp_path: Path) -> None:
    take(_write(tmp_path, "aliases.tsv", "actor;alias", "group:hezbollah;Yellow Flags"))
    found = group_of("the Yellow Flags")
    assert found is not None
    assert (found.id, found.name) == ("group:hezbollah", "Hezbollah")


def test_an_alias_may_name_an_actor_of_ones_own(tmp_path: Path) -> None:
    _write(tmp_path, "actors.tsv", "name;sector;country", "Ferry Street Brigade;REB;NGA")
    take(_write(tmp_path, "aliases.tsv", "actor;alias", "own:ferry-street-brigade;Quay Watch"))
    found = group_of("the Quay Watch")
    assert found is not None
    assert (found.id, found.name, found.sector) == ("own:ferry-street-brigade", "Ferry Street Brigade", "REB")


def test_quotation_marks_that_a_spreadsheet_puts_around_a_cell_are_no_part_of_it(tmp_path: Path) -> None:
    take(_write(tmp_path, "actors.tsv", "name;sector", '"Ferry ""Quay"" Brigade, First";REB'))
    found = group_of('the Ferry "Quay" Brigade, First')
    assert found is not None
    assert found.name == 'Ferry "Quay" Brigade, First'


def test_a_row_may_add_names_to_a_known_group_more_than_once(tmp_path: Path) -> None:
    rows = ("group:hezbollah;Yellow Flags;REB", "group:hezbollah;Cedar Column;REB")
    take(_write(tmp_path, "actors.tsv", "id;name;sector", *rows))
    assert [found and found.name for found in map(group_of, ("Yellow Flags", "Cedar Column"))] == ["Hezbollah"] * 2


def test_a_place_of_ones_own_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    take(_write(tmp_path, "places.tsv", "name;lat;lon;aliases", "Zangarabad Kala;31.5;65.2;Zangar Kalay"))
    assert [(p.name, p.lat, p.lon) for p in look_up("Zangar Kalay", tolerant=False)] == [
        ("Zangarabad Kala", 31.5, 65.2)
    ]


@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        pytest.param(
            "actors.tsv", ("name;sector", "Xu;REBEL"), r"actors\.tsv, line 2: 'REBEL' is no sector", id="sector"
        ),
        pytest.param(
            "actors.tsv", ("name;sector", "# x", ";REB"), r"line 3: nothing stands under name", id="empty cell"
        ),
        pytest.param(
            "actors.tsv", ("name;kind", "Xu;REB"), r"line 1: the header lacks sector and has .*'kind'", id="header"
        ),
        pytest.param("actors.tsv", ("name;sector", "Xu;REB;NGA"), r"line 2: 3 cells, but the header has 2", id="cells"),
        pytest.param("actors.tsv", ("name;sector;active", "Xu;REB;soon"), r"line 2: 'soon' is no active", id="years"),
        pytest.param("actors.tsv", ("name;sector;active", "Xu;REB;-"), r"'-' is no active; write years", id="no year"),
        pytest.param("actors.tsv", ("name;sector;active", "Xu;REB;2019-2014"), r"'2019-2014' is no active", id="back"),
        pytest.param("actors.tsv", ("name;sector;country", "Xu;REB;ZZZ"), r"line 2: 'ZZZ' is no country", id="country"),
        pytest.param("places.tsv", ("name;lat;lon;country", "Xu;1;1;UK"), r"'UK' is no country; write the", id="code"),
        pytest.param("actors.tsv", ("name;sector;name", "Xu;REB;Yu"), r"names a column twice", id="column twice"),
        pytest.param(
            "actors.tsv", ("name;sector",), r"actors\.tsv: there are no rows below the header", id="header only"
        ),
        pytest.param("actors.tsv", ("# ours", ""), r"actors\.tsv: the file is empty", id="nothing"),
        pytest.param("actors.csv", ("name,sector", "Xu,REB"), r"actors\.csv: not a name that is read", id="other name"),
        pytest.param(
            "actors.tsv",
            ("name;sector", "أنصار;REB", "قوات;MIL"),
            r"line 3: its id 'own:actor' is that of .*line 2; put",
            id="two of one id",
        ),
        pytest.param(
            "aliases.tsv", ("actor;alias", "group:nobody;Xu"), r"line 2: 'group:nobody' is no actor", id="actor"
        ),
        pytest.param(
            "places.tsv", ("name;lat;lon", "Xu;95;10"), r"line 2: '95' is no lat; write degrees", id="latitude"
        ),
        pytest.param("places.tsv", ("name;lat;lon", "Xu;nan;10"), r"line 2: 'nan' is no lat", id="no number"),
        pytest.param("notes.tsv", ("a", "b"), r"there is none of actors\.tsv", id="no known file"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, name: str, lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(StopRun, match=told):
        take(_write(tmp_path, name, *lines))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_bytes("name\tsector\nÄrzte\tNGO\n".encode("latin-1"))
    with pytest.raises(StopRun, match="not UTF-8"):
        take(tmp_path)
