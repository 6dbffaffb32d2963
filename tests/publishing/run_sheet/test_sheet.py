"""The run sheet on paper: each part at each facilitator's hour, in both languages, and what to do then."""

from __future__ import annotations

from dataclasses import replace

import support.publishing.letter_programme as given
from besrour_cli.clock.formatting import time_words
from besrour_cli.clock.instants import local
from besrour_cli.model.meeting.agenda import NO_AGENDA, Agenda, AgendaPart
from besrour_cli.publishing.run_sheet.pdf import run_sheet_pdf
from besrour_cli.publishing.run_sheet.sections import printed_sheet
from besrour_cli.publishing.run_sheet.texts import run_sheet_text
from besrour_cli.publishing.run_sheet.values import at_minute, unled
from support.publishing.run import subject


def plain(text: str) -> str:
    """Words whose blanks may be broken."""
    return " ".join(text.replace("\u00a0", " ").split())


def test_each_part_has_its_minutes_and_the_hour_of_everybody_with_a_part() -> None:
    """Kinshasa, Vancouver and St. John’s help: ten minutes in, each of their clocks shows ten more."""
    for language in ("en", "fr"):
        sheet = printed_sheet(subject(), language)
        tables = sheet.parts[1]
        assert "10" in tables.minutes and "70" in tables.minutes
        for place in (given.VANCOUVER, given.ST_JOHNS, given.KINSHASA):
            hour = time_words(local(at_minute(subject(), 10), place.zone), language)
            assert any(place.name(language) in clock and hour in clock for clock in tables.clocks)
        assert not any(given.CAIRO.name(language) in clock for clock in tables.clocks)


def test_roles_are_names_and_a_role_of_nobody_is_said() -> None:
    """The host welcomes by name; the talk is nobody’s yet, on paper and for the coordinator."""
    english, french = (printed_sheet(subject(), code) for code in ("en", "fr"))
    assert english.parts[0].who == "Welcome: Memorial University"
    assert french.parts[0].who == "Accueil\u00a0: Memorial University"
    assert english.parts[2].who == "Talk: nobody is named yet"
    assert unled(subject()) == ("speaker",)


def test_both_languages_say_all_there_is() -> None:
    """Opening words, questions, tables, what to do in trouble, and thanks; French set as French."""
    text = plain(run_sheet_text(subject()))
    for words in (
        "Good day to all.",
        "Bonjour à toutes et à tous.",
        "What did you see?",
        "Qu’avez-vous vu?",
        "Table 1 – English: Memorial University hosts ",
        "Table 2 – Français : Egyptian Family Medicine Association anime la table de Université de Kinshasa",
        given.PROGRAMME.platform.link,
        given.PROGRAMME.platform.passcode,
        "Everyone",
        "Tout le monde",
    ):
        assert words in text
    assert text.count(given.PROGRAMME.platform.link) == 2


def test_what_is_not_there_leaves_no_empty_heading() -> None:
    """Without an agenda and tables: who does what, what to do in trouble, whom to thank, and nothing else."""
    bare = printed_sheet(subject(agenda=NO_AGENDA, tables=False), "en")
    assert bare.parts == ()
    assert [section.heading for section in bare.after] == ["If the platform fails", "Whom to thank"]
    assert "Tables" not in run_sheet_text(subject(agenda=NO_AGENDA, tables=False))


def test_a_session_of_which_nobody_has_a_part_says_so() -> None:
    """No role, no table, no number to dial: one line each that says it, and nobody is thanked by name."""
    whole = subject(tables=False)
    part = AgendaPart(90, {"en": "We all talk", "fr": "Tout le monde parle"})
    session = replace(whole.session, required={}, agenda=Agenda((part,)))
    room = given.PROGRAMME.platform._replace(meeting_id="", passcode="")
    bare = whole._replace(session=session, programme=replace(given.PROGRAMME, platform=room))
    sheet = printed_sheet(bare, "en")
    assert sheet.parts[0].who == bare.words["en"]["everybody"]
    text = plain(run_sheet_text(bare))
    assert bare.words["en"]["nobody"] in text and bare.words["fr"]["nobody"] in text
    assert room.link in text and "812 3456 7890" not in text and "cafe27" not in text
    assert "Whom to thank" not in text


def test_a_role_of_somebody_who_has_left_is_not_printed() -> None:
    """The session’s file still names her; the roster does not."""
    whole = subject(tables=False)
    required = {"facilitator": ("gone",), "host": ("ca-memorial",)}
    text = plain(run_sheet_text(whole._replace(session=replace(whole.session, required=required))))
    assert "gone" not in text and "Memorial University (St. John’s)" in text


def test_lines_fit_a_terminal_and_break_inside_no_hour() -> None:
    """Eighty columns at most, but for one address; ``9 h`` stays together."""
    lines = run_sheet_text(subject()).splitlines()
    assert [line for line in lines if len(line) > 78 and "https://" not in line] == []
    assert not [line for line in lines if line.split()[:1] in (["h"], ["a.m."], ["p.m."])]


def test_the_pdf_is_the_same_bytes_twice_and_accessible() -> None:
    """PDF/UA-1, no date in it, both languages."""
    once = run_sheet_pdf(subject(), given.templates())
    assert once.startswith(b"%PDF-") and b"pdfuaid" in once
    assert once == run_sheet_pdf(subject(), given.templates())
