"""Planted meetings: who was there is made first, then the download that would have come out, and then it is read.

All people are invented. A person keeps her ways from month to month: her name in full, a telephone, a device.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from besrour_cli.clock.instants import local
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member

LAYOUTS = (
    "zoom-2020 zoom-2021 zoom-2021-meeting zoom-2023 zoom-2023-meeting zoom-fr webinar teams teams-fr "
    "teams-list teams-list-fr meet plain"
).split()
_FIRST = (
    "Abena Adama Aminata Awa Blaise Chidi Clarisse Colin Daniel Dawit Élodie Emeka Espérance Esther Étienne Farai "
    "Fatou Gaël Grace Heather Hervé Ibrahima Kwame Liam Mariam Mercy Miriam Moussa Nadège Ngozi Noémie Otieno "
    "Priya Ruth Samuel Selam Serge Seydou Sipho Solange Tendai Thandiwe Wanjiru Yacouba Zanele"
).split()
_LAST = (
    "Adeyemoye Agbéko Bekelewa Benslamia Boatengah Bouchardet Brantwood Chirwandu Diarrassouba Dlaminoza Dossoumon "
    "Fairlough Gagnelier Hargreen Haufikuri Hountondé Ilungasi Kabambala Kamaunji Kgositau Kouamélan Lavallière "
    "Mahamatou Moyondo Mugishari Mwansala Nakatosi Ndayirera Nkosivela Nkounkoula Okonjobi Ouédrabé Pelchatier"
).split()
_TOWNS = (("Dakar", "SN", "Africa/Dakar"), ("Nairobi", "KE", "Africa/Nairobi"), ("Toronto", "CA", "America/Toronto"))
_ACCOUNTS = ("Africa/Johannesburg", "America/Toronto", "Africa/Dakar", "Africa/Nairobi", "Europe/Paris")
_WAYS = {"whole": 62, "swapped": 6, "dressed": 8, "first": 3, "initial": 3, "device": 3, "number": 2, "nameless": 2}
_WITHOUT_ADDRESSES = ("teams-list", "teams-list-fr")
GUESTS = ("Interprète 1", "Observer QZ", "Visiteuse du ministère")


@dataclass
class PlantedStay:
    """One connection's stay: the name shown, its address, from when to when, and whether it waited."""

    name: str
    email: str
    begin: datetime
    end: datetime
    waiting: bool = False


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
        "dressed": chance.choice((f"Dr {member.name}", f"{member.name} ({town})", f"Poste 3 ({member.name})")),
        "first": chance.choice((first, last)),
        "initial": f"{first} {last[0]}.",
        "device": chance.choice((f"iPhone de {first}", f"{first}'s iPad")),
        "number": f"+254*****{number:03}",
        "nameless": chance.choice(("iPhone", "Galaxy A14", "Zoom user")),
    }[way]


def plant(
    chance: random.Random, members: list[Member], habits: Habits, session: str, start: datetime, layout: str
) -> PlantedMeeting:
    """A meeting in a layout: people come late, drop out, wait, share a room, and begin under a device's name."""
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
        truth |= {m.id: _minutes([stay]) for m in crowd}
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
        truth[member.id] = _minutes([s for s in own if not s.waiting])
    for guest in chance.sample(GUESTS, 2):
        stays.append(_stay(guest, "", start, minutes, chance))
    stays.sort(key=lambda s: (s.begin, s.name))
    if layout in ("zoom-2020", "plain", "teams-list", "teams-list-fr", "teams", "teams-fr", "meet", "webinar"):
        stays = [s for s in stays if not s.waiting]
    name, data = _written(layout, stays, zone)
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


def _minutes(stays: list[PlantedStay]) -> int:
    minute = timedelta(minutes=1)
    covered = {
        stay.begin + minute * n for stay in stays for n in range(int((stay.end - stay.begin) / minute))
    }
    return len(covered)


def _written(layout: str, stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    """The download: its name and its bytes."""
    return _LAYOUTS[layout](stays, zone)


def _csv(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode(encoding)


def _us(at: datetime, zone: str) -> str:
    return local(at, zone).strftime("%m/%d/%Y %I:%M:%S %p")


def _fr(at: datetime, zone: str) -> str:
    return local(at, zone).strftime("%d/%m/%Y %H:%M:%S")


def _length(stay: PlantedStay) -> int:
    return round((stay.end - stay.begin) / timedelta(minutes=1))


def _zoom(headings: str, *, waits: bool, meeting: str = "", french: bool = False):  # type: ignore[no-untyped-def]
    write = _fr if french else _us

    def written(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
        rows = []
        if meeting:
            first, last = min(s.begin for s in stays), max(s.end for s in stays)
            facts = {"Topic": "Besrour Café", "Start": write(first, zone), "End": write(last, zone)}
            cells = [next((v for k, v in facts.items() if h.startswith(k)), "12345678901") for h in meeting.split(",")]
            rows += [meeting.split(","), cells, []]
        rows.append(headings.split(","))
        for s in stays:
            if s.waiting and not waits:
                continue
            row = [s.name, s.email, write(s.begin, zone), write(s.end, zone), str(_length(s)), "Yes", "OK"]
            rows.append([*row, "Yes" if s.waiting else "No"] if waits else row)
        return "participants_1.csv", _csv(rows)

    return written


def _zoom_unique(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    rows = [
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,".split(","),
        ["1", "Café", _us(stays[0].begin, zone), _us(stays[-1].end, zone), "host@example.org", "90", "", ""],
        [],
        ["Name (Original Name)", "User Email", "Total Duration (Minutes)"],
    ]
    people: dict[tuple[str, str], list[PlantedStay]] = {}
    for s in stays:
        people.setdefault((s.name, s.email), []).append(s)
    rows += [[name, email, str(_minutes(own))] for (name, email), own in people.items()]
    return "participants_2.csv", _csv(rows)


def _webinar(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    host = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest"
    heads = "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status"
    heads += ",Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name"

    def times(s: PlantedStay) -> list[str]:
        return [_us(s.begin, zone), _us(s.end, zone), str(_length(s)), "No"]

    rows = [["Attendee Report"], ["Report Generated:", _us(stays[-1].end, zone)]]
    rows += [["Topic", "Webinar ID", "Actual Start Time"], ["Café", "12345678901", _us(stays[0].begin, zone)]]
    rows += [["Host Details"], host.split(","), ["Yes", stays[0].name, stays[0].email, *times(stays[0])]]
    rows += [["Attendee Details"], heads.split(",")]
    registered = _us(stays[0].begin - timedelta(days=2), zone)
    for s in stays[1:]:
        names = [s.name, *(s.name.split(" ", 1) + [""])[:2]]
        rows.append(["Yes", *names, s.email, registered, "approved", *times(s), ""])
    rows.append(["No", "Nobody Absent", "Nobody", "Absent", "nobody@example.org", registered, "approved", *["--"] * 5])
    return "attendee_1.csv", _csv(rows, encoding="utf-8")


def _teams(stays: list[PlantedStay], zone: str, *, french: bool = False) -> tuple[str, bytes]:
    def when(at: datetime) -> str:
        here = local(at, zone)
        return _fr(at, zone) if french else f"{here.month}/{here.day}/{here:%y}, {here:%I:%M:%S %p}"

    def length(minutes: int) -> str:
        return f"{minutes // 60}h {minutes % 60}m 0s" if minutes >= 60 else f"{minutes}m 0s"

    words = (
        "Résumé/Participants/Activités/Titre de la réunion/Heure de début/Nom/Première arrivée/Dernier départ/Durée/"
        "E-mail/Rôle"
        if french
        else "Summary/Participants/In-Meeting activities/Meeting title/Start time/Name/First join/Last leave/Duration/"
        "Email/Role"
    ).split("/")
    people: dict[tuple[str, str], list[PlantedStay]] = {}
    for s in stays:
        people.setdefault((s.name, s.email), []).append(s)
    rows = [[f"1. {words[0]}"], [words[3], "Café"], [words[4], when(stays[0].begin)], [], [f"2. {words[1]}"]]
    rows.append([*words[5:10], "ID (UPN)", words[10]])
    for (name, email), own in people.items():
        sums = [when(own[0].begin), when(own[-1].end), length(_minutes(own)), email, email, "Participant"]
        rows.append([name, *sums])
    rows += [[], [f"3. {words[2]}"], words[5:]]
    rows += [[s.name, when(s.begin), when(s.end), length(_length(s)), s.email, "Participant"] for s in stays]
    return "Attendance report.csv", _csv(rows, "\t", "utf-16")


def _teams_fr(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    return _teams(stays, zone, french=True)


def _teams_list(stays: list[PlantedStay], zone: str, *, french: bool = False) -> tuple[str, bytes]:
    head = ["Nom complet", "Action de l’utilisateur", "Date et heure"] if french else ["Full Name", "User Action", "Timestamp"]
    join, leave = ("Rejoint", "A quitté l'appel") if french else ("Joined", "Left")
    moves = [(s.begin, 1, s.name, join) for s in stays] + [(s.end, 0, s.name, leave) for s in stays]

    def when(at: datetime) -> str:
        here = local(at, zone)
        return here.strftime("%d/%m/%Y à %H:%M:%S") if french else f"{here:%m/%d/%Y}, {here:%I:%M:%S %p}"

    rows = [[name, action, when(at)] for at, _, name, action in sorted(moves, key=lambda m: (m[0], m[1], m[2]))]
    return "meetingAttendanceList.csv", _csv([head, *rows], "\t", "utf-16")


def _teams_list_fr(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    return _teams_list(stays, zone, french=True)


def _meet(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    rows = ["First name,Last name,Email,Duration,Time joined,Time exited".split(",")]
    for s in stays:
        first, _, last = s.name.partition(" ")
        times = [local(at, zone).strftime("%Y-%m-%d %H:%M") for at in (s.begin, s.end)]
        rows.append([first, last, s.email, f"{_length(s)} min", *times])
    return "attendance.csv", _csv(rows, encoding="utf-8")


def _plain(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    people: dict[tuple[str, str], list[PlantedStay]] = {}
    for s in stays:
        people.setdefault((s.name, s.email), []).append(s)
    rows = [["Nom", "Courriel", "Minutes"]]
    rows += [[name, email, str(_minutes(own))] for (name, email), own in people.items()]
    return "presences.csv", _csv(rows, ";", "utf-8")


_PLAIN_2021 = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent"
_PLAIN_2023 = (
    "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,"
    "In waiting room"
)
_FRENCH = (
    "Nom (nom original),Adresse e-mail,Heure d’arrivée,Heure de départ,Durée (minutes),Invité,"
    "Réponse à l’avertissement d’enregistrement,En salle d’attente"
)
_LAYOUTS = {
    "zoom-2020": _zoom_unique,
    "zoom-2021": _zoom(_PLAIN_2021, waits=False),
    "zoom-2021-meeting": _zoom(_PLAIN_2021, waits=False, meeting="Meeting ID,Topic,Start Time,End Time"),
    "zoom-2023": _zoom(_PLAIN_2023, waits=True),
    "zoom-2023-meeting": _zoom(_PLAIN_2023, waits=True, meeting="Topic,ID,Start time,End time"),
    "zoom-fr": _zoom(_FRENCH, waits=True, french=True),
    "webinar": _webinar,
    "teams": _teams,
    "teams-fr": _teams_fr,
    "teams-list": _teams_list,
    "teams-list-fr": _teams_list_fr,
    "meet": _meet,
    "plain": _plain,
}
