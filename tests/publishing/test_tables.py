"""What is printed about tables: both languages, nobody's secrets, her own words, and a mistake in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import Language
from besrour_cli.model.people.tables import CafeTable
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.publishing.printed_words import read_words
from besrour_cli.publishing.tables import texts
from besrour_cli.publishing.tables.sheet import host_sheet_pdf
from besrour_cli.storage import resources
from besrour_cli.storage.programme.load import load
from support.publishing.portuguese import PT

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2027, 1, 19, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def subject() -> texts.TableSubject:
    """Two tables of the example's first café."""
    programme = load(str(ROOT)).programme
    assert programme is not None
    session = programme.sessions[0]
    return texts.TableSubject(
        programme=programme,
        session=session,
        slot=ScheduledSession(
            session=session.id,
            start=START,
            end=START + timedelta(minutes=90),
            state=SessionState.ANNOUNCED,
            anchor="America/Toronto",
            tzdata="2026b",
        ),
        tables=(
            CafeTable(("ca-memorial", "gh-1", "ke-1"), "en", "gh-1"),
            CafeTable(("ca-laval", "ml-bamako", "sn-dakar"), "fr", "ca-laval"),
        ),
        words=read_words(resources.templates(None), texts.WORDS),
    )


def test_each_reads_of_her_table_in_her_language(subject: texts.TableSubject) -> None:
    """Who prefers French reads French; a host reads who comes to her table."""
    lines = texts.member_lines(subject)
    assert (
        lines["ca-memorial"].startswith("At “") and "you sit at table 1, in English" in lines["ca-memorial"]
    )
    assert "vous êtes à la table 2, en français" in lines["sn-dakar"]
    assert "vous animez la table 2" in lines["ca-laval"] and " et " in lines["ca-laval"]
    assert sorted(lines) == sorted(person for table in subject.tables for person in table.people)


def test_sheets_have_both_languages_and_no_address_or_link(subject: texts.TableSubject) -> None:
    """The host's sheet, rooms and notes may lie on a table: nothing in them lets anybody in."""
    sheets = (texts.host_sheet(subject), texts.rooms(subject), texts.notes_sheet(subject))
    for sheet in sheets:
        assert "Table 1 – English" in sheet and "Table 2 – Français" in sheet
        assert "@" not in sheet and "meet.example.org" not in sheet and "cafe27" not in sheet
    plain = sheets[0].replace("\u00a0", " ")
    assert "10:30 a.m." in plain and "10 h 30" in plain
    assert "De quoi avons-nous parlé?" in sheets[2] and "What did we talk about?" in sheets[2]


def test_a_language_of_which_there_is_no_table_has_no_list_of_rooms(subject: texts.TableSubject) -> None:
    """Two English tables: nobody reads a French heading with nothing below it."""
    english = subject._replace(tables=tuple(each._replace(language="en") for each in subject.tables))
    heading = subject.words["fr"]["choose"]
    assert heading in texts.rooms(subject) and heading not in texts.rooms(english)
    assert texts.rooms(english).count("- ") == 2


def test_the_sheet_is_a_pdf_and_the_same_bytes_twice(subject: texts.TableSubject) -> None:
    """No date and no font of the machine is in it."""
    templates = resources.templates(None)
    once = host_sheet_pdf(subject, templates)
    assert once.startswith(b"%PDF-") and once == host_sheet_pdf(subject, templates)


def test_her_own_words_and_a_mistake_in_them(subject: texts.TableSubject) -> None:
    """One word of hers replaces one of ours, a gap that means nothing stays; no TOML is a diagnostic."""
    shipped = resources.templates(None)
    own = {
        **shipped,
        f"shipped/{texts.WORDS}": shipped[texts.WORDS],
        texts.WORDS: '[en]\nroom = "Salon {number} {odd}"\n',
    }
    changed = subject._replace(words=read_words(own, texts.WORDS))
    assert texts.room_name(changed, 0) == "Salon 1 {odd}"
    assert texts.room_name(changed, 1) == "Table 2 – Français"
    for wrong in ("[en", "en = 3\n", "[en]\nroom = 3\n"):
        with pytest.raises(DiagnosticsError) as refused:
            read_words({**own, texts.WORDS: wrong}, texts.WORDS)
        assert refused.value.problems[0].spot.path == f"templates/{texts.WORDS}"


def test_a_line_in_a_further_language_needs_all_its_words() -> None:
    """Portuguese as shipped has them; a language whose words lack one is not among those of the texts."""
    sources = resources.templates(None)
    words = read_words(sources, texts.WORDS, ("en", "fr", PT))
    assert words["pt"]["title"] == "Mesas" and words["pt"].keys() == words["en"].keys()
    bare = Language(replace(PT.data, words={"tables": {"Tables": "Mesas"}}))
    assert read_words(sources, texts.WORDS, ("en", "fr", bare)).keys() == {"en", "fr"}
    own = {**sources, f"shipped/{texts.WORDS}": sources[texts.WORDS], texts.WORDS: '[en]\ntitle = "Groups"\n'}
    assert "pt" not in read_words(own, texts.WORDS, ("en", "fr", PT))
