"""``publish:`` in ``sessions/programme.yaml``: where calendars and page go, which series it shows."""

from __future__ import annotations

import re
from collections.abc import Collection

from besrour_cli.model.message import msg
from besrour_cli.model.programme import PublishSettings
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node
from besrour_cli.storage.yaml.readers import line, list_of, scalar_of

_KEYS = ("address", "caldav", "user", "series")
_HERE = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/")


def read_publish(page: SourceFile, node: Node, series: Collection[str]) -> PublishSettings:
    """The addresses and the series; a password is never among them."""
    fields = Fields(page, node, _KEYS)
    nothing: tuple[str, ...] = ()
    shown = fields.optional("series", list_of(scalar_of(scalars.identifier)), nothing)
    for one in shown:
        if one not in series:
            fields.report(
                "series",
                "publish-series",
                msg("there is no series “{id}”", id=one),
                msg("name series of this programme: {ids}", ids=", ".join(series)),
            )
    return PublishSettings(
        address=fields.optional("address", scalar_of(scalars.url), "").rstrip("/"),
        caldav=fields.optional("caldav", scalar_of(_collection), ""),
        user=fields.optional("user", line, ""),
        series=tuple(dict.fromkeys(one for one in shown if one in series)),
    )


def _collection(text: str) -> str | scalars.ParseError:
    """A collection's address: encrypted, unless the server is this very machine; no password inside."""
    url = scalars.url(text)
    if isinstance(url, scalars.ParseError):
        return url
    if "@" in url.partition("://")[2].partition("/")[0]:
        return scalars.ParseError(
            "publish-password",
            msg("a password does not belong into a file that is shared"),
            msg("write the address without it, and the account after user:"),
        )
    address = url.rstrip("/") + "/"
    if address.startswith("https://") or _HERE.match(address):
        return address
    return scalars.ParseError(
        "publish-plain",
        msg("“{text}” is not encrypted, and a password would go over it", text=text),
        msg("write an address that begins with https://"),
    )
