"""What each voice says of one act: whether it happened, its toll, place, time, and who did it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.incidents import Account, AccountToll, EventRef, Responsibility, Told
from onrecord.knowledge.files import read_toml
from onrecord.model import Actor, Event, Place, Source, Status, Time, Toll
from onrecord.reconcile.acts import days_of, proper_name
from onrecord.reconcile.episodes import COARSENESS
from onrecord.reconcile.judge import Rulings
from onrecord.reconcile.totals import is_cumulative
from onrecord.reconcile.victims import PEOPLE, victim_class
from onrecord.reconcile.voices import Voice, Word

_BEFORE = 90  # characters before a figure in which the people that it counts are named
_NUMBER_OF = re.compile(
    r"\b(?:number|count|toll|total) of ((?:\w+ ){0,4}?\w+) "
    r"(?:at|to|was|were|is|as|had|stood|rose|who|killed|wounded)\b[^.;]*$"
)
_WORDS = re.compile(r"\w+")
_THEIR_OWN = re.compile(r"(?:its|their|our)\b", re.IGNORECASE)
_OFFICES = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # of which a country has one each; of rebels, many
_FORCES = frozenset({"MIL", "COP", "SPY"})
_ARMED = _FORCES | {"REB", "PRM", "UAF"}
_HARM = frozenset({"ASSAULT", "COERCE"})  # acts that somebody answers for; who agrees or speaks is not to blame
_SUSPECTED = re.compile(r"\b(?:suspected|alleged|presumed|believed|apparent)\b", re.IGNORECASE)


def accounts_of(voices: Iterable[Voice], rulings: Rulings) -> tuple[Account, ...]:
    """An account for each voice; one that both affirms and denies the act has one for each."""
    found = [
        _account(voice, words, rulings)
        for voice in voices
        for polarity in (True, False)
        if (words := tuple(w for w in voice.words if w.told.event.polarity is polarity))
    ]
    return tuple(sorted(found, key=lambda a: (a.source is None, not a.polarity, -len(a.tolls), a.source or "", a.root)))


def _account(voice: Voice, words: Sequence[Word], rulings: Rulings) -> Account:
    told = tuple({w.told.ref: w.told for w in sorted(words, key=_when)}.values())
    events = [t.event for t in told]
    refs = tuple(t.ref for t in told)
    return Account(
        source=voice.name,
        root=voice.root,
        reports=tuple(dict.fromkeys(t.report.id for t in told)),
        events=refs,
        tolls=superseded(_tolls(words), {t.report.id: str(t.report.published or "") for t in told}),
        status=_status(events),
        polarity=events[0].polarity,
        place=narrowest_place(events),
        time=narrowest_time(events),
        responsibility=_responsibility(words),
        source_grade=rulings.source_grades.get(voice.root),
        claim_grade=_claim_grade(refs, rulings),
    )


def _when(word: Word) -> tuple[str, str, int]:
    return str(word.told.report.published or ""), word.told.report.id, word.told.event.anchor.span.start


def _status(events: Sequence[Event]) -> Status:
    order = list(Status)
    return min((e.status for e in events), key=order.index)


def _claim_grade(refs: Iterable[EventRef], rulings: Rulings) -> str | None:
    return next((rulings.claim_grades[ref] for ref in refs if ref in rulings.claim_grades), None)


def narrowest_place(events: Iterable[Event]) -> Place | None:
    """The most exact place that any of the events has, without its mention."""
    places = [e.place for e in events if isinstance(e.place, Place)]
    found = min(places, key=lambda p: COARSENESS.get(p.precision, 0), default=None)
    return replace(found, mention=None) if found else None


def narrowest_time(events: Iterable[Event]) -> Time | None:
    """The most exact time that any of the events has, without its mention."""
    times = [e.time for e in events if isinstance(e.time, Time) and (e.time.start or e.time.end)]
    found = min(times, key=_days, default=None)
    return replace(found, mention=None) if found else None


def widest_time(events: Sequence[Event]) -> Time | None:
    """The days from the first to the last that any of the events gives, as a campaign's; None if none has both."""
    found = [days for e in events if (days := days_of(e.time)) is not None]
    ends = [e.time.end for e in events if isinstance(e.time, Time) and e.time.end is not None]
    if not found:
        return None
    start, end = min(first for first, _ in found), max(ends)
    if start == end:
        return Time(None, "DATE", start.isoformat(), start, end)
    return Time(None, "DURATION", f"{start.isoformat()}/{end.isoformat()}", start, end, "interval")


def _days(time: Time) -> int:
    if time.start is None or time.end is None:
        return 100_000
    return (time.end - time.start).days


def _tolls(words: Iterable[Word]) -> tuple[AccountToll, ...]:
    """The figures that a voice gives, each once a report, parts still pointing to what holds them."""
    found: list[AccountToll] = []
    seen: dict[tuple[object, ...], int] = {}
    for word in sorted(words, key=_when):
        places: dict[int, int] = {}
        mine = [i for i, toll in enumerate(word.told.event.tolls) if _gives(word, toll)]
        for i in mine:
            toll = word.told.event.tolls[i]
            key = (word.told.report.id, toll.outcome, toll.mention.span, toll.low, toll.high)
            if key not in seen:
                seen[key] = len(found)
                found.append(_figure(word.told, toll))
            places[i] = seen[key]
        for i in mine:
            whole = word.told.event.tolls[i].part_of
            if whole in places and places[whole] != places[i]:
                found[places[i]] = replace(found[places[i]], part_of=places[whole])
    return tuple(found)


def _gives(word: Word, toll: Toll) -> bool:
    """True if this source gives this figure: one of the figure's claims is its, or the figure has none of its own."""
    givers = [word.told.said_by[c] for c in toll.claims if c in word.told.said_by]
    return not givers or word.source is None or any(_same_person(word.source, giver) for giver in givers)


def _same_person(left: Source, right: Source) -> bool:
    return left.id == right.id


def _figure(told: Told, toll: Toll) -> AccountToll:
    return AccountToll(
        outcome=toll.outcome,
        of=counted(told, toll),
        low=toll.low,
        high=toll.high,
        text=toll.mention.text,
        report=told.report.id,
        span=toll.mention.span,
        approx=toll.approx,
        combined=toll.combined,
        cumulative=is_cumulative(told, toll),
    )


def counted(told: Told, toll: Toll) -> str:
    """Who a figure counts: where it says only "people", those that the words before it name ("the number of … at")."""
    if victim_class(toll.of) != PEOPLE:
        return toll.of
    start = toll.mention.span.start
    found = _NUMBER_OF.search(" ".join(told.report.text[max(0, start - _BEFORE) : start].split()))
    return found.group(1) if found and victim_class(found.group(1)) != PEOPLE else toll.of


def superseded(tolls: Sequence[AccountToll], published: dict[str, str]) -> tuple[AccountToll, ...]:
    """The figures with those marked that the same voice replaced in a later report by another for the same people."""
    latest: dict[tuple[object, ...], str] = {}
    for toll in tolls:
        kind = _kind(toll)
        latest[kind] = max(latest.get(kind, ""), published.get(toll.report, ""))
    return tuple(
        replace(
            t, superseded=published.get(t.report, "") < latest[_kind(t)] and not _repeated(t, tolls, latest, published)
        )
        for t in tolls
    )


def _kind(toll: AccountToll) -> tuple[object, ...]:
    return toll.outcome, victim_class(toll.of), toll.cumulative, toll.part_of is None


def _repeated(
    toll: AccountToll, tolls: Sequence[AccountToll], latest: dict[tuple[object, ...], str], published: dict[str, str]
) -> bool:
    """True if the latest report gives the same figure again."""
    newest = (t for t in tolls if _kind(t) == _kind(toll) and published.get(t.report, "") == latest[_kind(toll)])
    return any((t.low, t.high) == (toll.low, toll.high) for t in newest)


def _responsibility(words: Sequence[Word]) -> tuple[tuple[Responsibility, str], ...]:
    """Who did a harmful act by a voice's word, each party once, by its fullest name."""
    found: dict[tuple[Responsibility, str], dict[str, None]] = defaultdict(dict)
    for word in words:
        for actor in word.told.event.actor:
            if (stance := stance_of(word, actor)) is not None:
                found[stance, _party(actor)][actor.name] = None
    called = [(stance, max(names, key=_fullness)) for (stance, _), names in found.items()]
    named = {stance for stance, name in called if not is_possessive(name)}
    return tuple((stance, name) for stance, name in called if stance not in named or not is_possessive(name))


def is_possessive(name: str) -> bool:
    """True for "its fighters", which says whose only where it stands."""
    return bool(_THEIR_OWN.match(name))


def _party(actor: Actor) -> str:
    """What is the same for "the army", "its troops" and an army's name: a country's office; else the actor itself."""
    if actor.sector in _OFFICES and actor.country:
        return f"{actor.country} {actor.sector}"
    return actor.name.casefold()


def _fullness(name: str) -> tuple[bool, int]:
    return any(c.isupper() for c in name[1:]), len(name)


def stance_of(word: Word, actor: Actor) -> Responsibility | None:
    """How a source stands to an actor's having done the act; None where nobody is held to have done harm."""
    own = word.source is not None and (speaks_for(word.source, actor) or _calls_its_own(word, actor))
    event = word.told.event
    if event.type not in _HARM or not event.status.real:
        return None
    if not event.polarity:
        return Responsibility.DENIED if own else None
    if own:
        return Responsibility.CLAIMED
    doubtful = event.hedged or bool(_SUSPECTED.search(actor.mention.text))
    return Responsibility.SUSPECTED if doubtful else Responsibility.BLAMED


def speaks_for(source: Source, actor: Actor) -> bool:
    """True if a source is the actor, its member or its spokesman.

    A country has one army, police and government, so that whoever is of it speaks for it, as does the ministry over a
    force; rebels of one country may be of rival groups.
    """
    if actor.mention.text.casefold() in {m.text.casefold() for m in source.mentions}:
        return True
    name = proper_name(actor)
    if name and _spaced(name) in _spaced(f"{source.name or ''} {source.description}"):
        return True
    over = actor.sector in _FORCES and _is_over_forces(source)
    if over and source.country is None:  # "the defence ministry" with no country is that of the report's
        return True
    if actor.sector not in _OFFICES or not (over or source.sector == actor.sector):
        return False
    return source.country == actor.country and source.country is not None


def _calls_its_own(word: Word, actor: Actor) -> bool:
    """True for "its fighters" by the word of the only source of the event that can have any."""
    if not is_possessive(actor.mention.text):
        return False
    owners = {s.id for s in (*word.told.sources, *word.told.said_by.values()) if _may_own(s, actor)}
    return word.source is not None and owners == {word.source.id}


def _may_own(source: Source, actor: Actor) -> bool:
    if actor.sector in (None, *_FORCES):
        return _is_over_forces(source) or source.sector == (actor.sector or "MIL")
    return actor.sector in _ARMED and source.sector == actor.sector


def _is_over_forces(source: Source) -> bool:
    told = _spaced(f"{source.name or ''} {source.description}")
    return any(_spaced(body) in told for body in read_toml("reconcile/voices.toml")["over_forces"])


def _spaced(name: str) -> str:
    """The words of a name in small letters, with a blank on either side of each."""
    return f" {' '.join(_WORDS.findall(name.casefold()))} "
