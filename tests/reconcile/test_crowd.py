from onrecord.reconcile.crowd import FEW, without_common
from onrecord.reconcile.episodes import Episode
from tests.reconcile.builders import episode, told


def _episode(n: int) -> Episode:
    return episode(told(f"Qualenmir: men killed Person{'x' * n} Ilan Bazebul said.", report=f"r-{n}"))


def test_in_a_small_collection_nothing_is_common() -> None:
    few = tuple(_episode(n) for n in range(FEW - 1))
    assert without_common(few) == few


def test_words_and_names_that_many_share_are_left_out() -> None:
    found = without_common([_episode(n) for n in range(FEW)])
    assert "qualenmir" in _episode(3).profile.words
    assert all("qualenmir" not in {*e.profile.words, *e.profile.opening, *e.passage} for e in found)
    assert all("ilan bazebul" not in e.profile.names for e in found)
    assert [e.told for e in found] == [_episode(n).told for n in range(FEW)]


def test_what_few_share_stays() -> None:
    kept = without_common([_episode(n) for n in range(FEW)])[3]
    assert "personxxx" in kept.profile.words
    assert kept.profile.words["personxxx"] == _episode(3).profile.words["personxxx"]
