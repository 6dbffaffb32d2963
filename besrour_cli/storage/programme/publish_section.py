"""``publish:`` in ``sessions/programme.yaml``: where calendars and page go, which series it shows."""

from __future__ import annotations

import re
from collections.abc import Collection

from besrour_cli.model.message import msg
from besrour_cli.model.programme import Publish
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.page import Page
from besrour_cli.storage.yaml.fields import Fields, line, listed, word
from besrour_cli.storage.yaml.nodes import Node

_KEYS = ("address", "caldav", "user", "series")
_HERE = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/")


def read_publish(page: Page, node: Node, series: Collection[str]) -> Publish:
    """The addresses and the series; a password is never here."""
    fields = Fields(page, node, _KEYS)
    nothing: tuple[str, ...] = ()
    shown = fields.want("series", listed(word(scalars.identifier)), nothing)
    for one in shown:
        if one not in series:
            fields.wrong(
                "series",
                "publish-series",
                msg("there is no series “{id}”", id=one),
                msg("name series of this programme: {ids}", ids=", ".join(series)),
            )
    return Publish(
        address=fields.want("address", word(scalars.url), "").rstrip("/"),
        caldav=fields.want("caldav", word(_collection), ""),
        user=fields.want("user", line, ""),
        series=tuple(dict.fromkeys(one for one in shown if one in series)),
    )


def _collection(text: str) -> str | scalars.Wrong:
    """A collection's address: encrypted, unless the server is this very machine; no password inside."""
    found = scalars.url(text)
    if isinstance(found, scalars.Wrong):
        return found
    if "@" in found.partition("://")[2].partition("/")[0]:
        return scalars.Wrong(
            "publish-password",
            msg("a password does not belong into a file that is shared"),
            msg("write the address without it, and the account after user:"),
        )
    address = found.rstrip("/") + "/"
    if address.startswith("https://") or _HERE.match(address):
        return address
    return scalars.Wrong(
        "publish-plain",
        msg("“{text}” is not encrypted, and a password would go over it", text=text),
        msg("write an address that begins with https://"),
    )
