"""The yardstick of cost is measured in a process of its own."""

from bench.bare import seconds
from onrecord.parse import DEFAULT_MODEL

TEXT = "The mayor said that the bridge was safe and that it would open on Monday. "


def test_each_round_takes_time_and_more_text_takes_more() -> None:
    short, long = (seconds([TEXT * n], DEFAULT_MODEL, 2) for n in (1, 400))
    assert len(short) == len(long) == 2
    assert 0 < max(short) < min(long)
