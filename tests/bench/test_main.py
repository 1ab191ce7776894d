"""`python -m bench` as it is typed."""

from pathlib import Path

from click.testing import CliRunner

from bench.__main__ import main


def test_without_the_corpora_it_says_so_and_does_not_fail(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--shared", str(tmp_path / "none")])
    assert done.exit_code == 0
    assert "nothing measured: the shared corpora are not at" in done.output
    assert "--shared" in done.output


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--shared", str(tmp_path), "--task", "types"])
    assert done.exit_code == 1
    assert "gsr.jsonl is not there; is --shared the right folder?" in done.output


def test_an_unknown_task_is_an_error_with_the_known_ones(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--shared", str(tmp_path), "--task", "typos"])
    assert done.exit_code == 1
    assert "unknown task 'typos'; known: actors" in done.output
