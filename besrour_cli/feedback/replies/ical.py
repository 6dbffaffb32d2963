"""An iCalendar text as its method, its events and its zone definitions, within bounds (RFC 5545 section 3.1).

icalendar reads the lines; whole components are not built with it, because it keeps every zone definition
it meets for the rest of the process, so that one message could change how the next is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LINES, COMPONENTS, DEPTH = 6000, 300, 20


class Property(NamedTuple):
    """One line: its parameters (names in capitals, several values joined by commas), its value as written."""

    params: Mapping[str, str]
    value: str


@dataclass
class Component:
    """A component: its name and, in order, its properties by name and the components inside."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    inside: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """The first value of a name, without white space around it; "" when there is none."""
        found = self.first(name)
        return found.value.strip() if found else ""


def component(text: str) -> Component | None:
    """The first VCALENDAR of a text; None when there is none, or more in it than any client writes.

    A line that cannot be read is left out, as calendar programs do; what must be there is missed later.
    """
    from icalendar.parser import Contentline, Contentlines

    if text.count("\n") > LINES * 4:
        return None
    unfolded = Contentlines.from_ical(text.lstrip("\ufeff \r\n\t"))  # type: ignore[no-untyped-call]
    lines: list[Contentline] = [line for line in unfolded if line]
    if len(lines) > LINES:
        return None
    top: Component | None = None
    open_: list[Component] = []
    count = 0
    for line in lines:
        begins, _, rest = line.partition(":")
        word = begins.strip().upper()
        if word == "BEGIN":
            count += 1
            if count > COMPONENTS or len(open_) >= DEPTH:
                return None
            made = Component(rest.strip().upper())
            if open_:
                open_[-1].inside.append(made)
            elif top is None and made.name == "VCALENDAR":
                top = made
            open_.append(made)
        elif word == "END":
            if not open_ or open_[-1].name != rest.strip().upper():
                return None
            open_.pop()
            if top is not None and not open_:
                return top
        elif open_:
            try:
                name, params, value = line.raw_parts()
            except ValueError:
                continue
            open_[-1].properties.setdefault(str(name).upper(), []).append(
                Property({str(k).upper(): _joined(v) for k, v in params.items()}, str(value))
            )
    return None


def unescaped(value: str) -> str:
    """A TEXT value as people read it (RFC 5545 section 3.3.11), on one line."""
    from icalendar.parser import unescape_backslash

    plain = str(unescape_backslash(value)).replace("\n", " ").replace("\r", " ")
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
