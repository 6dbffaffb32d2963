"""The downloads of meeting programs, written of stays that are known: one function a layout."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from besrour_cli.clock.instants import local

Writer = Callable[["list[PlantedStay]", str], "tuple[str, bytes]"]


@dataclass
class PlantedStay:
    """One connection's stay: the name shown, its address, from when to when, and whether it waited."""

    name: str
    email: str
    begin: datetime
    end: datetime
    waiting: bool = False


def minutes_there(stays: list[PlantedStay]) -> int:
    """The minutes that some stays cover together, each counted once."""
    minute = timedelta(minutes=1)
    covered = {
        stay.begin + minute * n for stay in stays for n in range(int((stay.end - stay.begin) / minute))
    }
    return len(covered)


def written_as(layout: str, stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    """The download of a layout, on the clock of a zone: its name and its bytes."""
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


def _zoom(headings: str, *, waits: bool, meeting: str = "", french: bool = False) -> Writer:
    write = _fr if french else _us

    def written(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
        rows = []
        if meeting:
            first, last = min(s.begin for s in stays), max(s.end for s in stays)
            facts = {"Topic": "Besrour Café", "Start": write(first, zone), "End": write(last, zone)}
            titles = meeting.split(",")
            cells = [next((v for k, v in facts.items() if h.startswith(k)), "12345678901") for h in titles]
            rows += [titles, cells, []]
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
    rows += [[name, email, str(minutes_there(own))] for (name, email), own in people.items()]
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
        names = [s.name, *[*s.name.split(" ", 1), ""][:2]]
        rows.append(["Yes", *names, s.email, registered, "approved", *times(s), ""])
    absent = ["No", "Nobody Absent", "Nobody", "Absent", "nobody@example.org", registered, "approved"]
    rows.append([*absent, *["--"] * 5])
    return "attendee_1.csv", _csv(rows, encoding="utf-8")


def _teams(stays: list[PlantedStay], zone: str, *, french: bool = False) -> tuple[str, bytes]:
    def when(at: datetime) -> str:
        here = local(at, zone)
        return _fr(at, zone) if french else f"{here.month}/{here.day}/{here:%y}, {here:%I:%M:%S %p}"

    def length(minutes: int) -> str:
        return f"{minutes // 60}h {minutes % 60}m 0s" if minutes >= 60 else f"{minutes}m 0s"

    words = (
        "Résumé/Participants/Activités/Titre de la réunion/Heure de début/Nom/Première arrivée/"
        "Dernier départ/Durée/E-mail/Rôle"
        if french
        else "Summary/Participants/In-Meeting activities/Meeting title/Start time/Name/First join/Last leave/"
        "Duration/Email/Role"
    ).split("/")
    people: dict[tuple[str, str], list[PlantedStay]] = {}
    for s in stays:
        people.setdefault((s.name, s.email), []).append(s)
    rows = [[f"1. {words[0]}"], [words[3], "Café"], [words[4], when(stays[0].begin)], [], [f"2. {words[1]}"]]
    rows.append([*words[5:10], "ID (UPN)", words[10]])
    for (name, email), own in people.items():
        sums = [
            when(own[0].begin),
            when(own[-1].end),
            length(minutes_there(own)),
            email,
            email,
            "Participant",
        ]
        rows.append([name, *sums])
    rows += [[], [f"3. {words[2]}"], words[5:]]
    rows += [[s.name, when(s.begin), when(s.end), length(_length(s)), s.email, "Participant"] for s in stays]
    return "Attendance report.csv", _csv(rows, "\t", "utf-16")


def _teams_fr(stays: list[PlantedStay], zone: str) -> tuple[str, bytes]:
    return _teams(stays, zone, french=True)


def _teams_list(stays: list[PlantedStay], zone: str, *, french: bool = False) -> tuple[str, bytes]:
    head = ["Full Name", "User Action", "Timestamp"]
    if french:
        head = ["Nom complet", "Action de l’utilisateur", "Date et heure"]
    join, leave = ("Rejoint", "A quitté l'appel") if french else ("Joined", "Left")
    moves = [(s.begin, 1, s.name, join) for s in stays] + [(s.end, 0, s.name, leave) for s in stays]

    def when(at: datetime) -> str:
        here = local(at, zone)
        return here.strftime("%d/%m/%Y à %H:%M:%S") if french else f"{here:%m/%d/%Y}, {here:%I:%M:%S %p}"

    moves.sort(key=lambda move: move[:3])
    rows = [[name, action, when(at)] for at, _, name, action in moves]
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
    rows += [[name, email, str(minutes_there(own))] for (name, email), own in people.items()]
    return "presences.csv", _csv(rows, ";", "utf-8")


_PLAIN_2021 = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent"
)
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
