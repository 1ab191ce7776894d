"""The MUC-4 adapter: phrases and fills, drafts of incidents, and templates of an invented report."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from bench.muc4 import choices, fills
from bench.muc4.choices import Choice
from bench.muc4.drafts import Draft, Filler, Sketch, fine
from bench.muc4.keys import Key, fits, incidents, keys_of, roles, worths
from bench.muc4.linear import Linear, group_named, load_projection
from bench.muc4.meaning import SIZE, fit_projection, keys_of_tokens
from bench.muc4.reading import Mention, Reading, read
from bench.muc4.stages import own_words
from bench.muc4.templates import Limits, Slots, templates
from bench.muc4.train import Row, aligned, fit, groups_of, places_of
from onrecord.network.model import load as load_network
from onrecord.parsed import Parsed
from onrecord.pipeline import Options, Pipeline, load_pipeline

TEXT = (
    "LA PALMA, 4 MAR 89 -- [TEXT] ORSO GUERRILLAS KIDNAPPED MAYOR PEDRO LUNA IN SAN MIGUEL YESTERDAY. "
    "THREE PEASANTS WERE MURDERED BY UNIDENTIFIED MEN.\n\n"
    "THE PRICE OF COFFEE ROSE AGAIN, THE MINISTER SAID. THE FRENCH TOURISTS LEFT."
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The rules coder, loaded once."""
    return load_pipeline(Options(coder="rules"))


@pytest.fixture(scope="module")
def reading(parse: Callable[..., Parsed], pipeline: Pipeline) -> Reading:
    """The report above, read for a task that knows one group."""
    parsed = parse(TEXT, published="1989-03-04")
    return read(parsed, pipeline.code(parsed.report), (("ORSO",),))


def mention(reading: Reading, words: str) -> Mention:
    """The phrase that ends with these words."""
    return next(m for m in reading.mentions if m.text.endswith(words))


def key(kind: str, number: int = 0, **slots: list[list[Any]]) -> Key:
    """A template of the keys with some slots."""
    row = {"templates": [{"slots": {"inc_type": [[kind]], **slots}}]}
    (only,) = keys_of(row)
    return Key(number, only.kind, only.slots)


def test_a_known_group_inside_a_phrase_is_a_phrase_of_its_own(reading: Reading) -> None:
    group, people = mention(reading, "ORSO"), mention(reading, "ORSO GUERRILLAS")
    assert "known group" in group.features
    assert "known group" not in people.features
    assert fits("ORSO", group)
    assert not fits("ORSO", people)
    assert fits("GUERRILLAS", people)


def test_the_nation_of_a_target_is_the_one_its_own_words_name(reading: Reading) -> None:
    french = mention(reading, "FRENCH TOURISTS")
    assert fills.nation(reading, french, "EL SALVADOR: SAN MIGUEL (CITY)") in ("FRANCE", None)
    assert fills.nation(reading, french, "FRANCE") is None
    assert fills.nation(reading, mention(reading, "PEASANTS"), "EL SALVADOR") is None


def test_numbers_and_days_are_written_as_the_keys_write_them(reading: Reading) -> None:
    assert fills.number_fill(reading, mention(reading, "PEASANTS")) == "3"
    assert fills.number_fill(reading, mention(reading, "UNIDENTIFIED MEN")) == "PLURAL"
    assert fills.day(date(1989, 3, 4)) == "04 MAR 89"
    assert fills.date_of("04 MAR 89") == date(1989, 3, 4)


def sketched(reading: Reading) -> Sketch:
    """A draft for the kidnapping and one for the murder, with the mayor, the peasants and the group as fillers."""
    places = {t.kind: n for n, t in enumerate(reading.triggers)}
    drafts = tuple(Draft(kind, 0.9, (places[kind],)) for kind in ("KIDNAPPING", "ATTACK"))
    where = {m.text: n for n, m in enumerate(reading.mentions)}
    mayor = next(n for text, n in where.items() if text.endswith("PEDRO LUNA"))
    peasants = next(n for text, n in where.items() if text.endswith("PEASANTS"))
    found = (Filler("human", 0.8, (mayor,)), Filler("human", 0.7, (peasants,)))
    return Sketch(reading, tuple(0.9 for _ in reading.triggers), drafts, found)


def test_a_phrase_is_nearest_to_the_act_it_hangs_on(reading: Reading) -> None:
    s = sketched(reading)
    kidnapping, murder = s.drafts
    mayor, peasants = (f.mentions[0] for f in s.fillers)
    assert s.gap(kidnapping, mayor) == s.gap(murder, peasants) == -1
    assert s.gap(kidnapping, peasants) == 1


def test_a_draft_is_the_key_it_shares_a_target_with(reading: Reading) -> None:
    s = sketched(reading)
    keys = (
        key("ATTACK", 0, hum_tgt_desc=[["PEASANTS"]]),
        key("KIDNAPPING", 1, hum_tgt_name=[["PEDRO LUNA"]]),
        key("BOMBING", 2, phys_tgt_id=[["BRIDGE"]]),
    )
    has = roles(reading, keys)
    assert {d.kind: n for d, n in aligned(s, keys, has).items()} == {"KIDNAPPING": 1, "ATTACK": 0}
    told = incidents(reading, keys, has)
    assert told[s.drafts[0].acts[0]] == {1}


def test_a_draft_that_shares_nothing_is_none_of_the_keys(reading: Reading) -> None:
    keys = (key("ATTACK", hum_tgt_desc=[["JUDGES"]]),)
    assert set(aligned(sketched(reading), keys, roles(reading, keys)).values()) == {None}


def test_groups_are_learned_from_several_documents_only() -> None:
    one = key("ATTACK", perp_org_id=[["ORSO"]])
    other = key("ATTACK", perp_org_id=[["ORSO"], ["LOBO"]])
    both = key("ATTACK", perp_org_id=[["BEAR FRONT", "ORSO"]])
    assert groups_of([[one, one], [other], [one]]) == (("ORSO",),)
    assert groups_of([[both], [both], [both], [other]]) == (("BEAR FRONT", "ORSO"),)


def test_a_group_is_known_by_the_longest_of_its_names() -> None:
    groups = (("BEAR FRONT", "ORSO"), ("FRONT",))
    assert group_named("THE  BEAR FRONT", groups) == ("BEAR FRONT", "ORSO")
    assert group_named("A FRONT", groups) == ("FRONT",)
    assert group_named("THE FRONTIER", groups) is None


def test_a_model_is_fitted_to_features_seen_often() -> None:
    pytest.importorskip("sklearn", reason="the models are fitted with scikit-learn, which using them does not need")
    rows = [Row(("x", "all"), "yes")] * 8 + [Row(("y", "all"), "no")] * 8 + [Row(("rare",), "yes")]
    model = fit(rows, c=10)
    assert model.best(["x"]) == "yes"
    assert model.best(["y"]) == "no"
    assert "rare" not in model.weights


def test_a_model_is_fitted_to_what_words_mean_and_to_rows_that_count_less() -> None:
    pytest.importorskip("sklearn", reason="the models are fitted with scikit-learn, which using them does not need")
    near, far = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    rows = [Row(("all",), "yes", near)] * 8 + [Row(("all",), "no", far)] * 8 + [Row(("all",), "no", near, 0.1)] * 8
    model = fit(rows, c=10)
    assert model.best(["all"], near) == "yes"
    assert model.best(["all"], far) == "no"


def test_vectors_keep_apart_what_differs() -> None:
    keys = np.random.default_rng(1).normal(size=(40, 6)).astype(np.float32)
    projection = fit_projection(keys)
    vectors = projection(keys)
    assert np.abs(vectors.mean(axis=0)).max() < 1e-3
    assert vectors.std(axis=0) == pytest.approx(np.full(6, vectors.std()), rel=0.05)


def test_every_token_has_the_networks_keys_and_a_vector(parse: Callable[..., Parsed]) -> None:
    parsed = parse(TEXT, published="1989-03-04")
    keys = keys_of_tokens(parsed, load_network())
    assert len(keys) == len(parsed.doc)
    words = [t.i for t in parsed.doc if t.is_alpha]
    assert np.abs(keys[words]).sum(axis=1).min() > 0
    assert load_projection()(keys).shape == (len(parsed.doc), SIZE)


def test_no_fill_of_the_keys_counts_twice(reading: Reading) -> None:
    mayor, peasants = mention(reading, "PEDRO LUNA"), mention(reading, "PEASANTS")
    its = key("KIDNAPPING", hum_tgt_name=[["PEDRO LUNA"]], hum_tgt_desc=[[["MAYOR", "PEDRO LUNA"]], ["YOUNG PEASANTS"]])
    assert its.units("human") == [["PEDRO LUNA", "MAYOR"], ["YOUNG PEASANTS"]]
    assert worths(its, "human", [mayor, mayor, peasants]) == [1.0, 0.0, 0.5]
    assert worths(its, "physical", [mayor]) == [0.0]


def test_the_words_of_a_phrase_and_of_its_apposition_are_features(reading: Reading) -> None:
    assert {"own:MAYOR", "last:LUNA"} <= set(own_words(mention(reading, "PEDRO LUNA")))


def test_a_choice_related_to_a_likely_one_is_worth_half_of_it() -> None:
    model = Linear(("no", "yes"), (0.0, 0.0), {"a": (0.0, 0.2), "b": (0.0, 0.0), "c": (0.0, 0.1)})
    offered = [Choice("PERU", ("a",)), Choice("CHILE", ("b",)), Choice("CHILE: ARICA (CITY)", ("c",))]
    assert choices.best(offered, model, choices.same_country) == "CHILE: ARICA (CITY)"
    assert choices.best([], model, choices.same_country) is None


@pytest.mark.parametrize(
    ("right", "fill", "related"),
    [
        ("- 05 JAN 90", "05 JAN 90", True),
        ("05 JAN 90", "- 05 JAN 90", True),
        ("- 05 JAN 90", "28 DEC 89", True),
        ("- 05 JAN 90", "28 NOV 89", False),
        ("01 JAN 90 - 05 JAN 90", "03 JAN 90", True),
        ("05 JAN 90", "04 JAN 90", False),
        ("05 JAN 90", "- 06 JAN 90", False),
    ],
)
def test_dates_are_related_if_one_ends_with_the_other_or_holds_it(right: str, fill: str, related: bool) -> None:
    assert choices.touching(right, fill) is related


def test_places_of_several_documents_are_known_as_the_keys_write_them(reading: Reading) -> None:
    palma, loma = "EL SALVADOR: LA PALMA (TOWN)", "EL SALVADOR: LA LOMA (CITY)"
    known = places_of([[key("ATTACK", inc_loc=[[palma]])], [key("ATTACK", inc_loc=[[palma], [loma]])]])
    assert known == {"LA PALMA": palma}
    strength = [0.9 for _ in reading.triggers]
    offered = {c.fill for c in choices.places(reading, [0], strength, known)}
    assert palma in offered
    assert palma not in {c.fill for c in choices.places(reading, [0], strength, {})}


def test_probabilities_sum_to_one_and_fall_in_twenty_bins() -> None:
    model = Linear(("no", "yes"), (0.0, 0.5), {"x": (0.0, 1.0)})
    assert sum(model.probabilities(["x", "unknown"]).values()) == pytest.approx(1)
    assert [fine(p) for p in (0.0, 0.049, 0.05, 1.0)] == [0, 0, 1, 19]


@pytest.fixture(scope="module")
def written(parse: Callable[..., Parsed], pipeline: Pipeline) -> list[Slots]:
    """Everything that the trained models would write if nothing were too unlikely."""
    parsed = parse(TEXT, published="1989-03-04")
    return templates(read(parsed, pipeline.code(parsed.report)), Limits(0, 0.2, 0.2, 0.2, 0.2, 0.2))


def test_templates_carry_what_every_incident_has(written: list[Slots]) -> None:
    assert "KIDNAPPING" in [t["inc_type"][0] for t in written]
    for slots in written:
        assert len(slots["inc_type"]) == len(slots["inc_stage"]) == 1
        assert len(slots["inc_date"]) == 1


def test_set_fills_refer_to_a_fill_that_stands_in_the_template(written: list[Slots]) -> None:
    for slots in written:
        names = {*slots.get("hum_tgt_name", ()), *(d for d in slots.get("hum_tgt_desc", ()) if isinstance(d, str))}
        for slot in ("hum_tgt_type", "hum_tgt_num", "hum_tgt_effect", "hum_tgt_nation"):
            for ((_, about),) in slots.get(slot, ()):
                assert about in names


def test_nothing_is_written_where_nothing_is_likely(reading: Reading) -> None:
    assert templates(reading, Limits(draft=1.01)) == []
