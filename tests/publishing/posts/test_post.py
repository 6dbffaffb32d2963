"""Texts to paste: short, equal in both languages, public, with every clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer
from besrour_cli.model.programme import PublishSettings
from besrour_cli.publishing.posts.post import WHATSAPP_LONGEST, PostSubject, post_texts, text_messages
from besrour_cli.publishing.posts.poster import poster

PAGE = "https://cafe.example.org/2027"
PROGRAMME = replace(given.PROGRAMME, publish=PublishSettings(address=PAGE), languages=("en", "fr"))


def subject(*languages: str, title: str = "", templates: dict[str, str] | None = None) -> PostSubject:
    """The café of the small programme."""
    session = replace(given.SESSION, titles={"en": title, "fr": title}) if title else given.SESSION
    sessions = tuple(session if s.id == session.id else s for s in PROGRAMME.sessions)
    return PostSubject(
        programme=replace(PROGRAMME, sessions=sessions),
        session=session,
        slot=given.PLAN.slots[session.id],
        place=PROGRAMME.anchor,
        languages=languages or ("en", "fr"),
        templates={**given.templates(), **(templates or {})},
    )


def with_words_after(line: str, times: int) -> dict[str, str]:
    """The shipped templates with many words after a line, in both languages."""
    shipped = given.templates()
    own = {}
    for code, words in (("en", "Come along today. "), ("fr", "Venez aujourd’hui. ")):
        name = f"posts/post.{code}.md"
        own[name] = shipped[name].replace(line, f"{line}\n{words * times}\n", 1)
    return own


def test_whatsapp_has_every_clock_in_both_languages() -> None:
    """An hour a line for each clock of those invited, the title in bold, the page at the end."""
    text = post_texts(subject())["whatsapp"]
    assert len(text) <= WHATSAPP_LONGEST
    english, french = text.split("\n\n")
    assert english.startswith(f"*{given.SESSION.titles['en']}*\n")
    assert french.startswith(f"*{given.SESSION.titles['fr']}*\n")
    clocks = {m.place.zone for m in PROGRAMME.invited(given.SESSION)}
    assert english.count("• ") == french.count("• ") <= len(clocks)
    assert text.count(f"{PAGE}/page/") == 2


def test_one_language_may_be_wanted_alone() -> None:
    """French alone: no English word, and one text message."""
    texts = post_texts(subject("fr"))
    assert set(texts) == {"whatsapp", "sms.fr", "web", "times"}
    assert given.SESSION.titles["en"] not in "".join(texts.values())


def test_nothing_that_is_for_invited_people_stands_in_a_text() -> None:
    """No link, number or passcode to join, and nobody's name or address."""
    texts = "\n".join(post_texts(subject()).values())
    platform = PROGRAMME.platform
    for secret in filter(None, (platform.link, platform.passcode, platform.meeting_id, platform.phone)):
        assert secret not in texts
    assert not [m.email for m in PROGRAMME.members if m.email in texts]


def test_a_text_message_is_one_and_never_two() -> None:
    """A title that makes it longer than 160 letters is refused with its length; nothing is cut off."""
    assert all(message.length <= 160 for message in text_messages(subject()).values())
    with pytest.raises(NegativeAnswer) as refused:
        text_messages(subject(title=" ".join(["Santé"] * 30)))
    assert "characters, and one holds 160" in str(refused.value.what)
    with pytest.raises(NegativeAnswer) as refused:
        text_messages(subject(title="Santé 健康"))
    assert "cannot hold 健 康" in str(refused.value.what)


def test_a_text_that_no_telephone_shows_at_once_is_refused_with_its_length() -> None:
    """Even one language alone and one place a clock: nothing is cut off."""
    long = with_words_after("**{{ session.title }}**\n", 40)
    with pytest.raises(NegativeAnswer) as refused:
        post_texts(subject("fr", templates=long))
    assert "and may have 700" in str(refused.value.what)


def test_a_session_whose_titles_differ_is_refused_before_anything_is_written() -> None:
    """Five in English and six in French: the place is her session's file, not a template."""
    wrong = replace(given.SESSION, titles={"en": "We learn from 5 cases", "fr": "Apprendre de 6 cas"})
    with pytest.raises(DiagnosticsError) as refused:
        post_texts(subject()._replace(session=wrong))
    assert {problem.spot.path for problem in refused.value.problems} == {given.SESSION.path}


def test_words_of_her_own_are_compared_as_a_letters_are() -> None:
    """Another hour in one language is refused before anything is pasted."""
    own = {"posts/post.fr.md": given.templates()["posts/post.fr.md"].replace("90", "60")}
    own["posts/post.fr.md"] = own["posts/post.fr.md"].replace("{{ session.minutes }}", "61")
    with pytest.raises(DiagnosticsError) as refused:
        post_texts(subject(templates=own))
    assert any("templates/posts/post.fr.md" in str(p.spot) for p in refused.value.problems)


def test_the_poster_is_one_page_and_the_same_bytes_twice() -> None:
    """A tagged PDF with its title, without a date of making."""
    made = poster(subject())
    assert made == poster(subject())
    assert made.startswith(b"%PDF-") and b"CreationDate" not in made
    assert b"/Count 1" in made or b"/ObjStm" in made


def test_a_poster_whose_words_fill_two_pages_is_refused() -> None:
    """However small the letters: one language, or fewer words."""
    own = with_words_after("# {{ session.title }}\n", 300)
    with pytest.raises(NegativeAnswer) as refused:
        poster(subject(templates=own))
    assert "do not fit on a poster of one page" in str(refused.value.what)


def test_a_poster_without_an_address_has_no_code() -> None:
    """Where no page is published yet, the poster is made all the same."""
    bare = subject()._replace(programme=replace(PROGRAMME, publish=PublishSettings()))
    assert len(poster(bare)) < len(poster(subject()))
