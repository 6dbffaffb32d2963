"""What servers write of a sender, as Gmail, Microsoft and others do it; only the newest word counts."""

from __future__ import annotations

from besrour_cli.feedback.authentication import read_authentication

GMAIL = """Authentication-Results: mx.google.com;
       dkim=pass header.i=@example.org header.s=mail header.b="a;b";
       spf=pass (google.com: domain of bounce@example.org designates 192.0.2.1 as permitted sender)
        smtp.mailfrom=bounce@example.org;
       dmarc=pass (p=NONE sp=NONE (really; none) dis=NONE) header.from=example.org"""
MICROSOFT = """Authentication-Results: spf=fail (sender IP is 192.0.2.1)
 smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=fail
 action=quarantine header.from=example.org;compauth=fail reason=000"""


def message(*headers: str) -> bytes:
    """A letter with these headers on top."""
    return "\n".join([*headers, "From: Café <cafe@Example.org>", "Subject: Café", "", "Hello"]).encode()


def results(data: bytes) -> dict[str, str]:
    """What each check found."""
    return {str(each.check): each.result for each in read_authentication(data).checks}


def test_gmail_says_that_all_three_pass() -> None:
    """Comments, even nested and with semicolons, and folded lines do not count."""
    found = read_authentication(message(GMAIL))
    assert found.passes and found.server == "mx.google.com" and found.domain == "example.org"
    assert [each.domain for each in found.checks] == ["example.org"] * 3


def test_microsoft_leaves_its_name_out() -> None:
    """The header then begins with a result."""
    found = read_authentication(message(MICROSOFT))
    assert found.server == "" and not found.passes
    assert results(message(MICROSOFT)) == {"spf": "fail", "dkim": "none", "dmarc": "fail"}


def test_a_forged_older_header_is_not_believed() -> None:
    """Whoever sent the letter may have written the lower one; the receiving server writes on top."""
    assert results(message(MICROSOFT, GMAIL))["dmarc"] == "fail"


def test_of_several_signatures_the_one_that_passes_counts() -> None:
    """A mailing service signs beside the domain itself."""
    header = (
        "Authentication-Results: mx.example.net 1; dkim=fail header.d=a.org; dkim=pass header.d=example.org"
    )
    turned = (
        "Authentication-Results: mx.example.net 1; dkim=pass header.d=example.org; dkim=fail header.d=a.org"
    )
    for each in (header, turned):
        dkim = read_authentication(message(each)).checks[1]
        assert (dkim.result, dkim.domain) == ("pass", "example.org")
    checks = read_authentication(message(header)).checks
    assert checks[0].result == "" and not checks[0].passes


def test_a_letter_without_such_a_header_says_nothing() -> None:
    """Nothing is claimed of it; nor of bytes that are no letter."""
    assert not read_authentication(message()).present
    assert not read_authentication(b"\x00\xff" * 500).passes
    assert not read_authentication(message("Authentication-Results: x; " + "(" * 5000)).passes
