"""A codebook is a file: its rules put events into another scheme, and mistakes in it are told, not passed over."""

from pathlib import Path

import pytest

from onrecord.coding.codebook import SHIPPED, Codebook, load_codebook, parse_codebook
from onrecord.coding.ontology import load_ontology
from onrecord.errors import StopRun
from onrecord.model import Actor, Event, Quote, Status, Toll
from onrecord.terms import Outcome

HEAD = 'name = "x"\nfields = ["category"]\n'


def quote(text: str) -> Quote:
    return Quote.cut(text, 0, len(text))


def act(
    kind: str = "ASSAULT",
    mode: str | None = None,
    *,
    anchor: str = "attacked",
    status: Status = Status.OCCURRED,
    polarity: bool = True,
    actor: tuple[str, ...] = (),
    recipient: tuple[str, ...] = (),
    killed: bool = False,
) -> Event:
    sides = [tuple(Actor(quote(s), s, s, s, None) for s in some) for some in (actor, recipient)]
    tolls = (Toll(Outcome.KILLED, "people", quote("two"), 2, 2),) if killed else ()
    return Event("E1", kind, mode, quote(anchor), status, polarity, actor=sides[0], recipient=sides[1], tolls=tolls)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_codebook_says_what_it_is_and_fills_only_its_fields(name: str) -> None:
    book = load_codebook(name)
    assert book.name == name
    assert book.about
    assert all(set(rule.gives) in (set(), set(book.fields)) for rule in book.rules)


def test_cameo_has_a_code_for_every_type_and_mode_that_took_place() -> None:
    book = load_codebook("cameo")
    for kind in load_ontology().types:
        for mode in (None, *kind.modes):
            found = book.code(act(kind.name, mode))
            assert found is not None, (kind.name, mode)
            assert found["code"].startswith(found["root"])
            assert -10 <= float(found["goldstein"]) <= 10
            assert found["quad_class"] in {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("event", "code"),
    [
        pytest.param(act(mode="suicide-attack"), "1831", id="suicide bombing"),
        pytest.param(act(mode="explosives", anchor="landmine"), "1833", id="mine"),
        pytest.param(act(status=Status.THREATENED), "138", id="a threat of force is a threat"),
        pytest.param(act("CONSULT", status=Status.INTENDED), "036", id="planning to meet"),
    ],
)
def test_cameo_codes_an_act_by_mode_words_and_status(event: Event, code: str) -> None:
    assert (load_codebook("cameo").code(event) or {})["code"] == code


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_said_not_to_have_happened_gets_no_code(name: str) -> None:
    event = act(actor=("MIL",), recipient=("REB",), polarity=False, killed=True)
    assert load_codebook(name).code(event) is None


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        pytest.param(act(actor=("MIL",), recipient=("REB",), killed=True), "1", id="state-based"),
        pytest.param(act(actor=("REB",), recipient=("REB",), killed=True), "2", id="non-state"),
        pytest.param(act(actor=("REB",), recipient=("CVL",), killed=True), "3", id="one-sided"),
        pytest.param(act(actor=("MIL",), recipient=("REB",)), None, id="nobody killed"),
        pytest.param(act(recipient=("CVL",), killed=True), None, id="no attacker named"),
    ],
)
def test_ucdp_tells_violence_by_its_two_sides(event: Event, kind: str | None) -> None:
    assert (load_codebook("ucdp").code(event) or {}).get("type_of_violence") == kind


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        pytest.param(act(mode="drone"), "Air/drone strike", id="drone"),
        pytest.param(act(actor=("REB",), recipient=("CVL",)), "Attack", id="civilians attacked"),
        pytest.param(act(actor=("MIL", "REB")), "Armed clash", id="clash"),
        pytest.param(act("PROTEST", "demo"), "Peaceful protest", id="demonstration"),
        pytest.param(act("ACCUSE"), None, id="words alone"),
        pytest.param(act(status=Status.INTENDED), None, id="only planned"),
    ],
)
def test_acled_codes_what_took_place(event: Event, kind: str | None) -> None:
    assert (load_codebook("acled").code(event) or {}).get("sub_event_type") == kind


def test_the_first_rule_that_fits_decides() -> None:
    book = parse_codebook(
        HEAD + '[[rule]]\nwords = ["raid*"]\ngives = {category = "raid"}\n[[rule]]\ngives = {category = "other"}\n', "x"
    )
    assert book.code(act(anchor="raided")) == {"category": "raid"}
    assert book.code(act(anchor="shot")) == {"category": "other"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("name = ", "not TOML", id="broken TOML"),
        pytest.param('name = "x"', "fields", id="no fields"),
        pytest.param(HEAD + '[[rule]]\ntype = "FIGHT"\ngives = {}\n', "ASSAULT", id="no such type"),
        pytest.param(
            HEAD + '[[rule]]\ntype = "PROTEST"\nmode = "abduct"\ngives = {}\n', "rule 1", id="mode of another type"
        ),
        pytest.param(HEAD + '[[rule]]\nkind = "ASSAULT"\ngives = {}\n', "unknown condition", id="no such condition"),
        pytest.param(HEAD + '[[rule]]\nactor = "ARMY"\ngives = {}\n', "MIL", id="no such sector"),
        pytest.param(HEAD + '[[rule]]\ngives = {colour = "red"}\n', "category", id="no such field"),
        pytest.param(HEAD + '[[rule]]\npolarity = "no"\ngives = {}\n', "true or false", id="polarity that is none"),
    ],
)
def test_a_mistake_in_a_codebook_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(StopRun, match=says):
        parse_codebook(text, "mine.toml")


def test_a_codebook_that_is_not_there_answers_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="acled, cameo, ucdp"):
        load_codebook(str(tmp_path / "none.toml"))


def test_the_example_codebook_is_read() -> None:
    book = load_codebook(str(Path(__file__).parents[2] / "examples" / "codebook-terror.toml"))
    assert isinstance(book, Codebook)
    assert book.code(act(mode="abduct", recipient=("JRN",))) == {"category": "hostage taking", "against": "press"}
    assert book.code(act("AGREE")) is None
