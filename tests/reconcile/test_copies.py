import pytest

from onrecord.reconcile.copies import Copies, copies_of, share_of_words, sketch_of
from tests import factories
from tests.reconcile.builders import FILLER

WIRE = (
    "KORDA (Agency) - Gunmen on motorcycles stormed a customs post on the river road before dawn and carried off "
    "three clerks, the governor of the province said. The clerks were found unharmed in a dry well two days later. "
    "A herdsman who had heard them calling led a patrol to the place, and was given a goat by their families."
)
OTHER = (
    "A ferry with sixty pilgrims aboard ran onto a sandbank at the mouth of the Lower Mirrow, and lay there for a "
    "night before tugs pulled it free. Nobody was hurt. The harbour master put it down to a lamp that had gone out, "
    "and said that the captain would keep his licence until an inquiry next month."
)


def _copies(*texts: str, published: tuple[str | None, ...] = ()) -> Copies:
    days = published or ("2024-03-06",) * len(texts)
    pairs = enumerate(zip(texts, days, strict=True))
    return copies_of(factories.report(text=text, id=f"r-{n}", published=day) for n, (text, day) in pairs)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param(WIRE, WIRE, True, id="word for word"),
        pytest.param(WIRE, WIRE.replace("three", "four"), True, id="with one word changed"),
        pytest.param(WIRE, f"{OTHER}\n\n{WIRE}\n\n{FILLER}", True, id="inside a longer piece"),
        pytest.param(WIRE, WIRE.upper(), True, id="in capitals"),
        pytest.param(WIRE, OTHER, False, id="another text"),
        pytest.param(
            f"{WIRE} {FILLER[:90]}", f"{OTHER} {FILLER[:90]}", False, id="a shared part that is less than half"
        ),
        pytest.param("Shots were heard.", "Shots were heard.", True, id="a short text twice"),
        pytest.param("Shots were heard.", "Shots were heard in the night.", False, id="too short to judge"),
    ],
)
def test_texts_that_carry_the_same_words_are_copies(left: str, right: str, same: bool) -> None:
    assert _copies(left, right).same("r-0", "r-1") is same


def test_the_origin_is_the_earliest_and_an_undated_copy_is_never_it() -> None:
    copies = _copies(WIRE, WIRE, WIRE, OTHER, published=(None, "2024-03-07", "2024-03-06", "2024-03-01"))
    assert copies.origin == {"r-0": "r-2", "r-1": "r-2", "r-2": "r-2"}
    assert copies.sizes == {"r-2": 3}


def test_a_report_is_the_same_as_itself_and_as_no_unknown_one() -> None:
    copies = _copies(WIRE, OTHER)
    assert copies.same("r-9", "r-9")
    assert not copies.same("r-0", "r-9")
    assert copies.origin == {}


def test_an_excerpt_links_what_carries_it() -> None:
    parts = [f"{WIRE} {FILLER}", WIRE, f"{WIRE}\n{OTHER}"]
    assert set(_copies(*parts).origin.values()) == {"r-0"}


def test_a_crowd_of_copies_is_one_cluster() -> None:
    assert _copies(*[WIRE] * 50).sizes == {"r-0": 50}
    assert _copies(*(f"{WIRE} Page {n}." for n in range(50))).sizes == {"r-0": 50}


def test_a_sketch_knows_nothing_of_marks_and_capitals() -> None:
    assert sketch_of(WIRE) == sketch_of(WIRE.upper().replace(",", " --")) != frozenset()


@pytest.mark.parametrize(
    ("left", "right", "share"),
    [
        pytest.param(WIRE, WIRE, 1.0, id="all"),
        pytest.param(WIRE[:200], WIRE, 1.0, id="an excerpt"),
        pytest.param(WIRE, OTHER, 0.0, id="none"),
        pytest.param("too few words", WIRE, 0.0, id="too few words"),
    ],
)
def test_the_share_of_words_is_that_of_the_shorter(left: str, right: str, share: float) -> None:
    assert share_of_words(left, right) == pytest.approx(share, abs=0.05)
