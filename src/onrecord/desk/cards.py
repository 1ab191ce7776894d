"""An incident in a list: what a reader needs to choose it."""

from typing import Any

from onrecord.display import incidents as say
from onrecord.incidents import Incident

View = dict[str, Any]
_LABELS = {"toll": "figures", "victim class": "who the victims are"}


def card(incident: Incident) -> View:
    """An incident in short."""
    denying = sum(not a.polarity for a in incident.accounts)
    return {
        "id": incident.id,
        "whom": say.whom(incident),
        "kind": say.kind(incident),
        "standing": say.standing(incident),
        "state": state(incident.status.real, polarity=incident.polarity),
        "where": say.where(incident),
        "when": say.when(incident.time),
        "tolls": [f"{say.span(found)} {outcome.value}" for outcome, found in incident.tolls.items()],
        "accounts": len(incident.accounts),
        "denying": denying,
        "independent": incident.independent_sources,
        "reports": len(incident.reports),
        "differ": differing(incident),
        "grade": incident.grade,
        "accepted": incident.accepted,
        "parts": len(incident.parts),
    }


def differing(incident: Incident) -> list[str]:
    """What the accounts disagree on, in words."""
    return list(dict.fromkeys(_LABELS.get(d.field, d.field) for d in incident.disagreements))


def state(real: bool, *, polarity: bool) -> str:
    """How an act is marked: real, unreal (not yet real) or denied."""
    return "denied" if not polarity else "real" if real else "unreal"
