from typing import Any

import pytest

from onrecord.incidents import Incident, Told, Verdict
from onrecord.model import Outcome, Status
from onrecord.reconcile.assemble import DOER, ONLY_TOTALS, UNCOUNTED, assemble
from onrecord.reconcile.cluster import Cluster
from onrecord.reconcile.copies import Copies
from onrecord.reconcile.episodes import episodes_of
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.policy import Policy
from tests import factories
from tests.reconcile.builders import actor, days, judgement, place, source, told, toll

TEXT = "Rebels killed a guard in Oskar on Tuesday, and a trader saw it."
ARMY, TRADER = source("Musa Bello", "army spokesman Musa Bello", sector="MIL"), source(None, "a trader")


def _incident(*tellings: Told, rulings: Rulings | None = None, policy: str = "onrecord") -> Incident:
    cluster = Cluster(episodes_of(tellings, Rulings()), ("both on 2024-03-05",))
    return assemble(cluster, Copies(), rulings or Rulings(), Policy(tolls=policy))


def _told(report: str = "r-1", **about: Any) -> Told:
    return told(**({"text": TEXT, "report": report} | about))


def test_the_id_comes_from_the_earliest_telling_and_outlasts_later_ones() -> None:
    first, later = _told(), _told("r-0", published="2024-03-09")
    undated = _told("r-9", published=None)
    assert _incident(first).id == _incident(undated, later, first).id != _incident(later).id
    assert _incident(undated, later, first).reports == ("r-1", "r-0", "r-9")


def test_what_most_tellings_say_stands_for_the_act() -> None:
    found = _incident(
        _told("r-1", mode="aerial", status=Status.ATTEMPTED),
        _told("r-2", mode="aerial"),
        _told("r-3", mode="firearms", place=place(), time=days("2024-03-05")),
    )
    assert (found.mode, found.status) == ("aerial", Status.OCCURRED)
    assert (found.place, found.time) == (place(), days("2024-03-05"))
    assert found.reasons == ("both on 2024-03-05",)


def test_a_denied_act_is_what_those_who_affirm_it_say() -> None:
    army = actor("Varelandic army", "MIL", "VAR")
    found = _incident(
        _told("r-1", by=(ARMY,), polarity=False, place=place("Farby", 20.0)),
        _told("r-2", by=(TRADER,), place=place(), actor=(army,)),
    )
    assert found.polarity
    assert found.place == place()
    assert {(a.source, a.polarity) for a in found.accounts} == {("Musa Bello", False), ("a trader", True)}
    assert "occurrence" in {d.field for d in found.disagreements}
    assert found.independent_sources == 1


def test_an_act_that_is_only_denied_is_one_that_did_not_happen() -> None:
    found = _incident(_told(by=(ARMY,), polarity=False))
    assert (found.polarity, found.grade, found.tolls) == (False, None, {})
    assert found.independent_sources == 1


def test_parties_are_those_that_most_name_and_names_go_before_bare_nouns() -> None:
    named, bare = actor("Free Lions", "REB"), actor("gunmen", "UAF")
    found = _incident(
        _told("r-1", actor=(bare,)), _told("r-2", actor=(bare, named)), _told("r-3", actor=(actor("the Free Lions"),))
    )
    assert [p.name for p in found.actor] == ["Free Lions", "gunmen"]


def test_sources_count_once_each_with_the_reason() -> None:
    found = _incident(_told("r-1", by=(ARMY,)), _told("r-2", by=(ARMY, TRADER)))
    assert found.independent_sources == 2
    assert dict(found.independent).keys() == {a.root for a in found.accounts}
    assert "Musa Bello, in 2 reports, counted once" in dict(found.independent).values()
    assert (found.grade, found.grounds) == ("fair", "2 independent voices")


@pytest.mark.parametrize(
    ("policy", "bounds"), [("onrecord", (1, 1, None)), ("acled", (1, 1, None)), ("airwars", (1, None, None))]
)
def test_people_whom_nobody_counts_are_told_of_one_by_one(policy: str, bounds: tuple[int | None, ...]) -> None:
    found = _incident(_told(recipient=(actor("Ilan Bazebul"),)), policy=policy).tolls[Outcome.KILLED]
    assert (found.low, found.best, found.high) == bounds
    assert (found.policy, found.rule) == (policy, UNCOUNTED)


def test_a_count_goes_before_people_told_of_one_by_one() -> None:
    found = _incident(_told(tolls=(toll(7),)))
    assert (found.tolls[Outcome.KILLED].low, found.tolls[Outcome.KILLED].rule != UNCOUNTED) == (7, True)


@pytest.mark.parametrize(("policy", "high"), [("onrecord", 8), ("acled", 7), ("ucdp", 7)])
def test_who_died_by_the_own_hand_may_not_be_counted(policy: str, high: int) -> None:
    text = "A man killed seven guards in Oskar and then himself."
    found = _incident(told(text, tolls=(toll(7),)), policy=policy).tolls[Outcome.KILLED]
    assert (found.low, found.best, found.high) == (7, 7, high)
    assert (DOER in found.rule) is (policy == "onrecord")


PUSH = "The offensive began. It has killed 90 people since May. The mayor lost 12 guards in it."


def test_a_campaign_has_the_days_from_first_to_last_and_totals_for_tolls() -> None:
    total = toll(90, mention=factories.quote(PUSH, "90"))
    found = _incident(
        told(PUSH, "offensive", time=days("2024-03-01"), actor=(actor("army"),)),
        told(PUSH, "killed", report="r-2", event="E2", time=days("2024-03-05"), tolls=(total,)),
    )
    assert found.time is not None
    assert (found.time.value, found.time.precision) == ("2024-03-01/2024-03-05", "interval")
    assert (found.tolls[Outcome.KILLED].low, found.tolls[Outcome.KILLED].high) == (90, 90)


def test_a_campaign_that_nobody_counts_has_no_toll() -> None:
    assert _incident(told("The offensive killed many.", "offensive")).tolls == {}


def test_an_act_of_which_only_totals_are_told_has_no_best_figure() -> None:
    text = "A raid killed guards. Raids have killed 90 since May."
    tolls = (toll(90, mention=factories.quote(text, "90")), toll(3, outcome=Outcome.INJURED))
    found = _incident(told(text, "killed", tolls=tolls)).tolls[Outcome.KILLED]
    assert (found.low, found.best, found.high, found.rule) == (1, None, None, ONLY_TOTALS)


def test_an_incident_is_accepted_if_all_of_its_events_are() -> None:
    one, other = _told("r-1"), _told("r-2")
    half, whole = (Rulings.of([judgement(Verdict.ACCEPT, *refs)]) for refs in ((one.ref,), (one.ref, other.ref)))
    assert not _incident(one, other, rulings=half).accepted
    assert _incident(one, other, rulings=whole).accepted
