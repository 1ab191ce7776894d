from collections.abc import Callable

import pytest

from onrecord.attribute.rules import find
from onrecord.model import Attitude
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]

CASES = [
    pytest.param(
        '"We will not leave the valley," the governor said.',
        [("the governor", "said", "We will not leave the valley")],
        id="direct, cue after",
    ),
    pytest.param(
        "The governor said: “We will not leave the valley.”",
        [("The governor", "said", "We will not leave the valley.")],
        id="direct, cue before",
    ),
    pytest.param(
        "“The road is mined,” said Colonel Amina Desta. “Nobody should use it.”",
        [("Colonel Amina Desta", "said", "The road is mined"), ("Colonel Amina Desta", None, "Nobody should use it.")],
        id="runs on with no cue",
    ),
    pytest.param(
        "“The road,” Desta said, “is mined by rebels.”",
        [("Desta", "said", "The road … is mined by rebels.")],
        id="one sentence broken by its cue",
    ),
    pytest.param(
        "The army said it had killed at least 12 rebels near Tarvo.",
        [("The army", "said", "it had killed at least 12 rebels near Tarvo")],
        id="indirect",
    ),
    pytest.param(
        "Rebels shelled the town for three hours, police officials said on Monday.",
        [("police officials", "said", "Rebels shelled the town for three hours")],
        id="cue after indirect speech",
    ),
    pytest.param(
        "Six people died in the clashes, according to the Tarvo Red Cross.",
        [("the Tarvo Red Cross", "according to", "Six people died in the clashes")],
        id="according to, behind",
    ),
    pytest.param(
        "According to the ministry, six people died in the clashes.",
        [("the ministry", "According to", "six people died in the clashes")],
        id="according to, in front",
    ),
    pytest.param(
        "The president accused the rebels of burning schools.",
        [("The president", "accused", "the rebels of burning schools")],
        id="accuse somebody of",
    ),
    pytest.param(
        "The envoy urged both sides to stop the fighting.",
        [("The envoy", "urged", "both sides to stop the fighting")],
        id="urge somebody to",
    ),
    pytest.param(
        "The union called for new elections.",
        [("The union", "called for", "new elections")],
        id="call for",
    ),
    pytest.param(
        "The rebels threatened to blow up the bridge.",
        [("The rebels", "threatened", "to blow up the bridge")],
        id="threaten to",
    ),
    pytest.param(
        "Officials believe the group has left the hills.",
        [("Officials", "believe", "the group has left the hills")],
        id="officials believe",
    ),
    pytest.param(
        "The mayor was accused by the rebels of hiding weapons.",
        [("the rebels", "accused", "The mayor … of hiding weapons")],
        id="passive with its agent",
    ),
    pytest.param(
        "The attack was condemned by the bishops.",
        [("the bishops", "condemned", "The attack")],
        id="passive of a plain object",
    ),
    pytest.param(
        "The minister said prices had fallen, but admitted that wages were low.",
        [("The minister", "said", "prices had fallen"), ("The minister", "admitted", "wages were low")],
        id="the reporter resumes",
    ),
    pytest.param(
        "Citing police officials, the newspaper said that two men had been arrested.",
        [
            ("the newspaper", "said", "two men had been arrested"),
            ("police officials", "Citing", "two men had been arrested"),
        ],
        id="cited source",
    ),
    pytest.param(
        "The government says the rebels burned the school, but the rebels deny it.",
        [
            ("The government", "says", "the rebels burned the school"),
            ("the rebels", "deny", "the rebels burned the school"),
        ],
        id="denial of what has just been said",
    ),
    pytest.param(
        "Police chief: “The road will stay closed.”",
        [("Police chief", ":", "The road will stay closed.")],
        id="a name and a colon",
    ),
    pytest.param(
        "PORT SALE, 3 MAY 89 (XPA) -- [TEXT] THE ROAD WAS MINED, THE ARMY SAID.",
        [("THE ARMY", "SAID", "THE ROAD WAS MINED")],
        id="upper-case copy with dateline",
    ),
    pytest.param(
        "The group released a video threatening to burn the town and accusing the mayor of hiding weapons.",
        [
            ("The group", "threatening", "to burn the town"),
            ("The group", "accusing", "the mayor of hiding weapons"),
        ],
        id="coordinated cues",
    ),
    pytest.param(
        "“The council governs according to law,” the mayor said.",
        [("the mayor", "said", "The council governs according to law")],
        id="according to a measure, quoted",
    ),
    pytest.param("Everything went according to plan.", [], id="according to a measure"),
    pytest.param(
        "Marking a sharp turn, the rebels will join the talks, an aide told reporters.",
        [("an aide", "told", "the rebels will join the talks")],
        id="the reporter's own opening",
    ),
    pytest.param(
        "Significantly, rebels captured two towns, the officials said.",
        [("the officials", "said", "rebels captured two towns")],
        id="the reporter's own adverb",
    ),
    pytest.param(
        "He was told by the envoy that the talks had failed.",
        [("the envoy", "told", "the talks had failed")],
        id="told by somebody that",
    ),
    pytest.param(
        "Soldiers died in what residents described as a raid on the barracks.",
        [("residents", "described", "a raid on the barracks")],
        id="what somebody describes as",
    ),
    pytest.param("It goes without saying that the road is open.", [], id="without saying"),
    pytest.param("The rebels hesitated to declare war on the town.", [], id="hesitated to declare"),
    pytest.param(
        "“The road is mined,” said Colonel Amina Desta. “‘Nobody’ should use it now.”",
        [
            ("Colonel Amina Desta", "said", "The road is mined"),
            ("Colonel Amina Desta", None, "Nobody’ should use it now."),
        ],
        id="no opening mark in what runs on",
    ),
    pytest.param("It was reported that the bridge had fallen.", [], id="nobody is named"),
    pytest.param("The minister did not say when the troops would leave.", [], id="not said"),
]


def _triples(parsed: Parsed) -> list[tuple[str, str | None, str]]:
    text = parsed.report.text
    return [
        (
            text[f.source.start : f.source.end] if f.source else "",
            text[f.cue.start : f.cue.end] if f.cue else None,
            " … ".join(text[s.start : s.end] for s in f.content),
        )
        for f in find(parsed)
        if f.attitude is Attitude.SAYS
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_attribution_is_found(parse: Parse, text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert _triples(parse(text)) == expected


def test_wishes_are_held_and_not_said(parse: Parse) -> None:
    found = find(parse("The mayor wants the troops to leave."))
    assert all(f.attitude is not Attitude.SAYS for f in found)
