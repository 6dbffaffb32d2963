"""``sessions/members.csv``: the roster, with headers in English or French and hours in either."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from besrour_cli.model.language import LANGUAGES, Text, fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member, WeekSpan
from besrour_cli.places.resolve import REGIONS
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.csv_table import CsvReader, CsvTable, headings
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.text.scalars import ParseError

COLUMNS = {
    "id": "id identifiant identifier code",
    "name": "name nom",
    "email": "email courriel mail",
    "place": "place lieu city ville",
    "country": "country pays",
    "languages": "languages langues language langue",
    "groups": "groups groupes group groupe",
    "region": "region",
    "role": "role fonction",
    "career_stage": "career_stage etape stage etape_carriere",
    "profile": "profile profil",
    "hours": "hours heures",
    "never": "never jamais",
    "paused": "paused pause",
    "observes": "observes observances",
}
_WORDS = {
    "full name": "name",
    "nom complet": "name",
    "prenom et nom": "name",
    "nom et prenom": "name",
    "e mail": "email",
    "email address": "email",
    "e mail address": "email",
    "adresse courriel": "email",
    "adresse electronique": "email",
    "career stage": "career_stage",
    "etape de carriere": "career_stage",
    "en pause": "paused",
    "roles": "role",
    "regions": "region",
    "location": "place",
    "time zone": "place",
    "fuseau horaire": "place",
}
_HEADERS = {
    fold_case(word.replace("_", " ")): column for column, names in COLUMNS.items() for word in names.split()
}
_HEADERS.update(_WORDS)
_NEEDED = ("name", "email", "place", "groups")
_OWN = ("id", "name", "email")
_ALIKE = 20_000
"""Different rows remembered: beyond, nobody is like anybody, and to remember would only take memory."""


class Roster(NamedTuple):
    """The members; every id and whether she is paused; groups in use; ``whole``: no row was left unread;
    ``regions``: those with a name in each language.
    """

    members: tuple[Member, ...]
    ids: dict[str, bool]
    groups: frozenset[str]
    whole: bool
    regions: Mapping[str, Text] = {}


def read_members(page: SourceFile, languages: tuple[str, ...] = LANGUAGES) -> Roster:
    """The roster as far as it can be read; mistakes are on the page."""
    if page.blank:
        if not page.problems:
            page.problem(
                "file-empty",
                0,
                0,
                msg("the file is empty"),
                msg("write one row a person below a row of headers"),
            )
        return Roster((), {}, frozenset(), False)
    table = CsvTable(page)
    rows = table.rows()
    header = next(rows, None)
    columns = headings(page, table, header, _HEADERS, COLUMNS, _NEEDED) if header else None
    if columns is None:
        return Roster((), {}, frozenset(), False)
    reader = CsvReader(page, table, columns)
    members: dict[str, Member] = {}
    others: dict[str, bool] = {}  # ids of rows that give no member
    lines: dict[str, int] = {}  # filled once an id comes twice
    begun = array("Q")
    alike: dict[tuple[str, ...], _Traits] = {}
    addresses: dict[str, str] = {}
    groups: set[str] = set()
    regions: dict[str, Text] = {}
    for row in rows:
        reader.row = row
        reader.surplus(len(header.cells) if header else 0)
        member = _member(reader, languages, alike)
        if not member.id:
            others.setdefault(reader.cell("id"), member.paused)
        elif member.id in members:
            lines = lines or dict(zip(members, begun, strict=True))
            reader.note(
                "id" if reader.cell("id") else "name",
                "member-doubled",
                msg(
                    "the id “{id}” is already that of the person on line {line}",
                    id=member.id,
                    line=lines[member.id],
                ),
                msg("give each person an id of her own in the column id"),
            )
        else:
            members[member.id] = member
            begun.append(row.line)
            if lines:
                lines[member.id] = row.line
        _same_address(reader, member, addresses)
        _named_region(reader, member, regions)
        groups.update(member.groups)
    if not members and not page.problems:
        page.problem(
            "roster-empty",
            1,
            1,
            msg("the table has headers but no person"),
            msg("write one row a person below"),
        )
    everyone = _one_region(tuple(members.values()), regions)
    del members, addresses  # as large as the roster
    ids = {member.id: member.paused for member in everyone}
    for name, paused in others.items():
        ids.setdefault(name, paused)
    return Roster(everyone, ids, frozenset(groups), not table.broken, regions)


class _Traits(NamedTuple):
    """What many people have in common: all columns but id, name and e-mail address."""

    place: Place
    languages: tuple[str, ...]
    groups: tuple[str, ...]
    region: str
    role: Text | None
    career_stage: str
    profile: str
    hours: tuple[WeekSpan, ...]
    never: tuple[WeekSpan, ...]
    paused: bool
    observes: tuple[str, ...]


def _member(reader: CsvReader, languages: tuple[str, ...], alike: dict[tuple[str, ...], _Traits]) -> Member:
    """The member of a row. ``alike``: what rows with the same words in the other columns were read as."""
    name, address = reader.cell("name"), reader.read("email", scalars.email, "")
    if not name:
        reader.note(
            "name", "member-no-name", msg("this person has no name"), msg("write the name, as letters greet")
        )
    if not reader.cell("email"):
        reader.note(
            "email",
            "member-no-email",
            msg("{name} has no e-mail address", name=name or "?"),
            msg("write it, or remove the row"),
        )
    member_id = reader.read("id", scalars.identifier, "")
    if not member_id and not reader.cell("id"):
        member_id = scalars.slug(name)
        if name and not member_id:
            reader.note(
                "name",
                "member-no-id",
                msg("no id can be made of the name “{name}”", name=name),
                msg("write an id, such as za-safp, in the column id"),
            )
    typed = reader.texts(index for column, index in reader.columns.items() if column not in _OWN)
    traits = alike.get(typed)
    if traits is None:
        before = len(reader.page.problems)
        traits = _traits(reader, name, languages)
        if before == len(reader.page.problems) and len(alike) < _ALIKE:
            alike[typed] = traits
    return Member(member_id, name, address, *traits[:8], traits.never, traits.paused, (), traits.observes)


def _traits(reader: CsvReader, name: str, languages: tuple[str, ...]) -> _Traits:
    place = _place(reader, name)
    return _Traits(
        place=place,
        languages=reader.read("languages", scalars.languages, languages),
        groups=_groups(reader, name),
        region=reader.cell("region").partition(" / ")[0].strip() or place.region,
        role=_role(reader.cell("role"), languages),
        career_stage=reader.cell("career_stage"),
        profile=reader.read("profile", scalars.profile, ""),
        hours=reader.read("hours", times.week_spans, ()),
        never=reader.read("never", times.week_spans, ()),
        paused=reader.read("paused", scalars.boolean, False),
        observes=reader.read("observes", _observed, ()),
    )


def _observed(text: str) -> tuple[str, ...] | ParseError:
    from besrour_cli.storage.programme.observances import with_observances  # few rosters say

    return with_observances(text)


def _place(reader: CsvReader, name: str) -> Place:
    written, country = reader.cell("place"), reader.cell("country")
    nowhere = Place(written, {"en": written, "fr": written}, "", "UTC")
    if not written and not country:
        reader.note(
            "place",
            "member-no-place",
            msg("{name} has no place", name=name or "?"),
            msg("write the city where the person lives, such as Accra, Ghana"),
        )
        return nowhere
    found = place_of(written, country)
    if found.wrong:
        by_country = bool(country) and place_of(written).place is not None
        reader.note("country" if by_country else "place", *found.wrong)
    elif found.doubt:
        reader.note("place", *found.doubt, warning=True)
    return found.place or nowhere


def _groups(reader: CsvReader, name: str) -> tuple[str, ...]:
    groups = []
    for word in re.split(r"[\s;,/|]+", reader.cell("groups")):
        if word:
            group = scalars.identifier(fold_case(word).replace(" ", "-"))
            if isinstance(group, ParseError):
                reader.note("groups", *group)
            else:
                groups.append(group)
    if not reader.cell("groups"):
        reader.note(
            "groups",
            "member-no-group",
            msg("{name} is in no group", name=name or "?"),
            msg("write a group, or leave the person out"),
            warning=True,
        )
    return tuple(dict.fromkeys(groups))


def _role(text: str, languages: tuple[str, ...]) -> Text | None:
    """A role in every language: ``teacher / enseignante`` has one half for each, one word stands for all."""
    if not text:
        return None
    halves = [half.strip() for half in text.split(" / ")]
    if len(halves) == 2 and all(halves):
        return dict(zip(LANGUAGES, halves, strict=True))
    return dict.fromkeys(languages, text)


def _named_region(reader: CsvReader, member: Member, regions: dict[str, Text]) -> None:
    """Note what a region is called in each language: ``West Africa / Afrique de l’Ouest``, or a known one."""
    first, _, second = (half.strip() for half in reader.cell("region").partition(" / "))
    if not second:
        if member.region in REGIONS:
            regions.setdefault(member.region, REGIONS[member.region])
        return
    names = {**dict.fromkeys(LANGUAGES, second), LANGUAGES[0]: first}
    before = regions.setdefault(member.region, names)
    if before != names and before != REGIONS.get(member.region):
        reader.note(
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


def _one_region(members: tuple[Member, ...], regions: Mapping[str, Text]) -> tuple[Member, ...]:
    """The members, a region that a row names by its other name alone made the same region."""
    same = {name: region for region, names in regions.items() for name in names.values() if name != region}
    if not any(member.region in same for member in members):
        return members
    return tuple(replace(m, region=same[m.region]) if m.region in same else m for m in members)


def _same_address(reader: CsvReader, member: Member, addresses: dict[str, str]) -> None:
    """Two people may share an address, but each of them will get a letter there."""
    if not member.email:
        return
    folded_address = member.email.casefold()
    address = member.email if folded_address == member.email else folded_address  # one text, not two alike
    first = addresses.get(address)
    addresses.setdefault(address, member.name)
    if first is not None:
        reader.note(
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
