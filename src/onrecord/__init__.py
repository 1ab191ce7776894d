"""onrecord: attributed event data from news reports.

    import onrecord

    coded = onrecord.code("The army said it had killed 31 militants.", published="2024-05-03")

Everything is loaded when it is first used: importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import Coder as Coder
    from onrecord.api import Ledger as Ledger
    from onrecord.api import code as code
    from onrecord.api import open_ledger as open_ledger
    from onrecord.errors import OnRecordError as OnRecordError
    from onrecord.exports import export as export
    from onrecord.filters import Filter as Filter
    from onrecord.model import Failure as Failure
    from onrecord.model import Report as Report

_HOMES = {
    "Coder": "onrecord.api",
    "Failure": "onrecord.model",
    "Filter": "onrecord.filters",
    "Ledger": "onrecord.api",
    "OnRecordError": "onrecord.errors",
    "Report": "onrecord.model",
    "code": "onrecord.api",
    "export": "onrecord.exports",
    "open_ledger": "onrecord.api",
}

__all__ = [
    "Coder",
    "Failure",
    "Filter",
    "Ledger",
    "OnRecordError",
    "Report",
    "code",
    "export",
    "open_ledger",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}; it has {', '.join(_HOMES)}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
