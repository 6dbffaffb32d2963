"""A statement of attendance: both halves say the same, its code is signed, and it claims nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import typst

import support.publishing.letter_programme as given
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer
from besrour_cli.model.people.statement import AttendedSession, Credits, Statement
from besrour_cli.model.programme import Member, Programme, PublishSettings
from besrour_cli.publishing.documents.markup import Document
from besrour_cli.publishing.documents.render import to_text
from besrour_cli.publishing.letters.template_check import mistakes
from besrour_cli.publishing.statements.pdf import StatementPrinter, statement_data
from besrour_cli.publishing.statements.register import register
from besrour_cli.publishing.statements.signed_text import checked, code_in, key_of, public_half, signed_text
from besrour_cli.publishing.statements.wording import StatementWording
from besrour_cli.publishing.templates import Templates

PROGRAMME = replace(given.PROGRAMME, languages=("en", "fr"))
KINSHASA, CAIRO, KATHMANDU = given.MEMBERS[2:]
KEY = key_of(b"a key that tests may well know..")
CREDITS = Credits({"en": "College of Examples", "fr": "Collège des exemples"}, "2027-114", 18.5)


def statement(member: Member = KINSHASA, sessions: int = 3, minutes: int | None = 85) -> Statement:
    """Somebody who came to some sessions, three weeks apart, and facilitated the second."""
    start = given.PLAN.slots[given.SESSION.id].start
    return Statement(
        member,
        tuple(
            AttendedSession(
                given.SESSION, start + timedelta(days=7 * n), minutes, ("facilitator",) if n == 1 else ()
            )
            for n in range(sessions)
        ),
    )


def halves(one: Statement, programme: Programme = PROGRAMME, **templates: str) -> Sequence[Document]:
    """The halves of one statement, with the shipped templates or others."""
    sources = {
        **given.templates(),
        **{f"statements/{k.replace('_', '.')}.md": v for k, v in templates.items()},
    }
    return StatementWording(programme, [one], Templates(sources)).halves(one)


def pdf(one: Statement, address: str = "") -> bytes:
    """One statement as PDF."""
    code = signed_text(PROGRAMME.id, one, KEY)
    data = statement_data(halves(one), one.member.name, "Camille Exemple", code, address)
    return StatementPrinter(given.templates()).pdf(one.member.name, data)


def pages(data: bytes) -> int:
    """How many pages a PDF says it has."""
    return int(re.findall(rb"NPages>(\d+)<", data)[0])


def test_both_halves_say_who_what_when_and_how_long() -> None:
    """The member's own language first; her own calendar; her role; the sum; her name in each half."""
    first, second = (to_text(half) for half in halves(statement()))
    assert first.startswith("# Attestation de présence") and second.startswith("# Statement of attendance")
    for text in (first, second):
        assert "Université de Kinshasa" in text and "255" in text and text.count("85") == 3
    assert "Animation" in first and first.count("Présence") == 2
    assert "Facilitation" in second and second.count("Attendance") == 2
    assert given.SESSION.titles["fr"] in first and given.SESSION.titles["en"] in second
    assert "Kinshasa" in second


def test_the_day_is_that_of_the_persons_own_calendar() -> None:
    """Late in the evening in Kinshasa it is the next day in Kathmandu: each statement says her own."""
    start = given.PLAN.slots[given.SESSION.id].start.replace(hour=20)
    days = []
    for member in (KINSHASA, KATHMANDU):
        one = Statement(member, (AttendedSession(given.SESSION, start, 60),))
        found = checked(signed_text("x", one, KEY), [public_half(KEY)])
        assert found is not None
        days.append(found.sessions[0].day)
    assert days[1] - days[0] == timedelta(days=1)


@pytest.mark.parametrize("language", [0, 1])
def test_no_word_claims_an_accreditation_that_is_not_there(language: int) -> None:
    """Without credits: it says that it claims none; with them, body, number and hours, as written."""
    without = " ".join(to_text(halves(statement())[language]).split())
    assert ("claims no accreditation" if language else "n’affirme aucun agrément") in without
    accredited = to_text(halves(statement(), replace(PROGRAMME, credits=CREDITS))[language])
    name, hours = ("College of Examples", "18.5") if language else ("Collège des exemples", "18,5")
    assert (
        name in accredited
        and hours in accredited
        and "2027-114" in accredited
        and "claims no" not in accredited
    )


def test_minutes_that_were_not_noted_are_said_to_be_so() -> None:
    """No length is made up for a session whose minutes nobody wrote down."""
    one = statement(minutes=None)
    text = to_text(halves(one)[1])
    assert text.count("not noted") == 4 and "Minutes in all: 0" in text and "90" not in text
    found = checked(signed_text("x", one, KEY), [public_half(KEY)])
    assert found is not None and {each.minutes for each in found.sessions} == {None}


def test_halves_that_differ_are_refused() -> None:
    """A coordinator's own wording that gives another figure in one language leaves nobody with it."""
    shipped = given.templates()["statements/statement.en.md"]
    wrong = shipped.replace("Minutes in all: {{ minutes }}", "Minutes in all: {{ minutes }}9")
    assert halves(statement(), statement_en=shipped)
    with pytest.raises(DiagnosticsError):
        halves(statement(), statement_en=wrong)


def test_wording_of_one_language_for_some_people_is_refused_at_theirs() -> None:
    """A sentence more in French where somebody came once: all others are written, hers is compared again."""
    shipped = given.templates()
    more = "\n{% if sessions|length == 1 %}\nMerci encore.\n{% endif %}\n"
    name = "statements/statement.fr.md"
    sources = {**shipped, name: shipped[name] + more}
    often, once = statement(KINSHASA), statement(CAIRO, sessions=1)
    wording = StatementWording(PROGRAMME, [often, once], Templates(sources))
    assert len(wording.halves(often)) == 2
    with pytest.raises(DiagnosticsError) as refused:
        wording.halves(once)
    assert "parity-halves-differ" in {problem.code for problem in refused.value.problems}


def test_a_coordinator_changes_a_block_and_hears_of_a_misspelt_name() -> None:
    """Her own file of one block changes that block alone; a name that is none is found beforehand."""
    own = "{% block opening %}{{ organiser.name }}, {{ programme }}.{% endblock %}"
    name = "statements/statement.{}.md"
    shipped = given.templates()
    sources = dict(shipped)
    for code in ("en", "fr"):
        sources |= {name.format(code): own, f"shipped/{name.format(code)}": shipped[name.format(code)]}
    for half in StatementWording(PROGRAMME, [statement()], Templates(sources)).halves(statement()):
        assert "85" in to_text(half) and "states that" not in to_text(half)
    wrong = {**sources, name.format("en"): own.replace("organiser.name", "organizer.name")}
    assert [m.code for m in mistakes([name.format("en")], wrong, ("en", "fr"))] == ["template-name"]


def test_same_bytes_twice_tagged_and_each_half_in_its_language() -> None:
    """PDF/UA-1 with a title; the second heading is marked as another language than the document's."""
    data = pdf(statement())
    assert data == pdf(statement())
    assert b"<pdfuaid:part>1<" in data and b"/Marked true" in data and b"/DisplayDocTitle true" in data
    assert b"/Lang(fr)/StructTreeRoot" in data
    assert re.search(rb"/S/H1/P [^>]*/Lang\(en\)", data)
    assert b"/CreationDate" not in data


@pytest.mark.parametrize(
    "name",
    ["Awa N'Diaye", "Ɓúrɛ Ŋgɔ́", "فاطمة الزهراء", "Ελένη Παπαδοπούλου", "Шевченко", "x" * 40, "Ana <b>*_# Sá"],
)
def test_names_in_many_scripts_and_of_any_length(name: str) -> None:
    """A page comes of each, and its code gives the very name of the roster."""
    long = f"{name} " * 5
    for each in (name, long.strip()):
        one = statement(replace(KINSHASA, name=each))
        data = pdf(one)
        assert pages(data) == 1
        found = checked(code_in(data.decode("latin-1")), [public_half(KEY)])
        assert found is not None and found.name == each


def test_letters_that_no_font_has_are_told_and_never_left_out() -> None:
    """A sign of no script at all: refused with the person's name, where a blank box would be a false name."""
    with pytest.raises(NegativeAnswer) as trouble:
        pdf(statement(replace(KINSHASA, name="Awa \U0010fffd")))
    assert "Awa" in str(trouble.value)


def test_a_layout_that_fails_is_no_missing_font() -> None:
    """Nobody is told to install fonts where the layout itself is broken."""
    printer = StatementPrinter({"statements/statement.typ": '#panic("broken")'})
    with pytest.raises(typst.TypstError, match="broken"):
        printer.pdf("Awa", "{}")


@pytest.mark.parametrize(("sessions", "expected"), [(1, 1), (12, 1), (40, 2), (100, 4)])
def test_few_sessions_on_one_page_and_forty_on_two(sessions: int, expected: int) -> None:
    """One page while both halves fit, then a page a half; a hundred sessions go on, none is lost."""
    data = pdf(statement(sessions=sessions), "https://cafe.example.org/check/")
    assert pages(data) <= expected
    found = checked(code_in(data.decode("latin-1")), [public_half(KEY)])
    assert found is not None and len(found.sessions) == sessions


def test_a_code_holds_only_for_who_signed_it_and_what_was_signed() -> None:
    """Any sign changed, another's key, a part cut away: not ours; of several keys, one is enough."""
    code = signed_text(PROGRAMME.id, statement(CAIRO), KEY)
    other = key_of(bytes(32))
    found = checked(code, [public_half(other), public_half(KEY)])
    assert found is not None and (found.programme, found.name) == (PROGRAMME.id, CAIRO.name)
    assert found.sessions[1].roles == ("facilitator",)
    assert checked(code, [public_half(other)]) is None and checked(code, []) is None
    for at in range(len("besrour1:"), len(code), 7):
        changed = code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]
        assert checked(changed, [public_half(KEY)]) is None
    assert checked(code[:-8], [public_half(KEY)]) is None
    assert checked("besrour1:" + "A" * 93, [public_half(KEY)]) is None  # no bytes end so


def test_a_code_is_found_in_an_address_and_in_lines() -> None:
    """As a telephone reads it, as mail wraps it; and nothing is found where there is none."""
    code = signed_text(PROGRAMME.id, statement(), KEY)
    assert code_in(f"https://cafe.example.org/check/#{code}") == code
    assert code_in("\n".join(re.findall(".{1,40}", code))) == code
    assert code_in("besrour1:abc") == "" == code_in("")


def test_the_register_has_a_row_a_session_and_no_formula() -> None:
    """Names that a spreadsheet would reckon with are text; minutes not noted are empty; no address."""
    evil = statement(replace(CAIRO, name="=HYPERLINK(1)"), 1, None)
    rows = register(PROGRAMME, [statement(), evil], "fr").decode("utf-8-sig").split("\r\n")
    assert rows[0] == "nom,programme,date,séance,thème,minutes,rôle,lieu" and len(rows) == 6
    assert rows[2].startswith("Université de Kinshasa,Café Besrour,2027-") and ",85,facilitator," in rows[2]
    assert rows[4].startswith("'=HYPERLINK(1)") and ",,,Le Caire" in rows[4]
    assert "@" not in "".join(rows)


def test_with_an_address_the_code_is_a_link_to_the_page() -> None:
    """Who scans it arrives at the page that checks it; both halves name that page."""
    programme = replace(PROGRAMME, publish=PublishSettings(address="https://cafe.example.org"))
    for half in halves(statement(), programme):
        assert half.head["code"].endswith("https://cafe.example.org/check/")
    for half in halves(statement()):
        assert "http" not in half.head["code"]
