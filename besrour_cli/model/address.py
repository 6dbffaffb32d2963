"""E-mail addresses: their two parts, the domain in ASCII, and the form in which they are compared."""

from __future__ import annotations


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
