"""Is a text in English? Texts in other languages are refused, because the stages would code them wrongly."""

from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.knowledge.files import read_table
from onrecord.read.draft import Unreadable

SAMPLE_CHARS = 5_000  # enough for certainty, and a few milliseconds
_SHORT_LETTERS = 100  # below this the detector errs on headlines and fragments
_SURE = 0.5
_SURE_OF_SHORT = 0.95  # the surest error on 3,101 single English sentences is 0.56


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest language of a text (ISO 639), how likely it is, and how many letters that rests on."""

    language: str
    confidence: float
    letters: int

    @property
    def foreign(self) -> bool:
        """True if the text is surely enough not in English."""
        needed = _SURE if self.letters >= _SHORT_LETTERS else _SURE_OF_SHORT
        return not is_english(self.language) and self.confidence >= needed


def identify(text: str) -> Guess:
    """The likeliest language of a text by its first 5,000 characters, whatever its case."""
    sample = text[:SAMPLE_CHARS].lower()
    language, confidence = _identifier().classify(sample)
    return Guess(language, confidence, sum(map(str.isalpha, sample)))


def settle_language(text: str, stated: str | None, *, force: bool) -> str | None:
    """The language that a text is in: as stated, else as detected; None if the text is too short to tell.

    Raises:
        Unreadable: it is not English, and `force` is not given.
    """
    if stated:
        if force or is_english(stated):
            return stated
        raise Unreadable(
            f"it is said to be in {language_name(stated)}; onrecord codes English",
            "translate it first, or code it all the same with --force",
            left_out=True,
        )
    guess = identify(text)
    if guess.foreign and not force:
        raise Unreadable(
            f"it is in {language_name(guess.language)} ({guess.confidence:.0%} sure); onrecord codes English",
            "if it is English after all, say so with --language en; to code it all the same, --force",
            left_out=True,
        )
    return guess.language if force or is_english(guess.language) else None


def is_english(language: str) -> bool:
    """True for any way of naming English or a variety of it: "en", "en-GB", "eng", "English"."""
    first = language.strip().lower().replace("_", "-").split("-")[0]
    return first in {"en", "eng", "english"}


def language_name(language: str) -> str:
    """The English name of a language with its code: "French (fr)"."""
    code = language.strip().lower().replace("_", "-").split("-")[0]
    name = _names().get(code)
    return f"{name} ({language})" if name else f"the language {language!r}"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_table("languages.tsv")}
