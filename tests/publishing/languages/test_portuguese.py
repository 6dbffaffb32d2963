"""A third language comes in by data alone: Portuguese, for readers in Mozambique and Angola."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import support.publishing.letter_programme as given
from besrour_cli.clock import formatting
from besrour_cli.clock.instants import local
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import join_and, language_name, tag
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.people.mentoring import MentoringGroup, MentoringTerm
from besrour_cli.publishing.letters.letters import Letter, letters
from besrour_cli.publishing.mentors.facts import GroupMeeting, IntroducedGroup
from besrour_cli.publishing.mentors.letters import introductions
from besrour_cli.publishing.parity.extract_values import extract_values
from support.publishing.letter_reader import html_of, opened, text_of
from support.publishing.portuguese import PT, SHIPPED, trilingual, wording

TOPIC = {"en": "Bedside teaching", "fr": "Enseigner au chevet", "pt": "Ensinar à cabeceira"}


def templates(**changed: str) -> dict[str, str]:
    """The shipped templates, and the Portuguese ones as ``init --language pt`` adds them."""
    return {
        **given.templates(),
        **wording(),
        **{name.replace("_", "."): text for name, text in changed.items()},
    }


def written(kind: LetterKind = LetterKind.INVITATION, **changed: str) -> list[Letter]:
    programme, session = trilingual()
    slot = replace(
        given.SLOT,
        start=datetime(2027, 1, 20, 21, 30, tzinfo=UTC),
        end=datetime(2027, 1, 20, 23, 0, tzinfo=UTC),
    )
    return list(letters(programme, session, slot, kind, programme.members, templates(**changed)))


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_passes_parity(kind: LetterKind) -> None:
    """The three parts say the same, for each reader, in her own order; with nobody's language left out."""
    made = written(kind)
    assert len(made) == len(trilingual()[0].members)
    for letter in made:
        text = text_of(letter)
        assert "hora local" in text and "local time" in text and "heure locale" in text


def test_an_hour_of_ethiopias_clock_is_said_in_portuguese() -> None:
    """A reader in Addis Ababa has it in each part, in the language of the part, and the parts agree."""
    programme, session = trilingual()
    addis = given.place("Addis Ababa", "Addis-Abeba", "ET", "Africa/Addis_Ababa")
    reader = given.member("et-addis", "Addis Ababa University", addis, ("pt",))
    programme = replace(programme, members=(*programme.members, reader))
    made = letters(programme, session, given.SLOT, LetterKind.INVITATION, [reader], templates())
    text = text_of(next(iter(made)))
    assert re.search(r"Relógio etíope: \d{1,2}h(\d\d)?\u00a0de (dia|noite), \d", text)
    assert "Adis Abeba" in text and "Ethiopian clock" in text


def test_mentors_are_introduced_in_portuguese() -> None:
    """Who, why and when, in each part; a day of the week as the language names it."""
    programme, _session = trilingual()
    pair = programme.members[-2:]
    moment = datetime(2027, 1, 19, 14, 30, tzinfo=UTC)
    term = MentoringTerm(date(2027, 1, 1), date(2027, 6, 30), topics={"teach": TOPIC})
    hour = GroupMeeting({each.id: (local(moment, each.place.zone),) for each in pair})
    group = IntroducedGroup(MentoringGroup(pair[0].id, (pair[1].id,)), pair, ("teach",), (hour,))
    made = list(introductions(programme, term, [("pair", group)], templates(), moment))
    assert [member for _about, member, _letter in made] == list(pair)
    text = text_of(made[0][2])
    assert "terça-feira, 16h30" in text and "Tuesday, 4:30" in text and "mardi, 16" in text
    assert "Temas pedidos e oferecidos: Ensinar à cabeceira" in text
    english = (SHIPPED.parents[1] / "templates/mentors/letter.en.md").read_text("utf-8")
    with pytest.raises(DiagnosticsError):
        introductions(
            programme, term, [("pair", group)], templates() | {"mentors/letter.pt.md": english}, moment
        )


@pytest.mark.parametrize("kind", [LetterKind.INVITATION, LetterKind.REMINDER])
def test_letters_in_three_languages_pass_parity(kind: LetterKind) -> None:
    """Every reader gets all three, her own first; the Portuguese one says the same in Portuguese."""
    made = {letter.member: letter for letter in written(kind)}
    assert made["mz-maputo"].language == made["ao-luanda"].language == "pt"
    assert made["cd-kinshasa"].language == "fr" and made["ca-ubc"].language == "en"
    text = text_of(made["mz-maputo"])
    assert text.index("A sua hora local") < text.index("Your local time") < text.index("Votre heure locale")
    assert "Quarta-feira, 20\u00a0de\u00a0janeiro de\u00a02027" in text
    assert "das 23h30 às 1h" in text and "UTC+2" in text
    assert "English follows." in text and "Le français suit." in text
    assert "Maputo e Cairo" in text
    kinshasa = text_of(made["cd-kinshasa"])
    assert "Segue-se o texto em português." in kinshasa


def test_headers_and_calendar_speak_portuguese_too() -> None:
    """Content-Language, the lang of each half, and the words of the calendar entry."""
    letter = next(letter for letter in written() if letter.member == "mz-maputo")
    message = opened(letter)
    assert message["Content-Language"] == "pt-MZ, en-CA, fr-CA"
    assert '<html lang="pt-MZ">' in html_of(letter)
    entry = next(part for part in message.walk() if part.get_filename() == "invite.ics")
    calendar = entry.get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert "A sua hora local" in calendar.decode().replace("\r\n ", "")


def _damaged(old: str, new: str, name: str = "letter.pt.md") -> dict[str, str]:
    source = (SHIPPED / name).read_text("utf-8")
    assert old in source
    return {name.replace(".", "_"): source.replace(old, new)}


@pytest.mark.parametrize(
    "damage",
    [
        ("{{ own.day | sentence }}", "Quinta-feira, 21 de janeiro de 2027"),
        ("{{ own.range }}", "das 22h30 às 1h"),
        ("{{ own.range }}", "às 11:30 p.m."),
        ("{{ row.offset }} |", "UTC+9 |"),
        ("{{ platform.sound }} MB", "700 MB"),
        ("## Como participar", "## How to join"),
        ("`{{ platform.passcode }}`", "`outro`"),
        ("{{ organiser.email }}.", "cafe2@example.org."),
        ("## Se a sua ligação for fraca\n", ""),
        ("{{ group.names }}", "todas"),
        ("Como participar", "Como participar ?"),
        ("({{ session.form.url }})", "(https://forms.example.org/7)"),
    ],
    ids=lambda damage: damage[0].strip("{}# "),
)
def test_damage_to_the_portuguese_half_is_found(damage: tuple[str, str]) -> None:
    """The same parity as between English and French, from the data alone."""
    with pytest.raises(DiagnosticsError) as caught:
        written(LetterKind.INVITATION, **_damaged(*damage))
    assert all("letter" in p.spot.path or "invitation" in p.spot.path for p in caught.value.problems)


def test_what_is_written_is_read_back() -> None:
    """Each hour and each day of a year: the patterns that write them read them."""
    start = datetime(2027, 1, 1, tzinfo=UTC)
    for n in range(0, 365):
        day = (start + timedelta(days=n)).date()
        for words in (formatting.date_words(day, PT), f"({formatting.date_words(day, PT)})"):
            assert extract_values(words, PT).dates == {(day.isoweekday(), day.month, day.day, day.year): 1}, (
                words
            )
        assert extract_values(formatting.short_date(day, PT), PT).dates == {(0, day.month, day.day, 0): 1}
    for minute in range(0, 1440, 5):
        moment = start + timedelta(minutes=minute)
        assert extract_values(formatting.time_words(moment, PT), PT).times == {minute: 1}
    assert extract_values("janeiro de 2027, 90 minutos", PT).dates == {(0, 1, 0, 2027): 1}
    assert extract_values("janeiro de 2027, 90 minutos", PT).times == {90: 1}


def test_words_of_the_language() -> None:
    """Names of languages, lists, tags, marks."""
    assert join_and(["a", "b", "c"], PT) == "a, b e c"
    assert (
        language_name("fr", PT) == "francês" and language_name(PT, "fr") == "portugais" and tag(PT) == "pt-MZ"
    )
    assert formatting.day_mark(datetime(2027, 1, 21, tzinfo=UTC), date(2027, 1, 20), PT) == "no dia seguinte"
    assert formatting.colon_of(PT) == ":" and formatting.month_words(date(2027, 3, 1), PT) == "março de 2027"


def test_portuguese_letters_do_not_say_that_portuguese_is_spoken() -> None:
    """Neither in the letter nor in its calendar entry; it is said where the session or programme says so."""
    programme, session = trilingual()
    silent = replace(session, languages=())
    for spoken, words in (
        (programme.spoken, "Spoken: English and French"),
        (("fr", "pt"), "Spoken: French and Portuguese"),
    ):
        changed = replace(programme, sessions=(silent,), spoken=spoken)
        made = list(letters(changed, silent, given.SLOT, LetterKind.INVITATION, changed.members, templates()))
        assert words in text_of(next(m for m in made if m.member == "ca-ubc"))
