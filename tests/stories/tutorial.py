"""The tutorial: the story of a first year, told in one language while it is lived."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from stories import beginning, changes, closing

from support.checkout import ROOT
from support.delivery.smtp_server import Certificate, Postbox
from support.stories.diary import Diary

PAGES = {"en": "docs/en/tutorial/first-year.md", "fr": "docs/fr/tutorial/first-year.md"}
CHAPTERS = (
    beginning.makes_a_folder,
    beginning.makes_a_mistake,
    beginning.chooses_the_hours,
    beginning.publishes_the_newsletter,
    beginning.welcomes_a_newcomer,
    beginning.invites,
    beginning.loses_a_facilitator,
    beginning.reminds,
    beginning.records,
    changes.moves,
    changes.takes_a_cancellation_back,
    changes.deletes_a_file,
    changes.lets_somebody_leave,
    changes.steps_back,
    changes.publishes,
    closing.asks_what_people_thought,
    closing.reports,
    closing.hands_over,
    closing.begins_the_next_year,
)


def lived(folder: Path, language: str) -> str:
    """Live the year below a folder and give the page that tells it."""
    certificate = Certificate.make(folder)
    post = Postbox(certificate)
    post.start()
    try:
        diary = Diary(folder, language, post, certificate.chain)
        diary.title("Your first year", "Votre première année")
        diary.says(OPENING["en"], OPENING["fr"])
        for chapter in CHAPTERS:
            chapter(diary)
        return diary.page()
    finally:
        post.stop()


OPENING = {
    "en": """
<!-- Written by tests/stories; change the story there, then run: python3 dev.py tutorial --update -->

This tutorial takes you through a year with the example programme. You change nothing important and, but
for a mail server of your own, send nothing to anyone. It takes about an hour. At the end you know every
command you need, and you can replace the example by your own programme.

You need `besrour` on your computer (the README says how), a terminal (*Terminal* on a Mac, *PowerShell*
on Windows), a text editor that saves plain text, and a spreadsheet such as Excel or LibreOffice. Commands
are typed after the prompt and end with Enter; `besrour --help` lists them all, and each explains itself:
`besrour plan --help`. To read everything in French, put `--lang fr` after any of them ([Speak
French](../how-to/speak-french.md)). Where `[...]` stands, lines are left out.
""",
    "fr": """
<!-- Écrit par tests/stories : changez le récit là-bas, puis lancez : python3 dev.py tutorial --update -->

Ce tutoriel vous fait vivre une année avec le programme d’exemple. Vous ne changez rien d’important et, à
moins d’avoir votre propre serveur de courriel, vous n’envoyez rien à personne. Comptez une heure. À la
fin, vous connaîtrez toutes les commandes utiles et pourrez remplacer l’exemple par votre propre
programme.

Il vous faut `besrour` sur votre ordinateur (le fichier README dit comment), un terminal (*Terminal* sur
un Mac, *PowerShell* sous Windows), un éditeur qui enregistre du texte brut et un tableur comme Excel ou
LibreOffice. Les commandes se tapent après l’invite et se terminent par Entrée; `besrour --help` les
énumère toutes, et chacune s’explique elle-même : `besrour plan --help`. Pour tout lire en français,
ajoutez `--lang fr` à n’importe laquelle ([Parler français](../how-to/speak-french.md)). Le signe `[...]`
remplace des lignes omises.
""",
}


def main(arguments: list[str]) -> int:
    """Check the tutorials, or rewrite them with ``--update``; 1 when one is stale."""
    stale = []
    for language, page in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            text = lived(Path(folder), language)
        if arguments == ["--update"]:
            (ROOT / page).write_text(text, encoding="utf-8")
        elif (ROOT / page).read_text(encoding="utf-8") != text:
            stale.append(page)
    for page in stale:
        print(f"{page} tells another year than besrour lives: python3 dev.py tutorial --update")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
