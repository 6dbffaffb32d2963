"""The letter as a mail program sees it: parts, headers, languages, and hostile names and addresses."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import datetime
from email import policy

import pytest
from hypothesis import given as vary
from hypothesis import settings
from hypothesis import strategies as st

import support.publishing.letter_programme as given
from besrour_cli.delivery.mail import raw_message
from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.programme import Contact, Link, Member
from besrour_cli.publishing.letters import mime_message
from besrour_cli.publishing.letters.letters import Letter, letters
from support.publishing.letter_reader import html_of, opened, text_of


def written(
    kind: LetterKind = LetterKind.INVITATION, members: tuple[Member, ...] = given.MEMBERS
) -> list[Letter]:
    return list(letters(given.PROGRAMME, given.SESSION, given.SLOT, kind, members, given.templates()))


def test_parts_stand_in_the_order_that_clients_need() -> None:
    """Text, HTML, calendar last inside alternative, and once only."""
    message = opened(written()[0])
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [p.get_content_type() for p in parts] == ["text/plain", "text/html", "text/calendar"]
    calendar = parts[-1]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_filename() == "invite.ics" and not calendar.is_attachment()
    assert b"METHOD:REQUEST" in calendar.get_payload(decode=True)


def test_a_cancellation_cancels_the_calendar_entry() -> None:
    """METHOD:CANCEL in the entry and on its part, and no way to join in the words."""
    letter = written(LetterKind.CANCELLATION)[0]
    assert b"method=CANCEL" in letter.data
    assert "meet.example.org" not in text_of(letter)
    assert letter.subject.startswith("Cancelled / Annulation")


def test_every_line_ends_as_mail_wants_and_no_header_line_is_broken() -> None:
    """CRLF throughout, no line over 998 octets, the unsubscribe address in one piece."""
    for letter in written():
        assert b"\n" not in letter.data.replace(b"\r\n", b"")
        assert max(map(len, letter.data.split(b"\r\n"))) <= 998
        assert f"List-Unsubscribe: <{given.PROGRAMME.contact.unsubscribe}>, <mailto:".encode() in letter.data
        assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in letter.data
        for word in re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", letter.data):
            assert len(word) <= 75


def test_one_click_is_promised_only_over_https() -> None:
    """RFC 8058 wants https; a mailto unsubscribe stands alone; without either, the organiser's address."""
    contact = given.PROGRAMME.contact
    assert mime_message.unsubscribe(replace_contact(contact, "mailto:stop@example.org")) == (
        "<mailto:stop@example.org>",
        False,
    )
    assert mime_message.unsubscribe(replace_contact(contact, "")) == (
        "<mailto:cafe@example.org?subject=unsubscribe>",
        False,
    )
    assert not mime_message.unsubscribe(replace_contact(contact, "http://example.org/u"))[1]
    assert (
        "Bcc"
        not in mime_message.unsubscribe(replace_contact(contact, "https://example.org/\r\nBcc: x@y.z"))[0]
    )


def replace_contact(contact: Contact, unsubscribe: str) -> Contact:
    return contact._replace(unsubscribe=unsubscribe)


def test_the_reader_language_stands_first_and_the_other_is_announced() -> None:
    """French first for Kinshasa, the notice in English; the reverse for Vancouver; lang on both."""
    by_id = {letter.member: letter for letter in written()}
    french, english = by_id["cd-kinshasa"], by_id["ca-ubc"]
    assert text_of(french).startswith("English follows.\n")
    assert text_of(english).startswith("Le français suit.\n")
    assert (french.language, english.language) == ("fr", "en")
    html = html_of(french)
    html = html[html.index('class="half"') :]
    assert html.index('lang="fr-CA"') < html.index('lang="en-CA"')
    assert 'href="#en"' in html_of(french) and 'id="en"' in html
    assert opened(french)["Content-Language"] == "fr-CA, en-CA"
    assert opened(english)["Content-Language"] == "en-CA, fr-CA"


def test_her_own_time_stands_before_everything_else_and_in_both_halves() -> None:
    """18:00 in Kinshasa, worded in each language, before the greeting."""
    text = text_of(next(letter for letter in written() if letter.member == "cd-kinshasa"))
    assert text.index("de 18\u00a0h à 19\u00a0h\u00a030") < text.index("Bonjour")
    assert "6:00\u00a0p.m. to 7:30\u00a0p.m." in text


def test_a_day_that_differs_from_hers_is_marked() -> None:
    """At 19:00 UTC it is already tomorrow in Kathmandu for a reader in Kinshasa."""
    late = given.slot("2027-01-cafe", 2027, 1, 20, 19, 0)
    letter = next(
        iter(
            letters(
                given.PROGRAMME,
                given.SESSION,
                late,
                LetterKind.INVITATION,
                given.MEMBERS[2:3],
                given.templates(),
            )
        )
    )
    assert "0\u00a0h\u00a045, 21\u00a0janv. (le lendemain)" in text_of(letter)
    assert "12:45\u00a0a.m., Jan.\u00a021 (next day)" in text_of(letter)


def test_html_fetches_nothing_and_keeps_the_dark_rules() -> None:
    """No remote content, panel and button styled on the elements, the sheet with its dark rules kept once."""
    html = html_of(written()[0])
    assert not re.search(r"<(?:img|script|link|iframe)\b|url\(|@import", html)
    assert "prefers-color-scheme:dark" in html.replace(" ", "")
    assert re.search(r'<div class="panel" style="', html) and re.search(
        r'class="action"><a [^>]*style="', html
    )
    assert html.count("<style") == 1
    sheet = html[html.index("<style>") : html.index("</style>")]
    assert not re.search("[\"']", sheet), "a line broken inside a string would end the sheet there"


def test_on_a_phone_an_hour_and_its_offset_stand_apart() -> None:
    """No mark that Gmail drops is between them, and no line hangs below the last place."""
    sheet = html_of(written()[0]).replace("\n", " ")
    phone = sheet[sheet.index("@media (max-width:480px)") : sheet.index("@media (prefers-color-scheme")]
    assert "::before" not in phone
    assert re.search(r"\.places td\{display:inline-block;padding:0 12px 0 0", phone)
    assert ".places tr:last-child{border-bottom:0}" in phone


def test_the_date_is_the_announcement_and_later_letters_that_of_the_revision() -> None:
    """The clock of the machine is never read."""
    revised = given.slot("2027-01-cafe", 2027, 1, 20, 17, 0, revised=given.utc(2027, 1, 2, 9, 0), sequence=1)
    dates, ids = [], set()
    for kind in (LetterKind.INVITATION, LetterKind.UPDATE):
        letter = next(
            iter(letters(given.PROGRAMME, given.SESSION, revised, kind, given.MEMBERS, given.templates()))
        )
        message = opened(letter)
        dates.append(message["Date"].datetime)
        ids.add(message["Message-ID"])
    assert dates == [
        datetime.fromisoformat("2026-12-20T15:00+00:00"),
        datetime.fromisoformat("2027-01-02T09:00+00:00"),
    ]
    assert len(ids) == 2


def test_message_ids_tell_people_sequences_and_kinds_apart() -> None:
    """Same parts, same identifier; one part differs, another identifier."""
    ids = [
        str(opened(letter)["Message-ID"])
        for kind in (LetterKind.INVITATION, LetterKind.REMINDER)
        for letter in written(kind)
    ]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"<[0-9a-f]{32}@example\.org>", i) for i in ids)


def test_a_letter_carries_what_the_sender_reads_in_its_bytes() -> None:
    """Its Message-ID and its digest are those that delivery finds in the file before it sends it."""
    for letter in written():
        assert letter.message_id == raw_message.message_id(letter.data)
        assert letter.digest == raw_message.letter_digest(letter.data)


@pytest.mark.parametrize(
    "name",
    [
        "Eve\r\nBcc: victim@example.org",
        "Eve\nSubject: hi",
        'A "quoted", name',
        "Zoé, l'école; <x@y>",
        "名前 名前" * 12,
        "\u202eevil\u202c",
        "a" * 200,
        "<script>alert(1)</script>",
        "**bold** [x](https://evil.example) `y` | z",
        "",
        "=?utf-8?q?x?=",
        "back\\slash",
    ],
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    """Neither a header nor markup nor HTML comes of a name."""
    base = given.member("x", name, given.KINSHASA, ("fr",))
    letter = written(members=(base,))[0]
    message = opened(letter)
    assert [a.addr_spec for a in message["To"].addresses] == ["x@example.org"]
    assert message["Bcc"] is None and len(message.get_all("Subject") or []) == 1
    assert "<script" not in html_of(letter) and 'evil.example"' not in html_of(letter)
    assert len([k for k in message if k.lower() == "to"]) == 1


@settings(max_examples=60, deadline=None)
@vary(st.text(max_size=120))
def test_any_name_survives_the_header(name: str) -> None:
    """What is shown after parsing is the name, control characters and runs of spaces aside."""
    if any(0xD800 <= ord(c) < 0xE000 for c in name):
        name = ""
    address = mime_message.address(name, "a@example.org", SourceLocation("sessions/members.csv"))
    line = (
        f"To: {mime_message._mailbox(address)}\r\n\r\n".replace("\r\n", "\n").replace("\n", "\r\n").encode()
    )
    message = email.message_from_bytes(line, policy=policy.default)
    assert [a.addr_spec for a in message["To"].addresses] == ["a@example.org"]
    assert list(message.keys()) == ["To"]


@pytest.mark.parametrize(
    "wrong", ["nobody", "a@b c", "a b@example.org", "a@ex\nample.org", "<a@example.org>", "@", "a@"]
)
def test_an_address_that_is_none_is_named_before_anything_is_written(wrong: str) -> None:
    """One sentence, the roster's file, no letter to anybody."""
    base = given.MEMBERS[0]
    bad = replace(base, email=wrong)
    with pytest.raises(DiagnosticsError) as caught:
        written(members=(given.MEMBERS[1], bad))
    assert caught.value.problems[0].spot.path == "sessions/members.csv"


def test_an_address_in_unicode_gets_its_ascii_domain() -> None:
    """IDNA for the domain, as servers without SMTPUTF8 need it."""
    assert (
        mime_message.address("É", "info@café.example", SourceLocation("x")).email
        == "info@xn--caf-dma.example"
    )


def test_two_people_on_one_address_get_two_letters() -> None:
    """Their letters differ in identifier and file name."""
    base = given.member("a", "A", given.CAIRO, ("fr",))
    two = given.member("b", "B", given.CAIRO, ("fr",))
    two = replace(two, email="a@example.org")
    one, other = written(members=(base, two))
    assert one.name != other.name and opened(one)["Message-ID"] != opened(other)["Message-ID"]


def test_a_line_too_long_for_mail_makes_one_part_quoted_printable() -> None:
    """An address of a thousand characters: that part alone is encoded, and reads as it was written."""
    url = "https://example.org/" + "a" * 1000
    session = replace(given.SESSION, links=(Link({"en": "Long", "fr": "Longue"}, {"en": url}),))
    [letter] = letters(
        given.PROGRAMME, session, given.SLOT, LetterKind.INVITATION, given.MEMBERS[:1], given.templates()
    )
    parts = list(opened(letter).iter_parts())
    assert [p["Content-Transfer-Encoding"] for p in parts] == ["quoted-printable", "quoted-printable", "8bit"]
    assert url in text_of(letter) and url in html_of(letter)
    assert max(map(len, letter.data.split(b"\r\n"))) <= 998


def test_the_sender_has_her_name_in_the_readers_language() -> None:
    """The Besrour Centre writes to Vancouver, le Centre Besrour to Kinshasa; so says the entry."""
    by_id = {letter.member: letter for letter in written()}
    for member, name in (("ca-ubc", "The Besrour Centre"), ("cd-kinshasa", "Le Centre Besrour")):
        message = opened(by_id[member])
        assert [str(a) for a in message["From"].addresses] == [f"{name} <cafe@example.org>"]
        calendar = list(message.iter_parts())[-1].get_payload(decode=True)
        assert isinstance(calendar, bytes)
        assert f'ORGANIZER;CN="{name}"'.encode() in calendar.replace(b"\r\n ", b"")
