"""The words that attribute, and which complements of theirs carry what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.knowledge.files import read_table
from onrecord.model import Attitude


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun that attributes: what it does, with which attitude, and the frames that carry the content."""

    lemma: str
    kind: str
    attitude: Attitude
    frames: frozenset[str]

    @property
    def speaks(self) -> bool:
        """True if it can introduce a quotation."""
        return bool(self.frames & {"that", "quote", "that-quote"})

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions whose object is the content ("called for …")."""
        return self.frames - _NOT_PREPOSITIONS

    @property
    def object_frames(self) -> frozenset[str]:
        """What must stand beside the object for both to be the content: "of" in "accused X of Y"."""
        return frozenset(f.removeprefix("obj-") for f in self.frames if f.startswith("obj-"))


_NOT_PREPOSITIONS = frozenset(
    ["that", "that-quote", "quote", "wh", "to", "ing", "np", "to-pp", "small", "raising"]
    + [f"obj-{x}" for x in ("to", "of", "for", "as", "on", "at", "with", "against", "bare", "pred", "that", "to-pp")]
)


@cache
def _lexicon() -> tuple[Mapping[str, Cue], Mapping[str, Cue], Mapping[str, Cue]]:
    kinds: dict[str, dict[str, Cue]] = {"verb": {}, "noun": {}, "frame": {}}
    for row in read_table("cues.tsv"):
        attitude, frames = Attitude(row["attitude"]), frozenset(row["frames"].split())
        kinds[row["kind"]][row["lemma"]] = Cue(row["lemma"], row["class"], attitude, frames)
    return kinds["verb"], kinds["noun"], kinds["frame"]


@cache
def _stems() -> frozenset[str]:
    """The first words of cues of two words."""
    return frozenset(lemma.split()[0] for lemma in _lexicon()[0] if " " in lemma)


def verb_cue(token: Token) -> Cue | None:
    """The cue that a verb is, with its particle ("point out") or preposition ("speak of") where the cue has one."""
    verbs = _lexicon()[0]
    lemma = token.lemma_.lower()
    if lemma in _stems():
        for child in token.children:
            if child.i > token.i and child.dep_ in {"prt", "prep", "advmod", "dobj", "acomp", "ccomp"}:
                longer = verbs.get(f"{lemma} {child.lower_}")
                if longer is not None:
                    return longer
    return verbs.get(lemma)


def noun_cue(token: Token) -> Cue | None:
    """The cue that a noun is ("his claim that …")."""
    return _lexicon()[1].get(token.lemma_.lower())


def is_frame(token: Token) -> bool:
    """True for a word by which a reporter weighs what follows ("Significantly, …", "Marking a new turn, …")."""
    return token.lemma_.lower() in _lexicon()[2]
