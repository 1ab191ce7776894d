"""How a source's word reached the public: told by the words around the cue."""

import re
from functools import cache

from onrecord.attribute.bearers import is_agency, is_broadcaster
from onrecord.knowledge.files import read_table
from onrecord.knowledge.groups import group_of
from onrecord.model import Channel


@cache
def _table(where: str) -> tuple[re.Pattern[str], dict[str, tuple[int, Channel]]]:
    rows = [(i, r) for i, r in enumerate(read_table("channels.tsv")) if r["where"] == where]
    known = {r["phrase"]: (i, Channel(r["channel"])) for i, r in rows}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), known


def _best(where: str, text: str) -> tuple[int, Channel] | None:
    pattern, known = _table(where)
    return min((known[m.group()] for m in pattern.finditer(text.lower())), key=lambda x: x[0], default=None)


def channel_of(cue_lemma: str, source: str, beside: str) -> Channel:
    """The channel by the cue's lemma, the source's mention, and the words of the sentence outside what is said."""
    found = [f for f in (_best("cue", cue_lemma), _best("source", source), _best("beside", beside)) if f is not None]
    if found:
        return min(found, key=lambda x: x[0])[1]
    if any(is_agency(a) for a in _names(source)):
        return Channel.AGENCY
    return Channel.UNSPECIFIED


def is_news(phrase: str) -> bool:
    """True for the name of a known agency, paper or broadcaster."""
    if any(is_agency(a) for a in _names(phrase)):
        return True
    group = group_of(phrase)
    return group is not None and group.sector == "JRN"


def channel_of_outlet(name: str) -> Channel:
    """How what was told to a news organisation went out: by wire, on the air, or as an interview."""
    names = _names(name)
    if any(is_agency(n) for n in names):
        return Channel.AGENCY
    return Channel.BROADCAST if any(is_broadcaster(n) for n in names) else Channel.INTERVIEW


def is_publisher(phrase: str, publisher: str | None) -> bool:
    """True if a phrase names the report's own publisher, whole, in part or by its initials."""
    if not publisher:
        return False
    own, named = _plain(publisher), _plain(phrase)
    if not own or not named:
        return False
    if own == named or set(named) <= set(own) or set(own) <= set(named):
        return True
    known = group_of(publisher)
    if known is not None and known == group_of(phrase):
        return True
    return any("".join(w[0] for w in long) == "".join(short) for long, short in ((own, named), (named, own)))


def _plain(name: str) -> list[str]:
    return [w for w in re.findall(r"\w+", name.lower()) if w not in {"the", "news", "com", "org"}]


def _names(source: str) -> list[str]:
    words = re.findall(r"[\w-]+", source.lower())
    return [*words, *(" ".join(words[i : i + 2]) for i in range(len(words)))]
