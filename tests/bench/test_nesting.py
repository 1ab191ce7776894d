"""Who is counted as rightly nested, relayed and resolved, on an invented record."""

from typing import Any

from bench.nesting import measure

TEXT = "The minister said on state radio that the rebels had admitted the raid. He called it a crime."


def mention(words: str, near: str | None = None) -> dict[str, Any]:
    """A predicted mention of words of the text."""
    start = TEXT.index(near or words) + (near or words).index(words)
    return {"text": words, "span": [start, start + len(words)]}


SOURCES = {"S1": ("The minister", "S2"), "S2": ("state radio", None), "S3": ("the rebels", "S1")}
CLAIMS = {
    "C1": ("S1", "said", "the rebels had admitted the raid", None),
    "C2": ("S3", "admitted", "the raid", "C1"),
    "C3": ("S1", "called", "a crime", None),
}
MENTIONS = {"S1": ["The minister", "He"], "S2": ["state radio"], "S3": ["the rebels"]}
GOLD: dict[str, Any] = {
    "id": "r",
    "sources": [{"id": k, "mention": m, "description": None, "relays": r} for k, (m, r) in SOURCES.items()],
    "claims": [
        {"id": k, "source": s, "cue": cue, "content": content, "within": w}
        for k, (s, cue, content, w) in CLAIMS.items()
    ],
}


def predicted(**changes: Any) -> dict[str, Any]:
    """The gold record as a prediction, with some fields of the claim C2 or the sources changed."""
    sources = [
        {
            "id": k,
            "name": None,
            "mentions": [mention(x) for x in MENTIONS[k]],
            "description": m,
            "relays": changes.get(k, r),
        }
        for k, (m, r) in SOURCES.items()
    ]
    claims = [
        {"id": k, "source": s, "cue": mention(cue), "content": mention(content), "within": w}
        for k, (s, cue, content, w) in CLAIMS.items()
    ]
    claims[1] |= changes.get("inner", {})
    claims[2] |= changes.get("last", {})
    return {"id": "r", "sources": sources, "claims": claims}


def shares(prediction: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Percentages and numbers of cases by name."""
    return {k: (v["p"], v["n"]) for k, v in measure([(TEXT, GOLD)], [prediction]).figures().items()}


def test_gold_as_prediction_is_all_right() -> None:
    found = shares(predicted())
    assert found["nested"] == (100, 1)
    assert found["relayed"] == (100, 2)
    assert found["pronoun"] == (100, 1)


def test_a_claim_that_lies_within_no_other_is_wrong() -> None:
    assert shares(predicted(inner={"within": None}))["nested"] == (0, 1)


def test_a_wrong_outer_claim_is_wrong_both_ways() -> None:
    found = shares(predicted(inner={"within": "C3"}))
    assert found["nested"] == found["nested, precision"] == (0, 1)


def test_a_source_that_nobody_relays_is_wrong() -> None:
    assert shares(predicted(S1=None))["relayed"] == (50, 2)


def test_a_pronoun_that_lands_on_somebody_else_is_wrong() -> None:
    wrong = predicted(last={"source": "S3"})
    wrong["sources"][2]["mentions"].append(mention("He"))
    assert shares(wrong)["pronoun"] == (0, 1)


def test_a_report_without_a_prediction_counts_as_empty() -> None:
    found = measure([(TEXT, GOLD)], []).figures()
    assert (found["nested"]["p"], found["relayed"]["p"]) == (0, 0)
