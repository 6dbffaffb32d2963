"""What a calendar server lists (RFC 4918 section 14.16): names and ETags, read without building a tree.

An answer of 19 MB that is one element inside another would take a tree of gigabytes. A document type is
refused, for what an entity can grow into.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg

_DEPTH, _ELEMENTS = 32, 500_000
"""Elements inside one another, and elements in all: those of 70,000 resources."""
_AT_ONCE = 1_000_000
"""Bytes that the parser is given at once."""
_ETAG = re.compile(r"[\x20-\x7e\x80-\xff]{1,1000}")
"""What may stand in a header (RFC 9110 section 8.8.3); some servers leave the quotes out."""


def is_etag(text: str) -> bool:
    """Whether a text can be sent back as the ETag of a resource."""
    return _ETAG.fullmatch(text) is not None


def parse_etags(body: bytes, path: str) -> dict[str, str]:
    """Names and ETags of the members of the collection at ``path``.

    Raises :class:`NetworkError` when the answer is not what a calendar server lists.
    """
    listing = _Listing(unquote(path))
    # an expat that is fed unknown encodings or numbers raises more than one kind of error
    try:
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise ValueError("a document type")
        parser = ElementTree.XMLParser(target=listing)
        for at in range(0, len(body), _AT_ONCE):
            parser.feed(body[at : at + _AT_ONCE])
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise NetworkError(msg("the calendar server’s answer cannot be read")) from error
    return listing.etags


class _Listing:
    """Takes elements as they come; raises :class:`ValueError` for what no calendar server lists."""

    def __init__(self, base: str) -> None:
        self.etags: dict[str, str] = {}
        self._base = base
        self._depth = self._count = self._response = 0
        self._href = self._etag = ""
        self._text: list[str] | None = None

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type in any encoding."""
        raise ValueError("a document type")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._depth, self._count = self._depth + 1, self._count + 1
        if self._depth > _DEPTH or self._count > _ELEMENTS:
            raise ValueError("more than a calendar server lists")
        if tag == "{DAV:}response":
            self._response, self._href, self._etag = self._depth, "", ""
        elif tag in ("{DAV:}href", "{DAV:}getetag"):
            self._text = []

    def data(self, text: str) -> None:
        """Take text, where it is a name's or an ETag's."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        words, is_child = "".join(self._text or ()).strip(), self._depth == self._response + 1
        if tag == "{DAV:}href" and is_child and not self._href:
            self._href = words
        elif tag == "{DAV:}getetag" and not self._etag:
            self._etag = words
        elif tag == "{DAV:}response":
            self._note()
        if tag in ("{DAV:}href", "{DAV:}getetag"):
            self._text = None
        self._depth -= 1

    def close(self) -> None:
        """End the list."""

    def _note(self) -> None:
        place = unquote(urlsplit(self._href).path)  # ValueError for an address that is none
        name = place.removeprefix(self._base) if place.startswith(self._base) else ""
        if name and "/" not in name and self._etag:
            if not is_etag(self._etag):
                raise ValueError("an ETag that no header can hold")
            self.etags[name] = self._etag
