"""From an empty folder to the first café: files, plan, newsletter, invitations, a decline, reminders, a
record."""

from __future__ import annotations

import csv

from support.stories.diary import Diary, words_of

CAFE = "2027-01-cafe"
GROUPS = ("2027-01-working-group", "2027-02-working-group", "2027-02-advisory", "2027-03-working-group")
MAIL = """
mail:
  host: localhost
  port: {port}
"""


def makes_a_folder(diary: Diary) -> None:
    """``init``, and what besrour alone says."""
    diary.today("2026-11-22T12:00Z")
    diary.chapter("1. Make a folder", "1. Créer un dossier")
    diary.runs("init my-cafe", shown=(1, 0))
    diary.folder /= "my-cafe"
    diary.says(
        """
The folder `my-cafe` now holds a copy of the example: twelve cafés between Canada and Africa, a working
group and an advisory group. Go into it (`cd my-cafe`) and look into `sessions/`:

- `programme.yaml` says who organises the café, where people meet, and which series there are;
- `members.csv` is the roster, one row a person;
- every other file is one session: `2027-01-cafe.yaml` is the café of January. The meetings of the two groups
  repeat, as `programme.yaml` says, and need no files, but where something differs.

These files are yours. The institutions in the roster are real and their names are public; everything else
about them is invented, and nobody reads mail at the `example.org` addresses.

Whenever you wonder what to do next, type `besrour` alone:
""",
        """
Le dossier `my-cafe` contient maintenant une copie de l’exemple : douze cafés entre le Canada et
l’Afrique, un groupe de travail et un groupe consultatif. Entrez-y (`cd my-cafe`) et regardez dans
`sessions/` :

- `programme.yaml` dit qui organise le café, où l’on se réunit et quelles séries il compte;
- `members.csv` est la liste des membres, une ligne par personne;
- chacun des autres fichiers est une séance : `2027-01-cafe.yaml` est le café de janvier. Les réunions des
  deux groupes se répètent, comme le dit `programme.yaml`, et n’ont pas besoin de fichier, sauf là où quelque
  chose change.

Ces fichiers sont à vous. Les établissements de la liste existent et leurs noms sont publics; tout le
reste est inventé, et personne ne lit le courrier des adresses `example.org`.

Chaque fois que vous vous demandez quoi faire, tapez `besrour` tout seul :
""",
    )
    diary.runs("")


def makes_a_mistake(diary: Diary) -> None:
    """``check`` names a wrong word, and is content again."""
    diary.chapter("2. Let it read everything", "2. Tout faire relire")
    diary.runs("check")
    diary.says(
        """
`check` reads every file and lists all mistakes at once. Make one on purpose: in
`sessions/2027-03-cafe.yaml`, write `host: ca-nsom` instead of `host: ca-nosm`.
""",
        """
`check` lit tous les fichiers et énumère toutes les fautes d’un coup. Faites-en une exprès : dans
`sessions/2027-03-cafe.yaml`, écrivez `host: ca-nsom` au lieu de `host: ca-nosm`.
""",
    )
    diary.replaces("sessions/2027-03-cafe.yaml", "ca-nosm", "ca-nsom")
    diary.runs("check", code=1)
    diary.replaces("sessions/2027-03-cafe.yaml", "ca-nsom", "ca-nosm")
    diary.says(
        "Change it back. This is the way to work: edit, `check`, edit, `check`. It never changes a file.",
        "Remettez le mot. C’est la façon de travailler : modifier, `check`, modifier, `check`. Cette "
        "commande ne "
        "change aucun fichier.",
    )
    diary.runs("check", hide=True)


def chooses_the_hours(diary: Diary) -> None:
    """``plan`` chooses, ``why`` answers."""
    diary.chapter("3. Choose the hours of the year", "3. Choisir les heures de l’année")
    diary.says(
        """
For every session you gave a window (from which day to which) and a length. `plan` chooses a start for all
of them together, because fairness only shows over a year.
""",
        """
Pour chaque séance, vous avez donné une période (de quel jour à quel jour) et une durée. `plan` choisit le
début de toutes les séances ensemble, car l’équité ne se voit que sur une année.
""",
    )
    diary.runs("plan", shown=(14, 14))
    diary.says(
        "The choice is remembered in `plan.yaml`, which is the program’s own file. Nobody has been "
        "told anything "
        "yet. When somebody asks why it is at that hour, or whether another would do:",
        "Le choix est retenu dans `plan.yaml`, qui est le fichier du programme. Personne n’en sait "
        "encore rien. Si "
        "l’on vous demande pourquoi cette heure, ou si une autre conviendrait :",
    )
    diary.runs(f"why {CAFE}", shown=(8, 0))
    diary.runs(f'why {CAFE} --if "2027-01-21 15:00 Accra"', shown=(8, 0))


def publishes_the_newsletter(diary: Diary) -> None:
    """Writing announces nothing; ``announce`` does."""
    diary.chapter("4. Tell the members", "4. Avertir les membres")
    before = (diary.folder / "plan.yaml").read_bytes()
    diary.runs("newsletter")
    assert (diary.folder / "plan.yaml").read_bytes() == before
    diary.says(
        """
Writing is not announcing: you can look at the newsletter in `out/newsletter/`, change your files and
write it again as often as you like. Once your organisation has published it, its hours are known, and you
say so:
""",
        """
Écrire n’est pas annoncer : vous pouvez regarder l’infolettre dans `out/newsletter/`, modifier vos
fichiers et la récrire aussi souvent que vous voulez. Une fois que votre organisation l’a publiée, ses
heures sont connues, et vous le dites :
""",
    )
    diary.runs("announce newsletter --yes", shown=(12, 4))
    diary.says(
        "The groups agree on their meetings by telephone. People know of these too:",
        "Les groupes conviennent de leurs réunions par téléphone. On les connaît donc aussi :",
    )
    diary.runs(f"announce {' '.join(GROUPS)} --yes", shown=(8, 4))


def welcomes_a_newcomer(diary: Diary) -> None:
    """Somebody writes that she wants to take part."""
    diary.today("2026-12-01T15:00Z")
    diary.chapter("5. Somebody joins", "5. Une personne se joint au café")
    row = "sn-thies,Dre Awa Diop,awa.diop@example.org,Thiès,Senegal,fr,cafe,West Africa,,early,,,,\n"
    diary.says(
        "A colleague in Thiès has read the newsletter. Add her row to `sessions/members.csv` in your "
        "spreadsheet:",
        "Une collègue de Thiès a lu l’infolettre. Ajoutez sa ligne à `sessions/members.csv` dans "
        "votre tableur :",
    )
    diary.quotes(row, "text")
    diary.adds("sessions/members.csv", row)
    diary.runs("check", shown=(0, 4))
    diary.runs("plan", shown=(8, 6))
    diary.says(
        "The sessions that were announced stay; for all others she counts like everyone else, and "
        "the first lines "
        "say what changed.",
        "Les séances annoncées ne bougent pas; pour toutes les autres, elle compte comme tout le "
        "monde, et les "
        "premières lignes disent ce qui a changé.",
    )


def invites(diary: Diary) -> None:
    """A preview, a trial, and forty letters, each once."""
    diary.today("2026-12-21T17:00Z")
    diary.chapter("6. Invite people to the first café", "6. Inviter au premier café")
    diary.runs(f"invite {CAFE}", shown=(10, 4))
    diary.says(
        f"""
In `out/letters/{CAFE}/` there is now one letter a person. Open one with your mail program: it says the
same things twice, first in that person’s language, with the hour at that person’s own place, and carries
an entry for the calendar. Nothing was sent. To send, besrour must know your mail server; write these
lines at the end of `sessions/programme.yaml` ([Send the letters](../how-to/send.md) says more):
""",
        f"""
Dans `out/letters/{CAFE}/` se trouve maintenant une lettre par personne. Ouvrez-en une avec votre logiciel
de courriel : elle dit tout deux fois, d’abord dans la langue de la personne, avec l’heure de son propre
lieu, et porte une entrée d’agenda. Rien n’a été envoyé. Pour envoyer, besrour doit connaître votre
serveur de courriel; écrivez ces lignes à la fin de `sessions/programme.yaml` ([Envoyer les
lettres](../how-to/send.md) en dit plus) :
""",
    )
    assert diary.post is not None
    settings = MAIL.format(port=diary.post.port)
    diary.quotes(settings.strip())
    diary.adds("sessions/programme.yaml", f"{settings}  rate: 0\n")
    diary.runs(f"send {CAFE}", types="40", shown=(6, 8))
    letters = diary.new_letters()
    assert len(letters) == 40
    assert len({letter["To"] for letter in letters}) == 40
    assert all("Invitation" in letter["Subject"] or letter["Subject"] for letter in letters)
    diary.runs(f"send {CAFE} --yes", shown=(0, 3))
    assert not diary.new_letters()
    diary.says(
        "Each letter goes exactly once: the same command, run again, finds nothing to do.",
        "Chaque lettre part exactement une fois : la même commande, relancée, ne trouve rien à faire.",
    )


def loses_a_facilitator(diary: Diary) -> None:
    """She writes back in one line; the first line says so, and who could replace her."""
    diary.today("2027-01-04T15:00Z")
    diary.chapter("7. The facilitator cannot come", "7. L’animatrice ne peut pas venir")
    diary.receives("no", "memorial@example.org", "Re: Besrour Café", "Sorry, I can't make it.\n")
    diary.receives("oui", "awa.diop@example.org", "Re : Café Besrour", "Oui, avec plaisir!\n")
    diary.says(
        "Two answers have come by mail; you saved them into the folder `responses/`.",
        "Deux réponses sont arrivées par courriel; vous les avez enregistrées dans le dossier `responses/`.",
    )
    printed = diary.runs("replies responses", shown=(14, 6))
    assert "ca-memorial" in printed.splitlines()[0]
    diary.runs("")
    diary.says(
        "Ask one of those named. When she says yes, write her into the session’s file instead, and "
        "tell everybody:",
        "Demandez à l’une des personnes nommées. Quand elle accepte, écrivez-la dans le fichier de "
        "la séance à la "
        "place de l’autre, et avertissez tout le monde :",
    )
    diary.replaces(
        f"sessions/{CAFE}.yaml", "facilitator: [ca-memorial, gh-1]", "facilitator: [ca-saskatchewan, gh-1]"
    )
    diary.runs("check", shown=(0, 4))
    diary.runs(f"send {CAFE}", types="40", shown=(4, 4))
    letters = diary.new_letters()
    assert len(letters) == 40
    assert all("University of Saskatchewan" in words_of(letter) for letter in letters)


def reminds(diary: Diary) -> None:
    """What is due is sent by one command, once."""
    diary.today("2027-01-14T15:00Z")
    diary.chapter("8. A week before", "8. Une semaine avant")
    diary.runs("", shown=(5, 0))
    diary.runs("send --due --yes", shown=(4, 4))
    letters = diary.new_letters()
    assert 30 <= len(letters) < 40  # nobody who declined
    assert "memorial@example.org" not in {str(letter["To"]) for letter in letters}
    diary.runs("send --due --yes", hide=True)
    assert not diary.new_letters()
    diary.says(
        "Your computer can do this every morning by itself: [Send the letters](../how-to/send.md) says how.",
        "Votre ordinateur peut le faire lui-même chaque matin : [Envoyer les "
        "lettres](../how-to/send.md) explique "
        "comment.",
    )


def records(diary: Diary) -> None:
    """Who came is written down, and the year goes on."""
    diary.today("2027-01-22T15:00Z")
    diary.chapter("9. Afterwards", "9. Après la séance")
    with (diary.folder / "sessions/members.csv").open(encoding="utf-8-sig", newline="") as roster:
        names = {row["id"]: row["name"] for row in csv.DictReader(roster)}
    came = {"ca-laval": 90, "gh-1": 90, "sn-thies": 60}
    head = "Name (original name),Total duration (minutes),Guest"
    rows = "\n".join([head, *(f'"{names[m]}",{minutes},No' for m, minutes in came.items())]) + "\n"
    diary.runs("", shown=(5, 0))
    diary.says(
        "Download the list of participants from the meeting program, and hand it over as it is:",
        "Téléchargez la liste des participants du logiciel de réunion et donnez-la telle quelle :",
    )
    diary.quotes(rows, "text")
    (diary.folder / "participants.csv").write_text(rows, encoding="utf-8")
    diary.runs(f"attendance participants.csv --session {CAFE} --yes")
    diary.says(
        "Names that besrour does not know for sure are asked about. Who came, in the year so far:",
        "Les noms dont besrour n’est pas sûr font l’objet d’une question. Qui est venu, cette année :",
    )
    diary.runs("attendance", shown=(4, 3))
    diary.runs("plan", shown=(4, 4))
    printed = diary.runs("", hide=True)
    assert "attendance.csv" not in printed
