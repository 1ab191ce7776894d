"""Which characters do these bytes stand for, and are they text at all?"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from onrecord.knowledge.files import read_table
from onrecord.read.draft import Unreadable

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(7), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SAMPLE_BYTES = 8_192
_CONTROL_SHARE = 0.02  # of the sample: prose has none, compiled files mostly above a tenth
_LATIN_SHARE = 0.15  # of bytes outside ASCII: Western prose has below a tenth, other scripts above a half


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of an input, and a note if the encoding had to be guessed."""

    text: str
    note: str | None = None


def decode(raw: bytes, charset: str | None = None) -> Decoded:
    """The text of some bytes: by their byte-order mark, as what they are said to be in, or UTF-8.

    If none of these fits, by the likeliest legacy encoding, with a note that says so.

    Raises:
        Unreadable: the bytes are not text; the message says what they are and what to do.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw[len(mark) :], encoding))
    refuse_binary(raw)
    for encoding in (_web_name(charset) if charset else "utf-8", "utf-8"):
        try:
            return Decoded(raw.decode(encoding))
        except LookupError:
            continue
        except UnicodeDecodeError as err:
            bad = err.start
    return _guess(raw, bad)


def _web_name(charset: str) -> str:
    """Servers and pages that say Latin-1 or ASCII mean Windows-1252, and browsers read them so."""
    return "cp1252" if charset.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else charset


def refuse_binary(raw: bytes) -> None:
    """Let text pass.

    Raises:
        Unreadable: these are the bytes of a document, picture or program.
    """
    for row in _magic():
        if raw.startswith(row[0]):
            raise Unreadable(f"this is {row[1]}, not text", row[2])
    if b"\0" in raw:
        raise Unreadable(
            "this is a binary file: it holds NUL bytes",
            "give a text, HTML or JSONL file (a UTF-16 text without its byte-order mark: save it as UTF-8)",
        )
    sample = raw[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _CONTROL_SHARE * len(sample):
        raise Unreadable("this is a binary file: it is full of control characters", "give a text, HTML or JSONL file")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as err:
        raise Unreadable(
            f"it begins as {encoding.upper()} and is broken at byte {err.start}", "save it again as UTF-8"
        ) from err


def _guess(raw: bytes, bad: int) -> Decoded:
    """English with a few bytes above ASCII is Windows-1252; of anything else charset-normalizer says what is likeliest.

    The detector alone takes Windows-1252 for its Central European neighbour on most English texts.
    """
    outside = len(raw.translate(None, bytes(range(0x80))))
    if outside <= _LATIN_SHARE * len(raw):
        try:
            return Decoded(raw.decode("cp1252"), _note("Windows-1252", bad))
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # 0.1 s that most runs never need

    best = from_bytes(raw).best()
    if best is None:
        raise Unreadable(
            f"its encoding is not known: byte {bad} is not UTF-8 and no other encoding fits", "save it as UTF-8"
        )
    return Decoded(str(best), _note(best.encoding, bad))


def _note(encoding: str, bad: int) -> str:
    return f"not UTF-8 (byte {bad}): read as {encoding}; if letters look wrong, save it as UTF-8"


@cache
def _magic() -> tuple[tuple[bytes, str, str], ...]:
    return tuple((_bytes(row["begins"]), row["what"], row["advice"]) for row in read_table("file_kinds.tsv"))


def _bytes(written: str) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), written.encode("ascii"))
