"""Whose names an export may give: all, or none of private persons and victims."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from onrecord.display.safe import one_line
from onrecord.display.words import source_name
from onrecord.errors import StopRun
from onrecord.incidents import Account, Party
from onrecord.knowledge.countries import fold, nationality_words
from onrecord.knowledge.files import read_table
from onrecord.knowledge.groups import group_of
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
        self._withheld: set[str] = set()

    def learn(self, coded: CodedReport) -> None:
        """Take note of a report's places, which are no names of persons, and of its victims."""
        if not self.withhold:
            return
        named = (place.mention.text for place in coded.places if place.mention)
        self._places.update(fold(word) for text in named for word in _WORD.findall(text))
        for event in coded.events:
            if event.type in _HARM:
                self._victims.update(_surname(a.name) for a in event.recipient if not a.id.startswith(_KNOWN_IDS))

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
        known = any(self._may_name(s, name) for s in sources) or not self._personal(name)
        return name if known else self._hidden(name)

    def check(self, cells: Iterator[str]) -> None:
        """Refuse cells that hold a withheld name of more than one word.

        Raises:
            StopRun: one does.
        """
        if not self._withheld:
            return
        for cell in cells:
            words = [fold(word) for word in _WORD.findall(cell)]
            for start in range(len(words)):
                for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                    if " ".join(words[start:end]) in self._withheld:
                        raise StopRun("nothing was released: a name that was to be withheld stood in a cell")

    def _hidden(self, name: str) -> str:
        words = [fold(word) for word in _WORD.findall(name)]
        if len(words) > 1 and self._personal(name):
            self._withheld.add(" ".join(words[:_LONGEST]))
        return WITHHELD

    def _open(self, actor: Actor | Party) -> bool:
        return not self.withhold or actor.id.startswith(_KNOWN_IDS) or self._public(actor.sector, actor.name)

    def _may_name(self, source: Source, name: str) -> bool:
        return not self.withhold or self._public(source.sector, name)

    def _public(self, sector: str | None, name: str) -> bool:
        if not self._personal(name):
            return True
        return codes.sector(sector).public and _surname(name) not in self._victims

    def _personal(self, text: str) -> bool:
        """True if the text may hold the name of a person: a word with a capital that no other meaning accounts for."""
        plain = one_line(text)
        if group_of(plain) is not None:
            return False
        return any(self._a_name(word) for word in _WORD.findall(plain))

    def _a_name(self, word: str) -> bool:
        low = word.casefold()
        if not word[:1].isupper() or low in _SMALL or low in nationality_words() or fold(word) in self._places:
            return False
        return not ({low, low.removesuffix("s"), low.removesuffix("es")} & _people())


def _surname(name: str) -> str:
    """The last word of a name, folded; that of a kind of people is one too, and shields nobody by itself."""
    words = _WORD.findall(name)
    return fold(words[-1]) if words else ""


@cache
def _people() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_table("people.tsv"))
