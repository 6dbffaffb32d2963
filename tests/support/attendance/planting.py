"""Planted meetings: who was there is made first, then the download that would have come out.

All people are invented. A person keeps her ways from month to month: her name in full, a telephone, a device.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from support.attendance.download_layouts import PlantedStay, minutes_there, written_as

LAYOUTS = (
    "zoom-2020 zoom-2021 zoom-2021-meeting zoom-2023 zoom-2023-meeting zoom-fr webinar teams teams-fr "
    "teams-list teams-list-fr meet plain"
).split()
_FIRST = (
    "Abena Adama Aminata Awa Blaise Chidi Clarisse Colin Daniel Dawit Élodie Emeka Espérance Esther "
    "Étienne Farai Fatou Gaël Grace Heather Hervé Ibrahima Kwame Liam Mariam Mercy Miriam Moussa Nadège "
    "Ngozi Noémie Otieno Priya Ruth Samuel Selam Serge Seydou Sipho Solange Tendai Thandiwe Wanjiru "
    "Yacouba Zanele"
).split()
_LAST = (
    "Adeyemoye Agbéko Bekelewa Benslamia Boatengah Bouchardet Brantwood Chirwandu Diarrassouba Dlaminoza "
    "Dossoumon Fairlough Gagnelier Hargreen Haufikuri Hountondé Ilungasi Kabambala Kamaunji Kgositau "
    "Kouamélan Lavallière Mahamatou Moyondo Mugishari Mwansala Nakatosi Ndayirera Nkosivela Nkounkoula "
    "Okonjobi Ouédrabé Pelchatier"
).split()
_TOWNS = (
    ("Dakar", "SN", "Africa/Dakar"),
    ("Nairobi", "KE", "Africa/Nairobi"),
    ("Toronto", "CA", "America/Toronto"),
)
_ACCOUNTS = ("Africa/Johannesburg", "America/Toronto", "Africa/Dakar", "Africa/Nairobi", "Europe/Paris")
_WAYS = {
    "whole": 62,
    "swapped": 6,
    "dressed": 8,
    "first": 3,
    "initial": 3,
    "device": 3,
    "number": 2,
    "nameless": 2,
}
_WITHOUT_ADDRESSES = ("teams-list", "teams-list-fr")
GUESTS = ("Interprète 1", "Observer QZ", "Visiteuse du ministère")


@dataclass
class PlantedMeeting:
    """A meeting, its download, and the truth: minutes by member, whose each name is, and its rooms."""

    session: str
    start: datetime
    minutes: int
    zone: str
    name: str
    data: bytes
    truth: dict[str, int]
    whose: dict[str, tuple[str, ...]]
    rooms: dict[str, tuple[str, ...]] = field(default_factory=dict)


def planted_roster(chance: random.Random, size: int) -> list[Member]:
    """Members, two of whom have one name."""
    names = chance.sample([f"{first} {last}" for first in _FIRST for last in _LAST], size - 1)
    members = []
    for number, name in enumerate([*names, names[0]]):
        ident = f"member-{number}"
        town, country, zone = chance.choice(_TOWNS)
        place = Place(town, {"en": town, "fr": town}, country, zone)
        members.append(
            Member(
                id=ident,
                name=name,
                email=f"{ident}@example.org",
                place=place,
                languages=("en",),
                groups=("cafe",),
                region="",
            )
        )
    return members


class Habits:
    """How each member shows up, month after month: the name shown and whether with an address."""

    def __init__(self, chance: random.Random, members: list[Member]) -> None:
        self.ways: dict[str, tuple[str, str]] = {}
        ways, weights = list(_WAYS), list(_WAYS.values())
        twins = {members[0].name}
        for number, member in enumerate(members):
            way = chance.choices(ways, weights)[0]
            if member.name in twins:
                way = "whole"
            email = member.email if way in ("whole", "swapped", "dressed") and chance.random() < 0.6 else ""
            self.ways[member.id] = (_shown(chance, member, way, number), email)


def _shown(chance: random.Random, member: Member, way: str, number: int) -> str:
    first, last = member.name.split(" ", 1)
    town = member.place.input
    return {
        "whole": member.name,
        "swapped": chance.choice((f"{last}, {first}", f"{last.upper()} {first}", member.name.lower())),
        "dressed": chance.choice(
            (f"Dr {member.name}", f"{member.name} ({town})", f"Poste 3 ({member.name})")
        ),
        "first": chance.choice((first, last)),
        "initial": f"{first} {last[0]}.",
        "device": chance.choice((f"iPhone de {first}", f"{first}'s iPad")),
        "number": f"+254*****{number:03}",
        "nameless": chance.choice(("iPhone", "Galaxy A14", "Zoom user")),
    }[way]


def plant(
    chance: random.Random, members: list[Member], habits: Habits, session: str, start: datetime, layout: str
) -> PlantedMeeting:
    """A meeting in a layout: people come late, drop out, wait, and share a room."""
    minutes = chance.choice((60, 90))
    zone = chance.choice(_ACCOUNTS)
    here = chance.sample(members, max(8, int(len(members) * 0.6)))
    stays: list[PlantedStay] = []
    truth: dict[str, int] = {}
    whose: dict[str, tuple[str, ...]] = {}
    rooms: dict[str, tuple[str, ...]] = {}
    if chance.random() < 0.5:
        crowd, here = here[:4], here[4:]
        rooms["CHU salle B"] = tuple(m.id for m in crowd)
        stay = _stay("CHU salle B", "", start, minutes, chance)
        stays.append(stay)
        whose[stay.name] = rooms[stay.name]
        truth |= {m.id: minutes_there([stay]) for m in crowd}
    taken: set[str] = set()
    for member in here:
        name, email = habits.ways[member.id]
        email = "" if layout in _WITHOUT_ADDRESSES else email
        if name in taken:  # two people under one name and no address are one in the download
            continue
        taken.add(name)
        own = _stays(name, email, start, minutes, chance)
        stays += own
        whose[name] = (*whose.get(name, ()), member.id)
        truth[member.id] = minutes_there([s for s in own if not s.waiting])
    for guest in chance.sample(GUESTS, 2):
        stays.append(_stay(guest, "", start, minutes, chance))
    stays.sort(key=lambda s: (s.begin, s.name))
    if layout in (
        "zoom-2020",
        "plain",
        "teams-list",
        "teams-list-fr",
        "teams",
        "teams-fr",
        "meet",
        "webinar",
    ):
        stays = [s for s in stays if not s.waiting]
    name, data = written_as(layout, stays, zone)
    return PlantedMeeting(session, start, minutes, zone, name, data, truth, whose, rooms)


def _stay(name: str, email: str, start: datetime, minutes: int, chance: random.Random) -> PlantedStay:
    begin = start + timedelta(minutes=chance.choice((-8, -5, -3, -1, 0, 2, 4, 12)))
    end = start + timedelta(minutes=minutes - chance.choice((-6, -1, 0, 4, minutes // 2)))
    return PlantedStay(name, email, begin, end)


def _stays(name: str, email: str, start: datetime, minutes: int, chance: random.Random) -> list[PlantedStay]:
    """One person's stays: whole, broken in two that may overlap, or after a wait that overlaps as well."""
    whole = _stay(name, email, start, minutes, chance)
    kind = chance.random()
    if kind < 0.2:
        middle = whole.begin + (whole.end - whole.begin) // 2
        middle = middle.replace(second=0, microsecond=0)
        again = middle + timedelta(minutes=chance.choice((-2, 0, 7)))
        return [PlantedStay(name, email, whole.begin, middle), PlantedStay(name, email, again, whole.end)]
    if kind < 0.4:
        wait = PlantedStay(name, email, whole.begin - timedelta(minutes=3), whole.begin, waiting=True)
        return [wait, whole]
    return [whole]
