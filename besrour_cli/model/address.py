"""E-mail addresses: their two parts, the domain in ASCII, and the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

from besrour_cli.model.message import Message, msg

_LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
"""Alphabets with letters that look the same, so that one word of two of them is another than it seems."""
_LONGEST_LABEL, _LONGEST_LOCAL = 63, 64
"""Octets between the points of a domain (RFC 1035, 2.3.4), and before ``@`` (RFC 5321, 4.5.3.1.1)."""

_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*\.(?:[^\W\d_]{2,}|xn--[A-Za-z0-9-]+)"
)
_LONGEST_ADDRESS = 254
"""Octets of an e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets)."""


def is_address(text: str) -> bool:
    """Whether a text has the form of one address, at most 254 octets, in letters of any script (RFC 6531)."""
    return bool(_ADDRESS.fullmatch(text)) and len(text.encode()) <= _LONGEST_ADDRESS and ".." not in text


def address_in(text: str) -> str:
    """The first address within a text; "" when there is none."""
    inside = _ADDRESS.search(text)
    return inside[0] if inside else ""


def split(address: str) -> tuple[str, str]:
    """The local part and the domain of an address; the local part is "" when there is no ``@``."""
    local, _, domain = address.strip().rpartition("@")
    return local, domain


def ascii_domain(domain: str) -> str:
    """A domain as mail servers and headers take it (IDNA, RFC 3490).

    Raises ``UnicodeError`` when it has no such form.
    """
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def with_ascii_domain(address: str) -> str:
    """An address whose domain is in ASCII; the address itself when its domain has no such form."""
    local, domain = split(address)
    try:
        return f"{local}@{ascii_domain(domain)}"
    except UnicodeError:
        return address.strip()


def comparable(address: str) -> str:
    """The form in which two addresses of one mailbox are equal: upper and lower case do not count."""
    return address.casefold()


def mailbox_of(text: str) -> str:
    """An address in the form in which two of one mailbox are equal, out of ``Name <address>`` as well."""
    inner = text.rpartition("<")[2].partition(">")[0] if text.rstrip().endswith(">") else text
    address = inner.strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    return comparable(with_ascii_domain(comparable(address)))


def fault_in(address: str) -> Message | None:
    """Why no mail server takes an address, or why it is another than it seems; None when all is well."""
    local, domain = split(address)
    if len(local.encode()) > _LONGEST_LOCAL:
        return msg("before @ an address has at most {n} letters", n=_LONGEST_LOCAL)
    for label in domain.split("."):
        shown = _readable(label)
        mixed = _of_two_alphabets(shown)
        if mixed:
            return msg(
                "“{text}” mixes alphabets: its “{sign}” is {name}",
                text=shown,
                sign=mixed,
                name=unicodedata.name(mixed, ""),
            )
        if _is_too_long(label):
            return msg(
                "“{text}” is too long: between two points an address has at most {n} letters",
                text=shown,
                n=_LONGEST_LABEL,
            )
        if not _has_ascii_form(label):
            return msg("“{text}” cannot stand behind the @ of an address", text=shown)
    return None


def _readable(label: str) -> str:
    """A part of a domain in the letters that people see."""
    if label[:4].lower() != "xn--":
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _of_two_alphabets(label: str) -> str:
    """The first letter of the rarer alphabet in a word of two; "" when it has one."""
    letters: dict[str, list[str]] = {}
    for sign in label:
        alphabet = unicodedata.name(sign, "").partition(" ")[0]
        if alphabet in _LOOKALIKES:
            letters.setdefault(alphabet, []).append(sign)
    return min(letters.values(), key=len)[0] if len(letters) > 1 else ""


def _is_too_long(label: str) -> bool:
    try:
        return len(ascii_domain(label)) > _LONGEST_LABEL
    except UnicodeError:  # too long as “xn--” and its Punycode, or of no such form (RFC 3490 section 5)
        return len("xn--") + len(label.encode("punycode")) > _LONGEST_LABEL


def _has_ascii_form(label: str) -> bool:
    try:
        ascii_domain(label)
    except UnicodeError:
        return False
    return True
