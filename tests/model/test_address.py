"""Addresses: their parts, the domain as servers take it, and when two are the same mailbox."""

from __future__ import annotations

import pytest

from besrour_cli.model.address import ascii_domain, comparable, split, with_ascii_domain


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
