"""How people read a coded report's values: sources, actors, places, times, and how real an act is."""

from datetime import timedelta

from onrecord.display.accounts import Account, words
from onrecord.model import Actor, Claim, CodedReport, Event, Place, Source, Status, Time, Unresolved

OPENING = 8
_ARTICLES = ("the", "a", "an")
OWN_VOICE = "the report's own voice"
NO_SOURCE = "a source the report does not name"
NO_DATE = "no date of publication: relative times stay unresolved"


def source_name(source: Source | None) -> str:
    """What to call a source: its name, else its first mention, else its description."""
    if source is None:
        return NO_SOURCE
    return source.name or (source.mentions[0].text if source.mentions else source.description or source.id)


def source_about(source: Source) -> str:
    """What the report says of who a source is, without the name over again: "General, chief of the area"."""
    described = " ".join(source.description.split())
    name = " ".join(source_name(source).split())
    at = described.casefold().find(name.casefold())
    if at < 0:
        return described
    before = described[:at].strip()
    if before and before.casefold() not in _ARTICLES and not described.startswith(name, at):
        return described  # found in another case only: a common noun, whose modifiers make no sense without it
    after = described[at + len(name) :]
    return f"{'' if before.casefold() in _ARTICLES else before}{after}".strip(" ,")


def source_facts(source: Source) -> tuple[str, ...]:
    """A source's sector, country, whether it is named, and its channel, each in words with its code."""
    sector = words()["sectors"].get(source.sector)
    return tuple(
        fact
        for fact in (
            f"{sector} ({source.sector})" if sector else source.sector,
            source.country,
            "named" if source.named else "not named",
            f"channel {source.channel.value}" if source.channel.value != "unspecified" else "channel unspecified",
        )
        if fact
    )


def account_name(account: Account) -> str:
    """Who gives an account: the source, or the report's own voice."""
    return OWN_VOICE if account.own_voice else source_name(account.source)


def actors(found: tuple[Actor, ...]) -> str:
    """Actors with their country and sector codes: "the army [EGY MIL], militants"."""
    return ", ".join(f"{a.name}{_codes(a)}" for a in found) or "(nobody named)"


def dyad(event: Event) -> str:
    """Who to whom; an event without a recipient has none of the arrow."""
    to = f" → {actors(event.recipient)}" if event.recipient else ""
    return f"{actors(event.actor)}{to}" if event.actor or to else "nobody named"


def _codes(actor: Actor) -> str:
    codes = " ".join(c for c in (actor.country, actor.sector) if c)
    return f" [{codes}]" if codes else ""


def kind(event: Event) -> str:
    """An event's type and mode: "COERCE seize"."""
    return f"{event.type} {event.mode}" if event.mode else event.type


def reality(event: Event) -> str:
    """How real the act is said to be: "did not happen", "threatened, not done"."""
    phrase: str = words()["status"][event.status.value]["yes" if event.polarity else "no"]
    return phrase


def badge(event: Event) -> str:
    """The event's status in a word or two, with its denial: "threatened", "denied"."""
    if event.polarity:
        return event.status.value
    return "denied" if event.status is Status.OCCURRED else f"denied: {event.status.value}"


def place(found: Place | Unresolved | None) -> str | None:
    """Where, with country and how exact: "North Sinai, EGY (somewhere in this region)"."""
    if found is None:
        return None
    if isinstance(found, Unresolved):
        return unresolved(found)
    precision = words()["precision"].get(found.precision, found.precision)
    where = found.name if found.precision == "country" or not found.country else f"{found.name}, {found.country}"
    exact = "" if found.precision == "settlement" else f" ({precision})"
    return f"{where}{exact}"


def time(found: Time | Unresolved | None) -> str | None:
    """When, as days with the report's own words: "2015-07-01 (“Wednesday”)"."""
    if found is None:
        return None
    if isinstance(found, Unresolved):
        return unresolved(found)
    said = f" (“{found.mention.text}”)" if found.mention else " (from context)"
    return f"{days(found)}{said}"


def days(found: Time) -> str:
    """The days a time covers: a day, a month, a year, or "… to …"; its TIMEX3 value where it has no days."""
    start, end = found.start, found.end
    if start is None and end is None:
        return found.value
    if start is None or end is None:
        return f"until {end}" if start is None else f"from {start}"
    if start == end:
        return start.isoformat()
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1:
        if (start.month, after.month) == (1, 1) and after.year == start.year + 1:
            return f"{start.year}"
        if (after.year * 12 + after.month) - (start.year * 12 + start.month) == 1:
            return f"{start:%Y-%m}"
    return f"{start} to {end}"


def unresolved(found: Unresolved) -> str:
    """What could not be pinned down, and why."""
    said = f"“{found.mention.text}” " if found.mention else ""
    return f"{said}unresolved: {found.reason}"


def cue(claim: Claim) -> str:
    """The words that say that the source says it, or that there are none; anything but saying is told."""
    said = claim.cue.text if claim.cue else "(no cue)"
    if not any(map(str.isalnum, said)):
        said = f"(by “{said}”)"
    return said if claim.attitude.value == "says" else f"{said} ({claim.attitude.value}, does not say)"


def title(coded: CodedReport) -> str:
    """A report's headline; without one, how its text begins, marked as untitled."""
    if coded.report.title:
        return coded.report.title
    words_of_text = coded.report.text.split()
    more = " …" if len(words_of_text) > OPENING else ""
    return f"Untitled: {' '.join(words_of_text[:OPENING])}{more}"


def byline(coded: CodedReport) -> str:
    """Publisher and date of a report, saying so where they are unknown."""
    report = coded.report
    day = report.published.isoformat() if report.published else NO_DATE
    return f"{report.publisher or 'publisher unknown'} · {day}"


def unresolved_in(coded: CodedReport) -> tuple[str, ...]:
    """Every mention of a place or time that could not be pinned down, each once, with its reason."""
    grounded = (*coded.places, *coded.times, *(x for e in coded.events for x in (e.place, e.time)))
    return tuple(dict.fromkeys(unresolved(x) for x in grounded if isinstance(x, Unresolved)))
