"""An incident in words: how real it is, what it is, and who says what; and each account's figures as tolls."""

from collections.abc import Mapping, Sequence

from onrecord.display import words as say
from onrecord.display.tolls import Bounds, bounds, phrases
from onrecord.incidents import Account, AccountToll
from onrecord.model import Outcome, Quote, Status, Toll
from onrecord.publish.export.material import Entry
from onrecord.publish.export.names import Names

OWN_VOICE = "the reports' own voice"


def standing(entry: Entry) -> str | None:
    """Why an incident is no deed, in one word: denied, threatened, planned, demanded, supposed; None for a deed."""
    if entry.deed:
        return None
    if not entry.incident.polarity:
        return "denied"
    status = entry.incident.status
    return {Status.INTENDED: "planned", Status.HYPOTHETICAL: "supposed"}.get(status, status.value)


def summary(entry: Entry, names: Names) -> str:
    """What it is, between whom, where and when: "ASSAULT aerial: Fredonian military → rebels; Oskar; 2024-03-05"."""
    incident, prefix = entry.incident, standing(entry)
    kind = f"{incident.type} {incident.mode}" if incident.mode else incident.type
    doers = ", ".join(names.actor(a) for a in incident.actor) or "nobody named"
    hit = ", ".join(names.actor(a) for a in incident.recipient)
    parts = [f"{kind}: {doers} → {hit}" if hit else f"{kind}: {doers}"]
    parts += [incident.place.name] if incident.place else []
    parts += [say.days(incident.time)] if incident.time else []
    return f"{prefix.upper()} — {'; '.join(parts)}" if prefix else "; ".join(parts)


def said(entry: Entry, names: Names) -> str:
    """Every account in words, one after another: "The army: 40 or more rebels killed; a doctor: DENIES it"."""
    return "; ".join(_account(account, entry, names) for account in entry.incident.accounts)


def _account(account: Account, entry: Entry, names: Names) -> str:
    who = names.account(account, entry) or OWN_VOICE
    figures = tolls_text(account, entry, names)
    if not account.polarity:
        return f"{who}: DENIES it" + (f" ({figures})" if figures else "")
    reality = "" if account.status in (Status.OCCURRED, Status.ONGOING) else f"{account.status.value}"
    told = ", ".join(filter(None, (reality, figures)))
    return f"{who}: {told or 'tells of it'}"


def tolls_text(account: Account, entry: Entry, names: Names) -> str:
    """Every figure of an account in words, those that are no longer or not this incident's own marked."""
    tolls = tolls_of(account, entry, names)
    live = _live(account)
    found = list(phrases(tolls, live))
    for i, toll in enumerate(account.tolls):
        if toll.superseded or toll.cumulative:
            note = "a total over several incidents" if toll.cumulative else "since replaced"
            found += [f"{phrase} ({note})" for phrase in phrases(tolls, [i])]
    return "; ".join(found)


def account_bounds(account: Account, entry: Entry, names: Names, outcome: Outcome) -> Bounds | None:
    """The bounds of an outcome by an account's newest figures for this incident alone."""
    return bounds(tolls_of(account, entry, names), _live(account), outcome)


def tolls_of(account: Account, entry: Entry, names: Names) -> tuple[Toll, ...]:
    """The figures of an account, each with its words, which must stand where the account says.

    Raises:
        EvidenceError: the words of a figure are not in the report that it names.
    """
    texts = {coded.report.id: coded.report.text for coded in entry.reports}
    return tuple(_toll(toll, texts, names, len(account.tolls)) for toll in account.tolls)


def _toll(toll: AccountToll, texts: Mapping[str, str], names: Names, many: int) -> Toll:
    mention = Quote(text=toll.text, span=toll.span, of=texts.get(toll.report, ""))
    part_of = toll.part_of if toll.part_of is not None and toll.part_of < many else None
    return Toll(
        toll.outcome, names.people(toll.of), mention, toll.low, toll.high, toll.approx, part_of, (), toll.combined
    )


def _live(account: Account) -> Sequence[int]:
    return [i for i, t in enumerate(account.tolls) if not (t.superseded or t.cumulative)]
