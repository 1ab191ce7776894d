"""The command line as people and programs meet it; the reports are invented."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.cli.code import FORMATS
from tests.website import Site, serve

TEXT = "The army said on Friday that its troops had killed at least 12 rebels near the town of Tarsana.\n"
FRENCH = "L’armée a annoncé vendredi que ses soldats avaient repris la ville après deux jours de combats. " * 2


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def _code(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["code", *map(str, arguments)], input=stdin)


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-c", "from onrecord.cli import main; main()", *map(str, arguments)]


def _write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _records(texts: Sequence[str]) -> str:
    return "".join(json.dumps({"id": f"r{i}", "text": text}) + "\n" for i, text in enumerate(texts))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.txt", b"", "it is empty; give a report with text", id="an empty file"),
        pytest.param("a.txt", b" \n\n ", "it is blank; give a report with text", id="a blank file"),
        pytest.param("a.pdf", b"%PDF-1.7", "this is a PDF, not text; convert it to text first", id="a PDF"),
        pytest.param("a.txt", b"The army\x00", "this is a binary file: it holds NUL bytes", id="a binary file"),
        pytest.param("a.txt", b"\xff\xfeT\x00h\xd8", "it begins as UTF-16-LE and is broken", id="a wrong encoding"),
        pytest.param("a.txt", b"The army " * 1_200_000, "it is too long: 10,800,000 characters", id="a 10 MB line"),
        pytest.param("a.html", b"<html><p>Home</p></html>", "no article was found in this HTML page", id="no article"),
        pytest.param("a.jsonl", b"", "a.jsonl: it is empty; give a report with text", id="JSON Lines without a line"),
        pytest.param("a.rss", b"", "a.rss: it is empty; give a report with text", id="an empty feed"),
        pytest.param("a.jsonl", b"{oops\n", "a.jsonl:1: the line is not JSON", id="a malformed line"),
    ],
)
def test_bad_input_gives_a_message_that_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    result = _code(_write(tmp_path / name, content), "--to", "jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("onrecord: 0 reports coded, 0 skipped, 1 failed\n  failed: ")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_report_in_another_language_is_skipped_with_the_way_to_force_it(tmp_path: Path) -> None:
    result = _code(_write(tmp_path / "a.txt", FRENCH))
    assert result.exit_code == 1
    assert "0 reports coded, 1 skipped, 0 failed" in result.stderr
    assert "it is in French (fr)" in result.stderr
    assert "--force" in result.stderr


def test_addresses_that_give_no_page_say_why(site: Site) -> None:
    missing, hanging = f"{site.address}/missing", f"{site.address}/hang"
    result = _code(missing, hanging, "http://127.0.0.1:1/", "--timeout", "0.3")
    assert result.exit_code == 1
    assert f"{missing}: the server answered 404" in result.stderr
    assert f"{hanging}: no full answer within 0.3 s" in result.stderr
    assert "the server refused the connection" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "Missing argument 'INPUT...'", id="no input"),
        pytest.param(["a.txt", "--to", "xml"], "is not one of 'table', 'jsonl', 'csv', 'html'", id="no such form"),
        pytest.param(["a.txt", "--published", "last week"], "'last week' is not a date; write it as", id="no date"),
        pytest.param(["a.txt", "--out", "no/such/a.csv"], "there is no folder 'no/such'", id="no folder"),
        pytest.param(["a.txt", "--with-text"], "--with-text goes with --to jsonl only", id="text in a table"),
    ],
)
def test_a_wrong_call_exits_with_two(arguments: list[str], message: str) -> None:
    result = _code(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_what_is_not_coded_leaves_an_old_result_alone(tmp_path: Path) -> None:
    out = _write(tmp_path / "out.jsonl", "old\n")
    result = _code(_write(tmp_path / "a.txt", ""), "--to", "jsonl", "--out", out)
    assert result.exit_code == 1
    assert out.read_text(encoding="utf-8") == "old\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


def test_reports_are_coded_and_the_bad_ones_listed(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", TEXT)
    _write(tmp_path / "b.txt", "")
    _write(tmp_path / "c.txt", FRENCH)
    result = _code(tmp_path, "--to", "jsonl", "--published", "2024-05-03", "--publisher", "Sample Post")
    assert result.exit_code == 0
    (record,) = map(json.loads, result.stdout.splitlines())
    assert (record["published"], record["publisher"], record["language"]) == ("2024-05-03", "Sample Post", "en")
    assert record["events"]
    assert "text" not in record
    assert "onrecord: 1 report coded, 1 skipped, 1 failed" in result.stderr
    assert "no date of publication" not in result.stderr


def test_strict_fails_if_a_report_failed_but_not_if_one_was_skipped(tmp_path: Path) -> None:
    good, empty, french = (
        _write(tmp_path / name, content) for name, content in (("a.txt", TEXT), ("b.txt", ""), ("c.txt", FRENCH))
    )
    assert _code(good, empty, "--strict", "--to", "jsonl").exit_code == 1
    assert _code(good, french, "--strict", "--to", "jsonl").exit_code == 0


def test_a_malformed_line_is_named_and_the_others_are_coded(tmp_path: Path) -> None:
    lines = _records([TEXT, TEXT + "Rebels denied it."]).splitlines()
    path = _write(tmp_path / "r.jsonl", "\n".join([lines[0], '{"text": 3}', lines[1]]))
    result = _code(path, "--to", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["r0", "r1"]
    assert f"failed: {path}:2: field `text` must be a string, and is a number" in result.stderr


def test_a_report_without_a_date_is_noted_with_what_to_do(tmp_path: Path) -> None:
    result = _code(_write(tmp_path / "a.txt", TEXT), "--to", "jsonl")
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["published"] is None
    assert all(e["time"] is None or "unresolved" in e["time"] for e in record["events"])
    assert "a report has no date of publication" in result.stderr
    assert "--published YYYY-MM-DD" in result.stderr


def test_a_guessed_encoding_is_noted(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", (TEXT + "A café burned.").encode("cp1252"))
    assert f"note: {path}: not UTF-8" in _code(path, "--to", "jsonl").stderr


def test_standard_input_is_read_and_the_text_given_on_request() -> None:
    result = _code("-", "--to", "jsonl", "--with-text", stdin=TEXT)
    assert json.loads(result.stdout)["text"] == TEXT


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_written_whole_to_a_file(tmp_path: Path, form: str) -> None:
    out = tmp_path / "result"
    result = _code(_write(tmp_path / "a.txt", TEXT), "--to", form, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Tarsana" in out.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "result"]


def test_the_forms_are_those_that_can_be_published() -> None:
    from onrecord.publish import FORMATS as PUBLISHED

    assert tuple(FORMATS) == tuple(PUBLISHED)


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    result = _code(_write(tmp_path / "a.txt", TEXT), "--model", "no_such_model")
    assert result.exit_code == 1
    assert "no_such_model" in result.stderr
    assert "Traceback" not in result.output


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert json.loads(result.stdout)["$schema"].startswith("https://json-schema.org/")
    assert json.loads(CliRunner().invoke(main, ["schema", "incident"]).stdout)["title"] == "Incident"


def test_the_result_is_not_written_over_an_input(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.jsonl", _records([TEXT]))
    result = _code(path, "--to", "jsonl", "--out", path)
    assert result.exit_code == 2
    assert "is one of the inputs, and would be lost" in " ".join(result.stderr.split())
    assert path.read_text() == _records([TEXT])


def test_the_version_is_printed() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("onrecord")


def test_help_comes_without_loading_the_models() -> None:
    began = monotonic()
    source = "import sys; from onrecord.cli import main\ntry: main(['code', '--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert "INPUT..." in done.stdout
    assert not {"spacy", "trafilatura", "py3langid", "rich", "numpy"} & set(done.stdout.split())
    assert monotonic() - began < 5  # 0.1 s on an idle machine


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    path = _write(tmp_path / "r.jsonl", _records([f"{TEXT} Part {i}." for i in range(40)]))
    with subprocess.Popen(_command("code", path, "--to", "jsonl"), stdout=-1, stderr=-1) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupt_ends_with_a_word_and_no_half_written_file(tmp_path: Path, site: Site) -> None:
    out = tmp_path / "out.jsonl"
    site.asked.clear()
    with subprocess.Popen(_command("code", f"{site.address}/hang", "--out", out), stderr=-1) as process:
        assert process.stderr is not None
        assert site.asked.wait(60)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert said.startswith(f"onrecord: stopped; {out} was not written\n")
    assert list(tmp_path.iterdir()) == []
