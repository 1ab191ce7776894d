import io
from datetime import date

import pytest

from onrecord.model import CodedReport, Time
from onrecord.model import Unresolved as Gap
from onrecord.publish import write
from onrecord.publish.table import write_table
from tests.factories import TEXT, claim, coded, event, quote, report, source


def shown(*found: CodedReport, width: int = 80) -> str:
    out = io.StringIO()
    write_table(found, out, width=width)
    return out.getvalue()


def test_the_table_reads_as_an_analyst_needs_it() -> None:
    events = shown(coded()).partition("\nEVENTS")[2]
    assert (
        events
        == """  2 said to have happened, 1 said NOT to have happened, 1 threatened

SAID TO HAVE HAPPENED (2)

  E1  ASSAULT  troops [VAR MIL] → rebels [REB]
      occurred · “killed”
      where Oskar, VAR (near the place)
      when 2024-03-05 (“Tuesday”)
      > The defence ministry of Vareland [S1: C1 C2]
          40 or more rebels killed
          12 soldiers killed, of whom 3 officers
      > A doctor at the hospital [S2: C3]
          about 30 soldiers killed
      ! rival figures: killed

  E3  THREATEN  rebels [REB]
      occurred · “threatened”
      > the report's own voice

SAID NOT TO HAVE HAPPENED (1)

  E2  ASSAULT heavy-weapons  rebels [REB]
      DID NOT HAPPEN · “shelled”
      > did not happen, says The rebels [S3: C4]

THREATENED (1)

  E4  ASSAULT  rebels [REB]
      THREATENED, NOT DONE · “attack”
      > The rebels [S3: C5]

"""
    )


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    assert max(map(len, shown(coded(), width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 160])
def test_ids_are_never_cut(width: int) -> None:
    name = "report-" + "0123456789abcdef" * 8
    made = coded(report=report(id=name), events=(event(id="E1234567", claims=()),))
    assert name in shown(made, width=width)
    assert "E1234567" in shown(made, width=width)


def test_a_missing_date_of_publication_is_said() -> None:
    assert "no date of publication: relative times stay unresolved" in shown(coded(report=report(published=None)))


def test_what_is_unresolved_is_told_with_its_reason() -> None:
    gap = Gap(quote(TEXT, "Tuesday"), "no date of publication")
    text = shown(coded(events=(event(claims=(), time=gap),)))
    assert text.count("“Tuesday” unresolved: no date of publication") == 2


def test_a_shortened_claim_says_how_much_is_left_out() -> None:
    long = "The council said " + "the harbour would be closed to all ships " * 20
    words = long.removeprefix("The council said ").strip()
    made = coded(
        report=report(text=long),
        sources=(source(text=long, mention="The council"),),
        claims=(claim(text=long, content=words),),
    )
    assert "more characters]" in shown(made)
    assert "… claims shortened here" in shown(made)


def test_relays_and_nested_claims_are_shown() -> None:
    sources = (source(relays="S2"), source(id="S2", mention="A doctor at the hospital"))
    text = shown(coded(sources=sources, claims=(claim(), claim(id="C2", within="C1", content="lost 12 soldiers"))))
    assert "relayed by A doctor at the hospital (S2)" in text
    assert "       C2  said (inside C1): lost 12 soldiers" in text


def test_a_report_cannot_command_the_terminal() -> None:
    text = "\x1b]0;owned\x07 \u202eThe army [bold]fired[/bold]."
    made = coded(report=report(text=text, title=text), events=(event(text=text, anchor="fired", claims=()),))
    out = shown(made)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "⟦U+001B⟧" in out
    assert "[bold]fired[/bold]" in out


def test_a_terminal_without_typographic_marks_gets_plain_ones() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    assert write([coded()], "table", out) == 1
    out.flush()
    assert b"troops [VAR MIL] -> rebels [REB]" in raw.getvalue()


def test_open_and_whole_times_read_as_people_write_them() -> None:
    def when(start: str | None, end: str | None) -> str:
        day = date.fromisoformat
        found = Time(None, "DATE", "X", day(start) if start else None, day(end) if end else None)
        return shown(coded(events=(event(claims=(), time=found),)))

    assert "when 2021 (from context)" in when("2021-01-01", "2021-12-31")
    assert "when 2021-02 (from context)" in when("2021-02-01", "2021-02-28")
    assert "when from 2021-02-03 (from context)" in when("2021-02-03", None)
    assert "when 2021-02-01 to 2021-02-07 (from context)" in when("2021-02-01", "2021-02-07")
