"""What happens when things change: a move, a cancellation taken back, a lost file, a leaver, a step back."""

from __future__ import annotations

import shutil

from support.stories.diary import Diary, words_of

FEBRUARY, MARCH, RENAMED = "2027-02-cafe", "2027-03-cafe", "2027-03-mentors"


def moves(diary: Diary) -> None:
    """People read the old and the new day, each on the clock where they are."""
    diary.today("2027-01-25T15:00Z")
    diary.chapter("10. A session moves", "10. Une séance est déplacée")
    diary.runs(f"send {FEBRUARY} --yes", hide=True)
    assert len(diary.new_letters()) == 40
    diary.says(
        f"The café of February has been announced (`besrour send {FEBRUARY}`). Then the host asks for "
        f"another day.",
        f"Le café de février a été annoncé (`besrour send {FEBRUARY}`). Puis la personne qui "
        f"accueille demande un "
        "autre jour.",
    )
    diary.runs(f'move {FEBRUARY} --to "2027-02-23 7:30 Vancouver"', types="40", shown=(14, 4))
    diary.runs("", shown=(5, 0))
    diary.runs(f"send {FEBRUARY}", types="40", shown=(6, 6))
    letters = diary.new_letters()
    assert len(letters) == 40
    for letter in letters:
        assert "New date" in letter["Subject"]
        assert "Nouvelle date" in letter["Subject"]
        assert "February 23" in words_of(letter)
        assert "18 février" in words_of(letter)
    diary.says(
        "Nobody had to guess: each letter names the day and hour that were announced and those that "
        "are true now.",
        "Personne n’a eu à deviner : chaque lettre nomme le jour et l’heure annoncés, puis ceux qui valent "
        "maintenant.",
    )


def takes_a_cancellation_back(diary: Diary) -> None:
    """A café is called off, told, and takes place after all."""
    diary.today("2027-02-16T15:00Z")
    diary.chapter("11. Called off, and on again", "11. Annulée, puis rétablie")
    diary.runs(f"send {MARCH} --yes", hide=True)
    assert len(diary.new_letters()) == 40
    diary.runs(f"cancel {MARCH}", types="40", shown=(8, 4))
    diary.runs(f"send {MARCH}", types="40", shown=(4, 4))
    assert all(len(letter["Subject"]) for letter in diary.new_letters())
    diary.runs(f"restore {MARCH}", types="40", shown=(8, 4))
    diary.runs(f"send {MARCH}", types="40", shown=(4, 4))
    letters = diary.new_letters()
    assert len(letters) == 40
    assert all("after all" in letter["Subject"] for letter in letters)


def deletes_a_file(diary: Diary) -> None:
    """What was announced does not disappear; a file that returns, or has another name, finds its session."""
    diary.today("2027-02-17T15:00Z")
    diary.chapter("12. A file disappears", "12. Un fichier disparaît")
    file = diary.folder / f"sessions/{MARCH}.yaml"
    before = (diary.folder / "plan.yaml").read_bytes()
    text = file.read_text(encoding="utf-8")
    file.unlink()
    diary.says(
        f"Somebody tidied up, and `sessions/{MARCH}.yaml` is gone. People have been told of that café:",
        f"Quelqu’un a fait du ménage, et `sessions/{MARCH}.yaml` n’est plus là. Or, ce café a été annoncé :",
    )
    diary.runs("check", code=1)
    diary.runs("plan", code=1, hide=True)
    diary.runs(f"send {MARCH} --yes", code=1, hide=True)
    file.write_text(text, encoding="utf-8")
    diary.runs("check", hide=True)
    assert (diary.folder / "plan.yaml").read_bytes() == before
    assert not diary.new_letters()
    diary.says(
        "Put it back, and everything is as it was. Or it has only got another name:",
        "Remettez-le, et tout est comme avant. Ou bien il a simplement changé de nom :",
    )
    shutil.move(file, file.with_name(f"{RENAMED}.yaml"))
    diary.runs("check", code=1)
    diary.runs(f"rename {MARCH} {RENAMED} --yes")
    diary.runs(f"send {RENAMED} --yes", hide=True)
    assert not diary.new_letters()


def lets_somebody_leave(diary: Diary) -> None:
    """A row that goes is named; only the leaver is written to."""
    diary.today("2027-02-18T15:00Z")
    diary.chapter("13. Somebody leaves", "13. Une personne quitte le café")
    diary.runs("leave ca-western --yes")
    diary.says(
        "In August somebody else facilitates: change the line that is named. Then offer the leaver, "
        "and nobody else, "
        "a letter that takes the sessions out of the calendar:",
        "En août, une autre personne animera : changez la ligne nommée. Puis proposez à la personne "
        "qui part, et à "
        "elle seule, une lettre qui retire les séances de son agenda :",
    )
    diary.replaces("sessions/2027-08-cafe.yaml", "[ca-western, zw-1]", "[ca-queens, zw-1]")
    diary.runs(f"send {RENAMED}", types="1", shown=(4, 4))
    [letter] = diary.new_letters()
    assert "western@example.org" in letter["To"]


def steps_back(diary: Diary) -> None:
    """The last change of the plan can be taken back, while nobody was written to."""
    diary.chapter("14. A step back", "14. Un pas en arrière")
    before = (diary.folder / "plan.yaml").read_bytes()
    diary.runs("hold 2027-05-cafe", shown=(4, 0))
    diary.runs("undo --yes", shown=(8, 0))
    assert (diary.folder / "plan.yaml").read_bytes() == before


def publishes(diary: Diary) -> None:
    """Calendars and page."""
    diary.chapter("15. Publish the calendars", "15. Publier les calendriers")
    diary.runs("export --page", shown=(4, 3))
    diary.says(
        """
In `out/calendar/` there is one calendar for everything, one a series and one a group, in both languages;
in `out/page/` a page that shows the year. They hold no join link and nobody’s address. From now on
`besrour` alone tells you when they are older than the plan.
""",
        """
Dans `out/calendar/` se trouvent un calendrier pour tout, un par série et un par groupe, dans les deux
langues; dans `out/page/`, une page qui montre l’année. Ils ne contiennent ni lien de connexion ni
adresse. Désormais, `besrour` tout seul vous dit quand ils sont plus vieux que le plan.
""",
    )
    diary.runs("")
