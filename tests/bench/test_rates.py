"""How often each field is wrong stands in docs/method.md as it was measured."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import rates, results, sureness

KEPT = results.read_results()
GOLD = next(result for result in KEPT if result.task == rates.TASK)


def _rows(text: str) -> dict[str, float]:
    return {field: float(rate) for field, rate in re.findall(r"^\| ([^|]+) \| [^|]+ \| ([\d.]+) \|$", text, re.M)}


def test_the_page_is_in_step_with_the_kept_results() -> None:
    page = rates.PAGE.read_text(encoding="utf-8")
    assert results.splice(page, rates.render(KEPT), rates.MARKS) == page, "run: make docs"


def test_every_rate_is_what_is_lacking_in_the_kept_score() -> None:
    told = _rows(rates.PAGE.read_text(encoding="utf-8"))
    assert list(told) == [rate.field for rate in rates.RATES]
    for rate in rates.RATES:
        assert told[rate.field] + (-1 if rate.errors else 1) * GOLD.scores[rate.score] == pytest.approx(
            0 if rate.errors else 100
        )


def test_what_must_not_rise_is_told_as_it_is() -> None:
    lower = command.lower_is_better()[rates.TASK]
    assert {rate.score for rate in rates.RATES if rate.errors} == lower


def test_a_rate_follows_its_score() -> None:
    changed = replace(GOLD, scores=GOLD.scores | {"type": 91.3, "false deeds": 4.5})
    assert {"type": 8.7, "of what was not done": 4.5}.items() <= _rows(rates.render((changed,))).items()


@pytest.mark.parametrize("kept", [(), (replace(GOLD, scores={}),)], ids=["no result", "no score"])
def test_what_was_not_measured_is_told(kept: tuple[results.Result, ...]) -> None:
    with pytest.raises(LookupError, match="run: python -m bench --task gold"):
        rates.render(kept)


def test_the_docs_are_written_by_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ((results, (results.BEGIN, results.END)), (rates, rates.MARKS), (sureness, sureness.MARKS))
    for module, marks in pages:
        page = tmp_path / f"{module.__name__}.md"
        page.write_text(f"# Page\n\n{marks[0]}\nSTALE\n{marks[1]}\n\nEnd.\n", encoding="utf-8")
        monkeypatch.setattr(module, "PAGE", page)
    command.write_pages()
    for module in (results, rates, sureness):
        written = module.PAGE.read_text(encoding="utf-8")
        assert "STALE" not in written
        assert written.startswith("# Page\n")
        assert written.endswith("\n\nEnd.\n")
    assert _rows(rates.PAGE.read_text(encoding="utf-8"))["type"] == round(100 - GOLD.scores["type"], 2)
