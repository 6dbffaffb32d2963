"""``python -m tools.evaluated_year``: the invented year of examples/evaluated, the same bytes every time.

Nobody in it exists. Chances are set so that a report has something to show in each of its sections: a region
that comes less, answers in French that are a little lower, a few people who became less sure.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from random import Random
from typing import NamedTuple

from besrour_cli.model.evaluation.answers import EvaluationAnswer, EvaluationComment
from besrour_cli.storage.evaluation.answers_csv import emit_answers
from besrour_cli.storage.evaluation.comments_csv import emit_comments
from besrour_cli.storage.programme.evaluation.load_form import load_form
from tools.environment import ROOT

FOLDER = ROOT / "examples/evaluated"
SEED = 2025
_ANSWERERS, _FORMS, _LOWER = 0.6, 0.7, 0.4
"""Chances: that somebody answers at all, after a session, and lower on language if in French."""
_MOST_JOINS = 6
DAYS = (
    "2025-01-21 09:30",
    "2025-02-19 09:30",
    "2025-03-20 10:30",
    "2025-04-16 09:30",
    "2025-05-22 08:30",
    "2025-06-18 09:30",
    "2025-07-17 09:30",
    "2025-08-20 10:30",
    "2025-09-18 09:30",
    "2025-10-22 09:30",
    "2025-11-19 09:30",
    "2025-12-10 09:30",
)
"""When the cafés began, on the clock of Toronto."""


class _Region(NamedTuple):
    """A region: its name in the roster, its id in the form, its places, people, how often they come.

    ``drops`` is the chance that a connection drops, once or more, during a session.
    """

    name: str
    choice: str
    places: tuple[tuple[str, str, str], ...]
    people: int
    comes: float
    drops: float


_REGIONS = (
    _Region(
        "Canada",
        "canada",
        (
            ("Montréal", "Canada", "fr en"),
            ("Toronto", "Canada", "en"),
            ("Halifax", "Canada", "en"),
            ("Vancouver", "Canada", "en"),
            ("Québec", "Canada", "fr en"),
            ("Winnipeg", "Canada", "en"),
        ),
        26,
        0.5,
        0.08,
    ),
    _Region(
        "West Africa / Afrique de l’Ouest",
        "west-africa",
        (
            ("Accra", "Ghana", "en"),
            ("Dakar", "Senegal", "fr en"),
            ("Lagos", "Nigeria", "en"),
            ("Cotonou", "Benin", "fr"),
        ),
        18,
        0.55,
        0.3,
    ),
    _Region(
        "East Africa / Afrique de l’Est",
        "east-africa",
        (
            ("Nairobi", "Kenya", "en"),
            ("Kampala", "Uganda", "en"),
            ("Dar es Salaam", "Tanzania", "en"),
            ("Kigali", "Rwanda", "fr en"),
        ),
        16,
        0.46,
        0.2,
    ),
)
_COMMENTS = (
    (
        "story",
        "en",
        "I used the case from the March session with my residents; we rewrote it for our clinic.",
        True,
    ),
    (
        "story",
        "fr",
        "J’ai animé une discussion en petits groupes comme au café; les étudiantes ont parlé davantage.",
        True,
    ),
    (
        "story",
        "en",
        "I wrote to a colleague I had met at my table, and we now teach one seminar together.",
        True,
    ),
    ("story", "fr", "Rien encore, mais j’ai gardé la grille d’observation pour le prochain stage.", True),
    ("comment", "en", "The hour falls in my clinic every time.", True),
    (
        "comment",
        "fr",
        "La connexion a coupé pendant le travail en groupe; je n’ai pas pu revenir à la même table.",
        True,
    ),
    ("comment", "en", "Please do not quote this one.", False),
)


class _Person(NamedTuple):
    """An invented member: how often she comes and answers, and how sure of herself she was and became."""

    id: str
    region: _Region
    place: tuple[str, str, str]
    comes: float
    answers: bool
    then: int
    gain: int
    code: str

    @property
    def language(self) -> str:
        """The language that she prefers."""
        return self.place[2].split()[0]


def files() -> dict[str, bytes]:
    """Every file of the example but programme.yaml, by its path below the folder."""
    chance = Random(SEED)
    people = list(_people(chance))
    made = {"sessions/members.csv": _roster(people)}
    came: list[tuple[str, _Person, int | None]] = []
    for month, start in enumerate(DAYS, 1):
        session = f"2025-{month:02d}-cafe"
        made[f"sessions/{session}.yaml"] = _session(month, start, people)
        for person in people:
            if chance.random() < person.comes:
                came.append((session, person, chance.choice((None, 45, 60, 75, 85, 90, 90))))
    made["sessions/attendance.csv"] = "\n".join(["session,member,minutes,joins", *_rows(came), ""]).encode()
    form = load_form(str(FOLDER), ("en", "fr"))
    answers = tuple(_answers(chance, [(session, person) for session, person, _ in came]))
    made["responses/evaluation.csv"] = emit_answers(answers, form, None)
    made["responses/comments.csv"] = emit_comments(_comments(), None)
    return made


def _people(chance: Random) -> Iterator[_Person]:
    number = 0
    for region in _REGIONS:
        for at in range(region.people):
            number += 1
            place = region.places[at % len(region.places)]
            steady = chance.choice((0.0, 0.5, 0.8, 1.0, 1.2, 1.6))
            yield _Person(
                id=f"p{number:02d}",
                region=region,
                place=place,
                comes=min(0.95, region.comes * steady),
                answers=chance.random() < _ANSWERERS,
                then=chance.choice((1, 2, 2, 3, 3, 4)),
                gain=chance.choice((-1, 0, 0, 1, 1, 1, 1, 1, 2, 2)),
                code=f"{chance.choice('ABCDEFGHJKLMN')}{chance.choice('AEIOU')}{chance.randint(1, 28):02d}",
            )


def _roster(people: list[_Person]) -> bytes:
    head = "id,name,email,place,country,languages,groups,region"
    rows = (
        f"{p.id},Example Person {p.id[1:]},{p.id}@example.org,{p.place[0]},{p.place[1]},{p.place[2]},cafe,"
        f"{p.region.name}"
        for p in people
    )
    return "\n".join([head, *rows, ""]).encode()


def _session(month: int, start: str, people: list[_Person]) -> bytes:
    """The pilot's café of the same month, led by two people in turn, and when it took place."""
    text = (ROOT / f"sessions/2027-{month:02d}-cafe.yaml").read_text(encoding="utf-8")
    titles = re.search(r"^title:\n(?:  .*\n)+", text, re.MULTILINE)
    described = re.search(r"^description:\n(?:  .*\n|\n)+", text, re.MULTILINE)
    assert titles and described
    day = start.split(maxsplit=1)[0]
    led = people[(7 * month) % len(people)].id, people[(11 * month + 30) % len(people)].id
    return (
        f"series: cafe\n{titles[0]}{described[0]}window: {{from: {day}, to: {day}}}\n"
        f"required:\n  facilitator: {led[0]}\n  host: {led[1]}\ntook_place: {{start: {start} Toronto}}\n"
    ).encode()


def _rows(came: list[tuple[str, _Person, int | None]]) -> Iterator[str]:
    """The rows of who came; how often each joined is not known of the first two sessions."""
    chance = Random(SEED + 1)
    for session, person, minutes in came:
        joins = 1
        while joins < _MOST_JOINS and chance.random() < person.region.drops:
            joins += 1
        known = "" if session[:7] in ("2025-01", "2025-02") else str(joins)
        yield f"{session},{person.id},{'' if minutes is None else minutes},{known}"


def _answers(chance: Random, came: list[tuple[str, _Person]]) -> Iterator[EvaluationAnswer]:
    number = 0
    for session, person in came:
        if person.answers and chance.random() < _FORMS:
            number += 1
            values = dict(_values(chance, person))
            yield EvaluationAnswer(str(number), session, person.language, person.code, values)


def _values(chance: Random, person: _Person) -> Iterator[tuple[str, str]]:
    french = person.language == "fr"
    yield "consent", "yes"
    for item, usual in (("relevance", 4), ("safety", 4), ("language-served", 4), ("fair-time", 3)):
        lower = french and item == "language-served" and chance.random() < _LOWER
        yield item, str(max(1, min(5, usual - lower + chance.choice((-1, 0, 0, 1, 1)))))
    for item in ("facilitate", "adapt", "partner", "assess", "plan"):
        then = max(1, min(5, person.then + chance.choice((-1, 0, 0, 1))))
        gain = person.gain if item != "assess" else person.gain - 1
        yield f"{item}.then", str(then)
        yield f"{item}.now", str(max(1, min(5, then + gain)))
    used = [one for one, often in _USED.items() if chance.random() < often]
    yield "used", " ".join(used) or "nothing-yet"
    yield "connection", chance.choice(("good", "good", "good", "good", "cut-once", "cut-often", "no-voice"))
    hard = [one for one, often in _BARRIERS.items() if chance.random() < often]
    yield "barriers", " ".join(hard) or "nothing"
    yield "role", chance.choice(("physician", "teacher", "teacher", "resident"))
    yield "region", person.region.choice
    yield "preferred-language", "french" if french else "english"


_USED: Mapping[str, float] = {"idea": 0.45, "material": 0.3, "contact": 0.15, "method": 0.35}
_BARRIERS: Mapping[str, float] = {
    "hour": 0.2,
    "workload": 0.4,
    "internet": 0.2,
    "language": 0.1,
    "cost": 0.08,
}


def _comments() -> Iterator[EvaluationComment]:
    for number, (source, language, text, quote) in enumerate(_COMMENTS, 1):
        wave = f"2025-{number + 2:02d}-cafe"
        yield EvaluationComment(str(number), wave, source, language, text, quote=quote)


def main() -> int:
    """Write the files of the example."""
    for name, data in files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
