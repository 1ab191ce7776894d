"""What can go wrong on purpose, named after what the caller should do next.

OnRecordError
├── SkipReport        this report cannot be used; go on with the next one
│   └── EvidenceError a quote is not the slice of its text it claims to be
├── StopRun           going on would give wrong data; stop and tell the operator
└── UnknownName       a name that is none of ours; the message lists the known ones
"""

from collections.abc import Iterable


class OnRecordError(Exception):
    """Anything this library raises on purpose."""


class SkipReport(OnRecordError):
    """This report cannot be used; go on with the next one."""


class EvidenceError(SkipReport):
    """A quote does not stand in the text at the place it names."""


class StopRun(OnRecordError):
    """Going on would give wrong data; stop and tell the operator."""


class UnknownName(OnRecordError):
    """A name that is none of the known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"unknown {kind} {name!r}; known: {', '.join(sorted(known))}")
