"""Addresses: their parts, the domain as servers take it, and when two are the same mailbox."""

from __future__ import annotations

import pytest

from besrour_cli.model.address import ascii_domain, comparable, fault_in, split, with_ascii_domain


def test_an_address_has_two_parts() -> None:
    """The last at sign divides; white space around is not part of it; without one all is domain."""
    assert split(" awa@example.org\n") == ("awa", "example.org")
    assert split("a@b@example.org") == ("a@b", "example.org")
    assert split("example.org") == ("", "example.org")


def test_a_domain_in_unicode_gets_its_ascii_form() -> None:
    """The local part stays as it was written; ASCII domains are not touched."""
    assert with_ascii_domain("zoé@café.example") == "zoé@xn--caf-dma.example"
    assert with_ascii_domain("Awa@Example.ORG") == "Awa@Example.ORG"


@pytest.mark.parametrize("domain", ["é" * 80 + ".example", "é..example"])
def test_a_domain_without_ascii_form_is_refused_or_left(domain: str) -> None:
    """Labels too long or empty: whoever needs the form hears of it, an address stays as typed."""
    with pytest.raises(UnicodeError):
        ascii_domain(domain)
    assert with_ascii_domain(f" awa@{domain} ") == f"awa@{domain}"


def test_upper_and_lower_case_are_one_mailbox() -> None:
    """As people type them."""
    assert comparable("Awa@Example.org") == comparable("awa@EXAMPLE.ORG") != comparable("awa@example.com")


def test_what_only_looks_like_an_ascii_form_is_taken_as_it_is() -> None:
    """A part that begins like one and cannot be read back is no mistake, and stops nothing."""
    assert fault_in("awa@xn--zzzz.example") is None


def test_two_alphabets_in_an_ascii_form_are_seen() -> None:
    """xn--pple-43d is read as аpple, whose first letter is Cyrillic."""
    fault = fault_in("awa@xn--pple-43d.example")
    assert fault is not None and "mixes alphabets" in str(fault)


@pytest.mark.parametrize("label", ["xn--é", "אבa"])
def test_a_domain_that_has_no_ascii_form_is_not_called_too_long(label: str) -> None:
    """IDNA refuses its own prefix before accents, and two directions of writing in a word."""
    fault = fault_in(f"awa@{label}.example")
    assert "cannot stand behind the @" in str(fault) or "mixes alphabets" in str(fault)
    assert "too long" not in str(fault)


def test_letters_that_become_shorter_are_not_too_many() -> None:
    """Thirty wide letters of a Japanese keyboard are thirty ASCII ones to mail servers."""
    assert fault_in("awa@" + "\uff41" * 30 + ".example") is None
