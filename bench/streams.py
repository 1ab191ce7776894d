"""Synthetic event streams with planted incidents and rival accounts: does reconcile find them, and at what cost?

    python -m bench.streams [--events 10000 --events 100000] [--seed 7]

Each planted incident is told by one to six reports of invented places, names and figures: the publishers differ, some
carry an agency's text word for word, the sides give rival figures, some reports leave out the day or the place.  Some
incidents have a twin of the same type in the same town a few days on, or the same day in the next town.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from time import process_time

import click

from onrecord.incidents import EventRef, Incident, Told
from onrecord.model import Actor, Event, Outcome, Place, Quote, Report, Source, Status, Time, Toll
from onrecord.reconcile import reconcile

SYLLABLES = (
    "ba",
    "dor",
    "ka",
    "len",
    "mir",
    "os",
    "pel",
    "qua",
    "rin",
    "sul",
    "tor",
    "ul",
    "vash",
    "wem",
    "yar",
    "zeb",
)
VERBS = (
    ("shelled", "heavy-weapons"),
    ("ambushed", None),
    ("bombed", "explosives"),
    ("stormed", None),
    ("raided", None),
)
PLACES_OF_TOWN = (
    "market",
    "checkpoint",
    "barracks",
    "school",
    "bridge",
    "hospital",
    "mosque",
    "station",
    "depot",
    "camp",
)
FIRST_DAY = date(2020, 1, 1)
EVENTS_PER_DAY = 40
FILLER = (
    "Residents spoke of smoke over the district and of roads closed until nightfall.",
    "Officials gave no further details, and independent reporters could not reach the area.",
    "The fighting has gone on for years in spite of several rounds of talks.",
    "Shops stayed shut and aid groups appealed for access to the wounded.",
    "Both sides have accused each other of breaking a truce agreed last year.",
)


@dataclass(frozen=True, slots=True)
class Act:
    """A planted incident: what truly happened."""

    name: str
    day: date
    town: str
    lat: float
    lon: float
    verb: str
    mode: str | None
    site: str
    killed: int
    commander: str


@dataclass(frozen=True, slots=True)
class Found:
    """Pairwise recall and precision of planted incidents, B-cubed F, and what finding them cost."""

    events: int
    reports: int
    incidents: int
    recall: float
    precision: float
    exact: float
    seconds: float


def stream(events: int, seed: int) -> tuple[list[Told], dict[EventRef, str]]:
    """About so many events and the planted incident that each tells of."""
    chance = random.Random(seed)
    told: list[Told] = []
    truth: dict[EventRef, str] = {}
    acts = _acts(chance, max(1, events // EVENTS_PER_DAY))
    while len(told) < events:
        act = next(acts)
        for one in _tellings(act, chance):
            told.append(one)
            truth[one.ref] = act.name
    return told, truth


def score(incidents: Iterable[Incident], truth: dict[EventRef, str]) -> tuple[float, float, float]:
    """Recall and precision over pairs of tellings, and the share of planted incidents found exactly."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for name in truth.values():
        sizes[name] += 1
    right = made = exact = 0
    for incident in incidents:
        within: defaultdict[str, int] = defaultdict(int)
        for ref in incident.events:
            within[truth[ref]] += 1
        made += _pairs(len(incident.events))
        right += sum(map(_pairs, within.values()))
        exact += len(within) == 1 and sizes[next(iter(within))] == len(incident.events)
    planted = sum(map(_pairs, sizes.values()))
    return right / planted, right / made if made else 1.0, exact / len(sizes)


def measure(events: int, seed: int) -> Found:
    """What reconcile makes of a stream of so many events."""
    told, truth = stream(events, seed)
    began = process_time()
    incidents = reconcile(told)
    seconds = process_time() - began
    reports = len({one.report.id for one in told})
    return Found(len(told), reports, len(incidents), *score(incidents, truth), seconds)


@click.command(help=__doc__)
@click.option("--events", "sizes", multiple=True, type=int, default=(10_000, 100_000), show_default=True)
@click.option("--seed", default=7, show_default=True)
def main(sizes: Sequence[int], seed: int) -> None:
    """Measure and print a row for each size."""
    print("events  reports  incidents  recall  precision  exact  cpu s  ms an event")
    for size in sizes:
        f = measure(size, seed)
        print(
            f"{f.events:6}  {f.reports:7}  {f.incidents:9}  {f.recall:6.3f}  {f.precision:9.3f}  {f.exact:5.3f}"
            f"  {f.seconds:5.1f}  {1000 * f.seconds / f.events:11.2f}"
        )
        sys.stdout.flush()


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def _acts(chance: random.Random, days: int) -> Iterator[Act]:
    """Planted incidents without end; one in six has a twin that must not be taken for it."""
    towns = [(_word(chance), chance.uniform(-20, 20), chance.uniform(-20, 20)) for _ in range(400)]
    number = 0
    while True:
        town, lat, lon = chance.choice(towns)
        verb, mode = chance.choice(VERBS)
        day = FIRST_DAY + timedelta(days=chance.randrange(days))
        site, killed, commander = chance.choice(PLACES_OF_TOWN), chance.randrange(2, 60), _word(chance)
        yield Act(f"act-{number}", day, town, lat, lon, verb, mode, site, killed, commander)
        number += 1
        if chance.random() < 1 / 6:
            later = day + timedelta(days=chance.randrange(4, 9))
            other = chance.choice(PLACES_OF_TOWN)
            yield Act(f"act-{number}", later, town, lat, lon, verb, mode, other, chance.randrange(2, 60), _word(chance))
            number += 1


def _tellings(act: Act, chance: random.Random) -> Iterator[Told]:
    wire = _text(act, act.killed, chance)
    for k in range(chance.choice((1, 2, 2, 3, 3, 4, 6))):
        rival = act.killed + (chance.randrange(1, 30) if chance.random() < 0.3 else 0)
        text = wire if chance.random() < 0.25 else _text(act, rival, chance)
        killed = act.killed if text is wire else rival
        yield _told(act, f"{act.name}-{k}", text, killed, chance)


def _text(act: Act, killed: int, chance: random.Random) -> str:
    speaker = chance.choice(("The army", "Rebels", "Witnesses", "A doctor"))
    lines = [
        f"{speaker} said fighters {act.verb} the {act.site} in {act.town} and killed {killed} people.",
        f"Commander Ilan {act.commander} led the attack on the {act.site}, by the account of {speaker.lower()}.",
        *chance.sample(FILLER, 3),
    ]
    if chance.random() < 0.5:
        lines[1], lines[2] = lines[2], lines[1]
    return " ".join(lines)


def _told(act: Act, name: str, text: str, killed: int, chance: random.Random) -> Told:
    published = act.day + timedelta(days=chance.choice((0, 1, 1, 2)))
    report = Report.make(text, id=name, published=published, publisher=f"The {_word(chance)} Post")
    speaker = text[: text.index(" said")]
    source = Source("S1", None, (_cut(text, speaker),), speaker, "MIL" if "army" in speaker else "CVL", None, False)
    victims = _cut(text, f"{killed} people")
    event = Event(
        id="E1",
        type="ASSAULT",
        mode=act.mode,
        anchor=_cut(text, act.verb),
        status=Status.OCCURRED,
        polarity=True,
        actor=(Actor(_cut(text, "fighters"), "fighters", "fighters", "REB", None),),
        recipient=(Actor(victims, "people", "people", "CVL", None),),
        place=Place(_cut(text, act.town), act.town, act.lat, act.lon, "VAR") if chance.random() < 0.9 else None,
        time=Time(None, "DATE", act.day.isoformat(), act.day, act.day) if chance.random() < 0.85 else None,
        tolls=(Toll(Outcome.KILLED, "people", victims, killed, killed, claims=("C1",)),),
        claims=("C1",),
    )
    return Told(report, event, (source,), {"C1": source})


def _cut(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote.cut(text, start, start + len(words))


if __name__ == "__main__":
    main()
