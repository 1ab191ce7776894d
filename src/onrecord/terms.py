"""The closed lists of words that values are made of: statuses, channels, outcomes, event types."""

from enum import StrEnum


class Status(StrEnum):
    """How real an act is, by the word of whoever asserts it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    ATTEMPTED = "attempted"
    INTENDED = "intended"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"

    @property
    def real(self) -> bool:
        """True for acts that were done or tried; false for those that are not yet real."""
        return self in (Status.OCCURRED, Status.ONGOING, Status.ATTEMPTED)


class Channel(StrEnum):
    """How a source's word reached the public."""

    INTERVIEW = "interview"
    STATEMENT = "statement"
    PRESS_CONFERENCE = "press-conference"
    BROADCAST = "broadcast"
    VIDEO = "video"
    AUDIO = "audio"
    SOCIAL_MEDIA = "social-media"
    DOCUMENT = "document"
    COURT = "court"
    AGENCY = "agency"
    SURVEY = "survey"
    UNSPECIFIED = "unspecified"


class QuoteKind(StrEnum):
    """Whether a claim's content stands in quotation marks, in part, or not at all."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Attitude(StrEnum):
    """What the source does with the content: a claim says it; the others only hold it."""

    SAYS = "says"
    BELIEVES = "believes"
    INTENDS = "intends"
    PERCEIVES = "perceives"


class Outcome(StrEnum):
    """What happened to the people of a toll."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"
    DISPLACED = "displaced"


class RelationKind(StrEnum):
    """How one actor stands to another."""

    MEMBER_OF = "member-of"
    PART_OF = "part-of"
    ALLIED_WITH = "allied-with"
    PLEDGED_TO = "pledged-to"
    SPLIT_FROM = "split-from"
    OPPOSED_TO = "opposed-to"
    LEADS = "leads"


PLOVER_TYPES = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"}
    | {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
