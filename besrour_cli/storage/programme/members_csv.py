"""``sessions/members.csv``: the roster, with headers in English or French and hours in either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from besrour_cli.model.language import LANGUAGES, Text, fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from besrour_cli.places.resolve import REGIONS
from besrour_cli.storage.programme.observances import with_observances
from besrour_cli.storage.text import scalars, week
from besrour_cli.storage.text.dates import NOT_PAUSED, pause_of
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.text.tables.csv_reader import CsvReader, open_reader

COLUMNS = {
    "id": "id, identifiant, identifier, code",
    "name": "name, nom, full name, nom complet, prenom et nom, nom et prenom",
    "email": "email, e-mail, mail, email address, e-mail address, "
    "courriel, adresse courriel, adresse electronique",
    "place": "place, lieu, city, ville, location, time zone, fuseau horaire",
    "country": "country, pays",
    "languages": "languages, langues, language, langue",
    "groups": "groups, groupes, group, groupe",
    "region": "region, regions",
    "role": "role, roles, fonction",
    "career_stage": "career stage, etape, stage, etape carriere, etape de carriere",
    "profile": "profile, profil",
    "hours": "hours, heures",
    "never": "never, jamais",
    "paused": "paused, pause, en pause",
    "observes": "observes, observances",
}
"""The columns, each with the headers it may have; another column is a line here and a line in ``_member``."""
_REQUIRED = ("name", "email", "place", "groups")


class Roster(NamedTuple):
    """The members, and what the other files are checked against.

    ``ids`` maps every id, those of rows with mistakes too, to whether that person is paused; ``groups``
    are those in use; ``complete`` is False when rows or the whole table could not be read; ``regions``
    maps a region to its names.
    """

    members: tuple[Member, ...]
    ids: Mapping[str, bool]
    groups: frozenset[str]
    complete: bool
    regions: Mapping[str, Text]


NOBODY = Roster(members=(), ids={}, groups=frozenset(), complete=False, regions={})
"""The roster when the table cannot be read at all."""


def read_members(
    page: SourceFile, languages: tuple[str, ...] = LANGUAGES, ignored: tuple[str, ...] = ()
) -> Roster:
    """The roster as far as it can be read; mistakes are reported on the page.

    ``languages`` are the programme's, and those of a member who names none; ``ignored`` are headers of
    columns that are passed over without a warning.
    """
    if not page.text.strip():
        page.report_empty(msg("write one row a person below a row of headers"))
        return NOBODY
    reader = open_reader(page, COLUMNS, _REQUIRED, ignored)
    if reader is None:
        return NOBODY
    members: dict[str, Member] = {}
    lines: dict[str, int] = {}  # of each member's row
    unread: dict[str, bool] = {}  # ids that cannot be ids: other files may name these people all the same
    addresses: dict[str, str] = {}
    groups: set[str] = set()
    regions: dict[str, Text] = {}
    for row in reader.rows():
        member = _member(reader, languages)
        if not member.id:
            unread.setdefault(reader.cell("id"), member.paused)
        elif member.id in members:
            _report_doubled(reader, member, lines[member.id])
        else:
            members[member.id] = member
            lines[member.id] = row.line
        _report_shared_address(reader, member, addresses)
        _name_region(reader, member, regions)
        groups.update(member.groups)
    if not members and not page.problems:
        page.report(
            "roster-empty",
            1,
            1,
            msg("the table has headers but no person"),
            msg("write one row a person below"),
        )
    paused = {member.id: member.paused for member in members.values()}
    return Roster(
        members=_unify_regions(tuple(members.values()), regions),
        ids=paused | {name: unread[name] for name in unread if name not in paused},
        groups=frozenset(groups),
        complete=not reader.table.broken,
        regions=regions,
    )


def _member(reader: CsvReader, languages: tuple[str, ...]) -> Member:
    """The member of a row; a cell with a mistake, which is reported, gives a stand-in."""
    name = reader.cell("name")
    if not name:
        reader.report(
            "name", "member-no-name", msg("this person has no name"), msg("write the name, as letters greet")
        )
    email = _email(reader, name)
    place = _place(reader, name)
    pause = reader.read("paused", pause_of, NOT_PAUSED)
    return Member(
        id=member_id(reader, name),
        name=name,
        email=email,
        place=place,
        languages=reader.read("languages", scalars.languages, languages),
        groups=_groups(reader, name),
        region=reader.cell("region").partition(" / ")[0].strip() or place.region,
        role=_role(reader.cell("role"), languages),
        career_stage=reader.cell("career_stage"),
        profile=reader.read("profile", scalars.profile, ""),
        hours=reader.read("hours", week.week_spans, ()),
        never=reader.read("never", week.week_spans, ()),
        paused=pause.always,
        paused_until=pause.until,
        observes=reader.read("observes", with_observances, ()),
    )


def member_id(reader: CsvReader, name: str) -> str:
    """The id that the row has or that is made of the name; "" with a mistake reported."""
    if reader.cell("id"):
        return reader.read("id", scalars.identifier, "")
    member_id = scalars.slug(name)
    if name and not member_id:
        reader.report(
            "name",
            "member-no-id",
            msg("no id can be made of the name “{name}”", name=name),
            msg("write an id, such as za-safp, in the column id"),
        )
    return member_id


def _email(reader: CsvReader, name: str) -> str:
    """The member's e-mail address; "" with a mistake reported."""
    if not reader.cell("email"):
        reader.report(
            "email",
            "member-no-email",
            msg("{name} has no e-mail address", name=name or "?"),
            msg("write it, or remove the row"),
        )
    address = reader.read("email", scalars.email, "")
    if not address.partition("@")[0].isascii():
        # valid (RFC 6531), but few mail servers take it, and it is a slip more often than not
        reader.report(
            "email",
            "email-accent",
            msg("{text} has an accent before the @: most mail servers refuse to send to it", text=address),
            msg("ask {name} how the address is really written", name=name or "?"),
            warning=True,
        )
    return address


def _place(reader: CsvReader, name: str) -> Place:
    """Where a member lives; a place at UTC for one that is missing or has a mistake."""
    written, country = reader.cell("place"), reader.cell("country")
    nowhere = Place(written, dict.fromkeys(LANGUAGES, written), "", "UTC")
    if not written and not country:
        reader.report(
            "place",
            "member-no-place",
            msg("{name} has no place", name=name or "?"),
            msg("write the city where the person lives, such as Accra, Ghana"),
        )
        return nowhere
    lookup = place_of(written, country)
    if lookup.error:
        by_country = bool(country) and place_of(written).place is not None
        reader.report("country" if by_country else "place", *lookup.error)
    elif lookup.doubt:
        reader.report("place", *lookup.doubt, warning=True)
    return lookup.place or nowhere


def _groups(reader: CsvReader, name: str) -> tuple[str, ...]:
    """The ids of a member's groups, each once; a warning is reported when there is none."""
    groups = []
    for word in re.split(r"[\s;,/|]+", reader.cell("groups")):
        if word:
            group = scalars.identifier(fold_case(word).replace(" ", "-"))
            if isinstance(group, ParseError):
                reader.report("groups", *group)
            else:
                groups.append(group)
    if not reader.cell("groups"):
        reader.report(
            "groups",
            "member-no-group",
            msg("{name} is in no group", name=name or "?"),
            msg("write a group, or leave the person out"),
            warning=True,
        )
    return tuple(dict.fromkeys(groups))


def _role(text: str, languages: tuple[str, ...]) -> Text | None:
    """A role in every language: ``teacher / enseignante`` has a part for each, one word is for all."""
    if not text:
        return None
    halves = [half.strip() for half in text.split(" / ")]
    if len(halves) == len(LANGUAGES) and all(halves):
        return dict(zip(LANGUAGES, halves, strict=True))
    return dict.fromkeys(languages, text)


def _name_region(reader: CsvReader, member: Member, regions: dict[str, Text]) -> None:
    """Add the names of a member's region, such as ``West Africa / Afrique de l’Ouest``, to ``regions``.

    A row that names the region otherwise than a row before it is warned of.
    """
    first, _, second = (half.strip() for half in reader.cell("region").partition(" / "))
    if not second:
        if member.region in REGIONS:
            regions.setdefault(member.region, REGIONS[member.region])
        return
    names = {**dict.fromkeys(LANGUAGES, second), LANGUAGES[0]: first}
    before = regions.setdefault(member.region, names)
    if before != names and before != REGIONS.get(member.region):
        reader.report(
            "region",
            "region-names",
            msg(
                "the region {region} is called {first} on one row and {second} on another",
                region=member.region,
                first=before[LANGUAGES[1]],
                second=second,
            ),
            msg("write its names in the same way on every row"),
            warning=True,
        )
    elif before != names:
        regions[member.region] = names


def _unify_regions(members: tuple[Member, ...], regions: Mapping[str, Text]) -> tuple[Member, ...]:
    """Replace a region that is another region's name in some language, so that each region has one id."""
    same = {name: region for region, names in regions.items() for name in names.values() if name != region}
    return tuple(replace(m, region=same[m.region]) if m.region in same else m for m in members)


def _report_doubled(reader: CsvReader, member: Member, first_line: int) -> None:
    reader.report(
        "id" if reader.cell("id") else "name",
        "member-doubled",
        msg("the id “{id}” is already that of the person on line {line}", id=member.id, line=first_line),
        msg("give each person an id of her own in the column id"),
    )


def _report_shared_address(reader: CsvReader, member: Member, addresses: dict[str, str]) -> None:
    """Warn of an address that two people share: each of them will get a letter there.

    ``addresses`` maps each address in small letters to the name of the first person who has it.
    """
    if not member.email:
        return
    first = addresses.get(member.email.casefold())
    addresses.setdefault(member.email.casefold(), member.name)
    if first is not None:
        reader.report(
            "email",
            "address-shared",
            msg(
                "{first} and {second} have one address: {email}",
                first=first,
                second=member.name,
                email=member.email,
            ),
            msg("correct one of them, or leave both if they share a mailbox"),
            warning=True,
        )
