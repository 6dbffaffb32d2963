"""``mail:`` of programme.yaml, and addresses in letters of any script."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from besrour_cli.model.programme import SmtpSettings
from besrour_cli.storage import resources
from besrour_cli.storage.programme.load import LoadedProgramme, load
from besrour_cli.storage.text import scalars


def _with(folder: Path, mail: str) -> LoadedProgramme:
    for path, data in resources.example(resources.examples()[0]).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    with (folder / "sessions/programme.yaml").open("a", encoding="utf-8") as file:
        file.write(mail)
    return load(str(folder))


def test_a_programme_without_mail_writes_letters_and_sends_none(tmp_path: Path) -> None:
    """The section is optional."""
    loaded = _with(tmp_path, "")
    assert loaded.programme is not None
    assert loaded.programme.mail is None


def test_the_shortest_section_names_a_host(tmp_path: Path) -> None:
    """Everything else has a default: STARTTLS on 587, the reader's day, one letter a second."""
    loaded = _with(tmp_path, "mail:\n  host: SMTP.example.org\n")
    assert loaded.programme is not None
    assert loaded.programme.mail == SmtpSettings("smtp.example.org", 587, "starttls", "", "", (420, 1260), 60)


def test_every_field_can_be_written(tmp_path: Path) -> None:
    """Port 465 comes with smtps unless another is written."""
    text = "mail: {host: smtp.example.org, security: SMTPS, user: me@example.org, from: back@example.org,"
    loaded = _with(tmp_path, f"{text} hours: 8 h-20 h, rate: 10}}\n")
    assert loaded.programme is not None
    assert loaded.programme.mail == SmtpSettings(
        "smtp.example.org", 465, "smtps", "me@example.org", "back@example.org", (480, 1200), 10
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("host: https://smtp.example.org", "mail-host"),
        ("host: a host", "mail-host"),
        ("port: 0", "mail-port"),
        ("port: 65536", "mail-port"),
        ("port: many", "value-number"),
        ("security: none", "mail-security"),
        ("security: tls", "mail-security"),
        ("from: me", "value-email"),
        ("hours: day", "value-hours"),
        ("rate: fast", "value-number"),
        ("password: hunter2", "mail-password"),
        ("speed: 3", "key-unknown"),
    ],
)
def test_a_mistake_is_told_where_it_is(line: str, code: str, tmp_path: Path) -> None:
    """Each with its place and a remedy; a password is told to go, whatever it is."""
    host = "" if line.startswith("host") else "  host: smtp.example.org\n"
    loaded = _with(tmp_path, f"mail:\n{host}  {line}\n")
    assert loaded.programme is None
    [problem] = [p for p in loaded.problems if not p.warning]
    assert problem.code == code
    assert problem.spot.line > 1
    assert problem.remedy is not None
    assert "hunter2" not in str(problem.what)


@pytest.mark.parametrize(
    "address",
    ["zoé@example.org", "info@café.example", "用户@例子.公司", "awa@xn--caf-dma.example", "o'neil+x@a-b.org"],
)
def test_addresses_in_any_script_are_addresses(address: str) -> None:
    """Composed and decomposed accents are one address."""
    assert scalars.email(unicodedata.normalize("NFD", address)) == address


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a b@c.org",
        "a@b..org",
        "a@b.c",
        "a@b.org\r\nBcc: x@y.org",
        "@b.org",
        "a@@b.org",
        "é" * 130 + "@b.org",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """Line ends, blanks, doubled signs, and more octets than the protocol carries."""
    assert isinstance(scalars.email(address), scalars.ParseError)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("awa@ex\u0430mple.org", "CYRILLIC SMALL LETTER A"),
        ("awa@xn--exmple-4nf.org", "CYRILLIC SMALL LETTER A"),
        ("awa@mail.\u03bfrange.sn", "GREEK SMALL LETTER OMICRON"),
        (f"awa@{'a' * 64}.org", "at most 63"),
        (f"awa@{'é' * 60}.org", "at most 63"),
        (f"{'a' * 65}@example.org", "at most 64"),
    ],
)
def test_a_domain_that_is_another_than_it_seems_is_told(address: str, told: str) -> None:
    """A word of two alphabets, in codes too, and a part that no server of names takes."""
    mistake = scalars.email(address)
    assert isinstance(mistake, scalars.ParseError)
    assert told in str(mistake.what)
    assert mistake.remedy is not None


@pytest.mark.parametrize(
    "address",
    ["info@почта.рф", "info@почта.example.org", f"a@{'a' * 63}.org", "info@東京mail.jp", "a@ελλάδα.gr"],
)
def test_one_alphabet_a_word_is_honest(address: str) -> None:
    """A Cyrillic name below a Latin one, ideographs among letters, the longest part there may be."""
    assert scalars.email(address) == address
