"""What is told of the coder's confidence is what was found when it was fitted."""

import re

import pytest

from bench import results, sureness
from onrecord.coding.blend import load_blend

KEPT = sureness.read_kept()


def test_the_page_is_in_step_with_the_weights() -> None:
    page = sureness.PAGE.read_text(encoding="utf-8")
    assert results.splice(page, sureness.render(KEPT), sureness.MARKS) == page, "run: make docs"


def test_each_calibrated_field_has_its_table() -> None:
    told = re.findall(r"^\| (\w+) \| [\d.]+ \|", sureness.render(KEPT), re.M)
    assert set(told) == set(load_blend().sure)


def test_stated_confidence_is_near_the_share_that_is_right() -> None:
    for field, tenths in KEPT["reliability"].items():
        values = sum(n for _, _, n in tenths)
        gap = sum(n * abs(stated - right) for stated, right, n in tenths) / values
        assert gap == pytest.approx(0, abs=0.05), field
