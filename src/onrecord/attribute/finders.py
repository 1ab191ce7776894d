"""The ways of finding attributions, by name: the rules alone, or the trained model together with them."""

from collections.abc import Callable

from onrecord.attribute import rules
from onrecord.attribute.combine import combine
from onrecord.attribute.findings import Finding
from onrecord.errors import UnknownName
from onrecord.parsed import Parsed

Finder = Callable[[Parsed], tuple[Finding, ...]]
FINDERS = ("model", "rules")


def load_finder(name: str) -> Finder:
    """The finder of that name, with what it needs loaded.

    Raises:
        UnknownName: there is none of that name.
        StopRun: the trained model's files are missing.
    """
    if name == "rules":
        return rules.find
    if name != "model":
        raise UnknownName("coder", name, FINDERS)
    from onrecord.attribute import neural  # its runtime takes longer to load than the rules to run

    model = neural.load()
    return lambda parsed: combine(parsed.doc.text, neural.find(parsed, model), rules.find(parsed))
