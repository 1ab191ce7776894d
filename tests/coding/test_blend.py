import math

import pytest

from onrecord.coding.blend import NONE, Choice, Curve, named_features, odds, read_blend, side_features


def test_odds_are_even_at_a_half_and_bounded_at_the_ends() -> None:
    assert odds(0.5) == pytest.approx(0)
    assert -8 < odds(0.0) < 0 < odds(1.0) < 8


def test_a_curve_gives_a_chance_between_its_features() -> None:
    curve = Curve(-1.0, (2.0, 0.5), 0.5)
    assert curve.chance((0.0, 0.0)) == pytest.approx(1 / (1 + math.e))
    assert curve.chance((0.0, 0.0)) < curve.chance((1.0, 0.0)) < curve.chance((1.0, 4.0))


def test_a_curve_refuses_features_it_was_not_fitted_on() -> None:
    with pytest.raises(ValueError, match="zip"):
        Curve(0.0, (1.0,), 0.5).chance((1.0, 2.0))


GIVEN = {"occurred": (0.8, 0.2), "intended": (0.1, 0.9), NONE: (0.5, 0.5)}


@pytest.mark.parametrize(
    ("trust", "ruled", "seen", "label"),
    [
        pytest.param(0.0, "intended", (0.99, 0.01), 1, id="a network that is not trusted has no say"),
        pytest.param(1.0, "intended", (0.99, 0.01), 0, id="a trusted network that is sure outweighs the rules"),
        pytest.param(1.0, "intended", (0.6, 0.4), 1, id="one in doubt does not"),
        pytest.param(1.0, "never heard of", (0.3, 0.7), 1, id="where the rules know nothing the network decides"),
    ],
)
def test_rules_and_network_are_weighed(trust: float, ruled: str, seen: tuple[float, float], label: int) -> None:
    at, chance = Choice(trust, GIVEN).best(ruled, seen)
    assert at == label
    assert 0.5 <= chance <= 1


def test_a_phrase_of_the_rules_is_told_from_one_the_network_adds() -> None:
    assert side_features(0.9, ruled=True, pronoun=False, others=True) != side_features(
        0.9, ruled=False, pronoun=False, others=True
    )


def test_what_names_a_side_differs_by_type() -> None:
    meeting, march = (named_features(0.5, kind, ruled=True, verb=False) for kind in ("CONSULT", "PROTEST"))
    assert meeting != march
    assert sum(meeting[3:]) == sum(march[3:]) == 1


def test_weights_are_read_as_the_fit_writes_them() -> None:
    curve = {"intercept": 0.1, "weights": [1.0], "threshold": 0.4}
    choice = {"trust": 0.5, "given": {NONE: [0.5, 0.5]}}
    curves = ("ruled", "unruled", "actor", "recipient", "place", "time")
    kept = {"bias": 1.0, "likely": 0.1, "named": {"actor": curve}} | dict.fromkeys(curves, curve)
    blend = read_blend(kept | dict.fromkeys(("type", "status", "polarity"), choice))
    assert blend.actor.weights == blend.named["actor"].weights == (1.0,)
    assert blend.status.given[NONE] == (0.5, 0.5)
