"""The MUC-4 adapter: phrases and fills, drafts of incidents, and templates of an invented report."""

from collections.abc import Callable
from datetime import date

import pytest

from bench.muc4 import fills
from bench.muc4.drafts import Draft, Filler, Sketch, fine
from bench.muc4.keys import Key, fits, incidents, keys_of, roles
from bench.muc4.linear import Linear, group_named
from bench.muc4.reading import Mention, Reading, read
from bench.muc4.templates import Limits, Slots, templates
from bench.muc4.train import aligned, fit, groups_of
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


def key(kind: str, number: int = 0, **slots: list[list[str]]) -> Key:
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
    rows = [(("x", "all"), "yes")] * 8 + [(("y", "all"), "no")] * 8 + [(("rare",), "yes")]
    model = fit(rows, c=10)
    assert model.best(["x"]) == "yes"
    assert model.best(["y"]) == "no"
    assert "rare" not in model.weights


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
