"""Each feature by itself; what the features come to together is in test_cluster.py."""

from datetime import date
from typing import Any

import pytest

from onrecord.errors import StopRun
from onrecord.model import Outcome
from onrecord.reconcile import features
from onrecord.reconcile.episodes import Episode
from onrecord.reconcile.features import FEATURES, Feature, name_of, values_of
from onrecord.reconcile.weights import Weights, load_weights, weights_from
from tests.reconcile.builders import actor, days, episode, place, told, toll

PLAIN = "People were killed."
NAMED = "Ilan Bazebul, 34, was killed at 4711 Mill Road with Orsa Pelquamir."
WIDE = place("Nordland", precision="admin1", admin1="N")


def _episode(text: str = PLAIN, **about: Any) -> Episode:
    return episode(told(text, **about))


@pytest.mark.parametrize(
    ("feature", "left", "right", "value"),
    [
        pytest.param(features.same_place, {"place": place()}, {"place": place()}, 1.0, id="one town"),
        pytest.param(
            features.same_place, {"place": place(admin1="N")}, {"place": WIDE}, 0.3, id="a town in its province"
        ),
        pytest.param(features.same_place, {"place": place()}, {"place": place("Far", 20.0)}, -1.0, id="far apart"),
        pytest.param(features.same_place, {"place": place()}, {}, 0.0, id="one place unknown"),
        pytest.param(features.same_days, {"time": days("2024-03-05")}, {"time": days("2024-03-05")}, 1.0, id="one day"),
        pytest.param(
            features.same_days,
            {"time": days("2024-03-05")},
            {"time": days("2024-03-01", "2024-03-31")},
            0.4,
            id="month",
        ),
        pytest.param(
            features.same_days, {"time": days("2024-03-05")}, {"time": days("2024-03-06")}, 0.0, id="two days"
        ),
        pytest.param(
            features.days_apart, {"time": days("2024-03-05")}, {"time": days("2024-04-04")}, 1.0, id="a month apart"
        ),
        pytest.param(features.days_apart, {"time": days("2024-03-05")}, {}, 0.0, id="one undated"),
        pytest.param(features.published_apart, {}, {}, 0.0, id="published on one day"),
        pytest.param(features.published_apart, {}, {"published": None}, 0.5, id="one published who knows when"),
        pytest.param(features.same_mode, {"mode": "aerial"}, {"mode": "aerial"}, 1.0, id="done in one way"),
        pytest.param(features.same_mode, {"mode": "aerial"}, {"mode": "firearms"}, -1.0, id="done in two ways"),
        pytest.param(features.same_mode, {"mode": "aerial"}, {}, 0.0, id="one way untold"),
        pytest.param(
            features.same_actor, {"actor": (actor("Lions"),)}, {"actor": (actor("The Lions"),)}, 1.0, id="one doer"
        ),
        pytest.param(
            features.same_recipient,
            {"recipient": (actor("Lions"),)},
            {"recipient": (actor("Foxes"),)},
            -1.0,
            id="two sufferers",
        ),
        pytest.param(features.same_actor, {"actor": (actor("men"),)}, {"actor": (actor("men"),)}, 0.0, id="bare nouns"),
        pytest.param(features.same_toll, {"tolls": (toll(150),)}, {"tolls": (toll(150),)}, 1.0, id="one large count"),
        pytest.param(features.same_toll, {"tolls": (toll(2),)}, {"tolls": (toll(3),)}, -0.5, id="two counts"),
        pytest.param(
            features.same_toll,
            {"tolls": (toll(2),)},
            {"tolls": (toll(3, outcome=Outcome.INJURED),)},
            0.0,
            id="counts of other outcomes",
        ),
        pytest.param(features.same_toll, {"tolls": (toll(2, 5),)}, {"tolls": (toll(2, 5),)}, 0.0, id="no exact count"),
    ],
)
def test_what_is_known_of_an_act_speaks_for_or_against(
    feature: Feature, left: dict[str, Any], right: dict[str, Any], value: float
) -> None:
    assert feature(_episode(**left), _episode(**right)).value == pytest.approx(value)
    assert feature(_episode(**right), _episode(**left)).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("feature", "left", "right", "value"),
    [
        pytest.param(features.same_words, NAMED, NAMED, 1.0, id="the same words"),
        pytest.param(features.same_passage, NAMED, "killed", 0.0, id="a word that is in every report"),
        pytest.param(features.same_opening, NAMED, NAMED, 1.0, id="the same opening"),
        pytest.param(features.no_shared_name, NAMED, "Weka Zebtor was killed.", 1.0, id="no name of both"),
        pytest.param(features.no_shared_name, NAMED, PLAIN, 0.0, id="no name in one"),
        pytest.param(features.same_ages, NAMED, "A 34-year-old was killed.", 1 / 3, id="one age"),
        pytest.param(features.other_ages, NAMED, "A 43-year-old was killed.", 1.0, id="two ages"),
        pytest.param(features.same_numbers, NAMED, "At 4711 one was killed.", 0.5, id="a long number"),
        pytest.param(features.same_numbers, "In 2024 one was killed.", "In 2024 men killed.", 0.0, id="a year"),
    ],
)
def test_what_a_reports_words_say(feature: Feature, left: str, right: str, value: float) -> None:
    assert feature(_episode(left), _episode(right)).value == pytest.approx(value, abs=0.1)


def test_rarer_names_tell_more() -> None:
    whole = features.shared_names(_episode(NAMED), _episode(NAMED))
    half = features.shared_names(_episode(NAMED), _episode("Ilan Bazebul was killed."))
    assert 0 < half.value < whole.value <= 1
    assert half.why() == "both name Ilan Bazebul"


@pytest.mark.parametrize("feature", FEATURES, ids=name_of)
def test_a_feature_explains_itself_and_is_the_same_both_ways(feature: Feature) -> None:
    left = _episode(NAMED, place=place(), time=days("2024-03-05"), tolls=(toll(2),), mode="aerial")
    right = _episode("Orsa Pelquamir, 34, killed.", place=WIDE, time=days("2024-03-01"), published="2024-03-01")
    assert feature(left, right).value == feature(right, left).value
    assert (feature.__doc__ or "").endswith(".")


def test_weights_come_to_a_likelihood_with_its_reasons() -> None:
    known = {name_of(f): 0.0 for f in FEATURES} | {"same_place": 2.0, "same_days": -3.0}
    weights = weights_from({"bias": -1.0, "weights": known, "threshold": 0.5})
    one, other = _episode(place=place(), time=days("2024-03-05")), _episode(place=place())
    assert weights.probability(values_of(one, other)) == pytest.approx(0.731, abs=0.001)
    assert weights.probability(values_of(one, one)) == pytest.approx(0.119, abs=0.001)
    assert weights.reasons(one, one) == ("at Oskar",)


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(StopRun, match="for other features"):
        weights_from({"bias": 0.0, "weights": {"same_moon": 1.0}, "threshold": 0.5})


def test_the_weights_that_come_with_the_package_are_for_these_features() -> None:
    weights = load_weights()
    assert len(weights.of) == len(FEATURES)
    same, other = _episode(NAMED, time=days("2024-03-05")), _episode("Men killed time.", published="2022-01-01")
    assert weights.probability(values_of(same, same)) > weights.threshold > weights.probability(values_of(same, other))
    assert isinstance(weights, Weights)
    assert same.days == (date(2024, 3, 5), date(2024, 3, 5))
