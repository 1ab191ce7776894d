import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from onrecord.model import Failure, Report
from onrecord.read import About, Notice, fetch, read_inputs
from onrecord.read.accept import MAX_CHARS

TEXT = "The army said on Friday that it had retaken the town of Tarsana. Rebels denied it.\n"


def _failure(found: Sequence[Report | Failure]) -> Failure:
    assert len(found) == 1
    assert isinstance(found[0], Failure)
    return found[0]


def _report(found: Sequence[Report | Failure]) -> Report:
    assert len(found) == 1
    assert isinstance(found[0], Report)
    return found[0]


def _read(*inputs: object, **about: object) -> list[Report | Failure]:
    return list(read_inputs([str(i) for i in inputs], About(**about)))  # type: ignore[arg-type]


def _write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _records(*records: Mapping[str, object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_text_file_is_read_as_open_reads_it(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "\ufeff" + TEXT.replace("\n", "\r\n") * 2)
    report = _report(_read(path, published=date(2024, 5, 3), publisher="Post"))
    assert report.text == path.read_text(encoding="utf-8-sig")
    assert (report.published, report.publisher, report.language) == (date(2024, 5, 3), "Post", "en")
    assert report.offsets is not None
    assert report.offsets.original(len(TEXT)) == len(TEXT) + 1


@pytest.mark.parametrize(
    ("name", "content", "reason", "advice"),
    [
        pytest.param("a.txt", "", "it is empty", "give a report with text", id="an empty file"),
        pytest.param("a.txt", " \n\t\n", "it is blank", "give a report with text", id="a blank file"),
        pytest.param("a.txt", "12 -- 34\n", "there are no words in it", "give a report", id="no words"),
        pytest.param("a.txt", b"%PDF-1.7\n", "this is a PDF", "pdftotext", id="a PDF"),
        pytest.param("a.html", b"PK\x03\x04", "ZIP archive", "plain text", id="a ZIP that is named as a page"),
        pytest.param("a.html", "<html><p>Home</p></html>", "no article was found", ".txt", id="a page with no article"),
        pytest.param("a.json", '[{"text": "a"}]', "JSON, but not one object a line", "jq -c '.[]'", id="a JSON array"),
        pytest.param("a.json", '{\n "text": "a"}', "JSON, but not one object a line", "jq -c .", id="JSON in lines"),
        pytest.param(
            "a.xml", "<?xml version='1.0'?><gpx/>", "this is XML, but no RSS", "JSONL", id="XML that is no feed"
        ),
        pytest.param("a.csv", "id,body\n", "no column `text` (its columns: `id`, `body`)", "text", id="a table"),
        pytest.param("a.jsonl", '{"text": "\\ud800 The army fled."}', "half a character", "encoding", id="a surrogate"),
        pytest.param("a.jsonl", "", "it is empty", "give a report with text", id="JSON Lines without a line"),
        pytest.param("a.jsonl", "\n \n", "it is blank", "give a report with text", id="JSON Lines of blanks"),
        pytest.param("a.jsonl", '{"text": "a"}\n'.encode("utf-16"), "in UTF-16", "UTF-8", id="JSON Lines in UTF-16"),
        pytest.param("lines", '{"text": "a"}\n'.encode("utf-16"), "in UTF-16", "UTF-8", id="the same without a name"),
        pytest.param("a.csv", "", "it is empty", "give a report with text", id="an empty table"),
        pytest.param("a.rss", "", "it is empty", "give a report with text", id="an empty feed"),
        pytest.param("a.rss", " \n", "this is no RSS or Atom feed", "JSONL", id="a blank feed"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: str | bytes, reason: str, advice: str
) -> None:
    failure = _failure(_read(_write(tmp_path / name, content)))
    assert failure.where.startswith(str(tmp_path / name))
    assert reason in failure.reason
    assert advice in str(failure.advice)


def test_a_text_in_another_encoding_is_read_with_a_notice(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", ("The café: " + TEXT).encode("cp1252"))
    notices: list[Notice] = []
    report = _report(list(read_inputs([str(path)], notify=notices.append)))
    assert report.text.startswith("The café")
    assert [n.where for n in notices] == [str(path)]
    assert "Windows-1252" in notices[0].text


def test_a_line_of_ten_megabytes_is_refused_and_not_cut(tmp_path: Path) -> None:
    failure = _failure(_read(_write(tmp_path / "a.txt", b"The army fled. " * 700_000)))
    assert failure.reason == f"it is too long: 10,500,000 characters, and a report may have {MAX_CHARS:,}"
    assert "split it" in str(failure.advice)


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert _failure(_read(tmp_path / "none.txt")).reason == "there is no such file or folder"
    assert "https://" in str(_failure(_read("www.example.org/a")).advice)
    assert "only http and https" in _failure(_read("ftp://example.org/a")).reason


def test_an_input_without_a_name_is_not_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "a.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert _failure(_read("")).reason == "an input without a name"


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert _failure(_read("-")).reason == "there is no standard input"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_of_publication_that_cannot_be_is_refused(tmp_path: Path, day: str) -> None:
    failure = _failure(_read(_write(tmp_path / "a.jsonl", _records({"text": TEXT, "published": day}))))
    assert failure.reason == f"its day of publication cannot be {day}"


def test_a_day_of_publication_that_is_yet_to_come_is_noted(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.jsonl", _records({"text": TEXT, "published": "2199-01-01"}))
    notices: list[Notice] = []
    assert _report(list(read_inputs([str(path)], notify=notices.append))).published == date(2199, 1, 1)
    assert [(n.where, "yet to come" in n.text) for n in notices] == [(f"{path}:1", True)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", _records({"text": TEXT, "date": "2024-05-03"}, {"text": f"{TEXT} More.", "date": "2024-05-03"})),
        ("a.csv", f"text,Date\n{TEXT.strip()},2024-05-03\n{TEXT.strip()} More.,2024-05-03\n"),
    ],
)
def test_a_date_under_another_name_is_noted_once(tmp_path: Path, name: str, content: str) -> None:
    path = _write(tmp_path / name, content)
    notices: list[Notice] = []
    found = list(read_inputs([str(path)], notify=notices.append))
    assert [isinstance(report, Report) and report.published for report in found] == [None, None]
    assert [(n.where, n.text.split(" was left alone")[0].lower()) for n in notices] == [(str(path), "`date`")]


def test_text_in_another_language_is_skipped_unless_forced(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "L’armée a annoncé vendredi que ses soldats avaient repris la ville. " * 3)
    failure = _failure(_read(path))
    assert failure.skipped
    assert "French (fr)" in failure.reason
    assert _report(_read(path, force=True)).language == "fr"
    assert _report(_read(path, language="en")).language == "en"


def test_a_folder_gives_its_reports_in_order_and_lists_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    _write(tmp_path / "b.txt", TEXT)
    _write(tmp_path / "sub" / "a.jsonl", _records({"id": "j", "text": TEXT + "More."}))
    _write(tmp_path / "c.docx", b"PK\x03\x04")
    _write(tmp_path / ".hidden.txt", TEXT)
    first, second, third = _read(tmp_path)
    assert isinstance(first, Report)
    assert second == Failure(
        str(tmp_path / "c.docx"),
        "left out: not a .txt, .html, .htm, .jsonl, .csv, .tsv, .rss, .atom, .warc, .warc.gz file",
        "name it on the command line to have it read all the same",
        skipped=True,
    )
    assert isinstance(third, Report)
    assert third.id == "j"


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert "no files in this folder" in _failure(_read(tmp_path)).reason


def test_a_wrong_line_of_jsonl_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    good = [{"id": str(i), "text": f"{TEXT} Part {i}."} for i in range(2)]
    content = (
        _records(good[0]) + "{oops\n\n" + '{"id": "x", "text": "a", "published": "last week"}\n' + _records(good[1])
    )
    path = _write(tmp_path / "r.jsonl", content)
    found = _read(path)
    assert [f.id for f in found if isinstance(f, Report)] == ["0", "1"]
    assert [f.where for f in found if isinstance(f, Failure)] == [f"{path}:2", f"{path}:4"]


def test_an_id_that_stands_twice_names_both_lines(tmp_path: Path) -> None:
    path = _write(tmp_path / "r.jsonl", _records({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT + "More."}))
    _, second = _read(path)
    assert second == Failure(
        f"{path}:2", f"its id 'a' stands already in {path}:1", "give every report an id of its own"
    )


def test_the_same_text_twice_is_skipped(tmp_path: Path) -> None:
    one, two = (_write(tmp_path / name, TEXT) for name in ("1.txt", "2.txt"))
    assert _read(one, two)[1] == Failure(str(two), f"the same text as {one}", skipped=True)


def test_options_fill_what_a_record_leaves_out_and_no_more(tmp_path: Path) -> None:
    path = _write(tmp_path / "r.jsonl", _records({"text": TEXT, "publisher": "Own", "published": None}))
    report = _report(_read(path, publisher="Other", published=date(2024, 5, 3)))
    assert (report.publisher, report.published) == ("Own", date(2024, 5, 3))


def test_options_prevail_over_what_was_gathered_from_a_page(tmp_path: Path, page: str) -> None:
    path = _write(tmp_path / "a.html", page)
    assert _report(_read(path)).published == date(2024, 5, 3)
    report = _report(_read(path, published=date(2024, 5, 2)))
    assert (report.published, report.publisher) == (date(2024, 5, 2), "The Sample Post")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        pytest.param(TEXT, None, id="text"),
        pytest.param(_records({"text": TEXT, "title": "From a record"}), "From a record", id="JSON Lines"),
        pytest.param(f"<html><title>From a page</title><article><p>{TEXT * 4}</p></article>", "From a page", id="HTML"),
    ],
)
def test_standard_input_may_be_of_any_kind(content: str, title: str | None) -> None:
    report = _report(list(read_inputs(["-"], stdin=io.BytesIO(content.encode()))))
    assert report.text.startswith(TEXT.strip())
    assert report.title == title


def test_a_page_is_read_from_its_address(site: str) -> None:
    report = _report(_read(f"{site}/page"))
    assert (report.url, report.title) == (f"{site}/page", "Bridge hit in Tarsana")
    assert "12 “rebels”" in _report(_read(f"{site}/latin")).text
    assert _report(_read(f"{site}/note.txt")).text.endswith("Nobody was hurt.\n")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/missing", "the server answered 404", id="404"),
        pytest.param("/file.pdf", "this is a PDF", id="a PDF"),
        pytest.param("/feed", "there are no items in this feed", id="an empty feed"),
        pytest.param("/hang", "no full answer within 0.3 s", id="a server that hangs"),
    ],
)
def test_an_address_without_a_page_says_why(site: str, path: str, reason: str) -> None:
    failure = _failure(list(read_inputs([site + path], fetch=partial(fetch, timeout=0.3))))
    assert failure.where == site + path
    assert reason in failure.reason
    assert failure.advice
