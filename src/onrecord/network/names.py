"""The names in a report as the network reads them: labels of words, and the spans that they make."""

from dataclasses import dataclass

import numpy as np

from onrecord.network.encode import Floats

NAMES = (
    "CARDINAL",
    "DATE",
    "EVENT",
    "FAC",
    "GPE",
    "LANGUAGE",
    "LAW",
    "LOC",
    "MONEY",
    "NORP",
    "ORDINAL",
    "ORG",
    "PERCENT",
    "PERSON",
    "PRODUCT",
    "QUANTITY",
    "TIME",
    "WORK_OF_ART",
)
"""The kinds of names and figures, as OntoNotes 5 has them."""

NAME_SCORES = 1 + 2 * len(NAMES)
"""How many scores a word has for names: outside, then for each kind the beginning of one and the inside."""

_INSIDE = 2
_LEAST = 1e-6  # a chance that no kind falls below, so that one word cannot rule a kind out


@dataclass(frozen=True, slots=True)
class Named:
    """A name or figure in a text: its characters and its kind, one of NAMES."""

    start: int
    end: int
    kind: str


def label(kind: str, *, begins: bool) -> int:
    """The label of a word that begins a name of a kind, or goes on with it."""
    return 1 + 2 * NAMES.index(kind) + (not begins)


def runs(scores: Floats) -> list[tuple[int, int, str]]:
    """The names (first word, one past the last, kind) that the scores [words, NAME_SCORES] of a text's words make.

    A word is outside, begins a name or goes on with one, whichever is likeliest over all kinds; a name's kind is the
    likeliest over all its words.
    """
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    kinds = chances[:, 1::2] + chances[:, 2::2]
    parts = np.stack((chances[:, 0], chances[:, 1::2].sum(axis=1), chances[:, 2::2].sum(axis=1)), axis=1)
    found: list[tuple[int, int]] = []
    for i, part in enumerate(parts.argmax(axis=1).tolist()):
        if part == _INSIDE and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif part:
            found.append((i, i + 1))
    likely = np.log(kinds / chances.sum(axis=1, keepdims=True) + _LEAST)
    return [(a, b, NAMES[int(likely[a:b].sum(axis=0).argmax())]) for a, b in found]
