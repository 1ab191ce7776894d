"""The columns of the CSV, in order, each with the sentence that the data dictionary prints for it."""

from typing import NamedTuple

from onrecord.model import Outcome


class Column(NamedTuple):
    """A column of the CSV and what its cells mean."""

    name: str
    meaning: str


def _toll_columns(outcome: str) -> tuple[Column, ...]:
    return (
        Column(
            f"{outcome}_low", f"Fewest people {outcome} by this row's source alone; empty if that side is left open."
        ),
        Column(
            f"{outcome}_high", f"Most people {outcome} by this row's source alone; empty if that side is left open."
        ),
        Column(f"{outcome}_approx", f"true if the source gives the number {outcome} as about so many, else false."),
    )


COLUMNS: tuple[Column, ...] = (
    Column("report_id", "Id of the report: the one its input gave, else one that follows from its content."),
    Column("publisher", "Who published the report."),
    Column("published", "Day of publication (ISO 8601); without it relative times stay unresolved."),
    Column("title", "Headline of the report."),
    Column("url", "Address of the report."),
    Column("event_id", "Id of the event, unique within its report; an event has one row for each source."),
    Column("type", "PLOVER type of the event, such as ASSAULT."),
    Column("mode", "PLOVER mode of the event where one fits, such as aerial."),
    Column("anchor", "The words of the report that carry the act."),
    Column("anchor_start", "Offset of the anchor's first character in the report's text, counted from 0."),
    Column("anchor_end", "Offset just after the anchor's last character."),
    Column(
        "status",
        "How real: occurred, ongoing or attempted; or not yet: intended, threatened, demanded or hypothetical.",
    ),
    Column("polarity", "false if the source says that the act did not or will not happen, else true."),
    Column("hedged", "true if the report passes the act on under an impersonal hedge such as allegedly, else false."),
    Column("actor", "Names of those who act, joined by | where there are several."),
    Column("actor_text", "The words of the report for the actors, in the same order."),
    Column("actor_id", "Ids of the actors, in the same order; a known group has the same id in every report."),
    Column("actor_sector", "PLOVER sectors of the actors, in the same order."),
    Column("actor_country", "Countries of the actors (ISO 3166 alpha-3), in the same order."),
    Column("recipient", "Names of those acted upon, joined by | where there are several."),
    Column("recipient_text", "The words of the report for the recipients, in the same order."),
    Column("recipient_id", "Ids of the recipients, in the same order."),
    Column("recipient_sector", "PLOVER sectors of the recipients, in the same order."),
    Column("recipient_country", "Countries of the recipients (ISO 3166 alpha-3), in the same order."),
    Column("instrument", "The words of the report for the means of the act, joined by |."),
    Column("place", "Usual name of the place of the act."),
    Column("place_text", "The words of the report for the place; empty where the place follows from context."),
    Column("country", "Country of the place (ISO 3166 alpha-3)."),
    Column("admin1", "First-order division of the country that the place lies in."),
    Column("lat", "Latitude of the place in degrees, WGS 84."),
    Column("lon", "Longitude of the place in degrees, WGS 84."),
    Column("place_precision", "How exact the place is: settlement, near, admin2, admin1, region or country."),
    Column("geonameid", "GeoNames id of the place."),
    Column("time_text", "The words of the report for the time; empty where the time follows from context."),
    Column("time_start", "First day of the time (ISO 8601); empty if that side is open or unresolved."),
    Column("time_end", "Last day of the time, inclusive (ISO 8601); empty if that side is open or unresolved."),
    Column("time_precision", "How exact the time is: day, week, month, year, interval and the like."),
    *(column for outcome in Outcome for column in _toll_columns(outcome.value)),
    Column("tolls_summed", "Outcomes whose bounds add up several counts of different people, joined by |."),
    Column("tolls_combined", "Outcomes whose bounds are one count shared with another outcome; never add these up."),
    Column(
        "tolls_text", "Every count this source gives for the event, in words, parts with the count that holds them."
    ),
    Column("voice", "source if someone's word carries the row, report if the report speaks in its own voice."),
    Column("source_id", "Id of the source, unique within its report; empty for the report's own voice."),
    Column("source", "Name of the source, or its first mention where it has no name."),
    Column("source_description", "What the report says of who the source is."),
    Column("source_sector", "PLOVER sector of the source."),
    Column("source_country", "Country of the source (ISO 3166 alpha-3)."),
    Column("source_named", "true if the report names the source, else false."),
    Column("channel", "How the source's word reached the public: interview, statement, broadcast and the like."),
    Column("relayed_by", "The sources that carried this one's word, nearest first, joined by |."),
    Column("claim_ids", "Ids of this source's claims that assert the event or its tolls, joined by |."),
    Column("claim_text", "The words of those claims, whole, joined by |."),
    Column("confidence", "The coder's confidence in the event, from 0 to 1."),
    Column("unresolved", "What could not be pinned down (place, time, source) and why, joined by |."),
)
