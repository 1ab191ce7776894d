from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Failure, Report
from onrecord.read import read_inputs

ARMY = "The army said on Friday that it had retaken the town of Tarsana."
REBELS = "Rebels said on Friday that they still held the town, and the river too."


def _read(path: Path, content: str | bytes) -> list[Report | Failure]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_inputs([str(path)]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", f"id,text,published\n1,{ARMY},2024-05-03\n", id="commas"),
        pytest.param("a.csv", f"id;published;text\r\n1;2024-05-03;{ARMY}\r\n", id="semicolons, as spreadsheets write"),
        pytest.param("a.tsv", f"id\ttext\tpublished\n1\t{ARMY}\t2024-05-03\n", id="tabs"),
        pytest.param("a.csv", f" ID ,Text,Published,mood\n1,{ARMY},2024-05-03,bad\n", id="capitals, and a column more"),
        pytest.param("a.csv", f"\ufeffid,text,published\n1,{ARMY},2024-05-03\n", id="a byte-order mark"),
        pytest.param("a.csv", f"id,text,published\n1,{ARMY},2024-05-03\n".encode("utf-16"), id="UTF-16"),
        pytest.param("a.csv", f"id,text,published\n,,\n1,{ARMY},2024-05-03\n\n", id="empty rows"),
    ],
)
def test_a_row_is_a_report(tmp_path: Path, name: str, content: str | bytes) -> None:
    (report,) = _read(tmp_path / name, content)
    assert isinstance(report, Report)
    assert (report.id, report.text, report.published) == ("1", ARMY, date(2024, 5, 3))


def test_a_cell_may_hold_several_lines(tmp_path: Path) -> None:
    (report,) = _read(tmp_path / "a.csv", f'text\n"{ARMY}\n\nIt said ""all"" was quiet."\n')
    assert isinstance(report, Report)
    assert report.text == f'{ARMY}\n\nIt said "all" was quiet.'


def test_a_cell_in_a_legacy_encoding_is_read(tmp_path: Path) -> None:
    (report,) = _read(tmp_path / "a.csv", f"text\n“Quiet” in the café: {ARMY}\n".encode("cp1252"))
    assert isinstance(report, Report)
    assert report.text.startswith("“Quiet” in the café")


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        pytest.param("", ["it is empty"], id="nothing"),
        pytest.param(f"text,text\n{ARMY},x\n", ["several columns `text`"], id="two columns of a name"),
        pytest.param(f"id,text\n1,{REBELS}\n", ["the row has 3 cells, and the table 2"], id="commas without quotes"),
        pytest.param("id,text\n", ["there are no rows"], id="a header alone"),
        pytest.param("id,body\n1,a\n", ["no column `text` (its columns: `id`, `body`)"], id="no column for the text"),
        pytest.param("id,text\n1,\n", ["it is empty"], id="an empty text"),
        pytest.param(f"text,published\n{ARMY},May 3\n", ["`published` is not a date"], id="a day in another spelling"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: str, reasons: list[str]) -> None:
    (failure,) = _read(tmp_path / "a.csv", content)
    assert isinstance(failure, Failure)
    assert any(reason in failure.reason for reason in reasons)


def test_a_wrong_row_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    first, second, third = _read(tmp_path / "a.csv", f'id,text\n1,{ARMY}\n2,\n3,"{REBELS}"\n')
    assert isinstance(first, Report)
    assert isinstance(second, Failure)
    assert second.where.endswith("a.csv:row 2")
    assert isinstance(third, Report)


def test_empty_cells_beyond_the_columns_do_no_harm(tmp_path: Path) -> None:
    (report,) = _read(tmp_path / "a.csv", f"id,text\n1,{ARMY},,\n")
    assert isinstance(report, Report)


def test_rows_that_a_quotation_mark_has_swallowed_are_not_taken_for_a_text(tmp_path: Path) -> None:
    first, last = _read(tmp_path / "a.csv", f'id,text\n1,{ARMY}\n2,"{ARMY}\n3,The market burned.\n')
    assert isinstance(first, Report)
    assert isinstance(last, Failure)
    assert (last.where, "is never closed" in last.reason) == (f"{tmp_path / 'a.csv'}:row 2", True)


def test_a_last_row_needs_no_line_end(tmp_path: Path) -> None:
    (report,) = _read(tmp_path / "a.csv", f'id,text\n1,"{ARMY}"')
    assert isinstance(report, Report)


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    rest = f"{REBELS}\n" * 80_000
    first, last = _read(tmp_path / "a.csv", f'text\n{ARMY}\n"{rest}')
    assert isinstance(first, Report)
    assert isinstance(last, Failure)
    assert "quotation mark that is not closed" in str(last.advice)
