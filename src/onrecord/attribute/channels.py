"""How a source's word reached the public: told by the words around the cue."""

import re
from functools import cache

from onrecord.attribute.bearers import is_agency
from onrecord.knowledge.files import read_table
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Channel

_TOLD = re.compile(r"\b(?:told|tells|telling|to)\s+((?:the\s+)?(?:[A-Z][\w.&-]*\s*(?:-\s*)?){1,5})")


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
    if any(sector_of(m.group(1)) == "JRN" for m in _TOLD.finditer(beside)):
        return Channel.INTERVIEW
    return Channel.UNSPECIFIED


def _names(source: str) -> list[str]:
    words = re.findall(r"[\w-]+", source.lower())
    return [*words, *(" ".join(words[i : i + 2]) for i in range(len(words)))]
