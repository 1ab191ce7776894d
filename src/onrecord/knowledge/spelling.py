"""Keys under which one name's spellings meet, whatever its case, diacritics and way of being put into Latin letters."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ŋ": "n", "ħ": "h"}
)
_DROPPED = re.compile(r"['’‘ʼʿʾ`´ʻʹʺ.]")
_BLANKS = re.compile(r"[\s\-–—/_,]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset(
    ["al", "el", "ul", "ol", "ash", "esh", "as", "es", "an", "en", "ar", "er", "at", "et", "ad", "ed", "az", "ez"]
)
_HONOUR = re.compile(r"^(sha?[yi]kh|she?ikh?|shaikh?|cheikh|shaykh)$")
_HILL = re.compile(r"^t[ae]ll?$")
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"kh", "k"),
        (r"gh", "g"),
        (r"dh|dz", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"tch", "ch"),
        (r"dj|zh", "j"),
        (r"q|c(?=[aou])|ck", "k"),
        (r"[aeo]w(?=[bcdfghjklmnpqrstvxz]|$)", "u"),
        (r"[ae][yi]", "i"),
        (r"ee|ie|iy|yy|ij", "i"),
        (r"ou|oo|uw", "u"),
        (r"o", "u"),
        (r"[ey]", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aiu])h$", ""),
        (r"[aiu]$", ""),
    )
)


def fold(name: str) -> str:
    """A name without case, diacritics, apostrophes and dots; hyphens are blanks, "St" is "saint"."""
    plain = name
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = _DROPPED.sub("", plain).casefold().translate(_LETTERS)
    words = _BLANKS.sub(" ", plain).strip().split(" ")
    return " ".join(_SHORT.get(word, word) for word in words)


def loose(folded: str) -> str:
    """What is left of a folded name when its transliteration is put aside; "" where that is too little to go by.

    Articles go ("Ar Raqqah", "Raqqa"), sheikhs and hills are spelt one way, and so are vowels and doubled letters.
    """
    words = folded.split(" ")
    kept = [word for word in words if word not in _ARTICLES] or words
    key = "".join(_sound(word) for word in kept)
    return key if len(key) > 2 else ""


def _sound(word: str) -> str:
    if _HONOUR.match(word):
        return "shk"
    if _HILL.match(word):
        return "tl"
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
