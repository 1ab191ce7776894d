"""What a finder of attributions hands on: who is said to say what, as spans, with nothing resolved yet."""

from dataclasses import dataclass

from onrecord.model import Attitude
from onrecord.spans import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution in the words of the report.

    `source` is the mention nearest to the cue (a pronoun as it stands), None if nobody is named; `content` holds the
    attributed words without quotation marks, in fragments where the reporter broke them up; `cue` is None where a
    quotation runs on.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    attitude: Attitude
    confidence: float
