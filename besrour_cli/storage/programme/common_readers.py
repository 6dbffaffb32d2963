"""Readers of what several sections or files have: places, weekdays, languages, links, dates, starts."""

from __future__ import annotations

from datetime import date, datetime

from besrour_cli.clock.written_moments import read_moment
from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Link, Platform
from besrour_cli.storage.text import dates, scalars, week
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, report
from besrour_cli.storage.yaml.readers import Reader, bilingual, flattened, line, scalar_of

weekdays: Reader[tuple[int, ...]] = flattened(scalar_of(week.weekdays))
languages: Reader[tuple[str, ...]] = flattened(scalar_of(scalars.languages))

_PLATFORM = ("name", "link", "meeting_id", "passcode", "phone", "help", "fallback", "whatsapp")


def read_place(page: SourceFile, node: Node) -> Place | None:
    """A place by its name."""
    text = line(page, node)
    return None if text is None else named_place(page, node, text)


def named_place(page: SourceFile, node: Node, name: str) -> Place | None:
    """The place of a name that is written in a node; doubts about it are reported there as well."""
    lookup = place_of(name)
    if lookup.error:
        report(page, node, *lookup.error)
    elif lookup.doubt:
        report(page, node, *lookup.doubt, warning=True)
    return lookup.place


def read_link(page: SourceFile, node: Node, text: Reader[Text]) -> Link | None:
    """A link with its ``title`` and ``url``, such as a form that people are to fill in after a session.

    The address is one for all, or one in each language.
    """
    fields = Fields(page, node, ("title", "url"))
    titles = fields.required("title", text, {})
    urls = fields.required("url", _address_in(titles), {})
    return Link(titles, urls) if fields.complete else None


def _address_in(titles: Text) -> Reader[Text]:
    """A reader of an address for the first language of some titles, or of one for each language."""
    address = scalar_of(scalars.url)

    def read(page: SourceFile, node: Node) -> Text | None:
        if isinstance(node, MappingNode):
            return bilingual(titles, address)(page, node)
        url = address(page, node)
        return None if url is None else {next(iter(titles), "en"): url}

    return read


def read_platform(page: SourceFile, node: Node, block: Reader[Text]) -> Platform | None:
    """Where people meet: the name of the service, its link and numbers."""
    fields = Fields(page, node, _PLATFORM)
    platform = Platform(
        name=fields.required("name", line, ""),
        link=fields.optional("link", scalar_of(scalars.url), ""),
        passcode=fields.optional("passcode", line, ""),
        phone=fields.optional("phone", line, ""),
        meeting_id=fields.optional("meeting_id", line, ""),
        help=fields.optional("help", block, None),
        fallback=fields.optional("fallback", scalar_of(scalars.url), ""),
        whatsapp=fields.optional("whatsapp", line, ""),
    )
    return platform if fields.complete else None


def read_dates(fields: Fields) -> tuple[date, date] | None:
    """``from`` and ``to`` of a mapping, both included; None when one is missing or they are reversed."""
    first = fields.required("from", scalar_of(dates.day), None)
    last = fields.required("to", scalar_of(dates.day), None)
    if first is None or last is None:
        return None
    if last < first:
        fields.report(
            "to",
            "dates-reversed",
            msg("{last} comes before {first}", first=first.isoformat(), last=last.isoformat()),
            msg("write the earlier date after from: and the later one after to:"),
        )
        return None
    return first, last


def read_start(anchor: Place) -> Reader[datetime]:
    """An instant, or a local time on the clock of the place beside it; without one the anchor's is meant."""

    def read(page: SourceFile, node: Node) -> datetime | None:
        text = line(page, node)
        if text is None:
            return None
        try:
            written = read_moment(text)
            place = named_place(page, node, written.place) if written.place else None
            if written.place and place is None:
                return None
            start = written.on_clock_of(place or (anchor if written.offset is None else None))
        except UsageError as error:
            report(page, node, "start-time", error.what, error.remedy)
            return None
        if written.span:
            report(
                page,
                node,
                "start-end",
                msg("only the start of “{text}” is read", text=text),
                msg("write the start alone, and how long it lasts after duration:"),
                warning=True,
            )
        return start

    return read
