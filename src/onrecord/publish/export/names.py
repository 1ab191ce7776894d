"""Whose names an export may give: all, or none of private persons and victims."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, count, groupby

from onrecord.display.safe import one_line
from onrecord.display.words import source_name
from onrecord.errors import StopRun
from onrecord.incidents import Account, Party
from onrecord.knowledge.countries import countries, fold, nationality_words
from onrecord.knowledge.files import read_table
from onrecord.knowledge.groups import groups, mentioned
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Actor, CodedReport, Source
from onrecord.publish.export import codes
from onrecord.publish.export.material import Entry

WITHHELD = "(name withheld)"
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_SMALL = frozenset({"the", "a", "an", "some", "several", "many", "most"})
_KNOWN_IDS = ("group:", "state:")
_HARM = frozenset({"ASSAULT", "COERCE"})  # whose recipients are victims
_LONGEST = 5  # words of a name that is looked for in what was written


class Names:
    """What an export writes for names and for words of reports.

    Where names are withheld, words of reports are left out altogether, since any of them may hold a name; known groups,
    states and their forces, and those who speak or act in a public office keep theirs, unless they are victims.  Every
    report must be learned before the first name is asked for: who is a victim in one is one in all.
    """

    def __init__(self, *, withhold: bool = False) -> None:
        self.withhold = withhold
        self._numbers: dict[str, str] = {}
        self._next = count(1)
        self._places: set[str] = set()
        self._victims: set[str] = set()
        self._private: set[tuple[str, ...]] = set()
        self._withheld: set[tuple[str, ...]] = set()

    def learn(self, coded: CodedReport) -> None:
        """Take note of a report's places, which are no names of persons, of its victims and of its private persons."""
        if not self.withhold:
            return
        places = (place.mention.text for place in coded.places if place.mention)
        self._places.update(fold(word) for text in places for word in _WORD.findall(text))
        for event in coded.events:
            if event.type in _HARM:
                self._victims.update(_surname(a.name) for a in event.recipient if not a.id.startswith(_KNOWN_IDS))
        parties = (a for e in coded.events for a in (*e.actor, *e.recipient) if not a.id.startswith(_KNOWN_IDS))
        named = chain(((s.sector, source_name(s)) for s in coded.sources), ((a.sector, a.name) for a in parties))
        self._private.update(run for sector, name in named if not _in_office(sector, name) for run in self._runs(name))

    def words(self, text: str | None) -> str | None:
        """Words of a report; none where names are withheld."""
        return None if self.withhold else text

    def people(self, text: str) -> str:
        """Words for a kind of people, such as those of a toll; `people` where they may name somebody."""
        return "people" if self.withhold and self._personal(text) else text

    def actor(self, actor: Actor | Party) -> str:
        """The name of an actor."""
        return actor.name if self._open(actor) else self._hidden(actor.name)

    def actor_id(self, actor: Actor | Party) -> str:
        """The id of an actor: where its name is withheld a number that holds in this export alone."""
        if self._open(actor):
            return actor.id
        return self._numbers.setdefault(actor.id, f"withheld-{next(self._next)}")

    def source(self, source: Source) -> str:
        """What to call a source."""
        name = source_name(source)
        return name if self._may_name(source, name) else self._hidden(name)

    def proper(self, source: Source) -> str | None:
        """The proper name of a source."""
        if source.name is None:
            return None
        return source.name if self._may_name(source, source.name) else self._hidden(source.name)

    def account(self, account: Account, entry: Entry) -> str | None:
        """Who gives an account; None for the reports' own voice."""
        name = account.source
        if name is None or not self.withhold:
            return name
        sources = [
            s for coded in entry.reports for s in coded.sources if name in (s.name, source_name(s), s.description)
        ]
        known = all(self._may_name(s, name) for s in sources) if sources else self._public(None, name)
        return name if known else self._hidden(name)

    def check(self, cells: Iterator[str]) -> None:
        """Refuse cells that hold a withheld name of more than one word.

        Raises:
            StopRun: one does.
        """
        if not self._withheld:
            return
        for cell in cells:
            if self._withheld and self._holds(cell, self._withheld):
                raise StopRun("nothing was released: a name to be withheld stood in a cell; please report this")

    def _holds(self, text: str, runs: set[tuple[str, ...]]) -> bool:
        """True if one of these runs of words stands in the text."""
        words = _WORD.findall(_without_groups(text)) if runs else []
        return any(tuple(words[i:j]) in runs for i in range(len(words)) for j in range(i + 2, i + _LONGEST + 1))

    def _runs(self, name: str) -> list[tuple[str, ...]]:
        """The stretches of two and more words in a row that may be names of persons."""
        found: list[tuple[str, ...]] = []
        for may_name, words in groupby(_WORD.findall(_without_groups(name)), self._a_name):
            run = tuple(words)[:_LONGEST]
            found += [run] if may_name and len(run) > 1 else []
        return found

    def _hidden(self, name: str) -> str:
        self._withheld.update(self._runs(name))
        return WITHHELD

    def _open(self, actor: Actor | Party) -> bool:
        return not self.withhold or actor.id.startswith(_KNOWN_IDS) or self._public(actor.sector, actor.name)

    def _may_name(self, source: Source, name: str) -> bool:
        return not self.withhold or self._public(source.sector, name)

    def _public(self, sector: str | None, name: str) -> bool:
        if not self._personal(name):
            return True
        if _surname(name) in self._victims - {""}:
            return False
        return _plain(name) in _leaders() or (_in_office(sector, name) and not self._holds(name, self._private))

    def _personal(self, text: str) -> bool:
        """True if the text may hold the name of a person: a word with a capital that no other meaning accounts for."""
        if _plain(text) in _group_names():
            return False
        plain = _without_groups(one_line(text))
        words = _WORD.findall(plain)
        if plain.isupper():  # capitals say nothing: whatever is no common word may be a name
            return any(self._a_name(word) and word.casefold() not in _common() for word in words)
        if words[:1] and words[0].casefold() in _common():  # a capital because a sentence begins there
            words = words[1:]
        return any(self._a_name(word) for word in words)

    def _a_name(self, word: str) -> bool:
        low = word.casefold()
        if not word[:1].isupper() or low in _SMALL or low in _nations() or fold(word) in self._places:
            return False
        return not ({low, low.removesuffix("s"), low.removesuffix("es")} & _people())


def _surname(name: str) -> str:
    """The last word of a name, folded; nothing where it is a common word ("the ministry", "militants")."""
    words = _WORD.findall(name)
    return fold(words[-1]) if words and words[-1].casefold() not in _common() else ""


def _plain(name: str) -> str:
    return " ".join(fold(word) for word in _WORD.findall(name) if word.casefold() not in _SMALL)


@lru_cache(maxsize=16_384)
def _without_groups(text: str) -> str:
    """The text without the names of known groups: each leaves a stop, so that no name runs across it."""
    for group in mentioned(text):
        names = sorted((group.name, *group.aliases), key=len, reverse=True)
        text = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", " and ", text, flags=re.IGNORECASE)
    return text


@cache
def _group_names() -> frozenset[str]:
    return frozenset(_plain(name) for group in groups().values() for name in (group.name, *group.aliases))


@cache
def _nations() -> frozenset[str]:
    """The words for nations, and those that names of states are made of."""
    names = (name for country in countries().values() for name in country.names)
    return frozenset(nationality_words()) | {word.casefold() for name in names for word in _WORD.findall(name)}


def _in_office(sector: str | None, name: str) -> bool:
    return codes.sector(sector if sector not in (None, "UNK") else sector_of(name)).public


@cache
def _common() -> frozenset[str]:
    """Words that are written small unless a sentence begins with them."""
    return frozenset(row["form"] for row in read_table("truecase.tsv") if row["form"].islower())


@cache
def _leaders() -> frozenset[str]:
    """People in public life whom everybody knows by name."""
    return frozenset(_plain(row["name"]) for row in read_table("leaders.tsv"))


@cache
def _people() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_table("people.tsv"))
