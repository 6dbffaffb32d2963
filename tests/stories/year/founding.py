"""The first weeks: a folder, people from a sheet, themes they chose, the plan, what is published."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from stories.year.people import PEOPLE, PROGRAMME, THEMES

from support.stories.coordinator import Coordinator

CAFES = tuple(f"2027-{month:02}-cafe" for month in range(1, 13))
MEETINGS = tuple(f"2027-{month:02}-working-group" for month in (1, 7, 11))


def makes_a_folder(she: Coordinator) -> None:
    """An empty programme of five answers, and then her own settings."""
    she.today("2026-11-02T15:30Z")
    she.does(
        'init cafe --example empty --name "Besrour Café / Café Besrour" --anchor Toronto '
        '--organiser "Centre / Centre, cafe@example.org, 100 Example Street, Mississauga" '
        '--series "Café / Café" --months "2027-01 to 2027-12"'
    )
    she.folder /= "cafe"
    settings = {
        "order": she.word("en, fr", "fr, en"),
        "calendar": she.servers.calendar.calendar,
        "mail": she.servers.settings(),
    }
    she.writes("sessions/programme.yaml", PROGRAMME % settings)
    head, *_coordination = (she.folder / "sessions/members.csv").read_text("utf-8").splitlines()
    she.writes("sessions/members.csv", f"{head},career_stage\n")


def takes_sign_ups(she: Coordinator) -> None:
    """The sheet of a form, in her language; a trial row and a telephone number leave no trace."""
    headings = she.word(
        "Timestamp,Name,Email,City,Country,Languages,Career stage,Phone",
        "Horodateur,Nom,Courriel,Ville,Pays,Langues,Étape de carrière,Téléphone",
    )
    rows = [
        ("2026-11-02 09:00", p.name, p.email, p.town, p.country, p.languages, p.stage, "+221 77 000 00 00")
        for p in PEOPLE
    ]
    rows.append(("2026-11-02 10:00", "test", "test@example.org", "test", "test", "English", "", ""))
    sheet = io.StringIO()
    csv.writer(sheet).writerows([headings.split(","), *rows])
    she.writes("responses/sign-ups.csv", sheet.getvalue())
    she.does("enrol responses/sign-ups.csv --group cafe --yes")
    enrolled = (she.folder / "sessions/members.csv").read_bytes()
    she.does("enrol responses/sign-ups.csv --yes")
    assert (she.folder / "sessions/members.csv").read_bytes() == enrolled
    with (she.folder / "sessions/members.csv").open(encoding="utf-8-sig", newline="") as file:
        roster = list(csv.DictReader(file))
    assert [row["id"] for row in roster] == [person.member for person in PEOPLE]
    groups = {person.member for person in PEOPLE if person.working_group}
    for row in roster:
        row["groups"] = "cafe working-group" if row["id"] in groups else "cafe"
    table = io.StringIO()
    writer = csv.DictWriter(table, list(roster[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(roster)
    she.writes("sessions/members.csv", table.getvalue())


def lets_people_choose_themes(she: Coordinator) -> None:
    """A ballot a person; twelve of fourteen proposals become the files of the cafés."""
    she.today("2026-11-09T15:30Z")
    she.writes("responses/themes.txt", "".join(f"- {theme}\n" for theme in THEMES))
    ballots = io.StringIO()
    rows = csv.writer(ballots)
    rows.writerow(("Email Address", "Themes / Thèmes"))
    for number, person in enumerate(PEOPLE):
        ticked = [THEMES[(number * 3 + step * 5) % len(THEMES)] for step in range(5)]
        rows.writerow((person.email, ", ".join(dict.fromkeys(ticked))))
    she.writes("responses/ballots.csv", ballots.getvalue())
    she.does("themes responses/ballots.csv --proposals responses/themes.txt --series cafe --seed 7 --write")
    she.does("new cafe --from out/themes/cafe.csv --yes")
    assert sorted(path.stem for path in (she.folder / "sessions").glob("2027-*")) == list(CAFES)


def plans_the_year(she: Coordinator, cafes: Collection[str]) -> None:
    """Every session has a start, and whoever asks why it is then has an answer.

    ``cafes`` are those that the year is lived with; no more is heard of the others.
    """
    others = [cafe for cafe in CAFES if cafe not in cafes]
    for cafe in others:
        (she.folder / f"sessions/{cafe}.yaml").unlink()
    months = ", ".join(cafe.removesuffix("-cafe") for cafe in others)
    programme = (she.folder / "sessions/programme.yaml").read_text(encoding="utf-8")
    lines = f"    window: 8-21\n    except: [{months}]\n"
    she.writes("sessions/programme.yaml", programme.replace("    window: 8-21\n", lines))
    she.does("check")
    assert she.due() == ["besrour plan"]
    she.does("plan")
    she.does(f"why {CAFES[0]}")
    assert set(she.written.moment(she.folder, she.now, she.zones).spans) == {*cafes, *MEETINGS}


def publishes(she: Coordinator) -> None:
    """The newsletter goes out once; texts to paste, a poster, the page, the feeds and the calendar server."""
    she.today("2026-11-20T15:30Z")
    she.does("newsletter")
    she.does("send newsletter --yes")
    assert len(she.written.letters) == len(PEOPLE)
    she.does("send newsletter --yes")
    assert len(she.written.letters) == len(PEOPLE)
    she.does(f"post {CAFES[0]} --poster")
    exports(she)


def exports(she: Coordinator) -> None:
    """Calendars and page into the web folder, and onto the calendar server."""
    she.does("export --page --to web")
    she.does("export --to caldav")
