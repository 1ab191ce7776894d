"""Whose word inside whose: claims within claims, sources that others relay, and speakers called by less than a name.

usage: python -m bench.nesting GOLD_DIR PREDICTED.jsonl [--json] [--misses]

Claims are paired one to one by the words of their contents (at least half of the words of both), same source and cue
first where contents tie.
- nested: a gold claim within another counts if both are found and the one found is directly within the other.
- nested, precision: of the found claims that lie within another, those whose gold claim lies within that one.
- relayed: a gold source that another relays counts if it is found, and relayed by a source that is the right one.
- pronoun, description: found claims whose mention of the source nearest to the cue is a pronoun, or a phrase without a
  name; they count if their source is the right one.
Sources are the same if mentions overlap or share a name's word.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

Record = Mapping[str, Any]
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "which", "that", "his", "her", "their", "its"])
_NO_NAMES = frozenset(["the", "a", "an", "his", "her", "its", "their", "mr", "mrs", "ms", "dr", "this", "that", "one"])
_HALF = 0.5


@dataclass(slots=True)
class Tally:
    """Right ones of all, by name, with what was missed."""

    right: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, right: bool, miss: str) -> None:
        """Count one case."""
        self.whole[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(f"{name}: {miss}")

    def figures(self) -> dict[str, dict[str, float]]:
        """The share of right ones in percent, and the number of cases."""
        return {k: {"p": round(100 * self.right[k] / n, 2), "n": n} for k, n in sorted(self.whole.items())}


def score(text: str, gold: Record, predicted: Record, tally: Tally) -> None:
    """Add what one report's prediction gets right to the tally."""
    own = _Side.of(text, gold, lambda m: located(text, m))
    other = _Side.of(text, predicted, lambda m: tuple(m["span"]))
    pairs = paired(other, own)
    _nested(gold["id"], own, other, pairs, tally)
    _relayed(gold["id"], own, other, tally)
    for mine, theirs in pairs.items():
        kind = other.calls(mine)
        if kind:
            right = other.speaker(mine).same(own.speaker(theirs))
            tally.add(kind, right, f"{gold['id']} {theirs} {other.speaker(mine)} for {own.speaker(theirs)}")


def _nested(report: str, own: "_Side", other: "_Side", pairs: Mapping[str, str], tally: Tally) -> None:
    back = {theirs: mine for mine, theirs in pairs.items()}
    for key, claim in own.claims.items():
        if claim["within"] and own.claims.get(claim["within"]):
            mine, above = back.get(key), back.get(claim["within"])
            right = mine is not None and above is not None and other.claims[mine]["within"] == above
            why = "not found" if mine is None else "outer not found" if above is None else "not within it"
            tally.add("nested", right, f"{report} {key} {why}: {own.words(key)[:110]!r}")
    for mine, theirs in pairs.items():
        above = other.claims[mine]["within"]
        if above:
            inside = own.claims[theirs]["within"]
            tally.add("nested, precision", inside is not None and pairs.get(above) == inside, f"{report} {theirs}")


def _relayed(report: str, own: "_Side", other: "_Side", tally: Tally) -> None:
    for source in own.sources.values():
        if source.relays is None:
            continue
        relay = own.sources[source.relays]
        found = [s for s in other.sources.values() if s.same(source)]
        carried = [other.sources[s.relays] for s in found if s.relays]
        right = any(c.same(relay) for c in carried)
        why = "not found" if not found else f"by {', '.join(map(str, carried))}" if carried else "by nobody"
        tally.add("relayed", right, f"{report} {source.id} {source} through {relay}: {why}")


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A source by its mentions' places and the words that name it."""

    id: str
    spans: tuple[tuple[int, int], ...]
    names: frozenset[str]
    phrase: str
    relays: str | None

    def same(self, other: "_Speaker") -> bool:
        return any(a[0] < b[1] and b[0] < a[1] for a in self.spans for b in other.spans) or bool(
            self.names & other.names
        )

    def __str__(self) -> str:
        return repr(self.phrase)


_NOBODY = _Speaker("", (), frozenset(), "nobody", None)


@dataclass(frozen=True, slots=True)
class _Side:
    """One record's sources and claims, gold or predicted, with the places of their words."""

    text: str
    sources: dict[str, _Speaker]
    claims: dict[str, Record]
    places: dict[str, tuple[int, int]]
    cues: dict[str, tuple[int, int] | None]

    @classmethod
    def of(cls, text: str, record: Record, place: Any) -> "_Side":
        said = [c for c in record["claims"] if c["content"] and c.get("attitude", "says") == "says"]
        return cls(
            text=text,
            sources={s["id"]: _speaker(text, s, place) for s in record["sources"]},
            claims={c["id"]: c for c in said},
            places={c["id"]: place(c["content"]) for c in said},
            cues={c["id"]: place(c["cue"]) if c["cue"] else None for c in said},
        )

    def speaker(self, claim: str) -> _Speaker:
        return self.sources.get(self.claims[claim]["source"] or "", _NOBODY)

    def words(self, claim: str) -> str:
        start, end = self.places[claim]
        return " ".join(self.text[start:end].split())

    def calls(self, claim: str) -> str | None:
        """By what the speaker is called nearest to the cue: a pronoun, a description; None for a name or nobody."""
        near, spans = self.cues[claim] or self.places[claim], self.speaker(claim).spans
        if self.cues[claim] is None or not spans:
            return None
        start, end = min(spans, key=lambda s: (max(s[0] - near[1], near[0] - s[1], 0), s))
        phrase = self.text[start:end]
        if phrase.lower() in _PRONOUNS:
            return "pronoun"
        return None if self.text.isupper() or names(phrase) else "description"


def _speaker(text: str, source: Record, place: Any) -> _Speaker:
    mentions = source["mentions"] if "mentions" in source else [source["mention"]]
    spans = tuple(place(m) for m in mentions)
    phrases = [text[a:b] for a, b in spans]
    known = [*phrases, source.get("name") or "", source["description"] or "" if "mention" in source else ""]
    fullest = max(phrases, key=len, default="")
    return _Speaker(source["id"], spans, frozenset().union(*map(names, known)), fullest, source["relays"])


def names(phrase: str) -> frozenset[str]:
    """The words of a phrase that begin with a capital, small words and titles apart, in lower case."""
    found = (w for w in re.findall(r"\w[\w-]+", phrase) if w[0].isupper())
    return frozenset(w.lower() for w in found) - _NO_NAMES


def located(text: str, quoted: Any) -> tuple[int, int]:
    """Where a gold record's quoted string stands: a string where it first occurs, or one inside its surroundings."""
    near = quoted["near"] if isinstance(quoted, dict) else quoted
    wanted = quoted["text"] if isinstance(quoted, dict) else quoted
    start = text.index(near) + near.index(wanted)
    return start, start + len(wanted)


def paired(predicted: _Side, gold: _Side) -> dict[str, str]:
    """Predicted claims and the gold claims that they are, by id."""
    mine = {k: _tokens(predicted.text, p) for k, p in predicted.places.items()}
    theirs = {k: _tokens(gold.text, p) for k, p in gold.places.items()}
    scored = []
    for i, a in mine.items():
        for j, b in theirs.items():
            alike = len(a & b) / len(a | b) if a & b else 0.0
            if alike >= _HALF:
                tie = predicted.speaker(i).same(gold.speaker(j)) + _overlap(predicted.cues[i], gold.cues[j])
                scored.append((alike + 0.1 * tie, i, j))
    pairs: dict[str, str] = {}
    for _, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _tokens(text: str, place: tuple[int, int]) -> frozenset[int]:
    return frozenset(m.start() for m in re.compile(r"\w+").finditer(text, *place))


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def gold_records(folder: Path) -> Iterator[tuple[str, Record]]:
    """The texts and gold records of a folder, in order of their names."""
    for path in sorted(folder.glob("*.json")):
        yield path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def measure(records: Iterable[tuple[str, Record]], predictions: Sequence[Record]) -> Tally:
    """The tally over some reports; one without a prediction counts as empty."""
    by_id = {p["id"]: p for p in predictions}
    tally = Tally()
    for text, gold in records:
        score(text, gold, by_id.get(gold["id"], {"sources": [], "claims": []}), tally)
    return tally


@click.command(help=__doc__)
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("predicted", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@click.option("--misses", is_flag=True, help="List what is wrong.")
def main(gold: Path, predicted: Path, as_json: bool, misses: bool) -> None:
    """Print the figures."""
    rows = [json.loads(line) for line in predicted.read_text(encoding="utf-8").splitlines() if line.strip()]
    tally = measure(gold_records(gold), rows)
    if misses:
        click.echo("\n".join(tally.misses))
    if as_json:
        click.echo(json.dumps(tally.figures()))
        return
    for name, row in tally.figures().items():
        click.echo(f"{name:20}{row['p']:7.1f}{row['n']:6.0f}")


if __name__ == "__main__":
    main()
