"""Identity from content: the same text has the same id on every machine, in every run."""

import hashlib
import json


def text_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(kind: str, *parts: str | int | None) -> str:
    """A short id that follows from the parts alone, such as `report-1f0c…` (16 hexadecimal digits)."""
    payload = json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":"))
    return f"{kind}-{hashlib.sha256(payload.encode()).hexdigest()[:16]}"
