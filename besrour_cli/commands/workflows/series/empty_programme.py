"""The files of an empty programme: one series that repeats and one member, ready to be planned."""

from __future__ import annotations

import csv
import io
import json
from string import Template

from besrour_cli.commands.workflows.series.first_questions import FirstAnswers
from besrour_cli.model.language import Text
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.text.scalars import slug

_COLUMNS = ("id", "name", "email", "place", "languages", "groups", "region", "role", "hours", "never")
_PROGRAMME = Template("""\
# The programme: who organises it, where people meet, which series it has.
# Le programme : qui l’organise, où l’on se réunit, quelles séries il compte.
id: $id
name: $names
languages: [en, fr]
# Dates are read on the calendar of this place. / Les dates se lisent au calendrier de ce lieu.
anchor: $anchor
organiser:
  name: $organiser
  email: $email
  address: $address
# The meeting room; add link: and passcode: here. / La salle de réunion; ajoutez ici link: et passcode:
platform:
  name: Zoom
series:
  $series:
    name: $series_names
    description:
      en: We meet every month, in English and in French.
      fr: Nous nous réunissons chaque mois, en français et en anglais.
    duration: 90 min
    groups: [$series]
    weekdays: [mon, tue, wed, thu, fri]
    # Start and end lie in these hours at the anchor place. / Début et fin dans ces heures au lieu d’ancrage.
    between: 06:00-22:00
    # The series repeats: a session every month, on one of these days of it. A file of its own gives a session
    # its theme: besrour new $series $first
    # La série se répète : une séance chaque mois, à l’un de ces jours. Un fichier donne à une séance son
    # thème : besrour new $series $first
    every: month
    from: $first
    until: $last
    window: 8-21
fairness:
  night: 22:00-07:00
""")


def empty_programme(answers: FirstAnswers) -> dict[str, bytes]:
    """The files, relative path to bytes."""
    series = slug(answers.series["en"])
    first, last = answers.months
    settings = _PROGRAMME.substitute(
        id=f"{slug(answers.names['en'])}-{first.year}",
        names=_mapping(answers.names),
        anchor=_quoted(answers.anchor),
        organiser=_mapping(answers.organiser.names),
        email=answers.organiser.email,
        address=_quoted(answers.organiser.address),
        series=series,
        series_names=_mapping(answers.series),
        first=f"{first:%Y-%m}",
        last=f"{last:%Y-%m}",
    )
    roster = io.StringIO(newline="")
    rows = csv.writer(roster, lineterminator="\n")
    rows.writerow(_COLUMNS)
    name = answers.organiser.names["en"]
    rows.writerow(
        ("coordination", name, answers.organiser.email, answers.anchor, "en fr", series, "", "", "", "")
    )
    return {
        f"{SESSIONS}/members.csv": roster.getvalue().encode(),
        f"{SESSIONS}/programme.yaml": settings.encode(),
    }


def _mapping(text: Text) -> str:
    """A text in its languages on one line; quoted words are read by YAML as by JSON."""
    return f"{{{', '.join(f'{code}: {_quoted(words)}' for code, words in text.items())}}}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
